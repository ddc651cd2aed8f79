"""A case on the board: what is read for its page, and what its acts have in common."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from aiohttp import web

from bot.domain.case import WAITING, CaseState, Outcome, Refusal
from bot.domain.people import Member
from bot.domain.review import Case
from bot.services.dossier import (
    Dossier,
    dossier,
    others_to_join,
    past_of,
    urgent_queue,
    was_another,
)
from bot.services.office import Office
from bot.services.review import sheet
from bot.services.urgency import Pressing
from bot.storage.cases import find_number
from bot.storage.connection import Snapshot
from bot.storage.history import Happening
from bot.web.problem import Problem
from bot.web.visit import Visit
from bot.wording import board_cases as words
from bot.wording.cases import named, refused
from bot.wording.sheets import decision_lines, stands, verbs

Past = tuple[tuple[Happening, Member | None], ...]
_JOINABLE = 100


class Opened(NamedTuple):
    """A case as its page shows it; ``others`` are those it can be joined to."""

    dossier: Dossier
    past: Past
    others: tuple[Case, ...]
    next: Case | None


def open_case(
    snapshot: Snapshot, office: Office, number: int, member: int, now: datetime
) -> Opened:
    """All that the page of a case needs. Raises Problem when it is not theirs to see."""
    case = visible(snapshot, office, number, member)
    found, past = _known(snapshot, office, case, member, now)
    others: tuple[Case, ...] = ()
    if "into" in verbs(found):
        others = others_to_join(snapshot, office, case, member)[:_JOINABLE]
    waits = next_after(urgent_queue(snapshot, office, member, now), member, case.id)
    return Opened(found, past, others, waits)


def visible(snapshot: Snapshot, office: Office, number: int, member: int) -> Case:
    """The case with a number, for who may see it. Raises Problem: what is not theirs is not there.

    Who reviewed it first is told, as in the chat.
    """
    case = find_number(snapshot, number)
    found = sheet(snapshot, office, case.id, member) if case else Refusal.UNKNOWN
    if case is None or isinstance(found, Refusal):
        raise Problem(404, refused(found) if found is Refusal.SAME_REVIEWER else "")
    return case


def _known(
    snapshot: Snapshot, office: Office, case: Case, member: int, now: datetime
) -> tuple[Dossier, Past]:
    found = dossier(snapshot, office, case.id, member, now)
    past = past_of(snapshot, office, case.id, member)
    assert not isinstance(found, Refusal)
    assert not isinstance(past, Refusal)
    return found, past


def next_after(queue: Sequence[Pressing], member: int, case: int) -> Case | None:
    """What is to be done by them next after a case: then what was passed over."""
    theirs = [one.case for one in queue if is_to_do(one.case, member)]
    at = next((index for index, one in enumerate(theirs) if one.id == case), None)
    if at is None:
        return theirs[0] if theirs else None
    others = [*theirs[at + 1 :], *theirs[:at]]
    return others[0] if others else None


def is_to_do(case: Case, member: int) -> bool:
    """Whether a case waits for somebody to take it, or for the one who did."""
    mine = case.state is CaseState.CLAIMED and case.claimed_by == member
    return case.state in WAITING or mine


class Stopped(NamedTuple):
    """A case as it is when something came too late."""

    dossier: Dossier
    another: bool


def _stopped(
    snapshot: Snapshot, office: Office, number: int, member: int, now: datetime
) -> Stopped:
    case = visible(snapshot, office, number, member)
    found, _ = _known(snapshot, office, case, member, now)
    return Stopped(found, was_another(snapshot, case.id, member))


async def stopped(
    visit: Visit, number: int, refusal: Refusal, typed: Sequence[tuple[str, str]] = ()
) -> web.Response:
    """Nothing was done: why, how the case is now, and what was typed, to be copied."""
    board, me = visit.board, visit.me.member.id
    now = await visit.read(_stopped, board.office, number, me, board.now())
    case = now.dossier.sheet.case
    return visit.page(
        "stopped.html",
        status=409,
        title=named(case),
        said=words.changed(now.another, refusal),
        state=stands(now.dossier),
        lines=decision_lines(case.decision) if case.decision else (),
        typed=[(label, text) for label, text in typed if text],
        path=f"/cases/{number}",
    )


def outcome_in(text: str) -> Outcome | None:
    """The outcome of that name."""
    return Outcome(text) if text in set(Outcome) else None
