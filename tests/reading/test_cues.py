"""Which burdens a notice lays on its readers: told by rows, then by threads, times and size."""

import json
import re
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.lexicon import Clock, CueRule
from bot.domain.message import SHANGHAI
from bot.domain.reading import NO_TIMES, Earlier, Kind, Relation
from bot.reading.burden.cues import find_cues
from bot.reading.burden.laid import added, laid_on_readers
from bot.reading.burden.lead import is_short_notice, working_time
from bot.reading.burden.weighing import Asked
from bot.reading.deadline import read_times
from bot.reading.normalise import normalise
from bot.reading.reader import read
from bot.storage.lexicon import load_lexicon
from bot.storage.workdays import load_calendar
from tests.reading.test_reader import readings
from tests.telling import told as script_of

CALENDAR, LEXICON = load_calendar(), load_lexicon()
ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "cues.jsonl").read_text("utf8").splitlines()
]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def cues(text: str, kind: str = "report", sent: str = "2026-03-11T09:10") -> list[str]:
    normal, moment = normalise(text), at(sent)
    times = read_times(normal, moment, CALENDAR, LEXICON.clock)
    asked = Asked(
        text=normal.text, kind=Kind(kind), times=times, relation=Relation.FIRST, sent_at=moment
    )
    return list(find_cues(asked, LEXICON, CALENDAR)[0])


def told(script: str) -> list[tuple[str, ...]]:
    """The cues of each message of a chat, those of all its asks together."""
    return [
        tuple(sorted({code for ask in reading.asks for code in ask.cues}))
        for reading in readings(script)
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:24])
def test_a_notice_has_the_cues_of_what_it_lays_on_people(row: dict[str, Any]) -> None:
    assert cues(row["text"], row["kind"], row["sent"]) == row["cues"]


def test_a_tighter_time_than_the_forwarded_one_is_an_added_load() -> None:
    script = """
    09:00 县审计局>党政办-小王: 各乡镇:请于3月20日前报送村级工程项目清单
    09:03 党政办-小王: 各村18号中午前报给我
    """
    assert "F07" in told(script)[1]


def test_a_reminder_repeats_no_cue_but_what_presses() -> None:
    script = """
    09:00 民政办-小陈: 请各村今天17点前报临时救助台账
    15:30 民政办-小陈: 临时救助台账还差东河、西台,17点前
    16:00 民政办-小陈: 临时救助台账还差西台,再不交大会上点名
    """
    assert told(script) == [("F08", "F12"), (), ("F05",)]


def test_a_change_has_only_what_it_adds_and_a_withdrawal_nothing() -> None:
    script = """
    09:00 农业办-老周: 请各村3月18日前报春耕台账
    10:00 农业办-老周: 春耕台账改成3月20日前报
    11:00 农业办-老周: 春耕台账改成3月20日前报,每户还要加一张现场照片
    14:00 农业办-老周: 春耕台账不用报了
    """
    assert told(script)[1:] == [(), ("F03",), ()]


def test_an_emergency_may_ask_for_what_it_needs() -> None:
    assert told("02:10 镇防汛办: @所有人 河水漫堤,沿河住户马上转移,人数立即报我,现场拍照!") == [()]


def test_an_empty_form_that_follows_its_notice_asks_no_more() -> None:
    notice, form = script_of("""
    09:00 应急办-雷主任: 请各村3月18日前填写隐患排查台账
    09:01 应急办-雷主任: 表
    """)
    form = replace(form, text="", file_name="隐患排查台账.xlsx")
    first = read(notice, notice.sent_at, (), LEXICON, CALENDAR)
    before = (Earlier(message=notice, reading=first),)
    assert first.asks[0].cues == ("F12",)
    assert read(form, form.sent_at, before, LEXICON, CALENDAR).asks[0].cues == ()


