"""A member flags what is asked (私下提意见), sees their flags, and takes them back."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.case import UNDECIDED, CaseState, Pool, Refusal
from bot.domain.flag import (
    DAILY_LIMIT,
    LIVE,
    LONGEST_TEXT,
    SMALL_GROUP,
    FlagEvent,
    Flagger,
    FlagState,
    MyFlag,
    flag_after,
)
from bot.domain.request import Request, RequestState
from bot.domain.review import Filed
from bot.reading.redact import as_kept
from bot.services.office import Office, local_day
from bot.services.voices import (
    day_key,
    is_theirs,
    sealed_text,
    sealed_way,
    theirs,
    voice,
    voice_key_for,
    way_of,
)
from bot.storage.cases import find_case, head_of
from bot.storage.connection import Snapshot, Tx
from bot.storage.feedback import drop_feedback
from bot.storage.flags import (
    Flag,
    add_flag,
    change_flag,
    drop_flag,
    find_flag,
    flags_in,
    flags_on,
    given_on,
)
from bot.storage.links import carried_to
from bot.storage.mentions import chats_told
from bot.storage.posts import size_of
from bot.storage.requests import request_by_id

DRAFT_LIVES = timedelta(minutes=30)
FLAGGED_FOR = timedelta(days=60)
"""How long after it was last spoken of, or due, a request may be flagged."""


def may_flag(
    snapshot: Snapshot,
    office: Office,
    who: Flagger,
    request: int,
    chats: Iterable[int],
    now: datetime,
) -> Refusal | None:
    """Why somebody who is in ``chats`` cannot flag a request, if so."""
    found = request_by_id(snapshot, request)
    if found is None or found.state is RequestState.DISMISSED:
        return Refusal.UNKNOWN
    if not heard_in(snapshot, found.id) & set(chats):
        return Refusal.NOT_YOURS
    ends = [at for at in (found.last_at, found.deadline, found.starts_at) if at]
    if max(ends) <= now - FLAGGED_FOR:
        return Refusal.LONG_OVER
    if _live_on(snapshot, office, who, found.id):
        return Refusal.ALREADY
    today = given_on(snapshot, local_day(now))
    mine = sum(is_theirs(office, flag, who) for flag in today)
    return Refusal.TOO_MANY if mine >= DAILY_LIMIT else None


def heard_in(snapshot: Snapshot, request: int) -> frozenset[int]:
    """The chats in which a canonical request was asked, and those whose digests told of it."""
    return chats_told(snapshot, request) | carried_to(snapshot, request)


def _root(snapshot: Snapshot, flag: Flag) -> int:
    request = request_by_id(snapshot, flag.request)
    return request.id if request else flag.root


def start(
    tx: Tx, office: Office, who: Flagger, request: int, reason: str, now: datetime
) -> MyFlag | None:
    """Begin a flag that waits for its text; it takes the place of one begun before.

    None when there is no such request any more.
    """
    abandon(tx, office, who)
    if request_by_id(tx, request) is None:
        return None
    ident, day = office.fresh(), local_day(now)
    key = day_key(tx, office, day)
    flag = Flag(
        id=ident, request=request, root=request, reason=reason, pool=Pool.GROUP, case=None,
        state=FlagState.DRAFT, day=day, since=day, rating=None, voice_key=None,
        voice=None, way_key=key, way=sealed_way(office, key, ident, who, now), text=None,
    )  # fmt: skip
    add_flag(tx, flag)
    return _mine(tx, flag)


def draft_of(snapshot: Snapshot, office: Office, who: Flagger, now: datetime) -> MyFlag | None:
    """What somebody began and has not given in yet."""
    for flag in flags_in(snapshot, FlagState.DRAFT):
        way = way_of(office, flag)
        if way and way[0] == who and way[1] and now < way[1] + DRAFT_LIVES:
            return _mine(snapshot, flag)
    return None


def abandon(tx: Tx, office: Office, who: Flagger) -> None:
    """They think better of it; nothing is kept. May be repeated."""
    for flag in flags_in(tx, FlagState.DRAFT):
        way = way_of(office, flag)
        if way and way[0] == who:
            drop_flag(tx, flag.id)


def expire_drafts(tx: Tx, office: Office, now: datetime) -> None:
    """Forget what was begun half an hour ago."""
    for flag in flags_in(tx, FlagState.DRAFT):
        way = way_of(office, flag)
        if way is None or way[1] is None or way[1] + DRAFT_LIVES <= now:
            drop_flag(tx, flag.id)


def submit(
    tx: Tx,
    office: Office,
    who: Flagger,
    request: int,
    reason: str,
    text: str,
    chats: Iterable[int],
    now: datetime,
) -> Filed:
    """Flag a request. Given in again, it is there ALREADY, and nothing changes."""
    among = frozenset(chats)
    if reason not in office.reasons:
        return Filed(refusal=Refusal.NO_REASON)
    if len(text) > LONGEST_TEXT:
        return Filed(refusal=Refusal.TOO_LONG)
    refusal = may_flag(tx, office, who, request, among, now)
    root = request_by_id(tx, request)
    if refusal or root is None:
        live = _live_on(tx, office, who, root.id) if root else None
        return Filed(flag=_mine(tx, live) if live else None, refusal=refusal)
    abandon(tx, office, who)
    flag = _new_flag(tx, office, who, request, root, reason, text, among, now)
    add_flag(tx, flag)
    return Filed(flag=_mine(tx, flag))


def _new_flag(
    tx: Tx,
    office: Office,
    who: Flagger,
    request: int,
    root: Request,
    reason: str,
    text: str,
    among: frozenset[int],
    now: datetime,
) -> Flag:
    ident, day = office.fresh(), local_day(now)
    key = day_key(tx, office, day)
    voices = voice_key_for(tx, office, root)
    large = any(size_of(tx, chat) >= SMALL_GROUP for chat in heard_in(tx, root.id) & among)
    state = flag_after(FlagState.DRAFT, FlagEvent.SUBMIT)
    assert state is not None
    written = as_kept(text)
    return Flag(
        id=ident, request=request, root=root.id, reason=reason,
        pool=Pool.GROUP if large else Pool.COUNTY, case=None, state=state, day=day, since=day,
        rating=None, voice_key=voices, voice=voice(office, voices, root.id, who),
        way_key=key, way=sealed_way(office, key, ident, who),
        text=sealed_text(office, key, ident, written),
    )  # fmt: skip


def withdraw(tx: Tx, office: Office, who: Flagger, flag: int, now: datetime) -> Filed:
    """Take a flag back, until its case is decided. May be repeated."""
    found = their_flag(tx, office, who, flag)
    if found is None:
        return Filed(refusal=Refusal.UNKNOWN)
    if found.state is FlagState.WITHDRAWN:
        return Filed(flag=_mine(tx, found))
    if not _may_withdraw(tx, found):
        return Filed(flag=_mine(tx, found), refusal=Refusal.NOT_NOW)
    # What stands on a reviewer's sheet stays until the batch: a line gone at once would tell.
    unread = {} if found.case else {"way_key": None, "text": None}
    change_flag(tx, flag, state=FlagState.WITHDRAWN, since=local_day(now), way=None, **unread)
    drop_feedback(tx, flag=flag)
    return Filed(flag=_mine(tx, found._replace(state=FlagState.WITHDRAWN)))


def flags_of(snapshot: Snapshot, office: Office, who: Flagger) -> tuple[MyFlag, ...]:
    """Somebody's flags that were not taken back, by day."""
    kept = [f for f in theirs(snapshot, office, who) if f.state is not FlagState.WITHDRAWN]
    return tuple(_mine(snapshot, flag) for flag in sorted(kept, key=lambda flag: flag.day))


