"""Chats and people as Telegram names them, and who of them can be told apart."""

from bot.domain.boundary import Author, Chat, ChatKind, Malformed, PlatformRole
from bot.platforms.telegram_address import Account
from bot.platforms.telegram_checks import Json, inner, optional, optional_words, part, whole, words

# GroupAnonymousBot, Channel Bot and Telegram itself speak for others.
_NOBODY = frozenset({1087968824, 136817688, 777000})
_KINDS = frozenset(ChatKind)
_ROLES = {
    "creator": PlatformRole.ADMIN,
    "administrator": PlatformRole.ADMIN,
    "member": PlatformRole.MEMBER,
    "left": PlatformRole.OUTSIDE,
    "kicked": PlatformRole.OUTSIDE,
}


def read_chat(chat: object, account: Account) -> Chat:
    """The chat of an event, named by its title or by the person it is with."""
    known = inner(chat, "chat")
    kind = words(known.get("type"), "chat.type")
    if kind not in _KINDS:
        raise Malformed("chat.type is unknown")
    return Chat(
        address=account.address(whole(known.get("id"), "chat.id")),
        kind=ChatKind(kind),
        title=chat_name(known) or "",
    )


def chat_name(chat: Json) -> str | None:
    """A chat's title, or the name of the person in a private one."""
    return optional_words(chat.get("title"), "chat.title") or user_name(chat)


def user_name(user: Json) -> str | None:
    """What a person is called in a chat."""
    names = [optional_words(user.get(name), name) for name in ("first_name", "last_name")]
    return " ".join(name for name in names if name) or None


def read_member(user: object, account: Account) -> str | None:
    """The person's address; None for nobody, and for the stand-ins of those who hide."""
    known = optional(user, dict, "user")
    if known is None:
        return None
    ident = whole(known.get("id"), "user.id")
    return None if ident in _NOBODY else account.address(ident)


def read_sender(message: Json, account: Account) -> tuple[str | None, str | None]:
    """The name shown over a message, and the member where it is one.

    Who speaks as a group or a channel has its name, or the signature shown under it.
    """
    user = optional(message.get("from"), dict, "from")
    behalf = optional(message.get("sender_chat"), dict, "sender_chat")
    member = read_member(user, account)
    if behalf is None and user is not None and member is not None:
        # A bot has a name, but nobody's unit or office; our own is told of what it pins.
        return user_name(user), None if user.get("is_bot") is True else member
    signature = optional_words(message.get("author_signature"), "author_signature")
    return signature or chat_name(behalf or inner(message.get("chat"), "chat")), None


def read_replied(message: Json, account: Account) -> Author | None:
    """Who wrote the message that this one answers, where it is a person; bots are none."""
    try:
        answered = optional(message.get("reply_to_message"), dict, "reply_to_message")
        topic = message.get("message_thread_id") if message.get("is_topic_message") else None
        # What stands in a topic always answers the topic's first message.
        if not answered or answered.get("message_id") == topic:
            return None
        name, member = read_sender(answered, account)
        ours = part(inner(answered.get("from"), "from").get("is_bot"), bool, "is_bot")
    except Malformed:
        return None  # what is said counts more than whom it answers
    return Author(member, name or "") if member and not ours else None


def read_role(member: object) -> PlatformRole:
    """What a chat member's status means; who is restricted may still be in the chat."""
    known = inner(member, "chat_member")
    status = words(known.get("status"), "status")
    if status == "restricted":
        inside = part(known.get("is_member"), bool, "is_member")
        return PlatformRole.MEMBER if inside else PlatformRole.OUTSIDE
    return _ROLES.get(status, PlatformRole.UNKNOWN)
