"""How what an ask wants beside the thing itself is kept: small JSON, only of what it tells."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, NamedTuple

from bot.domain.reading import Details, Format, Kind, Relation
from bot.storage.connection import Snapshot
from bot.storage.messages import UNSAID

_NAMES = tuple(field.name for field in fields(Details))


class Wanted(NamedTuple):
    """What one notice wants of a request; forms that it takes back are ``refused``.

    A ``version`` above 1 is what the notice with a number in a chat was changed to.
    """

    chat: int
    number: int | str
    version: int
    relation: Relation
    kind: Kind
    details: Details
    refused: frozenset[Format]


def wanted_in(snapshot: Snapshot, request: int, chats: Iterable[int]) -> list[Wanted]:
    """What the notices of a request, and of what was merged into it, want that stand in these
    chats, and not in words that they have no more; oldest first, a version right behind what it
    changes.
    """
    rows = snapshot.execute(
        "select m.chat, m.number, m.version, n.relation, n.kind, n.details from mention n"
        " join message m on m.id = n.message where m.what = 'notice' and n.request in"
        " (select id from request where id = ?1 or merged_into = ?1)"
        f" and m.chat in (select value from json_each(?2)) and not ({UNSAID})"
        " order by m.sent_at, n.id",
        [request, json.dumps(list(chats))],
    ).fetchall()
    return [_wanted(row) for row in rows]


def _wanted(row: Any) -> Wanted:
    told = json.loads(row[5]) if row[5] else {}
    refused = frozenset(Format(one) for one in told.get(_REFUSED) or ())
    known = (Relation(row[3]), Kind(row[4]), details_from(told), refused)
    return Wanted._make((*row[:3], *known))


def details_json(details: Details, refused: Iterable[Format] = ()) -> str | None:
    """Details as they are stored, with the forms that are taken back; None where there are none."""
    told = {name: value for name in _NAMES if (value := getattr(details, name))}
    if taken := sorted(refused):
        told[_REFUSED] = taken
    return json.dumps(told, ensure_ascii=False) if told else None


_REFUSED = "refused"


def details_from(told: Mapping[str, Any]) -> Details:
    """Details from their fields as JSON has them."""
    return Details(
        columns=tuple(told.get("columns") or ()),
        forms=tuple(Format(one) for one in told.get("forms") or ()),
        channel=told.get("channel"),
        sanction=told.get("sanction"),
        basis=tuple(told.get("basis") or ()),
        addressees=tuple(told.get("addressees") or ()),
    )
