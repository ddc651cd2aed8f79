"""Whose office a nickname names: a table of names as people bear them in their work groups."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from bot.domain.message import Message
from bot.domain.reading import Ask, Earlier, Kind, Reading, What
from bot.reading.speaker.issuer import find_issuer, voice_of
from bot.reading.speaker.level import place_of
from tests.reading.test_issuer import LEXICON, said

ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in Path(__file__).with_name("nicknames.jsonl").read_text("utf8").splitlines()
]
TOWN, COUNTY = "白杨镇村居工作群", "临溪县县直单位工作群"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['sender']} in {row['group']}")
def test_a_nickname_names_an_office_at_the_level_of_its_group(row: dict[str, Any]) -> None:
    text = row.get("text", "明天下午把表交过来")
    assert find_issuer(text, said(row["sender"], text, row["group"]), (), LEXICON) == row["issuer"]


@pytest.mark.parametrize(
    ("group", "level"),
    [
        ("临溪县县直单位工作群", "县"),
        ("全县安全生产调度群", "县"),
        ("安堰县信息联络群(县直乡镇)", "县"),
        ("澄江区各街镇联络群", "区"),
        ("澄江区望湖街道应急群", "街道"),
        ("青石镇村(社区)工作群", "镇"),
        ("雾坪乡村组干部工作群", "乡"),
        ("东河村村务群", ""),
        ("城区社区工作群", ""),
        ("鱼市口市场商户通知群", None),
        ("乡村振兴学习群", None),
    ],
)
def test_a_group_tells_its_level(group: str, level: str | None) -> None:
    place = place_of(group)
    assert (place.letter if place else None) == level


def asked(
    sender: str, issuer: str | None, group: str, number: int = 1, before: Sequence[Earlier] = ()
) -> Earlier:
    """A notice of the thread, headed by an office, as it is stored: without its text."""
    message = said(sender, "", group, number)
    text = f"{issuer}:各村周五前报表" if issuer else "各村周五前报表"
    voice = voice_of(text, message, before, LEXICON)
    ask = Ask(kind=Kind.REPORT, title="表", issuer=issuer)
    return Earlier(message=message, reading=Reading(what=What.NOTICE, asks=(ask,), voice=voice))


def later(sender: str, group: str) -> Message:
    return said(sender, "明天下午把表交过来", group, 9)


def issuer_of(message: Message, *before: Earlier) -> str | None:
    return find_issuer(message.text, message, before, LEXICON)


def test_who_asked_for_an_office_before_keeps_it() -> None:
    before = asked("罗敏", "镇民政办", TOWN)
    assert issuer_of(later("罗敏", TOWN), before) == "镇民政办"
    assert issuer_of(later("韦芳", TOWN), before) is None


def test_what_was_passed_on_from_above_makes_nobody_its_office() -> None:
    assert issuer_of(later("罗敏", TOWN), asked("罗敏", "县民政局", TOWN)) is None
    forward = replace(said("罗敏", "各村周五前报表", TOWN), forwarded_from="应急办")
    assert voice_of(forward.text, forward, (), LEXICON) is None


def test_who_spoke_for_several_offices_is_of_none_of_them() -> None:
    first = asked("孔令娟", "镇民政办", TOWN)
    assert issuer_of(later("孔令娟", TOWN), first) == "镇民政办"
    second = asked("孔令娟", "镇应急办", TOWN, 2, before=(first,))
    assert issuer_of(later("孔令娟", TOWN), first, second) is None


@pytest.mark.parametrize("before", ["应急办岑小松", "应急办 岑小松", "岑小松(应急办)"])
def test_who_dropped_the_office_from_the_name_still_speaks_for_it(before: str) -> None:
    assert issuer_of(later("岑小松", TOWN), asked(before, None, TOWN)) == "镇应急办"


def test_an_office_in_the_text_goes_before_the_name() -> None:
    message = said("应急周", "", COUNTY)
    assert find_issuer("【县防汛办】今晚有暴雨", message, (), LEXICON) == "县防汛办"


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("转县水利局防溺水排查通知。请各村周五前报", "县水利局"),
        ("下半年征兵体检上站名单请各村再核一遍", "镇武装部"),
        ("应急民兵分队:雨衣、头灯检查一遍", "镇武装部"),
    ],
)
def test_what_is_asked_for_or_spoken_to_does_not_ask(text: str, issuer: str) -> None:
    assert issuer_of(said("武装部 雷部长", text, TOWN)) == issuer


def test_a_name_of_any_length_is_read_at_once() -> None:
    start = perf_counter()
    for name in ("应急" * 5000, "老" * 9000, "县水利" * 3000 + "站", "局办站所" * 3000):
        issuer_of(said(name, "明天报表", TOWN))
    assert perf_counter() - start < 2
