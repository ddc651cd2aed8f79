"""Keeps bot tokens out of every log: they stand in each URL of the Bot API."""

import logging
import re
import traceback
from collections.abc import Iterable, MutableMapping
from typing import Any

Event = MutableMapping[str, Any]

_HIDDEN = "<hidden>"
_TOKEN = re.compile(r"(?:bot)?\d{1,20}(?::|%3A)[\w-]{30,}", re.ASCII | re.IGNORECASE)
_SHORTEST_SECRET = 8
# They log URLs, parameters, and answers that cannot be read: tokens, and what people wrote.
_HUSHED = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "telegram": logging.WARNING,
    "telegram.request": logging.CRITICAL,
}
_secrets: set[str] = set()


def redact(text: str) -> str:
    """``text`` without tokens, whatever their bot, and without the secrets we were told of."""
    text = _TOKEN.sub(_HIDDEN, text)
    for secret in sorted(_secrets, key=len, reverse=True):
        text = text.replace(secret, _HIDDEN)
    return text


def hide(secrets: Iterable[str]) -> None:
    """Remember what must never be shown; of a token also the half behind its colon."""
    for secret in secrets:
        halves = (secret, secret.partition(":")[2])
        _secrets.update(half for half in halves if len(half) >= _SHORTEST_SECRET)


class TokenFilter(logging.Filter):
    """Takes secrets out of a record: its message, arguments, exception, stack and extras."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record where it must be; it is always kept."""
        _redact_message(record)
        _redact_exception(record)
        for name, value in vars(record).items():
            if name not in ("msg", "args"):
                setattr(record, name, _redacted(value))
        return True


def hide_secrets(_logger: object, _method: str, event: Event) -> Event:
    """A structlog processor, to stand right before the one that renders."""
    return {key: _redacted(value) for key, value in event.items()}


def install(*secrets: str) -> None:
    """Put the filter on the handlers of the root logger, and hush who logs too much.

    May be repeated, and is to be when handlers were added.
    """
    hide(secrets)
    for handler in (*logging.getLogger().handlers, logging.lastResort):
        if handler and not any(isinstance(known, TokenFilter) for known in handler.filters):
            handler.addFilter(TokenFilter())
    for name, level in _HUSHED.items():
        logging.getLogger(name).setLevel(level)


def _redact_message(record: logging.LogRecord) -> None:
    if not isinstance(record.msg, str):
        # structlog hands its events on as dictionaries.
        record.msg = _redacted(record.msg)
        return
    try:
        message = record.getMessage()
    except Exception:
        record.msg, record.args = f"{record.msg} {record.args!r}", None
        message = record.getMessage()
    if (safe := redact(message)) != message:
        record.msg, record.args = safe, None


def _redact_exception(record: logging.LogRecord) -> None:
    """Only an exception that names a secret is replaced by its text."""
    if not isinstance(record.exc_info, tuple):
        return
    text = "".join(traceback.format_exception(*record.exc_info)).rstrip("\n")
    if (safe := redact(text)) != text:
        record.exc_info, record.exc_text = None, safe


def _redacted(value: object) -> object:
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, dict):
        return {key: _redacted(inner) for key, inner in value.items()}
    if type(value) is list:
        return [_redacted(inner) for inner in value]
    if type(value) is tuple:
        return tuple(_redacted(inner) for inner in value)
    if value is None or isinstance(value, int | float | type):
        return value
    return value if redact(shown := str(value)) == shown else redact(shown)
