"""What `jianfu check` wants to know about a Telegram bot."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp
import telegram
from telegram.ext import ExtBot

from bot.domain import platform as boundary
from bot.domain.boundary import Forbidden, PlatformError
from bot.platforms.telegram_address import Account
from bot.platforms.telegram_errors import translated
from bot.platforms.telegram_intake import ALLOWED_UPDATES
from bot.platforms.telegram_log import redact

_SECONDS = aiohttp.ClientTimeout(total=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """How a bot stands with Telegram; ``problem`` is empty when it could be asked.

    With ``reads_groups`` False privacy mode is on: the bot sees commands only. ``not_pushed`` are
    the kinds of updates that we want and the webhook does not bring.
    """

    problem: str = ""
    username: str = ""
    reads_groups: bool = False
    webhook_url: str = ""
    pending: int = 0
    last_error: str = ""
    not_pushed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What we may do in a group; ``pins`` needs us to be an admin there."""

    chat: str
    inside: bool
    speaks: bool = False
    pins: bool = False


async def diagnose(bot: ExtBot[None], account: Account, *, open_already: bool) -> Diagnosis:
    """Ask Telegram about the bot, whose connections are left as they were found."""
    try:
        with translated(account):
            async with nullcontext() if open_already else bot:
                me = await bot.get_me()
                hook = await bot.get_webhook_info()
    except PlatformError as error:
        return Diagnosis(problem=str(error))
    brought = set(hook.allowed_updates or ())
    return Diagnosis(
        username=me.username or "",
        reads_groups=bool(me.can_read_all_group_messages),
        webhook_url=redact(hook.url or ""),
        pending=hook.pending_update_count,
        last_error=redact(hook.last_error_message or ""),
        not_pushed=tuple(k for k in ALLOWED_UPDATES if k not in brought) if hook.url else (),
    )


async def standings(
    bot: ExtBot[None], account: Account, chats: Sequence[str], *, open_already: bool
) -> list[Standing]:
    """What the bot may do in each of these groups; those that cannot be asked are left out."""
    found: list[Standing] = []
    async with nullcontext() if open_already else bot:
        for chat in chats:
            try:
                with translated(account):
                    me = await bot.get_chat_member(account.ident(chat), account.bot_id)
            except Forbidden:
                found.append(Standing(chat=chat, inside=False))
            except PlatformError:
                continue
            else:
                found.append(_standing(chat, me))
    return found


def _standing(chat: str, me: telegram.ChatMember) -> Standing:
    match me:
        case telegram.ChatMemberAdministrator():
            return Standing(chat=chat, inside=True, speaks=True, pins=bool(me.can_pin_messages))
        case telegram.ChatMemberRestricted():
            return Standing(chat=chat, inside=me.is_member, speaks=me.can_send_messages)
        case telegram.ChatMemberMember():
            return Standing(chat=chat, inside=True, speaks=True)
    return Standing(chat=chat, inside=False)


async def standing(bot: ExtBot[None], account: Account, chat: str) -> boundary.Standing:
    """What the bot may do in a group; its privacy mode is asked afresh, too."""
    try:
        with translated(account):
            me = await bot.get_me()
            here = await bot.get_chat_member(account.ident(chat), account.bot_id)
    except Forbidden:
        return boundary.Standing(inside=False)
    found = _standing(chat, here)
    leads = isinstance(here, telegram.ChatMemberAdministrator)
    return boundary.Standing(
        inside=found.inside,
        reads=leads or bool(me.can_read_all_group_messages),
        joined_reading=leads,
        speaks=found.speaks,
        pins=found.pins,
    )


async def clock_ahead(base_url: str, proxy: str | None, *, trust_env: bool) -> float | None:
    """Seconds by which our clock is ahead of Telegram's; None where it did not tell the time."""
    try:
        async with (
            aiohttp.ClientSession(timeout=_SECONDS, trust_env=trust_env) as session,
            session.get(base_url, proxy=proxy, allow_redirects=False) as response,
        ):
            theirs = parsedate_to_datetime(response.headers["Date"])
    except (TimeoutError, aiohttp.ClientError, KeyError, ValueError):
        return None
    return (datetime.now(UTC) - theirs).total_seconds()