def forget(tx: Tx, office: Office, who: Flagger, now: datetime) -> None:
    """Take back what can be; of the rest nothing leads to them any more.

    Nor does it count from the next batch on: they may flag anew, and would have two voices.
    """
    abandon(tx, office, who)
    for flag in theirs(tx, office, who):
        withdraw(tx, office, who, flag.id, now)
        drop_feedback(tx, flag=flag.id)
        change_flag(tx, flag.id, voice_key=None, voice=None, way=None)


def their_flag(snapshot: Snapshot, office: Office, who: Flagger, ident: int) -> Flag | None:
    """The flag with an id, if it is this person's."""
    flag = find_flag(snapshot, ident)
    return flag if flag and is_theirs(office, flag, who) else None


def shown(snapshot: Snapshot, ident: int) -> MyFlag:
    """A flag as it is now, for its owner."""
    flag = find_flag(snapshot, ident)
    assert flag is not None
    return _mine(snapshot, flag)


def _live_on(snapshot: Snapshot, office: Office, who: Flagger, root: int) -> Flag | None:
    live = (flag for flag in flags_on(snapshot, root) if flag.state in LIVE)
    return next((flag for flag in live if is_theirs(office, flag, who)), None)


def _may_withdraw(snapshot: Snapshot, flag: Flag) -> bool:
    """Cooling, or before the case is decided; a question that waits is passed over by it."""
    if flag.state is FlagState.ASKED:
        flag = flag._replace(state=FlagState.ATTACHED)
    if flag_after(flag.state, FlagEvent.WITHDRAW) is None:
        return False
    case = find_case(snapshot, flag.case) if flag.case else None
    return case is None or head_of(snapshot, case).state in UNDECIDED


def _mine(snapshot: Snapshot, flag: Flag) -> MyFlag:
    case = find_case(snapshot, flag.case) if flag.case else None
    answered = case is not None and head_of(snapshot, case).state is CaseState.ANSWERED
    return MyFlag(
        id=flag.id,
        request=_root(snapshot, flag),
        reason=flag.reason,
        state=flag.state,
        day=flag.day,
        may_withdraw=_may_withdraw(snapshot, flag),
        may_appeal=flag.state is FlagState.ANSWERED and answered,
    )
