"""Chats and people as Telegram names them, and who of them can be told apart."""

import telegram

from bot.domain.boundary import Author, Chat, ChatKind, Malformed, PlatformRole
from bot.platforms.telegram_address import Account
from bot.platforms.telegram_checks import optional, optional_words, part, whole, words

# GroupAnonymousBot, Channel Bot and Telegram itself speak for others.
_NOBODY = frozenset({1087968824, 136817688, 777000})
_ROLES = {
    "creator": PlatformRole.ADMIN,
    "administrator": PlatformRole.ADMIN,
    "member": PlatformRole.MEMBER,
    "left": PlatformRole.OUTSIDE,
    "kicked": PlatformRole.OUTSIDE,
}


def read_chat(chat: object, account: Account) -> Chat:
    """The chat of an event, named by its title or by the person it is with."""
    known = part(chat, telegram.Chat, "chat")
    kind = words(known.type, "chat.type")
    if kind not in set(ChatKind):
        raise Malformed("chat.type is unknown")
    return Chat(
        address=account.address(whole(known.id, "chat.id")),
        kind=ChatKind(kind),
        title=chat_name(known) or "",
    )


def chat_name(chat: telegram.Chat) -> str | None:
    """A chat's title, or the name of the person in a private one."""
    return optional_words(chat.title, "chat.title") or _full_name(chat.first_name, chat.last_name)


def user_name(user: telegram.User) -> str | None:
    """What a person is called in a chat."""
    return _full_name(user.first_name, user.last_name)


def _full_name(first: object, last: object) -> str | None:
    names = (optional_words(first, "first_name"), optional_words(last, "last_name"))
    return " ".join(name for name in names if name) or None


def read_member(user: object, account: Account) -> str | None:
    """The person's address; None for nobody, and for the stand-ins of those who hide."""
    known = optional(user, telegram.User, "user")
    if known is None:
        return None
    ident = whole(known.id, "user.id")
    return None if ident in _NOBODY else account.address(ident)


def read_sender(message: telegram.Message, account: Account) -> tuple[str | None, str | None]:
    """The name shown over a message, and the member where it is one.

    Who speaks as a group or a channel has its name, or the signature shown under it.
    """
    user = optional(message.from_user, telegram.User, "from")
    behalf = optional(message.sender_chat, telegram.Chat, "sender_chat")
    member = read_member(user, account)
    if behalf is None and user is not None and member is not None:
        return user_name(user), member
    signature = optional_words(message.author_signature, "author_signature")
    return signature or chat_name(behalf or message.chat), None


def read_replied(message: telegram.Message, account: Account) -> Author | None:
    """Who wrote the message that this one answers, where it is a person; bots are none."""
    answered = message.reply_to_message
    topic = message.message_thread_id if message.is_topic_message else None
    if not answered or answered.message_id == topic:
        return None  # what stands in a topic always answers the topic's first message
    try:
        name, member = read_sender(answered, account)
        ours = part(answered.from_user, telegram.User, "from").is_bot
    except Malformed:
        return None  # what is said counts more than whom it answers
    return Author(member, name or "") if member and not ours else None


def read_role(member: object) -> PlatformRole:
    """What a chat member's status means; who is restricted may still be in the chat."""
    known = part(member, telegram.ChatMember, "chat_member")
    status = words(known.status, "status")
    if isinstance(known, telegram.ChatMemberRestricted):
        inside = part(known.is_member, bool, "is_member")
        return PlatformRole.MEMBER if inside else PlatformRole.OUTSIDE
    return _ROLES.get(status, PlatformRole.UNKNOWN)
