"""A Telegram message as a Message: its words, its medium, where it was forwarded from."""

from datetime import datetime

import telegram

from bot.domain.boundary import Chat
from bot.domain.message import Media, Message
from bot.platforms.telegram_checks import (
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
_SERVICE = (
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
)  # fmt: skip


def read_message(
    message: telegram.Message, chat: Chat, sender: str | None
) -> tuple[Message, str | None]:
    """The message, and the exact key of what it is a forward of (of a channel post: its own).

    What it carries that we do not know is Media.OTHER: better unread than unseen.
    """
    service = any(getattr(message, name) for name in _SERVICE)
    forwarded_from, forwarded_at, origin = _origin(message)
    edited = message.edit_date
    read = Message(
        group=chat.title,
        number=whole(message.message_id, "message_id"),
        sent_at=moment(message.date, "date"),
        text=_text(message),
        sender=sender,
        forwarded_from=forwarded_from,
        forwarded_at=forwarded_at,
        reply_to=_reply_to(message),
        file_name=_file_name(message),
        media=None if service else _media(message),
        album=optional_words(message.media_group_id, "media_group_id"),
        topic=read_topic(message),
        edited_at=None if edited is None else moment(edited, "edit_date"),
        service=service,
    )
    return read, origin


def read_topic(message: telegram.Message) -> str | None:
    """The topic's number; a thread id without ``is_topic_message`` only means a reply."""
    if not optional(message.is_topic_message, bool, "is_topic_message"):
        return None
    return str(whole(message.message_thread_id, "message_thread_id"))


def is_forward(message: telegram.Message) -> bool:
    """Whether somebody passed on what was said elsewhere."""
    return message.forward_origin is not None or bool(message.is_automatic_forward)


def _origin(message: telegram.Message) -> tuple[str | None, datetime | None, str | None]:
    """Whose words a forward passes on, when they were said, and the channel post they were."""
    origin = optional(message.forward_origin, telegram.MessageOrigin, "forward_origin")
    if origin is None:
        key = _channel_key(message.chat, message.message_id) if _is_post(message) else None
        return None, None, key
    at = moment(origin.date, "forward_origin.date")
    if isinstance(origin, telegram.MessageOriginUser):
        return user_name(part(origin.sender_user, telegram.User, "sender_user")), at, None
    if isinstance(origin, telegram.MessageOriginHiddenUser):
        return optional_words(origin.sender_user_name, "sender_user_name"), at, None
    if isinstance(origin, telegram.MessageOriginChat):
        return chat_name(part(origin.sender_chat, telegram.Chat, "sender_chat")), at, None
    if isinstance(origin, telegram.MessageOriginChannel):
        channel = part(origin.chat, telegram.Chat, "forward_origin.chat")
        return chat_name(channel), at, _channel_key(channel, origin.message_id)
    return None, at, None


def _is_post(message: telegram.Message) -> bool:
    return message.chat.type == "channel"


def _channel_key(channel: telegram.Chat, number: object) -> str:
    ident = whole(channel.id, "channel.id")
    return f"telegram:channel:{ident}:{whole(number, 'channel.message_id')}"


def _reply_to(message: telegram.Message) -> int | None:
    """The message answered; what stands in a topic always names the topic's first as well."""
    reply = optional(message.reply_to_message, telegram.Message, "reply_to_message")
    if reply is None:
        return None
    number = whole(reply.message_id, "reply_to_message.message_id")
    return None if read_topic(message) == str(number) else number


def _text(message: telegram.Message) -> str:
    """Text or caption as it is, and what a poll or a checklist asks."""
    spoken = message.text if message.text is not None else message.caption
    parts = [] if spoken is None else [words(spoken, "text")]
    poll = optional(message.poll, telegram.Poll, "poll")
    if poll is not None:
        parts.append(words(poll.question, "poll.question"))
        parts += [words(option.text, "poll.option") for option in poll.options]
    checklist = optional(message.checklist, telegram.Checklist, "checklist")
    if checklist is not None:
        parts.append(words(checklist.title, "checklist.title"))
        parts += [words(task.text, "checklist.task") for task in checklist.tasks]
    return "\n".join(parts)


def _media(message: telegram.Message) -> Media | None:
    found = (media for name, media in _MEDIA if getattr(message, name))
    return next(found, Media.OTHER if message.text is None else None)


def _file_name(message: telegram.Message) -> str | None:
    """The name a document was sent under; of pictures, voices and films it says nothing."""
    document = optional(message.document, telegram.Document, "document")
    if document is None or message.animation is not None:
        return None
    return optional_words(document.file_name, "document.file_name")
