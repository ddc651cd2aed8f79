"""What people do in chats: write, edit, forward, react, press buttons, talk to bots."""

import re
from collections.abc import Sequence

from bot.sandbox.entities import found_in
from bot.sandbox.keyboards import buttons
from bot.sandbox.membership import set_member
from bot.sandbox.model import (
    CHANNEL_BOT,
    GROUP_ANONYMOUS_BOT,
    Bot,
    Change,
    Chat,
    ChatKind,
    Json,
    Member,
    Message,
    Press,
    Status,
    User,
)
from bot.sandbox.posting import change, origin_of, put, remove
from bot.sandbox.render import chat_json, message_json, user_json
from bot.sandbox.updates import push, tell_reaction, tell_reaction_count
from bot.sandbox.world import World, number_of

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


def post(
    world: World,
    chat: Chat,
    who: User,
    text: str | None = None,
    *,
    content: Json | None = None,
    entities: Sequence[Json] | None = None,
    reply_to: Message | None = None,
    topic: int | None = None,
    as_chat: Chat | None = None,
    origin: Json | None = None,
    album: str | None = None,
) -> Message:
    """Write in a chat; with `content` (see `media`) the text is its caption.

    `topic` is None in the General topic. `as_chat` speaks as a channel. An anonymous administrator
    speaks as the group; a channel's post is its own and reappears in the linked group.
    Raises ValueError for somebody who cannot write there.
    """
    member = _writer(chat, who, topic)
    fields: Json = {
        "text": text,
        "entities": tuple(found_in(text or "") if entities is None else entities),
        "content": content or {},
        "reply_to": reply_to.key if reply_to else None,
        "origin": origin,
        "album": album,
        **({} if topic is None else {"thread": topic, "in_topic": True}),
        **_signature(world, chat, member, as_chat),
    }
    return put(world, chat, who, **fields)


def _writer(chat: Chat, who: User, topic: int | None) -> Member:
    """Return who writes; raises ValueError where they cannot."""
    member = chat.members.get(who.id)
    if member is None or not member.present or member.status is Status.RESTRICTED:
        raise ValueError(f"{who.id} cannot write in chat {chat.id}")
    if chat.moved_to is not None:
        raise ValueError(f"chat {chat.id} has moved to {chat.moved_to}")
    if chat.kind is ChatKind.PRIVATE and not all(m.present for m in chat.members.values()):
        raise ValueError(f"{who.id} has blocked the bot")
    closed = topic is not None and (topic not in chat.topics or chat.topics[topic].closed)
    if closed and not member.admin:
        raise ValueError(f"no open topic {topic} in chat {chat.id}")
    return member


def _signature(world: World, chat: Chat, member: Member, as_chat: Chat | None) -> Json:
    """Return whom the platform names as sender."""
    if chat.kind is ChatKind.CHANNEL:
        if not member.admin:
            raise ValueError(f"{member.user.id} may not post in channel {chat.id}")
        return {"sender": None, "sender_chat": chat_json(world, chat)}
    if as_chat:
        return {"sender": CHANNEL_BOT, "sender_chat": chat_json(world, as_chat)}
    if member.anonymous:
        shown = {"sender": GROUP_ANONYMOUS_BOT, "sender_chat": chat_json(world, chat)}
        return {**shown, "signature": member.title}
    return {}


def post_album(
    world: World,
    chat: Chat,
    who: User,
    parts: Sequence[tuple[str | None, Json]],
    *,
    reply_to: Message | None = None,
    topic: int | None = None,
) -> list[Message]:
    """Send several (caption, content) as one album: as many messages with one media_group_id."""
    album = str(13_000_000_000_000_000 + next(world.keys))
    place: Json = {"reply_to": reply_to, "topic": topic, "album": album}
    return [post(world, chat, who, caption, content=content, **place) for caption, content in parts]


def edit(world: World, message: Message, text: str | None = None) -> Message:
    """Edit one's message. Without `text` nothing seen changes, and bots are told all the same."""
    if text is None:
        return change(world, message, edited=world.now())
    entities = tuple(found_in(text))
    return change(world, message, text=text, entities=entities, edited=world.now())


def delete(world: World, message: Message) -> None:
    """Delete a message for everybody; bots are not told."""
    remove(world, message)


def forward(
    world: World, message: Message, who: User, to: Chat, *, topic: int | None = None
) -> Message:
    """Forward a message, with the origin its author's settings allow."""
    return post(
        world,
        to,
        who,
        message.text,
        content=message.content,
        entities=message.entities,
        origin=origin_of(world, message),
        topic=topic,
    )


