"""The daily batch: all that could betray a moment or a number happens once a day, together."""

from collections import Counter
from datetime import date, datetime, time

from bot.domain.case import (
    UNDECIDED,
    CaseEvent,
    CaseState,
    Pool,
    band_of,
    must_reopen,
    quorum,
)
from bot.domain.flag import Actor, FlagEvent, FlagState
from bot.domain.message import SHANGHAI
from bot.domain.review import Case, FeedbackKind, Notice, NoticeKind
from bot.services.attaching import attach_all, lapse_empty, rehome
from bot.services.clocks import entered
from bot.services.eligibility import large_chats
from bot.services.hearing import drop_unread, step, tell, who_heard
from bot.services.keeping import purge, renew_voice_keys
from bot.services.office import Office, local_day
from bot.services.returning import reopen_returned, was_upheld
from bot.services.review import resume
from bot.services.spotting import spot_checks
from bot.services.timing import APPEAL, WAIT, filed, reheard
from bot.services.voices import follow_requests
from bot.storage.cases import cases_in, find_case, head_of, move, next_number, note
from bot.storage.connection import Snapshot, Tx
from bot.storage.feedback import show_said
from bot.storage.flags import Flag, begin_batch, flags_in, flags_of_case, voices
from bot.storage.posts import size_of

BATCH_AT = time(7, 40)
OLD = 3
"""Working days after which a lone flag enters the queue, too."""
_IN_SIGHT = (
    CaseState.PENDING,
    CaseState.REOPENED,
    CaseState.CLAIMED,
    CaseState.NEED_INFO,
    CaseState.CONSULTING,
    CaseState.REMEDYING,
    CaseState.ANSWERED,
)


def batch(tx: Tx, office: Office, now: datetime) -> tuple[Notice, ...]:
    """The batch of the day, once it is due and unless it was done; whom to tell of what."""
    today = local_day(now)
    if now.astimezone(SHANGHAI).time() < BATCH_AT or not begin_batch(tx, today):
        return ()
    follow_requests(tx, office)
    attach_all(tx, office, now)
    rehome(tx, office, now)
    _pass_over_questions(tx, office, now)
    notices = _show_answers(tx, office, now)
    notices += _reopen_or_close(tx, office, now)
    _close_flags(tx, office, now)
    drop_unread(tx)
    notices += reopen_returned(tx, office, now)
    lapse_empty(tx, office, now)
    notices += _let_enter(tx, office, now)
    _set_bands(tx)
    purge(tx, now)
    follow_requests(tx, office)
    renew_voice_keys(tx, office, now)
    return tuple(notices)


def _pass_over_questions(tx: Tx, office: Office, now: datetime) -> None:
    for flag in flags_in(tx, FlagState.ASKED):
        if office.workdays_later(flag.since, WAIT) < local_day(now):
            step(tx, flag, FlagEvent.SKIP, now)


def _show_answers(tx: Tx, office: Office, now: datetime) -> list[Notice]:
    """What flaggers answered yesterday may be read; a case that waited for it goes on."""
    notices = []
    for case in cases_in(tx, *_IN_SIGHT):
        if show_said(tx, case.id) and case.state is CaseState.NEED_INFO:
            resume(tx, office, case, CaseEvent.ANSWERED, Actor.BOT, now)
            to = (case.claimed_by,) if case.claimed_by else ()
            notices.append(Notice(kind=NoticeKind.HEARD, case=case.id, to=to))
    return notices


def _reopen_or_close(tx: Tx, office: Office, now: datetime) -> list[Notice]:
    notices = []
    for case in cases_in(tx, CaseState.ANSWERED):
        heard, unhappy = _heard(tx, case)
        if not case.final and must_reopen(heard, unhappy):
            notices += _reopen(tx, office, case, now)
        elif case.wait_until and case.wait_until <= now:
            move(
                tx, office.keys, case, CaseEvent.CLOSE, Actor.TIMER, now,
                closed_on=local_day(now), wait_until=None, claimed_by=None,
            )  # fmt: skip
    return notices


def _heard(snapshot: Snapshot, case: Case) -> tuple[int, int]:
    """How many people heard this answer, and how many of them are dissatisfied.

    Who wanted to be forgotten has no voice, and may have flagged anew with one.
    """
    mine = [flag for flag in who_heard(snapshot, case) if flag.voice]
    unhappy = [flag for flag in mine if flag.state is FlagState.APPEALED]
    return len({flag.voice for flag in mine}), len({flag.voice for flag in unhappy})


