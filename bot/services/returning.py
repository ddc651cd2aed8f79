"""Burdens that come back (反弹回潮): upheld requests are watched for 180 days."""

from datetime import datetime, timedelta

from bot.domain.case import CaseEvent, CaseState, Outcome
from bot.domain.flag import Actor
from bot.domain.request import Request
from bot.domain.review import Case, Notice, NoticeKind
from bot.reading.findable import findable
from bot.reading.likeness import compare, features
from bot.services.attaching import new_key
from bot.services.catalogue import catalogue_of
from bot.services.clocks import entered
from bot.services.office import Office, local_day
from bot.services.remedies import came_apart, last_end
from bot.services.timing import filed
from bot.storage.cases import cases_about, closed_since, family_of, head_of, move, note
from bot.storage.connection import Snapshot, Tx
from bot.storage.history import happened_to
from bot.storage.mentions import core_of
from bot.storage.messages import moment
from bot.storage.repeats import Live, likely_repeats
from bot.storage.requests import requests_plain
from bot.storage.spots import Asked, times_asked

WATCHED = timedelta(days=180)
_CANDIDATES = 12
_SAME = frozenset({"same", "near", "relay_tightened"})


def reopen_returned(tx: Tx, office: Office, now: datetime) -> list[Notice]:
    """Reopen closed cases whose burden was laid on again since it was taken off."""
    notices: list[Notice] = []
    for case in closed_since(tx, now - WATCHED):
        if not _was_remedied(tx, case):
            continue
        for one in family_of(tx, case.id):
            back = _asked_again(tx, office, case, one)
            if back:
                notices += _recur(tx, office, case, one, back, now)
                break
    return notices


def was_upheld(snapshot: Snapshot, case: Case, now: datetime) -> bool:
    """Whether what a new case is about was taken off, for the same reason, not long ago."""
    earlier = [head_of(snapshot, one) for one in
               cases_about(snapshot, case.request, case.reason, case.pool)]  # fmt: skip
    return any(
        one.state is CaseState.CLOSED
        and one.answered_at is not None
        and one.answered_at > now - WATCHED
        and _was_remedied(snapshot, one)
        for one in earlier
    )


def _was_remedied(snapshot: Snapshot, case: Case) -> bool:
    """Whether what was advised was done, and not given up."""
    end = last_end(snapshot, case.id)
    return end is not None and end.event is CaseEvent.VERIFIED


def _recur(
    tx: Tx, office: Office, case: Case, one: Case, request: int, now: datetime
) -> list[Notice]:
    """A case is open again, marked; ``request`` is what came back, of it or of what joined it."""
    moved = move(
        tx, office.keys, case, CaseEvent.RECUR, Actor.BOT, now, detail={"request": request},
        came_back=True, final=False, claimed_by=None, first_reviewer=None, decision=None,
        issuer_said=None, asked=0, consulted=0, closed_on=None, key=case.key or new_key(office),
        answered_at=None, **filed(tx, office, case.reason, now),
    )  # fmt: skip
    if moved is None:
        return []
    for kin in family_of(tx, case.id):
        note(tx, kin.id, decision=None)
    note(tx, one.id, request=request)
    return [entered(tx, office, moved, NoticeKind.RETURNED)]


def _asked_again(snapshot: Snapshot, office: Office, case: Case, one: Case) -> int | None:
    """The request by which a burden came back: the very one, or one alike by the same issuer.

    What was done for the whole system cannot be seen to be undone: flags tell.
    """
    since, (mine,) = case.answered_at, requests_plain(snapshot, [one.told_request or one.request])
    outcome = case.decision.outcome if case.decision else None
    if since is None or outcome is None or outcome is Outcome.SYSTEMIC:
        return None
    own = times_asked(snapshot, mine.id)
    others = {
        other.id: times_asked(snapshot, other.id) for other in _alike(snapshot, mine, one, since)
    }
    match outcome:
        case Outcome.EXTEND:
            found = _as_short(snapshot, office, case, one, own, others)
        case Outcome.SIMPLIFY:
            found = _as_heavy(office, one, since, own, others)
        case Outcome.CANCEL if any(asked.at > since for asked in own):
            found = mine.id
        case Outcome.MERGE if came_apart(snapshot, last_end(snapshot, case.id), one):
            found = mine.id
        case _:
            found = next(iter(others), None)
    return one.request if found == mine.id else found


def _alike(snapshot: Snapshot, mine: Request, one: Case, since: datetime) -> list[Request]:
    """New requests of the same issuer that ask the same as the one that was taken off."""
    core = core_of(snapshot, mine.id)
    items = catalogue_of(snapshot)
    # Without deadlines: it is the next round of it by which a burden comes back.
    own = features(core, mine.first_at, catalogue=items)
    return [
        other
        for other, text in likely_repeats(
            snapshot, findable(core, own), Live(since, since), _CANDIDATES
        )
        if other.id not in (mine.id, one.request)
        and other.first_at > since
        and other.issuer == mine.issuer
        and compare(own, features(text, other.first_at, catalogue=items)).relation in _SAME
    ]


def _as_short(
    snapshot: Snapshot,
    office: Office,
    case: Case,
    one: Case,
    own: list[Asked],
    others: dict[int, list[Asked]],
) -> int | None:
    """What is asked with no more time than there was before it was extended."""
    before, since = one.told_deadline, case.answered_at
    first = next((asked.at for asked in own if asked.due == before), None)
    if before is None or since is None or first is None:
        return None
    long = office.work.between(first, before)
    until = _extended_to(snapshot, case, one) or before
    for request, times in {one.told_request or one.request: own, **others}.items():
        # A reminder gives no less time than the notice it reminds of.
        rounds = {asked.due: asked.at for asked in reversed(times) if asked.due}
        for due, at in rounds.items():
            if at > since and due > max(at, until) and office.work.between(at, due) <= long:
                return request
    return None


def _extended_to(snapshot: Snapshot, case: Case, one: Case) -> datetime | None:
    """What the deadline had become when the case got its answer."""
    ends = [row for row in happened_to(snapshot, case.id) if row.event is CaseEvent.VERIFIED]
    return moment(ends[-1].detail.get("due", {}).get(str(one.told_request)))


def _as_heavy(
    office: Office,
    one: Case,
    since: datetime,
    own: list[Asked],
    others: dict[int, list[Asked]],
) -> int | None:
    """What is asked with the very cues the case was about: once anew, or on two days by itself."""
    reason = office.reasons.get(one.reason)
    before = frozenset().union(*(asked.cues for asked in own if asked.at <= since))
    about = before.intersection(reason.categories if reason else ())
    days = {local_day(asked.at) for asked in own if asked.at > since and about & asked.cues}
    if len(days) > 1:
        return one.told_request or one.request
    return next(
        (ident for ident, times in others.items() if any(about & asked.cues for asked in times)),
        None,
    )
