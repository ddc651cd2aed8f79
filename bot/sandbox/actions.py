"""What people do, by name and with ids: for the control API and the demo's chat page."""

from collections.abc import Callable
from typing import Any

from bot.sandbox import groups, media, membership, people, world
from bot.sandbox.model import Bot, Chat, Json, Message, Press, Topic, User
from bot.sandbox.render import chat_json, message_json, user_json
from bot.sandbox.world import World, bots_in, find_chat

ACTIONS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        world.add_user, world.add_bot, world.add_group, world.add_supergroup, world.add_channel,
        people.post, people.edit, people.delete, people.forward, people.react, people.press,
        people.start, people.block, people.unblock, people.count_reactions, people.post_album,
        membership.add, membership.join, membership.leave, membership.kick, membership.promote,
        membership.demote, membership.restrict,
        groups.rename, groups.open_topic, groups.close_topic, groups.pin_message,
        groups.unpin_message, groups.migrate,
    )
}  # fmt: skip
_CHATS = ("chat", "to", "group", "channel", "as_chat", "linked")
_USERS = ("who", "user", "by", "owner")
_MESSAGES = ("message", "reply_to")


def perform(of: World, order: Json) -> Any:
    """Do one action and return its result as JSON.

    `order` holds "action" and the function's own arguments: chats, users and bots by id, messages
    by key. "members" and "emojis" are lists; "media" is the name of a function of `media` and its
    arguments, as in ["document", "a.xlsx"]; "parts" of an album are [caption, media] pairs.
    Raises LookupError, TypeError or ValueError for what cannot be done.
    """
    function = ACTIONS[order.pop("action")]
    rest: list[Any] = [find_user(of, member) for member in order.pop("members", ())]
    rest += order.pop("emojis", ())
    if "bot" in order:
        order["bot"] = of.bots[order["bot"]]
    elif function is people.start:
        order["bot"] = next(iter(of.bots.values()))
    bot = order["bot"].id if isinstance(order.get("bot"), Bot) else None
    arguments = {name: _meant(of, name, value, bot) for name, value in order.items()}
    if "media" in arguments:
        arguments["content"] = arguments.pop("media")
    if not rest:
        return view(of, function(of, **arguments))
    first = ("title", "owner") if "owner" in arguments else ("message", "who")
    leading = [arguments.pop(name) for name in first]
    return view(of, function(of, *leading, *rest, **arguments))


def find_user(of: World, user_id: int) -> User:
    """Return an account by its id; raises LookupError."""
    return of.users[user_id]


def find_by_key(of: World, key: int) -> Message:
    """Return a message by its key, also a deleted one; raises LookupError."""
    for chat in (*of.chats.values(), *of.private.values()):
        found = chat.messages.get(key) or chat.gone.get(key)
        if found:
            return found
    raise LookupError(f"no message {key}")


def _meant(of: World, name: str, value: Any, bot: int | None) -> Any:
    if value is None:
        return None
    if name in _CHATS:
        chat = find_chat(of, value, bot)
        if chat is None:
            raise LookupError(f"no chat {value}")
        return chat
    if name in _USERS:
        return find_user(of, value)
    if name in _MESSAGES:
        return find_by_key(of, value)
    if name == "rights":
        return frozenset(value)
    if name == "media":
        return _made(value)
    if name == "parts":
        return [(caption, _made(made)) for caption, made in value]
    return value


def _made(value: list[Any]) -> Json:
    kind, *arguments = value
    makers: dict[str, Callable[..., Json]] = {
        maker.__name__: maker
        for maker in (
            media.document, media.photo, media.video, media.voice, media.sticker, media.location,
            media.contact, media.poll,
        )
    }  # fmt: skip
    return makers[kind](*arguments)


def view(of: World, thing: Any, bot: int | None = None) -> Any:
    """Return a part of the world as JSON: Bot API objects, with the ``key`` of a message."""
    if isinstance(thing, Message):
        seen_by = bot if bot is not None else next((b.id for b in bots_in(of, thing.chat)), None)
        return {"key": thing.key, **message_json(of, thing, seen_by)}
    if isinstance(thing, Chat):
        return {**chat_json(of, thing), "bot": thing.bot}
    if isinstance(thing, Bot):
        return {**user_json(thing.user), "token": thing.token}
    if isinstance(thing, User):
        return user_json(thing)
    if isinstance(thing, Press):
        return {"id": thing.id, "data": thing.data}
    if isinstance(thing, Topic):
        return {"id": thing.id, "name": thing.name}
    return [view(of, part, bot) for part in thing] if isinstance(thing, list) else thing
