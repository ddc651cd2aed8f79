"""收件情况: who asked for a roster sees which villages handed it in, and nobody else does."""

from pathlib import Path

from tests.live.kit import GROUP, Town, played

CHEN = "民政办-小陈"
QIANG, LI = "东河村文书-阿强", "西河村老李"
NAN, SHI = "南坪村会计小吴", "石桥村-小石"
NAMES = (QIANG, LI, NAN, SHI)


async def _asked(town: Town) -> None:
    """Four villages are in the group; message 5 asks them for the roster."""
    for name in NAMES:
        await town.say("8:30", name, "早上好")
    await town.say("9:00", CHEN, "请各村明天下班前把低保年审名单报民政办")


async def _collects(town: Town) -> str:
    await town.tell(CHEN, "收件")
    return town.card(CHEN)


def test_replies_files_words_and_marks_show_which_units_handed_in(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        assert "还没看到 东河村、南坪村、石桥村、西河村" in await _collects(town)
        await town.say("10:00", QIANG, "已报,请查收", reply_to=5)
        await town.say("10:05", LI, "", file_name="西河低保年审名单.xlsx", media="file")
        assert "已收 东河村、西河村;还没看到 南坪村、石桥村" in await _collects(town)
        await town.say("10:10", NAN, "低保名单已交")
        await town.tell(SHI, "/start")
        await town.tell(SHI, "完成 1")
        said = await _collects(town)
        assert "已收 东河村、南坪村、石桥村、西河村;认得的单位都交了" in said
        await town.tell(SHI, "恢复 1")
        said = await _collects(town)
        assert "还没看到 石桥村(可能有漏,请核对)" in said
        assert "低保年审名单" in said

    town = played(tmp_path, story)
    assert not town.shown(GROUP)
    assert not any(name in text for text in town.shown(town.private(CHEN)) for name in NAMES)


def test_receipts_questions_and_promises_are_no_evidence(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.say("10:00", QIANG, "收到", reply_to=5)
        await town.say("10:01", LI, "还没报,明天报", reply_to=5)
        await town.say("10:02", NAN, "名单报了吗?", reply_to=5)
        await town.say("10:03", SHI, "收到,已发村民群", reply_to=5)
        await town.say("10:04", QIANG, "西河村已报")
        await town.say("10:05", QIANG, "好的👌")
        assert "已收" not in await _collects(town)

    played(tmp_path, story)


def test_a_file_for_something_else_counts_for_nothing(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.say("9:10", CHEN, "请各村周五前报残疾人补贴花名册")
        await town.say("10:00", QIANG, "", file_name="东河村残疾人补贴花名册.xls", media="file")
        await town.say("10:01", LI, "已报")
        await town.tell(CHEN, "收件 低保")
        assert "已收" not in town.card(CHEN)
        await town.tell(CHEN, "收件 残疾")
        assert "已收 东河村;" in town.card(CHEN)

    played(tmp_path, story)


def test_figures_and_an_album_of_files_in_answer_to_a_reminder_count(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.say("14:00", CHEN, "低保年审名单还没报的村抓紧报", reply_to=5)
        await town.say("14:05", QIANG, "东河村:3户", reply_to=town.said)
        names = "西河村.xlsx\n南坪村低保名单.xlsx"
        await town.say("14:10", LI, "", file_name=names, media="file")
        said = await _collects(town)
        assert "已收 东河村、南坪村、西河村" in said

    played(tmp_path, story)


def test_only_who_asked_can_see_it_and_only_in_private(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.tell(LI, "收件")
        assert "没有您在收的材料" in town.card(LI)
        await town.press_data(LI, "remind:r1")
        assert "只有发这条通知的人能提醒" in town.card(LI)
        await town.command(CHEN, "/collect")
        (shown,) = town.shown(GROUP)
        assert "河村" not in shown
        await town.say("9:40", LI, "请各村明天下班前把低保年审名单报民政办")
        await town.tell(LI, "收件")
        assert "没有您在收的材料" in town.card(LI)

    played(tmp_path, story)


def test_the_reminder_is_neutral_private_and_comes_once(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.tell(NAN, "/start")
        await town.say("10:00", QIANG, "已报", reply_to=5)
        await town.tell(CHEN, "收件")
        await town.press(CHEN, "私下提醒")
        assert "已私下提醒1个单位。有2个单位提醒不到" in town.card(CHEN)
        said = town.card(NAN)
        assert "民政办提醒:低保年审名单,明日18:00前" in said
        assert said.endswith("已经报了的不用理会。")
        before = len(town.shown(town.private(NAN)))
        await town.press_data(CHEN, "remind:r1")
        assert "1个单位提醒过了,不再重复" in town.card(CHEN)
        assert len(town.shown(town.private(NAN))) == before
        await town.press(NAN, "已经报了")
        assert "已收 东河村、南坪村" in await _collects(town)

    town = played(tmp_path, story)
    assert not town.shown(GROUP)


def test_nobody_is_reminded_at_night_or_after_turning_us_off(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.tell(NAN, "/start")
        await town.tell(CHEN, "收件")
        town.turn("22:30")
        await town.press(CHEN, "私下提醒")
        assert "不打扰大家" in town.card(CHEN)
        town.turn("8:00", days=1)
        await town.tell(NAN, "提醒 关")
        before = len(town.shown(town.private(NAN)))
        await town.press_data(CHEN, "remind:r1")
        assert "4个单位提醒不到" in town.card(CHEN)
        assert len(town.shown(town.private(NAN))) == before

    played(tmp_path, story)


def test_what_was_withdrawn_is_collected_no_more(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.say("10:00", CHEN, "低保年审名单不用报了,县里已有数据")
        assert "没有您在收的材料" in await _collects(town)
        for data in ("remind:r1", "remind:r99", "remind:x", "remind:r1; drop"):
            await town.press_data(CHEN, data)
            assert "只有发这条通知的人能提醒" in town.card(CHEN)

    played(tmp_path, story)


def test_a_units_word_corrects_what_we_saw(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.say("10:05", LI, "", file_name="西河村低保年审名单.xlsx", media="file")
        await town.tell(LI, "/start")
        await town.tell(LI, "恢复 1")
        assert "已收" not in await _collects(town)

    played(tmp_path, story)


def test_who_is_in_none_of_its_groups_takes_nothing_back(tmp_path: Path) -> None:
    """在自己的群里报了别村的名,也撤不掉别的群里的报送。"""

    async def story(town: Town) -> None:
        await _asked(town)
        await town.say("10:05", LI, "", file_name="西河村低保年审名单.xlsx", media="file")
        theirs = {"chat": "toy:1:-300", "title": "别的群"}
        await town.say("10:10", "路人小黑", "大家好", **theirs)
        await town.tell("路人小黑", "/start")
        await town.command("路人小黑", "/unit 西河村", **theirs)
        for data in ("undo:r1", "done:r1", "undo:r1"):
            await town.press_data("路人小黑", data)
        assert "已收 西河村" in await _collects(town)

    played(tmp_path, story)


def test_a_repost_in_another_group_takes_back_nothing_that_was_seen_here(tmp_path: Path) -> None:
    """把通知转到自己的群里、在那里自称是别村的,也撤不掉本群看到的报送;本村的人在本群可以。"""

    async def story(town: Town) -> None:
        await _asked(town)
        await town.say("10:05", LI, "", file_name="西河村低保年审名单.xlsx", media="file")
        theirs = {"chat": "toy:1:-300", "title": "别的群"}
        notice = "请各村明天下班前把低保年审名单报民政办"
        await town.say("10:10", "路人小黑", notice, **theirs)
        await town.tell("路人小黑", "/start")
        await town.command("路人小黑", "/unit 西河村", **theirs)
        await town.tell("路人小黑", "待办")
        assert "低保年审名单" in town.card("路人小黑")
        for data in ("undo:r1", "done:r1", "undo:r1"):
            await town.press_data("路人小黑", data)
        assert "已收 西河村" in await _collects(town)
        await town.tell(LI, "/start")
        await town.tell(LI, "恢复 1")
        assert "已收" not in await _collects(town)

    played(tmp_path, story)


def test_a_unit_takes_back_in_the_group_where_it_handed_in(tmp_path: Path) -> None:
    """同一份通知发在两个群:在一个群里报的,另一个群里同名的村撤不掉。"""

    async def story(town: Town) -> None:
        await _asked(town)
        more = {"chat": "toy:1:-200", "title": "南片群"}
        namesake = "西河村-老何"
        await town.say("9:05", namesake, "早上好", **more)
        await town.say("9:10", CHEN, "请各村明天下班前把低保年审名单报民政办", **more)
        await town.say("10:00", LI, "低保年审名单已报")
        assert "已收 西河村" in await _collects(town)
        await town.tell(namesake, "/start")
        await town.tell(namesake, "恢复 1")
        assert "已收 西河村" in await _collects(town)
        await town.say("10:10", namesake, "低保年审名单已报", **more)
        await town.tell(LI, "/start")
        await town.tell(LI, "恢复 1")
        assert "已收 西河村" in await _collects(town)
        await town.tell(namesake, "恢复 1")
        assert "已收" not in await _collects(town)

    played(tmp_path, story)


def test_offices_are_not_counted_where_villages_were_asked(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.say("9:10", "水利-小田", "早上好")
        await town.tell("水利-小田", "单位 水利站")
        assert "水利站" not in await _collects(town)
        await town.say("9:30", CHEN, "请各单位周五前报送防汛值班人员名单")
        await town.tell(CHEN, "收件 防汛")
        assert "水利站" in town.card(CHEN)

    played(tmp_path, story)


def test_a_unit_that_is_named_alone_is_asked_alone(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.say("9:30", CHEN, "请南坪村明天下班前补报残疾人名单")
        await town.tell(CHEN, "收件 残疾")
        assert "还没看到 南坪村(可能" in town.card(CHEN)

    played(tmp_path, story)


def test_units_can_be_named_as_anything_and_are_shown_safely(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.tell(LI, "单位 <b>@all 13812345678村")
        said = await _collects(town)
        assert "@" not in said
        assert "13812345678" not in said
        assert "<b>" not in said

    played(tmp_path, story)


def test_a_daily_report_begins_anew_each_day(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        for name in NAMES:
            await town.say("8:30", name, "早上好")
        await town.say("9:00", CHEN, "请各村每天下午5点前报送困难群众走访情况")
        await town.say("16:00", QIANG, "今天的已报", reply_to=5)
        assert "已收 东河村" in await _collects(town)
        town.turn("9:00", days=1)
        assert "已收" not in await _collects(town)

    played(tmp_path, story)


def test_a_plain_reply_that_it_is_done_marks_the_card(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.tell(QIANG, "/start")
        await town.say("10:00", QIANG, "完成。", reply_to=5)
        assert "已办1件" in town.card(QIANG)

    played(tmp_path, story)


def test_two_groups_collect_apart_where_others_pass_it_on(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        more = {"chat": "toy:1:-200", "title": "片区群"}
        await town.say("9:30", "北沟村-小北", "早上好", **more)
        await town.say("9:31", LI, "请各村明天下班前把低保年审名单报民政办", **more)
        assert "北沟村" not in await _collects(town)

    played(tmp_path, story)
