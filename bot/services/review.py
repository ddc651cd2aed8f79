"""Coordinators at work on cases (意见办理): the queue, claims, questions, merging."""

from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.case import (
    BANDS,
    SHOWN_TEXTS,
    UNDECIDED,
    WAITING,
    CaseEvent,
    CaseState,
    Refusal,
)
from bot.domain.flag import Actor, FlagEvent
from bot.domain.review import (
    Case,
    FeedbackKind,
    Move,
    Notice,
    NoticeKind,
    Said,
    Sheet,
    Side,
)
from bot.services.eligibility import Staff, chats_reviewed, contacts_of, why_not
from bot.services.hearing import keep_said, step, tell
from bot.services.office import Office, written
from bot.services.timing import LEASE, filed, requeued, running, stopped
from bot.services.urgency import is_untold
from bot.services.voices import text_of
from bot.storage.case_search import asked_in
from bot.storage.cases import cases_in, find_case, head_of, kin_of, move, must_find
from bot.storage.connection import Snapshot, Tx
from bot.storage.feedback import said_in
from bot.storage.flags import flags_of_case, texts_of_case

MOST_ROUNDS = 2
"""Questions to those who flagged, and to the issuer: each stops the clock."""
_OPEN = (
    CaseState.PENDING,
    CaseState.REOPENED,
    CaseState.CLAIMED,
    CaseState.NEED_INFO,
    CaseState.CONSULTING,
    CaseState.REMEDYING,
    CaseState.ANSWERED,
)
_ANYBODYS = WAITING | {CaseState.REMEDYING, CaseState.ANSWERED}


def queue(snapshot: Snapshot, office: Office, member: int) -> tuple[Case, ...]:
    """Cases for a coordinator: what they hold, and what waits and has come to their rank.

    What waits for its remedy is among them: whoever sees it done may say so. So is what was handed
    on, until somebody told those it was handed to.
    """
    staff, chats = Staff(snapshot, office), chats_reviewed(snapshot, member)
    known = cases_in(snapshot, *_OPEN) if chats is None else asked_in(snapshot, _OPEN, chats)
    over = CaseState.ANSWERED
    found = [one for one in known if one.state is not over or is_untold(snapshot, one)]
    return tuple(
        with_band(snapshot, case)
        for case in found
        if (case.claimed_by == member and staff.why_not(case, member) is None)
        or (case.state in _ANYBODYS and staff.has_come_to(case, member))
    )


def with_band(snapshot: Snapshot, case: Case) -> Case:
    """A case with the highest band of those it is made of.

    Numbers are never added up: else merging and parting cases would tell them apart.
    """
    others = [one for one in kin_of(snapshot, case.id) if one != case.id]
    bands = [case.band, *(must_find(snapshot, one).band for one in others)]
    return replace(case, band=max(bands, key=BANDS.index)) if others else case


def sheet(snapshot: Snapshot, office: Office, case: int, member: int) -> Sheet | Refusal:
    """A case for its reviewer. What flaggers wrote is shown as far as the band owns up to."""
    found = find_case(snapshot, case)
    if found is None or found.number is None:
        return Refusal.UNKNOWN
    refusal = why_not(snapshot, office, found, member)
    if refusal:
        return refusal
    kin = kin_of(snapshot, case)
    return Sheet(
        case=with_band(snapshot, found),
        texts=tuple(text for one in kin for text in _texts(snapshot, office, one)),
        said=_dialogue(snapshot, office, case),
    )


def _texts(snapshot: Snapshot, office: Office, case: int) -> list[str]:
    """What was written first: a text that gave way to another would tell of somebody new."""
    written = [(flag.id, text_of(office, flag)) for flag in texts_of_case(snapshot, case)]
    most = SHOWN_TEXTS[must_find(snapshot, case).band]
    return [text for _, text in sorted([one for one in written if one[1]][:most])]


