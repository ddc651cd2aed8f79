"""Requests as the board lists them: of the groups somebody may see, filtered, a page at a time."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from bot.domain.people import Presence
from bot.domain.reading import Kind
from bot.domain.request import Request, as_heard
from bot.storage.connection import Snapshot
from bot.storage.messages import moment, seconds


class Sight(NamedTuple):
    """What somebody may see: requests told in these chats (None: in any), or of these issuers.

    Of the latter they see what was said in chats they are ``inside`` of.
    """

    chats: tuple[int, ...] | None = ()
    issuers: tuple[str, ...] = ()
    inside: tuple[int, ...] = ()

    def hears(self, chat: int) -> bool:
        """Whether notices that stand in a chat are shown."""
        return self.chats is None or chat in self.chats or chat in self.inside

    def of(self, request: Request) -> Request:
        """The request as those know it who see it so, when and whose; for who sees all, as kept."""
        if self.chats is None:
            return request
        return as_heard(request, frozenset((*self.chats, *self.inside)))


class Shelf(StrEnum):
    """The lists that requests are looked up in."""

    OPEN = "open"
    DUE = "due"
    PAST = "past"
    WITHDRAWN = "withdrawn"
    DISMISSED = "dismissed"
    ALL = "all"


class Wanted(NamedTuple):
    """Which requests are listed: those of a shelf that fit all that is given.

    Due is what ends by ``until``; what names no time is open if it was spoken of after ``lately``.
    ``among`` are requests in the order in which they are to be listed.
    """

    shelf: Shelf
    now: datetime
    until: datetime
    lately: datetime
    issuers: tuple[str, ...] | None = None
    kind: Kind | None = None
    since: datetime | None = None
    among: Sequence[int] | None = None


_ROOT = "r.merged_into is null"
_AHEAD = f"{_ROOT} and r.state = 'open' and r.ends"
_OFF = f"{_ROOT} and r.state <> 'open' and r.state"
# The plus sign keeps SQLite from going through all by time for the few that are off.
_ARMS = {
    Shelf.OPEN: (
        (f"{_AHEAD} >= :now", "r.ends, r.id"),
        (f"{_AHEAD} is null and r.last_at > :lately", "r.last_at desc, r.id desc"),
    ),
    Shelf.DUE: ((f"{_AHEAD} >= :now and r.ends <= :until", "r.ends, r.id"),),
    Shelf.PAST: ((f"{_AHEAD} < :now", "r.ends desc, r.id desc"),),
    Shelf.WITHDRAWN: ((f"{_OFF} in ('withdrawn', 'suspended')", "+r.last_at desc, r.id desc"),),
    Shelf.DISMISSED: ((f"{_OFF} = 'dismissed'", "+r.last_at desc, r.id desc"),),
    Shelf.ALL: ((f"{_ROOT} and +r.state <> 'dismissed'", "r.last_at desc, r.id desc"),),
}
_SPARSE = 10_000
"""Notices that are few enough to begin with them; else requests are looked at one by one."""
_TOLD = (
    "exists (select 1 from mention n join message m on m.id = n.message where n.request = r.id"
    " and m.what = 'notice' and m.chat in (select value from json_each(:chats)))"
    " or exists (select 1 from request x join mention n on n.request = x.id join message m"
    " on m.id = n.message where x.merged_into = r.id"
    " and m.what = 'notice' and m.chat in (select value from json_each(:chats)))"
)
_OWN = "coalesce(r.upstream_issuer, r.issuer) in (select value from json_each(:own))"
_FROM_NOTICES = (
    "with seen as materialized (select coalesce(q.merged_into, q.id) as id"
    " from message m cross join mention n on n.message = m.id"
    " cross join request q on q.id = n.request where m.what = 'notice'"
    " and m.chat in (select value from json_each(:chats)) union select coalesce(o.merged_into,"
    " o.id) from request o where coalesce(o.upstream_issuer, o.issuer) in"
    " (select value from json_each(:own))) "
)


def page_of(snapshot: Snapshot, sight: Sight, wanted: Wanted, start: int, limit: int) -> list[int]:
    """Ids of the requests on a page, from the ``start``-th on."""
    begin, source, seen = _source(snapshot, sight)
    where = [seen]
    if wanted.kind:
        where.append("r.kind = :kind")
    if wanted.issuers is not None:
        where.append("r.issuer in (select value from json_each(:issuers))")
    if wanted.since:
        where.append("r.last_at > :since")
    if wanted.among is not None:
        # Few are found by words: begin with them.
        source, where[0] = (
            "json_each(:among) j cross join request r on r.id = j.value",
            _seen(sight),
        )
    tail = " and ".join(one for one in where if one) or "1"
    arms = " union all ".join(
        f"select * from (select r.id from {source} where {condition} and ({tail})"
        f" order by {'j.key' if wanted.among is not None else order} limit :most)"
        for condition, order in _ARMS[wanted.shelf]
    )
    values = {
        **_values(sight),
        "now": seconds(wanted.now),
        "until": seconds(wanted.until),
        "lately": seconds(wanted.lately),
        "kind": wanted.kind,
        "issuers": json.dumps(wanted.issuers),
        "since": seconds(wanted.since),
        "among": json.dumps(wanted.among),
        "most": start + limit,
        "start": start,
        "limit": limit,
    }
    rows = snapshot.execute(f"{begin}{arms} limit :limit offset :start", values).fetchall()
    return [row[0] for row in rows]


def _source(snapshot: Snapshot, sight: Sight) -> tuple[str, str, str]:
    """What is looked up first, where requests then are, and what they must fulfil to be seen."""
    if is_sparse(snapshot, sight):
        return _FROM_NOTICES, "seen cross join request r on r.id = seen.id", ""
    return "", "request r", _seen(sight)


def is_sparse(snapshot: Snapshot, sight: Sight) -> bool:
    """Whether the notices somebody may see are few enough to look at all of them."""
    if sight.chats is None:
        return False
    (many,) = snapshot.execute(
        "select count(*) from (select 1 from message where what = 'notice'"
        " and chat in (select value from json_each(:chats)) limit :most)",
        {**_values(sight), "most": _SPARSE},
    ).fetchone()
    return int(many) < _SPARSE


def _seen(sight: Sight) -> str:
    return "" if sight.chats is None else f"({_TOLD} or {_OWN})"


def _values(sight: Sight) -> dict[str, object]:
    return {"chats": json.dumps(sight.chats or ()), "own": json.dumps(sight.issuers)}


def is_seen(snapshot: Snapshot, sight: Sight, request: int) -> bool:
    """Whether somebody may see a canonical request."""
    row = snapshot.execute(
        f"select 1 from request r where r.id = :id and ({_seen(sight) or 1})",
        {**_values(sight), "id": request},
    ).fetchone()
    return row is not None


def seen_among(snapshot: Snapshot, sight: Sight, requests: Iterable[int]) -> frozenset[int]:
    """Those of these canonical requests that somebody may see."""
    rows = snapshot.execute(
        "select r.id from json_each(:among) j cross join request r on r.id = j.value"
        f" where {_seen(sight) or 1}",
        {**_values(sight), "among": json.dumps(list(requests))},
    ).fetchall()
    return frozenset(row[0] for row in rows)


_NAMED = (
    ("request", "issuer"), ("request", "coalesce(upstream_issuer, issuer)"), ("mention", "issuer"),
)  # fmt: skip


def issuer_names(snapshot: Snapshot) -> list[str]:
    """All bodies that ever asked for something."""
    # From one name to the next; never through all that each of them asked.
    found: list[str] = []
    for table, column in _NAMED:
        rows = snapshot.execute(
            f"with recursive name (one) as (select min({column}) from {table} where {column} > ''"
            f" union all select (select min({column}) from {table} where {column} > one) from name"
            " where one is not null) select one from name where one is not null"
        ).fetchall()
        found += [row[0] for row in rows]
    return sorted(set(found))


def chats_seen(snapshot: Snapshot, sight: Sight) -> list[Presence]:
    """The groups that somebody may see, by name; only those that ever said something to us."""
    rows = snapshot.execute(
        "select id, address, name from chat c where (:all or id in"
        " (select value from json_each(:chats))) and exists (select 1 from message m"
        " where m.chat = c.id) order by name, id",
        {**_values(sight), "all": sight.chats is None},
    ).fetchall()
    return [Presence(chat=row[0], address=row[1], title=row[2]) for row in rows]


class Begun(NamedTuple):
    """A request that begins at a time, as far as a calendar looks through many of them."""

    request: int
    at: datetime
    kind: Kind
    title: str
    issuer: str | None
    open: bool


def events_between(
    snapshot: Snapshot,
    sight: Sight,
    kinds: Iterable[Kind],
    start: datetime,
    end: datetime,
    limit: int,
) -> list[Begun]:
    """What starts in [start, end) and was not said to be no notice, by time."""
    rows = snapshot.execute(
        "select r.id, r.starts_at, r.kind, r.title, r.issuer, r.state = 'open' from request r"
        f" where {_ROOT} and +r.state <> 'dismissed'"
        " and r.starts_at >= :start and r.starts_at < :end"
        f" and +r.kind in (select value from json_each(:kinds)) and ({_seen(sight) or 1})"
        " order by r.starts_at, r.id limit :limit",
        {
            **_values(sight), "kinds": json.dumps(list(kinds)), "limit": limit,
            "start": seconds(start), "end": seconds(end),
        },
    ).fetchall()  # fmt: skip
    return [
        Begun(row[0], at, Kind(row[2]), row[3], row[4], bool(row[5]))
        for row in rows
        if (at := moment(row[1]))
    ]


def recurring_events(
    snapshot: Snapshot, sight: Sight, kinds: Iterable[Kind], since: datetime, limit: int
) -> list[int]:
    """Open ones that begin again and again and were spoken of after ``since``, newest first."""
    rows = snapshot.execute(
        f"select r.id from request r where {_ROOT} and r.state = 'open' and r.recurs is not null"
        f" and r.last_at > :since and r.kind in (select value from json_each(:kinds))"
        f" and ({_seen(sight) or 1}) order by r.last_at desc, r.id desc limit :limit",
        {
            **_values(sight), "kinds": json.dumps(list(kinds)), "since": seconds(since),
            "limit": limit,
        },
    ).fetchall()  # fmt: skip
    return [row[0] for row in rows]
