"""Burdens that no single word tells: asked anew each day, at night, sooner than what is quoted."""

import pytest

from tests.reading.test_reader import readings


def told(script: str) -> list[tuple[str, ...]]:
    return [reading.asks[0].cues if reading.asks else () for reading in readings(script)]


def on(days: list[str], line: str) -> str:
    return "\n".join(f"2026-03-{day} {line}" for day in days)


def test_the_same_ask_on_the_third_day_of_a_week_is_a_daily_report() -> None:
    found = told(on(["09", "10", "11", "12"], "09:00 民政办-小陈: 请各村今天17点前报送值班情况"))
    assert ["F09" in cues for cues in found] == [False, False, True, True]


def test_the_same_ask_on_the_third_monday_is_a_weekly_report() -> None:
    line = "09:00 民政办-小陈: 请各村今天17点前报送安全生产排查情况"
    found = told(on(["02", "09", "16", "23"], line))
    assert ["F09" in cues for cues in found] == [False, False, True, True]


@pytest.mark.parametrize(
    "line",
    [
        "09:00 民政办-小陈: 请各村3月20日前报送低保名单",
        "09:00 民政办-小陈: 值班情况还差西台村没报,今天17点前",
        "09:00 党政办-小王: 今天15点召开例会,各村书记参加",
    ],
)
def test_one_ask_told_again_chasing_and_meetings_are_no_daily_report(line: str) -> None:
    assert not any("F09" in cues for cues in told(on(["09", "10", "11", "12"], line)))


@pytest.mark.parametrize("sent", ["2026-03-12 21:30", "2026-03-12 05:40", "2026-03-14 10:00"])
def test_papers_asked_for_at_night_or_on_a_rest_day_come_out_of_hours(sent: str) -> None:
    assert "F08" in told(f"{sent} 民政办-小陈: 请各村3月20日前报送低保名单")[0]


@pytest.mark.parametrize(
    "line",
    [
        "2026-03-12 18:40 民政办-小陈: 请各村3月20日前报送低保名单",
        "2026-03-12 21:30 党政办-小王: 3月20日上午9点召开例会,各村书记参加",
        "2026-03-14 10:00 民政办-小陈: 低保名单还差西台村,3月20日前",
    ],
)
def test_evenings_meetings_and_reminders_are_not_out_of_hours(line: str) -> None:
    assert "F08" not in told(line)[0]


@pytest.mark.parametrize(
    "text",
    [
        "转发县水利局通知:3月20日前报送山塘台账。各村3月17日前报给我",
        "“请各镇3月20日前报送山塘台账”,各村3月17日前报镇里",
        "县水利局通知:“请各镇3月20日前报送山塘台账”。各村3月17日前报给我",
    ],
)
def test_sooner_than_what_is_quoted_is_an_added_load(text: str) -> None:
    assert "F07" in told(f"09:00 水利站-小王: {text}")[0]


def test_later_than_what_is_quoted_adds_nothing() -> None:
    text = "转发县水利局通知:3月20日前报送山塘台账。各村3月25日前报给我"
    assert "F07" not in told(f"09:00 水利站-小王: {text}")[0]


@pytest.mark.parametrize(
    "text", ["无需@所有人,请各村3月20日前报低保名单", "不用@所有人 低保名单3月20日前报"]
)
def test_who_says_that_nobody_need_be_called_calls_nobody(text: str) -> None:
    assert "F20" not in told(f"09:00 民政办-小陈: {text}")[0]


@pytest.mark.parametrize(
    "text",
    [
        "请各村三天内报送低保名单",
        "请各村18日报送低保名单",
        "请各村节后第一个工作日报值班表",
        "请各村12点前报防汛物资清单",
        "请各村周日报低保名单",
        "截至3月10日,还有3个村没报名单,请明天下班前报送",
    ],
)
def test_words_that_only_look_like_a_daily_report_are_none(text: str) -> None:
    assert "F09" not in told(f"09:00 民政办-小陈: {text}")[0]
