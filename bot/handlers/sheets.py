"""A case opened for its reviewer, and shown again after what they did or could not do."""

import re
from typing import NamedTuple

from bot.domain.boundary import Outgoing
from bot.domain.case import Refusal
from bot.domain.review import Case, Move
from bot.handlers.answers import Call
from bot.handlers.context import Context
from bot.handlers.office import tell_others
from bot.services.dossier import dossier, was_another
from bot.storage.cases import find_number
from bot.storage.connection import Snapshot, Tx
from bot.storage.posts import post_of
from bot.wording import cases as words
from bot.wording.sheets import sheet

_ABOUT = re.compile(r"([0-9]{1,9})(?::([0-9]{1,9}))?(?::([0-9a-z_]{1,12}))?", re.ASCII)
_NUMBER = re.compile(r"\D{0,3}([0-9]{1,9})", re.ASCII)
_NOT_TOLD = (Refusal.OWN_UNIT, Refusal.NOT_YOURS)


class Seen(NamedTuple):
    """A case as it is now, the version somebody saw, and what else their press says."""

    case: Case
    version: int
    more: str = ""


def seen_in(snapshot: Snapshot, about: str) -> Seen | None:
    """What a press is about; what it says can be made up."""
    found = _ABOUT.fullmatch(about)
    case = find_number(snapshot, int(found[1])) if found else None
    if found is None or case is None:
        return None
    return Seen(case, int(found[2] or -1), found[3] or "")


def named_in(snapshot: Snapshot, text: str) -> Seen | None:
    """What a command is about, as it is now: 12, 第12号."""
    found = _NUMBER.match(text)
    case = find_number(snapshot, int(found[1])) if found else None
    return Seen(case, case.version) if case else None


def is_coordinator(snapshot: Snapshot, call: Call) -> bool:
    """Whether our table says so, asked at every press and word."""
    return post_of(snapshot, call.member.id) is not None


def opened(tx: Tx, context: Context, call: Call, case: int, head: str = "") -> list[Outgoing]:
    """The sheet of a case; nothing is told of one that is not theirs, not even why."""
    found = dossier(tx, context.office, case, call.member.id, context.now())
    if isinstance(found, Refusal):
        told = Refusal.UNKNOWN if found in _NOT_TOLD else found
        return [Outgoing(plain=words.refused(told))]
    return sheet(found, context.now(), context.link, head)


def after(
    tx: Tx, context: Context, call: Call, seen: Seen, moved: Move, said: str
) -> list[Outgoing]:
    """What became of an act: those concerned are told, and the case is shown as it is now."""
    if moved.refusal:
        return refused(tx, context, call, seen.case.id, moved.refusal)
    tell_others(tx, context, moved)
    return opened(tx, context, call, seen.case.id, said)


def refused(tx: Tx, context: Context, call: Call, case: int, refusal: Refusal) -> list[Outgoing]:
    """Why nothing was done, over the case as it is now."""
    why = words.refused(refusal)
    if refusal is Refusal.STALE and was_another(tx, case, call.member.id):
        why = words.BY_ANOTHER
    return opened(tx, context, call, case, why)
