"""What is demanded beside the thing itself, how much of it is wanted, and what the thing is."""

import pytest

from bot.domain.levels import Level, is_amplified, on_top, wider
from bot.reading.larger import demands, scopes, thing_of
from bot.reading.normalise import normalise


def _plain(text: str) -> str:
    return normalise(text).text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("请各村报名册,另报盖章纸质版一式两份", ["盖章纸质版一式两份"]),
        ("报台账,附整改前后对比照片3张", ["整改前后对比照片3张"]),
        ("每天17:00前报进度,没有的也要零报告", ["每天17:00前报进度", "零报告"]),
        ("村书记签字盖章后扫描报送", ["书记签字盖章"]),
        ("逐户走访并在平台录入基层治理系统", ["录入基层治理系统"]),
        ("漏报的全镇通报", ["漏报的全镇通报"]),
        ("不用拍照,不需要纸质版", []),
        ("填写《每日照片记录表》", []),
        ("请各村3月16日前报低保名册", []),
    ],
)
def test_demands_are_told_in_the_notices_own_words(text: str, said: list[str]) -> None:
    assert [one.said for one in demands(_plain(text)) if one.said] == said


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("80岁以上老人", "60周岁及以上老人"),
        ("八十岁以上老人", "六十岁以上老人"),
        ("随机抽查10户", "逐户核查"),
        ("抽取5%农户", "所有农户"),
        ("近三年台账", "近五年台账"),
        ("近6个月流水", "近一年流水"),
        ("每村不少于2人", "每村至少5人"),
        ("每月报一次", "每周报一次"),
        ("每周五报", "每天报"),
    ],
)
def test_more_is_more_of_the_same_sort(less: str, more: str) -> None:
    county = Level(rank=3, chat=1, scopes=scopes(_plain(less)))
    town = Level(rank=4, chat=1, scopes=scopes(_plain(more)))
    assert len(wider(town, (county,))) == 1
    assert is_amplified(town, (county,))
    assert not wider(county, (town,))


@pytest.mark.parametrize(
    ("said", "months"),
    [
        ("近两三年低保台账", 24),
        ("近三五年台账", 36),
        ("最近十二三个月台账", 12),
        ("近二十三年台账", 276),
        ("近两三十年台账", 240),
        ("近十年台账", 120),
    ],
)
def test_a_range_of_years_is_read_as_the_least_of_it(said: str, months: float) -> None:
    assert [one.size for one in scopes(_plain(said))] == [months]


def test_what_any_level_above_demands_is_not_on_top() -> None:
    said = [demands(_plain(text)) for text in ("盖章", "盖章,附照片", "盖章,附照片,每天报进度")]
    county, town, village = (Level(rank=n, chat=1, demands=d) for n, d in enumerate(said, start=3))
    assert [one.said for one in on_top(town, (county,))] == ["照片"]
    assert [one.said for one in on_top(village, (county, town))] == ["每天报进度"]


def test_the_thing_is_what_is_left_without_whom_when_how_and_how_much() -> None:
    county = _plain("请各乡镇3月18日17:30前报送80岁以上老人花名册Excel电子版,报县民政局。")
    town = _plain("按县里要求,请各村3月16日前报60岁以上老人花名册,另报盖章纸质版,每户附照片")
    assert thing_of(county) == thing_of(town)
    assert thing_of(town) != thing_of(_plain("请各村3月16日前报60岁以上老人花名册和健康档案"))
    assert thing_of(_plain("请各村报防汛演练方案")) != thing_of(_plain("请各村报防汛演练照片"))
