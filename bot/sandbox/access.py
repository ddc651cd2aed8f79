"""Which chats and messages a bot can reach, and the words of the refusals."""

from bot.sandbox.calls import Ask
from bot.sandbox.model import Chat, ChatKind, Member, Message, Status
from bot.sandbox.refusal import Refusal, bad, forbidden
from bot.sandbox.world import find_chat, find_message


def chat_of(ask: Ask, name: str = "chat_id") -> Chat:
    """Return the chat a parameter names, if the bot is in it and it has not moved."""
    value = ask.params.get(name)
    if value in (None, ""):
        raise bad(f"{name} is empty")
    chat = _by_id(ask, value)
    if chat is None:
        raise _unknown(ask, value)
    if chat.moved_to is not None:
        text = "group chat was upgraded to a supergroup chat"
        raise Refusal(400, text, {"migrate_to_chat_id": chat.moved_to})
    return _inside(ask, chat)


def _by_id(ask: Ask, value: object) -> Chat | None:
    if isinstance(value, str) and value.startswith("@"):
        name = value.removeprefix("@").lower()
        known = (c for c in ask.world.chats.values() if (c.username or "").lower() == name)
        return next(known, None)
    try:
        return find_chat(ask.world, int(str(value)), ask.bot.id)
    except ValueError:
        return None


def _unknown(ask: Ask, value: object) -> Refusal:
    """Return why a bot cannot write to somebody it has no chat with."""
    user = next((u for u in ask.world.users.values() if str(u.id) == str(value)), None)
    if user is None:
        return bad("chat not found")
    if user.id == ask.bot.id:
        return forbidden("bot can't send messages to the bot itself")
    if user.is_bot:
        return forbidden("bot can't send messages to bots")
    for chat in ask.world.chats.values():
        if ask.bot.id in chat.members and user.id in chat.members:
            return forbidden("bot can't initiate conversation with a user")
    return bad("chat not found")


def _inside(ask: Ask, chat: Chat) -> Chat:
    member = chat.members.get(ask.bot.id)
    if member is None:
        raise bad("chat not found")
    if member.present:
        return chat
    if chat.kind is ChatKind.PRIVATE:
        raise forbidden("bot was blocked by the user")
    if member.status is Status.KICKED:
        raise forbidden(f"bot was kicked from the {_called(chat)} chat")
    raise forbidden(f"bot is not a member of the {_called(chat)} chat")


def _called(chat: Chat) -> str:
    return chat.kind.value


def own_member(ask: Ask, chat: Chat) -> Member:
    """Return what the bot is in a chat."""
    return chat.members[ask.bot.id]


def message_of(ask: Ask, chat: Chat, purpose: str, name: str = "message_id") -> Message:
    """Return the message a parameter names; `purpose` completes "message to … not found"."""
    number = ask.number(name)
    found = None if number is None else find_message(chat, number, ask.bot.id)
    if found is None:
        raise bad(f"message to {purpose} not found")
    return found


def may_write(ask: Ask, chat: Chat) -> None:
    """Raise Refusal where the bot may not send texts."""
    member = own_member(ask, chat)
    if chat.kind is ChatKind.CHANNEL and not member.may("can_post_messages"):
        raise bad("need administrator rights in the channel chat")
    silenced = member.status is Status.RESTRICTED or "can_send_messages" not in chat.permissions
    if silenced and not member.admin and chat.kind is not ChatKind.PRIVATE:
        raise bad("not enough rights to send text messages to the chat")


def may_pin(ask: Ask, chat: Chat) -> None:
    """Raise Refusal where the bot may not pin."""
    member = own_member(ask, chat)
    right = "can_edit_messages" if chat.kind is ChatKind.CHANNEL else "can_pin_messages"
    allowed = chat.kind is ChatKind.PRIVATE or member.may(right) or right in chat.permissions
    if not allowed:
        raise bad("not enough rights to manage pinned messages in the chat")
