"""What notices said lately, and the names of this place: where new phrases are looked for."""

from datetime import datetime

from bot.storage.connection import Snapshot
from bot.storage.messages import seconds


def texts_since(snapshot: Snapshot, since: datetime, most: int) -> list[str]:
    """The texts of the newest ``most`` requests first told after ``since``, each once."""
    rows = snapshot.execute(
        "select core from request where first_at > ? and merged_into is null"
        " order by id desc limit ?",
        [seconds(since), most],
    ).fetchall()
    return [row[0] for row in rows]


def names_here(snapshot: Snapshot) -> list[str]:
    """What groups, people and issuers are called."""
    rows = snapshot.execute(
        "select name from chat union select name from member"
        " union select issuer from request where issuer is not null"
    ).fetchall()
    return [row[0] for row in rows if row[0]]
