"""What we asked a member for and wait to hear, or showed them to decide on: one at a time."""

import json
from datetime import datetime
from typing import Any

from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import seconds


def keep_dialogue(tx: Tx, member: int, topic: str, body: dict[str, Any], until: datetime) -> None:
    """Keep where a member stands, in place of what was kept before."""
    tx.execute(
        "insert into dialogue (member, topic, body, until) values (?, ?, ?, ?)"
        " on conflict (member) do update set topic = excluded.topic, body = excluded.body,"
        " until = excluded.until",
        [member, topic, json.dumps(body, ensure_ascii=False), seconds(until)],
    )


def dialogue_of(snapshot: Snapshot, member: int, topic: str, now: datetime) -> dict[str, Any]:
    """Where a member stands about a topic; empty when nothing waits."""
    row = snapshot.execute(
        "select body from dialogue where member = ? and topic = ? and until > ?",
        [member, topic, seconds(now)],
    ).fetchone()
    found: dict[str, Any] = json.loads(row[0]) if row else {}
    return found
