"""Telegram as a Platform."""

import asyncio
import logging
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web

from bot.domain.boundary import (
    Accept,
    Ambiguous,
    Capabilities,
    Event,
    Forbidden,
    Gone,
    Outgoing,
    PlatformRole,
    Refused,
    Rejected,
)
from bot.domain.errors import ConfigError
from bot.domain.platform import MenuLines, Standing
from bot.platforms import telegram_diagnosis, telegram_menus
from bot.platforms.telegram_address import Account, bot_id
from bot.platforms.telegram_checks import whole
from bot.platforms.telegram_client import Answer, client
from bot.platforms.telegram_errors import Absent, Late, Unchanged, translated
from bot.platforms.telegram_events import parse
from bot.platforms.telegram_intake import ALLOWED_UPDATES, webhook_handler
from bot.platforms.telegram_limits import Limits
from bot.platforms.telegram_log import install
from bot.platforms.telegram_people import read_role
from bot.platforms.telegram_polling import Source, backoff, poll
from bot.platforms.telegram_sending import caption, content, delivery, short

# Seconds; a long poll answers within one minute.
_SILENT_FOR = 120.0
# A sandbox on this machine is not behind the proxy that the environment names.
_OURSELVES = ("127.0.0.1", "::1", "localhost")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Receive at a public https URL; ``secret`` is 1 to 256 of A-Z a-z 0-9 _ -."""

    url: str
    secret: str = field(repr=False)

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", self.secret):
            raise ConfigError("a webhook secret has 1 to 256 of A-Z a-z 0-9 _ -")


class Telegram:
    """One bot on Telegram; without ``webhook`` it polls.

    ``base_url`` is the root of a Bot API server, ``proxy`` an http proxy to it. A call is given up
    when its answer takes more than ``patience`` seconds; ``limits`` is how fast we may call, in a
    world with a clock of its own, and ``answer`` a server within the process: what we call it for
    needs no connection. Raises ConfigError for what is no token.
    """

    capabilities = Capabilities(
        reads_groups=True, edits=True, reactions=True, buttons=True, pins=True, longest=4096,
        keeps=timedelta(hours=24),
    )  # fmt: skip

    def __init__(
        self,
        token: str,
        *,
        base_url: str = "https://api.telegram.org",
        webhook: Webhook | None = None,
        proxy: str | None = None,
        patience: float = 30.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        limits: Limits | None = None,
        answer: Answer | None = None,
    ) -> None:
        ident = bot_id(token)
        if ident is None:
            raise ConfigError("not a Telegram bot token")
        install(token, *([webhook.secret] if webhook else []))
        self.account = Account(bot_id=ident)
        self._heard_at: float | None = None
        self._webhook = webhook
        self._base_url = base_url
        self._proxy = proxy
        self._clock = clock
        self._sleep = sleep
        self._trust_env = urlsplit(base_url).hostname not in _OURSELVES
        root = base_url.rstrip("/") + "/bot"
        self._updates_url = f"{root}{token}/getUpdates"
        limits = limits or Limits(clock, sleep)
        self._bot = client(token, root, proxy, limits, self._trust_env, patience, answer)
        self._receiving = False
        self._handle: Callable[[web.Request], Awaitable[web.Response]] | None = None
        self._session: aiohttp.ClientSession | None = None
        self._polling: asyncio.Task[None] | None = None

    async def start(self, accept: Accept) -> None:
        """Begin to receive; tries on while Telegram cannot be reached.

        Raises PlatformError when the token is not valid.
        """
        install()
        for wait in backoff():
            try:
                await self._introduce()
                break
            except (Refused, Ambiguous) as error:
                log.warning("Telegram cannot be reached yet: %s", error)
                await self._sleep(max(wait, getattr(error, "wait", 0.0)))
        self._receiving = True
        if self._webhook:
            self._handle = webhook_handler(self.account, self._webhook.secret, accept)
            return
        self._session = aiohttp.ClientSession(trust_env=self._trust_env)
        source = Source(
            account=self.account,
            session=self._session,
            url=self._updates_url,
            proxy=self._proxy,
        )
        self._polling = asyncio.create_task(
            poll(source, accept, clock=self._clock, sleep=self._sleep, heard=self._heard)
        )

    async def _introduce(self) -> None:
        """Ask who we are, and say how we want to receive."""
        with translated(self.account):
            await self._bot.initialize()
            self.account = replace(self.account, username=self._bot.username)
            if self._webhook:
                await self._bot.set_webhook(
                    self._webhook.url,
                    secret_token=self._webhook.secret,
                    allowed_updates=ALLOWED_UPDATES,
                )
            else:
                await self._bot.delete_webhook()

    @property
    def in_touch(self) -> bool:
        """Whether it would reach us just now if something were said.

        By webhook we only listen; that nothing comes says nothing.
        """
        if self._webhook:
            return self._handle is not None
        return self._heard_at is not None and self._clock() - self._heard_at < _SILENT_FOR

    def _heard(self) -> None:
        self._heard_at = self._clock()

    async def webhook(self, request: web.Request) -> web.Response:
        """The handler to mount for POST at the webhook's path; 503 until we have started."""
        if self._handle is None:
            return web.Response(status=503)
        return await self._handle(request)

    async def stop(self) -> None:
        """Receive no more, and let go of what is open. May be repeated."""
        self._receiving, self._handle = False, None
        if self._polling:
            self._polling.cancel()
            await asyncio.wait([self._polling])
            self._polling = None
        if self._session:
            await self._session.close()
            self._session = None
        with translated(self.account):
            await self._bot.shutdown()

    def parse(self, body: bytes) -> Event | None:
        """The event in a kept update; None for what concerns nobody. Raises Malformed."""
        return parse(body, self.account)

    async def send(self, chat: str, what: Outgoing) -> int:
        """Say something; the number of the new message."""
        ident, how = self._ident(chat), delivery(what)
        with translated(self.account):
            if what.document:
                given = {"document": what.document.ref, **caption(what), **how}
                sent = await self._bot.send_document(ident, **given)
            else:
                sent = await self._bot.send_message(ident, **content(what), **how)
            return whole(sent.message_id, "message_id")

    async def edit(self, chat: str, number: int, what: Outgoing) -> None:
        """Change what we said; to change it to what it is already succeeds."""
        with suppress(Unchanged), translated(self.account):
            await self._bot.edit_message_text(
                chat_id=self._ident(chat), message_id=number, **content(what)
            )

    async def delete(self, chat: str, number: int) -> None:
        """Take back what we said; what is gone already is gone."""
        with suppress(Gone), translated(self.account):
            await self._bot.delete_message(self._ident(chat), number)

    async def answer(self, press: str, text: str = "", link: str | None = None) -> None:
        """Answer a press with a short text, or a link into private chat; too late is no error."""
        with suppress(Late), translated(self.account):
            await self._bot.answer_callback_query(press, text=short(text), url=link)

    async def pin(self, chat: str, number: int, unpin: int | None = None) -> None:
        """Pin silently, and let go of what we pinned before."""
        ident = self._ident(chat)
        with translated(self.account):
            await self._bot.pin_chat_message(ident, number, disable_notification=True)
        if unpin is not None:
            with suppress(Gone, Rejected), translated(self.account):
                await self._bot.unpin_chat_message(ident, message_id=unpin)

    async def role(self, chat: str, member: str) -> PlatformRole:
        """What Telegram says of a person; of others only for sure when we are admin there."""
        ident, person = self._ident(chat), self._ident(member)
        try:
            with translated(self.account):
                return read_role((await self._bot.get_chat_member(ident, person)).to_dict())
        except Absent:
            return PlatformRole.OUTSIDE
        except (Rejected, Forbidden):
            return PlatformRole.UNKNOWN

    async def standing(self, chat: str) -> Standing:
        """What we may do in a group, asked afresh."""
        return await telegram_diagnosis.standing(self._bot, self.account, chat)

    async def announce(self, private: MenuLines, group: MenuLines, admins: MenuLines) -> None:
        """Set the menus of commands."""
        with translated(self.account):
            await telegram_menus.announce(self._bot, private, group, admins)

    async def members(self, chat: str) -> int:
        """How many people are in a chat."""
        with translated(self.account):
            return whole(await self._bot.get_chat_member_count(self._ident(chat)), "count")

    def direct(self, member: str) -> str:
        """The address of the private chat with a person: on Telegram the person's own."""
        return self.account.address(self._ident(member))

    def link(self, chat: str, number: int | str) -> str | None:
        """Where members can open a message; None in basic groups and private chats."""
        return self.account.link(chat, number)

    def invite(self, payload: str) -> str:
        """A link that opens our private chat with ``payload`` behind its /start."""
        return self.account.invite(payload)

    async def diagnose(self) -> telegram_diagnosis.Diagnosis:
        """How the bot stands with Telegram, for `jianfu check`; needs no start."""
        return await telegram_diagnosis.diagnose(
            self._bot, self.account, open_already=self._receiving
        )

    async def standings(self, chats: Sequence[str]) -> list[telegram_diagnosis.Standing]:
        """What we may do in each of these groups, for `jianfu check`; needs no start."""
        return await telegram_diagnosis.standings(
            self._bot, self.account, chats, open_already=self._receiving
        )

    async def clock_ahead(self) -> float | None:
        """Seconds by which our clock is ahead of Telegram's, if it tells the time."""
        return await telegram_diagnosis.clock_ahead(
            self._base_url, self._proxy, trust_env=self._trust_env
        )

    def _ident(self, address: str) -> int:
        return self.account.ident(address)
