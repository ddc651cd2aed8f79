"""An admin changes what is set: by words or by a button, told what is set now, taken back."""

from datetime import date, time
from pathlib import Path

from bot.domain.delivery import Hours, Target, TargetKind
from bot.storage.connection import Snapshot
from bot.storage.targets import target_of
from tests.live.kit import GROUP, Town, _member, played

LIU = "镇党政办-老刘"
SECOND = "toy:1:-200"


def target(town: Town, kind: TargetKind = TargetKind.DAILY, chat: str = GROUP) -> Target:
    found = town.store.read_sync(target_of, chat, kind)
    assert found is not None
    return found


def rows(town: Town, table: str = "target") -> list[tuple[object, ...]]:
    def read(snapshot: Snapshot) -> list[tuple[object, ...]]:
        return snapshot.execute(f"select * from {table} order by 1, 2").fetchall()

    return town.store.read_sync(read)


async def ready(town: Town, *, groups: int = 1) -> None:
    """老刘 looks after one group, or two, and opened the private chat."""
    town.platform.admins.add(_member(LIU))
    await town.tell(LIU, "/start")
    await town.say("9:00", LIU, "/setup")
    if groups > 1:
        await town.say("9:01", LIU, "/setup", chat=SECOND, title="县水利工作群")


def test_every_setting_is_changed_by_words_and_taken_back_exactly(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await ready(town)
        first = target(town)
        for words, said in (
            ("时间 17:10", "每天 17:10"),
            ("时间 工作日 下午4点半", "工作日 16:30"),
            ("/time 每天", "本来就是这样"),
            ("免打扰 晚上9点-6:30", "21:00—06:30"),
            ("免打扰 关", "不设"),
            ("暂停 3天", "停到3月15日"),
            ("暂停 到4月1号", "停到4月1日"),
        ):
            await town.tell(LIU, words)
            assert said in town.card(LIU), words
            if "本来" in said:
                continue
            assert target(town) != first
            await town.press(LIU, "撤销")
            assert target(town) == first, words

    played(tmp_path, story)


def test_the_settings_are_shown_with_a_button_for_each_change(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await ready(town)
        await town.tell(LIU, "设置")
        shown = town.card(LIU)
        for line in ("今日一览:每天 17:30,下一份:今日17:30", "一周一览:不发", "22:00—07:00"):
            assert line in shown
        await town.press(LIU, "只在工作日发")
        await town.press(LIU, "每周五16:50发一周一览")
        await town.press(LIU, "免打扰 21:00—7:00")
        await town.press(LIU, "暂停3天")
        await town.tell(LIU, "设置")
        shown = town.card(LIU)
        for line in ("工作日 17:30", "每周五 16:50", "21:00—07:00", "停到3月15日"):
            assert line in shown
        assert target(town).paused_until == date(2026, 3, 15)
        assert target(town, TargetKind.WEEKLY).paused_until == date(2026, 3, 15)
        await town.press(LIU, "恢复")
        assert target(town).paused_until is None

    played(tmp_path, story)


def test_a_time_in_quiet_hours_is_refused_with_the_reason(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await ready(town)
        before = rows(town)
        await town.tell(LIU, "时间 22:30")
        assert "没有改" in town.card(LIU)
        assert "22:00—07:00" in town.card(LIU)
        await town.tell(LIU, "免打扰 17:00-7:00")
        assert "没有改" in town.card(LIU)
        await town.tell(LIU, "时间 每周一 6:00")
        assert "没有改" in town.card(LIU)
        await town.tell(LIU, "暂停 到3月1日")
        assert "最多停90天" in town.card(LIU)
        assert rows(town) == before

    played(tmp_path, story)


def test_what_cannot_be_understood_is_answered_with_how_it_is_written(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await ready(town)
        before = rows(town)
        for words, how in (
            ("时间 25:99", "时间 17:10"),
            ("时间", "时间 17:10"),
            ("免打扰 晚上", "免打扰 22:00-7:00"),
            ("免打扰 22:00-22:00", "免打扰 关"),
            ("暂停 一会儿", "暂停 3天"),
        ):
            await town.tell(LIU, words)
            assert how in town.card(LIU)
        assert rows(town) == before
        await town.tell(LIU, "时间")
        await town.press(LIU, "16:30")
        assert target(town).slots[0].at == time(16, 30)

    played(tmp_path, story)


def test_a_line_of_a_notice_is_no_order(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await ready(town)
        before = rows(town)
        await town.tell(LIU, "时间:明天上午9:00,地点:镇政府三楼")
        assert rows(town) == before
        assert "已设好" not in town.card(LIU)

    played(tmp_path, story)


def test_a_pause_holds_digest_and_lines_but_loses_nothing(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await ready(town)
        await town.tell(LIU, "暂停 1天")
        await town.say("10:00", "应急办-老周", "各村今天下午4点前报值班表")
        await town.say("10:10", "民政办-小陈", "请各村本周六下班前把低保年审名单报民政办")
        await town.tick("17:30")
        assert not town.shown(GROUP)
        await town.tick("17:30", days=1)

    (digest,) = played(tmp_path, story).shown(GROUP)
    assert "低保年审名单" in digest


def test_a_digest_of_the_week_comes_beside_that_of_the_day(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await ready(town)
        await town.tell(LIU, "时间 每周五 16:50")
        assert "每周五 16:50" in town.card(LIU)
        await town.say("9:30", "民政办-小陈", "请各村下周三下班前把低保年审名单报民政办")
        await town.tick("17:30")
        await town.tick("16:50", days=1)
        day, week = town.shown(GROUP)
        assert "低保年审名单" in day
        assert "低保年审名单" in week
        await town.tell(LIU, "时间 每周 关")
        assert not target(town, TargetKind.WEEKLY).active
        before = target(town, TargetKind.WEEKLY)
        await town.press(LIU, "撤销")
        assert target(town, TargetKind.WEEKLY) != before
        assert target(town, TargetKind.WEEKLY).active

    played(tmp_path, story)


def test_moving_the_time_makes_no_second_digest_that_day(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await ready(town)
        await town.tell(LIU, "时间 16:50")
        await town.say("9:30", "民政办-小陈", "请各村本周五下班前把低保年审名单报民政办")
        assert await town.tick("16:50") == 1
        await town.tell(LIU, "时间 17:30")
        assert "下一份一览:明日17:30" in town.card(LIU)
        assert await town.tick("17:30") == 0

    played(tmp_path, story)


def test_the_preview_is_shown_in_private_only(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await ready(town)
        await town.tell(LIU, "预览")
        assert "当天就不发" in town.card(LIU)
        await town.say("9:30", "民政办-小陈", "请各村本周五下班前把低保年审名单报民政办")
        await town.command(LIU, "/preview")
        assert "低保年审名单" in town.card(LIU)
        assert not town.shown(GROUP)
        assert await town.tick("17:30") == 1

    played(tmp_path, story)


def test_issuers_of_the_last_month_are_listed(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await ready(town)
        await town.tell(LIU, "发布单位")
        assert "没有认出" in town.card(LIU)
        await town.say("9:30", "民政办-小陈", "请各村本周五下班前把低保年审名单报民政办")
        await town.tell(LIU, "/issuers")
        assert "民政办 1条" in town.card(LIU)

    played(tmp_path, story)


def test_an_admin_of_several_groups_chooses_once_and_can_change(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await ready(town, groups=2)
        await town.tell(LIU, "时间 16:50")
        assert target(town, chat=SECOND).slots[0].at == time(16, 50)
        await town.tell(LIU, "换群")
        await town.press(LIU, "「柳河镇村居工作群」")
        assert "现在管的是「柳河镇村居工作群」" in town.card(LIU)
        await town.tell(LIU, "时间 18:00")
        assert target(town).slots[0].at == time(18, 0)
        assert target(town, chat=SECOND).slots[0].at == time(16, 50)
        await town.command(LIU, "/time 17:00", chat=SECOND, title="县水利工作群")
        assert target(town, chat=SECOND).slots[0].at == time(17, 0)
        assert "「县水利工作群」" in town.card(LIU)

    played(tmp_path, story)


def test_who_has_not_chosen_is_asked_and_the_order_goes_on_with_the_press(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await ready(town, groups=2)
        await town.store.run(lambda tx: tx.execute("update member set focus = null").fetchall())
        await town.tell(LIU, "免打扰 21:00-6:00")
        assert "先选一个" in town.card(LIU)
        await town.press(LIU, "「县水利工作群」")
        assert target(town, chat=SECOND).quiet == Hours(start=time(21), end=time(6))
        assert target(town).quiet == Hours(start=time(22), end=time(7))
        await town.tell(LIU, "设置")
        assert "「县水利工作群」现在的设置" in town.card(LIU)

    played(tmp_path, story)


def test_presses_that_were_made_up_change_nothing(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await ready(town)
        await town.say("9:10", "阿强", "收到", chat=SECOND, title="县水利工作群")
        before = rows(town), rows(town, "role"), rows(town, "member")
        for data in (
            "set:1:at=2530", "set:1:at=17:30", "set:1:at=１７３０", "set:1:at=", "set:1:", "set:1",
            "set:9:at=1650", "set:2:at=1650", "set:-1:at=1650", "set::at=1650", "set:1:day=1",
            "set:1:at=1650,", "set:1:quiet=2200", "set:1:quiet=1700-1800", "set:1:week=7-1650",
            "set:1:week=0-0300", "set:1:pause=20991231", "set:1:pause=20260230", "hour:1:days=work",
            "hour:1:at=1650,days=work", "hour:2:at=1650", "run:2:time 16:50", "run:1:nothing",
            "run:1:privacy 删除", "run:1", "dismiss:1:1", "dismiss:1:x", "admit:1:99", "admit:2:1",
            "unlink:1:1", "unlink:1:2", "relink:1:2", "relink:9" + "9" * 50 + ":1", "link:1",
            "unlink:１:２", "run:" + "1" * 60,
        ):  # fmt: skip
            await town.press_data(LIU, data)
            await town.press_data("阿强", data.replace(":2", ":1"))
            await town.press_data(LIU, data, chat=SECOND)
        assert rows(town) == before[0]
        assert rows(town, "role") == before[1]

    played(tmp_path, story)


def test_the_same_update_twice_has_one_effect(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await ready(town)
        private = {"chat": _member(LIU), "kind": "private", "title": LIU}
        order = town.message(LIU, "时间 16:50", **private)
        await town.arrive(order)
        said = len(town.platform.posted)
        await town.arrive(order)
        assert len(town.platform.posted) == said

    played(tmp_path, story)
