"""Contacts of issuing units: they alone see what was asked of their unit, and act on it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from bot.domain.boundary import Outgoing
from bot.domain.case import Refusal
from bot.domain.message import SHANGHAI
from bot.domain.request import Request
from bot.domain.review import Case, Move
from bot.handlers.answers import Call
from bot.handlers.context import Context
from bot.handlers.correcting import show
from bot.handlers.office import answered, drop, keep, tell_others, typed_for
from bot.handlers.sheets import seen_in
from bot.reading.wishes import time_in
from bot.services import answering
from bot.services.answering import LOOKED_BACK, Record
from bot.services.flagging import heard_in
from bot.services.office import written
from bot.services.unjoining import own_joinings
from bot.storage.cases import find_number
from bot.storage.connection import Snapshot, Tx
from bot.storage.posts import contacts
from bot.wording import records as words
from bot.wording.cases import CONTACT_ONLY

_OFFERED = 20


class _Matter(NamedTuple):
    """A case of the caller's unit, and what else their press says."""

    record: Record
    more: str = ""

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.record.case

    @property
    def request(self) -> Request:
        """What it is about."""
        return self.record.request


Answer = Callable[[Tx, Context, Call, _Matter], list[Outgoing]]


def is_contact(snapshot: Snapshot, call: Call) -> bool:
    """Whether our table says so, asked at every press and word."""
    return any(member == call.member.id for member, _ in contacts(snapshot))


async def show_record(context: Context, call: Call, updates: Sequence[int]) -> None:
    """本单位意见: what was asked of their unit."""

    def work(tx: Tx) -> list[Outgoing]:
        if not is_contact(tx, call):
            return [Outgoing(plain=CONTACT_ONLY)]
        return [words.record(answering.read_records(tx, context.office, call.member.id))]

    await answered(context, call, updates, work)


async def pressed(context: Context, call: Call, about: str, updates: Sequence[int]) -> None:
    """A button of ours; whoever pressed it must be a contact now, whoever was shown it."""
    verb, _, rest = about.partition(":")

    def work(tx: Tx) -> list[Outgoing]:
        if not is_contact(tx, call):
            return [Outgoing(plain=CONTACT_ONLY)]
        press, seen = _PRESSES.get(verb), seen_in(tx, rest)
        matter = _theirs(tx, context, call, seen.case.id, seen.more) if seen else None
        if press is None or matter is None:
            return [Outgoing(plain=words.refused(Refusal.UNKNOWN))]
        return press(tx, context, call, matter)

    await answered(context, call, updates, work, tells=verb in _TELL)


def _theirs(
    snapshot: Snapshot, context: Context, call: Call, case: int, more: str = ""
) -> _Matter | None:
    """A case of their unit; nothing of any other."""
    found = answering.read_record(snapshot, context.office, case, call.member.id)
    return None if isinstance(found, Refusal) else _Matter(found, more)


def _shown(tx: Tx, context: Context, call: Call, case: int, head: str = "") -> list[Outgoing]:
    matter = _theirs(tx, context, call, case)
    if matter is None:
        return [Outgoing(plain=head or words.refused(Refusal.UNKNOWN))]
    request = matter.request
    sources = answering.notices_for(tx, request.id, call.member.id)
    reasons, now = context.office.reasons, context.now()
    return [words.matter(matter.record, sources, reasons, now, context.link, head)]


def _open(tx: Tx, context: Context, call: Call, matter: _Matter) -> list[Outgoing]:
    return _shown(tx, context, call, matter.case.id)


def _stop(tx: Tx, context: Context, call: Call, matter: _Matter) -> list[Outgoing]:
    drop(tx, context, call)
    return _shown(tx, context, call, matter.case.id, words.STOPPED)


def _after(
    tx: Tx, context: Context, call: Call, matter: _Matter, moved: Move, said: str
) -> list[Outgoing]:
    """What became of an act: whoever was shown the request sees it as it is now."""
    if moved.refusal or moved.case is None:
        why = words.refused(moved.refusal or Refusal.NOT_NOW)
        return _shown(tx, context, call, matter.case.id, why)
    tell_others(tx, context, moved)
    show(tx, context, heard_in(tx, moved.case.request))
    return _shown(tx, context, call, matter.case.id, said)


def _before_withdrawing(tx: Tx, context: Context, call: Call, matter: _Matter) -> list[Outgoing]:
    drop(tx, context, call)
    effect = words.will_withdraw(matter.request)
    return [words.sure(matter.case, effect, words.DO_WITHDRAW, "offnow")]


def _withdraw(tx: Tx, context: Context, call: Call, matter: _Matter) -> list[Outgoing]:
    moved = answering.withdraw_request(
        tx, context.office, matter.case.id, call.member.id, context.now()
    )
    return _after(tx, context, call, matter, moved, words.WITHDRAWN)


def _others(snapshot: Snapshot, context: Context, call: Call, case: int) -> tuple[Request, ...]:
    since = context.now() - LOOKED_BACK
    return answering.joinable(snapshot, context.office, case, call.member.id, since)


def _which(tx: Tx, context: Context, call: Call, matter: _Matter) -> list[Outgoing]:
    others = _others(tx, context, call, matter.case.id)
    if not others:
        return _shown(tx, context, call, matter.case.id, words.NO_OTHERS)
    return [words.which_to_join(matter.case, others[:_OFFERED], context.now())]


