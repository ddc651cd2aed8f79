"""`jianfu demo`: a work group in the browser, the real bot in it, on this machine only."""

import asyncio
import errno
import gc
import logging
import signal
import sys
import tempfile
import webbrowser
from contextlib import ExitStack
from pathlib import Path

import click
import structlog

from bot.cli.spoken import Spoken
from bot.demo.api import Api
from bot.demo.clockwork import Clockwork
from bot.demo.script import load_script
from bot.demo.town import Town
from bot.domain.errors import InputError
from bot.sandbox.server import serving
from bot.storage.lock import FolderLock
from bot.wording import help as words


@click.command("demo", cls=Spoken, help=words.DEMO)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help=words.DEMO_PORT)
@click.option("--no-open", is_flag=True, help=words.DEMO_NO_OPEN)
@click.option("--data", type=click.Path(path_type=Path), help=words.DEMO_DATA)
def command(port: int, no_open: bool, data: Path | None) -> None:
    """Run the demo; Ctrl-C or SIGTERM stops it."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
    )
    logging.basicConfig(level=logging.ERROR)
    gc.freeze()
    with ExitStack() as held:
        folder = data or Path(held.enter_context(tempfile.TemporaryDirectory(prefix="jianfu-")))
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        held.enter_context(FolderLock(folder))
        try:
            asyncio.run(_run(Town(folder, load_script(), kept=data is not None), port, not no_open))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES) and port:
                raise InputError(words.port_taken(port)) from error
            raise


async def _run(town: Town, port: int, opens: bool) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    clockwork = Clockwork(town)
    async with serving(town.sandbox, Api(clockwork).app(), port=port) as sandbox:
        beginning = asyncio.create_task(clockwork.begin())
        beginning.add_done_callback(lambda begun: stop.set() if begun.exception() else None)
        click.echo(words.demo_is_open(sandbox.root))
        if opens:
            # Some browsers hold up whoever opens them.
            await asyncio.to_thread(webbrowser.open, sandbox.root)
        await stop.wait()
        await clockwork.close()
        await beginning
        await town.close()
