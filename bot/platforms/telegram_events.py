"""What a Telegram update says, as an event of the boundary."""

import json
import re
from collections.abc import Callable

from bot.domain.boundary import (
    ButtonPressed,
    Chat,
    ChatKind,
    CommandIn,
    Event,
    GroupMoved,
    Ingest,
    Malformed,
    MembershipChanged,
    MessageEdited,
    MessageIn,
    PlatformRole,
    ReactionChanged,
)
from bot.platforms.telegram_address import Account
from bot.platforms.telegram_checks import (
    Json,
    has,
    inner,
    moment,
    optional,
    optional_words,
    part,
    whole,
    words,
)
from bot.platforms.telegram_message import (
    is_forward,
    read_documents,
    read_message,
    read_topic,
)
from bot.platforms.telegram_people import (
    read_chat,
    read_member,
    read_replied,
    read_role,
    read_sender,
)

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,64}))?")


def parse(body: bytes, account: Account) -> Event | None:
    """The event in an update's JSON; None for what concerns nobody. Raises Malformed.

    Read from the JSON itself: Telegram's library makes an object of every field, also of those
    nobody asks for, and that takes longer than all else that is done with a message before it is
    read. It checks no types either. Reasons never repeat what stood in the update.
    """
    try:
        update = inner(json.loads(body), "update")
        whole(update.get("update_id"), "update_id")
        for name, read in _READERS.items():
            if update.get(name) is not None:
                return read(inner(update[name], name), account)
    except Malformed:
        raise
    except Exception as error:
        raise Malformed(f"not an update: {type(error).__name__}") from None
    return None


def _said(message: Json, account: Account) -> Event | None:
    chat = read_chat(message.get("chat"), account)
    moved = _moved(message, chat, account)
    if moved:
        return moved
    if message.get("left_chat_member") is not None:
        return _left(message["left_chat_member"], chat, account)
    sender, member = read_sender(message, account)
    read, origin = read_message(message, chat, sender)
    command = _command(message)
    if command is None:
        private = chat.kind is ChatKind.PRIVATE
        return MessageIn(
            chat=chat,
            message=read,
            member=member,
            ingest=Ingest.SUBMITTED if private else Ingest.PASSIVE,
            origin=origin,
            replied=read_replied(message, account),
            documents=read_documents(message, chat),
        )
    name, whose, rest = command
    if whose and whose.casefold() != account.username.casefold():
        return None
    return CommandIn(
        chat=chat,
        number=whole(message.get("message_id"), "message_id"),
        member=member,
        name=name.lower(),
        words=rest.strip(),
        topic=read_topic(message),
        sender=sender or "",
        reply_to=read.reply_to if isinstance(read.reply_to, int) else None,
        replied=read_replied(message, account),
        documents=read_documents(message, chat),
    )


def _moved(message: Json, chat: Chat, account: Account) -> GroupMoved | None:
    """Both ends tell of a move, in any order: the old group and the new."""
    if message.get("migrate_to_chat_id") is not None:
        ident = whole(message["migrate_to_chat_id"], "migrate_to_chat_id")
        new = Chat(address=account.address(ident), kind=ChatKind.SUPERGROUP, title=chat.title)
        return GroupMoved(old=chat.address, new=new)
    if message.get("migrate_from_chat_id") is not None:
        ident = whole(message["migrate_from_chat_id"], "migrate_from_chat_id")
        return GroupMoved(old=account.address(ident), new=chat)
    return None


def _left(user: object, chat: Chat, account: Account) -> MembershipChanged:
    """Somebody left, told to every bot of the group, admin there or not."""
    ident = whole(inner(user, "left_chat_member").get("id"), "user.id")
    return MembershipChanged(
        chat=chat,
        member=account.address(ident),
        ourselves=ident == account.bot_id,
        role=PlatformRole.OUTSIDE,
    )


def _command(message: Json) -> tuple[str, str | None, str] | None:
    """A command's name, the bot it names and what follows it; None for ordinary words.

    Forwarded commands, those said through another bot and channel posts are ordinary.
    """
    entities = optional(message.get("entities"), list, "entities")
    if not entities or is_forward(message) or has(message, "via_bot") or _is_post(message):
        return None
    first = inner(entities[0], "entity")
    if message.get("text") is None or first.get("type") != "bot_command" or first.get("offset"):
        return None
    text = words(message["text"], "text")
    end = whole(first.get("length"), "entity.length")
    found = _COMMAND.fullmatch(text[:end]) if end > 0 else None
    return (found[1], found[2], text[end:]) if found else None


def _is_post(message: Json) -> bool:
    return inner(message.get("chat"), "chat").get("type") == "channel"


def _edited(message: Json, account: Account) -> MessageEdited:
    chat = read_chat(message.get("chat"), account)
    sender, _ = read_sender(message, account)
    return MessageEdited(chat=chat, message=read_message(message, chat, sender)[0])


def _pressed(query: Json, account: Account) -> ButtonPressed | None:
    """A press; what it hangs on may be too old to be shown, its chat and number stay."""
    data = optional_words(query.get("data"), "callback_query.data")
    if data is None:
        return None
    message = optional(query.get("message"), dict, "callback_query.message")
    user = inner(query.get("from"), "callback_query.from")
    return ButtonPressed(
        chat=read_chat(message.get("chat"), account) if message else None,
        number=whole(message.get("message_id"), "message_id") if message else None,
        member=account.address(whole(user.get("id"), "user.id")),
        press=words(query.get("id"), "callback_query.id"),
        data=data,
    )


def _reacted(change: Json, account: Account) -> ReactionChanged:
    """A change of reactions; who reacts as a group or a channel is nobody."""
    as_chat = optional(change.get("actor_chat"), dict, "actor_chat")
    return ReactionChanged(
        chat=read_chat(change.get("chat"), account),
        number=whole(change.get("message_id"), "message_id"),
        member=None if as_chat else read_member(change.get("user"), account),
        before=_reactions(change, "old_reaction"),
        after=_reactions(change, "new_reaction"),
        at=moment(change.get("date"), "date"),
    )


def _reactions(change: Json, name: str) -> tuple[str, ...]:
    return tuple(_reaction(inner(one, name)) for one in part(change.get(name), list, name))


def _reaction(value: Json) -> str:
    kind = words(value.get("type"), "reaction.type")
    if kind == "emoji":
        return words(value.get("emoji"), "reaction.emoji")
    if kind == "custom_emoji":
        return f"custom:{words(value.get('custom_emoji_id'), 'reaction.custom_emoji_id')}"
    return kind


def _joined(change: Json, account: Account) -> MembershipChanged:
    now = inner(change.get("new_chat_member"), "new_chat_member")
    ident = whole(inner(now.get("user"), "new_chat_member.user").get("id"), "user.id")
    return MembershipChanged(
        chat=read_chat(change.get("chat"), account),
        member=account.address(ident),
        ourselves=ident == account.bot_id,
        role=read_role(now),
    )


_READERS: dict[str, Callable[[Json, Account], Event | None]] = {
    "message": _said,
    "channel_post": _said,
    "edited_message": _edited,
    "edited_channel_post": _edited,
    "callback_query": _pressed,
    "message_reaction": _reacted,
    "my_chat_member": _joined,
    "chat_member": _joined,
}