def _chosen(tx: Tx, context: Context, call: Call, matter: _Matter) -> Request | None:
    others = _others(tx, context, call, matter.case.id)
    return next((one for one in others if str(one.id) == matter.more), None)


def _before_joining(tx: Tx, context: Context, call: Call, matter: _Matter) -> list[Outgoing]:
    root = _chosen(tx, context, call, matter)
    if root is None:
        return _shown(tx, context, call, matter.case.id, words.GONE)
    effect = words.will_join(matter.request, root, context.now())
    return [words.sure(matter.case, effect, words.DO_JOIN, "intonow", f":0:{root.id}")]


def _join(tx: Tx, context: Context, call: Call, matter: _Matter) -> list[Outgoing]:
    root = _chosen(tx, context, call, matter)
    if root is None:
        return _shown(tx, context, call, matter.case.id, words.GONE)
    moved = answering.merge_request(
        tx, context.office, matter.case.id, call.member.id, root.id, context.now()
    )
    said = _after(tx, context, call, matter, moved, words.JOINED)
    made = () if moved.refusal else own_joinings(tx, context.office, call.member.id, 1)
    return [*(words.with_way_back(said[0], one.id) for one in made), *said[1:]] if made else said


_HOW = {"move": words.TIME_HOW, "why": words.WHY_HOW, "did": words.DID_HOW}


def _typing(step: str) -> Answer:
    """The press that asks for a time, a basis, or what was done."""

    def ask(tx: Tx, context: Context, call: Call, matter: _Matter) -> list[Outgoing]:
        keep(tx, context, call, step, case=matter.case.number)
        return [words.asked(matter.case, _HOW[step])]

    return ask


def typed(tx: Tx, context: Context, call: Call, state: dict[str, Any], text: str) -> list[Outgoing]:
    """What was asked for; shown with what it will change, before anything is."""
    case = find_number(tx, state["case"])
    matter = _theirs(tx, context, call, case.id) if case else None
    if matter is None:
        drop(tx, context, call)
        return [Outgoing(plain=words.refused(Refusal.UNKNOWN))]
    if state["step"] == "move":
        return _typed_time(tx, context, call, matter, state, text)
    plain = written(text)
    if isinstance(plain, Refusal):
        return [Outgoing(plain=words.refused(plain))]
    keep(tx, context, call, **{**state, "text": plain})
    if state["step"] == "why":
        effect = words.will_explain(plain)
        return [words.sure(matter.case, effect, words.DO_SEND, "whynow")]
    effect = words.will_confirm(plain, matter.record)
    return [words.sure(matter.case, effect, words.DO_CONFIRM, "didnow")]


def _typed_time(
    tx: Tx, context: Context, call: Call, matter: _Matter, state: dict[str, Any], text: str
) -> list[Outgoing]:
    now = context.now()
    times = time_in(text[:_LONGEST_TIME], now, context.calendar, context.clock)
    at = times.deadline or times.starts_at
    if at is None:
        return [words.asked(matter.case, words.TIME_UNREAD)]
    before = matter.request.deadline or matter.request.starts_at
    if at <= now or (before and at <= before):
        return [words.asked(matter.case, words.refused(Refusal.INCOMPLETE))]
    keep(tx, context, call, **{**state, "at": at.timestamp()})
    effect = words.will_move(matter.request, at, now)
    return [words.sure(matter.case, effect, words.DO_MOVE, "movenow")]


_LONGEST_TIME = 60


def _move(tx: Tx, context: Context, call: Call, matter: _Matter) -> list[Outgoing]:
    state = typed_for(tx, context, call, "move", matter.case.number)
    if "at" not in state:
        return _shown(tx, context, call, matter.case.id, words.GONE)
    at = datetime.fromtimestamp(state["at"], SHANGHAI)
    moved = answering.reschedule(
        tx, context.office, matter.case.id, call.member.id, at, context.now()
    )
    return _after(tx, context, call, matter, moved, words.MOVED)


def _explain(tx: Tx, context: Context, call: Call, matter: _Matter) -> list[Outgoing]:
    text = str(typed_for(tx, context, call, "why", matter.case.number).get("text", ""))
    moved = answering.explain(
        tx, context.office, matter.case.id, call.member.id, text, context.now()
    )
    return _after(tx, context, call, matter, moved, words.EXPLAINED)


def _confirm(tx: Tx, context: Context, call: Call, matter: _Matter) -> list[Outgoing]:
    text = str(typed_for(tx, context, call, "did", matter.case.number).get("text", ""))
    moved = answering.confirm(
        tx, context.office, matter.case.id, call.member.id, text, context.now()
    )
    return _after(tx, context, call, matter, moved, words.CONFIRMED)


_PRESSES: dict[str, Answer] = {
    "open": _open,
    "stop": _stop,
    "off": _before_withdrawing,
    "offnow": _withdraw,
    "move": _typing("move"),
    "movenow": _move,
    "join": _which,
    "into": _before_joining,
    "intonow": _join,
    "why": _typing("why"),
    "whynow": _explain,
    "did": _typing("did"),
    "didnow": _confirm,
}
_TELL = ("offnow", "movenow", "intonow", "didnow")
