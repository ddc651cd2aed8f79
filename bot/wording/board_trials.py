"""What a change would make of a digest, line by line."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from bot.domain.digest import Digest, Line, Section
from bot.services.trying import SettingsTrial, Trial
from bot.wording import dates, digests
from bot.wording.admins import set_now

_SHOWN = 40
_SECTIONS = {
    Section.URGENT: "紧急",
    Section.CHANGED: "已撤回、更正",
    Section.CLOSED_TODAY: "已截止",
    Section.MEETINGS: "会议",
    Section.INSPECTIONS: "检查",
    Section.DUE_SOON: "近日到期",
    Section.DUE_LATER: "以后到期",
    Section.INFO: "知悉",
    Section.UNSURE: "拿不准",
}


class Row(NamedTuple):
    """One line of a digest that is not the same after; "" where it is not there."""

    before: str
    after: str


class Difference(NamedTuple):
    """Two digests beside each other; ``left`` counts the rows that are not shown."""

    about: str
    before: str
    after: str
    rows: tuple[Row, ...]
    left: int = 0


def difference(trial: Trial) -> Difference:
    """What is not the same in the second digest."""
    before, after = _lines(trial.before), _lines(trial.after)
    keys = [*before, *(key for key in after if key not in before)]
    rows = [
        Row(before.get(key, ""), after.get(key, ""))
        for key in keys
        if before.get(key) != after.get(key)
    ]
    return Difference(
        about="按最近一份一览的群消息试算,什么都没有改:",
        before=_sum(trial.before),
        after=_sum(trial.after),
        rows=tuple(rows[:_SHOWN]),
        left=max(0, len(rows) - _SHOWN),
    )


def _sum(digest: Digest) -> str:
    stretch = dates.stretch(digest.period.start, digest.period.end)
    return f"{stretch}:{digests.summary(digest)}"


def _lines(digest: Digest) -> Mapping[str, str]:
    return {
        line.key: _line(line, section, digest.period.end)
        for section, lines in digest.sections.items()
        for line in lines
    }


def _line(line: Line, section: Section, now: datetime) -> str:
    words = " · ".join((digests.title(line), *digests.labels(line)))
    at = digests.when(line, section, now)
    return f"{_SECTIONS[section]}:{f'{at} ' if at else ''}{words}"


def changes(found: SettingsTrial, now: datetime) -> tuple[tuple[str, str, str], ...]:
    """What would be set otherwise: its name, how it is, how it would be."""
    pairs = zip(set_now(found.change.before, now), set_now(found.change.after, now), strict=True)
    rows = [(name, was, willbe) for (name, was), (_, willbe) in pairs if was != willbe]
    if rows:
        upcoming = (found.next_before, found.next_after)
        was, willbe = (dates.moment_words(at, now) for at in upcoming)
        rows.append(("下一份一览", was, willbe))
    return tuple(rows)
