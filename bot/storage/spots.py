"""What may be flagged, or spot-checked, with the cues that were read in it."""

from datetime import datetime
from typing import NamedTuple

from bot.domain.reading import Kind
from bot.storage.connection import Snapshot
from bot.storage.messages import moment, seconds
from bot.storage.requests import FAMILY


def open_requests(snapshot: Snapshot, since: datetime, *, but: Kind) -> list[int]:
    """Open canonical requests that were spoken of after ``since``, except those of a kind."""
    rows = snapshot.execute(
        "select id from request where state = 'open' and merged_into is null and last_at > ?"
        " and kind <> ? order by id",
        [seconds(since), but],
    ).fetchall()
    return [row[0] for row in rows]


class Asked(NamedTuple):
    """One time that something was asked: when, until when, and with which categories' cues."""

    at: datetime
    due: datetime | None
    cues: frozenset[str]


def times_asked(snapshot: Snapshot, request: int) -> list[Asked]:
    """Each time that a request, or one merged into it, was asked; oldest first."""
    rows = snapshot.execute(
        "select m.sent_at, n.deadline, n.cues from mention n join message m on m.id = n.message"
        f" where n.request in ({FAMILY}) and n.relation <> 'cancel' order by m.sent_at, n.id",
        [request, request],
    ).fetchall()
    return [Asked(at, moment(row[1]), frozenset(row[2].split()))
            for row in rows if (at := moment(row[0]))]  # fmt: skip


def cues_of(snapshot: Snapshot, request: int) -> frozenset[str]:
    """The categories whose cues were read whenever a request was asked."""
    return frozenset().union(*(asked.cues for asked in times_asked(snapshot, request)))


def flaggable(snapshot: Snapshot, since: datetime) -> list[tuple[int, datetime]]:
    """Canonical requests that were spoken of, or due, after ``since``, and when they came up."""
    rows = snapshot.execute(
        "select id, first_at from request where state <> 'dismissed' and merged_into is null"
        " and max(last_at, coalesce(deadline, 0), coalesce(starts_at, 0)) > ? order by id",
        [seconds(since)],
    ).fetchall()
    return [(row[0], at) for row in rows if (at := moment(row[1]))]
