"""What is typed while somebody flags, what happens beside it, what a new process still knows."""

from pathlib import Path

import pytest

from bot.domain.boundary import Refused
from bot.domain.case import CaseState
from bot.services import daily
from bot.services.voices import text_of
from bot.storage.cases import cases_in
from bot.storage.flags import find_flag
from tests.live.flag_kit import MEI, QIANG, a_day, counts, flags, labels, tables, tap
from tests.live.kit import Town, played

PHOTO = "要拍照、截图、录视频"
SAID = "照片拍了没人看,还要定位"


async def _asked(town: Town, name: str = MEI) -> None:
    """They have chosen a reason, and are asked whether to add something."""
    await a_day(town)
    await town.tell(name, "/start flag-1")
    await tap(town, name, "1", PHOTO)


def _written(town: Town, name: str = MEI) -> str:
    """What stands, sealed, with somebody's only flag."""
    (flag,) = flags(town, name)
    row = town.store.read_sync(find_flag, flag.id)
    assert row
    return text_of(town.live.context.office, row)


def test_a_sentence_is_given_in_and_taken_from_the_chat(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.tell(MEI, SAID)
        assert town.card(MEI).startswith("已收下。")
        assert (town.private(MEI), town.said) in town.platform.deleted
        assert _written(town) == SAID

    played(tmp_path, story)


@pytest.mark.parametrize(
    "said", ["时间,太紧,当天要", "查不出问题也要查", "反馈 太多了", "意见 提了也没人管"]
)
def test_words_that_are_commands_elsewhere_are_asked_about_and_meet_nobody(
    tmp_path: Path, said: str
) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.tell(MEI, said)
        assert "就这样提交吗?" in town.card(MEI)
        await tap(town, MEI, "照发")
        assert town.card(MEI).startswith("已收下。")
        assert _written(town) == said
        assert counts(town)["member"] == 3

    played(tmp_path, story)


NOTICE_LIKE = "每次都要明天下班前把走访照片报民政办,每户3张,我们村里网格员跑不过来"


@pytest.mark.parametrize("later", ["18:20", "21:00"])
@pytest.mark.parametrize("said", [NOTICE_LIKE, SAID, "查不出问题也要查", "时间,太紧,当天要"])
def test_a_sentence_that_comes_too_late_is_kept_nowhere(
    tmp_path: Path, said: str, later: str
) -> None:
    """选了原因,放下手机,过了半个多小时才写:不能当成转来的通知留下。"""

    async def story(town: Town) -> None:
        await _asked(town)
        before = counts(town)
        await town.tick("17:45")
        await town.tick(later)
        await town.tell(MEI, said)
        assert "过时了" in town.card(MEI)
        assert (town.private(MEI), town.said) in town.platform.deleted
        assert counts(town) == {**before, "flag": 0}
        assert said not in str(tables(town))

    played(tmp_path, story)


def test_after_a_screen_that_lapsed_other_things_are_heard_as_ever(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town, QIANG)
        await town.tick("18:30")
        await town.tell(QIANG, NOTICE_LIKE, forwarded_from="民政办")
        assert "看到一件要办的事" in town.card(QIANG)
        await town.tell(QIANG, NOTICE_LIKE)
        assert "看到一件要办的事" in town.card(QIANG)
        await town.tell(QIANG, "/start flag-1")
        await town.tick("18:50")
        await town.tell(QIANG, NOTICE_LIKE)
        assert "过时了" in town.card(QIANG)
        await town.tell(QIANG, NOTICE_LIKE)
        assert "看到一件要办的事" in town.card(QIANG)

    played(tmp_path, story)


def test_what_is_too_long_is_shown_with_how_much(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.tell(MEI, "太繁琐" * 101)
        shown = town.card(MEI)
        assert shown.startswith("多了3个字,请删短一点再发。")
        assert "太繁琐" in shown
        assert "要补充一句吗" in shown
        await town.tell(MEI, "太繁琐" * 100)
        assert town.card(MEI).startswith("已收下。")

    played(tmp_path, story)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("我们村就三户,还要拍照", "我们村就三户"),
        ("小梅每天要拍", "小梅"),
        ("北坡村天天拍", "北坡村"),
        ("打13800138000问", "〔电话"),
    ],
)
def test_what_could_tell_who_they_are_is_pointed_out(tmp_path: Path, said: str, found: str) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.tell(MEI, said)
        shown = town.card(MEI)
        assert f"可能让人认出您:「{found}" in shown
        assert "13800138000" not in shown
        assert labels(town, MEI) == ["照发", "改写", "取消"]
        assert not flags(town, MEI)
        await tap(town, MEI, "改写")
        assert "要补充一句吗" in town.card(MEI)
        await town.tell(MEI, said)
        await tap(town, MEI, "照发")
        assert town.card(MEI).startswith("已收下。")
        assert found in _written(town)
        assert "13800138000" not in _written(town)

    played(tmp_path, story)


