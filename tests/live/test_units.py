"""A member names their unit, an admin puts it right in private; the group hears nothing of it."""

from pathlib import Path

import pytest

from bot.wording import replies
from tests.live.kit import GROUP, Town, played
from tests.live.test_settings import LIU, SECOND, ready, rows

FANG, QIANG = "桂芳", "东河村文书-阿强"
ROSTER = "请河湾村明天下班前补报残疾人名单"


async def _there(town: Town) -> None:
    """老刘 looks after the group; 桂芳, whose nickname names no unit, and 阿强 spoke in it."""
    await ready(town)
    await town.say("9:10", FANG, "收到")
    await town.say("9:11", QIANG, "收到")
    await town.say("9:12", "河湾村老李", "收到")
    await town.say("9:15", "民政办-小陈", ROSTER)


def _unit(town: Town, name: str) -> tuple[object, object]:
    (member,) = [row[0] for row in rows(town, "member") if row[2] == name]
    ((unit, told),) = [row[3:5] for row in rows(town, "presence") if row[0] == member]
    return unit, told


def test_an_admin_names_a_members_unit_in_words_and_takes_it_back(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _there(town)
        before = _unit(town, FANG)
        await town.tell(LIU, "成员单位 桂芳 河湾村")
        assert "桂芳:河湾村" in town.card(LIU)
        assert _unit(town, FANG) == ("河湾村", 1)
        await town.tell(LIU, "/units 桂芳 河湾村")
        assert "没有改动" in town.card(LIU)
        await town.press(LIU, "撤销")
        assert "恢复原样" in town.card(LIU)
        assert _unit(town, FANG) == before
        await town.press(LIU, "撤销")
        assert _unit(town, FANG) == before

    assert not played(tmp_path, story).shown(GROUP)


def test_an_admin_picks_the_member_from_a_list_and_types_the_unit(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _there(town)
        await town.tell(LIU, "成员单位")
        listed = town.card(LIU)
        assert "桂芳:还不知道" in listed
        assert "东河村文书-阿强:东河村(按群昵称认的)" in listed
        number = next(x for x in listed.splitlines() if "阿强" in x).split(".")[0]
        await town.press(LIU, number)
        assert "请发正确的单位" in town.card(LIU)
        await town.tell(LIU, "@河湾村 13812345678")
        assert "13812345678" not in town.card(LIU)
        assert str(_unit(town, QIANG)[0]).startswith("河湾村")
        await town.tell(LIU, "成员单位 阿强 自动")
        assert _unit(town, QIANG) == ("东河村", 0)
        await town.tell(LIU, "成员单位 没这个人")
        assert "没有找到" in town.card(LIU)

    assert not played(tmp_path, story).shown(GROUP)


def test_the_member_learns_of_it_on_their_card_and_by_asking(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _there(town)
        await town.tell(FANG, "/start")
        assert "(河湾村)" not in town.card(FANG)
        said = len(town.platform.posted)
        await town.tell(LIU, "成员单位 桂芳 河湾村")
        assert len(town.platform.posted) == said + 1
        assert "(河湾村)" in town.card(FANG)
        assert "残疾人名单" in town.card(FANG)
        await town.tell(FANG, "单位")
        assert "「柳河镇村居工作群」:河湾村" in town.card(FANG)

    assert not played(tmp_path, story).shown(GROUP)


def test_what_a_member_said_of_themselves_since_is_not_taken_back(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _there(town)
        await town.tell(LIU, "成员单位 桂芳 河湾村")
        await town.tell(FANG, "单位 石桥村")
        await town.press(LIU, "撤销")
        assert "以本人说的为准" in town.card(LIU)
        assert _unit(town, FANG) == ("石桥村", 1)

    played(tmp_path, story)


def test_two_corrections_of_one_member_are_taken_back_from_the_last(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _there(town)
        before = _unit(town, FANG)
        await town.tell(LIU, "成员单位 桂芳 河湾村")
        await town.tell(LIU, "成员单位 桂芳 石桥村")
        await town.tell(LIU, "改 撤销")
        assert "桂芳→石桥村" in town.card(LIU)
        await town.press(LIU, "撤销 2")
        assert "请先撤销那一次" in town.card(LIU)
        await town.press(LIU, "撤销「改成员单位」")
        assert _unit(town, FANG) == ("河湾村", 1)
        await town.press(LIU, "撤销 2")
        assert _unit(town, FANG) == before

    played(tmp_path, story)


def test_who_was_forgotten_is_in_no_correction_either(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _there(town)
        await town.tell(LIU, "成员单位 桂芳 河湾村")
        await town.tell(FANG, "隐私 删除")
        assert not rows(town, "correction")
        await town.press(LIU, "撤销")
        assert _unit(town, FANG) == (None, 0)

    played(tmp_path, story)


@pytest.mark.parametrize("role", ["member", "other", "former"])
def test_nobody_but_an_admin_of_this_group_changes_a_unit(tmp_path: Path, role: str) -> None:
    """A member, the admin of another group, and one who left."""

    async def story(town: Town) -> None:
        await _there(town)
        before = [rows(town, table) for table in ("presence", "correction")]
        who = QIANG
        if role == "other":
            town.platform.admins.add(town.private(QIANG))
            await town.say("9:20", QIANG, "/setup", chat=SECOND, title="县水利工作群")
            before = [rows(town, table) for table in ("presence", "correction")]
        if role == "former":
            await town.tell(LIU, "成员单位")
            await town.press(LIU, "1")
            who = LIU
            town.platform.outside.add(town.private(LIU))
            town.ticks += 1000
            before = [rows(town, "presence")[1:], rows(town, "correction")]
        for data in ("unit:1:2", "unit:1:x", "unit:9:2", "unit:٣:2", "unit:1:", "fix:undo:1"):
            await town.press_data(who, data)
        await town.tell(who, "成员单位 桂芳 石桥村")
        await town.tell(who, "河湾村")
        after = [rows(town, table) for table in ("presence", "correction")]
        if role == "former":
            after[0] = after[0][1:]
            assert replies.ADMINS_ONLY in town.shown(town.private(who))
        assert after == before

    assert not played(tmp_path, story).shown(GROUP)