def test_what_is_said_to_all_is_said_with_the_first_of_several_asks() -> None:
    text = "@所有人 两件事:⏎1、请各村3月20日前报危房名单。⏎2、请各村3月25日前交水费公示照片。"
    (message,) = readings(f"09:00 党政办-小王: {text}")
    assert [ask.cues for ask in message.asks] == [("F20",), ("F03",)]


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        ("2026-03-11T09:00", "2026-03-11T12:00", 3),
        ("2026-03-11T11:00", "2026-03-11T15:30", 2),
        ("2026-03-11T20:00", "2026-03-12T09:30", 1),
        ("2026-03-13T17:00", "2026-03-16T09:30", 2),  # over a weekend
        ("2026-02-14T08:30", "2026-02-14T18:00", 7),  # a Saturday that is worked
        ("2026-10-01T09:00", "2026-10-02T18:00", 0),  # days off
        ("2026-03-11T09:00", "2026-03-11T08:00", 0),
    ],
)
def test_working_time_is_counted_by_the_calendar(since: str, until: str, hours: int) -> None:
    spent = working_time(at(since), at(until), CALENDAR, Clock())
    assert spent == timedelta(hours=hours)


def test_a_working_day_is_the_least_that_is_no_short_notice() -> None:
    sent = at("2026-03-11T10:50")
    assert is_short_notice(sent, at("2026-03-11T18:00"), CALENDAR, Clock())
    assert not is_short_notice(sent, at("2026-03-12T12:00"), CALENDAR, Clock())
    assert is_short_notice(at("2026-03-11T21:30"), at("2026-03-12T18:00"), CALENDAR, Clock())
    assert not is_short_notice(sent, at("2026-03-11T09:00"), CALENDAR, Clock())
    assert not is_short_notice(sent, at("2026-06-01T09:00"), CALENDAR, Clock())


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("这次不拍照不签到", "签到"),
        ("不要只顾着打卡和留痕", "留痕"),
        ("根据《督查考核办法》报送名单", "考核"),
        ("签到表已经收齐了", "签到"),
    ],
)
def test_what_is_refused_done_or_a_title_is_not_laid_on_people(text: str, gone: str) -> None:
    assert gone not in laid_on_readers(text)


def test_who_does_not_sign_in_is_threatened_not_spared() -> None:
    assert "签到" in laid_on_readers("不签到的通报批评")


def test_only_the_clauses_that_add_something_count_in_a_change() -> None:
    assert added("名单改到周五交,另附说明,台账不变,请准时参加") == "另附说明"


@pytest.mark.parametrize("rule", LEXICON.cues, ids=lambda rule: rule.code)
def test_each_pattern_has_an_example_and_is_searched_for_there(rule: CueRule) -> None:
    examples = [
        laid_on_readers(row["text"])
        for row in ROWS
        if rule.code in row["cues"] and (not rule.kinds or row["kind"] in rule.kinds)
    ]
    for pattern in rule.patterns:
        shown = [text for text in examples if re.search(pattern, text)]
        assert shown, pattern
        assert all(rule.letters.intersection(text) for text in shown), pattern


@pytest.mark.parametrize("rule", LEXICON.cues, ids=lambda rule: rule.code)
def test_no_text_takes_long(rule: CueRule) -> None:
    """Not even one of nothing but the beginnings and middles of what is looked for."""
    letters = "".join(sorted(rule.letters))
    said = [re.sub(r"\W", "", row["text"]) for row in ROWS if rule.code in row["cues"]]
    begun = time.process_time()
    for hostile in (letters, letters[::-1], f"请{letters}0要", *said[:6]):
        asked = Asked(
            text=hostile * 1_000,
            kind=next(iter(rule.kinds), Kind.REPORT),
            times=NO_TIMES,
            relation=Relation.FIRST,
            sent_at=at("2026-03-11T09:10"),
        )
        find_cues(asked, LEXICON, CALENDAR)
    assert time.process_time() - begun < 2
