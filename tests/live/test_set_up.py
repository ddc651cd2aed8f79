"""An admin sets a group up by the bot's guidance alone: no typing, each step tested at once."""

from dataclasses import replace
from datetime import time
from pathlib import Path

from bot.domain.boundary import Ambiguous, PlatformRole
from bot.storage.targets import target_of
from tests.live.kit import FULL, GROUP, Town, _member, played

LIU = "镇党政办-老刘"


def at_of(town: Town) -> time:
    target = town.store.read_sync(target_of, GROUP)
    assert target is not None
    return target.slots[0].at


async def _leads(town: Town, *names: str) -> None:
    town.platform.admins.update(_member(name) for name in names)


def test_a_group_is_set_up_with_one_command_and_two_presses(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _leads(town, LIU)
        await town.say("9:00", "民政办-小陈", "请各村明天下班前把低保年审名单报民政办")
        await town.command(LIU, "/setup")
        (way_in,) = [one for one in town.platform.posted if one.chat == GROUP]
        assert "私聊" in way_in.text
        assert way_in.buttons[0][0].link == "https://t.example/bot?start=setup"
        await town.tell(LIU, "/start setup")
        (wizard,) = town.shown(town.private(LIU))
        for step in ("✓ 看得到群里的话(今天收到1条)", "✓ 能在群里发一览", "✓ 能把一览置顶"):
            assert step in wizard
        assert "北京时间(Asia/Shanghai),现在是 3月12日 周四 09:00" in wizard
        assert "✗" not in wizard
        await town.press(LIU, "16:50")
        assert at_of(town) == time(16, 50)
        set_now, heading, preview = town.shown(town.private(LIU))[1:]
        assert "今日一览:每天 16:50" in set_now
        assert "下一份一览:今日16:50" in set_now
        assert "不用再做什么" in set_now
        assert "只有您看得到" in heading
        assert "低保年审名单" in preview
        await town.tick("16:50")

    town = played(tmp_path, story)
    assert "低保年审名单" in town.shown(GROUP)[-1]
    assert len(town.shown(GROUP)) == 2


def test_what_is_missing_is_named_with_what_to_do_and_tested_again(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _leads(town, LIU)
        await town.tell(LIU, "/start")
        town.platform.standings = replace(
            FULL, reads=False, joined_reading=False, speaks=False, pins=False
        )
        await town.command(LIU, "/setup")
        wizard = town.card(LIU)
        assert "/setprivacy" in wizard
        assert "允许我发消息" in wizard
        assert "不置顶也能用" in wizard
        town.platform.standings = replace(FULL, joined_reading=False)
        await town.press(LIU, "重新检查")
        assert "在群里随便说一句" in town.card(LIU)
        await town.say("9:10", LIU, "大家好")
        await town.press(LIU, "重新检查")
        assert "✓ 看得到群里的话(今天收到1条)" in town.card(LIU)
        town.platform.standings = replace(FULL, inside=False)
        await town.press(LIU, "17:30")
        assert "还差一步" in town.shown(town.private(LIU))[-2]
        await town.press(LIU, "重新检查")
        assert "先把我加进群" in town.card(LIU)
        town.platform.faults.append(("standing", Ambiguous("lost")))
        await town.press(LIU, "重新检查")
        assert "没有问到" in town.card(LIU)

    played(tmp_path, story)


def test_other_hours_need_no_typing_and_the_choice_is_taken_back(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _leads(town, LIU)
        await town.tell(LIU, "/start")
        await town.say("9:00", LIU, "/设置向导")
        await town.press(LIU, "其他时间")
        await town.press(LIU, "18:30")
        assert at_of(town) == time(18, 30)
        await town.press(LIU, "撤销")
        assert at_of(town) == time(17, 30)
        assert "每天 17:30" in town.card(LIU)
        await town.press(LIU, "17:30")
        assert "本来就是这样" in "".join(town.shown(town.private(LIU))[-3:])

    played(tmp_path, story)


def test_who_is_no_admin_on_the_platform_does_not_become_one_here(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", "阿强", "收到")
        await town.tell("阿强", "/start")
        await town.command("阿强", "/setup")
        assert "只有本群的减负助手管理员能用" in town.card("阿强")
        for role in (PlatformRole.UNKNOWN, PlatformRole.OUTSIDE):
            town.platform.roles[GROUP, _member("阿强")] = role
            await town.command("阿强", "/setup")
            await town.tell("阿强", "/setup")
        assert not town.store.read_sync(lambda tx: tx.execute("select * from role").fetchall())

    played(tmp_path, story)


def test_the_link_into_the_set_up_is_an_ordinary_start_for_others(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", "阿强", "收到")
        await town.tell("阿强", "/start setup")

    assert played(tmp_path, story).card("阿强").startswith("<b>我的待办")


def test_an_admin_of_yesterday_is_asked_about_afresh(tmp_path: Path) -> None:
    """What was believed for some minutes does not make anybody an admin."""

    async def story(town: Town) -> None:
        await _leads(town, LIU)
        await town.tell(LIU, "/start")
        await town.say("9:00", LIU, "/todo")
        town.platform.admins.clear()
        await town.command(LIU, "/setup")

    assert "只有本群" in played(tmp_path, story).card(LIU)


def test_an_anonymous_admin_gets_one_line_and_no_role(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.command("柳河镇村居工作群", "/setup", member=None)
        await town.command("柳河镇村居工作群", "/todo", member=None)
        await town.say("9:00", "柳河镇村居工作群", "/设置", member=None)

    first, second = played(tmp_path, story).shown(GROUP)
    assert "匿名" in first
    assert first == second
