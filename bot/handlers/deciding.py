"""A coordinator decides a case in a dialogue: outcome, reason, basis, words for all, one look."""

from typing import Any

from bot.domain.boundary import Outgoing
from bot.domain.case import CaseState, Outcome, Refusal
from bot.domain.review import Case, Decision
from bot.handlers.answers import Call
from bot.handlers.context import Context
from bot.handlers.office import drop, keep, kept
from bot.handlers.sheets import Seen, after, opened, refused
from bot.reading.wishes import time_in
from bot.services import deciding
from bot.services.notifying import reaches_issuer
from bot.services.office import written
from bot.services.review import held
from bot.storage.cases import find_number
from bot.storage.connection import Tx
from bot.wording import cases as words
from bot.wording import decisions as wording
from bot.wording.board_cases import unfit
from bot.wording.sheets import claimed_first

STEP = "decide"


def begin(tx: Tx, context: Context, call: Call, seen: Seen) -> list[Outgoing]:
    """[办理决定], or 决定 12: what it can come to."""
    found = held(tx, context.office, seen.case.id, seen.version, call.member.id)
    if isinstance(found, Refusal):
        if found is Refusal.NOT_NOW and _waits(seen.case):
            return [claimed_first(seen.case)]
        return refused(tx, context, call, seen.case.id, found)
    drop(tx, context, call)
    return [wording.which_outcome(found)]


def _waits(case: Case) -> bool:
    return case.state in (CaseState.PENDING, CaseState.REOPENED)


def choose(tx: Tx, context: Context, call: Call, seen: Seen) -> list[Outgoing]:
    """An outcome was chosen: the reason is asked for."""
    found = held(tx, context.office, seen.case.id, seen.version, call.member.id)
    if isinstance(found, Refusal):
        return refused(tx, context, call, seen.case.id, found)
    if seen.more not in set(Outcome):
        return [Outgoing(plain=words.GONE)]
    state: dict[str, Any] = {
        "step": STEP, "case": found.number, "version": seen.version, "outcome": seen.more,
        "given": {},
    }  # fmt: skip
    keep(tx, context, call, **state)
    return _ask(context, found, state)


def _ask(context: Context, case: Case, state: dict[str, Any], head: str = "") -> list[Outgoing]:
    """The next question, or the whole when all was given."""
    outcome, given = Outcome(state["outcome"]), state["given"]
    field = next((one for one in wording.FIELDS if one not in given), None)
    if field is None:
        whole = Decision(outcome=outcome, **given)
        return [wording.all_of_it(case, state["version"], whole, head)]
    offered = wording.defaults(field, case, outcome, context.office.reasons)
    asked = wording.asked(field, case, state["version"], outcome, given, offered)
    return [asked] if not head else [Outgoing(plain=head), asked]


def _state(tx: Tx, context: Context, call: Call, seen: Seen) -> dict[str, Any] | None:
    """The dialogue about this very case, if it is under way."""
    state = kept(tx, context, call)
    same = (state.get("step"), state.get("case"), state.get("version"))
    return state if same == (STEP, seen.case.number, seen.version) else None


def use(tx: Tx, context: Context, call: Call, seen: Seen) -> list[Outgoing]:
    """Words that were offered are used as they are."""
    state = _state(tx, context, call, seen)
    field = _next(state) if state else None
    if state is None or field is None:
        return [Outgoing(plain=words.GONE)]
    outcome = Outcome(state["outcome"])
    offered = wording.defaults(field, seen.case, outcome, context.office.reasons)
    index = int(seen.more) if seen.more.isdecimal() else 0
    if not 1 <= index <= len(offered):
        return [Outgoing(plain=words.GONE)]
    return _give(tx, context, call, seen.case, state, offered[index - 1])


def _next(state: dict[str, Any]) -> str | None:
    return next((one for one in wording.FIELDS if one not in state["given"]), None)


def _give(
    tx: Tx, context: Context, call: Call, case: Case, state: dict[str, Any], text: str
) -> list[Outgoing]:
    field, plain = _next(state), written(text)
    if isinstance(plain, Refusal):
        return [Outgoing(plain=words.refused(plain))]
    if field is None:
        return _ask(context, case, state, wording.PRESS_SURE)
    if field == "feedback" and Outcome(state["outcome"]) is Outcome.EXTEND:
        times = time_in(plain, context.now(), context.calendar, context.clock)
        at = times.deadline or times.starts_at
        if at is None or at <= context.now():
            return _ask(context, case, state, unfit(Outcome.EXTEND))
    state = {**state, "given": {**state["given"], field: plain}}
    keep(tx, context, call, **state)
    return _ask(context, case, state)


def typed(tx: Tx, context: Context, call: Call, state: dict[str, Any], text: str) -> list[Outgoing]:
    """What was asked for was typed."""
    case = find_number(tx, state["case"])
    assert case is not None
    found = held(tx, context.office, case.id, state["version"], call.member.id)
    if isinstance(found, Refusal):
        drop(tx, context, call)
        return refused(tx, context, call, case.id, found)
    return _give(tx, context, call, found, state, text)


def back(tx: Tx, context: Context, call: Call, seen: Seen) -> list[Outgoing]:
    """[上一步]: what was given last is asked for again."""
    state = _state(tx, context, call, seen)
    if state is None or not state["given"]:
        return begin(tx, context, call, seen)
    given = dict(state["given"])
    given.popitem()
    state = {**state, "given": given}
    keep(tx, context, call, **state)
    return _ask(context, seen.case, state)


def sure(tx: Tx, context: Context, call: Call, seen: Seen) -> list[Outgoing]:
    """[确定]: it is decided, unless somebody else was faster."""
    state = _state(tx, context, call, seen)
    if state is None or _next(state):
        return opened(tx, context, call, seen.case.id, words.GONE)
    drop(tx, context, call)
    decision = Decision(outcome=Outcome(state["outcome"]), **state["given"])
    moved = deciding.decide(
        tx, context.office, seen.case.id, seen.version, call.member.id, decision, context.now()
    )
    said = wording.decided(decision.outcome, heard=reaches_issuer(tx, moved))
    return after(tx, context, call, seen, moved, said)
