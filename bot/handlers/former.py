"""Members who are in a group no more, though the platform sent no word of it: asked for once a day.

Where we are no admin nobody tells us that somebody left.
"""

import asyncio
from collections.abc import Iterable

from bot.domain.boundary import PlatformRole
from bot.domain.delivery import TargetKind
from bot.domain.people import Member, Presence
from bot.handlers.context import Context
from bot.storage.cards import mark_card_stale
from bot.storage.connection import Snapshot, Tx
from bot.storage.people import leave, member_by_private, presences
from bot.storage.targets import active_targets


async def let_go_of_former(context: Context) -> None:
    """Whoever has a card and left a group reads on it of that group no more."""
    for member, groups in await context.store.read(_with_cards):
        asked = (context.standings.of(one.address, member.address) for one in groups)
        roles = zip(groups, await asyncio.gather(*asked), strict=True)
        left = [one.chat for one, role in roles if role is PlatformRole.OUTSIDE]
        if left:
            await context.store.run_bulk(_let_go, member, left)
            context.met.clear()
            context.wake()


def _with_cards(snapshot: Snapshot) -> list[tuple[Member, list[Presence]]]:
    cards = active_targets(snapshot, TargetKind.CARD)
    members = [member_by_private(snapshot, card.chat) for card in cards]
    return [(member, presences(snapshot, member.id)) for member in members if member]


def _let_go(tx: Tx, member: Member, left: Iterable[int]) -> None:
    for chat in left:
        leave(tx, member.id, chat)
    if member.private:
        mark_card_stale(tx, member.private)
