"""A notice that a member handed to us: noted for them alone, or looked up in their groups."""

from collections.abc import Container
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.draft import Draft
from bot.domain.message import Message
from bot.domain.reading import Ask, Kind, Reading, What
from bot.domain.request import Request, RequestState, Source, as_heard
from bot.reading.likeness import compare, features
from bot.reading.normalise import normalise
from bot.reading.redact import redact
from bot.reading.terms import terms
from bot.services.catalogue import catalogue_of
from bot.storage.connection import Snapshot, Tx
from bot.storage.drafts import drop_draft, find_draft
from bot.storage.repeats import likely_told
from bot.storage.requests import told_in
from bot.storage.todos import Todo, add_todo

LOOKED_BACK = timedelta(days=400)
CANDIDATES, SHOWN = 24, 3
_LONGEST_CORE, _LONGEST_TITLE = 1000, 40


def draft_of(message: Message, reading: Reading) -> Draft:
    """What a member may decide on; of what is no notice the text itself is the title."""
    text = redact(normalise(message.text or message.file_name or "").text)
    ask = reading.asks[0] if reading.asks else Ask(kind=Kind.TASK, title="")
    first = " ".join(text.split())[:_LONGEST_TITLE]
    return Draft(
        title=ask.title or first,
        issuer=ask.issuer,
        kind=ask.base_kind,
        deadline=ask.times.deadline,
        starts_at=ask.times.starts_at,
        core=text[:_LONGEST_CORE],
        sure=reading.what is What.NOTICE,
    )


def note_down(tx: Tx, member: int, ident: int, now: datetime) -> int | None:
    """Put a draft among the member's notes; the note's id, None when the draft is gone."""
    draft = find_draft(tx, member, ident)
    if draft is None:
        return None
    drop_draft(tx, ident)
    todo = Todo(
        id=0,
        title=draft.title,
        issuer=draft.issuer,
        kind=draft.kind,
        deadline=draft.deadline,
        starts_at=draft.starts_at,
    )
    return add_todo(tx, member, todo, now)


def asked_before(
    snapshot: Snapshot,
    core: str,
    deadline: datetime | None,
    chats: tuple[int, ...],
    now: datetime,
    states: Container[RequestState] = frozenset(RequestState),
) -> list[tuple[Request, Source]]:
    """Requests of these chats that are the same, nearly so, or want the same data; likest first.

    Each as these chats know it: whose, since when, and with their newest notice of it. Only those
    in one of these ``states``.
    """
    found = []
    alike = [one for one, _ in _alike(snapshot, core, deadline, chats, now) if one.state in states]
    for request in alike[:SHOWN]:
        told = told_in(snapshot, request.id, chats)
        heard = as_heard(request, frozenset(chats))
        found.append((replace(heard, first_at=told[0][1]), told[-1][0]))
    return found


def known_as(
    snapshot: Snapshot, core: str, deadline: datetime | None, chats: tuple[int, ...], now: datetime
) -> int | None:
    """The request of these chats that a notice speaks of; another's for the same data is none."""
    found = _alike(snapshot, core, deadline, chats, now)
    return next((request.id for request, relation in found if relation != "overlap"), None)


def _alike(
    snapshot: Snapshot, core: str, deadline: datetime | None, chats: tuple[int, ...], now: datetime
) -> list[tuple[Request, str]]:
    """Requests of these chats that are like a text, and how; likest first."""
    if not chats:
        return []
    items, since = catalogue_of(snapshot), now - LOOKED_BACK
    mine = features(core, now, deadline, catalogue=items)
    found = []
    for request, text in likely_told(snapshot, terms(core), chats, since, CANDIDATES):
        # Without its deadline: that it is over is no matter where its data is there.
        like = compare(features(text, request.first_at, catalogue=items), mine)
        if like.relation != "different":
            found.append((like.score, request, like.relation))
    found.sort(key=lambda hit: -hit[0])
    return [(request, relation) for _, request, relation in found]
