"""Who is told what: the queue of each bot, its choice of kinds, and privacy mode."""

import re
from collections.abc import Iterable
from itertools import islice

from bot.sandbox.kinds import ALL_UPDATES, DEFAULT_UPDATES
from bot.sandbox.model import (
    Bot,
    Chat,
    ChatKind,
    Json,
    Member,
    Message,
)
from bot.sandbox.render import chat_json, member_json, message_json, reactions_json, user_json
from bot.sandbox.world import World, bots_in, number_of

KEPT_FOR = 24 * 3600
"""Seconds after which an update nobody fetched is dropped [Bot API, getting updates]."""

_COMMAND = re.compile(r"/[A-Za-z0-9_]{1,64}(?:@(\w+))?(?=\s|$)")


def allow(bot: Bot, kinds: Iterable[str] | None) -> None:
    """Set which kinds a bot gets: None keeps the setting, an empty list is the default."""
    if kinds is None:
        return
    asked = [kind for kind in kinds if kind in ALL_UPDATES]
    bot.allowed = frozenset(asked) or DEFAULT_UPDATES
    bot.allowed_as_asked = asked or None


def push(world: World, bot: Bot, kind: str, payload: Json) -> None:
    """Queue one update, if the bot asked for its kind."""
    if kind not in bot.allowed:
        return
    update = {"update_id": bot.next_update, kind: payload}
    bot.next_update += 1
    bot.queue.append((world.now(), update))
    if bot.wake:
        bot.wake()


def pending(world: World, bot: Bot) -> list[Json]:
    """Return the updates that wait, oldest first; those older than a day are dropped."""
    _expire(world, bot)
    return [update for _, update in bot.queue]


def first_pending(world: World, bot: Bot) -> Json | None:
    """Return the oldest update that waits."""
    _expire(world, bot)
    return bot.queue[0][1] if bot.queue else None


def _expire(world: World, bot: Bot) -> None:
    oldest = world.now() - KEPT_FOR
    while bot.queue and bot.queue[0][0] <= oldest:
        bot.queue.popleft()


def fetch(world: World, bot: Bot, offset: int = 0, limit: int = 100) -> list[Json]:
    """Return up to `limit` updates from `offset` on and forget all before it.

    A negative offset counts from the end of the queue. Zero forgets nothing.
    """
    _expire(world, bot)
    while offset < 0 and len(bot.queue) > -offset:
        bot.queue.popleft()
    while bot.queue and bot.queue[0][1]["update_id"] < offset:
        bot.queue.popleft()
    return [update for _, update in islice(bot.queue, limit)]


def drop(bot: Bot, update_id: int) -> None:
    """Forget the oldest update if it is this one: it was delivered by webhook."""
    if bot.queue and bot.queue[0][1]["update_id"] == update_id:
        bot.queue.popleft()


def tell_message(world: World, message: Message, *, edited: bool = False) -> None:
    """Queue a message, or its edit, for each bot that may see it."""
    kind = "channel_post" if message.chat.kind is ChatKind.CHANNEL else "message"
    for bot in bots_in(world, message.chat):
        if _sees(world, bot, message):
            shown = message_json(world, message, bot.id)
            push(world, bot, f"edited_{kind}" if edited else kind, shown)


def _sees(world: World, bot: Bot, message: Message) -> bool:
    if number_of(message, bot.id) is None:
        return False
    if message.is_service:
        return True
    if message.author == bot.id or message.author in world.bots:
        return False
    if message.chat.kind in (ChatKind.PRIVATE, ChatKind.CHANNEL):
        return True
    member = message.chat.members[bot.id]
    return member.admin or member.reads_all or _is_meant_for(world, bot, message)


def _is_meant_for(world: World, bot: Bot, message: Message) -> bool:
    """Tell whether privacy mode lets a message through: commands and replies to the bot."""
    replied = message.chat.messages.get(message.reply_to or 0)
    if replied and replied.author == bot.id:
        return True
    command = _COMMAND.match(message.text or "")
    if not command or message.content:
        return False
    if command[1]:
        return command[1].lower() == (bot.user.username or "").lower()
    return _spoke_last(world, bot, message.chat)


def _spoke_last(world: World, bot: Bot, chat: Chat) -> bool:
    """Tell whether no other bot was the last to speak: the address of a command without name."""
    for message in reversed(chat.messages.values()):
        if message.author in world.bots and not message.is_service:
            return message.author == bot.id
    return True


def tell_member(world: World, chat: Chat, by: int, old: Member, new: Member) -> None:
    """Queue my_chat_member for the bot itself, chat_member for bots that administer the chat."""
    payload = {
        "chat": chat_json(world, chat),
        "from": user_json(world.users[by]),
        "date": world.now(),
        "old_chat_member": member_json(chat, old),
        "new_chat_member": member_json(chat, new),
    }
    if new.user.id in world.bots:
        push(world, world.bots[new.user.id], "my_chat_member", payload)
    if chat.kind is ChatKind.PRIVATE:
        return
    for bot in bots_in(world, chat):
        if bot.id != new.user.id and chat.members[bot.id].admin:
            push(world, bot, "chat_member", payload)


def tell_reaction(
    world: World, message: Message, actor: Json, old: tuple[str, ...], new: tuple[str, ...]
) -> None:
    """Queue message_reaction; `actor` is {"user": User} or {"actor_chat": Chat}."""
    for bot in _watching_reactions(world, message):
        payload = {
            "chat": chat_json(world, message.chat),
            "message_id": number_of(message, bot.id),
            "date": world.now(),
            "old_reaction": reactions_json(old),
            "new_reaction": reactions_json(new),
            **actor,
        }
        push(world, bot, "message_reaction", payload)


def tell_reaction_count(world: World, message: Message) -> None:
    """Queue message_reaction_count, the sums of a channel's anonymous reactions."""
    sums: dict[str, int] = {}
    for emojis in message.chat.reactions.get(message.key, {}).values():
        for emoji in emojis:
            sums[emoji] = sums.get(emoji, 0) + 1
    for bot in _watching_reactions(world, message):
        payload = {
            "chat": chat_json(world, message.chat),
            "message_id": number_of(message, bot.id),
            "date": world.now(),
            "reactions": [
                {"type": {"type": "emoji", "emoji": emoji}, "total_count": total}
                for emoji, total in sums.items()
            ],
        }
        push(world, bot, "message_reaction_count", payload)


def _watching_reactions(world: World, message: Message) -> list[Bot]:
    chat = message.chat
    return [
        bot
        for bot in bots_in(world, chat)
        if number_of(message, bot.id) is not None
        and (chat.kind is ChatKind.PRIVATE or chat.members[bot.id].admin)
    ]
