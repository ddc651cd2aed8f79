"""The table of methods: what each takes and who handles it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox import methods_account as account
from bot.sandbox import methods_chats as chats
from bot.sandbox import methods_messages as messages
from bot.sandbox.calls import Ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One method; ``takes`` names the parameters that matter here, all others are ignored."""

    name: str
    handle: Callable[[Ask], Any]
    takes: tuple[str, ...] = ()


def _table(*rows: tuple[str, Callable[[Ask], Any], str]) -> dict[str, Method]:
    return {
        name.lower(): Method(name=name, handle=handle, takes=tuple(takes.split()))
        for name, handle, takes in rows
    }


METHODS = _table(
    ("getMe", account.get_me, ""),
    ("getUpdates", account.get_updates, "offset limit timeout allowed_updates"),
    (
        "setWebhook",
        account.set_webhook,
        "url max_connections allowed_updates drop_pending_updates secret_token",
    ),
    ("deleteWebhook", account.delete_webhook, "drop_pending_updates"),
    ("getWebhookInfo", account.get_webhook_info, ""),
    ("setMyCommands", account.set_my_commands, "commands scope language_code"),
    ("deleteMyCommands", account.delete_my_commands, "scope language_code"),
    ("getMyCommands", account.get_my_commands, "scope language_code"),
    (
        "sendMessage",
        messages.send_message,
        "chat_id text parse_mode entities message_thread_id reply_parameters reply_markup",
    ),
    (
        "sendDocument",
        messages.send_document,
        "chat_id document caption parse_mode caption_entities message_thread_id reply_parameters"
        " reply_markup",
    ),
    (
        "editMessageText",
        messages.edit_message_text,
        "chat_id message_id text parse_mode entities reply_markup",
    ),
    (
        "editMessageReplyMarkup",
        messages.edit_message_reply_markup,
        "chat_id message_id reply_markup",
    ),
    ("deleteMessage", messages.delete_message, "chat_id message_id"),
    ("pinChatMessage", messages.pin_chat_message, "chat_id message_id"),
    ("unpinChatMessage", messages.unpin_chat_message, "chat_id message_id"),
    (
        "forwardMessage",
        messages.forward_message,
        "chat_id from_chat_id message_id message_thread_id",
    ),
    (
        "answerCallbackQuery",
        messages.answer_callback_query,
        "callback_query_id text show_alert url",
    ),
    ("setMessageReaction", messages.set_message_reaction, "chat_id message_id reaction"),
    ("sendChatAction", messages.send_chat_action, "chat_id action"),
    ("getChat", chats.get_chat, "chat_id"),
    ("getChatMember", chats.get_chat_member, "chat_id user_id"),
    ("getChatAdministrators", chats.get_chat_administrators, "chat_id return_bots"),
    ("getChatMemberCount", chats.get_chat_member_count, "chat_id"),
    ("leaveChat", chats.leave_chat, "chat_id"),
)
