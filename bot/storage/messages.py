"""Messages and the chats they were sent in."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b

from bot.domain.digest import GroupCount, Period
from bot.domain.message import SHANGHAI, Media, Message
from bot.domain.people import Presence
from bot.domain.reading import What
from bot.domain.request import Source
from bot.storage.connection import Snapshot, Tx


def moment(seconds: int | None) -> datetime | None:
    """A stored time (seconds since the epoch) as an aware one."""
    return None if seconds is None else datetime.fromtimestamp(seconds, SHANGHAI)


def seconds(at: datetime | None) -> int | None:
    """An aware time as it is stored."""
    return None if at is None else int(at.timestamp())


def chat_id(tx: Tx, address: str, name: str) -> int:
    """The surrogate key of the chat at this address, made on first sight; keeps its newest name.

    Where a group was, it is still the group, wherever that is now.
    """
    # Nearly every chat is known under its name; a look costs a third of an insert that conflicts.
    known = tx.execute(
        "select coalesce(moved_to, id), moved_to is not null or name = ? from chat"
        " where address = ?",
        [name, address],
    ).fetchone()
    if known and known[1]:
        return int(known[0])
    row = tx.execute(
        "insert into chat (address, name) values (?, ?)"
        " on conflict (address) do update set name = excluded.name returning id",
        [address, name],
    ).fetchone()
    return int(row[0])


def find_chat(snapshot: Snapshot, which: str | int) -> Presence | None:
    """The chat at an address or with an id, wherever it is now, if it is known."""
    column = "id" if isinstance(which, int) else "address"
    row = snapshot.execute(
        "select n.id, n.address, n.name from chat c join chat n"
        f" on n.id = coalesce(c.moved_to, c.id) where c.{column} = ?",
        [which],
    ).fetchone()
    return None if row is None else Presence(chat=row[0], address=row[1], title=row[2])


def moved_to(snapshot: Snapshot, address: str) -> str | None:
    """The address of the group that was at this one before; None where none has left."""
    row = snapshot.execute(
        "select n.address from chat c join chat n on n.id = c.moved_to where c.address = ?",
        [address],
    ).fetchone()
    return None if row is None else str(row[0])


def stands_at(snapshot: Snapshot, chat: int, address: str) -> bool:
    """Whether the chat with an id is at this address."""
    row = snapshot.execute("select address = ? from chat where id = ?", [address, chat]).fetchone()
    return row is not None and bool(row[0])


def add_message(
    tx: Tx,
    chat: int,
    message: Message,
    what: str,
    *,
    unsure: bool,
    excerpt: str | None,
    origin: str | None,
    form: bytes | None = None,
    guess: str | None = None,
    places: str | None = None,
) -> int | None:
    """Keep that ``message`` was sent; its new id, or None when just this was taken in before.

    Other words under a number that is known are another version of it. ``form`` is the hash of
    its normal form, ``guess`` what was read in it should it be a notice, ``places`` those that an
    emergency names.
    """
    fingerprint = _fingerprint(message)
    known = tx.execute(
        "select fingerprint from message where chat = ? and number = ? order by version",
        [chat, message.number],
    ).fetchall()
    # An edit may well go back to words that stood there before.
    same = known[-1:] if message.edited_at else known
    if (fingerprint,) in same or len(known) >= _MOST_VERSIONS:
        return None
    cursor = tx.execute(
        "insert into message (chat, number, version, sent_at, what, unsure, media, excerpt,"
        " fingerprint, origin, form, guess, places) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [chat, message.number, len(known) + 1, seconds(message.sent_at), what, unsure,
         message.media, excerpt, fingerprint, origin, form, guess, places],
    )  # fmt: skip
    return int(cursor.lastrowid or 0)


def add_version(tx: Tx, message: int, at: datetime) -> int:
    """What a notice says was changed by its issuer, though not where it stands; the version's id.

    The platform still shows the words of before, and may tell of them again: that is nothing new.
    """
    cursor = tx.execute(
        "insert into message (chat, number, version, sent_at, what, unsure, fingerprint)"
        " select chat, number, (select max(version) + 1 from message v where v.chat = m.chat"
        " and v.number = m.number), ?, 'notice', 0, (select fingerprint from message v"
        " where v.chat = m.chat and v.number = m.number order by version desc limit 1)"
        " from message m where id = ?",
        [seconds(at), message],
    )
    return int(cursor.lastrowid or 0)


_MOST_VERSIONS = 50


def _fingerprint(message: Message) -> bytes:
    words = f"{message.sent_at.timestamp()}|{message.text}|{message.file_name}|{message.media}"
    return blake2b(words.encode("utf8", "replace"), digest_size=8).digest()


UNSAID = (
    "n.relation <> 'first' and exists (select 1 from message v where v.chat = m.chat"
    " and v.number = m.number and v.version > m.version and v.fingerprint <> m.fingerprint)"
)
"""Whether a mention ``n`` by a message ``m`` is of others' asks, in words that it has no more.

