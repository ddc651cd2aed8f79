"""One case on the board: all that a coordinator may know of it, and what they can do now."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.domain.case import UNDECIDED, Band, Outcome
from bot.domain.message import SHANGHAI
from bot.domain.review import Case
from bot.services.office import local_day
from bot.services.remedies import time_of
from bot.services.review import MOST_ROUNDS
from bot.web.pages.case_view import Opened, open_case, outcome_in
from bot.web.people import Rule
from bot.web.visit import Route, Visit
from bot.wording import board_cases as words
from bot.wording.cases import issuer_words, named, reason_words, untold_words
from bot.wording.decisions import ABOUT, FIELDS, defaults
from bot.wording.histories import happened
from bot.wording.outcomes import BANDS
from bot.wording.sheets import (
    ASK_WHAT,
    END_WHY,
    FIRST_TIME,
    ORIGIN,
    decision_lines,
    facts,
    request_words,
    stands,
    verbs,
)
from bot.wording.telling import ready


async def case(visit: Visit) -> web.Response:
    """A case; with an outcome chosen, the form to decide it so."""
    board, number = visit.board, visit.number("number")
    found = await visit.read(open_case, board.office, number, visit.me.member.id, board.now())
    outcome = outcome_in(visit.asked.text("outcome"))
    return _page(visit, found, outcome)


async def written_again(
    visit: Visit,
    number: int,
    outcome: Outcome,
    typed: Mapping[str, str],
    why: str = "",
    note: str = "",
) -> web.Response:
    """The same with the form as it was filled in; ``why`` it could not be taken."""
    board = visit.board
    found = await visit.read(open_case, board.office, number, visit.me.member.id, board.now())
    return _page(visit, found, outcome, typed, why, note)


def _page(
    visit: Visit,
    found: Opened,
    outcome: Outcome | None,
    typed: Mapping[str, str] | None = None,
    why: str = "",
    note: str = "",
) -> web.Response:
    return visit.page(
        "case.html",
        status=400 if why else 200,
        live=typed is None,
        why=why,
        note=note,
        **_known(visit, found),
        **_acts(visit, found, outcome),
        **_form(visit, found, outcome, typed or {}),
    )


def _known(visit: Visit, found: Opened) -> dict[str, Any]:
    one, now = found.dossier, visit.board.now()
    case = one.sheet.case
    return {
        "title": named(case),
        "number": case.number,
        "state": stands(one),
        "late": one.pressing.late,
        "request": request_words(one.request, now),
        "places": words.places(one.sources, visit.board.link),
        "reason": reason_words(case, visit.board.office.reasons),
        "basis": one.reason.basis if one.reason else (),
        "band": BANDS[case.band],
        "few": case.band is Band.FEW,
        "facts": tuple(facts(one)),
        "texts": one.sheet.texts,
        "talk": words.talk(one.sheet.said, mine=one.mine),
        "notice": found.notice,
        "issuer_said": issuer_words(case.issuer_said) if case.issuer_said else "",
        "decision": decision_lines(case.decision) if case.decision else (),
        "first_time": FIRST_TIME if case.final and case.state in UNDECIDED else "",
        "origin": ORIGIN,
        "past": [happened(row, member) for row, member in found.past],
        "next": (found.next.number, words.brief(found.next)) if found.next else None,
    }


def _acts(visit: Visit, found: Opened, outcome: Outcome | None) -> dict[str, Any]:
    case = found.dossier.sheet.case
    able = verbs(found.dossier)
    return {
        "able": able,
        "version": case.version,
        "outcomes": words.outcomes(),
        "outcome": outcome if "decide" in able else None,
        "may_ask": case.asked < MOST_ROUNDS,
        "may_consult": case.consulted < MOST_ROUNDS,
        "ask_what": ASK_WHAT,
        "untold": untold_words(case),
        "ready": ready(case, case.decision).split("\n") if case.decision else (),
        "end_why": END_WHY,
        "nobody": ""
        if found.heard
        else words.nobody_to_ask(found.upper, case.issuer or "", visit.me.member.id),
        "others": [(one.number, words.brief(one)) for one in found.others],
    }


def _form(
    visit: Visit, found: Opened, outcome: Outcome | None, typed: Mapping[str, str]
) -> dict[str, Any]:
    """What the form of a decision holds: what was typed, else words that may be used."""
    if outcome is None:
        return {
            "offered": {}, "given": {}, "feedback_how": "", "about": None, "rivals": (),
            "about_hint": "",
        }  # fmt: skip
    may = offered(visit, found.dossier.sheet.case, outcome)
    first = {field: may[field][0] if may[field] else "" for field in FIELDS}
    basis = typed.get("basis", "")
    picked = may["basis"].index(basis) if basis in may["basis"] else None
    own = "" if basis in may["basis"] else basis
    given = {**first, "about": "", **typed, "basis": own, "picked": picked}
    return {
        "offered": may,
        "given": given,
        "feedback_how": words.feedback_how(outcome),
        "about": ABOUT.get(outcome),
        "rivals": _choices(visit, found, outcome),
        "about_hint": words.HINTS.get(outcome, ""),
    }


def _choices(visit: Visit, found: Opened, outcome: Outcome) -> list[tuple[str, str]]:
    """What may be put into the field of what a decision names, each with a word on it."""
    now = visit.board.now()
    if outcome is Outcome.MERGE:
        return [(label, "") for label in dict.fromkeys(map(words.rival, found.rivals))]
    if outcome is not Outcome.EXTEND:
        return []
    old = time_of(found.dossier.request) or now
    later = [(count, visit.board.office.workdays_later(local_day(old), count)) for count in _MORE]
    return [
        (words.until(datetime.combine(day, old.astimezone(SHANGHAI).time(), SHANGHAI), now),
         words.more_days(count))
        for count, day in later
    ]  # fmt: skip


_MORE = (3, 5, 10)


def offered(visit: Visit, case: Case, outcome: Outcome) -> dict[str, tuple[str, ...]]:
    """Words that may be used as they are, for each field of a decision."""
    reasons = visit.board.office.reasons
    return {field: defaults(field, case, outcome, reasons) for field in FIELDS}


ROUTES = (Route("GET", r"/cases/{number:\d+}", case, Rule.COORDINATOR),)