def _reopen(tx: Tx, office: Office, case: Case, now: datetime) -> list[Notice]:
    """Enough are dissatisfied: somebody else hears it, once, and for good."""
    moved = move(
        tx, office.keys, case, CaseEvent.REOPEN, Actor.BOT, now, final=True, claimed_by=None,
        asked=0, consulted=0, **reheard(office, now),
    )  # fmt: skip
    if moved is None:
        return []
    for flag in flags_of_case(tx, case.id):
        _rehear(tx, office, flag, now)
    return [entered(tx, office, moved, NoticeKind.REOPENED)]


def _rehear(tx: Tx, office: Office, flag: Flag, now: datetime) -> None:
    """Who is dissatisfied waits for the second answer; of that one, nothing is rated yet."""
    if step(tx, flag, FlagEvent.REHEAR, now, rating=None):
        tell(tx, office, [flag], FeedbackKind.REOPENED, "")


def _close_flags(tx: Tx, office: Office, now: datetime) -> None:
    """Silence is no praise: a flag that nobody rated is closed as such."""
    for flag in flags_in(tx, FlagState.ANSWERED, FlagState.APPEALED):
        late = office.workdays_later(flag.since, APPEAL) < local_day(now)
        if flag.state is FlagState.ANSWERED:
            if late:
                step(tx, flag, FlagEvent.SILENCE, now)
        elif _is_heard_again(tx, flag):
            _rehear(tx, office, flag, now)
        elif late or _is_final(tx, flag):
            step(tx, flag, FlagEvent.STAND, now)


def _is_heard_again(snapshot: Snapshot, flag: Flag) -> bool:
    """Whether a case was reopened already when its flagger was dissatisfied, and is undecided."""
    head = _head(snapshot, flag)
    return head is not None and head.state in (*UNDECIDED, CaseState.REMEDYING)


def _is_final(snapshot: Snapshot, flag: Flag) -> bool:
    head = _head(snapshot, flag)
    return head is None or head.final or head.state is CaseState.CLOSED


def _head(snapshot: Snapshot, flag: Flag) -> Case | None:
    found = find_case(snapshot, flag.case) if flag.case else None
    return head_of(snapshot, found) if found else None


def _let_enter(tx: Tx, office: Office, now: datetime) -> list[Notice]:
    """Let cases into the queue, spot checks among them, in an order that tells nothing."""
    ripe = [one for one in cases_in(tx, CaseState.COLLECTING) if _is_ripe(tx, office, one, now)]
    fresh = {case.id: case for case in [*ripe, *spot_checks(tx, office, now)]}
    order = sorted(fresh)
    office.random.shuffle(order)
    notices = []
    for ident in order:
        case = fresh[ident]
        moved = move(
            tx, office.keys, case, CaseEvent.ENTER, Actor.TIMER, now, number=next_number(tx),
            came_back=was_upheld(tx, case, now), **filed(tx, office, case.reason, now),
        )  # fmt: skip
        if moved:
            notices.append(entered(tx, office, moved, NoticeKind.ENTERED))
    return notices


def _is_ripe(snapshot: Snapshot, office: Office, case: Case, now: datetime) -> bool:
    flags = flags_of_case(snapshot, case.id)
    if not flags:
        return False
    reason = office.reasons.get(case.reason)
    oldest: date = min(flag.day for flag in flags)
    return (
        (reason is not None and reason.severe)
        or len({voice for _, voice in voices(snapshot, case.id)}) >= _quorum(snapshot, case)
        or office.workdays_later(oldest, OLD) <= local_day(now)
    )


def _quorum(snapshot: Snapshot, case: Case) -> int:
    large = large_chats(snapshot, case.request) if case.pool is Pool.GROUP else ()
    return quorum(sum(size_of(snapshot, chat) for chat in large))


def _set_bands(tx: Tx) -> None:
    for case in cases_in(tx, *_IN_SIGHT, CaseState.MERGED):
        band = band_of(_most_voices(tx, case.id))
        if band is not case.band:
            note(tx, case.id, band=band)


def _most_voices(snapshot: Snapshot, case: int) -> int:
    """How many people flagged one and the same request, of those a case came to be about.

    They are not added up when requests are merged: else whoever merges two of them, and knows of
    one how many flagged it, would learn that of the other.
    """
    flagged = Counter(request for request, _ in voices(snapshot, case))
    return max(flagged.values(), default=0)
