"""What comes back to those who flagged, and what they say to it: no names in either direction."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from types import MappingProxyType

from bot.domain.case import CaseEvent, CaseState, Outcome, Refusal
from bot.domain.flag import LONGEST_TEXT, FlagEvent, Flagger, FlagState, flag_after
from bot.domain.review import (
    NOT_SEEN,
    Case,
    Decision,
    Feedback,
    FeedbackKind,
    Filed,
    Remedy,
    Side,
)
from bot.reading.redact import as_kept
from bot.services.flagging import shown, their_flag
from bot.services.office import Office, local_day
from bot.services.voices import way_of
from bot.storage.cases import head_of, must_find
from bot.storage.connection import Snapshot, Tx
from bot.storage.feedback import (
    Waiting,
    add_feedback,
    add_said,
    change_feedback,
    drop_feedback,
    drop_question,
    waiting_feedback,
)
from bot.storage.flags import Flag, change_flag, find_flag, flags_of_case
from bot.storage.remedies import remedy_from, remedy_value

_WIDTH = 96
"""Longer than any address."""


def step(tx: Tx, flag: Flag, event: FlagEvent, now: datetime, **changes: object) -> bool:
    """Move a flag on; False where the event cannot happen to it.

    What waits for its owner is about the state it leaves, and is dropped.
    """
    state = flag_after(flag.state, event)
    if state is not None:
        change_flag(tx, flag.id, state=state, since=local_day(now), **changes)
    if state is not None and event in (FlagEvent.ANSWER, FlagEvent.SKIP):
        drop_question(tx, flag.id)
    elif state is not None:
        drop_feedback(tx, flag=flag.id)
    return state is not None


def answer(tx: Tx, office: Office, who: Flagger, flag: int, text: str, now: datetime) -> Filed:
    """Answer a coordinator's question; it is shown to them from the next batch on."""
    found = their_flag(tx, office, who, flag)
    if found is None or found.case is None:
        return Filed(refusal=Refusal.UNKNOWN)
    written = as_kept(text)
    if not written or len(text) > LONGEST_TEXT:
        refusal = Refusal.TOO_LONG if written else Refusal.INCOMPLETE
        return Filed(flag=shown(tx, flag), refusal=refusal)
    if not step(tx, found, FlagEvent.ANSWER, now):
        return Filed(flag=shown(tx, flag), refusal=Refusal.NOT_NOW)
    keep_said(tx, office, must_find(tx, found.case), Side.FLAGGER, written, now)
    return Filed(flag=shown(tx, flag))


def skip(tx: Tx, office: Office, who: Flagger, flag: int, now: datetime) -> Filed:
    """Leave a question unanswered, which is nobody's business. May be repeated."""
    found = their_flag(tx, office, who, flag)
    if found is None:
        return Filed(refusal=Refusal.UNKNOWN)
    step(tx, found, FlagEvent.SKIP, now)
    return Filed(flag=shown(tx, flag))


def rate(tx: Tx, office: Office, who: Flagger, flag: int, satisfied: bool, now: datetime) -> Filed:
    """Say whether an answer satisfies. Said again the same, nothing changes."""
    found = their_flag(tx, office, who, flag)
    if found is None:
        return Filed(refusal=Refusal.UNKNOWN)
    event = FlagEvent.SATISFIED if satisfied else FlagEvent.DISSATISFIED
    if found.rating == event and found.state is not FlagState.ANSWERED:
        return Filed(flag=shown(tx, flag))
    if not step(tx, found, event, now, rating=event.value):
        return Filed(flag=shown(tx, flag), refusal=Refusal.NOT_NOW)
    return Filed(flag=shown(tx, flag))


def answers_for(
    snapshot: Snapshot, office: Office, private: str | None = None
) -> tuple[Feedback, ...]:
    """What waits for one private chat, or for all; opened to be delivered, and kept nowhere."""
    opened = [(one, _opened(office, one)) for one in waiting_feedback(snapshot)]
    found = [_feedback(snapshot, one, value) for one, value in opened if value is not None]
    return tuple(one for one in found if private is None or one.private == private)


def waiting_for(snapshot: Snapshot, office: Office, who: Flagger, ident: int) -> Feedback | None:
    """What waits under an id, if it is for this person."""
    for one in waiting_feedback(snapshot, ident=ident):
        value = _opened(office, one)
        if value is not None and their_flag(snapshot, office, who, one.flag):
            return _feedback(snapshot, one, value)
    return None