def react(
    world: World, message: Message, who: User, *emojis: str, as_chat: Chat | None = None
) -> None:
    """Set somebody's reactions to a message; none takes them back.

    Those of channels are anonymous and wait for `count_reactions`. Raises ValueError where the
    chat does not allow the emoji.
    """
    chat = message.chat
    if chat.emojis is not None and not set(emojis) <= set(chat.emojis):
        raise ValueError(f"chat {chat.id} allows only {chat.emojis}")
    given = chat.reactions.setdefault(message.key, {})
    actor = as_chat.id if as_chat else who.id
    old, given[actor] = given.get(actor, ()), emojis
    if chat.kind is ChatKind.CHANNEL:
        chat.uncounted.add(message.key)
    elif old != emojis:
        member = chat.members.get(who.id)
        speaker = as_chat or (chat if member and member.anonymous else None)
        shown = {"actor_chat": chat_json(world, speaker)} if speaker else {"user": user_json(who)}
        tell_reaction(world, message, shown, old, emojis)
    world.tell(Change(what="reaction", chat=chat, message=message, who=who.id))


def count_reactions(world: World, channel: Chat) -> None:
    """Send the counts of anonymous reactions, as the platform does every few minutes."""
    for key in sorted(channel.uncounted & channel.messages.keys()):
        tell_reaction_count(world, channel.messages[key])
    channel.uncounted.clear()


def press(
    world: World,
    message: Message,
    who: User,
    button: str | None = None,
    *,
    data: str | None = None,
    inaccessible: bool = False,
) -> Press:
    """Press a button by its label, or send `data` as a tampering client would.

    A deleted message, or an `inaccessible` one, reaches the bot as InaccessibleMessage. Even an
    anonymous administrator presses under their own name. Returns what the bot will answer to.
    """
    bot = world.bots[message.author]
    query = Press(
        id=str(4_000_000_000 + next(world.keys)),
        bot=bot.id,
        who=who.id,
        data=_data_of(message, button) if data is None else data,
        date=world.now(),
    )
    world.presses[query.id] = query
    gone = inaccessible or message.key in message.chat.gone
    shown = _inaccessible(world, message, bot) if gone else message_json(world, message, bot.id)
    payload = {
        "id": query.id,
        "from": user_json(who),
        "message": shown,
        "chat_instance": str(-7_000_000_000_000 - message.chat.id),
        "data": query.data,
    }
    push(world, bot, "callback_query", payload)
    world.tell(Change(what="press", chat=message.chat, message=message, press=query, who=who.id))
    return query


def _data_of(message: Message, button: str | None) -> str:
    found = (b for b in buttons(message.markup) if b["text"] == button)
    pressed: Json = next(found, {})
    if "callback_data" not in pressed:
        raise ValueError(f"no button {button!r} to press on message {message.key}")
    return str(pressed["callback_data"])


def _inaccessible(world: World, message: Message, bot: Bot) -> Json:
    place = {"chat": chat_json(world, message.chat), "message_id": number_of(message, bot.id)}
    return {**place, "date": 0}


def private_chat(world: World, who: User, bot: Bot) -> Chat:
    """Return the private chat of a person and a bot, made when they first meet."""
    found = world.private.get((bot.id, who.id))
    if found is None:
        found = Chat(id=who.id, kind=ChatKind.PRIVATE, bot=bot.id)
        found.members = {user.id: Member(user=user) for user in (who, bot.user)}
        world.private[(bot.id, who.id)] = found
    return found


def start(world: World, who: User, bot: Bot, payload: str | None = None) -> Message:
    """Press START in a bot's private chat, or follow its link with `payload`; unblocks the bot.

    Raises ValueError for a payload that no link can carry.
    """
    if payload is not None and not _PAYLOAD.fullmatch(payload):
        raise ValueError(f"no link carries the payload {payload!r}")
    unblock(world, who, bot)
    text = f"/start {payload}" if payload else "/start"
    return post(world, private_chat(world, who, bot), who, text)


def block(world: World, who: User, bot: Bot) -> None:
    """Block a bot; it is told at once."""
    chat = private_chat(world, who, bot)
    set_member(world, chat, bot.user, by=who, status=Status.KICKED)


def unblock(world: World, who: User, bot: Bot) -> None:
    """Let a blocked bot write again; nothing happens to one that was not blocked."""
    chat = private_chat(world, who, bot)
    if not chat.members[bot.id].present:
        set_member(world, chat, bot.user, by=who, status=Status.MEMBER)