def test_a_picture_is_not_taken_and_its_sender_not_met(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        before = counts(town)
        await town.tell(MEI, "", media="photo")
        assert town.card(MEI).startswith("补充只收文字")
        assert counts(town) == before

    played(tmp_path, story)


def test_typing_on_or_beside_the_buttons_is_met_by_the_screen_alone(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await a_day(town)
        before = counts(town)
        await town.tell(MEI, "/start flag-1")
        await town.tell(MEI, "就是第一件")
        assert town.card(MEI).startswith("刚才打的字没有记下")
        await town.tell(MEI, "走访那件")
        assert town.card(MEI).count("刚才打的字没有记下") == 1
        await tap(town, MEI, "1")
        await town.tell(MEI, "太急了")
        assert "选最像的一条" in town.card(MEI)
        await tap(town, MEI, PHOTO)
        await town.tell(MEI, SAID)
        await town.tell(MEI, "还有,上周刚报过")
        assert "已收下" in town.card(MEI)
        assert _written(town) == SAID
        assert counts(town) == {**before, "flag": 1}
        assert len(town.shown(town.private(MEI))) == 1

    played(tmp_path, story)


def test_every_button_may_be_pressed_twice_and_late(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await a_day(town)
        await town.tell(MEI, "/start flag-1")
        data = [posted.buttons[0][0].data for posted in town.platform.posted[-1:]]
        for label in ("1", PHOTO, "直接提交"):
            shown = town.platform.posted[-1]
            found = next(b.data for row in shown.buttons for b in row if b.label == label)
            data.append(found)
            await town.press_data(MEI, found or "", number=shown.number)
            once = town.card(MEI)
            await town.press_data(MEI, found or "", number=shown.number)
            assert town.card(MEI) == once
        assert len(flags(town, MEI)) == 1
        (flag,) = flags(town, MEI)
        for _ in range(2):
            await town.press_data(MEI, f"flag:u:{flag.id}")
            assert town.card(MEI) == "已撤回,不再转办。"
        for _ in range(2):
            await town.press_data(MEI, "flag:x", number=town.platform.posted[-1].number)
        assert len(town.platform.posted) == 1
        for old in data:
            await town.press_data(MEI, old or "", number=1)
        assert len(flags(town, MEI)) == 1
        assert counts(town)["flag"] == 2

    played(tmp_path, story)


def test_a_card_that_changes_meanwhile_neither_shows_through_nor_is_lost(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await a_day(town)
        await town.tell(QIANG, "/start")
        await tap(town, QIANG, "私下提意见", "1", PHOTO)
        asked = town.card(QIANG)
        await town.say("17:33", "民政办-小陈", "走访照片不用报了,县里已有数据")
        assert town.card(QIANG) == asked
        await town.tell(QIANG, SAID)
        await town.say("17:36", "应急办-老周", "各村今晚20:00前报值班表")
        assert town.card(QIANG).startswith("已收下。")
        await tap(town, QIANG, "好")
        assert "更正:走访照片" in town.card(QIANG)
        assert "值班表" in town.card(QIANG)

    played(tmp_path, story)


def test_a_card_that_is_replaced_meanwhile_says_so_afterwards(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await a_day(town)
        await town.tell(QIANG, "/start")
        town.turn("7:46", days=1)
        await tap(town, QIANG, "私下提意见", "1")
        await town.tick("7:50")
        assert "选最像的一条" in town.shown(town.private(QIANG))[1]
        await tap(town, QIANG, "取消")
        assert "已并入今天的待办" in town.shown(town.private(QIANG))[1]

    played(tmp_path, story)


def test_who_turns_to_something_else_is_asked_nothing_more(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await a_day(town)
        await town.tell(QIANG, "/start")
        await tap(town, QIANG, "私下提意见", "1", PHOTO)
        await town.tell(QIANG, "完成 1")
        assert "已办1件" in town.card(QIANG)
        await town.tell(QIANG, "你好呀")
        assert "没看懂" in town.card(QIANG)
        await town.tell(QIANG, "意见 1")
        await tap(town, QIANG, PHOTO)
        await town.tell(QIANG, "秸秆禁烧巡查请于3月20日前完成", forwarded_from="农业办")
        assert "看到一件要办的事" in town.card(QIANG)
        await town.tell(QIANG, "意见 2")
        await tap(town, QIANG, PHOTO)
        assert counts(town)["flag"] == 1
        _restart(town)
        await town.press_data(QIANG, "hear:write:1")
        assert not flags(town, QIANG)
        assert counts(town)["flag"] == 0

    played(tmp_path, story)


def test_what_nobody_touched_for_a_while_is_gone_and_a_late_sentence_is_asked_about(
    tmp_path: Path,
) -> None:
    async def story(town: Town) -> None:
        await a_day(town)
        await town.tell(QIANG, "/start")
        card = town.card(QIANG)
        await tap(town, QIANG, "私下提意见", "1", PHOTO)
        town.turn("17:45")
        await town.live.context.whispers.expire()
        assert town.card(QIANG) == card
        await town.tell(QIANG, SAID)
        assert "就这样提交吗?" in town.card(QIANG)
        assert not flags(town, QIANG)
        await tap(town, QIANG, "照发")
        assert _written(town, QIANG) == SAID

    played(tmp_path, story)


def test_a_new_process_goes_on_where_the_old_one_stopped(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        before = counts(town)
        _restart(town)
        await town.tell(MEI, SAID)
        assert "就这样提交吗?" in town.card(MEI)
        _restart(town)
        await tap(town, MEI, "照发")
        assert "请再写一遍" in town.card(MEI)
        await town.tell(MEI, SAID)
        assert town.card(MEI).startswith("已收下。")
        _restart(town)
        await tap(town, MEI, "好")
        assert _written(town) == SAID
        assert counts(town) == before
        # What the first process had shown is taken away when it is touched.
        await tap(town, MEI, "取消")
        assert not town.shown(town.private(MEI))

    played(tmp_path, story)


def test_a_new_process_can_give_the_card_back(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await a_day(town)
        await town.tell(QIANG, "/start")
        card = town.card(QIANG)
        await tap(town, QIANG, "私下提意见")
        _restart(town)
        await tap(town, QIANG, "1")
        _restart(town)
        await tap(town, QIANG, "取消")
        assert town.card(QIANG) == card

    played(tmp_path, story)


def test_what_is_open_is_put_back_when_the_bot_is_stopped(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await a_day(town)
        await town.tell(QIANG, "/start")
        before = [town.shown(town.private(name)) for name in (QIANG, MEI)]
        await tap(town, QIANG, "私下提意见", "1")
        await town.tell(MEI, "/start flag-1")
        await town.live.context.whispers.end()
        assert [town.shown(town.private(name)) for name in (QIANG, MEI)] == before

    played(tmp_path, story)


def _restart(town: Town) -> None:
    town.close()
    town.open()


def test_nothing_is_lost_when_the_platform_refuses_to_show_or_delete(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        town.platform.faults += [("edit", Refused("busy")), ("delete", Refused("busy"))]
        await town.tell(MEI, SAID)
        assert _written(town) == SAID
        await town.tell(MEI, "/start flag-1")
        await tap(town, MEI, "1")
        assert town.card(MEI) == f"这件事您已经提过了:{PHOTO}(等着转给减负办)。"

    played(tmp_path, story)


def test_what_was_written_reaches_the_case_and_its_state_the_writer(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.tell(MEI, SAID)
        town.turn("7:45", days=1)
        office = town.live.context.office
        await town.store.run(daily.batch, office, town.now)
        assert town.store.read_sync(cases_in, *CaseState)
        await town.tell(MEI, "意见")
        await tap(town, MEI, "我的意见")
        assert f"{PHOTO} · 办理中" in town.card(MEI)
        assert labels(town, MEI) == ["撤回1", "关闭"]

    played(tmp_path, story)
