"""The town before its first day: groups let the bot in, and people take their offices."""

import re
from typing import TYPE_CHECKING

from bot.sandbox.keyboards import buttons
from bot.services.appointing import PAYLOAD, all_groups, offer
from bot.storage.connection import Tx
from bot.storage.posts import posts

if TYPE_CHECKING:
    from bot.demo.town import Town

_CODE = re.compile(r"/link ([0-9A-Z]{8})")


async def set_up(town: "Town") -> None:
    """The owners let the bot in and set it up; the visitor meets it."""
    code = None
    for place in town.script.places:
        owner, chat = town.stage.users[place.members[0]], town.stage.chats[place.key]
        who = {"chat": chat.id, "user": town.stage.bot.id, "by": owner.id}
        town.do({"action": "add", **who})
        town.do({"action": "promote", **who})
        is_new = town.private(owner.id) is None
        if is_new:
            town.do({"action": "start", "who": owner.id})
            # Who sends the notices has them in mind without a card each morning.
            await _say(town, owner.id, owner.id, "/subscribe off")
        await _say(town, chat.id, owner.id, "/setup")
        # The first group's digest is fed by the second, too: both have the same owner.
        if code is None:
            await _say(town, owner.id, owner.id, "/link")
            code = _code(town, owner.id)
        elif not is_new:
            await _say(town, owner.id, owner.id, f"/link {code}")
    town.do({"action": "start", "who": town.stage.keys[town.script.visitor].id})
    await town.quiet()


async def _say(town: "Town", chat: int, who: int, text: str) -> None:
    town.do({"action": "post", "chat": chat, "who": who, "text": text})
    await town.quiet()


def _code(town: "Town", who: int) -> str:
    """The code that brings two groups together, out of what the bot said to somebody."""
    found = [_CODE.search(message.text or "") for message in town.said_to(who)]
    return next(match[1] for match in reversed(found) if match)


async def fill_offices(town: "Town") -> None:
    """Whoever runs the machine makes the links; people open them and accept. Once is enough."""
    context, offices = town.live.context, town.script.offices
    if await context.store.read(posts):
        return
    people = [town.stage.users[one.who].id for one in offices]

    def links(tx: Tx) -> list[str]:
        groups, now = tuple(one.chat for one in all_groups(tx)), context.now()
        return [str(offer(tx, None, one.unit, one.rank, groups, now)) for one in offices]

    for who, word in zip(people, await context.store.run(links), strict=True):
        town.do({"action": "start", "who": who, "payload": f"{PAYLOAD}{word}"})
    await town.quiet()
    for who in people:
        asked = town.said_to(who)[-1]
        accept = buttons(asked.markup)[0]["callback_data"]
        town.do({"action": "press", "message": asked.key, "who": who, "data": accept})
    await town.quiet()
