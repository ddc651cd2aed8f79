"""A group hears at most three things a day that nobody asked for, emergencies apart."""

from collections import Counter
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from bot.domain.message import SHANGHAI, Message
from bot.importers import read_chats
from tests.live.kit import Posted, Town, played

SAMPLES = ("qingshi_villages.json", "qingshi_lines.json")
MOST = 3


@pytest.mark.parametrize("name", SAMPLES)
def test_three_unasked_messages_a_day_are_the_most(name: str, tmp_path: Path) -> None:
    path = Path(str(files("bot") / "data" / "sample" / name))
    messages = [
        item
        for item in read_chats(path, default_day=datetime(2026, 6, 11, tzinfo=SHANGHAI).date())
        if isinstance(item, Message) and not item.service
    ]
    when: list[tuple[datetime, Posted]] = []

    async def story(town: Town) -> None:
        await _until(town, messages[0].sent_at, when)
        for message in messages:
            await _until(town, message.sent_at, when)
            await town.arrive(
                town.message(
                    message.sender or "",
                    message.text,
                    file_name=message.file_name,
                    forwarded_from=message.forwarded_from,
                )
            )
        await _until(town, messages[-1].sent_at + timedelta(days=1), when)

    played(tmp_path, story)
    days = Counter(at.astimezone(SHANGHAI).date() for at, _ in when)
    assert days
    assert max(days.values()) <= MOST
    assert all(posted.silent for _, posted in when)


async def _until(town: Town, at: datetime, when: list[tuple[datetime, Posted]]) -> None:
    """Let the time pass until a moment, with a heartbeat every ten minutes."""
    if town.sequence == 0:
        town.now = at
    while town.now < at:
        step = min(at - town.now, timedelta(minutes=10))
        town.now += step
        town.ticks += step.total_seconds()
        await town.live.schedule.tick()
        await town.live.settle()
        when.extend((town.now, posted) for posted in town.platform.posted[len(when) :])
