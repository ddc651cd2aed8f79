"""The unit that a member stands for, as an admin of their group puts it right."""

from datetime import datetime
from typing import NamedTuple

from bot.domain.correction import Correction, Fix
from bot.domain.people import Member, Presence
from bot.reading.speaker.units import unit_in
from bot.services.corrections import is_overtaken, undo
from bot.services.editing import Desk, Edit
from bot.storage.cards import mark_card_stale
from bot.storage.cells import row_of
from bot.storage.connection import Snapshot, Tx
from bot.storage.people import member_by_id, members_in


def correct_unit(tx: Tx, desk: Desk, member: Member, unit: str | None) -> int | None:
    """They stand for ``unit`` in the desk's group; None goes back to what their nickname names.

    The correction's id; None where that was so already.
    """
    edit = Edit(tx, desk)
    known, told = unit or unit_in(member.name), int(unit is not None)
    edit.set("presence", row_of(member.id, desk.chat), unit=known, told=told)
    made = edit.keep(Fix.UNIT, ref_of(member.id), unit, (None, 0))
    if made is not None:
        _show(tx, member)
    return made


def join_units(tx: Tx, desk: Desk, group: Presence, old: str, new: str) -> list[Member]:
    """Whoever stands for ``old`` in the desk's group stands for ``new``; a correction for each."""
    found = [one for one, where in members_in(tx, group) if where.unit == old and old != new]
    return [one for one in found if correct_unit(tx, desk, one, new) is not None]


class TakenBack(NamedTuple):
    """What came of undoing; ``later`` must be undone first, ``overtaken`` by their own word."""

    later: Correction | None = None
    overtaken: bool = False


def take_unit_back(tx: Tx, made: Correction, now: datetime, by: int) -> TakenBack:
    """Undo a correction of a unit, unless they named one themselves since."""
    overtaken = made.undone_at is None and is_overtaken(tx, made)
    later = undo(tx, made, now, by)
    member = member_of(tx, made.ref)
    if member and later is None:
        _show(tx, member)
    return TakenBack(later, overtaken)


def _show(tx: Tx, member: Member) -> None:
    """Their card names the unit, and lists what it owes."""
    if member.private:
        mark_card_stale(tx, member.private)


def member_of(snapshot: Snapshot, ref: str) -> Member | None:
    """The member whom a correction is about."""
    return member_by_id(snapshot, int(ref[1:]))


def ref_of(member: int) -> str:
    """How a correction names the member it is about."""
    return f"u{member}"
