"""The words in which each notice asks: what its request is compared by once it stands apart."""

import json
from collections.abc import Iterable
from datetime import datetime

from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import seconds


def keep_words(tx: Tx, mention: int, core: str) -> None:
    """Keep in which words, masked, a notice speaks of a request."""
    tx.execute(
        "insert into said (mention, core, at) select n.id, ?, m.sent_at from mention n"
        " join message m on m.id = n.message where n.id = ?",
        [core, mention],
    )


def drop_old_words(tx: Tx, until: datetime) -> None:
    """Forget the words of notices sent before a moment."""
    tx.execute("delete from said where at <= ?", [seconds(until)])


def words_of(snapshot: Snapshot, mentions: Iterable[int]) -> dict[int, str]:
    """The words of these mentions; none of what was told before words were kept."""
    rows = snapshot.execute(
        "select mention, core from said where mention in (select value from json_each(?))",
        [json.dumps(list(mentions))],
    ).fetchall()
    return {row[0]: row[1] for row in rows}
