"""Words said yesterday or the day before count from then, whoever passes them on today."""

from datetime import datetime
from time import process_time

import pytest

from bot.app import knowledge
from bot.config import Config
from bot.domain.digest import Section
from bot.domain.lexicon import Clock
from bot.domain.message import SHANGHAI
from bot.reading.deadline import read_times
from bot.reading.normalise import normalise
from bot.reading.origin import quotes
from tests.telling import digest_of, told, where

LEXICON, CALENDAR = knowledge(Config())
THURSDAY = datetime(2026, 3, 12, 9, 0, tzinfo=SHANGHAI)


def due(text: str) -> str:
    found = read_times(normalise(text), THURSDAY, CALENDAR, LEXICON.clock, model=LEXICON.times)
    at = found.deadline or found.starts_at
    return at.strftime("%m-%d %H:%M") if at else ""


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("转：【3月10日 县民政局】各镇请于明天下班前报低保名单", "03-11 18:00"),
        ("转：“各镇明天下班前报山塘台账”（3月10日）", "03-11 18:00"),
        ("转：“各镇请于明天下班前报山塘台账。县水利局 3月10日”", "03-11 18:00"),
        ("转：“各镇明天下班前报山塘台账”，县局3月10日发的", "03-11 18:00"),
        ("转：“各镇明天下班前报山塘台账”——县水利局3月10日", "03-11 18:00"),
        ("转：各镇明天下班前报山塘台账（县水利局3月10日）", "03-11 18:00"),
        ("【转】县水利局3月10日通知：各镇明天上午10点前报台账", "03-11 10:00"),
        ("转县民政局（3月10日）通知：请各镇明天下班前报名单", "03-11 18:00"),
        ("周一发的通知：明天下班前报名单", "03-10 18:00"),
        ("县局周一发的通知：请各镇明天下班前报名单", "03-10 18:00"),
        ("县里周二通知：明天10点前报值班表", "03-11 10:00"),
        ("上周五县局发的：请各镇三日内报台账", "03-09 23:59"),
        ("县局周五发的通知：请各镇三日内报台账", "03-09 23:59"),
        ("转发：\n县水利局 2026-03-11 17:20\n各镇明天上午10点前报山塘台账", "03-12 10:00"),
        ("转发：\n县水利局 2026-03-11 17:20\n明天上午10点前各镇报山塘台账", "03-12 10:00"),
        ("县局昨天发的：“请各镇明天下班前报台账”", "03-12 18:00"),
        ("转发县水利局3月11日通知：请各村明天10点前报山塘台账", "03-12 10:00"),
        ("【转发】县水利局3月11日通知：各镇明天上午10点前报台账。", "03-12 10:00"),
        ("昨天县里通知：明天10点前报值班表", "03-12 10:00"),
        ("县民政局昨天下午的通知：请各镇于明天下班前报名单", "03-12 18:00"),
        ("县里3月11日发的：明天上午9点召开防汛会,各镇分管参加", "03-12 09:00"),
        ("[聊天记录]\n县水利局-王科 昨天 17:20\n各镇明天上午10点前报台账", "03-12 10:00"),
        ("张三 2026/3/11 17:20:33\n明天10点前报台账", "03-12 10:00"),
        ("【县水利局】3月11日17:20：各镇明天上午10点前报台账", "03-12 10:00"),
        ("[2026-03-11 17:20] 县水利局：各镇明天上午10点前报台账", "03-12 10:00"),
        ("请各村于明天下班前报名单。\n柳河镇民政办 2026年3月10日", "03-11 18:00"),
        ("请各村于明天下班前报名单。\n2026年3月10日", "03-11 18:00"),
        (
            "各村：\n请于明天下班前报名单。\n柳河镇人民政府\n2026年3月10日\n附件：名单",
            "03-11 18:00",
        ),
        ("自发文之日起3个工作日内报名单。\n柳河镇民政办\n2026年3月10日", "03-13 18:00"),
    ],
)
def test_relative_words_count_from_the_day_they_were_first_said(text: str, at: str) -> None:
    assert due(text) == at


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("大家今天下午就报给我。转：【3月10日 县民政局】各镇请于明天下班前报名单", "03-12 18:00"),
        ("转：【3月10日 县民政局】各镇请于明天下班前报名单。大家今天下午就报给我", "03-12 18:00"),
        ("转发县水利局3月11日通知：\n请3月20日前报台账。\n\n各村明天下班前报镇里", "03-13 18:00"),
        ("转发县水利局3月11日通知：请3月20日前报台账。\n——各村明天下班前报给我", "03-13 18:00"),
    ],
)
def test_what_the_forwarder_adds_counts_from_the_sending(text: str, at: str) -> None:
    assert due(text) == at


@pytest.mark.parametrize(
    "text",
    [
        "截至3月10日，还有3个村没报，请明天下班前报送",
        "请各村明天下班前报送3月10日会议的落实情况",
        "3月10日的会议纪要明天下班前报给我",
        "报名截止 3月11日 18:00\n没报的明天下班前补报",
        "培训时间 3月11日 17:20\n没签到的明天下班前补报名单",
        "3月10日前没报的,明天下班前补报",
        "3月10日通知的那个台账,明天下班前必须报",
        "昨天县里通知了,明天下班前报值班表",
        "请各村明天下班前把名单报到镇民政办 3月10日",
        "请各村明天下班前报送名单,数据截至\n2026年3月10日",
        "转发县水利局3月16日通知：请各村明天下班前报台账",
        "请各村明天下班前报名单。\n柳河镇民政办 2026年3月12日",
        "周一通知的那个台账,明天下班前必须报",
        "周一的例会没来的,明天下班前补签",
        "本周五通知:请各村明天下班前报台账",
        "转:“请各村明天下班前报台账”(见3月10日文件)",
    ],
)
def test_other_dates_of_a_text_are_no_origin(text: str) -> None:
    assert due(text) == "03-13 18:00"


def test_what_was_over_when_passed_on_is_shown_as_closed() -> None:
    (message,) = told("09:00 民政办-小陈: 转:【3月10日 县民政局】各镇请于明天下班前报低保复核名单")
    section, line = where(digest_of(message), 1)
    assert section is Section.CLOSED_TODAY
    assert line.deadline == datetime(2026, 3, 11, 18, 0, tzinfo=SHANGHAI)


def test_a_later_deadline_of_the_quoted_level_stands_beside_ones_own() -> None:
    text = normalise("转发县水利局通知：3月20日前报台账。各村3月17日前报给我")
    found = read_times(text, THURSDAY, CALENDAR, LEXICON.clock, model=LEXICON.times)
    assert (found.deadline, found.upstream) == (
        datetime(2026, 3, 17, 23, 59, tzinfo=SHANGHAI),
        datetime(2026, 3, 20, 23, 59, tzinfo=SHANGHAI),
    )


@pytest.mark.parametrize(
    "unit", ["转:", "转发县局3月10日通知:", "【3月10日 县局】", "县局 3月10日\n", "局办委"]
)
def test_quotes_are_found_in_time_in_proportion(unit: str) -> None:
    def spent(count: int) -> float:
        begun = process_time()
        quotes(unit * count, THURSDAY, Clock())
        return process_time() - begun

    spent(10)
    assert spent(8000) < 40 * spent(500) + 0.2
