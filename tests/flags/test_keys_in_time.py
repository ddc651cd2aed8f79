"""Keys of flags are made before they are needed and gone when they are not, whatever the hour."""

from datetime import date, datetime, timedelta

import pytest

from bot.domain.case import Refusal
from bot.domain.message import SHANGHAI
from bot.services import flagging
from tests.flags.kit import PHOTOS, START, World, who


def _files(world: World) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (world.folder / "keys").iterdir()}


def _at(day: date, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("asked", "flagged"),
    [
        ("2026-03-10 09:00", "2026-03-10 09:30"),
        # Before the day's batch, and in the first night of a month.
        ("2026-03-10 20:00", "2026-03-11 00:05"),
        ("2026-04-01 00:10", "2026-04-01 00:20"),
        # What was asked in a month of which nobody flagged anything.
        ("2026-03-30 09:00", "2026-04-20 11:00"),
    ],
)
def test_no_file_tells_when_somebody_flagged(world: World, asked: str, flagged: str) -> None:
    """有人提意见的那一刻,密钥文件夹里什么都不变。"""
    world.tick()
    world.until(date.fromisoformat(asked[:10]) - timedelta(days=1), hour=23)
    world.now = datetime.fromisoformat(asked).replace(tzinfo=SHANGHAI)
    world.tick()
    request = world.say(PHOTOS)
    while world.now < _at(date.fromisoformat(flagged[:10]), flagged[11:]) - timedelta(days=1):
        world.morning()
    world.now = _at(date.fromisoformat(flagged[:10]), flagged[11:])
    world.tick()
    before = _files(world)
    world.do(flagging.start, world.office, who(1), request, "photo", world.now)
    assert world.flag(1, request).refusal is None
    assert _files(world) == before


def test_what_is_long_over_is_flagged_no_more(world: World) -> None:
    """六十天没人提、也没到期的旧事,不再收意见:抽查也查不到它,一立单就知道有人提。"""
    request = world.say(PHOTOS)
    world.now = START + timedelta(days=59)
    assert world.flag(1, request).refusal is None
    world.now = START + timedelta(days=62)
    assert world.flag(2, request).refusal is Refusal.NOT_NOW
