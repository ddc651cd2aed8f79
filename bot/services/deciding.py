"""What coordinators decide: it advises, and takes effect when the issuer acts or is seen to."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.case import UPHELD, CaseEvent, CaseState, Outcome, Rank, Refusal
from bot.domain.flag import Actor, FlagEvent, FlagState
from bot.domain.review import Case, Decision, FeedbackKind, Move, Notice, NoticeKind
from bot.services.eligibility import contacts_called, contacts_of, why_not
from bot.services.hearing import step, tell, who_heard
from bot.services.office import Office, local_day, written
from bot.services.remedies import detail_of, is_remedied, remedies_of, time_of
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
    plain = plainly(decision)
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
        return _explained(tx, office, decided, plain, now)
    return _advised(tx, office, decided, plain, now)


def _explained(tx: Tx, office: Office, case: Case, decision: Decision, now: datetime) -> Move:
    """Answered at once; whom it is handed on to is told, or somebody has to go and tell them."""
    if decision.outcome is not Outcome.TRANSFERRED:
        return done(answered(tx, office, case, CaseEvent.EXPLAIN, Actor.BOT, now))
    to = handed_to(tx, office, case, decision)
    moved = answered(
        tx, office, case, CaseEvent.EXPLAIN, Actor.BOT, now,
        detail={} if to else {UNHEARD: True},
    )  # fmt: skip
    told = Notice(kind=NoticeKind.HANDED, case=case.id, to=to)
    return done(moved, *([told] if to else ()))


def handed_to(
    snapshot: Snapshot, office: Office, case: Case, decision: Decision
) -> tuple[int, ...]:
    """Who can be written to of the department that a case is handed on to."""
    if decision.outcome is not Outcome.TRANSFERRED or not decision.about:
        return ()
    named = contacts_called(snapshot, office, case, decision.about)
    return tuple(who for who in named if (one := member_by_id(snapshot, who)) and one.private)


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


def plainly(decision: Decision) -> Decision | Refusal:
    """A decision in the words that will be read."""
    texts = [written(one) for one in (decision.reason, decision.basis, decision.feedback)]
    texts += [written(decision.about)] if decision.about else []
    refused = next((one for one in texts if isinstance(one, Refusal)), None)
    if refused:
        return refused
    reason, basis, feedback, *about = map(str, texts)
    return replace(decision, reason=reason, basis=basis, feedback=feedback, about="".join(about))


def tell_issuer(
    tx: Tx, office: Office, case: int, version: int, member: int, now: datetime
) -> Move:
    """A coordinator told those who have to act themselves, as nobody could be written to."""
    found = find_case(tx, case)
    refusal = cannot_tell(tx, office, found, version, member)
    if found is None or refusal:
        return Move(case=found, refusal=refusal or Refusal.UNKNOWN)
    told = move(tx, office.keys, found, CaseEvent.TOLD, Actor.COORDINATOR, now, member=member)
    return done(told)


def attest(tx: Tx, office: Office, case: int, version: int, member: int, now: datetime) -> Move:
    """A coordinator saw that what was advised is done; of more time, the new time must be known."""
    found = find_case(tx, case)
    refusal = cannot_end(tx, office, found, version, member)
    if found is None or refusal:
        return Move(case=found, refusal=refusal or Refusal.UNKNOWN)
    if lacks_time(tx, found):
        return Move(case=found, refusal=Refusal.INCOMPLETE)
    return done(verified(tx, office, found, Actor.COORDINATOR, now, member=member))


def give_up(
    tx: Tx, office: Office, case: int, version: int, member: int, why: str, now: datetime
) -> Move:
    """An upper coordinator ends the wait for a remedy; the reason is told to all."""
    found = find_case(tx, case)
    refusal = cannot_end(tx, office, found, version, member)
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


def lacks_time(snapshot: Snapshot, case: Case) -> bool:
    """Whether more time was advised, and no notice with a later one is known."""
    outcome = case.decision.outcome if case.decision else None
    return outcome is Outcome.EXTEND and not is_remedied(snapshot, case)


def cannot_end(
    snapshot: Snapshot, office: Office, case: Case | None, version: int, member: int
) -> Refusal | None:
    """Why somebody cannot say what became of advice, if so."""
    refusal = _stale(snapshot, office, case, version, member)
    waits = case is not None and case.state is CaseState.REMEDYING
    return refusal or (None if waits else Refusal.NOT_NOW)


def cannot_tell(
    snapshot: Snapshot, office: Office, case: Case | None, version: int, member: int
) -> Refusal | None:
    """Why somebody need not, or may not, say that they told those who have to act."""
    refusal = _stale(snapshot, office, case, version, member)
    if refusal or case is None:
        return refusal
    return None if is_untold(snapshot, case) else Refusal.ALREADY


def _stale(
    snapshot: Snapshot, office: Office, case: Case | None, version: int, member: int
) -> Refusal | None:
    if case is None:
        return Refusal.UNKNOWN
    refusal = why_not(snapshot, office, case, member)
    if refusal:
        return refusal
    return Refusal.STALE if case.version != version else None


def verified(
    tx: Tx,
    office: Office,
    case: Case,
    actor: Actor,
    now: datetime,
    *,
    member: int | None = None,
    said: str = "",
    at: datetime | None = None,
) -> Case | None:
    """What was advised is done: those who flagged hear it, and what its issuer ``said`` of it.

    ``at`` is the new time of what nobody else was seen to move.
    """
    due: dict[str, int | None] = {}
    for one in family_of(tx, case.id):
        request = request_by_id(tx, one.request)
        due[str(one.told_request)] = seconds(time_of(request)) if request else None
    return answered(
        tx, office, case, CaseEvent.VERIFIED, actor, now, member=member, said=said,
        detail={"due": due}, at=at,
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
    at: datetime | None = None,
) -> Case | None:
    """A case has its answer: for five working days those who flagged may be dissatisfied."""
    decision, concerned = told or case.decision, _concerned(tx, case)
    if decision is None:
        return None
    remedies = remedies_of(tx, case, decision.outcome, said, at)
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
