"""Bot API methods on the bot's own account: who it is, its commands, its source of updates."""

import json
import re
from urllib.parse import urlsplit

from bot.sandbox.calls import Ask
from bot.sandbox.model import Json, Webhook
from bot.sandbox.refusal import Refusal, bad
from bot.sandbox.render import user_json
from bot.sandbox.updates import allow, fetch, pending

COMMAND_LIMIT = 100
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_SCOPES = frozenset(
    {
        "default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat",
        "chat_administrators", "chat_member",
    }
)  # fmt: skip


def get_me(ask: Ask) -> Json:
    """Handle getMe."""
    flags = dict.fromkeys(
        (
            "supports_guest_queries", "supports_inline_queries", "can_connect_to_business",
            "has_main_web_app", "has_topics_enabled", "allows_users_to_create_topics",
            "can_manage_bots", "supports_join_request_queries",
        ),
        False,
    )  # fmt: skip
    reads = {"can_join_groups": True, "can_read_all_group_messages": ask.bot.reads_all}
    return {**user_json(ask.bot.user), **reads, **flags}


def get_updates(ask: Ask) -> list[Json]:
    """Handle getUpdates without waiting; the long poll is the server's."""
    if ask.bot.webhook:
        text = "can't use getUpdates method while webhook is active; use deleteWebhook to delete"
        raise Refusal(409, f"{text} the webhook first")
    allow(ask.bot, ask.names("allowed_updates"))
    limit = ask.number("limit") or 100
    return fetch(ask.world, ask.bot, ask.number("offset") or 0, min(max(limit, 1), 100))


def set_webhook(ask: Ask) -> bool:
    """Handle setWebhook. Besides https, http is accepted for loopback: this is a sandbox."""
    url, secret = ask.text("url"), ask.text("secret_token")
    if url is None:
        return delete_webhook(ask)
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if secret is not None and not _SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    allow(ask.bot, ask.names("allowed_updates"))
    if ask.flag("drop_pending_updates"):
        ask.bot.queue.clear()
    connections = ask.number("max_connections") or 40
    ask.bot.webhook = Webhook(url=url, secret=secret, max_connections=connections)
    return True


def delete_webhook(ask: Ask) -> bool:
    """Handle deleteWebhook."""
    if ask.flag("drop_pending_updates"):
        ask.bot.queue.clear()
    ask.bot.webhook = None
    return True


def get_webhook_info(ask: Ask) -> Json:
    """Handle getWebhookInfo."""
    hook = ask.bot.webhook
    info: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(pending(ask.world, ask.bot)),
    }
    if hook:
        info["max_connections"] = hook.max_connections
    if hook and hook.error:
        info |= {"last_error_date": hook.error_date, "last_error_message": hook.error}
    if ask.bot.allowed_as_asked:
        info["allowed_updates"] = ask.bot.allowed_as_asked
    return info


def set_my_commands(ask: Ask) -> bool:
    """Handle setMyCommands."""
    commands = ask.objects("commands")
    if commands is None:
        raise bad('parameter "commands" is required')
    if len(commands) > COMMAND_LIMIT:
        raise bad("too many bot commands specified")
    for command in commands:
        if not _COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    ask.bot.commands[_scope(ask)] = [
        {**command, "command": command["command"].removeprefix("/")} for command in commands
    ]
    return True


def delete_my_commands(ask: Ask) -> bool:
    """Handle deleteMyCommands."""
    ask.bot.commands.pop(_scope(ask), None)
    return True


def get_my_commands(ask: Ask) -> list[Json]:
    """Handle getMyCommands: the list of exactly this scope and language."""
    return ask.bot.commands.get(_scope(ask), [])


def _scope(ask: Ask) -> tuple[str, str]:
    scope = ask.structure("scope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in _SCOPES:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    language = ask.text("language_code") or ""
    if language and not _LANGUAGE.fullmatch(language):
        raise bad("invalid language code specified")
    return json.dumps(scope, sort_keys=True), language
