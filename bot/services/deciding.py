"""What coordinators decide: it advises, and takes effect when the issuer acts or is seen to."""

from dataclasses import replace
from datetime import datetime

from bot.domain.case import UPHELD, CaseEvent, CaseState, Outcome, Rank, Refusal
from bot.domain.flag import Actor, FlagEvent, FlagState
from bot.domain.request import Request, RequestState
from bot.domain.review import Case, Decision, FeedbackKind, Move, Notice, NoticeKind
from bot.services.eligibility import contacts_of, why_not
from bot.services.hearing import step, tell
from bot.services.office import Office, written
from bot.services.review import done, held
from bot.services.timing import APPEAL, VERIFY
from bot.storage.cases import decision_json, drop_advice, find_case, mark_advice, move
from bot.storage.connection import Snapshot, Tx
from bot.storage.flags import Flag, flags_of_case
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
    request = request_by_id(tx, found.request)
    decided = move(
        tx, office.keys, found, CaseEvent.DECIDE, Actor.COORDINATOR, now, member=member,
        detail={"decision": decision_json(plain)}, decision=plain, lease_until=None,
        answer_by=None, first_reviewer=found.first_reviewer or member,
        told_deadline=time_of(request) if request else None, told_request=found.request,
    )  # fmt: skip
    if decided is None:
        return Move(case=found, refusal=Refusal.NOT_NOW)
    if plain.outcome not in UPHELD:
        return done(answered(tx, office, decided, CaseEvent.EXPLAIN, Actor.BOT, now))
    return _advised(tx, office, decided, plain, now)


def _advised(tx: Tx, office: Office, case: Case, decision: Decision, now: datetime) -> Move:
    moved = move(
        tx, office.keys, case, CaseEvent.ADVISE, Actor.BOT, now,
        wait_until=office.days(now, VERIFY), warned=False,
    )  # fmt: skip
    if moved is None:
        return Move(case=case, refusal=Refusal.NOT_NOW)
    mark_advice(tx, moved, decision.outcome)
    waiting = flags_of_case(tx, case.id)
    tell(tx, office, waiting, FeedbackKind.ADVISED, decision.feedback, decision)
    if is_remedied(tx, moved):
        return done(verified(tx, office, moved, Actor.BOT, now))
    to = contacts_of(tx, office, moved)
    return done(moved, Notice(kind=NoticeKind.ADVISED, case=case.id, to=to))


def plainly(decision: Decision) -> Decision | Refusal:
    """A decision in the words that will be read."""
    texts = [written(one) for one in (decision.reason, decision.basis, decision.feedback)]
    refused = next((one for one in texts if isinstance(one, Refusal)), None)
    if refused:
        return refused
    reason, basis, feedback = map(str, texts)
    return replace(decision, reason=reason, basis=basis, feedback=feedback)


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
    if refusal and not (refusal is Refusal.SAME_REVIEWER and case.claimed_by == member):
        return refusal
    if case.version != version:
        return Refusal.STALE
    return None if case.state is CaseState.REMEDYING else Refusal.NOT_NOW


def verified(
    tx: Tx, office: Office, case: Case, actor: Actor, now: datetime, *, member: int | None = None
) -> Case | None:
    """What was advised is done: those who flagged hear it."""
    return answered(tx, office, case, CaseEvent.VERIFIED, actor, now, member=member)


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
) -> Case | None:
    """A case has its answer: for five working days those who flagged may be dissatisfied."""
    decision = told or case.decision
    moved = move(
        tx, office.keys, case, event, actor, now, member=member,
        detail={"decision": decision_json(told)} if told else {}, decision=decision,
        answered_at=now, wait_until=office.days(now, APPEAL), answer_by=None, warned=False,
    )  # fmt: skip
    if moved is not None and decision is not None:
        drop_advice(tx, case.id)
        heard = [f for f in flags_of_case(tx, case.id) if hear_out(tx, f, now)]
        tell(tx, office, heard, FeedbackKind.ANSWERED, decision.feedback, decision, event)
    return moved


def hear_out(tx: Tx, flag: Flag, now: datetime) -> bool:
    """A flag has its answer; a question that still waited for its owner is passed over."""
    if flag.state is FlagState.ASKED and step(tx, flag, FlagEvent.SKIP, now):
        flag = flag._replace(state=FlagState.ATTACHED)
    return step(tx, flag, FlagEvent.DECIDE, now)


def is_remedied(snapshot: Snapshot, case: Case) -> bool:
    """Whether the group saw what was advised: withdrawn, joined to another, or due later."""
    request = request_by_id(snapshot, case.request)
    if request is None or case.decision is None:
        return False
    if request.state is RequestState.WITHDRAWN:
        return True
    if case.decision.outcome is Outcome.MERGE:
        return case.request != case.told_request
    return case.decision.outcome is Outcome.EXTEND and _is_later(request, case)


def _is_later(request: Request, case: Case) -> bool:
    before, after = case.told_deadline, time_of(request)
    return before is not None and (after is None or after > before)


def time_of(request: Request) -> datetime | None:
    """When a request is due, or else begins."""
    return request.deadline or request.starts_at
