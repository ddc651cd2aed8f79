"""Who is in which group, asked of the platform; of who asks, nothing is kept."""

from bot.domain.boundary import PlatformRole
from bot.domain.flag import SMALL_GROUP
from bot.domain.people import Presence
from bot.handlers.context import Context
from bot.services.flagging import heard_in
from bot.storage.connection import Snapshot
from bot.storage.mentions import mentions_of
from bot.storage.messages import find_chat
from bot.storage.people import find_member, presences
from bot.storage.posts import size_of
from bot.storage.requests import request_by_id

_ASKED_OF = 12
"""Questions to the platform at a time, at most: a county's notice stands in hundreds of groups."""


async def is_inside(context: Context, address: str, chat: str) -> bool:
    """Whether somebody is in a group; where the platform does not say, whether we saw them there.

    ``address`` and ``chat`` are those of the person and the group.
    """
    role = await context.standings.of(chat, address)
    if role is not PlatformRole.UNKNOWN:
        return role is not PlatformRole.OUTSIDE
    seen = await context.store.read(_seen_in, address)
    return any(one.address == chat for one in seen)


async def groups_with(context: Context, address: str, request: int, first: int) -> list[int]:
    """Ids of the groups that somebody is in and that heard of a request.

    Asked first about the group with the id ``first`` and those where we saw them, then about large
    ones, where it was told last; one that is large enough to hide in is enough. What was asked a
    few minutes ago is known still, so that whoever tries again gets further.
    """
    found: list[int] = []
    left = _ASKED_OF
    for chat, size in await context.store.read(_heard, address, request, first):
        if not context.standings.knows(chat.address, address):
            left -= 1
            if left < 0:
                continue
        if await is_inside(context, address, chat.address):
            found.append(chat.chat)
            if size >= SMALL_GROUP:
                break
    return found


async def shared_groups(context: Context, address: str) -> tuple[int, ...]:
    """Ids of the groups where we saw somebody and where they still are."""
    seen = await context.store.read(_seen_in, address)
    return tuple([one.chat for one in seen if await is_inside(context, address, one.address)])


def _seen_in(snapshot: Snapshot, address: str) -> list[Presence]:
    member = find_member(snapshot, address)
    return presences(snapshot, member.id) if member else []


def _heard(
    snapshot: Snapshot, address: str, request: int, first: int
) -> list[tuple[Presence, int]]:
    root = request_by_id(snapshot, request)
    chats = heard_in(snapshot, root.id) if root else frozenset()
    sizes = {chat: size_of(snapshot, chat) for chat in chats}
    seen = {one.chat for one in _seen_in(snapshot, address)}
    told = mentions_of(snapshot, root.id) if root else []
    last = {one.chat: one.sent_at.timestamp() for one in told}

    def order(chat: int) -> tuple[bool, bool, bool, float, int]:
        small = sizes[chat] < SMALL_GROUP
        return chat != first, chat not in seen, small, -last.get(chat, 0.0), chat

    ordered = sorted(chats, key=order)
    return [(found, sizes[chat]) for chat in ordered if (found := find_chat(snapshot, chat))]
