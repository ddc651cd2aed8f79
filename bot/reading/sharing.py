"""What two requests for the same data have in common, and what each wants besides."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.reading.columns import listed_columns
from bot.reading.likeness import Features
from bot.reading.normalise import normalise

_LIST = re.compile("名单|名册|花名|人员清单")
# Of a list that ends in 等信息, or of what is handed in: no column by itself.
_VAGUE = re.compile(
    "信息|情况|数据|数字|资料|材料|工作|统计|动态|结果|说明|明细|表格|报表|清单|台账"
)
# What stands before the bare word of a column, back to where its item begins: 接种证编号.
_ITEM = (
    r"(?:(?<=[(,、;:和与及填含写报要附明括])|(?<=^))"
    r"(?!注明|写明|包括|含|填|要)(?:(?![和及与等没未有收发])[一-龥]){0,6}?"
)
_COPY = "(?:照片?|复印件|扫描件|截图)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Of two requests, what both want ("" where no table knows it), and the columns that both, or
    only the first, or only the second one names, as it says them.
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
        first_only=_only(first, second),
        second_only=_only(second, first),
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


def _only(mine: tuple[str, Features], other: tuple[str, Features]) -> tuple[str, ...]:
    """Columns of one alone, those that no table knows after the others.

    电话 is no other column than 联系电话.
    """
    columns, theirs = mine[1].columns, other[1]
    named = _named(
        mine,
        [one for one in columns if one not in theirs.columns and columns[one] not in theirs.plain],
    )
    plain, far = normalise(mine[0]).text, normalise(other[0]).text
    unknown = [one for one in listed_columns(plain, _words(mine[1])) if one not in far]
    return tuple(sorted((*named, *unknown), key=plain.find))


def _words(own: Features) -> frozenset[str]:
    return frozenset(one for one in own.columns.values() if len(one) > 1)


def _named(mine: tuple[str, Features], columns: Iterable[str]) -> tuple[str, ...]:
    """Columns as they stand in a text, in its order."""
    plain = normalise(mine[0]).text
    written = sorted((mine[1].columns[one] for one in columns), key=plain.find)
    spans = [_as_said(plain, one) for one in written if len(one) > 1 and not _LIST.search(one)]
    # 户主签字照片 is no 户主签字.
    whole = [one for one in spans if not any(_is_part(one, other) for other in spans)]
    said = dict.fromkeys(plain[start:end] for start, end in whole)
    return tuple(one for one in said if not _VAGUE.fullmatch(one))


def _is_part(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def _as_said(plain: str, column: str) -> tuple[int, int]:
    found = re.search(_ITEM + re.escape(column) + _COPY, plain)
    start = plain.find(column)
    return found.span() if found else (start, start + len(column))
