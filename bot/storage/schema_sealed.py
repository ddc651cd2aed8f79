"""What waits to be worked on or said is sealed with who it is of; what is over keeps nothing."""

import json

from sqlite_utils import Database

from bot.storage.connection import seal_of

SEALED = (
    ("inbox", "chat"),
    ("inbox", "album"),
    ("inbox", "body"),
    ("outgoing", "sealed"),
)
"""Columns that tell whom we talk with in private, and of what, to whoever has the key."""

_OUTGOING = """create table outgoing (
    id integer primary key,
    kind text not null,
    sealed blob not null,
    state text not null,
    made_at integer not null,
    attempts integer not null default 0,
    not_before real not null default 0
)"""
_OPEN = (
    "select id, kind, state, made_at, attempts, not_before, chat, body from outgoing"
    " where state in ('waiting', 'sending', 'unknown') order by id"
)
_PRIVATE = "sealed and chat not in (select address from chat)"


def seal_what_waits(db: Database) -> None:
    """Seal what an older version kept readable; what is over is emptied."""
    waiting = db.conn.execute(_OPEN).fetchall()
    db.conn.execute("drop table outgoing")
    db.conn.execute(_OUTGOING)
    for ident, *others, chat, body in waiting:
        plain = json.dumps([chat, json.loads(body)], ensure_ascii=False).encode()
        sealed = seal_of(db).close(plain, f"outgoing:{ident}")
        db.conn.execute(
            "insert into outgoing (id, kind, state, made_at, attempts, not_before, sealed)"
            " values (?, ?, ?, ?, ?, ?, ?)",
            [ident, *others, sealed],
        )
    _mark_chats(db)
    # The key of an update stays, lest it be taken for new.
    db.conn.execute("update inbox set chat = '', album = null, not_before = 0 where state = 'done'")
    db.conn.execute("update inbox set received_at = received_at / 86400 * 86400")
    db.conn.execute(
        "update inbox set error = substr(error, 1, instr(error || ':', ':') - 1) where sealed"
    )


def _mark_chats(db: Database) -> None:
    rows = db.conn.execute(
        f"select id, chat, album from inbox where state <> 'done' and {_PRIVATE}"
    ).fetchall()
    for ident, chat, album in rows:
        mark = seal_of(db).mark
        db.conn.execute(
            "update inbox set chat = ?, album = ? where id = ?",
            [mark(chat), mark(album) if album else None, ident],
        )
