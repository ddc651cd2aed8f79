"""How a message comes to stand in a chat, and changes, whoever wrote it."""

from dataclasses import replace
from typing import Any

from bot.sandbox.model import TELEGRAM, Change, Chat, ChatKind, Json, Message, User
from bot.sandbox.render import chat_json, user_json
from bot.sandbox.updates import tell_message
from bot.sandbox.world import World, bots_in, number_of


def put(world: World, chat: Chat, author: User, **fields: Any) -> Message:
    """Store a message of `author`, number it, and tell bots and watchers.

    `fields` are those of Message; ``sender`` is the author unless given. A reply in a supergroup
    belongs to the thread of what it answers, a topic or not.
    """
    given: dict[str, Any] = {"sender": author.id, **fields}
    if chat.kind is ChatKind.SUPERGROUP and given.get("reply_to"):
        replied = chat.messages[given["reply_to"]]
        given.setdefault("thread", replied.thread or replied.number)
        given.setdefault("in_topic", replied.in_topic)
    chat.counter += 1
    message = Message(
        key=next(world.keys),
        chat=chat,
        number=chat.counter,
        numbers=_numbers(world, chat),
        author=author.id,
        date=world.now(),
        **given,
    )
    chat.messages[message.key] = message
    tell_message(world, message)
    world.tell(Change(what="message", chat=chat, message=message, who=author.id))
    if chat.kind is ChatKind.CHANNEL and chat.linked and not message.is_service:
        _forward_by_itself(world, message, world.chats[chat.linked])
    return message


def _forward_by_itself(world: World, message: Message, group: Chat) -> None:
    """Show a channel's post in its linked group."""
    put(
        world,
        group,
        world.users[TELEGRAM],
        text=message.text,
        entities=message.entities,
        content=message.content,
        album=message.album,
        sender_chat=chat_json(world, message.chat),
        origin=origin_of(world, message),
        automatic=True,
    )


def _numbers(world: World, chat: Chat) -> dict[int, int]:
    """Give the message its number in each bot's own account, where the chat has none."""
    if chat.numbers_own:
        return {}
    numbers: dict[int, int] = {}
    for bot in bots_in(world, chat):
        bot.last_number += 1
        numbers[bot.id] = bot.last_number
    return numbers


def change(world: World, message: Message, **fields: Any) -> Message:
    """Replace a message by a version with other `fields` and tell bots and watchers."""
    newer = replace(message, **fields)
    message.chat.messages[message.key] = newer
    if newer.edited != message.edited or "edited" in fields:
        tell_message(world, newer, edited=True)
    world.tell(Change(what="edit", chat=message.chat, message=newer, who=message.author))
    return newer


def remove(world: World, message: Message) -> None:
    """Delete a message for everybody. No bot is ever told."""
    chat = message.chat
    chat.messages.pop(message.key, None)
    chat.gone[message.key] = message
    chat.pins = [key for key in chat.pins if key != message.key]
    world.tell(Change(what="delete", chat=chat, message=message))


def origin_of(world: World, message: Message) -> Json:
    """Return the MessageOrigin of a forward of this message; the first origin is kept."""
    if message.origin:
        return message.origin
    author = world.users[message.author]
    signed = {"author_signature": message.signature} if message.signature else {}
    if message.chat.kind is ChatKind.CHANNEL:
        channel = chat_json(world, message.chat)
        place = {"chat": channel, "message_id": number_of(message)}
        return {"type": "channel", "date": message.date, **place, **signed}
    if message.sender_chat:
        return {"type": "chat", "date": message.date, "sender_chat": message.sender_chat, **signed}
    if author.hides_forwards:
        return {"type": "hidden_user", "date": message.date, "sender_user_name": author.name}
    return {"type": "user", "date": message.date, "sender_user": user_json(author)}


def pin(world: World, message: Message, by: User, **fields: Any) -> None:
    """Pin a message; in groups a service line says so."""
    chat = message.chat
    chat.pins = [*(key for key in chat.pins if key != message.key), message.key]
    put(world, chat, by, pinned=message.key, **fields)
    world.tell(Change(what="pin", chat=chat, message=message, who=by.id))


def unpin(world: World, message: Message, by: User) -> None:
    """Unpin a message; no line says so."""
    message.chat.pins.remove(message.key)
    world.tell(Change(what="unpin", chat=message.chat, message=message, who=by.id))
