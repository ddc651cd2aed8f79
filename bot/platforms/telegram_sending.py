"""What we say, in Telegram's parameters."""

from typing import Any

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode

from bot.domain.boundary import Button, Outgoing, Rejected
from bot.domain.moving import is_before_move

_LONGEST_DATA = 64
_LONGEST_ANSWER = 200


def content(what: Outgoing) -> dict[str, Any]:
    """The parameters that a new message and an edit share. Raises Rejected for a bad button."""
    return {
        "text": what.plain if what.html is None else what.html,
        "link_preview_options": LinkPreviewOptions(is_disabled=True),
        **_look(what),
    }


def caption(what: Outgoing) -> dict[str, Any]:
    """The parameters of what stands under a document. Raises Rejected for a bad button."""
    return {"caption": what.plain if what.html is None else what.html, **_look(what)}


def _look(what: Outgoing) -> dict[str, Any]:
    return {
        "parse_mode": None if what.html is None else ParseMode.HTML,
        "reply_markup": _keyboard(what.buttons),
    }


def delivery(what: Outgoing) -> dict[str, Any]:
    """Where and how a new message appears; an answer goes out though its question is gone.

    What was said before a group moved has no number there.
    """
    return {
        "disable_notification": what.silent,
        "message_thread_id": _topic(what.topic),
        "reply_parameters": ReplyParameters(
            message_id=what.reply_to, allow_sending_without_reply=True
        )
        if what.reply_to is not None and not is_before_move(what.reply_to)
        else None,
    }


def short(text: str) -> str:
    """The text over a pressed button, cut to what fits."""
    return text if len(text) <= _LONGEST_ANSWER else f"{text[: _LONGEST_ANSWER - 1]}…"


def _topic(topic: str | None) -> int | None:
    if topic is None:
        return None
    if not (topic.isascii() and topic.isdigit()):
        raise Rejected("not a topic of Telegram")
    return int(topic)


def _keyboard(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    return (
        InlineKeyboardMarkup([[_button(button) for button in row] for row in rows if row])
        if (any(rows))
        else None
    )


def _button(button: Button) -> InlineKeyboardButton:
    if button.link is not None and button.data is None:
        return InlineKeyboardButton(button.label, url=button.link)
    if button.data is None or button.link is not None:
        raise Rejected("a button has either data or a link")
    if not 1 <= len(button.data.encode()) <= _LONGEST_DATA:
        raise Rejected(f"a button's data has 1 to {_LONGEST_DATA} bytes")
    return InlineKeyboardButton(button.label, callback_data=button.data)