def _dialogue(snapshot: Snapshot, office: Office, case: int) -> tuple[Said, ...]:
    """What was said; to each question as many answers as the band owns up to."""
    said: list[Said] = []
    heard: Counter[int] = Counter()
    for one in said_in(snapshot, case):
        value = office.keys.open(one.key, one.body, f"said:{one.id}")
        if value is None or not one.shown:
            continue
        if one.side is Side.COORDINATOR:
            heard.clear()
        heard[one.case] += one.side is Side.FLAGGER
        if heard[one.case] <= SHOWN_TEXTS[must_find(snapshot, one.case).band]:
            said.append(Said(side=one.side, text=str(value["text"]), day=one.day))
    return tuple(said)


def claim(tx: Tx, office: Office, case: int, version: int, member: int, now: datetime) -> Move:
    """Take a case for one working day. Said again by who holds it, nothing changes."""
    found = find_case(tx, case)
    if found and found.state is CaseState.CLAIMED and found.claimed_by == member:
        return Move(case=found)
    refusal = _refused(tx, office, found, version, member)
    if found is None or refusal:
        return Move(case=found, refusal=refusal)
    if found.state not in WAITING:
        return Move(case=found, refusal=Refusal.NOT_NOW)
    lease = office.days(now, LEASE)
    moved = move(
        tx, office.keys, found, CaseEvent.CLAIM, Actor.COORDINATOR, now, member=member,
        claimed_by=member, lease_until=lease, acknowledge_by=None, warned=False,
    )  # fmt: skip
    return done(moved)


def release(tx: Tx, office: Office, case: int, version: int, member: int, now: datetime) -> Move:
    """Put a claimed case back into the queue."""
    found = held(tx, office, case, version, member)
    if isinstance(found, Refusal):
        return Move(case=find_case(tx, case), refusal=found)
    return done(put_back(tx, office, found, Actor.COORDINATOR, now, member))


def put_back(
    tx: Tx, office: Office, case: Case, actor: Actor, now: datetime, member: int | None = None
) -> Case | None:
    """A claim ends; somebody else may take the case."""
    return move(
        tx, office.keys, case, CaseEvent.RELEASE, actor, now, member=member, claimed_by=None,
        **requeued(tx, office, case, now),
    )  # fmt: skip


def ask(
    tx: Tx, office: Office, case: int, version: int, member: int, text: str, now: datetime
) -> Move:
    """Ask those who flagged; nobody learns whether there is anyone. The clock stops."""
    found = held(tx, office, case, version, member)
    if isinstance(found, Refusal):
        return Move(case=find_case(tx, case), refusal=found)
    question = written(text)
    if isinstance(question, Refusal):
        return Move(case=found, refusal=question)
    if found.asked >= MOST_ROUNDS:
        return Move(case=found, refusal=Refusal.TOO_OFTEN)
    moved = move(
        tx, office.keys, found, CaseEvent.ASK, Actor.COORDINATOR, now, member=member,
        asked=found.asked + 1, **stopped(office, found, now),
    )  # fmt: skip
    if moved:
        keep_said(tx, office, moved, Side.COORDINATOR, question, now)
        for flag in flags_of_case(tx, case):
            # Who passed over the last question without a word is asked this one.
            step(tx, flag, FlagEvent.SKIP, now)
        asked = [f for f in flags_of_case(tx, case) if step(tx, f, FlagEvent.QUESTION, now)]
        tell(tx, office, asked, FeedbackKind.QUESTION, question)
    return done(moved)


def consult(tx: Tx, office: Office, case: int, version: int, member: int, now: datetime) -> Move:
    """Ask the issuer's contacts for the basis; they hear request and reason. The clock stops."""
    found = held(tx, office, case, version, member)
    if isinstance(found, Refusal):
        return Move(case=find_case(tx, case), refusal=found)
    to = contacts_of(tx, office, found)
    if not to:
        return Move(case=found, refusal=Refusal.NO_CONTACT)
    if found.consulted >= MOST_ROUNDS:
        return Move(case=found, refusal=Refusal.TOO_OFTEN)
    moved = move(
        tx, office.keys, found, CaseEvent.CONSULT, Actor.COORDINATOR, now, member=member,
        consulted=found.consulted + 1, **stopped(office, found, now),
    )  # fmt: skip
    return done(moved, Notice(kind=NoticeKind.CONSULTED, case=case, to=to))


