"""One case on the board: all that a coordinator may know of it, and what they can do now."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.domain.case import UNDECIDED, Band, Outcome
from bot.domain.review import Case
from bot.services.review import MOST_ROUNDS
from bot.web.pages.case_view import Opened, open_case, outcome_in
from bot.web.people import Rule
from bot.web.visit import Route, Visit
from bot.wording import board_cases as words
from bot.wording.cases import UNTOLD, issuer_words, named, reason_words
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


async def case(visit: Visit) -> web.Response:
    """A case; with an outcome chosen, the form to decide it so."""
    board, number = visit.board, visit.number("number")
    found = await visit.read(open_case, board.office, number, visit.me.member.id, board.now())
    outcome = outcome_in(visit.asked.text("outcome"))
    return _page(visit, found, outcome)


async def written_again(
    visit: Visit, number: int, outcome: Outcome, typed: Mapping[str, str], why: str = ""
) -> web.Response:
    """The same with the form as it was filled in; ``why`` it could not be taken."""
    board = visit.board
    found = await visit.read(open_case, board.office, number, visit.me.member.id, board.now())
    return _page(visit, found, outcome, typed, why)


def _page(
    visit: Visit,
    found: Opened,
    outcome: Outcome | None,
    typed: Mapping[str, str] | None = None,
    why: str = "",
) -> web.Response:
    return visit.page(
        "case.html",
        status=400 if why else 200,
        live=typed is None,
        why=why,
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
        "untold": UNTOLD,
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
        return {"offered": {}, "given": {}, "feedback_how": "", "about": None, "rivals": ()}
    may = offered(visit, found.dossier.sheet.case, outcome)
    first = {field: may[field][0] if may[field] else "" for field in FIELDS}
    basis = typed.get("basis", "")
    picked = may["basis"].index(basis) if basis in may["basis"] else 0
    own = "" if basis in may["basis"] else basis
    given = {**first, "about": "", **typed, "basis": own, "picked": picked}
    return {
        "offered": may,
        "given": given,
        "feedback_how": words.feedback_how(outcome),
        "about": ABOUT.get(outcome),
        "rivals": found.rivals if outcome is Outcome.MERGE else (),
    }


def offered(visit: Visit, case: Case, outcome: Outcome) -> dict[str, tuple[str, ...]]:
    """Words that may be used as they are, for each field of a decision."""
    reasons = visit.board.office.reasons
    return {field: defaults(field, case, outcome, reasons) for field in FIELDS}


ROUTES = (Route("GET", r"/cases/{number:\d+}", case, Rule.COORDINATOR),)
