"""One case on the board: all that a coordinator may know of it, and what they can do now."""

from typing import Any

from aiohttp import web

from bot.domain.case import UNDECIDED, Band, Outcome
from bot.domain.review import Case
from bot.services.review import MOST_ROUNDS
from bot.web.pages.case_view import Opened, open_case, outcome_in
from bot.web.people import Rule
from bot.web.visit import Route, Visit
from bot.wording import board_cases as words
from bot.wording.cases import issuer_words, named, reason_words
from bot.wording.decisions import FIELDS, defaults
from bot.wording.histories import happened
from bot.wording.outcomes import BANDS
from bot.wording.sheets import (
    ASK_WHAT,
    END_WHY,
    FIRST_TIME,
    ORIGIN,
    consult_words,
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
    return visit.page("case.html", **_known(visit, found), **_acts(visit, found, outcome))


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
        "talk": words.talk(one.sheet.said),
        "issuer_said": issuer_words(case.issuer_said) if case.issuer_said else "",
        "decision": decision_lines(case.decision) if case.decision else (),
        "first_time": FIRST_TIME if case.final and case.state in UNDECIDED else "",
        "origin": ORIGIN,
        "past": [happened(row, member) for row, member in found.past],
        "next": (found.next.number, words.brief(found.next)) if found.next else None,
    }


def _acts(visit: Visit, found: Opened, outcome: Outcome | None) -> dict[str, Any]:
    case, office = found.dossier.sheet.case, visit.board.office
    able = verbs(found.dossier)
    return {
        "able": able,
        "version": case.version,
        "outcomes": words.outcomes(),
        "outcome": outcome if "decide" in able else None,
        "offered": offered(visit, case, outcome) if outcome else {},
        "feedback_how": words.feedback_how(outcome) if outcome else "",
        "may_ask": case.asked < MOST_ROUNDS,
        "may_consult": case.consulted < MOST_ROUNDS,
        "ask_what": ASK_WHAT,
        "end_why": END_WHY,
        "consult": consult_words(reason_words(case, office.reasons)).split("\n"),
        "others": [(one.number, words.brief(one)) for one in found.others],
    }


def offered(visit: Visit, case: Case, outcome: Outcome) -> dict[str, tuple[str, ...]]:
    """Words that may be used as they are, for each field of a decision."""
    reasons = visit.board.office.reasons
    return {field: defaults(field, case, outcome, reasons) for field in FIELDS}


ROUTES = (Route("GET", r"/cases/{number:\d+}", case, Rule.COORDINATOR),)