def mark_shown(tx: Tx, office: Office, numbers: Mapping[int, int]) -> None:
    """Keep which messages show what was brought, by its id; 0 stands for a card.

    All that waits is sealed anew, so that two copies of the rows do not tell who has no card.
    """
    for one in waiting_feedback(tx):
        value = _opened(office, one)
        if value is not None:
            number = numbers.get(one.id)
            kept = value["shown"] if number is None else _wide(str(number))
            body = office.keys.close(one.key or "", {**value, "shown": kept}, _bound(one.id))
            change_feedback(tx, one.id, body)


def mark_told(tx: Tx, idents: Iterable[int]) -> None:
    """They know; nothing of it is kept. May be repeated."""
    for ident in idents:
        drop_feedback(tx, ident=ident)


def drop_unread(tx: Tx) -> None:
    """Of a closed case, what nobody pressed a button for is heard no more."""
    for one in waiting_feedback(tx):
        flag, case = find_flag(tx, one.flag), head_of(tx, must_find(tx, one.case))
        if flag and flag.state is FlagState.CLOSED and case.state is CaseState.CLOSED:
            drop_feedback(tx, ident=one.id)


def tell(
    tx: Tx,
    office: Office,
    flags: Iterable[Flag],
    kind: FeedbackKind,
    text: str,
    decision: Decision | None = None,
    event: CaseEvent | None = None,
    remedies: Mapping[int, Remedy] = MappingProxyType({}),
) -> None:
    """Keep something for those who gave these flags; what waited for them is out of date."""
    for flag in flags:
        way = way_of(office, flag)
        case = must_find(tx, flag.case) if flag.case else None
        if way is None or case is None or case.key is None:
            continue
        drop_feedback(tx, flag=flag.id)
        ident = office.fresh()
        value = {
            "private": _wide(way[0].private),
            "shown": _wide(""),
            "text": text,
            "decision": asdict(decision) if decision else None,
            "event": event,
            "remedy": remedy_value(remedies.get(case.id, NOT_SEEN)),
            "final": head_of(tx, case).final,
        }
        body = office.keys.close(case.key, value, _bound(ident))
        add_feedback(tx, ident, case.id, flag.id, kind, body)


def who_heard(snapshot: Snapshot, case: Case) -> list[Flag]:
    """The flags that heard the answer a case has; not those of a round before."""
    if case.answered_at is None:
        return []
    since = local_day(case.answered_at)
    return [
        flag
        for flag in flags_of_case(snapshot, case.id)
        if flag.state in (FlagState.ANSWERED, FlagState.APPEALED)
        or (flag.state is FlagState.CLOSED and flag.since >= since)
    ]


def keep_said(tx: Tx, office: Office, case: Case, side: Side, text: str, now: datetime) -> None:
    """Keep a text of the dialogue; a flagger's is shown from the next batch on."""
    if case.key is None:
        return
    ident = office.fresh()
    body = office.keys.close(case.key, {"text": text}, f"said:{ident}")
    shows = side is Side.COORDINATOR
    add_said(tx, ident, case.id, side, local_day(now), body, shown=shows)


def _opened(office: Office, one: Waiting) -> dict[str, object] | None:
    return office.keys.open(one.key, one.body, _bound(one.id))


def _bound(ident: int) -> str:
    return f"feedback:{ident}"


def _wide(value: str) -> str:
    """Of one length for all, however much of a block the rest leaves free."""
    return value.ljust(_WIDTH)


def _feedback(snapshot: Snapshot, one: Waiting, value: dict[str, object]) -> Feedback:
    decided = value["decision"]
    decision = None
    if isinstance(decided, dict):
        decision = Decision(**{**decided, "outcome": Outcome(decided["outcome"])})
    flag = find_flag(snapshot, one.flag)
    case, event, shown_at = must_find(snapshot, one.case), value["event"], str(value["shown"])
    return Feedback(
        id=one.id,
        kind=one.kind,
        private=str(value["private"]).rstrip(),
        flag=one.flag,
        request=case.request,
        title=case.title,
        issuer=case.issuer,
        text=str(value["text"]),
        event=CaseEvent(str(event)) if event else None,
        decision=decision,
        remedy=remedy_from(value.get("remedy")),
        final=bool(value["final"]),
        ratable=one.kind is FeedbackKind.ANSWERED
        and flag is not None
        and flag.state is FlagState.ANSWERED,
        shown=int(shown_at) if shown_at.strip() else None,
    )
