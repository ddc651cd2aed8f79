"""What a Telegram update says, as an event of the boundary."""

import json
import re
from collections.abc import Callable

import telegram

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
from bot.platforms.telegram_checks import moment, optional, optional_words, part, whole, words
from bot.platforms.telegram_message import is_forward, read_message, read_topic
from bot.platforms.telegram_people import read_chat, read_member, read_role, read_sender

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,64}))?")


def parse(body: bytes, account: Account) -> Event | None:
    """The event in an update's JSON; None for what concerns nobody. Raises Malformed.

    Telegram's library raises whatever comes to hand on updates it does not expect, and takes some
    with wrong types inside; reasons never repeat what stood in the update.
    """
    try:
        update = telegram.Update.de_json(json.loads(body))
        whole(update.update_id, "update_id")
        return _event(update, account)
    except Malformed:
        raise
    except Exception as error:
        raise Malformed(f"not an update: {type(error).__name__}") from None


def _event(update: telegram.Update, account: Account) -> Event | None:
    readers: tuple[tuple[object, Callable[[], Event | None]], ...] = (
        (update.message, lambda: _said(update.message, account)),
        (update.channel_post, lambda: _said(update.channel_post, account)),
        (update.edited_message, lambda: _edited(update.edited_message, account)),
        (update.edited_channel_post, lambda: _edited(update.edited_channel_post, account)),
        (update.callback_query, lambda: _pressed(update.callback_query, account)),
        (update.message_reaction, lambda: _reacted(update.message_reaction, account)),
        (update.my_chat_member, lambda: _joined(update.my_chat_member, account)),
        (update.chat_member, lambda: _joined(update.chat_member, account)),
    )
    return next((read() for value, read in readers if value is not None), None)


def _said(value: object, account: Account) -> Event | None:
    message = part(value, telegram.Message, "message")
    chat = read_chat(message.chat, account)
    moved = _moved(message, chat, account)
    if moved:
        return moved
    if message.left_chat_member is not None:
        return _left(message.left_chat_member, chat, account)
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
        )
    name, whose, rest = command
    if whose and whose.casefold() != account.username.casefold():
        return None
    return CommandIn(
        chat=chat,
        number=whole(message.message_id, "message_id"),
        member=member,
        name=name.lower(),
        words=rest.strip(),
        topic=read_topic(message),
        sender=sender or "",
        reply_to=read.reply_to if isinstance(read.reply_to, int) else None,
    )


def _moved(message: telegram.Message, chat: Chat, account: Account) -> GroupMoved | None:
    """Both ends tell of a move, in any order: the old group and the new."""
    if message.migrate_to_chat_id is not None:
        ident = whole(message.migrate_to_chat_id, "migrate_to_chat_id")
        new = Chat(address=account.address(ident), kind=ChatKind.SUPERGROUP, title=chat.title)
        return GroupMoved(old=chat.address, new=new)
    if message.migrate_from_chat_id is not None:
        ident = whole(message.migrate_from_chat_id, "migrate_from_chat_id")
        return GroupMoved(old=account.address(ident), new=chat)
    return None


def _left(user: object, chat: Chat, account: Account) -> MembershipChanged:
    """Somebody left, told to every bot of the group, admin there or not."""
    ident = whole(part(user, telegram.User, "left_chat_member").id, "user.id")
    return MembershipChanged(
        chat=chat,
        member=account.address(ident),
        ourselves=ident == account.bot_id,
        role=PlatformRole.OUTSIDE,
    )


def _command(message: telegram.Message) -> tuple[str, str | None, str] | None:
    """A command's name, the bot it names and what follows it; None for ordinary words.

    Forwarded commands, those said through another bot and channel posts are ordinary.
    """
    if is_forward(message) or message.via_bot is not None or message.chat.type == "channel":
        return None
    first = message.entities[0] if message.entities else None
    if message.text is None or first is None or first.type != "bot_command" or first.offset != 0:
        return None
    text = words(message.text, "text")
    end = whole(first.length, "entity.length")
    found = _COMMAND.fullmatch(text[:end]) if end > 0 else None
    return (found[1], found[2], text[end:]) if found else None


def _edited(value: object, account: Account) -> MessageEdited:
    message = part(value, telegram.Message, "edited_message")
    chat = read_chat(message.chat, account)
    sender, _ = read_sender(message, account)
    return MessageEdited(chat=chat, message=read_message(message, chat, sender)[0])


def _pressed(value: object, account: Account) -> ButtonPressed | None:
    """A press; what it hangs on may be too old to be shown, its chat and number stay."""
    query = part(value, telegram.CallbackQuery, "callback_query")
    data = optional_words(query.data, "callback_query.data")
    if data is None:
        return None
    message = optional(query.message, telegram.MaybeInaccessibleMessage, "callback_query.message")
    user = part(query.from_user, telegram.User, "callback_query.from")
    return ButtonPressed(
        chat=read_chat(message.chat, account) if message else None,
        number=whole(message.message_id, "message_id") if message else None,
        member=account.address(whole(user.id, "user.id")),
        press=words(query.id, "callback_query.id"),
        data=data,
    )


def _reacted(value: object, account: Account) -> ReactionChanged:
    """A change of reactions; who reacts as a group or a channel is nobody."""
    change = part(value, telegram.MessageReactionUpdated, "message_reaction")
    as_chat = optional(change.actor_chat, telegram.Chat, "actor_chat")
    return ReactionChanged(
        chat=read_chat(change.chat, account),
        number=whole(change.message_id, "message_id"),
        member=None if as_chat else read_member(change.user, account),
        before=tuple(map(_reaction, change.old_reaction)),
        after=tuple(map(_reaction, change.new_reaction)),
        at=moment(change.date, "date"),
    )


def _reaction(value: object) -> str:
    if isinstance(value, telegram.ReactionTypeEmoji):
        return words(value.emoji, "reaction.emoji")
    if isinstance(value, telegram.ReactionTypeCustomEmoji):
        return f"custom:{words(value.custom_emoji_id, 'reaction.custom_emoji_id')}"
    return words(part(value, telegram.ReactionType, "reaction").type, "reaction.type")


def _joined(value: object, account: Account) -> MembershipChanged:
    change = part(value, telegram.ChatMemberUpdated, "chat_member")
    now = part(change.new_chat_member, telegram.ChatMember, "new_chat_member")
    ident = whole(part(now.user, telegram.User, "new_chat_member.user").id, "user.id")
    return MembershipChanged(
        chat=read_chat(change.chat, account),
        member=account.address(ident),
        ourselves=ident == account.bot_id,
        role=read_role(now),
    )