What an issuer does on the board is a version in the same words.
"""


def find_message(tx: Tx, chat: int, number: int | str) -> int | None:
    """The id of the first version of a chat's message, by its own number."""
    row = tx.execute(
        "select id from message where chat = ? and number = ? order by version limit 1",
        [chat, number],
    ).fetchone()
    return None if row is None else int(row[0])


def find_original(tx: Tx, origin: str, chat: int, but: int) -> int | None:
    """The id of the first message known to be a copy of ``origin``, other than ``but``.

    Not of one in another chat whose group took for itself what it speaks of.
    """
    row = tx.execute(
        "select m.id from message m where m.origin = ? and m.id <> ? and (m.chat = ? or not exists"
        " (select 1 from mention n join request q on q.id = n.request"
        " where n.message = m.id and instr(q.key, '~'))) order by m.id limit 1",
        [origin, but, chat],
    ).fetchone()
    return None if row is None else int(row[0])


def newest_message(snapshot: Snapshot) -> int:
    """The id of the message that was committed last; 0 when there is none."""
    return int(snapshot.execute("select coalesce(max(id), 0) from message").fetchone()[0])


def newest_message_at(snapshot: Snapshot, at: datetime) -> int:
    """The same as it was at a moment, by when messages were sent."""
    row = snapshot.execute(
        "select id from message where sent_at <= ? order by sent_at desc, id desc limit 1",
        [seconds(at)],
    ).fetchone()
    return int(row[0]) if row else 0


def count_heard(snapshot: Snapshot, chat: int, since: datetime) -> int:
    """How many messages of a chat, sent after ``since``, were taken in."""
    row = snapshot.execute(
        "select count(*) from message where chat = ? and sent_at > ? and version = 1",
        [chat, seconds(since)],
    ).fetchone()
    return int(row[0])


def inside(period: Period) -> tuple[str, list[object]]:
    """A condition on the table ``message m`` for being in ``period``, with its parameters."""
    if period.commits is None:
        return "m.sent_at > ? and m.sent_at <= ?", [seconds(period.start), seconds(period.end)]
    marks = ", ".join("?" * len(period.chats))
    return f"m.id > ? and m.id <= ? and m.chat in ({marks})", [*period.commits, *period.chats]


def count_groups(snapshot: Snapshot, period: Period) -> tuple[GroupCount, ...]:
    """Messages of each chat in ``period``, with media whose content nobody read."""
    condition, values = inside(period)
    rows = snapshot.execute(
        "select c.name, m.media, m.what, count(*) from message m join chat c on c.id = m.chat"
        f" where {condition} and m.what <> 'service' and m.version = 1"
        " group by c.id, m.media, m.what order by c.id",
        values,
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
    condition, values = inside(period)
    rows = snapshot.execute(
        "select c.name, m.number, c.address, m.excerpt from message m join chat c on c.id = m.chat"
        f" where m.unsure and m.what <> 'notice' and {condition} order by m.sent_at, m.id",
        values,
    ).fetchall()
    return [
        (Source(group=name, number=number, chat=address), excerpt or "")
        for name, number, address, excerpt in rows
    ]


def count_notices(snapshot: Snapshot, period: Period) -> int:
    """How many messages of ``period`` were read as notices, and not dismissed since."""
    condition, values = inside(period)
    row = snapshot.execute(
        f"select count(*) from message m where m.what = 'notice' and {condition} and not exists"
        " (select 1 from mention n join request q on q.id = n.request join request r"
        " on r.id = coalesce(q.merged_into, q.id) where n.message = m.id"
        " group by n.message having min(r.state = 'dismissed'))",
        values,
    ).fetchone()
    return int(row[0])
