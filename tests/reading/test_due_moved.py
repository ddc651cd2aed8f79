"""Whose deadline a correction moves, and what becomes of those of the others."""

from datetime import datetime

import pytest

from bot.app import knowledge
from bot.config import Config
from bot.domain.message import SHANGHAI, Message
from bot.domain.reading import DueFor
from bot.reading.reader import read
from bot.reading.thread.due_moved import apart_from_all, moved_for, part_moved

_NOW = datetime(2026, 3, 12, 9, 0, tzinfo=SHANGHAI)
_KNOWN = knowledge(Config())


def _due(told: str) -> tuple[DueFor, ...]:
    """13 东河村、西河村; 16 其他村: days of March."""
    parts = [one.split() for one in told.split(";") if one]
    return tuple(
        DueFor(whose=whose, at=datetime(2026, 3, int(day), 18, tzinfo=SHANGHAI))
        for day, whose in parts
    )


def _told(due: tuple[DueFor, ...]) -> str:
    return ";".join(f"{one.at.day} {one.whose}" for one in due)


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("更正:其他村改为17日前", "17 其他村"),
        ("更正:残疾人花名册其他村改为3月17日前报", "17 其他村"),
        ("更正:石桥村、河湾村的时限改到17日下班前", "17 石桥村、河湾村"),
        ("更正:河湾村延到18日,其他村不变", "18 河湾村"),
        ("更正:其他村改为17日前,河湾村改为15日前", "17 其他村;15 河湾村"),
        ("更正:东河村的低保名单改为3月16日前报", "16 东河村"),
        ("更正:其余各村的花名册推迟到3月18日", "18 其余各村"),
        ("摸底表马鞍村可以3月16日中午12点前交", "16 马鞍村"),
        ("特困人员台账石桥村、河湾村可以下周三下班前交", "18 石桥村、河湾村"),
        ("整改报告东湖社区可以16日前报", "16 东湖社区"),
        ("更正:时限改为17日前", ""),
        ("更正:残疾人花名册改为3月17日前报", ""),
    ],
)
def test_a_correction_tells_whose_time_it_moves(text: str, whose: str) -> None:
    message = Message(
        group="柳河镇村居工作群", number=1, sent_at=_NOW, sender="民政办-小陈", text=text
    )
    (ask,) = read(message, _NOW, (), *_KNOWN).asks
    assert _told(ask.times.only_for) == whose


@pytest.mark.parametrize(
    ("moved", "after"),
    [
        ("17 其他村", "13 东河村、西河村;17 其他村"),
        ("17 其余各村", "13 东河村、西河村;17 其他村"),
        ("14 西河村", "13 东河村;14 西河村;16 其他村"),
        ("14 名单西河村", "13 东河村;14 西河村;16 其他村"),
        ("14 东河村、西河村", "14 东河村、西河村;16 其他村"),
        ("14 东河村、西河村;17 其他村", "14 东河村、西河村;17 其他村"),
        ("18 石桥村", "13 东河村、西河村;18 石桥村;16 其他村"),
        ("13 其他村", ""),
        ("17 各村", ""),
    ],
)
def test_only_those_who_are_named_are_due_at_another_time(moved: str, after: str) -> None:
    assert _told(moved_for(_due("13 东河村、西河村;16 其他村"), _due(moved))) == after


@pytest.mark.parametrize(
    ("core", "moved", "after"),
    [
        ("请各村13日前报名单", "16 东河村", "16 东河村;13 其他"),
        ("请东河村13日前报名单", "16 东河村", ""),
        ("请各村13日前报名单,东河村要重点报", "16 东河村", ""),
        ("请各村13日前报名单", "16 其他村", ""),
        ("请各村13日前报名单", "16 各村", ""),
        ("请各村13日前报名单", "13 东河村", ""),
    ],
)
def test_of_one_deadline_for_all_some_are_taken_out(core: str, moved: str, after: str) -> None:
    (at,) = _due("13 其他")
    assert _told(apart_from_all(core, at.at, _due(moved))) == after


@pytest.mark.parametrize(
    ("known", "said", "after"),
    [
        ("", "鉴定表提前到12日", "12 履职鉴定表;13 其他"),
        ("12 履职鉴定表;13 其他", "鉴定表改到11日", "12 履职鉴定表;13 其他"),
        ("14 履职鉴定表;13 其他", "名单提前到12日", "12 流动党员名单;14 履职鉴定表"),
        ("12 履职鉴定表;13 其他", "名单提前到12日", ""),
        ("12 东河村;13 其他", "鉴定表提前到12日", ""),
        ("", "时间提前到12日", ""),
    ],
)
def test_a_paper_is_moved_beside_what_was_moved_before(known: str, said: str, after: str) -> None:
    (rest, at) = (one.at for one in _due("13 其他;12 它"))
    moved = part_moved("流动党员名单、履职鉴定表", "", said, rest, _due(known), at)
    assert _told(moved) == after
