"""Who looks after a group: added by answering their message, removed, put back."""

from pathlib import Path

from bot.domain.boundary import PlatformRole
from tests.live.kit import GROUP, Town, _member, played
from tests.live.test_settings import LIU, rows

CHEN = "民政办-小陈"


async def two_admins(town: Town) -> None:
    """老刘 set the group up and made 小陈, who leads nothing on the platform, the second admin."""
    town.platform.admins.add(_member(LIU))
    await town.tell(LIU, "/start")
    await town.say("9:00", LIU, "/setup")
    await town.tell(CHEN, "/start")
    await town.say("9:05", CHEN, "请各村本周五下班前把低保年审名单报民政办")
    await town.command(LIU, "/roles 加", reply_to=1, replied=CHEN)


def test_an_admin_is_added_by_answering_their_message_and_may_set_things(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await two_admins(town)
        assert "民政办-小陈现在是「柳河镇村居工作群」的减负助手管理员" in town.card(LIU)
        assert "您现在是" in town.card(CHEN)
        await town.tell(CHEN, "时间 16:50")
        assert "每天 16:50" in town.card(CHEN)
        await town.command(LIU, "/roles 加", reply_to=1, replied=CHEN)
        assert "已经是" in town.card(LIU)
        assert not town.shown(GROUP)

    played(tmp_path, story)


def test_who_was_added_by_chinese_words_is_taken_back_by_undo(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await two_admins(town)
        both = rows(town, "role")
        await town.press(LIU, "撤销")
        assert "不再是" in town.card(LIU)
        one = rows(town, "role")
        assert len(one) == 1
        await town.press(LIU, "撤销")
        assert rows(town, "role") == both
        await town.press(LIU, "撤销")
        await town.say("9:10", LIU, "/角色 加", reply_to=1, replied=CHEN)
        assert rows(town, "role") == both

    played(tmp_path, story)


def test_an_admin_is_removed_from_the_list_and_the_last_one_stays(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await two_admins(town)
        await town.tell(LIU, "角色")
        assert "减负助手管理员2人" in town.card(LIU)
        assert "回复那个人" in town.card(LIU)
        labels = [b.label for row in town.platform.posted[-1].buttons for b in row]
        assert labels == ["移除 民政办-小陈"]
        await town.press(LIU, "移除 民政办-小陈")
        assert "不再是" in town.card(LIU)
        await town.tell(CHEN, "时间 16:50")
        assert "只有本群的减负助手管理员能用" in town.card(CHEN)
        await town.press_data(LIU, "dismiss:1:1")
        assert "自己不能移除自己" in town.card(LIU)
        assert len(rows(town, "role")) == 1
        await town.tell(LIU, "/roles")
        assert not town.platform.posted[-1].buttons

    played(tmp_path, story)


def test_who_the_platform_does_not_see_in_the_group_is_not_added(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await two_admins(town)
        before = rows(town, "role")
        for role in (PlatformRole.UNKNOWN, PlatformRole.OUTSIDE):
            town.platform.roles[GROUP, _member("阿强")] = role
            await town.command(LIU, "/roles 加", reply_to=1, replied="阿强")
            assert "没能确认" in town.card(LIU)
        await town.command(LIU, "/roles 加")
        assert "回复那个人" in town.card(LIU)
        await town.tell(LIU, "/roles 加")
        assert "回复那个人" in town.card(LIU)
        assert rows(town, "role") == before

    played(tmp_path, story)


def test_an_admin_who_left_and_comes_back_is_a_member_like_any_other(tmp_path: Path) -> None:
    """The old row gives nothing; whom the platform calls an admin sets up anew."""

    async def story(town: Town) -> None:
        await two_admins(town)
        for name, heard in ((CHEN, True), (LIU, False)):
            if heard:
                await town.leave(name)
            else:
                town.platform.roles[GROUP, _member(name)] = PlatformRole.OUTSIDE
                town.ticks += 1000
                await town.tell(name, "/help")
            town.platform.roles[GROUP, _member(name)] = PlatformRole.MEMBER
            town.ticks += 1000
            await town.say("10:00", name, "回来了")
            await town.tell(name, "时间 16:50")
            assert "只有本群的减负助手管理员能用" in town.card(name)
        assert not rows(town, "role")
        town.platform.roles[GROUP, _member(LIU)] = PlatformRole.ADMIN
        await town.command(LIU, "/setup")
        await town.tell(LIU, "时间 16:50")
        assert "每天 16:50" in town.card(LIU)
        assert len(rows(town, "role")) == 1

    played(tmp_path, story)


def test_who_left_is_not_put_back_by_an_old_button(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await two_admins(town)
        await town.press(LIU, "撤销")
        town.platform.roles[GROUP, _member(CHEN)] = PlatformRole.OUTSIDE
        await town.press(LIU, "撤销")
        assert "没能确认" in town.card(LIU)
        assert len(rows(town, "role")) == 1

    played(tmp_path, story)