def resume(
    tx: Tx,
    office: Office,
    case: Case,
    event: CaseEvent,
    actor: Actor,
    now: datetime,
    *,
    member: int | None = None,
    detail: dict[str, Any] | None = None,
    **changes: object,
) -> Case | None:
    """A bounded wait is over, one way or the other; the case is with its reviewer again."""
    return move(
        tx, office.keys, case, event, actor, now, member=member, detail=detail,
        **{**running(office, case, now), **changes},
    )  # fmt: skip


def merge(
    tx: Tx, office: Office, case: int, version: int, member: int, into: int, now: datetime
) -> Move:
    """A case has the same cause as another one, and gets its answer."""
    found, target = find_case(tx, case), find_case(tx, into)
    refusal = _refused(tx, office, found, version, member)
    if found is None or target is None or refusal:
        return Move(case=found, refusal=refusal or Refusal.UNKNOWN)
    if found.state is CaseState.CLAIMED and found.claimed_by != member:
        return Move(case=found, refusal=Refusal.NOT_YOURS)
    head = head_of(tx, target)
    if head.id in kin_of(tx, case) or head.pool is not found.pool:
        return Move(case=found, refusal=Refusal.NOT_YOURS)
    # What was decided already would never reach those who flagged this one, and with what is
    # heard for the second time they would have no appeal.
    if head.state not in UNDECIDED or head.number is None or found.final or head.final:
        return Move(case=found, refusal=Refusal.NOT_NOW)
    if why_not(tx, office, head, member):
        return Move(case=found, refusal=Refusal.NOT_YOURS)
    moved = move(
        tx, office.keys, found, CaseEvent.MERGE, Actor.COORDINATOR, now, member=member,
        detail={"into": head.id}, merged_into=head.id, claimed_by=None, lease_until=None,
        acknowledge_by=None, answer_by=None,
    )  # fmt: skip
    return done(moved)


def split(tx: Tx, office: Office, case: int, version: int, member: int, now: datetime) -> Move:
    """A case that was merged stands for itself again, in the queue, if nothing was decided yet."""
    found = find_case(tx, case)
    refusal = _refused(tx, office, found, version, member)
    if found is None or refusal:
        return Move(case=found, refusal=refusal)
    head = head_of(tx, found)
    if head.state not in UNDECIDED or head.final:
        return Move(case=found, refusal=Refusal.NOT_NOW)
    moved = move(
        tx, office.keys, found, CaseEvent.SPLIT, Actor.COORDINATOR, now, member=member,
        merged_into=None, claimed_by=None, **filed(tx, office, found.reason, now),
    )  # fmt: skip
    return done(moved)


def held(
    snapshot: Snapshot, office: Office, case: int, version: int, member: int
) -> Case | Refusal:
    """A case that somebody holds a claim on, as they saw it; or why they may not act."""
    found = find_case(snapshot, case)
    refusal = _refused(snapshot, office, found, version, member)
    if found is None or refusal:
        return refusal or Refusal.UNKNOWN
    if found.state is not CaseState.CLAIMED:
        return Refusal.NOT_NOW
    return found if found.claimed_by == member else Refusal.NOT_YOURS


def _refused(
    snapshot: Snapshot, office: Office, case: Case | None, version: int, member: int
) -> Refusal | None:
    if case is None or case.number is None:
        return Refusal.UNKNOWN
    return why_not(snapshot, office, case, member) or (
        Refusal.STALE if case.version != version else None
    )


def done(case: Case | None, *notices: Notice) -> Move:
    """What became of an act that only the case's state could still stop."""
    if case is None:
        return Move(refusal=Refusal.NOT_NOW)
    return Move(case=case, notices=notices)
