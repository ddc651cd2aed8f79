"""Messages and the chats they were sent in."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b

from bot.domain.digest import GroupCount, Period
from bot.domain.message import SHANGHAI, Media, Message
from bot.domain.reading import What
from bot.domain.request import Source
from bot.storage.connection import Snapshot, Tx


def moment(seconds: int | None) -> datetime | None:
    """A stored time (seconds since the epoch) as an aware one."""
    return None if seconds is None else datetime.fromtimestamp(seconds, SHANGHAI)


def seconds(at: datetime | None) -> int | None:
    """An aware time as it is stored."""
    return None if at is None else int(at.timestamp())


def chat_id(tx: Tx, name: str) -> int:
    """The surrogate key of the chat of this name, made on first sight."""
    tx.execute("insert or ignore into chat (name) values (?)", [name])
    return int(tx.execute("select id from chat where name = ?", [name]).fetchone()[0])


def add_message(
    tx: Tx, chat: int, message: Message, what: str, *, unsure: bool, excerpt: str | None
) -> int | None:
    """Keep that ``message`` was sent; its new id, or None when it was taken in before.

    Another message under a number that is taken is kept too, as "number~2" and so on.
    """
    number: int | str = message.number
    fingerprint = _fingerprint(message)
    for again in range(2, _MOST_VERSIONS):
        row = tx.execute(
            "insert into message (chat, number, sent_at, what, unsure, media, excerpt, fingerprint)"
            " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing returning id",
            [chat, number, seconds(message.sent_at), what, unsure, message.media, excerpt,
             fingerprint],
        ).fetchone()  # fmt: skip
        if row is not None:
            return int(row[0])
        there = tx.execute(
            "select fingerprint from message where chat = ? and number = ?", [chat, number]
        ).fetchone()
        if there[0] == fingerprint:
            return None
        number = f"{message.number}~{again}"
    return None


_MOST_VERSIONS = 20


def _fingerprint(message: Message) -> bytes:
    words = f"{message.sent_at.timestamp()}|{message.sender}|{message.text}|{message.file_name}"
    return blake2b(words.encode("utf8", "replace"), digest_size=8).digest()


def find_message(tx: Tx, chat: int, number: int | str) -> int | None:
    """The id of a chat's message by its own number."""
    row = tx.execute("select id from message where chat = ? and number = ?", [chat, number])
    found = row.fetchone()
    return None if found is None else int(found[0])


def count_groups(snapshot: Snapshot, period: Period) -> tuple[GroupCount, ...]:
    """Messages of each chat in ``period``, with media whose content nobody read."""
    rows = snapshot.execute(
        "select c.name, m.media, m.what, count(*) from message m join chat c on c.id = m.chat"
        " where m.sent_at > ? and m.sent_at <= ? and m.what <> 'service'"
        " group by c.id, m.media, m.what order by c.id",
        [seconds(period.start), seconds(period.end)],
    ).fetchall()
    totals: dict[str, int] = {}
    unread: dict[str, dict[Media, int]] = {}
    for name, media, what, count in rows:
        totals[name] = totals.get(name, 0) + count
        kinds = unread.setdefault(name, {})
        if media in _UNREAD and what == What.CHATTER:
            kinds[Media(media)] = kinds.get(Media(media), 0) + count
    return tuple(
        GroupCount(name=name, messages=total, unread=_frozen(unread[name]))
        for name, total in totals.items()
    )


_UNREAD = frozenset({Media.PHOTO, Media.VIDEO, Media.VOICE, Media.FILE})


def _frozen(counts: Mapping[Media, int]) -> Mapping[Media, int]:
    return {media: counts[media] for media in sorted(counts)}


def unsure_messages(snapshot: Snapshot, period: Period) -> list[tuple[Source, str]]:
    """Messages of ``period`` that may be notices, with a short excerpt of each, oldest first."""
    rows = snapshot.execute(
        "select c.name, m.number, m.excerpt from message m join chat c on c.id = m.chat"
        " where m.unsure and m.what <> 'notice' and m.sent_at > ? and m.sent_at <= ?"
        " order by m.sent_at, m.id",
        [seconds(period.start), seconds(period.end)],
    ).fetchall()
    return [(Source(group=name, number=number), excerpt or "") for name, number, excerpt in rows]


def count_notices(snapshot: Snapshot, period: Period) -> int:
    """How many messages of ``period`` were read as notices."""
    row = snapshot.execute(
        "select count(*) from message where what = 'notice' and sent_at > ? and sent_at <= ?",
        [seconds(period.start), seconds(period.end)],
    ).fetchone()
    return int(row[0])
