"""What a list behind a colon makes of one ask: its papers name it; other lists do not."""

import pytest

from bot.domain.reading import Kind
from bot.reading.asks.listed import in_a_row, listed, named_of, of_title
from bot.reading.normalise import normalise
from bot.reading.titles.title import make_title
from tests.reading.test_reader import readings


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "请各村18日12:00前报送:1.发展党员情况表;2.流动党员名单;3.履职鉴定表。",
            "发展党员情况表、流动党员名单等3项",
        ),
        (
            "请各单位18日12:00前提交以下材料:(1)隐患排查台账;(2)整改方案;(3)责任清单。逾期通报。",
            "隐患排查台账、整改方案、责任清单",
        ),
        (
            "各支部18日前准备好以下资料:1.三会一课记录;2.党费收缴台账;3.主题党日照片。",
            "三会一课记录、党费收缴台账等3项",
        ),
        (
            "请各村把下列资料18日前交财政所:一、4月收支明细表(盖章);二、村级资产登记册;三、债务情况说明一式两份。",
            "4月收支明细表、村级资产登记册等3项",
        ),
        (
            "请各村于18日17:30前报送以下材料:1.2026年度发展党员计划执行情况表;2.流动党员摸排名单;3.驻村第一书记履职情况鉴定表。",
            "发展党员计划执行情况表等3项",
        ),
        (
            "请各村18日前报送:①低保花名册②特困人员台账",
            "低保花名册、特困人员台账",
        ),
    ],
)
def test_an_ask_is_called_by_all_the_papers_it_lists(text: str, title: str) -> None:
    (reading,) = readings(f"2026-03-12 09:00 组织办-钱丽: {text}")
    (ask,) = reading.asks
    assert ask.title == title
    assert ask.times.deadline is not None
    assert ask.times.deadline.day == 18


@pytest.mark.parametrize(
    "text",
    [
        "请各支部18日前报送:1.姓名;2.联系电话;3.入党时间。",
        "请各村18日前上报以下内容:1.排查情况;2.存在问题;3.下步计划。",
        "请各村报送:1.隐患台账18日前报;2.整改报告20日前报。",
        "请各村18日前报送低保花名册。注意:1.表格不要改动;2.盖章。",
        "通知:1.名单;",
        "报送:1.1;",
    ],
)
def test_fields_and_requirements_and_dated_items_are_no_papers(text: str) -> None:
    assert listed(normalise(text).text) == ()


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("鉴定表要提前", ("履职鉴定表",)),
        ("党员名单推迟到20日", ("流动党员名单",)),
        ("鉴定表改到17日,名单不变", ("履职鉴定表",)),
        ("名单和鉴定表都改到17日", ()),
        ("所有材料推迟到20日", ()),
        ("时间推迟到20日", ()),
    ],
)
def test_of_two_papers_the_named_one_is_meant(said: str, named: tuple[str, ...]) -> None:
    assert named_of(("流动党员名单", "履职鉴定表"), said) == named


def test_a_longer_name_is_no_other_papers() -> None:
    assert named_of(("村级干部名单", "流动党员名单"), "党员名单要提前") == ("流动党员名单",)


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        ("流动党员名单、履职鉴定表", ("流动党员名单", "履职鉴定表")),
        ("请各村报送低保花名册和特困人员台账。", ("低保花名册", "特困人员台账")),
        ("独居老人、残疾人走访情况登记表", ()),
        ("补贴汇总表", ()),
    ],
)
def test_papers_in_a_row_are_papers_each(text: str, papers: tuple[str, ...]) -> None:
    assert (in_a_row(text) or of_title(text)) == papers


@pytest.mark.parametrize(
    "text",
    [
        "请提供李四13812345678登记表和承诺书,18日前给我",
        "请各村18日前报送:1.张三 13812345678 情况表;2.流动党员名单。",
        "请提供李四 身份证号110101199003078515复印件、申请表",
    ],
)
def test_a_private_number_is_in_no_papers_name(text: str) -> None:
    (reading,) = readings(f"2026-03-12 09:00 组织办-钱丽: {text}")
    (ask,) = reading.asks
    assert not {"〔", "李", "张"} & {*ask.title}


def test_papers_begin_on_no_line_of_their_own() -> None:
    title = make_title("报送\n\n本月台账、明细表", [], Kind.REPORT)
    assert title == "本月台账、明细表"


def test_papers_with_long_names_are_told_in_a_line() -> None:
    said = "提供第一批入党积极分子政治审查函调证明材料和群众座谈会意见情况汇总登记表"
    title = make_title(said, [], Kind.REPORT)
    assert title.endswith("等2项")
    assert len(title) <= 18
