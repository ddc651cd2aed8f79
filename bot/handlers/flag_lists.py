"""Where a flag begins: the numbered lines of a digest or a card, or a notice that was forwarded."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from bot.domain.delivery import TargetKind
from bot.domain.flag import Flagger
from bot.domain.request import RequestState, as_heard
from bot.handlers.belonging import is_inside, shared_groups
from bot.handlers.context import Context
from bot.handlers.flag_talk import Turn, number_in, show, take_anew
from bot.services.cards import LIVES
from bot.services.editing import chats_read_by
from bot.services.submitting import known_as
from bot.storage.cards import card_lines, listing_of, newest_card
from bot.storage.connection import Snapshot
from bot.storage.drafts import find_draft
from bot.storage.messages import find_chat
from bot.storage.people import find_member, presences
from bot.storage.requests import request_by_id
from bot.storage.targets import target_of
from bot.wording import flagging as words

CARD = "c"


class Listing(NamedTuple):
    """Lines to choose from; ``token`` names the list in buttons, ``chat`` is a digest's group."""

    token: str
    heading: str
    chat: int
    lines: tuple[words.Line, ...]


async def digest_list(context: Context, who: Flagger, delivery: int) -> Listing | None:
    """The lines of a digest, for who is in its group; None for everybody else."""
    found = await context.store.read(listing_of, delivery)
    if found is None or not await is_inside(context, who.address, found.chat):
        return None
    return await context.store.read(_of_digest, delivery)


async def card_list(context: Context, who: Flagger) -> Listing | None:
    """The lines of somebody's newest card."""
    return await context.store.read(_of_card, who, context.now())


async def list_named(context: Context, who: Flagger, token: str) -> Listing | None:
    """The list that a button names; of what is made up, and of other people's, none."""
    if token == CARD:
        return await card_list(context, who)
    return await digest_list(context, who, number_in(token))


async def show_list(
    context: Context, turn: Turn, found: Listing, page: int = 0, hint: str = ""
) -> None:
    """Show a page of a list."""
    if not await take_anew(context, turn):
        return
    last = max(0, len(found.lines) - 1) // words.LINES_SHOWN
    what = words.lines(found.heading, found.lines, found.token, found.chat, min(page, last))
    if not found.lines:
        what = words.told(words.NO_LINES)
    shown = words.hinted(hint, what) if hint else what
    await show(context, turn, shown, shown=what, token=found.token, chat=found.chat)


async def forwarded(context: Context, who: Flagger, draft: int) -> int | None:
    """The request that a forwarded notice speaks of, in the groups that we share with them.

    0 where these heard of none like it; None where the notice is not there any more.
    """
    chats = await shared_groups(context, who.address)
    return await context.store.read(_forwarded, who.address, draft, chats, context.now())


def _forwarded(
    snapshot: Snapshot, address: str, ident: int, chats: tuple[int, ...], now: datetime
) -> int | None:
    member = find_member(snapshot, address)
    draft = find_draft(snapshot, member.id, ident) if member else None
    if draft is None:
        return None
    return known_as(snapshot, draft.core, draft.deadline, chats, now) or 0


def _of_digest(snapshot: Snapshot, delivery: int) -> Listing | None:
    found = listing_of(snapshot, delivery)
    chat = find_chat(snapshot, found.chat) if found else None
    if found is None or chat is None:
        return None
    lines = _lines(snapshot, card_lines(snapshot, delivery), chats_read_by(snapshot, chat))
    return Listing(str(delivery), words.of_digest(found.day), chat.chat, lines)


def _of_card(snapshot: Snapshot, who: Flagger, now: datetime) -> Listing | None:
    target = target_of(snapshot, who.private, TargetKind.CARD)
    delivery = newest_card(snapshot, target.id, now - 2 * LIVES) if target else None
    if delivery is None:
        return None
    member = find_member(snapshot, who.address)
    chats = frozenset(one.chat for one in presences(snapshot, member.id)) if member else frozenset()
    lines = _lines(snapshot, card_lines(snapshot, delivery), chats)
    return Listing(CARD, words.of_card(), 0, lines)


def _lines(
    snapshot: Snapshot, refs: Mapping[str, int], chats: frozenset[int]
) -> tuple[words.Line, ...]:
    """Those about requests that somebody asks for, still, as they are known in these chats."""
    found = []
    for ref, number in refs.items():
        request = request_by_id(snapshot, int(ref[1:])) if ref[0] == "r" else None
        if request and request.state is not RequestState.DISMISSED:
            issuer = as_heard(request, chats).issuer
            found.append(words.Line(number, request.id, request.title, issuer))
    return tuple(found)
