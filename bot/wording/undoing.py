"""Corrections to take back: what each one changed."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.boundary import Button, Outgoing
from bot.domain.correction import Change, Correction, Fix
from bot.domain.message import SHANGHAI
from bot.domain.reading import Kind
from bot.wording import dates
from bot.wording.corrections import KINDS, NAMES, TITLE_SHOWN, UNDO, undo_button
from bot.wording.text import isolated, shorten

_OLDER = "更早的"


def undo_which(found: Sequence[tuple[Correction, str]], *, older: bool) -> Outgoing:
    """Corrections, newest first, to take one back; the way to ``older`` ones, if there are."""
    lines, rows = ["要撤销哪一次?"], []
    for index, (one, named) in enumerate(found, 1):
        detail = detail_of(one)
        what = f"{NAMES[one.fix]} {detail}" if detail else NAMES[one.fix]
        lines.append(f"{index}. {dates.stamp(one.at)} {what}:{named}")
        rows.append(undo_button(f"{UNDO} {index}", one.id))
    if older:
        rows.append((Button(label=_OLDER, data=f"fix:older:{found[-1][0].id}"),))
    return Outgoing(plain="\n".join(lines), buttons=tuple(rows))


def joined(title: str, into: str) -> str:
    """Which line was merged into which."""
    one, other = (isolated(shorten(each, TITLE_SHOWN)) for each in (title, into))
    return f"「{one}」并进「{other}」"


SHOWN_COLUMNS = {
    Fix.TITLE: ("title",),
    Fix.ISSUER: ("issuer",),
    Fix.ALIAS: ("issuer",),
    Fix.KIND: ("kind",),
    Fix.DEADLINE: ("deadline", "starts_at"),
}


def detail_of(correction: Correction) -> str:
    """What a correction made of what: 「名单」 → 「低保名单」; "" where no word tells it."""
    columns = SHOWN_COLUMNS.get(correction.fix, ())
    found = [one for one in correction.changes if one.cell.column in columns]
    # A name that is read as another one changes many requests in the same way.
    said = (f"{_value(one, one.before)} → {_value(one, one.after)}" for one in found)
    return ";".join(dict.fromkeys(said))


def _value(change: Change, value: object) -> str:
    if value is None:
        return "无"
    if change.cell.column == "kind":
        return KINDS.get(Kind(str(value)), str(value))
    if isinstance(value, int):
        return dates.compact_deadline(datetime.fromtimestamp(value, SHANGHAI))
    return f"「{shorten(str(value), 40)}」"
