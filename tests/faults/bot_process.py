"""`python -m tests.faults.bot_process FOLDER ROOT CLOCK`: the whole bot, with a clock that is set.

ROOT is the address of the Bot API. CLOCK is a file with a local time in it; the bot's day stands
still at what it says.
"""

import asyncio
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot import schedule
from bot.config import Config
from bot.live import Live
from bot.platforms.telegram import Telegram
from bot.storage.keys import KEYS, Keys
from bot.storage.lock import FolderLock
from bot.storage.schema import MIGRATIONS
from bot.storage.seal import load_seal
from bot.storage.store import Store
from tests.faults.town import TOKEN


async def _run(folder: Path, root: str, clock: Path) -> None:
    def now() -> datetime:
        return datetime.fromisoformat(clock.read_text()).astimezone(UTC)

    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    platform = Telegram(TOKEN, base_url=root)
    with (
        FolderLock(folder),
        Store.open(folder / "jianfu.db", MIGRATIONS, seal=load_seal(folder)) as store,
    ):
        # Ticks come fast, so the clock that watches for jumps has to stand as still as the other.
        live = Live(
            Config(), store, platform, Keys(folder / KEYS),
            now=now, monotonic=lambda: now().timestamp(),
        )  # fmt: skip
        await live.run(stop)


if __name__ == "__main__":
    schedule.TICK = 0.1
    asyncio.run(_run(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])))
