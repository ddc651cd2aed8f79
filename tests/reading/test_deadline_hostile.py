import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.lexicon import NO_MODEL, Clock
from bot.domain.message import SHANGHAI
from bot.reading.deadline import read_times, reads_of
from bot.reading.normalise import normalise
from bot.storage.workdays import load_calendar

CALENDAR = load_calendar()
PIECES = (
    "今明后天周一星期日月号点时分半刻前后内至到-—、,。(): 下上本每第初十二三廿0123456789/年底末旬节国庆春"  # noqa: E501
    "农历正腊小个工作日截止起推迟提前会交报改不是原定为"
)
MOMENTS = st.datetimes(
    min_value=datetime(1990, 1, 1),  # noqa: DTZ001
    max_value=datetime(9998, 12, 31),  # noqa: DTZ001
    timezones=st.just(SHANGHAI),
)


@settings(max_examples=400, deadline=None)
@given(text=st.text(alphabet=PIECES, max_size=60), now=MOMENTS)
def test_no_words_of_time_make_it_fail(text: str, now: datetime) -> None:
    found = read_times(normalise(text), now, CALENDAR, Clock())
    for moment in (found.deadline, found.starts_at):
        assert moment is None or (moment.tzinfo is not None and moment.second == 0)
    for evidence in (found.deadline_evidence, found.starts_evidence):
        assert evidence is None or 0 <= evidence.start <= evidence.end <= len(text)


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=80))
def test_no_text_at_all_makes_it_fail(text: str) -> None:
    read_times(normalise(text), datetime(2026, 3, 17, tzinfo=SHANGHAI), CALENDAR, Clock())


@pytest.mark.parametrize(
    "text",
    [
        "2月30日前报",
        "13月5日前报",
        "25点前报",
        "8点75分前报",
        "9999年12月31日前",
        "0月0日",
        "周八前报",
    ],
)
def test_impossible_times_are_no_moments_of_another_day(text: str) -> None:
    now = datetime(2026, 3, 17, 9, 0, tzinfo=SHANGHAI)
    found = read_times(normalise(text), now, CALENDAR, Clock())
    assert found.deadline is None or found.deadline.year in (2026, 9999)


@pytest.mark.parametrize("year", [1, 1899, 9979, 9998, 9999])
def test_no_year_is_out_of_reach(year: int) -> None:
    words = "节后第三个工作日、清明前、明后天、下周五、每月初五、三百个工作日内报、放假前、推迟五年"
    now = datetime(year, 1 if year == 1 else 12, 28, 9, 0, tzinfo=SHANGHAI)
    for part in (words, *words.split("、")):
        read_times(normalise(part), now, CALENDAR, Clock())


@pytest.mark.parametrize(
    "unit",
    [
        "周一",
        "5日、",
        "初一",
        "每天8点",
        "1-",
        "推迟",
        "改到",
        "3月5日前报送,",
        "(",
        "十一",
        "别拖过周五",
        "报名时间:3月5日",
        "能今天报就今天报,",
        "最迟不过周五,",
        "今晚都清了,",
        "收到,",
    ],
)
def test_long_texts_take_time_in_proportion(unit: str) -> None:
    now = datetime(2026, 3, 17, 1, 0, tzinfo=UTC).astimezone(SHANGHAI)

    def spent(count: int) -> float:
        normal = normalise(unit * count)
        begun = time.process_time()
        read_times(normal, now, CALENDAR, Clock())
        return time.process_time() - begun

    spent(10)
    assert spent(8000) < 40 * spent(500) + 0.2


@pytest.mark.parametrize("unit", ["每月", "提前2天", "三天内报,", "明天", "8点"])
@pytest.mark.parametrize(
    "wanted", ["请于3月20日下班前报送台账。\n{}", "{}\n请于3月20日下班前报送台账。"]
)
def test_a_flood_of_times_is_not_weighed_and_hides_no_deadline(unit: str, wanted: str) -> None:
    text = normalise(wanted.format(unit * 1250))
    reads, _ = reads_of(text.text, NO_MODEL)
    assert len(reads) < 100
    now = datetime(2026, 3, 17, 9, 0, tzinfo=SHANGHAI)
    asked = "3月20日下班前"
    at = text.text.index(asked)
    assert (at, at + len(asked)) in {(one.candidate.start, one.candidate.end) for one in reads}
    assert read_times(text, now, CALENDAR, Clock()).deadline is not None


def test_an_ask_far_into_a_long_text_is_read_by_what_stands_near_it() -> None:
    items = [f"{n}、请各村3月{n}日前报送第{n}批排查台账,盖章后送来。" for n in range(18, 31)]
    text = normalise("\n".join("各村要压实责任。" * 20 + item for item in items))
    now = datetime(2026, 3, 17, 9, 0, tzinfo=SHANGHAI)
    for number, item in enumerate(items, 18):
        start = text.text.index(item)
        found = read_times(text, now, CALENDAR, Clock(), start=start, end=start + len(item))
        assert found.deadline == datetime(2026, 3, number, 23, 59, tzinfo=SHANGHAI)
