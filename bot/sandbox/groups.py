"""What happens to a group as a whole: topics, pins, a new title, the move to a supergroup."""

from dataclasses import replace
from typing import Any

from bot.sandbox.model import (
    GROUP_ANONYMOUS_BOT,
    Change,
    Chat,
    ChatKind,
    Message,
    Status,
    Topic,
    User,
)
from bot.sandbox.posting import pin, put, unpin
from bot.sandbox.render import chat_json
from bot.sandbox.updates import tell_member
from bot.sandbox.world import World, add_supergroup, bots_in


def rename(world: World, chat: Chat, by: User, title: str) -> None:
    """Give a group another title."""
    chat.title = title
    put(world, chat, by, service={"new_chat_title": title})


def open_topic(world: World, chat: Chat, by: User, name: str) -> Topic:
    """Open a topic in a forum; its id is the message_thread_id of all that is said in it."""
    if not chat.forum:
        raise ValueError(f"chat {chat.id} is no forum")
    service = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
    thread = chat.counter + 1
    put(world, chat, by, service=service, thread=thread, in_topic=True)
    chat.topics[thread] = Topic(id=thread, name=name)
    return chat.topics[thread]


def close_topic(world: World, chat: Chat, by: User, topic: int) -> None:
    """Close a topic: nobody but administrators writes there any more."""
    chat.topics[topic] = replace(chat.topics[topic], closed=True)
    put(world, chat, by, service={"forum_topic_closed": {}}, thread=topic, in_topic=True)


def pin_message(world: World, message: Message, by: User) -> None:
    """Pin a message."""
    pin(world, message, by)


def unpin_message(world: World, message: Message, by: User) -> None:
    """Unpin a message."""
    unpin(world, message, by)


def migrate(
    world: World,
    group: Chat,
    by: User,
    *,
    new_first: bool = False,
    announced: bool = True,
    membership: bool = False,
) -> Chat:
    """Turn a basic group into a supergroup with another id and its own numbering from 1.

    Two service messages come, the new chat's first if `new_first`; none if not `announced`: a bot
    then learns it from a refused call. With `membership` the bots also get my_chat_member for both
    chats. What was said before stays in the old chat.
    """
    if group.kind is not ChatKind.GROUP or group.moved_to is not None:
        raise ValueError(f"chat {group.id} is no basic group")
    chat = add_supergroup(world, group.title or "", by)
    chat.members, chat.permissions = dict(group.members), group.permissions
    chat.emojis = group.emojis
    if membership:
        _tell_moved(world, group, chat, by)
    if announced:
        steps = [_say_old, _say_new]
        for step in reversed(steps) if new_first else steps:
            step(world, group, chat, by)
    group.moved_to = chat.id
    world.tell(Change(what="move", chat=chat, who=by.id))
    return chat


def _say_old(world: World, group: Chat, chat: Chat, by: User) -> None:
    put(world, group, by, service={"migrate_to_chat_id": chat.id})


def _say_new(world: World, group: Chat, chat: Chat, by: User) -> None:
    speaks: dict[str, Any] = {
        "sender": GROUP_ANONYMOUS_BOT,
        "sender_chat": chat_json(world, chat),
    }
    put(world, chat, by, service={"migrate_from_chat_id": group.id}, **speaks)


def _tell_moved(world: World, group: Chat, chat: Chat, by: User) -> None:
    for bot in bots_in(world, group):
        here = group.members[bot.id]
        outside = replace(here, status=Status.LEFT, rights=frozenset())
        tell_member(world, group, by.id, here, outside)
        tell_member(world, chat, by.id, outside, here)
