"""What `jianfu check` wants to know about a Telegram bot."""

from contextlib import nullcontext
from dataclasses import dataclass

from telegram.ext import ExtBot

from bot.domain.boundary import PlatformError
from bot.platforms.telegram_address import Account
from bot.platforms.telegram_errors import translated
from bot.platforms.telegram_log import redact


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """How a bot stands with Telegram; ``problem`` is empty when it could be asked.

    With ``reads_groups`` False privacy mode is on: the bot sees commands only.
    """

    problem: str = ""
    username: str = ""
    reads_groups: bool = False
    webhook_url: str = ""
    pending: int = 0
    last_error: str = ""
    allowed_updates: tuple[str, ...] = ()


async def diagnose(bot: ExtBot[None], account: Account, *, open_already: bool) -> Diagnosis:
    """Ask Telegram about the bot, whose connections are left as they were found."""
    try:
        with translated(account):
            async with nullcontext() if open_already else bot:
                me = await bot.get_me()
                hook = await bot.get_webhook_info()
    except PlatformError as error:
        return Diagnosis(problem=str(error))
    return Diagnosis(
        username=me.username or "",
        reads_groups=bool(me.can_read_all_group_messages),
        webhook_url=redact(hook.url or ""),
        pending=hook.pending_update_count,
        last_error=redact(hook.last_error_message or ""),
        allowed_updates=tuple(hook.allowed_updates or ()),
    )
