"""Which group an admin's command is about, and whether they may still say so."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.boundary import Outgoing
from bot.domain.people import Presence, Role
from bot.handlers.answers import Call, answer_privately, finish
from bot.handlers.context import Context
from bot.storage.connection import Snapshot
from bot.storage.people import has_role
from bot.wording import admins as wording


async def group_of(
    context: Context, call: Call, command: str, updates: Sequence[int]
) -> Presence | None:
    """The group a command is about; None when it has to be chosen first, which is asked for.

    In a group it is that one; in private the one they chose, or the only one.
    """
    if len(call.admin_of) == 1:
        return call.admin_of[0]
    chosen = [one for one in call.admin_of if one.chat == call.member.focus]
    if chosen:
        return chosen[0]
    await ask_which(context, call, f"{command} {call.words}".strip(), updates)
    return None


async def ask_which(context: Context, call: Call, then: str, updates: Sequence[int]) -> None:
    """Buttons with the groups' titles; what was asked goes on with the press."""
    buttons = wording.group_buttons(call.admin_of, then)
    said = Outgoing(plain=wording.WHICH_GROUP, buttons=buttons)
    await finish(context, updates, lambda tx: answer_privately(tx, context, call, [said]))


def looked_after(call: Call, chat: str) -> Presence | None:
    """The group with this id, if they look after it; what a press says can be made up."""
    return next((one for one in call.admin_of if str(one.chat) == chat), None)


def is_admin(snapshot: Snapshot, call: Call, group: Presence) -> bool:
    """Whether our table still says so, asked where something is changed."""
    return has_role(snapshot, call.member.id, group.chat, Role.ADMIN)


def by_now(snapshot: Snapshot, call: Call) -> Call:
    """The call with the groups they still look after, asked where something is changed.

    Others may have put an end to that since the call was made.
    """
    groups = tuple(one for one in call.admin_of if is_admin(snapshot, call, one))
    return replace(call, admin_of=groups)
