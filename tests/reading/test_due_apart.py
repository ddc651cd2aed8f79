"""Who is due when, where one ask gives different units different deadlines."""

from datetime import datetime

import pytest

from bot.domain.lexicon import Clock
from bot.domain.message import SHANGHAI
from bot.domain.reading import DueFor, Times
from bot.reading.deadline import read_times
from bot.reading.normalise import normalise
from bot.reading.speaker.units import asks_others, own_deadlines
from bot.storage.workdays import load_calendar
from tests.reading.test_reader import readings

CALENDAR = load_calendar()
THURSDAY = datetime(2026, 3, 12, 9, 0, tzinfo=SHANGHAI)


def times(text: str) -> Times:
    return read_times(normalise(text), THURSDAY, CALENDAR, Clock())


def told(text: str) -> list[tuple[str, str]]:
    return [(one.whose, f"{one.at:%d %H:%M}") for one in times(text).due_for]


@pytest.mark.parametrize(
    "text",
    [
        "请东河村、西河村3月13日前报,其他村3月16日前报低保名单。",
        "3月13日前请东河村、西河村报送低保名单,3月16日前其他村报送",
        "低保名单报送时间:东河村、西河村3月13日前;其他村3月16日前",
        "报送低保名单,东河村、西河村(3月13日前),其他村(3月16日前)",
        "报低保名单:3月13日前:东河村、西河村;3月16日前:其他村",
        "第一批(东河村、西河村)3月13日前报,第二批(其他村)3月16日前报低保名单",
        "低保名单请东河村、西河村于3月13日前、其他村于3月16日前报",
    ],
)
def test_the_named_and_the_others(text: str) -> None:
    assert told(text) == [("东河村、西河村", "13 23:59"), ("其他村", "16 23:59")]
    assert times(text).deadline == times(text).due_for[0].at


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("社区周五下班前报,各村下周一报", [("社区", "13 18:00"), ("各村", "16 23:59")]),
        ("东河村3月16日前报,南坪村3月13日前报", [("东河村", "16 23:59"), ("南坪村", "13 23:59")]),
        (
            "后沟子、西台3月13日前报,其他村3月16日前报",
            [("后沟子、西台", "13 23:59"), ("其他村", "16 23:59")],
        ),
        (
            "@东河村 @西河村 3月13日前报,各社区3月16日前,其余单位3月18日前报",
            [("东河村 西河村", "13 23:59"), ("各社区", "16 23:59"), ("其余单位", "18 23:59")],
        ),
    ],
)  # fmt: skip
def test_other_ways_to_tell_them_apart(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "请各村3月13日前报低保名单,3月16日前报残疾人名单",
        "各村3月13日前报初稿,各村3月16日前报定稿",
        "低保名单3月13日前报,其他材料3月16日前报",
        "低保名单、残疾人名单3月13日前报,其他村3月16日前报",
        "县里要求3月20日前报低保名单,请各村3月16日前报镇民政办",
        "请东河村3月13日前报低保名单",
        "各村今天把路段走一遍,点位和照片明天下午5点前发群",
        "防火责任书组长25号交村,26号村交镇",
        "东河村每周五12点前报,其他村每周一12点前报",
    ],
)
def test_one_deadline_for_all_or_another_thing_is_told_as_before(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "due", "above"),
    [
        ("请各乡镇3月16日前报值班表。请各村3月14日前报值班表。", 14, 16),
        ("请各镇(街道)3月20日前报低保核查表。请各村3月18日前报镇民政办。", 18, 20),
        ("请各县(市、区)3月20日前报总结。请各乡镇3月18日前报县委办。", 18, 20),
        ("请各村3月20日前报宅基地台账,请各组3月17日前报村文书。", 17, 20),
        ("各街道3月20日前报总结;各社区3月18日前报街道。", 18, 20),
        ("请各乡镇3月18日前报名单。请各村3月20日前报名单。", 18, None),
        ("请各村3月20日前报名单,请各社区3月18日前报名单。", 18, None),
        ("县直各单位3月18日前报,各乡镇3月20日前报总结。", 18, None),
    ],
)
def test_all_of_a_higher_kind_who_are_due_later_are_the_level_above(
    text: str, due: int, above: int | None
) -> None:
    (reading,) = readings(f"2026-03-12 09:00 党政办-小王: {text}")
    found = reading.asks[0].times
    assert found.deadline is not None
    assert (found.deadline.day, found.upstream and found.upstream.day) == (due, above)


def test_other_villages_are_not_other_people() -> None:
    found = times("东河村、西河村3月10日前已报,其他村3月16日前报低保名单")
    assert found.deadline == datetime(2026, 3, 16, 23, 59, tzinfo=SHANGHAI)


def _own(text: str, *units: str) -> list[int] | None:
    found = own_deadlines(times(text).due_for, units, text)
    return None if found is None else [at.day for at in found]


