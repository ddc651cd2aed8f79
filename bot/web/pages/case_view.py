"""A case on the board: what is read for its page, and what its acts have in common."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from aiohttp import web

from bot.domain.case import Outcome, Rank, Refusal
from bot.domain.people import Member
from bot.domain.request import Request
from bot.domain.review import Case
from bot.reading.wishes import time_in
from bot.services.browsing import LATELY
from bot.services.deciding import is_heard
from bot.services.docket import groups_of
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
from bot.services.urgency import Pressing, is_to_do
from bot.storage.cases import find_number
from bot.storage.connection import Snapshot
from bot.storage.history import Happening
from bot.storage.mentions import core_of
from bot.storage.overview import Shelf, Sight, Wanted, page_of
from bot.storage.people import member_by_id
from bot.storage.posts import posts
from bot.storage.requests import requests_plain
from bot.web.problem import Problem
from bot.web.visit import Visit
from bot.wording import board_cases as words
from bot.wording.cases import named, refused
from bot.wording.sheets import decision_lines, stands, verbs

Past = tuple[tuple[Happening, Member | None], ...]
_JOINABLE, _RIVALS = 100, 100
ABOUT_LONGEST = 100
"""Letters of what a decision names: a time, another request, or a department."""


class Opened(NamedTuple):
    """A case as its page shows it; ``others`` are those it can be joined to.

    ``notice`` is the text of the first notice as it is kept, ``rivals`` are what else is
    asked there, ``heard``: whether the issuer has a contact, ``upper`` who may ask one to be it.
    """

    dossier: Dossier
    past: Past
    others: tuple[Case, ...]
    next: Case | None
    notice: str
    rivals: tuple[Request, ...]
    heard: bool
    upper: tuple[Member, ...]


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
    told = {post.member for post in posts(snapshot) if post.rank is Rank.UPPER}
    return Opened(
        dossier=found, past=past, others=others, next=waits,
        notice=core_of(snapshot, case.request) if found.sources else "",
        rivals=rivals(snapshot, case, member, now) if "decide" in verbs(found) else (),
        heard=is_heard(snapshot, office, found.sheet.case),
        upper=tuple(one for ident in told if (one := member_by_id(snapshot, ident))),
    )  # fmt: skip


def rivals(snapshot: Snapshot, case: Case, member: int, now: datetime) -> tuple[Request, ...]:
    """What else is asked for in their groups, to be merged with; the newest first."""
    sight = Sight(tuple(one.chat for one in groups_of(snapshot, member)))
    wanted = Wanted(shelf=Shelf.OPEN, now=now, until=now, lately=now - LATELY)
    idents = page_of(snapshot, sight, wanted, 0, _RIVALS)
    others = [one for one in requests_plain(snapshot, idents) if one.id != case.request]
    return tuple(sight.of(one) for one in others if one.title)


def time_typed(visit: Visit, text: str) -> datetime | None:
    """The time that words name: 下周五下班前."""
    board = visit.board
    times = time_in(text[:ABOUT_LONGEST], board.now(), board.calendar, board.office.work.clock)
    return times.deadline or times.starts_at


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
    theirs = [one.case for one in queue if is_to_do(one, member)]
    at = next((index for index, one in enumerate(theirs) if one.id == case), None)
    if at is None:
        return theirs[0] if theirs else None
    others = [*theirs[at + 1 :], *theirs[:at]]
    return others[0] if others else None


def joinable(
    snapshot: Snapshot, office: Office, case: Case, member: int, number: int
) -> Case | None:
    """The case with a number, if another one can be joined to it."""
    others = others_to_join(snapshot, office, case, member)
    return next((one for one in others if one.number == number), None)


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
