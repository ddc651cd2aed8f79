"""A case is decided on the board: written, looked at as each will read it, and then it counts."""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from aiohttp import web

from bot.domain.case import Outcome, Refusal
from bot.domain.review import Case, Decision, Move
from bot.services import deciding
from bot.services.foreseeing import Foresight, foresee
from bot.services.notifying import reaches_issuer
from bot.services.remedies import time_of
from bot.storage.connection import Snapshot, Tx
from bot.storage.requests import request_by_id
from bot.web.pages.case import offered, written_again
from bot.web.pages.case_acts import LONGEST
from bot.web.pages.case_view import (
    ABOUT_LONGEST,
    outcome_in,
    rivals,
    stopped,
    time_typed,
    visible,
)
from bot.web.people import Rule
from bot.web.problem import Problem
from bot.web.visit import Route, Visit
from bot.wording import board_cases as words
from bot.wording.cases import named, refused
from bot.wording.decisions import ABOUT, FIELDS, NAMES, answer, decided
from bot.wording.sheets import decision_lines
from bot.wording.text import one_line

_TO_WRITE = (Refusal.INCOMPLETE, Refusal.TOO_LONG)


class _Draft(NamedTuple):
    """A decision as it was typed; ``about`` is what it names, ``why`` nothing is named so."""

    decision: Decision
    about: str
    version: int
    why: str

    @property
    def whole(self) -> Decision:
        """The decision in the words that will be read."""
        one = self.decision
        return replace(one, feedback=answer(one.outcome, one.about, one.feedback))

    @property
    def texts(self) -> dict[str, str]:
        """What was typed, by the names of the form's fields."""
        return {field: getattr(self.decision, field) for field in FIELDS} | {"about": self.about}

    @property
    def typed(self) -> list[tuple[str, str]]:
        """The same by the names that people read."""
        named = [(ABOUT[self.decision.outcome][0], self.about)] if self.about else []
        return [*named, *((NAMES[field], getattr(self.decision, field)) for field in FIELDS)]


async def _draft(visit: Visit, case: Case) -> _Draft:
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
    typed = one_line(visit.form.text("about", ABOUT_LONGEST)) if outcome in ABOUT else ""
    label, about = await _named(visit, case, outcome, typed)
    why = ""
    if outcome in ABOUT and not about:
        why = words.unfit(outcome) if typed else words.unnamed(outcome)
    decision = Decision(outcome=outcome, **given, about=about)
    return _Draft(decision, label, visit.form.number("version"), why)


async def _named(visit: Visit, case: Case, outcome: Outcome, typed: str) -> tuple[str, str]:
    """What was typed, and what it names in the words that will be read; nothing if nothing."""
    if typed and outcome is Outcome.EXTEND:
        at, now = time_typed(visit, typed), visit.board.now()
        before = await visit.read(_due, case)
        fits = at is not None and at > now and (before is None or at > before)
        said = words.until(at, now) if at and fits else ""
        return said or typed, said
    if typed and outcome is Outcome.MERGE:
        found = await visit.read(rivals, case, visit.me.member.id, visit.board.now())
        known = {words.rival(one): one for one in found}
        fit = [typed] if typed in known else [label for label in known if typed in label]
        return (fit[0], words.rival_named(known[fit[0]])) if len(fit) == 1 else (typed, "")
    return typed, typed


def _due(snapshot: Snapshot, case: Case) -> datetime | None:
    request = request_by_id(snapshot, case.request)
    return time_of(request) if request else None


async def look(visit: Visit) -> web.Response:
    """What each will read of it, or the form again; nothing is decided by looking."""
    number, me, office = visit.number("number"), visit.me.member.id, visit.board.office
    case = await visit.read(visible, office, number, me)
    draft = await _draft(visit, case)
    found = await visit.read(foresee, office, case.id, draft.version, me, draft.whole)
    if isinstance(found, Refusal) and found not in _TO_WRITE:
        return await stopped(visit, number, found, draft.typed)
    change = outcome_in(visit.form.text("change", 20))
    if change is not None:
        kept = _kept(visit, case, draft, change)
        other = change is not draft.decision.outcome
        note = words.KEPT if other and kept else ""
        return await written_again(visit, number, change, kept, note=note)
    if isinstance(found, Refusal) or draft.why:
        return await _not_all(visit, number, draft, found)
    return _shown(visit, case, draft, found)


async def _not_all(
    visit: Visit, number: int, draft: _Draft, found: Foresight | Refusal
) -> web.Response:
    outcome = draft.decision.outcome
    why = draft.why or words.NOT_ALL
    if found is Refusal.TOO_LONG:
        why = refused(found)
    return await written_again(visit, number, outcome, draft.texts, why)


def _kept(visit: Visit, case: Case, draft: _Draft, change: Outcome) -> dict[str, str]:
    """What somebody typed themselves; words that were only offered give way to others."""
    if change is draft.decision.outcome:
        return draft.texts
    theirs = {
        field: {text for one in Outcome for text in offered(visit, case, one)[field]}
        for field in FIELDS
    }
    return {
        field: text
        for field, text in draft.texts.items()
        if text and field != "about" and text not in theirs[field]
    }


def _shown(visit: Visit, case: Case, draft: _Draft, seen: Foresight) -> web.Response:
    return visit.page(
        "case_decide.html",
        title=named(case),
        number=case.number,
        outcome_words=words.outcome(draft.decision.outcome),
        fields={"version": draft.version, "outcome": draft.decision.outcome, **draft.texts},
        decision=decision_lines(seen.decision),
        flaggers=words.seen_by_flaggers(seen),
        groups=list(words.seen_by_groups(seen)),
        third=words.third(seen),
        issuer=words.seen_by_issuer(seen, visit.board.office.reasons),
    )


async def decide(visit: Visit) -> web.Response:
    """It is decided, unless somebody else was faster."""
    number, me, now = visit.number("number"), visit.me.member.id, visit.board.now()
    office = visit.board.office
    case = await visit.read(visible, office, number, me)
    draft = await _draft(visit, case)
    if draft.why:
        return await _not_all(visit, number, draft, Refusal.INCOMPLETE)

    def work(tx: Tx) -> Move:
        visible(tx, office, number, me)
        return deciding.decide(tx, office, case.id, draft.version, me, draft.whole, now)

    moved = await visit.act(work)
    if moved.refusal in _TO_WRITE:
        return await _not_all(visit, number, draft, moved.refusal)
    if moved.refusal:
        return await stopped(visit, number, moved.refusal, draft.typed)
    heard = await visit.read(reaches_issuer, moved)
    return visit.back(f"/cases/{number}", decided(draft.decision.outcome, heard=heard))


ROUTES = (
    Route("POST", r"/cases/{number:\d+}/decide/look", look, Rule.COORDINATOR),
    Route("POST", r"/cases/{number:\d+}/decide", decide, Rule.COORDINATOR),
)
