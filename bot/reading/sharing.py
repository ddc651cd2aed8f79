"""What two requests for the same data have in common, and what each wants besides."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.reading.likeness import Features
from bot.reading.normalise import normalise

_LIST = re.compile("名单|名册|花名|人员清单")
# What stands before the bare word of a column, back to where its item begins: 接种证编号.
_ITEM = r"(?:(?<=[,、;:和与及填含写报要附明括])|(?<=^))(?!注明|写明|包括|含|填)[一-龥]{0,6}?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Of two requests, what both want ("" where no table knows it), and the columns that both, or
    only the first, or only the second one names.
    """

    what: str
    both: tuple[str, ...]
    first_only: tuple[str, ...]
    second_only: tuple[str, ...]

    @property
    def turned(self) -> "Shared":
        """The same of the second and the first."""
        return Shared(
            what=self.what,
            both=self.both,
            first_only=self.second_only,
            second_only=self.first_only,
        )


def shared(first: tuple[str, Features], second: tuple[str, Features]) -> Shared:
    """What two requests, each its text with its fields, have in common."""
    mine, theirs = first[1], second[1]
    people = all(_LIST.search(one.plain) for one in (mine, theirs))
    subject = _subject(mine, theirs)
    return Shared(
        what=subject and f"{subject}{'名单' if people else '数据'}",
        both=_named(first, [one for one in mine.columns if one in theirs.columns]),
        first_only=_only(first, theirs),
        second_only=_only(second, mine),
    )


def _subject(mine: Features, theirs: Features) -> str:
    """The subject of both that tells most, under a name that one of them uses itself.

    What their lists are of (儿童名单) goes before what they are for (入学).
    """
    both = {
        name: (_is_listed(name, mine) + _is_listed(name, theirs), told + theirs.subjects[name])
        for name, told in mine.subjects.items()
        if name in theirs.subjects and (name in mine.plain or name in theirs.plain)
    }
    return max(sorted(both), key=lambda name: both[name], default="")


def _is_listed(name: str, one: Features) -> bool:
    return bool(re.search(re.escape(one.spelled[name]) + "(?:名单|名册|花名|台账|清单)", one.plain))


def _only(mine: tuple[str, Features], theirs: Features) -> tuple[str, ...]:
    """Columns of one alone; 电话 is no other column than 联系电话."""
    columns = mine[1].columns
    return _named(
        mine,
        [one for one in columns if one not in theirs.columns and columns[one] not in theirs.plain],
    )


def _named(mine: tuple[str, Features], columns: Iterable[str]) -> tuple[str, ...]:
    """Columns as they stand in a text, in its order."""
    plain = normalise(mine[0]).text
    written = sorted((mine[1].columns[one] for one in columns), key=plain.find)
    found = [_as_said(plain, one) for one in written if len(one) > 1 and not _LIST.search(one)]
    return tuple(dict.fromkeys(found))


def _as_said(plain: str, column: str) -> str:
    found = re.search(_ITEM + re.escape(column), plain)
    return found[0] if found else column
