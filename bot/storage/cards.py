"""Cards in the ledger: which is a member's newest; and what lines of cards and digests mean."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from bot.domain.delivery import Part, TargetKind
from bot.domain.message import SHANGHAI
from bot.storage.connection import Snapshot, Tx
from bot.storage.deliveries import parts_of
from bot.storage.messages import seconds
from bot.storage.targets import target_of


def mark_stale(tx: Tx, chat: int) -> bool:
    """Something changed in a chat: the cards of who is in it, and its target, may need a new text.

    Tells whether there is any.
    """
    cursor = tx.execute(
        "update target set stale = 1 where active and ((kind = 'card' and chat in"
        " (select m.private from member m join presence p on p.member = m.id"
        " where p.chat = ?1 and p.inside))"
        " or (kind = 'daily' and id in (select target from target_source where chat = ?1)))",
        [chat],
    )
    return cursor.rowcount > 0


def mark_shown_stale(tx: Tx, chats: Iterable[int], now: datetime) -> None:
    """What these chats' members and groups were shown may be wrong, and nothing more.

    Cards need a new text, and lines of this half-day that stand already; none is begun for it.
    """
    wanted = list(chats)
    marks = ", ".join("?" * len(wanted))
    local = now.astimezone(SHANGHAI)
    begun = local.replace(hour=0 if local.hour < _NOON else _NOON, minute=0, second=0)
    tx.execute(
        "update target set stale = 1 where active and ((kind = 'card' and chat in"
        " (select m.private from member m join presence p on p.member = m.id"
        f" where p.chat in ({marks}) and p.inside)) or (kind = 'daily' and id in"
        f" (select target from target_source where chat in ({marks})) and id in"
        " (select target from delivery where reason = 'fuse' and due_at = ?)))",
        [*wanted, *wanted, seconds(begun)],
    )


_NOON = 12


def card_holders(snapshot: Snapshot, address: str) -> list[str]:
    """Private chats of those with a card who are in the group at an address, or in one it feeds.

    Who never wrote to us, has turned the card off or has left is not among them.
    """
    rows = snapshot.execute(
        "with heard (chat) as (select id from chat where address = ?1 union"
        " select g.id from chat c join target_source s on s.chat = c.id join target t"
        " on t.id = s.target and t.active and t.kind = 'daily' join chat g on g.address = t.chat"
        " where c.address = ?1)"
        " select distinct t.chat from heard h join presence p on p.chat = h.chat and p.inside"
        " join member m on m.id = p.member join target t on t.chat = m.private"
        " and t.kind = 'card' and t.active order by t.id",
        [address],
    ).fetchall()
    return [row[0] for row in rows]


def mark_card_stale(tx: Tx, private: str) -> None:
    """The card in this private chat needs a new text."""
    tx.execute("update target set stale = 1 where kind = 'card' and chat = ?", [private])


def mark_fresh(tx: Tx, target: int) -> None:
    """Its text is as new as can be."""
    tx.execute("update target set stale = 0 where id = ?", [target])


def stale_targets(snapshot: Snapshot) -> list[int]:
    """Ids of targets whose living messages need a new text."""
    return [row[0] for row in snapshot.execute("select id from target where stale").fetchall()]


def newest_card(snapshot: Snapshot, target: int, since: datetime) -> int | None:
    """The delivery of a target's newest card that was made after ``since``."""
    row = snapshot.execute(
        "select d.id from delivery d join part p on p.delivery = d.id where d.target = ?"
        " and d.made_at > ? and p.state not in ('dead', 'skipped') order by d.id desc limit 1",
        [target, seconds(since)],
    ).fetchone()
    return None if row is None else int(row[0])


def card_of(snapshot: Snapshot, private: str, since: datetime) -> Part | None:
    """The newest card of a private chat; without a message, it is still on its way."""
    target = target_of(snapshot, private, TargetKind.CARD)
    delivery = newest_card(snapshot, target.id, since) if target else None
    parts = parts_of(snapshot, delivery) if delivery else []
    return parts[0] if parts else None


def card_lines(snapshot: Snapshot, delivery: int) -> dict[str, int]:
    """What the lines of a card are about, with their numbers."""
    rows = snapshot.execute(
        "select ref, number from card_line where delivery = ? order by number", [delivery]
    ).fetchall()
    return {row[0]: row[1] for row in rows}


def number_lines(tx: Tx, delivery: int, refs: list[str]) -> dict[str, int]:
    """Give new lines the next free numbers; the numbers of all."""
    known = card_lines(tx, delivery)
    for ref in refs:
        if ref not in known:
            known[ref] = max(known.values(), default=0) + 1
            tx.execute("insert into card_line values (?, ?, ?)", [delivery, known[ref], ref])
    return known


def keep_lines(tx: Tx, delivery: int, numbers: Mapping[str, int]) -> None:
    """Keep what the lines of a digest are about, by keys of requests, in place of before."""
    tx.execute("delete from card_line where delivery = ?", [delivery])
    tx.execute(
        "insert into card_line (delivery, number, ref)"
        " select ?, min(json_extract(k.value, '$[1]')), 'r' || coalesce(q.merged_into, q.id)"
        " from json_each(?) k join request q on q.key = json_extract(k.value, '$[0]') group by 3",
        [delivery, json.dumps(list(numbers.items()))],
    )


class Listing(NamedTuple):
    """Where and for which day a digest was made."""

    chat: str
    day: date


def listing_of(snapshot: Snapshot, delivery: int) -> Listing | None:
    """The digest with this id; None for all else in the ledger, as cards of other people."""
    row = snapshot.execute(
        "select t.chat, d.day from delivery d join target t on t.id = d.target"
        " where d.id = ? and t.kind <> 'card' and d.reason is null",
        [delivery],
    ).fetchone()
    return None if row is None else Listing(row[0], date.fromisoformat(row[1]))
