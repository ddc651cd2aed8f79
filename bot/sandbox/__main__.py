"""The sandbox as its own process: python -m bot.sandbox --port 0 --token 1:x.

Writes one line of JSON to stdout when it is ready: base, control, token, bot; runs until killed.
"""

import argparse
import asyncio
import json
import sys

from bot.sandbox.clock import Clock
from bot.sandbox.control import add_control
from bot.sandbox.server import Sandbox, serving
from bot.sandbox.world import World, add_bot


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--token", default="700000001:sandbox", help="number:anything")
    parser.add_argument("--username", default="sandbox_bot")
    parser.add_argument("--reads-all", action="store_true", help="privacy mode off")
    parser.add_argument("--start", type=float, help="unix seconds at which the world begins")
    parser.add_argument("--still", action="store_true", help="time moves only by /control/clock")
    parser.add_argument("--backoff", type=float, help="seconds between webhook attempts")
    return parser.parse_args()


async def _run(options: argparse.Namespace) -> None:
    clock = Clock(options.start, still=options.still)
    world = World(clock=clock)
    bot = add_bot(
        world, "Sandbox", options.username, token=options.token, reads_all=options.reads_all
    )
    fixed = options.backoff
    sandbox = (
        Sandbox(world) if fixed is None else Sandbox(world, backoff=lambda _attempt: float(fixed))
    )
    app = sandbox.app()
    add_control(app, sandbox, clock)
    async with serving(sandbox, app, port=options.port):
        ready = {"base": sandbox.base, "control": f"{sandbox.root}/control"}
        sys.stdout.write(json.dumps({**ready, "token": bot.token, "bot": bot.id}) + "\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_run(_options()))
