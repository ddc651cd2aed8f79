"""Which messages speak of a request: what corrections move, and what an unsure message may be."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any, NamedTuple

from bot.domain.reading import Ask, Kind, Relation
from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import moment, seconds
from bot.storage.requests import Because
from bot.storage.thread import ask_of


class Told(NamedTuple):
    """One mention of a request, with its message: the mention's id, where, when, how, and why.

    A ``version`` above 1 is what a notice was changed to.
    """

    id: int
    request: int
    message: int
    chat: int
    group: str
    sent_at: datetime
    relation: Relation
    kind: Kind
    issuer: str | None
    deadline: datetime | None
    starts_at: datetime | None
    form: bytes | None
    ask: int
    version: int
    because: Because | None = None


def mentions_of(snapshot: Snapshot, request: int) -> list[Told]:
    """All mentions of a request and of what was merged into it, oldest first."""
    rows = snapshot.execute(
        "select n.id, n.request, m.id, m.chat, c.name, m.sent_at, n.relation, n.kind, n.issuer,"
        " n.deadline, n.starts_at, m.form, n.ask, m.version, n.because from mention n"
        " join message m on m.id = n.message join chat c on c.id = m.chat where n.request in"
        " (select id from request where id = ?1 or merged_into = ?1) order by m.sent_at, n.id",
        [request],
    ).fetchall()
    return [read_told(row) for row in rows]


def chats_told(snapshot: Snapshot, request: int) -> frozenset[int]:
    """The chats in which a request, or what was merged into it, was spoken of."""
    rows = snapshot.execute(
        "select m.chat from mention n cross join message m on m.id = n.message where n.request"
        " in (select id from request where id = ?1 or merged_into = ?1)",
        [request],
    ).fetchall()
    return frozenset(row[0] for row in rows)


def chats_told_by(
    snapshot: Snapshot,
    requests: Iterable[int],
    mentions: Iterable[int] = (),
    until: datetime | None = None,
) -> frozenset[int]:
    """The chats of these mentions, and of those of just these requests, of messages sent by then.

    What was merged into a request is another one here.
    """
    rows = snapshot.execute(
        "select m.chat from mention n cross join message m on m.id = n.message"
        " where (n.request in (select value from json_each(?1))"
        " or n.id in (select value from json_each(?2))) and (?3 is null or m.sent_at <= ?3)",
        [json.dumps(list(requests)), json.dumps(list(mentions)), seconds(until)],
    ).fetchall()
    return frozenset(row[0] for row in rows)


def issuers_told(snapshot: Snapshot, request: int) -> frozenset[str]:
    """All bodies that ask for a canonical request, those above, and those its notices name."""
    rows = snapshot.execute(
        "select issuer from request where id = ?1 union all select upstream_issuer from request"
        " where id = ?1 union all select issuer from mention where request in"
        " (select id from request where id = ?1 or merged_into = ?1)",
        [request],
    ).fetchall()
    return frozenset(row[0] for row in rows if row[0])


def relations_at(snapshot: Snapshot, address: str, number: int | str) -> list[tuple[int, Relation]]:
    """The requests that the message with a number in a chat speaks of, and how, by now.

    A merged request is told as the one it was merged into.
    """
    rows = snapshot.execute(
        "select coalesce(q.merged_into, q.id), n.relation from chat c join message m"
        " on m.chat = c.id join mention n on n.message = m.id join request q on q.id = n.request"
        " where c.address = ? and m.number = ? and m.version = (select max(o.version)"
        " from message o where o.chat = m.chat and o.number = m.number) order by n.id",
        [address, number],
    ).fetchall()
    return [(row[0], Relation(row[1])) for row in rows]


def read_told(row: Any) -> Told:
    """A mention from a row as `mentions_of` reads it."""
    sent_at = moment(row[5])
    assert sent_at is not None
    known = (sent_at, Relation(row[6]), Kind(row[7]), row[8], moment(row[9]), moment(row[10]))
    return Told._make((*row[:5], *known, *row[11:14], _because(row[14])))


def _because(kept: str | None) -> Because | None:
    if kept is None:
        return None
    why, score, *agree = kept.split()
    return Because(why, float(score), tuple(agree))


def times_told(
    snapshot: Snapshot, request: int, issuer: str | None, form: bytes | None
) -> tuple[datetime | None, datetime | None] | None:
    """When the last dated notice of a request by this issuer, or in these words, said that it is
    due, or begins.
    """
    row = snapshot.execute(
        "select n.deadline, n.starts_at from mention n join message m on m.id = n.message"
        " where n.request in (select id from request where id = ?1 or merged_into = ?1)"
        " and (n.issuer = ?2 or m.form = ?3) and coalesce(n.deadline, n.starts_at) is not null"
        " order by m.sent_at desc, n.id desc limit 1",
        [request, issuer, form],
    ).fetchone()
    return None if row is None else (moment(row[0]), moment(row[1]))


def terms_of(snapshot: Snapshot, mention: int) -> frozenset[str]:
    """The terms of a notice's ask."""
    row = snapshot.execute("select terms from mention_terms where rowid = ?", [mention]).fetchone()
    return frozenset(row[0].split()) if row else frozenset()


