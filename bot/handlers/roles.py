"""Who looks after a group: listed, added by answering a message of theirs, removed."""

from collections.abc import Sequence

from bot.domain.boundary import Outgoing, PlatformRole
from bot.domain.people import Member, Presence, Role
from bot.handlers.answers import Call, answer, answer_privately, finish, line
from bot.handlers.choosing import group_of, looked_after
from bot.handlers.context import Context
from bot.reading.orders import says_add
from bot.services.roles import Hindrance, admit, present, remove
from bot.storage.connection import Snapshot, Tx
from bot.storage.people import holders, meet, seen_in
from bot.wording import admins, linking

_INSIDE = (PlatformRole.MEMBER, PlatformRole.ADMIN)


async def roles(context: Context, call: Call, updates: Sequence[int]) -> None:
    """角色: who has which; 角色 加, as an answer to somebody's message, makes them admin."""
    group = await group_of(context, call, "roles", updates)
    if group is None:
        return
    if says_add(call.words):
        await _add(context, call, group, updates)
        return

    def work(tx: Tx) -> None:
        found = holders(tx, group.chat, Role.ADMIN)
        buttons = linking.role_buttons(found, group.chat, call.member.id)
        said = Outgoing(plain=linking.roles(found, group.title), buttons=buttons)
        answer_privately(tx, context, call, [said])

    await finish(context, updates, work)


async def _add(context: Context, call: Call, group: Presence, updates: Sequence[int]) -> None:
    whom = None if call.private else call.replied
    inside = whom is not None and await _is_inside(context, group, whom.address)

    def work(tx: Tx) -> None:
        if whom is None or not inside:
            said = linking.NOT_SURE if whom else linking.ADD_WHOM
            answer_privately(tx, context, call, line(said))
            return
        member = meet(tx, whom.address, whom.name)
        seen_in(tx, member.id, group.chat, None)
        answer_privately(tx, context, call, [_give(tx, context, call, group, member)])

    await finish(context, updates, work)


async def _is_inside(context: Context, group: Presence, address: str) -> bool:
    """Whether the platform, asked afresh, says for sure that they are in the group."""
    return await context.standings.afresh(group.address, address) in _INSIDE


def _give(tx: Tx, context: Context, call: Call, group: Presence, member: Member) -> Outgoing:
    why = admit(tx, call.member.id, group, member, context.now())
    if why is Hindrance.ALREADY:
        return Outgoing(plain=linking.is_admin_already(member, group.title))
    if why:
        return Outgoing(plain=admins.STALE)
    if member.private:
        answer(tx, context, member.private, Outgoing(plain=linking.you_were_added(group.title)))
    back = linking.undo_role(group.chat, member.id, "dismiss")
    return Outgoing(plain=linking.added(member, group.title), buttons=back)


async def press_dismiss(context: Context, call: Call, about: str, updates: Sequence[int]) -> None:
    """Take the role away from somebody else; one admin always stays."""
    chat, _, whom = about.partition(":")
    group = looked_after(call, chat)

    def work(tx: Tx) -> None:
        said = _take(tx, context, call, group, whom) if group else Outgoing(plain=admins.STALE)
        answer_privately(tx, context, call, [said])

    await finish(context, updates, work)


def _take(tx: Tx, context: Context, call: Call, group: Presence, whom: str) -> Outgoing:
    member = int(whom) if whom.isdecimal() and len(whom) < _LONGEST else 0
    done = remove(tx, call.member.id, group, member, context.now())
    if isinstance(done, Hindrance):
        return Outgoing(plain=linking.HINDRANCES.get(done, admins.STALE))
    back = linking.undo_role(group.chat, done.id, "admit")
    return Outgoing(plain=linking.removed(done, group.title), buttons=back)


_LONGEST = 16


async def press_admit(context: Context, call: Call, about: str, updates: Sequence[int]) -> None:
    """Give the role back to somebody who is in the group."""
    chat, _, whom = about.partition(":")
    group = looked_after(call, chat)
    member = await context.store.read(_present, group, whom) if group else None
    inside = False
    if group and member:
        inside = await _is_inside(context, group, member.address)

    def work(tx: Tx) -> None:
        if group is None or member is None:
            said = Outgoing(plain=admins.STALE)
        elif not inside:
            said = Outgoing(plain=linking.NOT_SURE)
        else:
            said = _give(tx, context, call, group, member)
        answer_privately(tx, context, call, [said])

    await finish(context, updates, work)


def _present(snapshot: Snapshot, group: Presence, whom: str) -> Member | None:
    known = whom.isdecimal() and len(whom) < _LONGEST
    return present(snapshot, group, int(whom)) if known else None
