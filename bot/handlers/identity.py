"""Who asks, and which groups they may ask about: by our tables, and the platform asked at use."""

from bot.domain.boundary import Chat, ChatKind, CommandIn, PlatformRole
from bot.domain.people import Member, Presence, Role
from bot.handlers.answers import Call
from bot.handlers.context import Context
from bot.storage.connection import Tx
from bot.storage.messages import chat_id
from bot.storage.people import (
    chats_looked_after,
    has_role,
    keep_private,
    leave,
    meet,
    presences,
)

_INSIDE = (PlatformRole.MEMBER, PlatformRole.ADMIN)


async def identify(
    context: Context, chat: Chat, address: str, event: CommandIn | None = None
) -> Call:
    """The call of somebody at ``address`` in ``chat``; groups the platform denies are left out.

    Of what it does not say, members may still read where they were seen; admins may not act.
    """
    name = event.sender if event else ""
    member, groups, owned = await context.store.run(_known, chat, address, name)
    roles = {one.chat: await context.standings.of(one.address, address) for one in groups + owned}
    left = {one.chat for one in groups + owned if roles[one.chat] is PlatformRole.OUTSIDE}
    if left:
        await context.store.run(_leave, member.id, left)
        context.met.clear()
    return Call(
        chat=chat,
        member=member,
        words=event.words if event else "",
        number=event.number if event else None,
        reply_to=event.reply_to if event else None,
        replied=event.replied if event else None,
        topic=event.topic if event else None,
        documents=event.documents if event else (),
        groups=tuple(one for one in groups if one.chat not in left),
        admin_of=tuple(one for one in owned if roles[one.chat] in _INSIDE),
        is_platform_admin=any(
            roles[one.chat] is PlatformRole.ADMIN for one in groups if one.address == chat.address
        ),
    )


def _known(
    tx: Tx, chat: Chat, address: str, name: str
) -> tuple[Member, list[Presence], list[Presence]]:
    """The member, the groups a call from this chat can be about, and those they look after."""
    member = meet(tx, address, name)
    if chat.kind is ChatKind.PRIVATE:
        if member.private != chat.address:
            keep_private(tx, member.id, chat.address)
            member = meet(tx, address)
        return member, presences(tx, member.id), chats_looked_after(tx, member.id, Role.ADMIN)
    ident = chat_id(tx, chat.address, chat.title)
    here = [Presence(chat=ident, address=chat.address, title=chat.title)]
    return member, here, here if has_role(tx, member.id, ident, Role.ADMIN) else []


def _leave(tx: Tx, member: int, left: set[int]) -> None:
    for chat in left:
        leave(tx, member, chat)
