"""Short-fuse changes of half a day in the groups that feed a target."""

from datetime import datetime

from bot.domain.delivery import Target
from bot.domain.digest import Period
from bot.domain.fuse import FuseKind, FuseLine
from bot.domain.reading import Kind, Relation
from bot.domain.request import Mention, Request, RequestState
from bot.storage.connection import Snapshot
from bot.storage.heard import requests_touched
from bot.storage.messages import newest_message
from bot.storage.targets import sources_of

_OVER = Relation.CANCEL
_WITHDRAWN = {
    RequestState.WITHDRAWN: FuseKind.WITHDRAWN,
    RequestState.SUSPENDED: FuseKind.SUSPENDED,
}


def short_fuse(
    snapshot: Snapshot, target: Target, since: datetime, now: datetime, until: datetime
) -> list[FuseLine]:
    """What changed in (since, now] and cannot wait for the next digest at ``until``, by time."""
    commits, chats = (0, newest_message(snapshot)), sources_of(snapshot, target.id)
    period = Period(start=since, end=now, commits=commits, chats=chats)
    found = []
    for request in requests_touched(snapshot, period, since):
        # That an alarm is over was said, too, where it is said no more: it stands again.
        lately = [m for m in request.mentions if m.sent_at > since]
        recent = [m for m in lately if not m.unsaid or (request.urgent and m.relation is _OVER)]
        line = _line(request, recent, now, until) if recent else None
        if line:
            found.append(line)
    return sorted(found, key=lambda line: line.deadline or line.starts_at or line.said_at)


def _line(
    request: Request, recent: list[Mention], now: datetime, until: datetime
) -> FuseLine | None:
    kind = _kind(request, recent, now, until)
    if kind is None:
        return None
    return FuseLine(
        kind=kind,
        asked=request.kind,
        title=request.title,
        issuer=request.issuer,
        said_at=recent[-1].sent_at,
        deadline=request.deadline,
        starts_at=request.starts_at,
        due_for=request.apart,
        source=next((m for m in reversed(recent) if not m.unsaid), request.mentions[0]).source,
        timed=_other_time(request, recent),
        venue=request.venue if any(one.venue for one in recent) else None,
    )


def _kind(
    request: Request, recent: list[Mention], now: datetime, until: datetime
) -> FuseKind | None:
    new = recent[0] is request.mentions[0]
    if request.urgent:
        # Alarms go their own way, at once; only their end is news here.
        over = request.state is RequestState.WITHDRAWN
        again = any(mention.unsaid for mention in recent)
        return FuseKind.LIFTED if over else FuseKind.DUE if again else None
    if request.state in _WITHDRAWN:
        # What was asked and withdrawn within the half-day still needs saying: somebody began.
        return _WITHDRAWN[request.state]
    if request.kind is Kind.INFO:
        return None
    at = request.deadline or request.starts_at
    soon = at is not None and now < at <= until
    if new:
        return FuseKind.DUE if soon else None
    relations = {mention.relation for mention in recent}
    if not relations & {Relation.UPDATE, Relation.RELAY_TIGHTENED}:
        return None
    if _other_time(request, recent) or any(one.venue for one in recent):
        return FuseKind.MOVED
    return FuseKind.ADDED if soon else None


def _other_time(request: Request, recent: list[Mention]) -> bool:
    """Whether these last notices name a time that none before them did.

    Where a town wants it earlier, a county that puts it off moves nothing yet.
    """
    times = {(m.deadline, m.starts_at) for m in request.mentions if m not in recent}
    return any(
        (m.deadline or m.starts_at)
        and (m.deadline, m.starts_at) not in times
        and (not request.levels or m.deadline == request.deadline)
        for m in recent
    )
