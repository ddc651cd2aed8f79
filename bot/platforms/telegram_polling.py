"""Receiving by asking: getUpdates over and over, never ahead of what is kept."""

import json
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field

import aiohttp

from bot.domain.boundary import Accept, RawUpdate
from bot.domain.errors import StorageError, what_went_wrong
from bot.platforms.telegram_address import Account
from bot.platforms.telegram_intake import ALLOWED_UPDATES, loads, raw_update
from bot.platforms.telegram_log import redact

_HOLD = 50
_MOST = 100
_TIMEOUT = aiohttp.ClientTimeout(total=_HOLD + 20, sock_connect=10)
_CONFLICT_WAIT = 15.0
_LONGEST_WAIT = 60.0
# An empty answer that comes at once was not held open; asking on would spin.
_TOO_SOON = 1.0

log = logging.getLogger(__name__)


class NoAnswerError(Exception):
    """Telegram gave no updates; ask again after ``wait`` seconds, or when we think fit."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where updates come from: an open session, and the URL of getUpdates, token and all."""

    account: Account
    session: aiohttp.ClientSession
    url: str = field(repr=False)
    proxy: str | None = None


def backoff() -> Iterator[float]:
    """Seconds to wait after each failure in a row."""
    wait = 1.0
    while True:
        yield wait
        wait = min(wait * 2, _LONGEST_WAIT)


async def poll(
    source: Source,
    accept: Accept,
    *,
    clock: Callable[[], float],
    sleep: Callable[[float], Awaitable[None]],
    heard: Callable[[], None],
) -> None:
    """Hand every update to ``accept``, for ever, until cancelled; ``heard`` after each answer.

    The offset, which tells Telegram to forget, moves only after ``accept`` returned.
    """
    offset: int | None = None
    waits = backoff()
    while True:
        began = clock()
        try:
            updates = await _ask(source, offset)
            heard()
            if updates:
                await accept([raw for raw, _ in updates])
        except Exception as error:
            await sleep(_wait(error, waits))
            continue
        numbers = [number for _, number in updates if number is not None]
        offset = max(numbers) + 1 if numbers else offset
        if numbers or clock() - began >= _TOO_SOON:
            waits = backoff()
        else:
            await sleep(_TOO_SOON)


def _wait(error: Exception, waits: Iterator[float]) -> float:
    """Say what went wrong, and how long to wait before the next try."""
    planned = next(waits)
    known = isinstance(error, NoAnswerError | StorageError | aiohttp.ClientError | TimeoutError)
    what = redact(f"{type(error).__name__}: {error}" if known else what_went_wrong(error))
    log.log(logging.WARNING if known else logging.ERROR, "no updates taken in: %s", what)
    wait = error.wait if isinstance(error, NoAnswerError) else None
    return planned if wait is None else wait


async def _ask(source: Source, offset: int | None) -> list[tuple[RawUpdate, int | None]]:
    """One getUpdates: raw updates with their numbers. Raises NoAnswerError, or aiohttp's errors."""
    asked = {"timeout": _HOLD, "limit": _MOST, "allowed_updates": ALLOWED_UPDATES}
    if offset is not None:
        asked["offset"] = offset
    async with source.session.post(
        source.url, json=asked, timeout=_TIMEOUT, proxy=source.proxy, allow_redirects=False
    ) as response:
        body = await response.read()
        status = response.status
    answer = loads(body)
    updates = answer.get("result") if isinstance(answer, dict) else None
    if status != 200 or not isinstance(updates, list):
        raise _no_answer(status, answer if isinstance(answer, dict) else {})
    return [_raw(source.account, update) for update in updates]


def _no_answer(status: int, answer: dict[str, object]) -> NoAnswerError:
    said = f"{status} {answer.get('description', '')}"
    parameters = answer.get("parameters")
    if status == 409:
        return NoAnswerError(f"{said} (does another process use this token?)", _CONFLICT_WAIT)
    if status == 429 and isinstance(parameters, dict):
        wait = parameters.get("retry_after")
        return NoAnswerError(said, float(wait) if isinstance(wait, int) else None)
    if status in (401, 404):
        return NoAnswerError(f"{said} (is the token still valid?)", _LONGEST_WAIT)
    return NoAnswerError(said)


def _raw(account: Account, update: object) -> tuple[RawUpdate, int | None]:
    number = update.get("update_id") if isinstance(update, dict) else None
    raw = raw_update(account, json.dumps(update).encode(), update)
    return raw, number if type(number) is int else None
