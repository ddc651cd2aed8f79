"""The unit that a member stands for, as an admin of their group puts it right."""

from bot.domain.correction import Fix
from bot.domain.people import Member
from bot.reading.units import unit_in
from bot.services.editing import Desk, Edit
from bot.storage.cells import row_of
from bot.storage.connection import Snapshot, Tx
from bot.storage.people import member_by_id


def correct_unit(tx: Tx, desk: Desk, member: Member, unit: str | None) -> int | None:
    """They stand for ``unit`` in the desk's group; None goes back to what their nickname names.

    The correction's id; None where that was so already.
    """
    edit = Edit(tx, desk)
    known, told = unit or unit_in(member.name), int(unit is not None)
    edit.set("presence", row_of(member.id, desk.chat), unit=known, told=told)
    return edit.keep(Fix.UNIT, ref_of(member.id), unit, (None, 0))


def member_of(snapshot: Snapshot, ref: str) -> Member | None:
    """The member whom a correction is about."""
    return member_by_id(snapshot, int(ref[1:]))


def ref_of(member: int) -> str:
    """How a correction names the member it is about."""
    return f"u{member}"
