"""What coordinators decide: it advises, and takes effect when the issuer acts or is seen to."""

from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from bot.domain.case import UPHELD, CaseEvent, CaseState, Pool, Rank, Refusal
from bot.domain.flag import Actor, FlagEvent, FlagState
from bot.domain.review import Case, Decision, FeedbackKind, Move, Notice, NoticeKind, Remedy
from bot.services.eligibility import contacts_of, large_chats, why_not
from bot.services.hearing import step, tell, who_heard
from bot.services.office import Office, local_day, written
from bot.services.remedies import detail_of, is_remedied, remedies_of, taken_back, time_of
from bot.services.review import done, held
from bot.services.timing import APPEAL, VERIFY
from bot.services.urgency import UNHEARD, is_untold
from bot.storage.cases import (
    decision_json,
    drop_advice,
    family_of,
    find_case,
    kin_of,
    mark_advice,
    move,
    note,
)
from bot.storage.connection import Snapshot, Tx
from bot.storage.flags import Flag, change_flag, flags_of_case
from bot.storage.messages import seconds
from bot.storage.people import member_by_id
from bot.storage.posts import post_of
from bot.storage.requests import request_by_id


def decide(
    tx: Tx, office: Office, case: int, version: int, member: int, decision: Decision, now: datetime
) -> Move:
    """Decide a claimed case, with a reason, a basis and words for those who flagged."""
    found = held(tx, office, case, version, member)
    if isinstance(found, Refusal):
        return Move(case=find_case(tx, case), refusal=found)
    plain = _plainly(decision)
    if isinstance(plain, Refusal):
        return Move(case=found, refusal=plain)
    decided = move(
        tx, office.keys, found, CaseEvent.DECIDE, Actor.COORDINATOR, now, member=member,
        detail={"decision": decision_json(plain)}, decision=plain, lease_until=None,
        answer_by=None, first_reviewer=found.first_reviewer or member,
    )  # fmt: skip
    if decided is None:
        return Move(case=found, refusal=Refusal.NOT_NOW)
    for one in family_of(tx, case):
        request = request_by_id(tx, one.request)
        due = time_of(request) if request else None
        note(tx, one.id, decision=plain, told_deadline=due, told_request=one.request)
    if plain.outcome not in UPHELD:
        return done(answered(tx, office, decided, CaseEvent.EXPLAIN, Actor.BOT, now))
    return _advised(tx, office, decided, plain, now)


def _advised(tx: Tx, office: Office, case: Case, decision: Decision, now: datetime) -> Move:
    family = family_of(tx, case.id)
    unheard = not all(is_heard(tx, office, one) for one in family)
    moved = move(
        tx, office.keys, case, CaseEvent.ADVISE, Actor.BOT, now,
        detail={UNHEARD: True} if unheard else {}, wait_until=office.days(now, VERIFY),
        warned=False,
    )  # fmt: skip
    if moved is None:
        return Move(case=case, refusal=Refusal.NOT_NOW)
    for one in family:
        mark_advice(tx, one, decision.outcome)
    waiting = _concerned(tx, case)
    tell(tx, office, waiting, FeedbackKind.ADVISED, decision.feedback, decision)
    if is_remedied(tx, moved):
        return done(verified(tx, office, moved, Actor.BOT, now))
    told = [(one.id, contacts_of(tx, office, one)) for one in family]
    return done(moved, *(Notice(kind=NoticeKind.ADVISED, case=one, to=to) for one, to in told))


def is_heard(snapshot: Snapshot, office: Office, case: Case) -> bool:
    """Whether the issuer of what a case is about has a contact who can be written to."""
    people = (member_by_id(snapshot, one) for one in contacts_of(snapshot, office, case))
    return any(one is not None and one.private for one in people)


def _plainly(decision: Decision) -> Decision | Refusal:
    """A decision in the words that will be read."""
    texts = [written(one) for one in (decision.reason, decision.basis, decision.feedback)]
    refused = next((one for one in texts if isinstance(one, Refusal)), None)
    if refused:
        return refused
    reason, basis, feedback = map(str, texts)
    return replace(decision, reason=reason, basis=basis, feedback=feedback)


class Foresight(NamedTuple):
    """What a decision would come to, in the words that would be read.

    ``event`` is by which those who flagged hear of it, ``remedy`` what is seen done already;
    ``groups``: whether any group hears of it; ``heard``: whether its issuer has a contact.
    """

    case: Case
    decision: Decision
    event: CaseEvent
    remedy: Remedy
    groups: bool
    heard: bool


def foresee(
    snapshot: Snapshot, office: Office, case: int, version: int, member: int, decision: Decision
) -> Foresight | Refusal:
    """What people would read if a case were decided so. Nothing is."""
    found = held(snapshot, office, case, version, member)
    if isinstance(found, Refusal):
        return found
    plain = _plainly(decision)
    if isinstance(plain, Refusal):
        return plain
    event = CaseEvent.ADVISE if plain.outcome in UPHELD else CaseEvent.EXPLAIN
    family = [request_by_id(snapshot, one.request) for one in family_of(snapshot, case)]
    if event is CaseEvent.ADVISE and all(taken_back(one).deed for one in family):
        event = CaseEvent.VERIFIED
    groups = found.pool is Pool.GROUP and bool(large_chats(snapshot, found.request))
    heard = all(is_heard(snapshot, office, one) for one in family_of(snapshot, case))
    return Foresight(found, plain, event, taken_back(family[0]), groups, heard)


