"""What the versions of a message speak of, and what one of them said before."""

from collections import Counter
from datetime import datetime
from typing import NamedTuple

from bot.domain.request import Request
from bot.storage.connection import Snapshot
from bot.storage.messages import UNSAID, moment
from bot.storage.requests import FAMILY, requests_plain


def unsaid_of(snapshot: Snapshot, request: int) -> frozenset[int]:
    """The mentions of a canonical request that are unsaid."""
    rows = snapshot.execute(
        "select n.id from mention n join message m on m.id = n.message"
        f" where n.request in ({FAMILY}) and {UNSAID}",
        [request, request],
    ).fetchall()
    return frozenset(row[0] for row in rows)


def requests_of_message(snapshot: Snapshot, message: int) -> list[Request]:
    """The requests that any version of a message speaks of, without their mentions.

    One stands there as often as the version spoke of it that did so most.
    """
    rows = snapshot.execute(
        "select v.version, coalesce(q.merged_into, q.id) from message m join message v"
        " on v.chat = m.chat and v.number = m.number join mention n on n.message = v.id"
        " join request q on q.id = n.request where m.id = ? order by n.ask, n.id",
        [message],
    ).fetchall()
    most = Counter[int]()
    for version in dict.fromkeys(row[0] for row in rows):
        most |= Counter(row[1] for row in rows if row[0] == version)
    known = {request.id: request for request in requests_plain(snapshot, most)}
    return [known[ident] for ident in most.elements()]


def asks_itself(snapshot: Snapshot, message: int, request: int | None = None) -> bool:
    """Whether a message, in any version, opened a request, or just this one, by asking for it.

    What opened with a change was asked out of our sight.
    """
    row = snapshot.execute(
        "select 1 from message m join message v on v.chat = m.chat and v.number = m.number"
        " join mention n on n.message = v.id where m.id = ?1 and n.kind <> 'change'"
        " and (?2 is null or n.request = ?2)"
        " and n.id = (select min(o.id) from mention o where o.request = n.request) limit 1",
        [message, request],
    ).fetchone()
    return row is not None


def is_told_elsewhere(snapshot: Snapshot, request: int, message: int) -> bool:
    """Whether another message than this one, in any version, speaks of a canonical request."""
    row = snapshot.execute(
        f"select 1 from mention n join message m on m.id = n.message where n.request in ({FAMILY})"
        " and (m.chat, m.number) <> (select chat, number from message where id = ?) limit 1",
        [request, request, message],
    ).fetchone()
    return row is not None


class Before(NamedTuple):
    """What a version of a message said of a request: times, whether it was urgent, and where."""

    deadline: datetime | None
    starts_at: datetime | None
    urgent: bool
    places: str | None


def said_before(
    snapshot: Snapshot, chat: int, number: int | str, version: int, request: int
) -> Before | None:
    """What was said of a canonical request by the last version of a message that told of it.

    Only versions before the one with this id count.
    """
    row = snapshot.execute(
        "select n.deadline, n.starts_at, n.urgent, m.places from mention n"
        " join message m on m.id = n.message"
        f" where m.chat = ? and m.number = ? and m.id < ? and n.request in ({FAMILY})"
        " order by m.id desc, n.id limit 1",
        [chat, number, version, request, request],
    ).fetchone()
    return None if row is None else Before(moment(row[0]), moment(row[1]), bool(row[2]), row[3])
