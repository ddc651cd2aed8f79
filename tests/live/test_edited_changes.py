"""A message that changed what others had asked is edited: what it said before holds no more."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.reading import Format
from bot.services.adding import details_of
from bot.storage.connection import Snapshot
from bot.storage.effects import drop_old_effects
from tests.live.kit import Town, played
from tests.live.test_corrections import QIANG, _admin, _fix

LEI, ADMIN = "应急办-老雷", "党政办-老陈"
PONDS, DAMS = "各村20日前报山塘排查表", "各村19日前报水库台账"
SPARED = "石桥村没有山塘,不用报山塘排查表"
OFF, MOVED = "山塘排查表不用报了", "山塘排查表改到18日前报"
SOME_MOVED = "山塘排查表石桥村改到18日前报"


async def asked(town: Town, *said: str) -> int:
    """Two asks, a card, and what is said of them; the number of the last message."""
    await town.say("8:00", QIANG, "早上好")
    await town.say("8:50", LEI, DAMS)
    await town.say("9:00", LEI, PONDS)
    for words in said:
        await town.say("9:20", LEI, words)
    await town.tell(QIANG, "/start")
    return town.said - 1


async def edited(town: Town, number: int, *versions: str) -> None:
    """The message of 9:20 is written anew, once for each of these."""
    at = int(town.now.replace(hour=9, minute=20).timestamp())
    for words in versions:
        town.now += timedelta(minutes=1)
        now = int(town.now.timestamp())
        value = {"type": "edit", "number": number, "at": at, "edited": now, "sender": LEI}
        await town.arrive(town.update(text=words, **value))


def line(town: Town, thing: str) -> str:
    """The line of the newest digest that names a thing, and the row of times below it."""
    digest = [text for text in town.shown() if "今日一览" in text][-1].splitlines()
    (place,) = [place for place, row in enumerate(digest) if thing in row]
    return "".join(
        row for row in digest[place : place + 2] if row is digest[place] or "时限" in row
    )


def effects(snapshot: Snapshot) -> int:
    return int(snapshot.execute("select count(*) from effect").fetchone()[0])


PLAIN = ("3月20日前", ("改期", "撤回", "石桥村", "桥头村", "3/18"))
CASES = [
    ([SPARED, "收到"], *PLAIN),
    ([OFF, "收到"], *PLAIN),
    ([MOVED, "收到"], *PLAIN),
    ([SOME_MOVED, "收到"], *PLAIN),
    ([OFF, "水库台账不用报了"], *PLAIN),
    ([MOVED, "水库台账改到18日前报"], *PLAIN),
    ([SPARED, "石桥村没有水库,不用报水库台账"], *PLAIN),
    ([SPARED, "桥头村没有山塘,不用报山塘排查表"], "桥头村不用报", ("石桥村",)),
    ([MOVED, SPARED], "3月20日前", ("改期",)),
    ([OFF, SPARED], "石桥村不用报", ("撤回",)),
    ([SPARED, OFF], "已撤回", ("石桥村",)),
    ([SOME_MOVED, MOVED], "改期:原3月20日前", ("石桥村", "其他")),
    ([MOVED, SOME_MOVED], "3/18(石桥村)|3/20(其他)", ("改期",)),
    ([SPARED, MOVED, SPARED], "3月20日前", ("改期",)),
    ([MOVED, "收到", MOVED], "改期:原3月20日前", ("石桥村",)),
]


@pytest.mark.parametrize(("versions", "told", "never"), CASES)
@pytest.mark.parametrize("late", [False, True])
def test_what_a_change_says_no_more_is_undone(
    tmp_path: Path, versions: Sequence[str], told: str, never: Sequence[str], late: bool
) -> None:
    async def story(town: Town) -> None:
        number = await asked(town, versions[0])
        if late:
            await town.tick("17:30")
        await edited(town, number, *versions[1:])
        await town.tick("17:31")
        mine = next(row for row in town.card(QIANG).splitlines() if "山塘排查表" in row)
        for shown in (line(town, "山塘排查表"), mine):
            assert not [words for words in never if words in shown]
        assert ("☐" in mine) is (versions[-1] != OFF)
        if not late:
            assert told in line(town, "山塘排查表")

    played(tmp_path, story)


def test_each_of_several_things_is_changed_anew(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        number = await asked(town, "水库台账改到17日前,山塘排查表改到18日前")
        await edited(town, number, "水库台账不用报了,山塘排查表改到22日前报")
        await town.tick("17:30")
        assert "已撤回" in line(town, "水库台账")
        assert "3月22日前" in line(town, "山塘排查表")
        assert "改期:原3月20日前" in line(town, "山塘排查表")

    played(tmp_path, story)


def test_what_another_message_said_since_stands(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        number = await asked(town, MOVED, "山塘排查表改到16日前报") - 1
        await edited(town, number, "收到")
        await town.tick("17:30")
        assert "周一" in line(town, "山塘排查表")
        assert "原3月20日前" in line(town, "山塘排查表")
        await edited(town, number + 1, "收到")
        assert "3月20日前" in line(town, "山塘排查表")
        assert town.store.read_sync(effects) == 0

    played(tmp_path, story)


def test_what_was_put_right_by_hand_stands(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _admin(town, ADMIN)
        number = await asked(town, MOVED)
        await town.tick("17:30")
        place = line(town, "山塘排查表").split()[0]
        await town.tell(ADMIN, f"改 {place} 时限 3月25日17点")
        await edited(town, number, "收到")
        assert "3/25 17:00" in line(town, "山塘排查表")

    played(tmp_path, story)


def test_what_was_joined_to_something_since_is_open_again(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _admin(town, ADMIN)
        number = await asked(town, OFF)
        await town.tick("17:30")
        await _fix(town, "水库台账", "合并到…", "2", name=ADMIN)
        assert "已撤回" in line(town, "山塘排查表")
        await edited(town, number, "收到")
        assert "已撤回" not in line(town, "山塘排查表")
        await town.press(ADMIN, "撤销")
        assert "已撤回" not in line(town, "水库台账")
        assert "已撤回" not in line(town, "山塘排查表")

    played(tmp_path, story)


def test_what_is_taken_out_leaves_nothing_that_is_unsaid(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _admin(town, ADMIN)
        number = await asked(town, MOVED, "山塘排查表改到22日前报") - 1
        await edited(town, number, "收到")
        await town.tick("17:30")
        await _fix(town, "山塘排查表", "拆开", "3", name=ADMIN)
        digest = town.shown()[-1]
        assert "3月20日前" in digest
        assert "周三" not in digest

    played(tmp_path, story)


def test_a_digest_tells_no_more_what_a_notice_has_no_more(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        number = await asked(town)
        await edited(town, number, f"{PONDS},石桥村不用报")
        await town.tick("17:30")
        assert "石桥村不用报" in line(town, "山塘排查表")
        await edited(town, number, f"{PONDS},桥头村不用报")
        await edited(town, number, f"{PONDS}。大家抓紧")
        assert "不用报" not in line(town, "山塘排查表")

    played(tmp_path, story)


def test_a_form_that_is_taken_back_no_more_is_wanted_again(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", LEI, f"{PONDS},盖章后交")
        await town.say("9:20", LEI, "山塘排查表不用盖章了")
        assert Format.STAMPED not in town.store.read_sync(details_of, 1, (1,)).forms
        await edited(town, town.said, "收到")
        assert Format.STAMPED in town.store.read_sync(details_of, 1, (1,)).forms

    played(tmp_path, story)


def test_an_edit_heard_of_for_the_first_time_is_read_as_any_message(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await asked(town)
        await edited(town, 90, SOME_MOVED)
        await town.tick("17:30")
        assert "3/18(石桥村)|3/20(其他)" in line(town, "山塘排查表")

    played(tmp_path, story)


def test_what_old_messages_made_is_forgotten(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await asked(town, MOVED)
        assert town.store.read_sync(effects)
        town.store.run_sync(drop_old_effects, town.now - timedelta(days=90))
        assert town.store.read_sync(effects)
        town.store.run_sync(drop_old_effects, town.now)
        assert not town.store.read_sync(effects)

    played(tmp_path, story)


def test_an_alarm_whose_end_is_said_no_more_stands_again(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", LEI, "紧急!县里发布暴雨红色预警,河口村低洼处的群众马上转移")
        await town.say("9:20", LEI, "暴雨红色预警已经解除,转移的群众可以回去了")
        await town.tick("9:25")
        assert "已解除" in town.shown()[-1]
        await edited(town, town.said, "收到")
        await town.tick("9:40")
        assert "还要办:河口" in town.shown()[-1]
        await town.tick("17:30")
        assert "已解除" not in town.shown()[-1]

    played(tmp_path, story)
