"""Coordinators at work in their private chats: the queue, a case, and the buttons under it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from bot.domain.boundary import Outgoing
from bot.domain.case import Refusal
from bot.domain.review import Move
from bot.handlers import attesting, deciding
from bot.handlers.answers import Call
from bot.handlers.context import Context
from bot.handlers.office import answered, drop, keep, typed_for
from bot.handlers.sheets import (
    Seen,
    after,
    is_coordinator,
    named_in,
    opened,
    refused,
    seen_in,
)
from bot.services import deciding as decisions
from bot.services import review
from bot.services.dossier import others_to_join, past_of, urgent_queue
from bot.services.eligibility import why_not
from bot.services.office import Office, written
from bot.storage.cases import find_number
from bot.storage.connection import Tx
from bot.wording import cases as words
from bot.wording import sheets as wording
from bot.wording.histories import past
from bot.wording.telling import will_tell

Answer = Callable[[Tx, Context, Call, Seen], list[Outgoing]]


async def show_queue(context: Context, call: Call, updates: Sequence[int]) -> None:
    """待办意见: what waits, the most urgent first."""
    await answered(context, call, updates, lambda tx: _queue(tx, context, call))


def _queue(tx: Tx, context: Context, call: Call) -> list[Outgoing]:
    if not is_coordinator(tx, call):
        return [Outgoing(plain=words.OFFICE_ONLY)]
    me = call.member.id
    found = urgent_queue(tx, context.office, me, context.now())
    return [words.queue(found, context.office.reasons, me)]


async def show_case(context: Context, call: Call, updates: Sequence[int]) -> None:
    """办理单 12."""
    await _command(context, call, updates, _open)


async def claim(context: Context, call: Call, updates: Sequence[int]) -> None:
    """接办 12."""
    await _command(context, call, updates, _claim)


async def decide(context: Context, call: Call, updates: Sequence[int]) -> None:
    """办理决定 12."""
    await _command(context, call, updates, deciding.begin)


async def _command(context: Context, call: Call, updates: Sequence[int], answer: Answer) -> None:
    def work(tx: Tx) -> list[Outgoing]:
        if not is_coordinator(tx, call):
            return [Outgoing(plain=words.OFFICE_ONLY)]
        if not call.words.strip():
            return [Outgoing(plain=words.WHICH)]
        seen = named_in(tx, call.words)
        if seen is None:
            return [Outgoing(plain=words.refused(Refusal.UNKNOWN))]
        return answer(tx, context, call, seen)

    await answered(context, call, updates, work)


async def pressed(context: Context, call: Call, about: str, updates: Sequence[int]) -> None:
    """A button of ours; whoever pressed it must be a coordinator now, whoever was shown it."""
    verb, _, rest = about.partition(":")

    def work(tx: Tx) -> list[Outgoing]:
        if not is_coordinator(tx, call):
            return [Outgoing(plain=words.OFFICE_ONLY)]
        if verb == "list":
            return _queue(tx, context, call)
        seen, press = seen_in(tx, rest), _PRESSES.get(verb)
        if seen is None or press is None:
            return [Outgoing(plain=words.GONE)]
        return press(tx, context, call, seen)

    await answered(context, call, updates, work, tells=verb in _TELL)


def _open(tx: Tx, context: Context, call: Call, seen: Seen) -> list[Outgoing]:
    return opened(tx, context, call, seen.case.id)


def _stop(tx: Tx, context: Context, call: Call, seen: Seen) -> list[Outgoing]:
    drop(tx, context, call)
    return opened(tx, context, call, seen.case.id, words.STOPPED)


def _past(tx: Tx, context: Context, call: Call, seen: Seen) -> list[Outgoing]:
    rows = past_of(tx, context.office, seen.case.id, call.member.id)
    if isinstance(rows, Refusal):
        return opened(tx, context, call, seen.case.id)
    return [past(seen.case, rows)]


def _claim(tx: Tx, context: Context, call: Call, seen: Seen) -> list[Outgoing]:
    return _act(tx, context, call, seen, review.claim, wording.CLAIMED)


def _free(tx: Tx, context: Context, call: Call, seen: Seen) -> list[Outgoing]:
    return _act(tx, context, call, seen, review.release, wording.FREED)


def _split(tx: Tx, context: Context, call: Call, seen: Seen) -> list[Outgoing]:
    return _act(tx, context, call, seen, review.split, wording.PARTED)


def _before_telling(tx: Tx, context: Context, call: Call, seen: Seen) -> list[Outgoing]:
    me, case = call.member.id, seen.case
    why = decisions.cannot_tell(tx, context.office, case, seen.version, me)
    if why or case.decision is None:
        return refused(tx, context, call, case.id, why or Refusal.NOT_NOW)
    return [will_tell(case, case.decision)]


def _told(tx: Tx, context: Context, call: Call, seen: Seen) -> list[Outgoing]:
    return _act(tx, context, call, seen, decisions.tell_issuer, wording.TOLD)


def _consult(tx: Tx, context: Context, call: Call, seen: Seen) -> list[Outgoing]:
    return _act(tx, context, call, seen, review.consult, wording.CONSULTED)


def _act(
    tx: Tx,
    context: Context,
    call: Call,
    seen: Seen,
    act: Callable[[Tx, Office, int, int, int, datetime], Move],
    said: str,
) -> list[Outgoing]:
    moved = act(tx, context.office, seen.case.id, seen.version, call.member.id, context.now())
    return after(tx, context, call, seen, moved, said)


def _before_consulting(tx: Tx, context: Context, call: Call, seen: Seen) -> list[Outgoing]:
    found = review.held(tx, context.office, seen.case.id, seen.version, call.member.id)
    if isinstance(found, Refusal):
        return refused(tx, context, call, seen.case.id, found)
    reason = words.reason_words(found, context.office.reasons)
    return [wording.will_consult(found, reason)]


def _which(tx: Tx, context: Context, call: Call, seen: Seen) -> list[Outgoing]:
    why = why_not(tx, context.office, seen.case, call.member.id)
    if why:
        return refused(tx, context, call, seen.case.id, why)
    others = others_to_join(tx, context.office, seen.case, call.member.id)
    return [wording.which_to_join(seen.case, others)]


def _join(tx: Tx, context: Context, call: Call, seen: Seen) -> list[Outgoing]:
    others = others_to_join(tx, context.office, seen.case, call.member.id)
    into = next((one for one in others if str(one.number) == seen.more), None)
    if into is None:
        # Whether there is such a case at all is not told.
        return opened(tx, context, call, seen.case.id, words.GONE)
    moved = review.merge(
        tx, context.office, seen.case.id, seen.version, call.member.id, into.id, context.now()
    )
    return after(tx, context, call, seen, moved, wording.JOINED)


def _ask(tx: Tx, context: Context, call: Call, seen: Seen) -> list[Outgoing]:
    found = review.held(tx, context.office, seen.case.id, seen.version, call.member.id)
    if isinstance(found, Refusal):
        return refused(tx, context, call, seen.case.id, found)
    if found.asked >= review.MOST_ROUNDS:
        return refused(tx, context, call, seen.case.id, Refusal.TOO_OFTEN)
    keep(tx, context, call, "ask", case=found.number, version=seen.version)
    return [wording.asked(wording.ASK_WHAT, found)]


def _end(tx: Tx, context: Context, call: Call, seen: Seen) -> list[Outgoing]:
    why = why_not(tx, context.office, seen.case, call.member.id)
    if why:
        return refused(tx, context, call, seen.case.id, why)
    keep(tx, context, call, "end", case=seen.case.number, version=seen.version)
    return [wording.asked(wording.END_WHY, seen.case)]


def typed(tx: Tx, context: Context, call: Call, state: dict[str, Any], text: str) -> list[Outgoing]:
    """A question for those who flagged, or why there is no more waiting: shown before it goes."""
    case, plain = find_number(tx, state["case"]), written(text)
    assert case is not None
    if isinstance(plain, Refusal):
        return [Outgoing(plain=words.refused(plain))]
    keep(tx, context, call, **{**state, "text": plain})
    step = state["step"]
    shown = wording.will_ask(plain) if step == "ask" else wording.will_end(plain)
    return [wording.asked(shown, case, version=state["version"], done=f"{step}now", back=step)]


def _send_question(tx: Tx, context: Context, call: Call, seen: Seen) -> list[Outgoing]:
    text = str(typed_for(tx, context, call, "ask", seen.case.number).get("text", ""))
    moved = review.ask(
        tx, context.office, seen.case.id, seen.version, call.member.id, text, context.now()
    )
    return after(tx, context, call, seen, moved, wording.ASKED)


def _give_up(tx: Tx, context: Context, call: Call, seen: Seen) -> list[Outgoing]:
    text = str(typed_for(tx, context, call, "end", seen.case.number).get("text", ""))
    moved = decisions.give_up(
        tx, context.office, seen.case.id, seen.version, call.member.id, text, context.now()
    )
    return after(tx, context, call, seen, moved, wording.ENDED)


_PRESSES: dict[str, Answer] = {
    "open": _open,
    "past": _past,
    "stop": _stop,
    "claim": _claim,
    "free": _free,
    "into": _which,
    "join": _join,
    "split": _split,
    "ask": _ask,
    "asknow": _send_question,
    "consult": _before_consulting,
    "consultnow": _consult,
    "told": _before_telling,
    "toldnow": _told,
    "seen": attesting.begin,
    "seennow": attesting.attest,
    "end": _end,
    "endnow": _give_up,
    "decide": deciding.begin,
    "out": deciding.choose,
    "use": deciding.use,
    "back": deciding.back,
    "sure": deciding.sure,
}
_TELL = ("asknow", "seennow", "endnow", "sure")
