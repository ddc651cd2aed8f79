"""`jianfu run`: the bot on Telegram, until it is told to stop."""

import asyncio
import gc
import os
import secrets
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
import structlog
from aiohttp import web

from bot.cli.spoken import Spoken
from bot.config import TELEGRAM, Config, load_config
from bot.domain.errors import ConfigError
from bot.live import Live
from bot.platforms.telegram import Telegram, Webhook
from bot.platforms.telegram_log import hide_secrets
from bot.storage.keys import KEYS, Keys
from bot.storage.lock import FolderLock
from bot.storage.schema import MIGRATIONS
from bot.storage.seal import load_seal
from bot.storage.store import Store
from bot.wording import help as words


@click.command("run", cls=Spoken, help=words.RUN)
@click.option("--config", type=click.Path(path_type=Path), required=True, help=words.CONFIG)
@click.option("--sandbox", is_flag=True, help=words.SANDBOX)
def command(config: Path, sandbox: bool) -> None:
    """Run the bot; Ctrl-C or SIGTERM stops it once what is under way is done."""
    settings = load_config(config)
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
        asyncio.run(_run(live, telegram, settings if hook else None))


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


async def _run(live: Live, telegram: Telegram, hooked: Config | None) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    if hooked is None:
        await live.run(stop)
        return
    runner = web.ServerRunner(webhook_server(hooked.telegram.webhook, telegram.webhook))
    await runner.setup()
    host, _, port = hooked.telegram.listen.rpartition(":")
    try:
        await web.TCPSite(runner, host or "127.0.0.1", int(port)).start()
        await live.run(stop)
    finally:
        await runner.cleanup()


def webhook_server(
    url: str, push: Callable[[web.BaseRequest], Awaitable[web.Response]]
) -> web.Server:
    """Hands to ``push`` what is POSTed to the path of the public ``url``.

    Without a router, which costs a sixth of what it takes to receive an update.
    """
    path = unquote(urlsplit(url).path) or "/"

    async def handle(request: web.BaseRequest) -> web.Response:
        if request.path != path:
            return web.Response(status=404)
        if request.method != "POST":
            return web.Response(status=405, headers={"Allow": "POST"})
        return await push(request)

    return web.Server(handle, access_log=None)


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
