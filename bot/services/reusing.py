"""What a member handed in before and can use again: offered to them alone, on their card."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.card import Reuse
from bot.domain.reading import Kind
from bot.domain.request import Request
from bot.reading.likeness import compare, features
from bot.reading.redact import redact
from bot.storage.connection import Snapshot, Tx
from bot.storage.handed import handed_by, keep_handed

HOLDS = timedelta(days=400)
LONGEST = 120


def record(tx: Tx, member: int, request: int, note: str, now: datetime) -> None:
    """Keep where a member finds what they handed in; numbers of people are masked."""
    words = " ".join(redact(note.encode("utf8", "ignore").decode("utf8")).split())[:LONGEST]
    if words:
        keep_handed(tx, member, request, words, now)


def reusable(
    snapshot: Snapshot, member: int, asked: Iterable[tuple[Request, str]], now: datetime
) -> dict[int, Reuse]:
    """For what asks for data of which this member recorded an answer: the newest such answer.

    Another period is another answer: likeness sees to that.
    """
    handed = handed_by(snapshot, member, now - HOLDS)
    found: dict[int, Reuse] = {}
    if not handed:
        return found
    known = [
        (one, features(one.core, one.request.first_at, one.request.deadline)) for one in handed
    ]
    for request, core in asked:
        own = features(core, request.first_at, request.deadline)
        for one, theirs in known:
            if request.kind is not Kind.REPORT or one.request.id == request.id:
                continue
            if (
                own.subjects.keys() & theirs.subjects.keys()
                and compare(theirs, own).band != "silent"
            ):
                found[request.id] = Reuse(
                    at=one.at, title=one.request.title, issuer=one.request.issuer, note=one.note
                )
                break
    return found
