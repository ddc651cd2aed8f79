"""Flags join the case of their canonical request and reason, once a day, in no order."""

from datetime import datetime, timedelta

from bot.domain.case import OVER, CaseEvent, CaseState, Pool
from bot.domain.flag import Actor, FlagEvent, FlagState
from bot.domain.review import Case, FeedbackKind
from bot.services.deciding import hear_out
from bot.services.hearing import step, tell
from bot.services.office import Office, local_day
from bot.services.remedies import last_end, remedy_in
from bot.services.voices import DAYS, reseal
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


def attach_all(tx: Tx, office: Office, now: datetime) -> None:
    """Settle what was flagged on earlier days."""
    today = local_day(now)
    ripe = [flag for flag in flags_in(tx, FlagState.COOLING) if flag.day < today]
    for flag in ripe:
        _attach(tx, office, flag, case_for(tx, office, flag.root, flag.reason, flag.pool), now)
    # All flags of past days have a key of their case's now, and all drafts are gone.
    ahead = tuple(f"{DAYS}{today + timedelta(days=days)}" for days in (0, 1))
    spend(tx, [one for one in office.keys.names(DAYS) if not one.startswith(ahead)])


def _attach(tx: Tx, office: Office, flag: Flag, case: Case, now: datetime) -> None:
    join(tx, office, flag, case)
    step(tx, flag, FlagEvent.SETTLE, now)
    _hear(tx, office, flag.id, case, now)


def _hear(tx: Tx, office: Office, flag: int, case: Case, now: datetime) -> None:
    """Who joins a case that was decided already hears at once what was decided."""
    settled, head = find_flag(tx, flag), head_of(tx, case)
    assert settled is not None
    decision, end = head.decision, last_end(tx, head.id)
    if decision is None:
        return
    if head.state is CaseState.REMEDYING:
        tell(tx, office, [settled], FeedbackKind.ADVISED, decision.feedback, decision)
    elif head.state is CaseState.ANSWERED and end and hear_out(tx, settled, now):
        remedies = {case.id: remedy_in(end, case.id)}
        tell(
            tx, office, [settled], FeedbackKind.ANSWERED, decision.feedback, decision, end.event,
            remedies,
        )  # fmt: skip


def join(tx: Tx, office: Office, flag: Flag, case: Case) -> None:
    """Let a flag be one of a case, sealed with its key."""
    change_flag(tx, flag.id, matter=case.id)
    if case.key:
        reseal(tx, office, flag, case.key)


def case_for(tx: Tx, office: Office, root: int, reason: str, pool: Pool) -> Case:
    """The case a flag belongs to: an open one, or a new one.

    One that is over stays so: were it opened by a flag, everybody would know of that flag. One
    that is heard for the second time is for those who heard the first answer: who comes later
    would have no appeal.
    """
    for case in cases_about(tx, root, reason, pool):
        head = head_of(tx, case)
        if head.state not in OVER and not head.final:
            return _with_key(tx, office, case)
    return add_case(tx, office.fresh(), root, reason, pool, new_key(office))


def new_key(office: Office) -> str:
    """The name of a key that is there at once: its file tells nothing of who uses it."""
    name = office.fresh_name("case")
    office.keys.make(name)
    return name


def _with_key(tx: Tx, office: Office, case: Case) -> Case:
    if case.key is None:
        note(tx, case.id, key=new_key(office))
    return must_find(tx, case.id)


def rehome(tx: Tx, office: Office, now: datetime) -> None:
    """Requests were merged or split: flags of cases that still collect go where they belong."""
    for case in cases_in(tx, CaseState.COLLECTING):
        for flag in flags_of_case(tx, case.id):
            home = case_for(tx, office, flag.root, flag.reason, flag.pool)
            if home.id != case.id:
                join(tx, office, flag, home)
                _hear(tx, office, flag.id, home, now)


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