@pytest.mark.parametrize(
    ("text", "unit", "days"),
    [
        ("东河村、西河村3月13日前报,其他村3月16日前报", "东河村", [13]),
        ("东河村、西河村3月13日前报,其他村3月16日前报", "西河村委会", [13]),
        ("东河村、西河村3月13日前报,其他村3月16日前报", "南坪村", [16]),
        ("东河村、西河村3月13日前报,其他村3月16日前报", "柳林社区", None),
        ("东河村、西河村3月13日前报,其余单位3月16日前报", "柳林社区", [16]),
        ("后沟子、西台3月13日前报,其他村3月16日前报", "西台村", [13]),
        ("社区3月13日前报,各村3月16日前报", "柳林社区", [13]),
        ("社区3月13日前报,各村3月16日前报", "南坪村", [16]),
        ("社区3月13日前报,各村3月16日前报", "司法所", None),
        ("东河村3月13日前报,西河村3月16日前报", "南坪村", []),
        ("青石镇3月13日前报,柳河镇3月16日前报", "南坪村", None),
        ("东河村3月13日前报,其他村3月16日前报,请南坪村带样表", "南坪村", None),
        ("片区的几个村3月13日前报,各村3月16日前报", "南坪村", None),
    ],
)
def test_when_a_unit_is_due(text: str, unit: str, days: list[int] | None) -> None:
    assert _own(text, unit) == days


def test_who_stands_for_two_units_is_due_with_both() -> None:
    text = "东河村3月13日前报,其他村3月16日前报"
    assert _own(text, "东河村", "南坪村") == [13, 16]
    assert _own(text) is None
    assert own_deadlines((), ["东河村"], text) is None


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("东河村昨天已报,其他村3月16日前报", True),
        ("请西河村先报,其余各村周一报", True),
        ("请西河村补报,其他村不用报", False),
        ("请西河村补报,其他村都报了", False),
        ("请西河村报其他村的情况", False),
        ("请西河村报名单和其他材料", False),
    ],
)
def test_whether_others_are_asked_too(text: str, *, others: bool) -> None:
    assert asks_others(text) is others


def test_a_deadline_of_some_is_their_own_words() -> None:
    first = times("请@东河村3月13日前报,其他村3月16日前报").due_for[0]
    assert first == DueFor(whose="东河村", at=datetime(2026, 3, 13, 23, 59, tzinfo=SHANGHAI))


def test_a_long_list_of_units_is_read_in_time() -> None:
    many = "、".join(f"后沟{n}村" for n in range(200))
    assert len(told(f"请{many}3月13日前报,其他村3月16日前报" * 20)) <= 40


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "65岁以上老人体检,桐山村、下坪村定在3月16日,石桥社区、新塘村定在3月17日,地点镇卫生院。",
            [("桐山村、下坪村", "16 23:59"), ("石桥社区、新塘村", "17 23:59")],
        ),
        (
            "老人体检,桐山村3月16日,石桥社区3月17日。",
            [("桐山村", "16 23:59"), ("石桥社区", "17 23:59")],
        ),
        (
            "拍照采集:大湾村3月17日上午9点,小河村3月16日下午3点,地点村部",
            [("大湾村", "17 09:00"), ("小河村", "16 15:00")],
        ),
        (
            "犬只防疫,一组二组周五上午,三组四组下周一上午,请在家等候",
            [("一组二组", "13 08:30"), ("三组四组", "16 08:30")],
        ),
        (
            "检修停水:东河村15日,其他村16日,请提前蓄水",
            [("东河村", "15 23:59"), ("其他村", "16 23:59")],
        ),
    ],
)
def test_some_come_to_an_event_at_another_time(text: str, expected: list[tuple[str, str]]) -> None:
    found = times(text)
    assert told(text) == expected
    assert found.deadline is None
    assert found.starts_at == min(one.at for one in found.due_for)


def test_days_of_each_are_when_a_list_is_due_where_it_is_asked_for() -> None:
    text = "报送低保名单,东河村3月13日,西河村3月16日"
    assert told(text) == [("东河村", "13 23:59"), ("西河村", "16 23:59")]
    assert times(text).deadline == times(text).due_for[0].at


@pytest.mark.parametrize(
    "text",
    [
        "老人体检定在3月16日,石桥社区在三楼,其他村在二楼",
        "演练3月16日上午9点在东河村,3月17日上午9点在西河村",
        "东河村去年3月13日,西河村今年3月16日开组织生活会",
        "东河村、西河村3月16日上午体检,3月17日出结果",
    ],
)
def test_what_is_told_of_nobody_apart_is_everybodys(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "each"),
    [
        (
            "请各社区3月18日、各村3月16日前报送春耕物资台账。",
            [("各社区", "18 23:59"), ("各村", "16 23:59")],
        ),
        (
            "春耕物资台账东河村16日、西河村18日前报送",
            [("东河村", "16 23:59"), ("西河村", "18 23:59")],
        ),
        (
            "一组13号、二组14号、三组15号前交",
            [("一组", "13 23:59"), ("二组", "14 23:59"), ("三组", "15 23:59")],
        ),
        (
            "请各村3月16日中午、各社区3月16日下午5点前报台账",
            [("各村", "16 12:00"), ("各社区", "16 17:00")],
        ),
    ],
)
def test_one_word_says_of_several_days_that_things_are_due(
    text: str, each: list[tuple[str, str]]
) -> None:
    assert told(text) == each