def asked_on(
    snapshot: Snapshot, chat: int, form: bytes, since: datetime
) -> list[tuple[datetime, datetime]]:
    """When messages of a chat in these very words asked for something since then, and by when."""
    rows = snapshot.execute(
        "select m.sent_at, n.deadline from message m join mention n on n.message = m.id"
        " where m.form = ? and m.chat = ? and m.sent_at >= ? and n.ask = 0"
        " and n.deadline is not null order by m.sent_at desc",
        [form, chat, seconds(since)],
    ).fetchall()
    told = [(moment(sent_at), moment(deadline)) for sent_at, deadline in rows]
    return [(at, until) for at, until in told if at and until]


def family_of(snapshot: Snapshot, request: int) -> list[int]:
    """A request's id and those of what was merged into it."""
    rows = snapshot.execute(
        "select id from request where id = ?1 or merged_into = ?1 order by id", [request]
    ).fetchall()
    return [row[0] for row in rows]


def key_of(snapshot: Snapshot, request: int) -> str:
    """The key of a request itself, merged or not."""
    row = snapshot.execute("select key from request where id = ?", [request]).fetchone()
    return str(row[0])


def called_off_by(snapshot: Snapshot, chat: int, number: int | str) -> list[int]:
    """The requests that any version of a chat's message with a number called off."""
    rows = snapshot.execute(
        "select distinct n.request from message m join mention n on n.message = m.id"
        " where m.chat = ? and m.number = ? and n.relation = ? order by n.request",
        [chat, number, Relation.CANCEL],
    ).fetchall()
    return [row[0] for row in rows]


def core_of(snapshot: Snapshot, request: int) -> str:
    """The text a request is compared by."""
    row = snapshot.execute("select core from request where id = ?", [request]).fetchone()
    return str(row[0])


def is_alarm(snapshot: Snapshot, request: int) -> bool:
    """Whether any notice raised an alarm by this request."""
    told = "select max(urgent) from mention where request = ?"
    return bool(snapshot.execute(told, [request]).fetchone()[0])


def cores_of(snapshot: Snapshot, keys: Iterable[str]) -> dict[str, str]:
    """The texts that requests with these keys are compared by."""
    rows = snapshot.execute(
        "select key, core from request where key in (select value from json_each(?))",
        [json.dumps(list(keys))],
    ).fetchall()
    return dict(rows)


def free_key(snapshot: Snapshot, key: str) -> str:
    """``key``, or the next one like it that no request has."""
    known = {
        row[0]
        for row in snapshot.execute(
            "select key from request where substr(key, 1, ?) = ?", [len(key), key]
        ).fetchall()
    }
    tried, count = key, 1
    while tried in known:
        count += 1
        tried = f"{key}.{count}"
    return tried


def copy_done(tx: Tx, request: int, other: int) -> None:
    """Who did a request did ``other`` too: it is the same, for fewer groups."""
    tx.execute(
        "insert or ignore into done (member, request, deadline, at)"
        " select member, ?, deadline, at from done where request = ?",
        [other, request],
    )


class Unsure(NamedTuple):
    """A message that may be a notice: where it stands, and what was read in it."""

    id: int
    chat: int
    number: int | str
    sent_at: datetime
    excerpt: str
    form: bytes | None
    asks: tuple[Ask, ...]


def unsure_message(snapshot: Snapshot, ident: int) -> Unsure | None:
    """The message with an id, if it is no notice (or no longer one) but may be."""
    row = snapshot.execute(
        "select id, chat, number, sent_at, coalesce(excerpt, ''), form, guess from message"
        " where id = ? and excerpt is not null and what <> 'notice'",
        [ident],
    ).fetchone()
    if row is None:
        return None
    sent_at = moment(row[3])
    assert sent_at is not None
    return Unsure._make((*row[:3], sent_at, row[4], row[5], asks_of(row[6])))


def unsure_at(snapshot: Snapshot, address: str, number: int | str) -> int | None:
    """The id of the message with a number in a chat, if it may be a notice."""
    row = snapshot.execute(
        "select m.id from message m join chat c on c.id = m.chat where c.address = ?"
        " and m.number = ? and m.unsure and m.what <> 'notice' order by m.version desc limit 1",
        [address, number],
    ).fetchone()
    return None if row is None else int(row[0])


def count_silenced(snapshot: Snapshot, form: bytes, chats: Iterable[int], since: datetime) -> int:
    """How many copies of a text, sent in these chats after ``since``, were read as no notice."""
    row = snapshot.execute(
        "select count(*) from message where form = ? and what <> 'notice' and sent_at > ?"
        " and chat in (select value from json_each(?))",
        [form, seconds(since), json.dumps(list(chats))],
    ).fetchone()
    return int(row[0])


def message_chat(snapshot: Snapshot, ident: int) -> int | None:
    """The chat of a message."""
    row = snapshot.execute("select chat from message where id = ?", [ident]).fetchone()
    return None if row is None else int(row[0])


def asks_json(asks: Iterable[Ask]) -> str:
    """Asks as they are stored."""
    return json.dumps([asdict(ask) for ask in asks], ensure_ascii=False, default=_iso)


def _iso(value: datetime) -> str:
    return value.isoformat()


def asks_of(text: str | None) -> tuple[Ask, ...]:
    """Asks from what `asks_json` wrote."""
    return tuple(ask_of(ask) for ask in json.loads(text or "[]"))
