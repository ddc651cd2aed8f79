"""A case is decided on the board: written, looked at as each will read it, and then it counts."""

from typing import NamedTuple

from aiohttp import web

from bot.domain.case import Refusal
from bot.domain.review import Case, Decision, Move
from bot.services import deciding
from bot.services.deciding import Foresight
from bot.services.notifying import reaches_issuer
from bot.storage.connection import Tx
from bot.web.pages.case import offered
from bot.web.pages.case_acts import LONGEST
from bot.web.pages.case_view import outcome_in, stopped, visible
from bot.web.people import Rule
from bot.web.problem import Problem
from bot.web.visit import Route, Visit
from bot.wording import board_cases as words
from bot.wording.cases import named, refused
from bot.wording.decisions import FIELDS, NAMES, decided

_TO_WRITE = (Refusal.INCOMPLETE, Refusal.TOO_LONG)


class _Draft(NamedTuple):
    """A decision as it was typed."""

    decision: Decision
    version: int

    @property
    def typed(self) -> list[tuple[str, str]]:
        """What is in it, by the names of its fields."""
        return [(NAMES[field], getattr(self.decision, field)) for field in FIELDS]


def _draft(visit: Visit, case: Case) -> _Draft:
    """What the form says. A basis of one's own stands for those that can be picked."""
    outcome = outcome_in(visit.form.text("outcome"))
    if outcome is None:
        raise Problem(400)
    given = {field: visit.form.text(field, LONGEST) for field in FIELDS}
    picked = visit.form.text("picked", 3)
    if not given["basis"] and picked:
        given["basis"] = dict(enumerate(offered(visit, case, outcome)["basis"], 1)).get(
            visit.form.number("picked"), ""
        )
    return _Draft(Decision(outcome=outcome, **given), visit.form.number("version"))


async def look(visit: Visit) -> web.Response:
    """What each will read of it. Nothing is decided by looking."""
    number, me, office = visit.number("number"), visit.me.member.id, visit.board.office
    case = await visit.read(visible, office, number, me)
    draft = _draft(visit, case)
    found = await visit.read(deciding.foresee, office, case.id, draft.version, me, draft.decision)
    if isinstance(found, Refusal) and found not in _TO_WRITE:
        return await stopped(visit, number, found, draft.typed)
    return _shown(visit, case, draft, found)


def _shown(visit: Visit, case: Case, draft: _Draft, found: Foresight | Refusal) -> web.Response:
    why, reasons = "", visit.board.office.reasons
    if isinstance(found, Refusal):
        why = words.NOT_ALL if found is Refusal.INCOMPLETE else refused(found)
    seen = found if isinstance(found, Foresight) else None
    return visit.page(
        "case_decide.html",
        status=400 if why else 200,
        title=named(case),
        number=case.number,
        version=draft.version,
        why=why,
        outcome=draft.decision.outcome,
        outcome_words=words.outcome(draft.decision.outcome),
        feedback_how=words.feedback_how(draft.decision.outcome),
        given=seen.decision if seen else draft.decision,
        offered=offered(visit, case, draft.decision.outcome),
        flaggers=words.seen_by_flaggers(seen) if seen else (),
        groups=list(words.seen_by_groups(seen)) if seen else (),
        issuer=words.seen_by_issuer(seen, reasons) if seen else (),
    )


async def decide(visit: Visit) -> web.Response:
    """It is decided, unless somebody else was faster."""
    number, me, now = visit.number("number"), visit.me.member.id, visit.board.now()
    office = visit.board.office
    case = await visit.read(visible, office, number, me)
    draft = _draft(visit, case)

    def work(tx: Tx) -> Move:
        visible(tx, office, number, me)
        return deciding.decide(tx, office, case.id, draft.version, me, draft.decision, now)

    moved = await visit.act(work)
    if moved.refusal in _TO_WRITE:
        return _shown(visit, case, draft, moved.refusal)
    if moved.refusal:
        return await stopped(visit, number, moved.refusal, draft.typed)
    heard = await visit.read(reaches_issuer, moved)
    return visit.back(f"/cases/{number}", decided(draft.decision.outcome, heard=heard))


ROUTES = (
    Route("POST", r"/cases/{number:\d+}/decide/look", look, Rule.COORDINATOR),
    Route("POST", r"/cases/{number:\d+}/decide", decide, Rule.COORDINATOR),
)
