"""What a line of the digest says of other asks: the same data elsewhere, what was laid on top."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.domain.message import SHANGHAI
from bot.reading.columns import listed_columns
from bot.reading.likeness import features
from tests.live.kit import Town, played
from tests.live.test_corrections import LI, QIANG, _digest

PONDS = (
    "各乡镇:请组织开展山塘水库安全隐患排查,填写《山塘隐患排查表》,于3月20日17:00前报县水利局。",
    "转县水利局通知:各村开展山塘水库安全隐患排查,填写《山塘隐患排查表》,每处拍照带水印、"
    "村书记签字盖章,3月18日12:00前先报镇水利站。",
)
SCHOOL = (
    "转县教育局通知,摸底小学新生。请报2019年9月1日至2020年8月31日出生的儿童花名册,"
    "填姓名、性别、身份证号、户籍地址、监护人姓名和电话、拟就读学校。3月16日下班前发我"
)
HEALTH = (
    "转县卫健局:为做好入学接种查验,请各村报2019年9月—2020年8月出生儿童名单,"
    "要姓名、出生日期、身份证号、现住址、接种证编号、家长电话,3月13日下班前报卫生院。"
)


def test_a_relay_shows_both_deadlines_and_what_it_demands_on_top(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", "县水利局-老吕", PONDS[0])
        await town.say("9:30", "水利站-小田", PONDS[1])
        await town.tick("17:30")
        digest = _digest(town)
        assert "时限:镇3/18 12:00(先交镇里)|县3/20 17:00" in digest
        assert "镇里另要:书记签字盖章、拍照带水印" in digest

    played(tmp_path, story)


def test_two_lines_for_the_same_data_name_each_other_and_what_else_is_wanted(
    tmp_path: Path,
) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", "中心校-陈主任", SCHOOL)
        await town.say("9:30", "卫生院-小吴", HEALTH)
        await town.tick("17:30")
        digest = _digest(town)
        assert "要同一批儿童名单,可一次备齐;县卫健局另需出生日期、现住址、接种证编号" in digest
        assert "要同一批儿童名单,可一次备齐;县教育局另需性别、户籍地址、监护人姓名" in digest

    played(tmp_path, story)


SCHOOLING = (
    "请各村3月16日前报送0-6岁儿童名单,"
    "含姓名、性别、身份证号、户籍地址、监护人姓名、联系电话,报教育办。"
)
VACCINES = "请各村3月18日前报送0-6岁儿童名单,含姓名、身份证号、疫苗本编号,报卫生院。"


def test_columns_that_both_want_and_all_that_the_other_wants_are_named(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", "教育办-小吴", SCHOOLING)
        await town.say("9:10", "卫生院-老钱", VACCINES)
        await town.tick("17:30")

    digest = _digest(played(tmp_path, story))
    assert "可一次备齐;镇卫生院另需疫苗本编号;都要姓名、身份证号" in digest
    assert "镇教育办另需性别、户籍地址、监护人姓名、联系电话" in digest


def test_more_columns_than_a_line_names_are_counted(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", "教育办-小吴", SCHOOLING.replace("性别", "性别、民族、现住址"))
        await town.say("9:10", "卫生院-老钱", VACCINES)
        await town.tick("17:30")

    digest = _digest(played(tmp_path, story))
    assert "镇教育办另需性别、民族、现住址、户籍地址、监护人姓名等6项" in digest


def test_a_withdrawn_request_has_nothing_to_be_got_ready_with(tmp_path: Path) -> None:
    """一件撤回了,另一件不再写「与第2件要同一批」。"""

    async def story(town: Town) -> None:
        await town.say("9:00", "教育办-小吴", SCHOOLING)
        await town.say("9:10", "卫生院-老钱", VACCINES)
        await town.tick("17:30")
        assert "要同一批" in _digest(town)
        await town.say("17:40", "卫生院-老钱", "0-6岁儿童名单不用报了")
        await town.tick("17:41")
        assert "已撤回" in _digest(town)
        assert "要同一批" not in _digest(town)

    played(tmp_path, story)


def test_the_card_names_an_overlap_also_over_two_groups(tmp_path: Path) -> None:
    """两个群各要一份:两个群都在的人,待办上写明;只在一个群的人看不到另一件。"""
    away = {"chat": "toy:1:-200", "title": "教育工作群"}

    async def story(town: Town) -> None:
        for name in (QIANG, LI):
            await town.say("8:30", name, "收到")
            await town.tell(name, "/start")
        await town.say("8:31", QIANG, "收到", **away)
        await town.say("9:00", "教育办-小吴", SCHOOLING, **away)
        await town.say("9:10", "卫生院-老钱", VACCINES)
        for name in (QIANG, LI):
            await town.tell(name, "待办")
        assert "与第2件要同一批儿童名单,可一次备齐;镇卫生院另需疫苗本编号" in town.card(QIANG)
        assert "与第1件要同一批儿童名单,可一次备齐;教育办另需性别" in town.card(QIANG)
        assert "要同一批" not in town.card(LI)
        await town.tell(QIANG, "完成 1")
        assert "要同一批" not in town.card(QIANG)

    played(tmp_path, story)


def test_columns_that_no_table_knows_are_named_as_they_are_said(tmp_path: Path) -> None:
    """疫苗本编号、户主签字照片:词表里没有的栏目,照原话写进「另需」。"""
    school = "请各村报送儿童名单(姓名、出生年月、监护人电话),3月16日下班前报教育办。"
    clinic = "请各村报送儿童名单(姓名、出生年月、疫苗本编号),3月13日下班前报卫生院。"

    async def story(town: Town) -> None:
        await town.say("9:00", "教育办-小吴", school)
        await town.say("9:10", "卫生院-老钱", clinic)
        await town.tick("17:30")

    digest = _digest(played(tmp_path, story))
    assert "要同一批儿童名单,可一次备齐;镇卫生院另需疫苗本编号" in digest
    assert "要同一批儿童名单,可一次备齐;镇教育办另需监护人电话" in digest


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("报儿童名单,含姓名、接种证号、户主签字照片", ("接种证号",)),
        ("报名单,栏目:姓名、接种证号、疫苗本页码和住址,明天前报卫生院", ("接种证号", "疫苗本页码")),
        ("报名单(姓名,接种卡页码,电话)", ("接种卡页码",)),
        ("注明姓名、电话、疫苗剂次等信息", ("疫苗剂次",)),
        # Whom a list is of, who is to make it, and what else is done, are no columns.
        ("请低保户、特困户、残疾人都填姓名、电话", ()),
        ("包括流动党员、困难党员的姓名、电话", ()),
        ("要求更新孤儿、困境儿童台账,含姓名、电话", ()),
        ("含姓名、电话,盖章、签字后报送", ()),
        # Neither is what was to be hidden.
        ("填姓名、张三13812345678、电话", ()),
        ("各村、各社区、各单位上报情况", ()),
    ],
)
def test_what_is_a_column_among_others(text: str, named: tuple[str, ...]) -> None:
    known = frozenset(features(text, datetime(2026, 3, 12, tzinfo=SHANGHAI)).columns.values())
    assert listed_columns(text, known) == named
