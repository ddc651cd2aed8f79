"""What python-telegram-bot raises, as the boundary's errors.

PlatformError
├── Refused     too fast, or never reached Telegram
├── Ambiguous   the answer was lost: a time-out, a reset, a 5xx, an answer nobody can read
├── Rejected    never like this
│   ├── Unchanged   an edit that would change nothing: done already
│   ├── Late        an answer to a press too old to be answered: no harm
│   └── Absent      a person who is not in the chat
├── Gone · Forbidden · Moved
└── PlatformError itself: the token is not valid, or another process uses it
"""

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import httpx
from telegram import error as tg

from bot.domain.boundary import (
    Ambiguous,
    Chat,
    ChatKind,
    Forbidden,
    Gone,
    Moved,
    PlatformError,
    Refused,
    Rejected,
)
from bot.platforms.telegram_address import Account
from bot.platforms.telegram_log import redact


class Unchanged(Rejected):
    """The message is what the edit would make it."""


class Late(Rejected):
    """The press is too old to be answered."""


class Absent(Rejected):
    """The person is not in the chat."""


# Words of the Bot API's 400 answers, which carry no code of their own; the first that fits.
_BAD_REQUESTS: tuple[tuple[str, type[PlatformError]], ...] = (
    ("message is not modified", Unchanged),
    ("query is too old", Late),
    ("query id is invalid", Late),
    ("message to edit not found", Gone),
    ("message can't be edited", Gone),
    ("message to delete not found", Gone),
    ("message to pin not found", Gone),
    ("message to unpin not found", Gone),
    ("message_id_invalid", Gone),
    ("chat not found", Forbidden),
    ("peer_id_invalid", Forbidden),
    ("chat_write_forbidden", Forbidden),
    ("user not found", Absent),
    ("member not found", Absent),
    ("participant_id_invalid", Absent),
    ("user_not_participant", Absent),
)
# Raised before a byte of the call was written; RuntimeError when we have not started or stopped.
_NOT_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    RuntimeError,
)
_LONGEST_REASON = 300
# Ids, and what Telegram repeats of what we said: its own words are English, without any quotes.
_PRIVATE = re.compile(r"-?\d{5,}|\"[^\"]*\"|(?<=\s)'[^']*'|[^\x20-\x7e]+")
_RECONNECT = 1.0
# Where Telegram names no time.
_SLOWER = 5.0
_UNTIL_MOVED = 30.0


@contextmanager
def translated(account: Account) -> Iterator[None]:
    """Within it, whatever is raised leaves as a PlatformError; cancelling passes through."""
    try:
        yield
    except PlatformError:
        raise
    except Exception as error:
        # What the library says may name the token; redacted reasons are all that goes on.
        raise translate(error, account) from None


def translate(error: Exception, account: Account) -> PlatformError:
    """The boundary's error for one of the library's; it names no chat and repeats no text."""
    said = _PRIVATE.sub("…", redact(str(error)))
    reason = f"{type(error).__name__}: {said}"[:_LONGEST_REASON]
    if isinstance(error, tg.RetryAfter):
        return Refused(reason, wait=seconds(error))
    if isinstance(error, tg.ChatMigrated) and isinstance(error.new_chat_id, int):
        return Moved(Chat(address=account.address(error.new_chat_id), kind=ChatKind.SUPERGROUP))
    if isinstance(error, tg.Forbidden):
        return Forbidden(reason)
    if isinstance(error, tg.BadRequest):
        return _bad_request(reason)
    if isinstance(error, tg.InvalidToken):
        return PlatformError("Telegram does not know this bot token")
    if isinstance(error, tg.Conflict):
        return PlatformError("another process receives with this bot token, or a webhook is set")
    if isinstance(error, tg.NetworkError):
        return _network(error, reason)
    return Ambiguous(reason)


def seconds(error: tg.RetryAfter) -> float:
    """How long Telegram wants us to wait, in seconds."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def too_fast(wait: float) -> tg.RetryAfter:
    """The library's error for a call that we hold back ourselves, ``wait`` seconds long."""
    return tg.RetryAfter(timedelta(milliseconds=math.ceil(wait * 1000)))


def _bad_request(reason: str) -> PlatformError:
    said = reason.lower()
    if "group chat was upgraded" in said:
        # Without the new address; the group itself tells that in an update.
        return Refused(reason, wait=_UNTIL_MOVED)
    return next((kind for text, kind in _BAD_REQUESTS if text in said), Rejected)(reason)


def _network(error: tg.NetworkError, reason: str) -> PlatformError:
    if isinstance(error.__cause__, _NOT_SENT):
        return Refused(reason, wait=_RECONNECT)
    if "too many requests" in reason.lower():
        return Refused(reason, wait=_SLOWER)
    return Ambiguous(reason)
