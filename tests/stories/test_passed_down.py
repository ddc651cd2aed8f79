"""A county asks, a town passes it on, a village does: who wants what by when, and what is more."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import permutations

import pytest

from bot.domain.digest import Digest, Line, Mark, MarkKind
from bot.domain.message import SHANGHAI
from bot.wording.marks import Context, all_marks
from tests.telling import digest_of, told, where

COUNTY, TOWN, VILLAGE = "青石县乡镇联络群", "青石镇工作群", "东河村村务群"
WU, CHEN, ZHOU = "县民政局-老吴", "民政办-小陈", "村支书-老周"
LIST = "报送低保对象年审花名册,注明姓名、身份证号、银行卡号"
Said = tuple[str, str, str, str]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


def _day(*said: Said) -> Digest:
    """What was said in order: in which group, when, by whom, and what."""
    messages = [
        replace(told(f"{when} {who}: {text}", group=group)[0], number=number)
        for number, (group, when, who, text) in enumerate(said, start=1)
    ]
    return digest_of(*messages)


def _marks(line: Line, kind: MarkKind) -> list[Mark]:
    return [mark for mark in line.marks if mark.kind is kind]


def _words(line: Line) -> list[str]:
    return [said for _, said in all_marks(line, Context(now=at(12, 17, 30), numbers={}))]


def _one_line(digest: Digest, messages: int) -> Line:
    """The one line in which all messages stand."""
    assert digest.requests == 1
    lines = [where(digest, number)[1] for number in range(1, messages + 1)]
    assert all(line == lines[0] for line in lines)
    return lines[0]


@pytest.mark.parametrize("head", ["转县民政局通知:", ""])
def test_a_relay_with_a_later_date_moves_nothing_of_the_county(head: str) -> None:
    relay = (TOWN, "10:00", CHEN, f"{head}请各村3月20日12:00前{LIST}")
    asked = (COUNTY, "09:00", WU, f"请各乡镇3月18日17:30前{LIST}")
    again = (COUNTY, "15:00", WU, "提醒:低保对象年审花名册3月18日17:30前报,没报的抓紧")
    copy = (COUNTY, "16:00", WU, f"请各乡镇3月18日17:30前{LIST}")
    for more in ((), (again,), (copy,)):
        digest = _day(asked, relay, *more)
        line = _one_line(digest, 2 + len(more))
        assert line.deadline == at(20, 12)
        assert line.issuer == "县民政局"
        assert "时限:镇3/20 12:00|县3/18 17:30" in _words(line)
        assert not _marks(line, MarkKind.MOVED)
        assert not digest.amplified


def test_a_town_that_gives_a_later_date_gives_it_for_itself() -> None:
    digest = _day(
        (TOWN, "09:00", WU, f"请各乡镇3月18日17:30前{LIST}"),
        (TOWN, "10:00", CHEN, "低保对象年审花名册改为3月20日12:00前报镇民政办"),
    )
    assert "时限:镇3/20 12:00|县3/18 17:30" in _words(_one_line(digest, 2))


@pytest.mark.parametrize(
    "said",
    [
        "接县民政局通知,低保对象年审花名册延期到3月20日12:00前报送",
        "更正:低保对象年审花名册应为3月20日12:00前报送",
        "县里同意低保对象年审花名册延期到3月20日12:00",
    ],
)
def test_what_the_county_moves_or_a_town_puts_right_moves_the_countys_own_date(said: str) -> None:
    digest = _day((TOWN, "09:00", WU, f"请各乡镇3月18日17:30前{LIST}"), (TOWN, "10:00", CHEN, said))
    line = _one_line(digest, 2)
    assert line.deadline == at(20, 12)
    assert _marks(line, MarkKind.MOVED)
    assert not _marks(line, MarkKind.UPSTREAM)


def test_the_county_moves_its_own_date_and_the_towns_stays() -> None:
    digest = _day(
        (TOWN, "09:00", WU, f"请各乡镇3月18日17:30前{LIST}"),
        (TOWN, "10:00", CHEN, f"请各村3月16日12:00前{LIST}"),
        (TOWN, "11:00", WU, "低保对象年审花名册延期到3月25日17:30"),
        (TOWN, "12:00", CHEN, f"请各村3月17日12:00前{LIST}"),
    )
    line = _one_line(digest, 4)
    assert line.deadline == at(17, 12)
    assert "时限:镇3/17 12:00(先交镇里)|县3/25 17:30" in _words(line)


EXCEL = "请各乡镇3月18日17:30前报送低保对象年审花名册Excel电子版"
MORE = "另报盖章纸质版一式两份,附现场照片,每天报进度,实行零报告,逾期通报扣分"


@pytest.mark.parametrize("group", [TOWN, COUNTY])
@pytest.mark.parametrize("head", ["转县民政局通知:", "按县里要求,", ""])
def test_what_a_relay_demands_on_top_is_told_though_no_date_moved(head: str, group: str) -> None:
    relay = f"{head}请各村3月18日17:30前报送低保对象年审花名册,{MORE}"
    said = ((group, "09:00", WU, EXCEL), (TOWN, "10:00", CHEN, relay))
    for order in (said, said[::-1]):
        digest = _day(*((group, f"{9 + n}:00".zfill(5), who, text)
                        for n, (group, _, who, text) in enumerate(order)))  # fmt: skip
        line = _one_line(digest, 2)
        assert line.deadline == at(18, 17, 30)
        assert (
            "镇里另要:盖章纸质版一式两份、现场照片、每天报进度、零报告;另写明:逾期通报扣分"
            in _words(line)
        )
        (one,) = digest.amplified
        assert (one.upstream, one.local) == (at(18, 17, 30), at(18, 17, 30))
        assert one.added[:2] == ("盖章纸质版一式两份", "现场照片")


def test_a_county_that_names_no_date_is_given_none() -> None:
    digest = _day(
        (COUNTY, "09:00", WU, f"请各乡镇{LIST}"),
        (TOWN, "10:00", CHEN, f"转县民政局通知:请各村3月16日12:00前{LIST},加盖公章"),
    )
    line = _one_line(digest, 2)
    assert line.deadline == at(16, 12)
    assert "镇里另要:加盖公章" in _words(line)
    assert not digest.amplified


def test_what_is_not_wanted_or_was_wanted_above_is_nothing_on_top() -> None:
    digest = _day(
        (TOWN, "09:00", WU, f"{EXCEL},盖章扫描件一并报送"),
        (
            TOWN,
            "10:00",
            CHEN,
            "转县民政局通知:请各村3月18日17:30前报送低保对象年审花名册,盖章,不用拍照,不需要纸质版",
        ),
    )
    assert not _marks(_one_line(digest, 2), MarkKind.ON_TOP)
    assert not digest.amplified


_WIDER = [
    ("报送80岁以上老人名单", "报送60岁以上老人名单", "范围:镇里60岁以上|县里80岁以上"),
    ("抽查10户农村危房并报台账", "逐户核查农村危房并报台账", "范围:镇里逐户核查|县里抽查10户"),
    ("报送近三年农村危房改造台账", "报送近五年农村危房改造台账", "范围:镇里近五年|县里近三年"),
    (
        "报送养老服务培训人员名单,每村不少于2人",
        "报送养老服务培训人员名单,每村不少于5人",
        "范围:镇里不少于5人|县里不少于2人",
    ),
]


@pytest.mark.parametrize(("asked", "more", "said"), _WIDER)
def test_how_much_more_a_relay_wants_is_told(asked: str, more: str, said: str) -> None:
    digest = _day(
        (TOWN, "09:00", WU, f"请各乡镇3月18日17:30前{asked}"),
        (TOWN, "10:00", CHEN, f"转发县民政局通知:请各村3月18日17:30前{more}"),
    )
    assert said in _words(_one_line(digest, 2))
    (one,) = digest.amplified
    assert len(one.wider) == 1


def test_what_one_town_makes_of_it_is_measured_by_the_county_not_by_another_town() -> None:
    digest = _day(
        (COUNTY, "09:00", WU, "请各乡镇3月18日17:30前报送80岁以上老人名单"),
        (TOWN, "10:00", CHEN, "转发县民政局通知:请各村3月18日17:30前报送70岁以上老人名单"),
        (
            "白马镇工作群",
            "11:00",
            "民政办-小何",
            "转发县民政局通知:请各村3月18日17:30前报送60岁以上老人名单",
        ),
    )
    words = _words(_one_line(digest, 3))
    assert [one for one in words if one.startswith("范围:")] == [
        "范围:镇里70岁以上|县里80岁以上",
        "范围:镇里60岁以上|县里80岁以上",
    ]


def test_how_often_a_relay_wants_it_is_told() -> None:
    digest = _day(
        (COUNTY, "09:00", "县应急局-老吴", "请各乡镇每周五17:00前报送森林防火巡查情况"),
        (TOWN, "10:00", "应急办-小陈", "转发县应急局通知:请各村每天17:00前报送森林防火巡查情况"),
    )
    words = _words(_one_line(digest, 2))
    assert "频次:镇里每天|县里每周五" in words
    assert "长期:每天17:00前" in words


def test_as_a_county_requires_is_a_relay_made_larger() -> None:
    digest = _day(
        (TOWN, "09:00", WU, "请各乡镇3月18日17:30前报送80岁以上老人名单"),
        (TOWN, "10:00", CHEN, "按县里要求,请各村3月18日17:30前报送60岁以上老人名单"),
    )
    assert "范围:镇里60岁以上|县里80岁以上" in _words(_one_line(digest, 2))


@pytest.mark.parametrize(
    "other",
    [
        (CHEN, "请各村3月18日17:30前报送60岁以上老人名单"),
        (WU, "请各乡镇3月18日17:30前报送60岁以上老人名单"),
        (CHEN, "按县里要求,请各村3月18日17:30前报送90岁以上老人名单"),
        ("卫生院-老何", "按县里要求,请各村3月18日17:30前报送60岁以上老人名单"),
        (CHEN, "按县里要求,请各村3月18日17:30前报送60岁以上残疾人名单"),
        (CHEN, "转县民政局通知:请各村3月18日17:30前报送去年80岁以上老人名单"),
        (CHEN, "转县民政局通知:请各村3月18日17:30前报送80岁以上孤儿名单"),
        (CHEN, "转县民政局通知:请各村3月18日17:30前把困境儿童名单交我"),
    ],
)
def test_another_age_people_field_or_year_is_another_ask(other: tuple[str, str]) -> None:
    asked = (TOWN, "09:00", WU, "请各乡镇3月18日17:30前报送80岁以上老人名单")
    assert _day(asked, (TOWN, "10:00", *other)).requests == 2


def test_what_is_passed_on_in_other_words_is_the_same() -> None:
    digest = _day(
        (
            COUNTY,
            "09:00",
            "县教体局-老李",
            "请各乡镇于3月20日前上报中小学校舍安全隐患排查情况统计表",
        ),
        (
            TOWN,
            "10:00",
            "教育办-小王",
            "转县教体局通知:各校3月17日12:00前把校舍安全排查表交我,要校长签字,每栋楼附照片",
        ),
    )
    words = _words(_one_line(digest, 2))
    assert "时限:镇3/17 12:00(先交镇里)|县3/20" in words
    assert "镇里另要:签字、照片" in words


def test_a_relay_goes_to_the_one_of_two_that_wants_as_much() -> None:
    digest = _day(
        (TOWN, "09:00", WU, "请各乡镇3月18日17:30前报送80岁以上老人名单"),
        (TOWN, "09:30", WU, "请各乡镇3月20日17:30前报送60岁以上老人名单"),
        (TOWN, "10:00", CHEN, "转县民政局通知:请各村3月17日12:00前报送60岁以上老人名单"),
    )
    assert digest.requests == 2
    assert where(digest, 3)[1] == where(digest, 2)[1]


_CHAIN: Sequence[tuple[str, str, str]] = (
    (COUNTY, WU, f"请各乡镇3月20日17:30前{LIST}"),
    (TOWN, CHEN, f"请各村3月18日12:00前{LIST},附照片"),
    (VILLAGE, ZHOU, f"请各组3月16日12:00前{LIST},附照片"),
)


@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_all_three_levels_are_told_whichever_was_heard_first(order: tuple[int, ...]) -> None:
    digest = _day(
        *((group, f"1{n}:00", who, text) for n, (group, who, text)
          in enumerate(_CHAIN[place] for place in order))
    )  # fmt: skip
    line = _one_line(digest, 3)
    assert line.deadline == at(16, 12)
    words = _words(line)
    assert "时限:村3/16 12:00(先交村里)|镇3/18 12:00|县3/20 17:30" in words
    assert "镇里另要:照片" in words
    assert [(one.upstream, one.local) for one in digest.amplified] == [(at(20, 17, 30), at(16, 12))]


def test_a_convention_is_told_of_the_date_it_was_applied_to() -> None:
    digest = _day(
        (TOWN, "09:00", WU, f"请各乡镇3月18日前{LIST}"),
        (TOWN, "10:00", CHEN, f"转县民政局通知:请各村3月16日下班前{LIST}"),
    )
    words = _words(_one_line(digest, 2))
    assert "下班前按18:00" in words
    assert "未写钟点,按当日内" not in words


@pytest.mark.parametrize(
    ("said", "words"), [("今天天黑前", "天黑前按18:00"), ("今天下班前", "下班前按18:00")]
)
def test_dusk_is_told_as_dusk(said: str, words: str) -> None:
    line = _one_line(_day((TOWN, "09:00", WU, f"各组长把柴草垃圾{said}收拾干净")), 1)
    assert line.deadline == at(12, 18)
    assert words in _words(line)


@pytest.mark.parametrize("head", ["转县民政局通知:", ""])
@pytest.mark.parametrize("due", ["3月18日12:00", "3月25日12:00"])
def test_an_original_that_comes_after_its_relay_is_the_level_above(head: str, due: str) -> None:
    said = [
        (TOWN, CHEN, f"{head}请各村{due}前{LIST}"),
        (COUNTY, WU, f"请各乡镇3月20日17:30前{LIST}"),
    ]
    both = [
        _one_line(_day(*((g, f"1{n}:00", w, t) for n, (g, w, t) in enumerate(order))), 2)
        for order in (said, said[::-1])
    ]
    assert both[0].deadline == both[1].deadline
    assert both[0].issuer == both[1].issuer
    marks = [[one for one in line.marks if one.kind is MarkKind.UPSTREAM] for line in both]
    assert marks[0] == marks[1]
    assert marks[0][0].before == at(20, 17, 30)
