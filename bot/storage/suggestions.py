"""What members think is wrong about a line, until an admin decides."""

from datetime import datetime

from bot.domain.correction import Suggestion
from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import seconds

MOST_OPEN = 5
"""Open suggestions of one member; more are not passed on."""


def add_suggestion(
    tx: Tx, member: int, chat: int, ref: str, words: str, at: datetime
) -> int | None:
    """Keep a suggestion; its id, or None when this member has one open on this line, or many."""
    open_ones = tx.execute("select count(*) from suggestion where member = ?", [member]).fetchone()
    if open_ones[0] >= MOST_OPEN:
        return None
    row = tx.execute(
        "insert or ignore into suggestion (member, chat, ref, words, at) values (?, ?, ?, ?, ?)"
        " returning id",
        [member, chat, ref, words, seconds(at)],
    ).fetchone()
    return None if row is None else int(row[0])


def words_suggested(snapshot: Snapshot, member: int, chat: int, ref: str) -> str | None:
    """What a member suggested of a line that is still open; None where nothing is."""
    row = snapshot.execute(
        "select words from suggestion where member = ? and chat = ? and ref = ?",
        [member, chat, ref],
    ).fetchone()
    return None if row is None else str(row[0])


def suggestion_by_id(snapshot: Snapshot, ident: int) -> Suggestion | None:
    """The open suggestion with an id."""
    row = snapshot.execute(
        "select id, member, chat, ref, words from suggestion where id = ?", [ident]
    ).fetchone()
    if row is None:
        return None
    return Suggestion(id=row[0], member=row[1], chat=row[2], ref=row[3], words=row[4])


def drop_suggestion(tx: Tx, ident: int) -> None:
    """An admin decided."""
    tx.execute("delete from suggestion where id = ?", [ident])


def prune_suggestions(tx: Tx, before: datetime) -> None:
    """Forget what nobody decided on: it must not keep its member from suggesting for ever."""
    tx.execute("delete from suggestion where at < ?", [seconds(before)])
