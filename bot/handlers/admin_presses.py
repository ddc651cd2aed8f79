"""The buttons of a group's admins; each checks anew who presses and what about."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.people import Role
from bot.handlers.admins import press_set
from bot.handlers.answers import Call, answer_privately, finish, line
from bot.handlers.choosing import looked_after
from bot.handlers.commands import named
from bot.handlers.context import Context
from bot.handlers.linking import press_relink, press_unlink
from bot.handlers.roles import press_admit, press_dismiss
from bot.handlers.setup import press_hour
from bot.handlers.units import press_unit
from bot.storage.connection import Tx
from bot.storage.people import keep_focus
from bot.wording import admins as wording


async def press_run(context: Context, call: Call, about: str, updates: Sequence[int]) -> None:
    """Choose a group and go on with the command that was asked for; alone, only choose."""
    chat, _, asked = about.partition(":")
    name, _, words = asked.partition(" ")
    group, command = looked_after(call, chat), named(name)
    run = command.run if command and command.role is Role.ADMIN else None
    if group is None or (name and run is None):
        said = line(wording.STALE)
        await finish(context, updates, lambda tx: answer_privately(tx, context, call, said))
        return

    def choose(tx: Tx) -> None:
        keep_focus(tx, call.member.id, group.chat)

    if run is None:

        def work(tx: Tx) -> None:
            choose(tx)
            answer_privately(tx, context, call, line(wording.looks_after(group.title)))

        await finish(context, updates, work)
        return
    await context.store.run(choose)
    member = replace(call.member, focus=group.chat)
    await run(context, replace(call, member=member, words=words.strip()), updates)


ADMIN_PRESSES = {
    "run": press_run,
    "set": press_set,
    "hour": press_hour,
    "dismiss": press_dismiss,
    "admit": press_admit,
    "unlink": press_unlink,
    "relink": press_relink,
    "unit": press_unit,
}
