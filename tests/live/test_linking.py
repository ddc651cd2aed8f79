"""Several groups in one digest: both admins agree, by a code that is used once."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.boundary import PlatformRole
from bot.services.eligibility import large_chats
from tests.live.flag_kit import MEI, flags, tap
from tests.live.kit import GROUP, Town, _member, played
from tests.live.test_settings import LIU, SECOND, rows

TIAN = "水利站-小田"
WATER = {"chat": SECOND, "title": "县水利工作群"}


async def two_towns(town: Town) -> None:
    """老刘 looks after the town's group, 小田 after that of the water stations."""
    for name, where in ((LIU, {}), (TIAN, WATER)):
        town.platform.admins.add(_member(name))
        await town.tell(name, "/start")
        await town.say("9:00", name, "/setup", **where)
    town.platform.admins.clear()


def code_of(town: Town) -> str:
    found = re.search(r"/link ([A-Z2-9]{8})", "".join(town.shown(town.private(LIU))[-2:]))
    assert found
    return found[1]


async def linked(town: Town) -> str:
    await two_towns(town)
    await town.command(LIU, "/link")
    code = code_of(town)
    await town.command(TIAN, f"/link {code}", **WATER)
    return code


def sources(town: Town) -> list[tuple[object, ...]]:
    return rows(town, "target_source")


