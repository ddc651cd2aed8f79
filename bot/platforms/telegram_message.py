"""A Telegram message as a Message: its words, its medium, where it was forwarded from."""

from datetime import datetime

from bot.domain.boundary import Chat, ChatKind, Document
from bot.domain.message import Media, Message
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
from bot.platforms.telegram_people import chat_name, user_name

# In this order: an animation also carries a document, a venue also a location.
_MEDIA = (
    ("animation", Media.VIDEO),
    ("document", Media.FILE),
    ("photo", Media.PHOTO),
    ("live_photo", Media.PHOTO),
    ("video", Media.VIDEO),
    ("video_note", Media.VIDEO),
    ("voice", Media.VOICE),
    ("audio", Media.VOICE),
    ("sticker", Media.STICKER),
    ("poll", Media.POLL),
    ("venue", Media.LOCATION),
    ("location", Media.LOCATION),
    ("contact", Media.CONTACT),
    ("checklist", Media.OTHER),
    ("dice", Media.OTHER),
    ("game", Media.OTHER),
    ("giveaway", Media.OTHER),
    ("giveaway_winners", Media.OTHER),
    ("invoice", Media.OTHER),
    ("paid_media", Media.OTHER),
    ("story", Media.OTHER),
)
_MEDIA_NAMES = frozenset(name for name, _ in _MEDIA)
_SERVICE = frozenset((
    "boost_added", "channel_chat_created", "chat_background_set", "chat_owner_changed",
    "chat_owner_left", "chat_shared", "checklist_tasks_added", "checklist_tasks_done",
    "connected_website", "delete_chat_photo", "direct_message_price_changed",
    "forum_topic_closed", "forum_topic_created", "forum_topic_edited", "forum_topic_reopened",
    "general_forum_topic_hidden", "general_forum_topic_unhidden", "gift", "gift_upgrade_sent",
    "giveaway_completed", "giveaway_created", "group_chat_created", "left_chat_member",
    "managed_bot_created", "message_auto_delete_timer_changed", "migrate_from_chat_id",
    "migrate_to_chat_id", "new_chat_members", "new_chat_photo", "new_chat_title",
    "paid_message_price_changed", "pinned_message", "poll_option_added", "poll_option_deleted",
    "proximity_alert_triggered", "refunded_payment", "successful_payment",
    "suggested_post_approval_failed", "suggested_post_approved", "suggested_post_declined",
    "suggested_post_paid", "suggested_post_refunded", "supergroup_chat_created", "unique_gift",
    "users_shared", "video_chat_ended", "video_chat_participants_invited",
    "video_chat_scheduled", "video_chat_started", "web_app_data", "write_access_allowed",
))  # fmt: skip


def read_message(message: Json, chat: Chat, sender: str | None) -> tuple[Message, str | None]:
    """The message, and the exact key of what it is a forward of (of a channel post: its own).

    What it carries that we do not know is Media.OTHER: better unread than unseen.
    """
    service = any(has(message, name) for name in message.keys() & _SERVICE)
    forwarded_from, forwarded_at, origin = _origin(message)
    edited = message.get("edit_date")
    read = Message(
        group=chat.title,
        number=whole(message.get("message_id"), "message_id"),
        sent_at=moment(message.get("date"), "date"),
        text=_text(message),
        sender=sender,
        forwarded_from=forwarded_from,
        forwarded_at=forwarded_at,
        reply_to=_reply_to(message),
        file_name=_file_name(message),
        media=None if service else _media(message),
        album=optional_words(message.get("media_group_id"), "media_group_id"),
        topic=read_topic(message),
        edited_at=None if edited is None else moment(edited, "edit_date"),
        service=service,
    )
    return read, origin


def read_topic(message: Json) -> str | None:
    """The topic's number; a thread id without ``is_topic_message`` only means a reply."""
    if not optional(message.get("is_topic_message"), bool, "is_topic_message"):
        return None
    return str(whole(message.get("message_thread_id"), "message_thread_id"))


def is_forward(message: Json) -> bool:
    """Whether somebody passed on what was said elsewhere."""
    return has(message, "forward_origin") or has(message, "is_automatic_forward")


def _origin(message: Json) -> tuple[str | None, datetime | None, str | None]:
    """Whose words a forward passes on, when they were said, and the channel post they were."""
    origin = optional(message.get("forward_origin"), dict, "forward_origin")
    if origin is None:
        chat = inner(message.get("chat"), "chat")
        # Of a channel post, its own; others will forward it.
        post = chat.get("type") == "channel"
        return None, None, _channel_key(chat, message.get("message_id")) if post else None
    at = moment(origin.get("date"), "forward_origin.date")
    match words(origin.get("type"), "forward_origin.type"):
        case "user":
            return user_name(inner(origin.get("sender_user"), "sender_user")), at, None
        case "hidden_user":
            return optional_words(origin.get("sender_user_name"), "sender_user_name"), at, None
        case "chat":
            return chat_name(inner(origin.get("sender_chat"), "sender_chat")), at, None
        case "channel":
            channel = inner(origin.get("chat"), "forward_origin.chat")
            return chat_name(channel), at, _channel_key(channel, origin.get("message_id"))
    return None, at, None


def _channel_key(channel: Json, number: object) -> str:
    ident = whole(channel.get("id"), "channel.id")
    return f"telegram:channel:{ident}:{whole(number, 'channel.message_id')}"


def _reply_to(message: Json) -> int | None:
    """The message answered; what stands in a topic always names the topic's first as well."""
    reply = optional(message.get("reply_to_message"), dict, "reply_to_message")
    if reply is None:
        return None
    number = whole(reply.get("message_id"), "reply_to_message.message_id")
    return None if read_topic(message) == str(number) else number


def _text(message: Json) -> str:
    """Text or caption as it is, and what a poll or a checklist asks."""
    spoken = message.get("text")
    if spoken is None:
        spoken = message.get("caption")
    parts = [] if spoken is None else [words(spoken, "text")]
    poll = optional(message.get("poll"), dict, "poll")
    if poll is not None:
        parts += _listed(poll, "question", "options")
    checklist = optional(message.get("checklist"), dict, "checklist")
    if checklist is not None:
        parts += _listed(checklist, "title", "tasks")
    return "\n".join(parts)


def _listed(value: Json, head: str, items: str) -> list[str]:
    """The words of a heading, and of each of its items."""
    found = [inner(item, items) for item in part(value.get(items), list, items)]
    return [words(value.get(head), head), *(words(item.get("text"), "text") for item in found)]


def _media(message: Json) -> Media | None:
    carried = message.keys() & _MEDIA_NAMES
    found = (media for name, media in _MEDIA if name in carried and has(message, name))
    return next(found, Media.OTHER if message.get("text") is None else None)


def read_documents(message: Json, chat: Chat) -> tuple[Document, ...]:
    """The document that a private message carries, or the one it answers does."""
    if chat.kind is not ChatKind.PRIVATE:
        return ()
    answered = optional(message.get("reply_to_message"), dict, "reply_to_message")
    for one in (message, answered or {}):
        document = _document(one)
        if document is not None:
            ref = words(document.get("file_id"), "document.file_id")
            return (Document(_file_name(one) or "", ref),)
    return ()


def _file_name(message: Json) -> str | None:
    """The name a document was sent under; of pictures, voices and films it says nothing."""
    document = _document(message)
    if document is None:
        return None
    return optional_words(document.get("file_name"), "document.file_name")


def _document(message: Json) -> Json | None:
    """A moving picture comes as a document, too, and is none."""
    document = optional(message.get("document"), dict, "document")
    return None if has(message, "animation") else document
