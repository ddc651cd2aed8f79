"""The words in which each notice asks: what its request is compared by once it stands apart."""

import json
from collections.abc import Iterable

from bot.storage.connection import Snapshot, Tx


def keep_words(tx: Tx, mention: int, core: str) -> None:
    """Keep in which words, masked, a notice speaks of a request."""
    tx.execute("insert into said (mention, core) values (?, ?)", [mention, core])


def words_of(snapshot: Snapshot, mentions: Iterable[int]) -> dict[int, str]:
    """The words of these mentions; none of what was told before words were kept."""
    rows = snapshot.execute(
        "select mention, core from said where mention in (select value from json_each(?))",
        [json.dumps(list(mentions))],
    ).fetchall()
    return {row[0]: row[1] for row in rows}
