"""A notice that is edited: every ask of it stands in the digest, under its own time."""

import re
from pathlib import Path

import pytest

from bot.storage.connection import Snapshot
from tests.live.kit import Town, played
from tests.live.test_corrections import _admin

CHEN, ADMIN = "民政办-小陈", "党政办-老陈"
ROSTER = "请各村明天下班前报低保年审名单。"
SUBSIDY = "请各村周五前报残疾人两项补贴花名册。"
STOCK = "请各村3月20日前报春耕农资需求和化肥库存统计表。"


async def _edit(town: Town, number: int, text: str, **more: object) -> None:
    """Whoever wrote a message an hour ago writes it anew."""
    at = int(town.now.timestamp())
    value = {"type": "edit", "number": number, "at": at - 3600, "edited": at, "sender": CHEN}
    await town.arrive(town.update(text=text, **{**value, **more}))


def _numbered(*asks: str) -> str:
    return "\n".join(f"{number}.{ask}" for number, ask in enumerate(asks, start=1))


def _line(town: Town, words: str) -> str:
    """The one line of the newest digest that names something."""
    digest = [text for text in town.shown() if "今日一览" in text][-1]
    (line,) = [line for line in digest.splitlines() if words in line]
    return line


def _keys(snapshot: Snapshot) -> list[str]:
    return [row[0] for row in snapshot.execute("select key from request order by id").fetchall()]


