"""World to Bot API objects, as one bot sees them."""

from bot.sandbox.model import ADMIN_RIGHTS, Chat, ChatKind, Json, Member, Message, Status, User
from bot.sandbox.world import World, number_of

_CHANNEL_ONLY = frozenset({"can_post_messages", "can_edit_messages"})
_GROUP_ONLY = frozenset({"can_pin_messages", "can_manage_topics"})


def user_json(user: User) -> Json:
    """Return a User."""
    shown = {
        "id": user.id,
        "is_bot": user.is_bot,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "username": user.username,
        "language_code": user.language_code,
    }
    return _without_none(shown)


def chat_json(world: World, chat: Chat) -> Json:
    """Return a Chat."""
    if chat.kind is ChatKind.PRIVATE:
        user = user_json(world.users[chat.id])
        names = {key: user.get(key) for key in ("first_name", "last_name", "username")}
        return _without_none({"id": chat.id, "type": "private", **names})
    shown = {
        "id": chat.id,
        "type": chat.kind.value,
        "title": chat.title,
        "username": chat.username,
        "is_forum": True if chat.forum else None,
    }
    return _without_none(shown)


def member_json(chat: Chat, member: Member) -> Json:
    """Return a ChatMember of the kind that fits the member's status."""
    shown: Json = {"status": member.status.value, "user": user_json(member.user)}
    if member.admin:
        shown["is_anonymous"] = member.anonymous
        if member.title:
            shown["custom_title"] = member.title
    if member.status is Status.ADMINISTRATOR:
        not_here = _GROUP_ONLY if chat.kind is ChatKind.CHANNEL else _CHANNEL_ONLY
        shown["can_be_edited"] = False
        shown |= {right: right in member.rights for right in sorted(ADMIN_RIGHTS - not_here)}
    if member.status is Status.RESTRICTED:
        shown |= {"is_member": True, **dict.fromkeys(RESTRICTIONS, False)}
    if member.status in (Status.RESTRICTED, Status.KICKED):
        shown["until_date"] = 0
    return shown


RESTRICTIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos",
    "can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_send_polls",
    "can_send_other_messages", "can_add_web_page_previews", "can_react_to_messages",
    "can_edit_tag", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics",
)  # fmt: skip


def reactions_json(emojis: tuple[str, ...]) -> list[Json]:
    """Return a list of ReactionType."""
    return [{"type": "emoji", "emoji": emoji} for emoji in emojis]


def message_json(
    world: World, message: Message, bot_id: int | None, *, nested: bool = False
) -> Json:
    """Return a Message as the bot sees it; a `nested` one does not show what it replies to."""
    chat = message.chat
    shown: Json = {
        "message_id": number_of(message, bot_id),
        "message_thread_id": message.thread,
        "from": user_json(world.users[message.sender]) if message.sender else None,
        "sender_chat": message.sender_chat,
        "date": message.date,
        "chat": chat_json(world, chat),
        "forward_origin": message.origin,
        "is_topic_message": True if message.in_topic else None,
        "is_automatic_forward": True if message.automatic else None,
        "edit_date": message.edited,
        "media_group_id": message.album,
        "author_signature": message.signature,
        "reply_markup": message.markup,
        **_words(message),
        **message.content,
        **message.service,
    }
    if message.pinned in chat.messages:
        pinned = chat.messages[message.pinned]
        shown["pinned_message"] = message_json(world, pinned, bot_id, nested=True)
    replied = None if nested else _replied(message, bot_id)
    if replied:
        shown["reply_to_message"] = message_json(world, replied, bot_id, nested=True)
    return _without_none(shown)


def _words(message: Message) -> Json:
    if message.text is None:
        return {}
    text, entities = ("caption", "caption_entities") if message.content else ("text", "entities")
    return {text: message.text, entities: list(message.entities) or None}


def _replied(message: Message, bot_id: int | None) -> Message | None:
    """Return what a message answers; in a topic that is its opening, if nothing else."""
    chat = message.chat
    if message.reply_to is not None:
        found = chat.messages.get(message.reply_to)
        return found if found and number_of(found, bot_id) is not None else None
    if message.in_topic and message.number != message.thread:
        return next((m for m in chat.messages.values() if m.number == message.thread), None)
    return None


def _without_none(shown: Json) -> Json:
    return {key: value for key, value in shown.items() if value is not None}
