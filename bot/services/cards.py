"""A member's card: what their units still owe, over all groups they share with us."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.domain.calendar import WorkCalendar
from bot.domain.card import Card, Item, ItemState
from bot.domain.delivery import Due, Target, Text
from bot.domain.digest import Period
from bot.domain.lexicon import Clock
from bot.domain.message import SHANGHAI
from bot.domain.people import Member, Presence
from bot.domain.reading import Kind, Relation
from bot.domain.request import Request, RequestState, as_heard
from bot.reading.speaker.units import addresses, asks_others, own_deadlines
from bot.services.catalogue import catalogue_of
from bot.services.due import due_next, is_of_round, next_time
from bot.services.forms import approvals
from bot.services.overlapping import overlap_marks, pairs_among
from bot.services.reusing import reusable
from bot.services.telling import advised
from bot.storage.cards import card_lines, newest_card, number_lines
from bot.storage.connection import Snapshot, Tx
from bot.storage.deliveries import add_delivery, add_parts, day_of, parts_of, revise
from bot.storage.heard import requests_in
from bot.storage.messages import newest_message
from bot.storage.people import presences, units_in
from bot.storage.requests import request_by_id, told_in
from bot.storage.todos import (
    Todo,
    done_by,
    mark_request_done,
    mark_request_open,
    mark_todo,
    todos_of,
)

REMEMBERED = timedelta(days=7)
"""How long what names no time stays on the card after it was last spoken of."""
_STATES = {
    RequestState.WITHDRAWN: ItemState.WITHDRAWN,
    RequestState.SUSPENDED: ItemState.SUSPENDED,
}
_CHANGES = (Relation.UPDATE, Relation.CANCEL, Relation.RELAY_TIGHTENED)


NEWS = timedelta(hours=24)
"""How long a card says that something is off which an earlier card may have named."""
LIVES = timedelta(hours=36)
"""How long a card is kept up to date when no newer one takes its place."""


def give_card(
    tx: Tx,
    target: Target,
    member: Member,
    due: Due,
    now: datetime,
    calendar: WorkCalendar,
    clock: Clock,
    render: Callable[[Card], Text],
    retire: Callable[[date], Text],
    *,
    even_empty: bool,
) -> bool:
    """Put a new card in the ledger; the one before says that it was replaced.

    Without a line on it no card is made unless ``even_empty``: then the last one lives on.
    """
    before = newest_card(tx, target.id, now - 2 * LIVES)
    reason = None if even_empty or _owes(tx, member, now, calendar, clock) else "empty"
    delivery = add_delivery(tx, target.id, due, (0, 0), now, reason or "card")
    if reason:
        return False
    card = compose_card(tx, member, delivery, now, calendar, clock)
    add_parts(tx, delivery, [render(card)])
    for part in parts_of(tx, before) if before else ():
        revise(tx, part, retire(day_of(tx, part.delivery)))
    return True


def refresh_card(
    tx: Tx,
    target: Target,
    member: Member,
    now: datetime,
    calendar: WorkCalendar,
    clock: Clock,
    render: Callable[[Card], Text],
) -> None:
    """Give the newest card its present text, if one still lives."""
    delivery = newest_card(tx, target.id, now - LIVES)
    if delivery is None:
        return
    text = render(compose_card(tx, member, delivery, now, calendar, clock))
    for part in parts_of(tx, delivery):
        if (part.html, part.plain, part.buttons) != text[1:]:
            revise(tx, part, text)


def refs_of(
    snapshot: Snapshot, target: Target, numbers: Iterable[int], now: datetime
) -> dict[int, str | None]:
    """What lines of the newest card are about; None for numbers it does not have."""
    delivery = newest_card(snapshot, target.id, now - 2 * LIVES)
    lines = card_lines(snapshot, delivery) if delivery else {}
    by_number = {number: ref for ref, number in lines.items()}
    return {number: by_number.get(number) for number in numbers}


def mark_line(
    tx: Tx,
    member: Member,
    ref: str,
    now: datetime,
    calendar: WorkCalendar,
    clock: Clock,
    *,
    done: bool,
) -> bool:
    """A line is done, or open again, for this member; whether their groups know of it."""
    ident = int(ref[1:])
    if ref[0] == "t":
        mark_todo(tx, member.id, ident, now if done else None)
        return True
    request = request_by_id(tx, ident)
    where = tuple(one.chat for one in presences(tx, member.id))
    request = as_heard(request, frozenset(where)) if request else None
    if request is None or not told_in(tx, request.id, where):
        return False
    if done:
        deadline = next_time(request, now, calendar, clock).deadline
        mark_request_done(tx, member.id, request.id, deadline, now)
    else:
        mark_request_open(tx, member.id, request.id)
    return True


def compose_card(
    tx: Tx, member: Member, delivery: int, now: datetime, calendar: WorkCalendar, clock: Clock
) -> Card:
    """The card of ``member`` as of ``now``; its lines are numbered under ``delivery``.

    A line once on a card stays on it, whatever becomes of it, with its number.
    """
    items, where = _items(tx, member, card_lines(tx, delivery), now, calendar, clock)
    numbers = number_lines(tx, delivery, [item.ref for item in items])
    numbered = [replace(item, number=numbers[item.ref]) for item in items]
    return Card(now=now, units=_units(where), items=tuple(numbered), groups=len(where))


def _owes(
    snapshot: Snapshot, member: Member, now: datetime, calendar: WorkCalendar, clock: Clock
) -> bool:
    return bool(_items(snapshot, member, (), now, calendar, clock)[0])


def _items(
    snapshot: Snapshot,
    member: Member,
    shown: Iterable[str],
    now: datetime,
    calendar: WorkCalendar,
    clock: Clock,
) -> tuple[list[Item], list[Presence]]:
    known = set(shown)
    where = presences(snapshot, member.id)
    chats = tuple(one.chat for one in where)
    period = Period(
        start=now - REMEMBERED, end=now, commits=(0, newest_message(snapshot)), chats=chats
    )
    done = done_by(snapshot, member.id)
    units = frozenset(one.unit for one in where if one.unit)
    others = units_in(snapshot, chats) - units
    begun = datetime.combine(now.astimezone(SHANGHAI).date(), time(0), SHANGHAI)
    owed: list[tuple[Request, str, Item]] = []
    known |= {f"r{ident}" for ident, (_, at) in done.items() if at >= begun}
    asked = [int(ref[1:]) for ref in known if ref[0] == "r"]
    asked_for = requests_in(snapshot, period, begun, now - NEWS, asked)
    for request, core in asked_for:
        ours = core if _began_in(request, chats) else ""
        own = own_deadlines(request.apart, units, ours) if ours else None
        request = next_time(request, now, calendar, clock)
        request = due_next(request, own, now) if own else request
        item = item_of(request, done, now)
        if item.ref in known or (
            item.state not in (ItemState.DONE, ItemState.PASSED)
            and request.kind is not Kind.INFO
            and own != ()
            and not _is_for_others(request, "" if own else ours, units, others)
        ):
            owed.append((request, core, item))
    found = _dressed(snapshot, member, owed, chats, now)
    for todo in todos_of(snapshot, member.id, begun):
        note = _note(todo, now)
        if note.ref in known or note.state is ItemState.OPEN:
            found.append(note)
    return sorted(found, key=_order), where


def _dressed(
    snapshot: Snapshot,
    member: Member,
    shown: list[tuple[Request, str, Item]],
    chats: tuple[int, ...],
    now: datetime,
) -> list[Item]:
    """Items of requests with their words, and with what else there is to say of each."""
    asked = [(request, core) for request, core, _ in shown]
    advice = advised(snapshot, (request.id for request, _ in asked), chats)
    again = reusable(snapshot, member.id, asked, now)
    approved = approvals(snapshot, asked)
    owed = {
        item.ref: (request, core) for request, core, item in shown if item.state is ItemState.OPEN
    }
    pairs = pairs_among({ref: request for ref, (request, _) in owed.items()})
    beside = overlap_marks(owed, pairs, catalogue_of(snapshot))
    return [
        replace(
            item,
            advised=advice.get(request.id),
            approval=approved.get(request.id),
            reuse=again.get(request.id),
            beside=beside.get(item.ref, ()),
        )
        for request, _, item in shown
    ]


def _units(where: list[Presence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.unit for one in where if one.unit))


def _began_in(request: Request, chats: tuple[int, ...]) -> bool:
    """Whether its words are those of these chats: above them it asked others to pass it on."""
    return int(request.key.partition("-")[0]) in chats


def _is_for_others(
    request: Request, core: str, units: frozenset[str], others: frozenset[str]
) -> bool:
    """Whether it names other units and none of theirs, or comes from their own."""
    if request.issuer and any(unit in request.issuer for unit in units):
        return True
    issuer = request.issuer or ""
    named = any(unit not in issuer and addresses(core, unit) for unit in others)
    return named and not asks_others(core) and not any(unit in core for unit in units)


def item_of(
    request: Request, done: dict[int, tuple[datetime | None, datetime]], now: datetime
) -> Item:
    """How a request stands for a member who did those in ``done``; not numbered yet."""
    changed = [m.sent_at for m in request.mentions if m.relation in _CHANGES and not m.unsaid]
    state = _STATES.get(request.state)
    if state is None and request.id in done:
        state = ItemState.DONE if is_of_round(request, done[request.id][0]) else None
    at = request.deadline or request.starts_at
    if state is None:
        state = ItemState.PASSED if at and at <= now else ItemState.OPEN
    return Item(
        number=0,
        ref=f"r{request.id}",
        title=request.title,
        issuer=request.issuer,
        kind=request.kind,
        state=state,
        deadline=request.deadline,
        starts_at=request.starts_at,
        changed_at=max(changed, default=None),
        venue=request.venue,
        spared=request.spared,
        latest=(last.sent_at, last.spared or "") if (last := request.latest) else None,
        sources=tuple(m.source for m in request.mentions),
    )


def _note(todo: Todo, now: datetime) -> Item:
    at = todo.deadline or todo.starts_at
    passed = ItemState.PASSED if at and at <= now else ItemState.OPEN
    return Item(
        number=0,
        ref=f"t{todo.id}",
        title=todo.title,
        issuer=todo.issuer,
        kind=todo.kind,
        state=ItemState.DONE if todo.done_at else passed,
        deadline=todo.deadline,
        starts_at=todo.starts_at,
    )


_FAR = datetime.max.replace(tzinfo=SHANGHAI)


def _order(item: Item) -> tuple[datetime, str]:
    return item.deadline or item.starts_at or _FAR, item.ref