def test_an_ask_in_place_of_another_is_told(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", CHEN, _numbered(ROSTER, SUBSIDY))
        town.turn("10:00")
        await _edit(town, town.said, _numbered(ROSTER, STOCK))
        await town.tick("17:30")
        assert "3月20日" in _line(town, "化肥库存")
        assert "明日" in _line(town, "低保年审名单")
        assert "改期" not in town.shown()[-1]
        keys = town.store.read_sync(_keys)
        assert len(keys) == len(set(keys)) == 3

    played(tmp_path, story)


def test_an_ask_put_first_takes_no_other_ones_place(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", CHEN, _numbered(ROSTER, SUBSIDY))
        town.turn("10:00")
        await _edit(town, town.said, _numbered(STOCK, ROSTER, SUBSIDY))
        await town.tick("17:30")
        assert "3月20日" in _line(town, "化肥库存")
        assert "明日" in _line(town, "低保年审名单")
        assert "明日" in _line(town, "残疾人两项补贴")
        assert "共3件事" in town.shown()[-1]
        assert "改期" not in town.shown()[-1]

    played(tmp_path, story)


def test_an_ask_much_like_its_neighbour_is_another_one(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", CHEN, _numbered(ROSTER, SUBSIDY))
        town.turn("10:00")
        more = "请各村3月20日前报低保复核名单。"
        await _edit(town, town.said, _numbered(more, ROSTER, SUBSIDY))
        await town.tick("17:30")
        assert "3月20日" in _line(town, "低保复核名单")
        assert "明日" in _line(town, "低保年审名单")
        assert "改期" not in town.shown()[-1]

    played(tmp_path, story)


def test_each_ask_of_a_list_may_be_moved_and_worded_anew(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", CHEN, _numbered(ROSTER, SUBSIDY))
        town.turn("10:00")
        later = "请各村3月20日前报残疾人两项补贴发放花名册。"
        await _edit(town, town.said, _numbered(later, ROSTER))
        await town.tick("17:30")
        assert "改期" in _line(town, "残疾人两项补贴发放花名册")
        assert "改期" not in _line(town, "低保年审名单")
        assert "共2件事" in town.shown()[-1]

    played(tmp_path, story)


def test_chatter_may_become_a_notice_and_then_another_one(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", CHEN, "稍等,我发个通知")
        town.turn("10:00")
        await _edit(town, town.said, ROSTER)
        town.turn("10:05")
        await _edit(town, town.said, STOCK)
        await town.tick("17:30")
        assert "3月20日" in _line(town, "化肥库存")
        assert "为1件事" in town.shown()[-1]

    played(tmp_path, story)


def test_one_ask_that_becomes_two_keeps_its_line(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", CHEN, ROSTER)
        town.turn("10:00")
        await _edit(town, town.said, _numbered(STOCK, ROSTER))
        town.turn("10:05")
        await _edit(town, town.said, _numbered(STOCK, ROSTER, SUBSIDY))
        await town.tick("17:30")
        assert "3月20日" in _line(town, "化肥库存")
        assert "明日" in _line(town, "低保年审名单")
        assert "共3件事" in town.shown()[-1]
        assert "改期" not in town.shown()[-1]

    played(tmp_path, story)


def test_a_forward_of_the_edited_notice_brings_what_was_put_first(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        sent = {"origin": "toy:9:7", "forwarded_from": "县民政局通知"}
        await town.say("9:00", CHEN, _numbered(ROSTER, SUBSIDY), **sent)
        await town.say("10:00", "办公室-小王", _numbered(STOCK, ROSTER, SUBSIDY), **sent)
        await town.tick("17:30")
        assert "3月20日" in _line(town, "化肥库存")
        assert "共3件事" in town.shown()[-1]
        assert "改期" not in town.shown()[-1]

    played(tmp_path, story)


def test_a_time_that_was_put_right_stays_while_another_ask_is_edited(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _admin(town, ADMIN)
        await town.say("9:00", CHEN, _numbered(ROSTER, SUBSIDY))
        number = town.said
        await town.tick("17:30")
        await town.tell(ADMIN, "改 2 时限 3月20日17点")
        assert "3/20 17:00" in _line(town, "残疾人两项补贴")
        await _edit(town, number, _numbered(ROSTER.replace("明天", "3月16日"), SUBSIDY))
        assert "3/20 17:00" in _line(town, "残疾人两项补贴")
        assert "周一" in _line(town, "低保年审名单")

    played(tmp_path, story)


def test_a_notice_of_two_asks_that_is_withdrawn_by_an_edit_is_withdrawn_whole(
    tmp_path: Path,
) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", CHEN, _numbered(ROSTER, SUBSIDY))
        town.turn("10:00")
        await _edit(town, town.said, "本通知作废,名单先不用报。")
        await town.tick("17:30")
        assert "撤回" in _line(town, "低保年审名单")
        assert "撤回" in _line(town, "残疾人两项补贴")

    played(tmp_path, story)


def test_a_copy_that_is_edited_into_something_else_leaves_the_first_notice_as_it_is(
    tmp_path: Path,
) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", CHEN, ROSTER)
        await town.say("9:30", "办公室-小王", ROSTER)
        town.turn("10:00")
        await _edit(town, town.said, STOCK, sender="办公室-小王")
        await town.tick("17:30")
        assert "明日" in _line(town, "低保年审名单")
        assert "3月20日" in _line(town, "化肥库存")

    played(tmp_path, story)


@pytest.mark.parametrize(
    ("before", "after", "stands", "off"),
    [
        (
            "一、请各村20日前报低保年审名单;二、周五上午9点在三楼开消防培训会",
            "一、请各村20日前报低保年审名单;二、周五的消防培训会取消",
            "低保年审名单",
            "消防培训会",
        ),
        (
            "一、请各村20日前报低保年审名单;二、周五上午9点在三楼开消防培训会",
            "一、消防培训会取消;二、请各村20日前报低保年审名单",
            "低保年审名单",
            "消防培训会",
        ),
        (
            _numbered(ROSTER, SUBSIDY),
            _numbered(ROSTER, "补贴花名册不用报了。"),
            "低保年审名单",
            None,
        ),
        (ROSTER, f"{ROSTER}旧台账不用报了。", "低保年审名单", None),
        (ROSTER, f"{ROSTER}其他表不用报了。", "低保年审名单", None),
        (ROSTER, f"{ROSTER}(原通知作废)", "低保年审名单", None),
        (ROSTER, f"{ROSTER}(不用报了)", None, "低保年审名单"),
        (ROSTER, f"【作废】{ROSTER}", None, "低保年审名单"),
    ],
)
def test_what_is_struck_out_of_a_notice_leaves_the_rest_of_it(
    tmp_path: Path, before: str, after: str, stands: str | None, off: str | None
) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", CHEN, before)
        town.turn("10:00")
        await _edit(town, town.said, after)
        await town.tick("17:30")
        for thing, is_off in ((stands, False), (off, True)):
            if thing:
                assert bool(re.search("已撤回|已取消", _line(town, thing))) is is_off

    played(tmp_path, story)