def foresee_end(
    snapshot: Snapshot, office: Office, case: int, version: int, member: int, why: str = ""
) -> Foresight | Refusal:
    """What people would read if the wait for a remedy ended: it is done, or ``why`` it is not."""
    found = find_case(snapshot, case)
    refusal = _cannot(snapshot, office, found, version, member)
    if found is None or refusal or found.decision is None:
        return refusal or Refusal.NOT_NOW
    event, decision, said = CaseEvent.VERIFIED, found.decision, written(why) if why else ""
    if isinstance(said, Refusal):
        return said
    if said:
        event, decision = CaseEvent.GIVE_UP, replace(decision, feedback=said)
    remedy = remedies_of(snapshot, found, decision.outcome, "")[case]
    groups = found.pool is Pool.GROUP and bool(large_chats(snapshot, found.request))
    return Foresight(found, decision, event, remedy, groups, heard=True)


def tell_issuer(
    tx: Tx, office: Office, case: int, version: int, member: int, now: datetime
) -> Move:
    """A coordinator told the issuer themselves, as no contact could be written to."""
    found = find_case(tx, case)
    refusal = _cannot(tx, office, found, version, member)
    if found is None or refusal:
        return Move(case=found, refusal=refusal or Refusal.UNKNOWN)
    if not is_untold(tx, found):
        return Move(case=found, refusal=Refusal.ALREADY)
    told = move(tx, office.keys, found, CaseEvent.TOLD, Actor.COORDINATOR, now, member=member)
    return done(told)


def attest(tx: Tx, office: Office, case: int, version: int, member: int, now: datetime) -> Move:
    """A coordinator saw that what was advised is done."""
    found = find_case(tx, case)
    refusal = _cannot(tx, office, found, version, member)
    if found is None or refusal:
        return Move(case=found, refusal=refusal or Refusal.UNKNOWN)
    return done(verified(tx, office, found, Actor.COORDINATOR, now, member=member))


def give_up(
    tx: Tx, office: Office, case: int, version: int, member: int, why: str, now: datetime
) -> Move:
    """An upper coordinator ends the wait for a remedy; the reason is told to all."""
    found = find_case(tx, case)
    refusal = _cannot(tx, office, found, version, member)
    if found is None or refusal:
        return Move(case=found, refusal=refusal or Refusal.UNKNOWN)
    post, reason = post_of(tx, member), written(why)
    if post is None or post.rank is not Rank.UPPER:
        return Move(case=found, refusal=Refusal.NOT_YOURS)
    if isinstance(reason, Refusal):
        return Move(case=found, refusal=reason)
    if found.decision is None:
        return Move(case=found, refusal=Refusal.INCOMPLETE)
    told = replace(found.decision, feedback=reason)
    return done(
        answered(tx, office, found, CaseEvent.GIVE_UP, Actor.UPPER, now, member=member, told=told)
    )


def _cannot(
    snapshot: Snapshot, office: Office, case: Case | None, version: int, member: int
) -> Refusal | None:
    if case is None:
        return Refusal.UNKNOWN
    refusal = why_not(snapshot, office, case, member)
    if refusal:
        return refusal
    if case.version != version:
        return Refusal.STALE
    return None if case.state is CaseState.REMEDYING else Refusal.NOT_NOW


def verified(
    tx: Tx,
    office: Office,
    case: Case,
    actor: Actor,
    now: datetime,
    *,
    member: int | None = None,
    said: str = "",
) -> Case | None:
    """What was advised is done: those who flagged hear it, and what its issuer ``said`` of it."""
    due: dict[str, int | None] = {}
    for one in family_of(tx, case.id):
        request = request_by_id(tx, one.request)
        due[str(one.told_request)] = seconds(time_of(request)) if request else None
    return answered(
        tx, office, case, CaseEvent.VERIFIED, actor, now, member=member, said=said,
        detail={"due": due},
    )  # fmt: skip


def answered(
    tx: Tx,
    office: Office,
    case: Case,
    event: CaseEvent,
    actor: Actor,
    now: datetime,
    *,
    member: int | None = None,
    told: Decision | None = None,
    said: str = "",
    detail: dict[str, Any] | None = None,
) -> Case | None:
    """A case has its answer: for five working days those who flagged may be dissatisfied."""
    decision, concerned = told or case.decision, _concerned(tx, case)
    if decision is None:
        return None
    remedies = remedies_of(tx, case, decision.outcome, said)
    kept = {"decision": decision_json(told)} if told else detail or {}
    moved = move(
        tx, office.keys, case, event, actor, now, member=member,
        detail={**kept, **detail_of(remedies)}, decision=decision,
        answered_at=now, wait_until=office.days(now, APPEAL), answer_by=None, warned=False,
    )  # fmt: skip
    if moved is not None:
        for one in kin_of(tx, case.id):
            note(tx, one, decision=decision)
            drop_advice(tx, one)
        for flag in concerned:
            hear_out(tx, flag, now)
        tell(
            tx, office, concerned, FeedbackKind.ANSWERED, decision.feedback, decision, event,
            remedies,
        )  # fmt: skip
    return moved


def _concerned(snapshot: Snapshot, case: Case) -> list[Flag]:
    """Who waits for the answer; the second one is for all who heard the first."""
    waiting = [f for f in flags_of_case(snapshot, case.id) if f.state in _WAITING]
    return [*waiting, *who_heard(snapshot, case)] if case.final else waiting


_WAITING = (FlagState.ATTACHED, FlagState.ASKED)


def hear_out(tx: Tx, flag: Flag, now: datetime) -> bool:
    """A flag has its answer; a question that still waited for its owner is passed over."""
    if step(tx, flag, FlagEvent.SKIP, now):
        flag = flag._replace(state=FlagState.ATTACHED)
    if flag.state is FlagState.ANSWERED:
        # The first answer was not rated; there is as much time for the second.
        change_flag(tx, flag.id, since=local_day(now))
    return step(tx, flag, FlagEvent.DECIDE, now)
