"""Requests found by a few words, in the groups that the asker shares with us."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.calendar import WorkCalendar
from bot.domain.card import Item
from bot.domain.digest import Period
from bot.domain.lexicon import Clock
from bot.domain.reading import NO_DETAILS, Details
from bot.reading.normalise import normalise
from bot.reading.terms import terms
from bot.services.adding import details_of
from bot.services.cards import item_of
from bot.services.due import next_time
from bot.storage.connection import Snapshot
from bot.storage.finding import newest_like, newest_with
from bot.storage.heard import requests_by_id
from bot.storage.messages import newest_message
from bot.storage.overview import Sight, is_sparse
from bot.storage.search import requests_like, requests_with
from bot.storage.todos import done_by

SHOWN = 8
_SHARED = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One request found, and when a notice of it was last sent in the asker's groups."""

    item: Item
    said_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of what was found, from the hit ``start`` (0 is the newest) on.

    ``alike`` when nothing holds all the words, and these hold some; ``details`` are what a single
    hit wants, as the asker's groups were told.
    """

    words: str
    start: int
    hits: tuple[Hit, ...]
    more: bool
    alike: bool = False
    details: Details = NO_DETAILS


def search(
    snapshot: Snapshot,
    member: int,
    chats: tuple[int, ...],
    words: str,
    start: int,
    now: datetime,
    calendar: WorkCalendar,
    clock: Clock,
) -> Found:
    """A page of the requests that notices in these chats name by ``words``, newest first."""
    idents, alike = found_with(snapshot, chats, words)
    period = Period(start=now, end=now, commits=(0, newest_message(snapshot)), chats=chats)
    done = done_by(snapshot, member)
    page = requests_by_id(snapshot, idents[start : start + SHOWN], period)
    hits = [
        Hit(
            item=item_of(next_time(request, now, calendar, clock), done, now),
            said_at=request.mentions[-1].sent_at,
        )
        for request, _ in page
    ]
    more = len(idents) > start + SHOWN
    details = details_of(snapshot, page[0][0].id, chats) if len(page) == 1 else NO_DETAILS
    return Found(
        words=words, start=start, hits=tuple(hits), more=more, alike=alike, details=details
    )


def found_with(snapshot: Snapshot, chats: tuple[int, ...], words: str) -> tuple[list[int], bool]:
    """All requests that notices in these chats name by ``words``, and whether only by some."""
    plain = " ".join(normalise(words).text.split())
    wanted = terms(plain)
    idents = requests_with(snapshot, wanted, plain, chats) if chats and plain else []
    alike = not idents and len(wanted) > 1
    if alike and chats:
        idents = requests_like(snapshot, wanted, chats, _SHARED)
    return idents, alike


def found_by(snapshot: Snapshot, sight: Sight, words: str) -> tuple[list[int], bool]:
    """The same for whoever sees more than a few groups: of what is too much, the newest.

    What they see by its issuer alone is found by its title, too.
    """
    if not sight.issuers and sight.chats is not None and is_sparse(snapshot, sight):
        return found_with(snapshot, sight.chats, words)
    plain = " ".join(normalise(words).text.split())
    wanted = terms(plain)
    found = newest_with(snapshot, sight, wanted, plain) if plain else {}
    alike = not found and len(wanted) > 1
    if alike:
        found = newest_like(snapshot, sight, wanted, _SHARED)
    return sorted(found, key=lambda ident: (found[ident], ident), reverse=True), alike
