"""What may be flagged, or spot-checked, with the cues that were read in it."""

from datetime import datetime

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


def cues_of(snapshot: Snapshot, request: int) -> frozenset[str]:
    """The categories whose cues were read in the notices of a request."""
    rows = snapshot.execute(
        f"select cues from mention where request in ({FAMILY})", [request, request]
    ).fetchall()
    return frozenset(cue for (cues,) in rows for cue in cues.split())


def flaggable(snapshot: Snapshot, since: datetime) -> list[tuple[int, datetime]]:
    """Canonical requests that were spoken of, or due, after ``since``, and when they came up."""
    rows = snapshot.execute(
        "select id, first_at from request where state <> 'dismissed' and merged_into is null"
        " and max(last_at, coalesce(deadline, 0), coalesce(starts_at, 0)) > ? order by id",
        [seconds(since)],
    ).fetchall()
    return [(row[0], at) for row in rows if (at := moment(row[1]))]
