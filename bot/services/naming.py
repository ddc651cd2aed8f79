"""Names that a group's admins take for one issuer: another spelling of it, or who posts for it."""

from datetime import timedelta

from bot.domain.correction import Correction, Fix
from bot.reading.speaker.units import unit_named
from bot.services.corrections import LONGEST_ISSUER
from bot.services.editing import Desk, Edit
from bot.storage.aliases import aliases_for, asked_under, corrections_of
from bot.storage.connection import Snapshot, Tx
from bot.storage.requests import request_by_id

_MEMORY = timedelta(days=30)
"""How far back what is listed already is named anew."""
_SIGN = "a"


def name_alike(tx: Tx, desk: Desk, other: str, name: str) -> int | None:
    """From now on, and for what was asked lately, ``other`` is read as ``name``.

    The correction's id; None where that would say nothing, or go round in a circle.
    """
    other, name = cleaned(other), cleaned(name)
    name = aliases_for(tx, desk.chat).get(name, name)
    if not other or not name or other == name or aliases_for(tx, desk.chat).get(other) == name:
        return None
    edit = Edit(tx, desk)
    for ident in asked_under(tx, other, desk.chats, desk.now - _MEMORY):
        request = request_by_id(tx, ident)
        if request and request.issuer != name:
            edit.set("request", edit.own(request).id, issuer=name)
    return edit.keep_rule(Fix.ALIAS, ref_of(other), name)


def cleaned(words: str) -> str:
    """A name as it is kept."""
    return unit_named(words.encode("utf8", "ignore").decode("utf8"))[:LONGEST_ISSUER]


def aliases(snapshot: Snapshot, chat: int) -> list[tuple[str, Correction]]:
    """The names that a group's admins took for others, newest first."""
    return [(other_of(one), one) for one in corrections_of(snapshot, chat, Fix.ALIAS)]


def ref_of(other: str) -> str:
    """How a correction names the name it is about."""
    return _SIGN + other


def other_of(made: Correction) -> str:
    """The name that is read as another."""
    return made.ref.removeprefix(_SIGN)
