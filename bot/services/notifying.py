"""Members with an office are told of cases in their private chats, silently; and each morning."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from bot.domain.boundary import Outgoing
from bot.domain.case import RANKS, WAITING, CaseState, Rank
from bot.domain.flag import FlagReason
from bot.domain.message import SHANGHAI
from bot.domain.review import Case, Morning, Move, Notice, NoticeKind
from bot.services.appointing import groups_without
from bot.services.daily import BATCH_AT
from bot.services.dossier import urgent_queue
from bot.services.eligibility import able, contacts_of, why_not
from bot.services.office import Office, local_day
from bot.services.urgency import Pressing, is_untold
from bot.storage.cases import must_find
from bot.storage.connection import Snapshot, Tx
from bot.storage.flags import batch_done
from bot.storage.outgoing import Promise, say
from bot.storage.people import member_by_id
from bot.storage.posts import begin_morning, morning_before, posts

Render = Callable[[NoticeKind, Case, Mapping[str, FlagReason]], Outgoing]
RenderMorning = Callable[[Morning, datetime], Outgoing]

_FOR_CONTACTS = frozenset({NoticeKind.CONSULTED, NoticeKind.ADVISED})
_ON_THE_SHEET = frozenset({NoticeKind.REOPENED, NoticeKind.RETURNED, NoticeKind.HEARD})
"""What the next morning sheet shows as well: on a day off it waits for that."""


def tell(tx: Tx, office: Office, notices: Iterable[Notice], render: Render, now: datetime) -> None:
    """Say notices to whom they are for, or else to the next who can be reached.

    That a case entered the queue stands on the morning sheet and is not said by itself; nor is,
    on a day off, whatever else stands there.
    """
    works = office.work.calendar.is_workday(local_day(now))
    for one in notices:
        if one.kind is NoticeKind.ENTERED or (one.kind in _ON_THE_SHEET and not works):
            continue
        case = must_find(tx, one.case)
        kind, chats = _hearers(tx, office, one, case)
        for chat in chats:
            say(tx, chat, render(kind, case, office.reasons), Promise.ONCE, now.timestamp())


def _hearers(
    snapshot: Snapshot, office: Office, notice: Notice, case: Case
) -> tuple[NoticeKind, list[str]]:
    """What is said, and to which private chats."""
    if notice.kind is NoticeKind.HANDED:
        return notice.kind, _chats(snapshot, notice.to)
    if notice.kind in _FOR_CONTACTS:
        still = contacts_of(snapshot, office, case)
        return notice.kind, _chats(snapshot, (one for one in notice.to if one in still))
    may = [one for one in notice.to if why_not(snapshot, office, case, one) is None]
    found = _chats(snapshot, may) if notice.kind is not NoticeKind.NOBODY else []
    others = able(snapshot, office, case)
    for rank in RANKS[RANKS.index(case.rank) :]:
        found = found or _chats(snapshot, (one.member for one in others if one.rank is rank))
    if found:
        return notice.kind, found
    upper = (one.member for one in posts(snapshot) if one.rank is Rank.UPPER)
    return NoticeKind.NOBODY, _chats(snapshot, upper)


def reaches_issuer(snapshot: Snapshot, moved: Move) -> bool:
    """Whether a decision reaches its issuers, or needs to reach none as it is remedied already."""
    return moved.case is None or not is_untold(snapshot, moved.case)


def _chats(snapshot: Snapshot, members: Iterable[int]) -> list[str]:
    known = (member_by_id(snapshot, one) for one in members)
    return [one.private for one in known if one and one.private]


def morning_sheets(snapshot: Snapshot, office: Office, now: datetime) -> tuple[Morning, ...]:
    """What waits for each coordinator on a working day; nobody for whom nothing does.

    What others have to answer or do stands there when its time is up, or when somebody has yet to
    tell them what was advised; for upper coordinators also the groups we came into since the
    sheets before, if nobody else reviews them.
    """
    today = local_day(now)
    if not office.work.calendar.is_workday(today):
        return ()
    before = morning_before(snapshot, today)
    new = groups_without(snapshot, datetime.combine(before, BATCH_AT, SHANGHAI) if before else None)
    found = []
    for post in posts(snapshot):
        known = urgent_queue(snapshot, office, post.member, now)
        late = [one for one in known if one.late]
        due = [one for one in known if one.due and local_day(one.due) <= today and not one.late]
        waiting = [one for one in known if one.case.state in _THEIRS]
        untold = [one for one in known if one.untold]
        groups = new if post.rank is Rank.UPPER else ()
        if late or due or waiting or untold or groups:
            found.append(
                Morning(
                    member=post.member, waiting=_cases(waiting), today=_cases(due),
                    overdue=_cases(late), untold=_cases(untold), groups=groups,
                )
            )  # fmt: skip
    return tuple(found)


def _cases(some: Iterable[Pressing]) -> tuple[Case, ...]:
    return tuple(one.case for one in some)


_THEIRS = WAITING | {CaseState.CLAIMED}


def say_mornings(tx: Tx, office: Office, render: RenderMorning, now: datetime) -> None:
    """Say the sheets of a working day, once, after its batch. May be called at any heartbeat."""
    today = local_day(now)
    if not office.work.calendar.is_workday(today):
        return
    if not batch_done(tx, today) or not begin_morning(tx, today):
        return
    for sheet in morning_sheets(tx, office, now):
        for chat in _chats(tx, [sheet.member]):
            say(tx, chat, render(sheet, now), Promise.ONCE, now.timestamp())
