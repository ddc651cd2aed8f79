"""The card 我的待办, from the side of a village clerk who is in several groups."""

from datetime import timedelta
from pathlib import Path

from bot.domain.boundary import Document, PlatformRole
from bot.domain.card import Card, Item, ItemState, Reuse
from bot.domain.form import Approval, Form
from bot.domain.reading import Kind
from bot.domain.request import Source
from bot.storage.connection import Snapshot
from bot.wording.cards import card_text
from bot.wording.telegram_html import ENTITIES, UNITS, measure
from tests.live.kit import GROUP, START, Town, played

SECOND = "toy:1:-200"
QIANG = "东河村文书-阿强"


async def _two_groups(town: Town) -> None:
    """Two groups want something of 东河村 on the same day."""
    await town.say("8:30", QIANG, "收到")
    await town.say("9:00", "民政办-小陈", "请各村明天下班前把低保年审名单报民政办")
    more = {"chat": SECOND, "title": "县水利工作群"}
    await town.say("9:10", QIANG, "收到", **more)
    await town.say("9:20", "水利站-小田", "请各村本周五下班前报机井检修情况", **more)


def _count(snapshot: Snapshot, table: str) -> int:
    return int(snapshot.execute(f"select count(*) from {table}").fetchone()[0])


def test_one_card_over_all_groups_after_the_private_chat_is_opened(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        await town.tell(QIANG, "/start")
        await town.tick("7:50", days=1)

    town = played(tmp_path, story)
    help_text, first, morning = town.shown(town.private(QIANG))
    assert "一览" in help_text
    assert "已并入今天的待办" in first
    assert "低保年审名单" in morning
    assert "机井检修" in morning
    assert "已接入2个群" in morning
    assert "(东河村)" in morning


def test_what_was_done_yesterday_is_open_when_it_is_asked_anew(tmp_path: Path) -> None:
    wanted = "请各村今天下午5点前报防火巡查情况"

    async def story(town: Town) -> None:
        await town.say("8:30", QIANG, "收到")
        await town.say("9:00", "应急办-老周", wanted)
        await town.tell(QIANG, "/start")
        await town.tell(QIANG, "完成 1")
        assert "今日17:00" not in town.card(QIANG)
        await town.tick("7:50", days=1)
        await town.say("9:00", "应急办-老周", wanted)
        await town.tick("9:01")
        card = town.card(QIANG)
        assert "今日17:00" in card
        assert "改期" not in card

    played(tmp_path, story)


def test_what_recurs_is_due_at_the_local_hour_it_names(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("8:30", QIANG, "收到")
        await town.say("9:00", "民政办-小陈", "请各村每天17:00前报防火巡查情况")
        await town.tell(QIANG, "/start")
        assert "今日17:00" in town.card(QIANG)
        await town.tick("7:50", days=1)
        assert "今日17:00" in town.card(QIANG)

    played(tmp_path, story)


def test_what_is_done_is_marked_by_number_or_button_and_taken_back(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        await town.tell(QIANG, "/start")
        before = town.card(QIANG)
        await town.tell(QIANG, "完成 1")
        await town.press(QIANG, "✓2")
        assert "已办2件" in town.card(QIANG)
        assert "都办完了" in town.card(QIANG)
        await town.press(QIANG, "↩1")
        await town.tell(QIANG, "恢复 2")
        assert town.card(QIANG) == before

    played(tmp_path, story)


def test_a_number_the_card_does_not_have_is_explained(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        await town.tell(QIANG, "/start")
        await town.tell(QIANG, "完成 9")

    assert "没有第9件" in played(tmp_path, story).card(QIANG)


def test_an_evening_withdrawal_reaches_the_card_and_the_group(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        await town.tell(QIANG, "/start")
        await town.tick("17:30")
        await town.say("20:10", "民政办-小陈", "低保年审名单不用报了,县里已有数据")

    town = played(tmp_path, story)
    assert "更正:低保年审名单" in town.card(QIANG)
    assert "不用报了(20:10通知)" in town.card(QIANG)
    assert "更正:低保年审名单不用报了(20:10通知)" in town.shown()[-1]


def test_a_request_due_before_the_digest_enters_card_and_group_line_at_once(
    tmp_path: Path,
) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        await town.tell(QIANG, "/start")
        await town.say("10:00", "应急办-老周", "各村今天下午4点前报值班表")
        await town.say("10:30", "农业办-小马", "各村今天15:00前报秸秆台账")

    town = played(tmp_path, story)
    assert "值班表" in town.card(QIANG)
    (line,) = town.shown()
    assert line.index("秸秆台账") < line.index("值班表")
    assert "还要办:今日16:00" in line


def test_what_names_other_villages_is_not_on_the_card(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        await town.say("9:30", "西河村老李", "收到")
        await town.say("9:40", "民政办-小陈", "请西河村明天下班前补报残疾人名单")
        await town.tell(QIANG, "/start")
        assert "残疾人名单" not in town.card(QIANG)
        await town.tell(QIANG, "单位 西河村")
        await town.tell(QIANG, "待办")

    assert "残疾人名单" in played(tmp_path, story).card(QIANG)


def test_who_left_a_group_reads_no_more_of_it_in_the_morning(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        await town.tell(QIANG, "/start")
        await town.leave(QIANG, chat=SECOND)
        assert "机井检修" not in town.card(QIANG)
        await town.tick("7:50", days=1)
        assert "低保年审名单" in town.card(QIANG)
        assert "机井检修" not in town.card(QIANG)
        await town.say("10:00", QIANG, "又进来了", chat=SECOND, title="县水利工作群")
        await town.tell(QIANG, "待办")
        assert "机井检修" in town.card(QIANG)

    played(tmp_path, story)


def test_who_comes_back_unheard_of_reads_again_what_their_group_is_asked(tmp_path: Path) -> None:
    """The platform told of neither, and was asked in between."""

    async def story(town: Town) -> None:
        await _two_groups(town)
        await town.tell(QIANG, "/start")
        town.platform.outside.add(town.private(QIANG))
        town.ticks += 1000
        await town.tell(QIANG, "待办")
        assert "低保年审名单" not in town.card(QIANG)
        town.platform.outside.clear()
        town.ticks += 1000
        await town.say("10:00", QIANG, "又进来了")
        await town.tell(QIANG, "待办")
        assert "低保年审名单" in town.card(QIANG)

    played(tmp_path, story)


def test_who_has_nothing_to_do_gets_no_card_in_the_morning(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("8:30", QIANG, "收到")
        await town.tell(QIANG, "/start")
        await town.tick("7:50", days=1)

    town = played(tmp_path, story)
    assert len(town.shown(town.private(QIANG))) == 2


def test_a_card_can_be_turned_off_and_its_time_moved(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        await town.tell(QIANG, "/start")
        await town.tell(QIANG, "提醒 7:20")
        assert "7:20" in town.card(QIANG)
        await town.tick("7:20", days=1)
        assert town.card(QIANG).startswith("<b>我的待办")
        await town.tell(QIANG, "提醒 关")
        before = len(town.platform.posted)
        await town.tick("7:20", days=1)
        assert len(town.platform.posted) == before

    played(tmp_path, story)


def test_a_group_command_is_answered_in_private_only(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        await town.command(QIANG, "/todo")
        (shown,) = town.shown(GROUP)
        assert "私聊" in shown
        await town.tell(QIANG, "/start")
        await town.command(QIANG, "/todo")
        await town.say("9:50", QIANG, "/待办")

    town = played(tmp_path, story)
    assert len(town.shown(GROUP)) == 1
    assert town.card(QIANG).startswith("<b>我的待办")


def test_all_of_a_member_can_be_forgotten(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        await town.tell(QIANG, "/start")
        await town.tell(QIANG, "完成 1")
        await town.tell(QIANG, "隐私 删除")
        assert "已删除" in town.card(QIANG)
        for table in ("done", "todo"):
            assert not town.store.read_sync(_count, table)
        await town.tick("7:50", days=1)

    assert "已删除" in played(tmp_path, story).card(QIANG)


def test_the_digest_has_ways_into_private_chat_also_after_an_edit(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        await town.tick("17:30")
        await town.say("18:10", "民政办-小陈", "低保年审名单不用报了,县里已有数据")

    digest = played(tmp_path, story).platform.posted[0]
    assert digest.edits == 2
    assert [[(one.label, one.link) for one in row] for row in digest.buttons] == [
        [
            ("我的待办", "https://t.example/bot?start=todo"),
            ("私下提意见", "https://t.example/bot?start=flag-1"),
        ]
    ]


def test_the_button_leads_to_the_card(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        await town.tell(QIANG, "/start todo")

    assert played(tmp_path, story).card(QIANG).startswith("<b>我的待办")


def test_the_morning_after_says_what_was_called_off_in_the_night(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        await town.tell(QIANG, "/start")
        await town.say("20:10", "民政办-小陈", "低保年审名单不用报了,县里已有数据")
        await town.tick("7:50", days=1)
        assert "更正:低保年审名单" in town.card(QIANG)
        await town.say("9:00", "农业办-小马", "请各村3月20日前报春耕备耕台账")
        await town.tick("7:50", days=1)

    assert "低保年审名单" not in played(tmp_path, story).card(QIANG)


def test_what_was_done_today_can_be_taken_back_on_a_newer_card(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        await town.tell(QIANG, "/start")
        before = town.card(QIANG)
        await town.tell(QIANG, "完成 1")
        await town.tell(QIANG, "待办")
        assert "已办1件" in town.card(QIANG)
        await town.press(QIANG, "↩1")
        assert town.card(QIANG) == before

    played(tmp_path, story)


def test_a_card_is_one_message_however_much_is_owed() -> None:
    """六十件、标题都很长、都能复用、都有备案号:少列几件,也不超过一条消息。"""
    long = "表" * 90
    reuse = Reuse(
        request=1, at=START, title=long, issuer=long, note=long, link="https://pan.example/1",
        documents=(Document(long, "1"),) * 9, mine=True, theirs=True, unit=long, as_of=START,
        until=START + timedelta(days=400), fits=True, newer=True,
    )  # fmt: skip
    items = [
        Item(
            number=number, ref=f"r{number}", title=long, issuer=long, kind=Kind.REPORT, state=state,
            deadline=START + timedelta(hours=number), reuse=reuse,
            sources=(Source(group="g", number=number, chat=GROUP),),
            approval=Approval(form=Form(name=long, number=long)),
        )
        for number, state in enumerate((*ItemState,) * 60, 1)
    ]  # fmt: skip
    card = Card(now=START, units=(long,), items=tuple(items), groups=3)
    text = card_text(card, lambda source: f"https://t.example/{source.number}")
    units, entities = measure(text.html)
    assert units <= UNITS
    assert entities <= ENTITIES
    assert "还有" in text.plain
    assert text.plain.count("复用") >= 2


def test_what_the_county_asks_of_offices_and_the_town_of_villages_is_on_a_village_s_card(
    tmp_path: Path,
) -> None:
    wanted = "请报2019年9月1日至2020年8月31日出生的儿童花名册,填姓名、监护人,3月16日下班前"

    async def story(town: Town) -> None:
        county = {"chat": "toy:1:-200", "title": "青河县乡镇联络群"}
        await town.say("8:20", "东河村文书-阿强", "收到")
        await town.tell("东河村文书-阿强", "/start")
        await town.say("8:30", "县教育局小闻", f"各乡镇教育办:{wanted}报县教育局。", **county)
        await town.say("9:05", "教育办陶老师", f"各村:接县教育局通知,{wanted}发我。")
        await town.tell("东河村文书-阿强", "待办")

    assert "儿童花名册" in played(tmp_path, story).card("东河村文书-阿强")


def test_who_left_without_a_word_from_the_platform_reads_of_that_group_no_more(
    tmp_path: Path,
) -> None:
    """我们不是那个群的管理员,阿强退了群没人告诉我们:第二天的待办里不再有那个群的新通知。"""

    async def story(town: Town) -> None:
        await _two_groups(town)
        await town.tell(QIANG, "/start")
        town.platform.roles[GROUP, town.private(QIANG)] = PlatformRole.OUTSIDE
        await town.tick("6:40", days=1)
        await town.say("7:00", "民政办-小陈", "请各村3月16日下班前报高龄津贴名单")
        await town.tick("7:50")
        assert "机井检修" in town.card(QIANG)
        assert "低保年审" not in town.card(QIANG)
        assert "高龄津贴" not in town.card(QIANG)
        assert "已接入1个群" in town.card(QIANG)
        await town.say("9:00", "民政办-小陈", "请各村今天17:00前报值班表")
        assert "值班表" not in town.card(QIANG)

    played(tmp_path, story)


def test_who_the_platform_says_nothing_of_keeps_their_card(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        await town.tell(QIANG, "/start")
        town.platform.roles[GROUP, town.private(QIANG)] = PlatformRole.UNKNOWN
        await town.tick("6:40", days=1)
        await town.tick("7:50")
        assert "低保年审" in town.card(QIANG)

    played(tmp_path, story)
