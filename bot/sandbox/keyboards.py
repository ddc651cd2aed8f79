"""Inline keyboards: what Telegram accepts of them, and which button a finger finds."""

from typing import Any

from bot.sandbox.html import checked_url
from bot.sandbox.model import Json
from bot.sandbox.refusal import bad

DATA_LIMIT = 64
BUTTON_LIMIT = 100
_ACTIONS = frozenset(
    {
        "url", "callback_data", "web_app", "login_url", "switch_inline_query",
        "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text",
        "callback_game", "pay",
    }
)  # fmt: skip


def checked_markup(markup: Any) -> Json | None:
    """Return the inline keyboard that a message will carry, None for none.

    Keyboards below the input field are not part of a message. Raises Refusal.
    """
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        return None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad('field "inline_keyboard" must be an Array of Arrays')
    kept = [[_checked_button(button) for button in row] for row in rows if row]
    if sum(len(row) for row in kept) > BUTTON_LIMIT:
        raise bad("reply markup is too long")
    return {"inline_keyboard": kept} if kept else None


def _checked_button(button: Any) -> Json:
    wrong = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad(f"{wrong}InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad(f'{wrong}Can\'t find field "text"')
    if not _ACTIONS & button.keys():
        raise bad(f"{wrong}Text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= DATA_LIMIT:
        raise bad("BUTTON_DATA_INVALID")
    if "url" not in button:
        return dict(button)
    url = checked_url(str(button["url"]))
    if url is None:
        raise bad(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    return {**button, "url": url}


def buttons(markup: Json | None) -> list[Json]:
    """Return the buttons of a keyboard, in reading order."""
    return [button for row in (markup or {}).get("inline_keyboard", ()) for button in row]
