"""Bot API methods on chats and their members."""

from bot.sandbox.access import chat_of, own_member
from bot.sandbox.calls import Ask
from bot.sandbox.membership import leave
from bot.sandbox.model import ALL_PERMISSIONS, Chat, ChatKind, Json, Member, Status
from bot.sandbox.refusal import bad
from bot.sandbox.render import chat_json, member_json, message_json, reactions_json

_GIFTS = (
    "unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription",
    "gifts_from_channels",
)  # fmt: skip


def get_chat(ask: Ask) -> Json:
    """Handle getChat."""
    chat = chat_of(ask)
    full: Json = {
        **chat_json(ask.world, chat),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }
    if chat.kind is not ChatKind.PRIVATE:
        full["permissions"] = {name: name in chat.permissions for name in sorted(ALL_PERMISSIONS)}
    if chat.emojis is not None:
        full["available_reactions"] = reactions_json(chat.emojis)
    if chat.linked:
        full["linked_chat_id"] = chat.linked
    if chat.hidden_members:
        full["has_hidden_members"] = True
    if chat.pins:
        pinned = chat.messages[chat.pins[-1]]
        full["pinned_message"] = message_json(ask.world, pinned, ask.bot.id, nested=True)
    return full


def get_chat_member(ask: Ask) -> Json:
    """Handle getChatMember; others are shown for certain only to an administrator."""
    chat = chat_of(ask)
    user = ask.world.users.get(ask.number("user_id") or 0)
    if user is None:
        raise bad("user not found" if ask.number("user_id") else "invalid user_id specified")
    closed = chat.hidden_members or chat.kind is ChatKind.CHANNEL
    if closed and user.id != ask.bot.id and not own_member(ask, chat).admin:
        raise bad("member list is inaccessible")
    member = chat.members.get(user.id, Member(user=user, status=Status.LEFT))
    return member_json(chat, member)


def get_chat_administrators(ask: Ask) -> list[Json]:
    """Handle getChatAdministrators."""
    chat = chat_of(ask)
    if chat.kind is ChatKind.PRIVATE:
        raise bad("there are no administrators in the private chat")
    return [
        member_json(chat, member)
        for member in chat.members.values()
        if member.admin
        and (not member.user.is_bot or member.user.id == ask.bot.id or ask.flag("return_bots"))
    ]


def get_chat_member_count(ask: Ask) -> int:
    """Handle getChatMemberCount."""
    return sum(member.present for member in chat_of(ask).members.values())


def leave_chat(ask: Ask) -> bool:
    """Handle leaveChat."""
    chat: Chat = chat_of(ask)
    if chat.kind is ChatKind.PRIVATE:
        raise bad("chat member status can't be changed in private chats")
    leave(ask.world, chat, ask.bot.user)
    return True
