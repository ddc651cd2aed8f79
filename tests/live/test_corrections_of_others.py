"""What an admin keeps apart or calls the same data changes nothing for groups they do not serve.

Whoever has a group of their own can say there again whatever was said elsewhere.
"""

from pathlib import Path

import pytest

from bot.storage.connection import Snapshot
from tests.live.kit import GROUP, Town, played
from tests.live.test_corrections import SECOND, _admin
from tests.live.test_lines_that_meet import HEALTH, SCHOOL

THEIRS = {"chat": SECOND, "title": "外人的群"}
THIRD = {"chat": "toy:1:-300", "title": "第三个群"}
STRANGER, CHEN, WU = "外人", "中心校-陈主任", "卫生院-小吴"
DECIDED = ("request", "mention", "same_data", "confirmed", "apart", "likely")


def _decided(snapshot: Snapshot) -> list[object]:
    return [snapshot.execute(f"select * from {table}").fetchall() for table in DECIDED]


def _marked(snapshot: Snapshot) -> list[object]:
    tables = ("same_data", "confirmed")
    return [row for name in tables for row in snapshot.execute(f"select * from {name}").fetchall()]


async def _said_again(town: Town) -> None:
    """Two notices in the group, and both again by somebody in a group that is theirs alone."""
    await town.say("9:00", CHEN, SCHOOL)
    await town.say("9:30", WU, HEALTH)
    await _admin(town, STRANGER, SECOND)
    await town.say("9:40", STRANGER, SCHOOL, **THEIRS)
    await town.say("9:41", STRANGER, HEALTH, **THEIRS)


async def _parted(town: Town, line: str, what: str) -> None:
    await town.tell(STRANGER, "改")
    await town.press(STRANGER, line)
    await town.press(STRANGER, "不是重复")
    await town.press(STRANGER, what)
    assert "已分开" in "".join(town.shown(town.private(STRANGER))[-2:])


async def _heard(town: Town) -> list[str]:
    """Both are said again here, and in a third group; the digests of that day."""
    await town.say("15:00", WU, HEALTH, **THIRD)
    await town.say("15:01", CHEN, SCHOOL, **THIRD)
    await town.say("15:02", WU, HEALTH)
    await town.say("15:03", CHEN, SCHOOL)
    await town.tick("17:30")
    chats = (GROUP, THIRD["chat"])
    return [text for chat in chats for text in town.shown(chat) if "今日一览" in text]


@pytest.mark.parametrize("line", ["1", "2"])
@pytest.mark.parametrize("what", ["1", "2"])
def test_what_a_stranger_keeps_apart_is_one_for_all_others(
    tmp_path: Path, line: str, what: str
) -> None:
    digests: list[list[str]] = []

    async def left_alone(town: Town) -> None:
        await _said_again(town)
        await town.tell(STRANGER, "改")
        digests.append(await _heard(town))

    async def parted(town: Town) -> None:
        await _said_again(town)
        before = town.store.read_sync(_marked)
        await _parted(town, line, what)
        assert town.store.read_sync(_marked) == before
        digests.append(await _heard(town))

    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    played(tmp_path / "one", left_alone)
    played(tmp_path / "other", parted)
    assert digests[0] == digests[1]
    assert all("要同一批儿童名单" in digest for digest in digests[1])
    assert "合并为2件事" in digests[1][0]


@pytest.mark.parametrize("what", ["1", "2"])
def test_a_stranger_parts_what_they_read_and_takes_it_back(tmp_path: Path, what: str) -> None:
    async def story(town: Town) -> None:
        await _said_again(town)
        before = town.store.read_sync(_decided)
        await _parted(town, "1", what)
        assert town.store.read_sync(_decided) != before
        await town.tick("17:30")
        assert "要同一批" not in [t for t in town.shown(SECOND) if "今日一览" in t][-1]
        await town.tell(STRANGER, "改 撤销")
        await town.press(STRANGER, "撤销 1")
        assert town.store.read_sync(_decided) == before

    played(tmp_path, story)


def test_what_a_stranger_calls_the_same_data_is_so_for_them_alone(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _said_again(town)
        await town.press_data(STRANGER, "pair:data:1-2")
        assert not town.store.read_sync(
            lambda s: s.execute(
                "select * from confirmed where request = 1 and other = 2"
            ).fetchall()
        )
        await town.press_data(STRANGER, "pair:apart:1-2")
        assert (1, 2) in town.store.read_sync(_marked)

    played(tmp_path, story)


def test_a_time_put_right_by_a_stranger_is_told_to_nobody_else(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _said_again(town)
        await town.tell(STRANGER, "改 1 时限 3月30日")
        digests = await _heard(town)
        assert len(digests) == 2
        assert not any("3/30" in digest or "3月30日" in digest for digest in digests)

    played(tmp_path, story)


def test_a_text_is_never_kept_apart_from_itself(tmp_path: Path) -> None:
    """同一段话再来一遍,管理员说不是一回事:只分开这一条,以后照样认得。"""

    async def story(town: Town) -> None:
        await _admin(town, CHEN)
        await town.say("9:00", CHEN, SCHOOL)
        await town.say("9:30", WU, HEALTH)
        await town.say("9:40", CHEN, SCHOOL)
        await town.tick("17:30")
        await town.tell(CHEN, "改")
        await town.press(CHEN, "2")
        await town.press(CHEN, "不是重复")
        await town.press(CHEN, "2")
        found = town.store.read_sync(lambda s: s.execute("select one, other from apart").fetchall())
        assert found
        assert all(one != other for one, other in found)

    played(tmp_path, story)
