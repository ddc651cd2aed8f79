"""Messages on their way in, kept on disk so that whole exports can be sorted by time."""

import json
from collections.abc import Iterable
from datetime import datetime

from bot.domain.message import SHANGHAI, Media, Message
from bot.storage.connection import Snapshot, Tx

_TABLE = """create table if not exists staged (
    id integer primary key, sent_at real not null, chat text not null, number not null,
    text text not null, rest text not null)"""


def open_staging(tx: Tx) -> None:
    """Make an empty staging table."""
    tx.execute("drop table if exists staged")
    tx.execute(_TABLE)


def close_staging(tx: Tx) -> None:
    """Drop what was staged."""
    tx.execute("drop table if exists staged")


def stage(tx: Tx, messages: Iterable[Message]) -> None:
    """Keep ``messages`` until they are taken in; order does not matter."""
    tx.conn.executemany(
        "insert into staged (sent_at, chat, number, text, rest) values (?, ?, ?, ?, ?)",
        [
            (m.sent_at.timestamp(), _safe(m.group), _kept(m.number), _safe(m.text), _rest(m))
            for m in messages
        ],
    )


def index_staging(tx: Tx) -> None:
    """Sort what was staged."""
    tx.execute("create index staged_in_order on staged (sent_at, id)")


def last_staged(snapshot: Snapshot) -> datetime | None:
    """When the newest staged message was sent."""
    row = snapshot.execute("select max(sent_at) from staged").fetchone()
    return None if row[0] is None else datetime.fromtimestamp(row[0], SHANGHAI)


def any_staged(snapshot: Snapshot, after: datetime, until: datetime) -> bool:
    """Whether a message was sent after ``after`` and not after ``until``."""
    row = snapshot.execute(
        "select exists (select 1 from staged where sent_at > ? and sent_at <= ?)",
        [after.timestamp(), until.timestamp()],
    ).fetchone()
    return bool(row[0])


def next_staged(
    snapshot: Snapshot, after: tuple[float, int], until: datetime, limit: int
) -> list[tuple[tuple[float, int], Message]]:
    """The next messages in order of time after the position ``after``, each with its position."""
    rows = snapshot.execute(
        "select sent_at, id, chat, number, text, rest from staged"
        " where (sent_at, id) > (?, ?) and sent_at <= ? order by sent_at, id limit ?",
        [*after, until.timestamp(), limit],
    ).fetchall()
    return [((row[0], row[1]), _message(row)) for row in rows]


def _rest(m: Message) -> str:
    return json.dumps(
        [
            _kept(m.sender), _kept(m.forwarded_from),
            m.forwarded_at and m.forwarded_at.isoformat(), _kept(m.reply_to), _kept(m.file_name),
            m.media, _kept(m.album), _kept(m.topic), m.edited_at and m.edited_at.isoformat(),
            m.service,
        ]
    )  # fmt: skip


def _message(row: tuple[float, int, str, int | str, str, str]) -> Message:
    sent_at, _, chat, number, text, rest = row
    (sender, origin, origin_at, reply_to, file_name, media, album, topic, edited_at, service) = (
        json.loads(rest)
    )
    return Message(
        group=chat,
        number=number,
        sent_at=datetime.fromtimestamp(sent_at, SHANGHAI),
        text=text,
        sender=sender,
        forwarded_from=origin,
        forwarded_at=datetime.fromisoformat(origin_at) if origin_at else None,
        reply_to=reply_to,
        file_name=file_name,
        media=Media(media) if media else None,
        album=album,
        topic=topic,
        edited_at=datetime.fromisoformat(edited_at) if edited_at else None,
        service=service,
    )


def _safe(text: str) -> str:
    """Text as SQLite can keep it: lone surrogates become replacement characters."""
    return text.encode("utf8", "replace").decode("utf8") if _has_surrogate(text) else text


def _kept(given: int | str | None) -> int | str | None:
    return _safe(given) if isinstance(given, str) else given


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text) if not text.isascii() else False