def test_another_group_feeds_the_digest_after_both_admins_agreed(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await linked(town)
        for name in (LIU, TIAN):
            assert "「县水利工作群」的通知也整理进「柳河镇村居工作群」" in town.card(name)
        assert not town.shown(GROUP)
        assert not town.shown(SECOND)
        await town.say("9:30", "县局-老马", "请各站本周五下班前报机井检修情况", **WATER)
        await town.tick("17:30")

    town = played(tmp_path, story)
    assert "机井检修" in town.shown(GROUP)[-1]
    assert "机井检修" in town.shown(SECOND)[-1]


def test_the_code_is_kept_as_a_hash_and_opens_once(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await two_towns(town)
        await town.command(LIU, "/link")
        code = code_of(town)
        assert code not in repr(rows(town, "link_code"))
        await town.command(LIU, f"/link {code}")
        assert "本群自己的口令" in town.card(LIU)
        await town.say("9:20", TIAN, f"/汇总到一起 {code.lower()}", **WATER)
        assert len(sources(town)) == 3
        await town.press(TIAN, "撤销")
        await town.command(TIAN, f"/link {code}", **WATER)
        assert "口令不对" in town.card(TIAN)
        assert len(sources(town)) == 2

    played(tmp_path, story)


def test_a_code_that_is_wrong_or_old_opens_nothing(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await two_towns(town)
        await town.command(LIU, "/link")
        await town.command(TIAN, "/link ABCDEFGH", **WATER)
        assert "口令不对" in town.card(TIAN)
        town.now += timedelta(minutes=31)
        await town.command(TIAN, f"/link {code_of(town)}", **WATER)
        assert "口令不对" in town.card(TIAN)
        assert len(sources(town)) == 2

    played(tmp_path, story)


def test_both_must_be_admins_at_that_moment(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await two_towns(town)
        await town.command(LIU, "/link")
        code = code_of(town)
        await town.command("阿强", f"/link {code}", **WATER)
        for role in (PlatformRole.OUTSIDE, PlatformRole.UNKNOWN):
            town.platform.roles[GROUP, _member(LIU)] = role
            await town.command(TIAN, f"/link {code}", **WATER)
            assert "口令不对" in town.card(TIAN)
        town.platform.roles.clear()
        await town.store.run(
            lambda tx: tx.execute("delete from role where member = 1 returning 1").fetchall()
        )
        await town.command(TIAN, f"/link {code}", **WATER)
        assert "口令不对" in town.card(TIAN)
        assert len(sources(town)) == 2

    played(tmp_path, story)


def test_who_reads_it_in_the_digest_of_a_fed_group_may_flag_it(tmp_path: Path) -> None:
    """县水利群的事也整理进镇群的一览:只在镇群的小梅看到了,也能私下提意见;没登过的不行。"""

    async def story(town: Town) -> None:
        town.platform.size = 31
        await linked(town)
        town.platform.roles[SECOND, _member(MEI)] = PlatformRole.OUTSIDE
        await town.say("9:30", "县局-老马", "请各站本周五下班前报机井检修台账", **WATER)
        await town.press_data(MEI, "flag:r:1:0:0")
        assert "哪里像形式主义" not in town.card(MEI)
        await town.tick("17:30")
        assert "机井检修台账" in town.shown(GROUP)[-1]
        delivery = next(row[0] for row in rows(town, "delivery"))
        await town.tell(MEI, f"/start flag-{delivery}")
        await tap(town, MEI, "1", "要得太急", "直接提交")
        assert "已收下" in town.card(MEI)
        (flag,) = flags(town, MEI)
        pools = [row[4] for row in rows(town, "flag")]
        assert (flag.reason, pools) == ("rush", ["group"])
        heard = town.store.read_sync(large_chats, flag.request)
        assert len(heard) == 2
        await town.tell(TIAN, "/link")
        await town.press(TIAN, "取消 「柳河镇村居工作群」")
        assert len(town.store.read_sync(large_chats, flag.request)) == 1

    played(tmp_path, story)


def test_either_side_ends_it_and_only_who_ended_it_may_put_it_back(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await linked(town)
        both = sources(town)
        await town.command(LIU, "/link")
        assert "汇总到这里的群:「县水利工作群」" in town.card(LIU)
        await town.tell(TIAN, "/link")
        assert "还汇总到:「柳河镇村居工作群」" in town.card(TIAN)
        await town.press(TIAN, "取消 「柳河镇村居工作群」")
        assert "不再整理进" in town.card(TIAN)
        assert len(sources(town)) == 2
        await town.press_data(LIU, "relink:1:2")
        assert "不能用了" in town.card(LIU)
        assert len(sources(town)) == 2
        await town.press(TIAN, "撤销")
        assert sources(town) == both
        await town.press_data("阿强", "unlink:1:2")
        assert sources(town) == both
        await town.press(LIU, "取消 「县水利工作群」")
        town.now += timedelta(days=2)
        await town.press_data(LIU, "relink:1:2")
        assert len(sources(town)) == 2

    played(tmp_path, story)


def test_the_digest_of_the_week_is_fed_by_the_same_groups(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await two_towns(town)
        await town.command(LIU, "/time 每周五 16:50")
        await town.command(LIU, "/link")
        await town.command(TIAN, f"/link {code_of(town)}", **WATER)
        assert len(sources(town)) == 5
        await town.press(TIAN, "撤销")
        assert len(sources(town)) == 3

    played(tmp_path, story)


def test_a_digest_sent_before_is_put_right_without_the_new_group(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await two_towns(town)
        await town.say("9:20", "民政办-小陈", "请各村本周五下班前把低保年审名单报民政办")
        await town.say("9:30", "县局-老马", "请各站本周五下班前报机井检修情况", **WATER)
        await town.tick("17:30")
        town.turn("18:00")
        await town.command(LIU, "/link")
        await town.command(TIAN, f"/link {code_of(town)}", **WATER)
        await town.say("18:10", "民政办-小陈", "低保年审名单不用报了,县里已有数据")

    town = played(tmp_path, story)
    digest = next(one for one in town.platform.posted if one.chat == GROUP)
    assert digest.edits > 1
    assert "机井检修" not in digest.text


@pytest.mark.parametrize(("until", "kept"), [("18:05", True), ("17:40", False)])
def test_a_link_that_is_put_back_leaves_the_digest_as_it_was_sent(
    tmp_path: Path, until: str, kept: bool
) -> None:
    async def story(town: Town) -> None:
        await linked(town)
        await town.say("9:30", "县局-老马", "请各站3月25日前报机井检修情况", **WATER)
        await town.say("9:40", "民政办-小陈", "请各村3月26日前报低保年审名单")
        if kept:
            await town.tick("17:30")
        await town.command(LIU, "/link")
        await town.press(LIU, "取消 「县水利工作群」")
        if not kept:
            await town.tick("17:30")
        town.turn(until)
        await town.press(LIU, "撤销")
        assert ("机井检修" in town.shown(GROUP)[0]) is kept
        await town.say("18:20", "民政办-小陈", "低保年审名单不用报了")
        await town.say("18:30", "县局-老马", "请各站3月27日前报水价调查表", **WATER)
        await town.tick("17:30", days=1)

    digest, *_, after = (p for p in played(tmp_path, story).platform.posted if p.chat == GROUP)
    assert digest.edits > 1
    assert "已撤回" in digest.text
    assert ("机井检修" in digest.text) is kept
    assert "水价调查表" in after.text
