"""A bare echo bot on python-telegram-bot behind an HTTP server, to measure ourselves beside.

`python -m bench.echo PORT`: what PTB's own webhook does (JSON, Update.de_json, its queue, 200),
with aiohttp in the place of tornado. Its Application hands each update to one handler; the answer
is not sent. GET / tells how many were handled.
"""

import asyncio
import json
import sys
from typing import Any

import telegram
from aiohttp import web
from telegram.ext import Application, ContextTypes, ExtBot, MessageHandler, filters

HANDLED = [0]


class Mute(ExtBot[None]):
    """Knows itself and sends nothing."""

    async def get_me(self, *_: Any, **__: Any) -> telegram.User:
        """Who we are, without asking."""
        self._bot_user = telegram.User(1, "echo", is_bot=True, username="echo_bot")
        return self._bot_user

    async def send_message(self, *_: Any, **__: Any) -> Any:
        """Nothing goes out."""


async def _echo(update: telegram.Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    del context
    assert update.message is not None
    await update.message.reply_text(update.message.text or "")
    HANDLED[0] += 1


async def _serve(port: int) -> None:
    bot = Mute("1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
    application = Application.builder().bot(bot).updater(None).job_queue(None).build()
    application.add_handler(MessageHandler(filters.TEXT, _echo))

    async def hook(request: web.Request) -> web.Response:
        update = telegram.Update.de_json(json.loads(await request.read()), bot)
        await application.update_queue.put(update)
        return web.Response()

    async def handled(request: web.Request) -> web.Response:
        del request
        return web.Response(text=str(HANDLED[0]))

    app = web.Application()
    app.router.add_post("/hook", hook)
    app.router.add_get("/", handled)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    async with application:
        await application.start()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
