"""What a change of an event moves, where it names one time and no more: 推迟到15:30."""

import re
from dataclasses import replace
from datetime import datetime

from bot.domain.reading import Assumption, Kind, Times
from bot.reading.thread.objects import is_paper, named_in

HELD = frozenset({Kind.MEETING, Kind.INSPECTION})
_HANDED_IN = re.compile("报(?!告)|交(?!流)|发[我给到]|截止|回执|提交|反馈")


# News of what begins (停水) are of no deadline either.
_BEGINS = HELD | {Kind.INFO}


def of_its_start(times: Times, kind: Kind, starts: datetime | None, said: str) -> Times:
    """The times that a change ``said`` of an event of ``kind`` gives it, which ``starts`` then.

    A time of which no more is said is when it is held, not when a list of names is due for it.
    """
    due = times.deadline
    if starts is None or times.recurs or kind not in _BEGINS:
        return times
    if due is None and _moves_list(said):
        due, evidence = times.starts_at, times.starts_evidence
        return replace(
            times, deadline=due, deadline_evidence=evidence, starts_at=None, starts_evidence=None
        )
    told = times.starts_evidence
    if times.starts_at and told and told.assumption in _ENDS_HALF and told.text.endswith("上午"):
        times = replace(times, starts_at=_with_hour_of(times.starts_at, starts))
    if due is None or times.starts_at:
        return times
    if names_list(said):
        return times
    evidence = times.deadline_evidence
    if evidence and evidence.assumption in _ENDS_HALF:
        due = _with_hour_of(due, starts)
    return replace(
        times, deadline=None, deadline_evidence=None, starts_at=due, starts_evidence=evidence
    )


_ENDS_HALF = (Assumption.NOON, Assumption.END_OF_WORK)
_NO_HOUR, _NOON = (23, 59), 12


def _with_hour_of(day: datetime, before: datetime) -> datetime:
    """时间17号上午, of what was held at nine in the morning: at nine, else at no hour told."""
    same = (day.hour <= _NOON) == (before.hour < _NOON)
    hour, minute = (before.hour, before.minute) if same else _NO_HOUR
    return day.replace(hour=hour, minute=minute)


def _moves_list(said: str) -> bool:
    """参会名单推迟到下午5点: whether all that is named where a change moves is handed in."""
    moved = next((one for one in _CLAUSE.split(said) if _MOVES.search(one)), "")
    things = named_in(moved)
    return bool(things) and all(is_paper(one) for one in things)


_CLAUSE, _MOVES = re.compile(r"[,。;!?\n]"), re.compile("改[到在为成]|提前|延|推[迟后到]|缓")


def names_list(said: str) -> bool:
    """Whether normalised words speak of what is handed in for an event, and not of it itself."""
    return bool(_HANDED_IN.search(said)) or any(is_paper(one) for one in named_in(said))


def with_day_of_list(times: Times, before: Times) -> Times:
    """The times of a change, where the hour for a list of names is of the day that was told for it:
    点评会改下午2点半,名单还是15点前, of a meeting tomorrow and a list today.
    """
    due, was, told = times.deadline, before.deadline, times.deadline_evidence
    if not (due and was and told and times.starts_at and before.starts_at):
        return times
    if was.date() == before.starts_at.date() or _DAY.search(told.text):
        return times
    return replace(times, deadline=datetime.combine(was.date(), due.time(), due.tzinfo))


_DAY = re.compile("[日号周]|星期|礼拜|[今明后]|月")
