"""`jianfu run`: the bot on Telegram, until it is told to stop."""

import asyncio
import gc
import os
import secrets
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple

import click
import structlog
from aiohttp import web

from bot.cli.spoken import Spoken
from bot.config import TELEGRAM, Config, live_config
from bot.domain.errors import ConfigError
from bot.live import Live
from bot.platforms.telegram import Telegram, Webhook
from bot.platforms.telegram_log import hide_secrets
from bot.storage.keys import KEYS, Keys
from bot.storage.lock import FolderLock
from bot.storage.schema import MIGRATIONS
from bot.storage.seal import load_seal
from bot.storage.store import Store
from bot.web.application import application, mounted
from bot.wording import help as words


@click.command("run", cls=Spoken, help=words.RUN)
@click.option("--config", type=click.Path(path_type=Path), required=True, help=words.CONFIG)
@click.option("--sandbox", is_flag=True, help=words.SANDBOX)
def command(config: Path, sandbox: bool) -> None:
    """Run the bot; Ctrl-C or SIGTERM stops it once what is under way is done."""
    settings = live_config(config)
    if settings.telegram.api != TELEGRAM and not sandbox:
        raise ConfigError(f"{config}: [telegram] api = {settings.telegram.api!r} (--sandbox)")
    _log_to_stderr()
    telegram, hook = connect(settings)
    folder = data_folder(settings)
    with (
        FolderLock(folder),
        Store.open(folder / "jianfu.db", MIGRATIONS, seal=load_seal(folder)) as store,
    ):
        live = Live(settings, store, telegram, Keys(folder / KEYS))
        _leave_what_is_loaded()
        # The database's thread lets go of the interpreter at every statement; taking it back by
        # force each 5 ms, the default, costs a tenth of the whole.
        sys.setswitchinterval(0.05)
        asyncio.run(_run(live, doors_of(live, settings, telegram if hook else None)))


def _leave_what_is_loaded() -> None:
    """Keep the garbage collector from looking at weights and tables again and again: they stay."""
    gc.collect()
    gc.freeze()


def data_folder(settings: Config) -> Path:
    """The folder of what a running bot keeps, made for its owner's eyes only."""
    folder = settings.folder / settings.data
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def connect(settings: Config) -> tuple[Telegram, Webhook | None]:
    """The platform under these settings. Raises ConfigError where there is no token."""
    wanted = settings.telegram
    hook = Webhook(url=wanted.webhook, secret=secrets.token_urlsafe(32)) if wanted.webhook else None
    telegram = Telegram(
        token(settings), base_url=wanted.api, webhook=hook, proxy=wanted.proxy or None
    )
    return telegram, hook


def token(settings: Config) -> str:
    """The bot's token, from the environment or its file. Raises ConfigError."""
    given = os.environ.get("JIANFU_TOKEN", "").strip()
    if given:
        return given
    path = settings.folder / settings.telegram.token_file
    try:
        return path.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"[telegram] token_file: {path}") from error


class Door(NamedTuple):
    """An application, and the host:port where it is served."""

    application: web.Application
    listen: str


def doors_of(live: Live, settings: Config, hooked: Telegram | None) -> list[Door]:
    """Where others reach us: Telegram's pushes, the board, how we are: each if set up."""
    doors = []
    if hooked:
        doors.append(Door(_application(hooked, settings), settings.telegram.listen))
    if settings.board.public_url:
        pages = mounted(application(lambda: live.board), live.board)
        doors.append(Door(pages, settings.board.listen))
    if settings.health.listen:
        doors.append(Door(live.health.application(), settings.health.listen))
    return doors


async def _run(live: Live, doors: list[Door]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with AsyncExitStack() as open_doors:
        for door in doors:
            await open_doors.enter_async_context(serving(door))
        await live.run(stop)


class _Quiet(web.RequestHandler):
    """Tells whoever sends what is no request nothing of what we are made of."""

    __slots__ = ()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """An answer without a word where no application was asked."""
        if status == HTTPStatus.BAD_REQUEST:
            answer: web.StreamResponse = web.Response(status=status)
            answer.force_close()
        else:
            answer = super().handle_error(request, status, exc, message)
        answer.headers["Server"] = ""
        return answer


@asynccontextmanager
async def serving(door: Door) -> AsyncIterator[None]:
    """Serve while the block runs; who asks what is written down nowhere."""
    runner = web.AppRunner(door.application, shutdown_timeout=_PATIENCE)
    await runner.setup()
    server, loop = runner.server, asyncio.get_running_loop()
    assert server is not None
    host, _, port = door.listen.rpartition(":")
    try:
        listening = await loop.create_server(
            lambda: _Quiet(server, loop=loop, **_UNWRITTEN),
            host.strip("[]") or "127.0.0.1",
            int(port),
        )
        try:
            yield
        finally:
            listening.close()
    finally:
        await runner.cleanup()


_UNWRITTEN: dict[str, Any] = {"access_log": None}
_PATIENCE = 5.0
"""Seconds that requests under way are given at the end."""


def _application(telegram: Telegram, settings: Config) -> web.Application:
    """One route: where Telegram pushes, at the path of the public address."""
    application = web.Application(client_max_size=1 << 20)
    path = "/" + settings.telegram.webhook.partition("://")[2].partition("/")[2]
    application.router.add_post(path, telegram.webhook)
    return application


def _log_to_stderr() -> None:
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            hide_secrets,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
    )
