"""Flags join the case of their canonical request and reason, once a day, in no order."""

from datetime import datetime, timedelta

from bot.domain.case import OVER, UPHELD, CaseEvent, CaseState, Pool
from bot.domain.flag import Actor, FlagEvent, FlagState
from bot.domain.review import Case, FeedbackKind, Notice, NoticeKind
from bot.services.clocks import entered
from bot.services.deciding import hear_out
from bot.services.flagging import day_key
from bot.services.hearing import step, tell
from bot.services.office import Office, local_day
from bot.services.timing import filed
from bot.services.voices import reseal
from bot.storage.cases import (
    add_case,
    cases_about,
    cases_in,
    head_of,
    kin_of,
    move,
    must_find,
    note,
)
from bot.storage.connection import Snapshot, Tx
from bot.storage.flags import (
    Flag,
    change_flag,
    find_flag,
    flags_in,
    flags_of_case,
    spend,
)

WATCHED_DAYS = 180


def attach_all(tx: Tx, office: Office, now: datetime) -> list[Notice]:
    """Settle what was flagged on earlier days; what came back since a decision is reopened."""
    today, notices = local_day(now), []
    ripe = [flag for flag in flags_in(tx, FlagState.COOLING) if flag.day < today]
    for flag in ripe:
        case = case_for(tx, office, flag.root, flag.reason, flag.pool, now)
        if case.state is CaseState.CLOSED:
            notices += recur(tx, office, case, case.request, now)
        _attach(tx, office, flag, must_find(tx, case.id), now)
    # All flags of past days have a key of their case's now, and all drafts are gone.
    past = [day_key(today - timedelta(days=ago)) for ago in range(1, _OLDEST)]
    spend(tx, {*past, *(flag.way_key for flag in ripe if flag.way_key)})
    return notices


_OLDEST = 31
"""Days after which a day's key surely was destroyed before."""


def _attach(tx: Tx, office: Office, flag: Flag, case: Case, now: datetime) -> None:
    join(tx, office, flag, case)
    step(tx, flag, FlagEvent.SETTLE, now)
    settled, head = find_flag(tx, flag.id), head_of(tx, case)
    assert settled is not None
    if head.decision is None:
        return
    if head.state is CaseState.REMEDYING:
        tell(tx, office, [settled], FeedbackKind.ADVISED, head.decision.feedback, head.decision)
    elif head.state is CaseState.ANSWERED and hear_out(tx, settled, now):
        tell(tx, office, [settled], FeedbackKind.ANSWERED, head.decision.feedback, head.decision)


def join(tx: Tx, office: Office, flag: Flag, case: Case) -> None:
    """Let a flag be one of a case, sealed with its key."""
    change_flag(tx, flag.id, matter=case.id)
    if case.key:
        reseal(tx, office, flag, case.key)


def case_for(tx: Tx, office: Office, root: int, reason: str, pool: Pool, now: datetime) -> Case:
    """The case a flag belongs to: an open one, one watched after it was upheld, or a new one."""
    about = cases_about(tx, root, reason, pool)
    for case in about:
        if head_of(tx, case).state not in OVER:
            return _with_key(tx, office, case)
    for case in about:
        if is_watched(case, now):
            return case
    return add_case(tx, office.fresh(), root, reason, pool, _new_key(office))


def _new_key(office: Office) -> str:
    """The name of a key that is there at once: its file tells nothing of who uses it."""
    name = office.fresh_name("case")
    office.keys.make(name)
    return name


def is_watched(case: Case, now: datetime) -> bool:
    """Whether a closed case was upheld less than 180 days ago."""
    upheld = case.decision is not None and case.decision.outcome in UPHELD
    if not upheld or case.state is not CaseState.CLOSED or case.answered_at is None:
        return False
    return (now - case.answered_at).days < WATCHED_DAYS


def recur(tx: Tx, office: Office, case: Case, request: int, now: datetime) -> list[Notice]:
    """A burden came back after it was taken off (反弹回潮): its case is open again, marked."""
    key = case.key or _new_key(office)
    moved = move(
        tx, office.keys, case, CaseEvent.RECUR, Actor.BOT, now, detail={"request": request},
        request=request, came_back=True, final=False, claimed_by=None, first_reviewer=None,
        decision=None, issuer_said=None, asked=0, consulted=0, closed_on=None, key=key,
        answered_at=None, **filed(office, case.reason, now),
    )  # fmt: skip
    return [entered(tx, office, moved, NoticeKind.RETURNED)] if moved else []


def _with_key(tx: Tx, office: Office, case: Case) -> Case:
    if case.key is None:
        note(tx, case.id, key=_new_key(office))
    return must_find(tx, case.id)


def rehome(tx: Tx, office: Office, now: datetime) -> None:
    """Requests were merged or split: flags of cases that still collect go where they belong."""
    for case in cases_in(tx, CaseState.COLLECTING):
        for flag in flags_of_case(tx, case.id):
            home = case_for(tx, office, flag.root, flag.reason, flag.pool, now)
            if home.id != case.id:
                if home.state is CaseState.CLOSED:
                    continue
                join(tx, office, flag, home)


def lapse_empty(tx: Tx, office: Office, now: datetime) -> None:
    """Cases that still collect and whose flags were all taken back are over."""
    for case in cases_in(tx, CaseState.COLLECTING):
        if _is_empty(tx, case):
            move(
                tx, office.keys, case, CaseEvent.ALL_WITHDRAWN, Actor.BOT, now,
                key=None, closed_on=local_day(now),
            )  # fmt: skip
            spend(tx, [case.key] if case.key else [])


def _is_empty(snapshot: Snapshot, case: Case) -> bool:
    return len(kin_of(snapshot, case.id)) == 1 and not flags_of_case(snapshot, case.id)
