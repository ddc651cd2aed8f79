"""Who comes and goes, and who may do what: joins, removals, promotions, anonymity."""

from dataclasses import replace
from typing import Any

from bot.sandbox.model import ADMIN_RIGHTS, Change, Chat, ChatKind, Member, Status, User
from bot.sandbox.posting import put
from bot.sandbox.render import user_json
from bot.sandbox.updates import tell_member
from bot.sandbox.world import World


def set_member(world: World, chat: Chat, user: User, *, by: User, **fields: Any) -> Member:
    """Change what somebody is in a chat (fields of Member) and tell bots: the root of the rest."""
    old = chat.members.get(user.id, Member(user=user, status=Status.LEFT))
    new = replace(old, **fields)
    chat.members[user.id] = new
    tell_member(world, chat, by.id, old, new)
    world.tell(Change(what="member", chat=chat, who=user.id))
    return new


def add(world: World, chat: Chat, user: User, *, by: User) -> None:
    """Bring somebody, or a bot, into a chat.

    What a bot may read there is fixed now by its privacy setting; a change of the setting shows
    only after it was removed and added again.
    """
    reads_all = user.id in world.bots and world.bots[user.id].reads_all
    set_member(world, chat, user, by=by, status=Status.MEMBER, reads_all=reads_all)
    if chat.kind is not ChatKind.CHANNEL:
        put(world, chat, by, service={"new_chat_members": [user_json(user)]})


def join(world: World, chat: Chat, user: User) -> None:
    """Come into a chat by oneself, through a link."""
    add(world, chat, user, by=user)


def leave(world: World, chat: Chat, user: User) -> None:
    """Go by oneself."""
    _go(world, chat, user, by=user, status=Status.LEFT)


def kick(world: World, chat: Chat, user: User, *, by: User) -> None:
    """Remove somebody, or a bot, for good."""
    _go(world, chat, user, by=by, status=Status.KICKED)


def _go(world: World, chat: Chat, user: User, *, by: User, status: Status) -> None:
    if chat.kind is not ChatKind.CHANNEL:
        put(world, chat, by, service={"left_chat_member": user_json(user)})
    set_member(world, chat, user, by=by, status=status, rights=frozenset(), anonymous=False)


def promote(
    world: World,
    chat: Chat,
    user: User,
    *,
    by: User,
    rights: frozenset[str] = ADMIN_RIGHTS,
    title: str | None = None,
    anonymous: bool = False,
) -> None:
    """Make somebody an administrator with these rights, in the spec's names.

    An administrator bot reads everything. An `anonymous` one speaks as the group. The owner keeps
    their status and may turn anonymous this way.
    """
    member = chat.members.get(user.id)
    owner = member is not None and member.status is Status.CREATOR
    status = Status.CREATOR if owner else Status.ADMINISTRATOR
    fields = {"rights": rights, "title": title, "anonymous": anonymous}
    set_member(world, chat, user, by=by, status=status, **fields)


def demote(world: World, chat: Chat, user: User, *, by: User) -> None:
    """Make an administrator an ordinary member again."""
    fields: dict[str, Any] = {"rights": frozenset(), "title": None, "anonymous": False}
    set_member(world, chat, user, by=by, status=Status.MEMBER, **fields)


def restrict(world: World, chat: Chat, user: User, *, by: User) -> None:
    """Let somebody read only."""
    set_member(world, chat, user, by=by, status=Status.RESTRICTED)
