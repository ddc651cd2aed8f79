"""Cases of an issuer's contact's own unit: what is asked of it, and one of them."""

from datetime import datetime
from typing import NamedTuple

from aiohttp import web

from bot.domain.case import Refusal
from bot.domain.correction import Correction
from bot.domain.request import Request, Source
from bot.services.answering import (
    LOOKED_BACK,
    Record,
    joinable,
    notices_for,
    read_record,
    read_records,
)
from bot.services.office import Office
from bot.services.unjoining import joining_of
from bot.storage.cases import find_number
from bot.storage.connection import Snapshot
from bot.web.people import Rule
from bot.web.problem import Problem
from bot.web.visit import Route, Visit
from bot.wording import board_records as words
from bot.wording.board_cases import places
from bot.wording.cases import issuer_words, named, reason_words
from bot.wording.records import (
    DID_HOW,
    NONE,
    PART,
    RELAYED,
    WHY_HOW,
    awaited_first,
    is_relayed,
    stands,
    verbs,
)
from bot.wording.sheets import ROUTINE, decision_lines, request_words

OFFERED = 50
_SHOWN = 100


def records_of(snapshot: Snapshot, office: Office, member: int) -> list[Record]:
    """All that a contact's unit was asked or decided about, what waits for it first."""
    return awaited_first(read_records(snapshot, office, member))


def record_with(snapshot: Snapshot, office: Office, number: int, member: int) -> Record:
    """The case with a number, of a contact's own unit. Raises Problem: no other is there."""
    case = find_number(snapshot, number)
    found = read_record(snapshot, office, case.id, member) if case else Refusal.UNKNOWN
    if isinstance(found, Refusal):
        raise Problem(404)
    return found


async def records(visit: Visit) -> web.Response:
    """本单位意见: what waits for the unit first."""
    found = await visit.read(records_of, visit.board.office, visit.me.member.id)
    return visit.page(
        "records.html", rows=words.rows(found[:_SHOWN]), more=len(found[_SHOWN:]), empty=NONE,
        units=visit.me.units,
    )  # fmt: skip


class _Opened(NamedTuple):
    record: Record
    sources: list[tuple[Source, datetime]]
    others: tuple[Request, ...]
    joining: Correction | None


def _open(snapshot: Snapshot, office: Office, number: int, member: int, now: datetime) -> _Opened:
    found = record_with(snapshot, office, number, member)
    sources = notices_for(snapshot, found.request.id, member)
    others: tuple[Request, ...] = ()
    if "join" in verbs(found)[0]:
        others = joinable(snapshot, office, found.case.id, member, now - LOOKED_BACK)
    joining = joining_of(snapshot, office, found.request, member)
    return _Opened(found, sources, others[:OFFERED], joining)


async def record(visit: Visit) -> web.Response:
    """One of them: request and reason, no number, no words of people; and what can be done."""
    board, now = visit.board, visit.board.now()
    number, me = visit.number("number"), visit.me.member.id
    found, sources, others, joining = await visit.read(_open, board.office, number, me, now)
    case, reason = found.case, board.office.reasons.get(found.case.reason)
    changes, says = verbs(found)
    return visit.page(
        "record.html",
        title=named(case),
        number=case.number,
        state=stands(found),
        request=request_words(found.request, now),
        places=places(sources, board.link),
        reason=reason_words(case, board.office.reasons),
        basis=reason.basis if reason else (),
        said=issuer_words(case.issuer_said) if case.issuer_said else "",
        decision=decision_lines(case.decision) if case.decision else (),
        routine=ROUTINE,
        relayed=RELAYED if is_relayed(found) else "",
        able={**says, **changes},
        others=words.choices(others, now),
        joining=joining,
        part=PART,
        why_how=WHY_HOW,
        did_how=DID_HOW,
    )


ROUTES = (
    Route("GET", "/records", records, Rule.CONTACT),
    Route("GET", r"/records/{number:\d+}", record, Rule.CONTACT),
)
