"""Groups brought together: a one-time code from one admin, used by another in their group."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256

from bot.domain.boundary import Outgoing, PlatformRole
from bot.domain.people import Member, Presence, Role
from bot.handlers.answers import Call, answer, answer_privately, finish, line
from bot.handlers.choosing import group_of, is_admin
from bot.handlers.context import Context
from bot.storage.connection import Snapshot, Tx
from bot.storage.links import (
    Code,
    code_behind,
    ended_link,
    fed_by,
    feeders,
    keep_code,
    link,
    unlink,
    use_code,
)
from bot.storage.messages import find_chat
from bot.storage.people import find_member, has_role
from bot.storage.targets import target_by_id, target_of
from bot.wording import admins, linking

CODE_HOLDS = timedelta(minutes=30)
PUT_BACK_FOR = timedelta(days=1)
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_LENGTH = 8
_INSIDE = (PlatformRole.MEMBER, PlatformRole.ADMIN)


async def link_groups(context: Context, call: Call, updates: Sequence[int]) -> None:
    """汇总: a code for the group, and what is linked; 汇总 CODE lets the group feed another."""
    group = await group_of(context, call, "link", updates)
    if group is None:
        return
    if call.words:
        await _use(context, call, group, updates)
        return

    def work(tx: Tx) -> None:
        answer_privately(tx, context, call, _offer(tx, context, call, group))

    await finish(context, updates, work)


def _offer(tx: Tx, context: Context, call: Call, group: Presence) -> list[Outgoing]:
    target = target_of(tx, group.address)
    if target is None or not target.active or not is_admin(tx, call, group):
        return line(admins.NOT_THERE)
    words = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    until = (context.now() + CODE_HOLDS).timestamp()
    keep_code(tx, _hash(words), target.id, call.member.id, until)
    said = line(linking.code(words, group.title))
    fed, feeds = feeders(tx, target.id), fed_by(tx, group.chat)
    if fed or feeds:
        buttons = [linking.cancel_button(one.title, target.id, one.chat) for one in fed]
        buttons += [linking.cancel_button(one.title, to, group.chat) for to, one in feeds]
        listed = linking.links(fed, [one for _, one in feeds])
        said.append(Outgoing(plain=listed, buttons=tuple((one,) for one in buttons)))
    return said


def _hash(words: str) -> str:
    return sha256(words.strip().upper().encode()).hexdigest()


async def _use(context: Context, call: Call, group: Presence, updates: Sequence[int]) -> None:
    digest = _hash(call.words)
    found = await context.store.read(_behind, digest, context.now().timestamp())
    inside = False
    if found:
        code, chat = found
        context.standings.forget(chat, code.address)
        inside = await context.standings.of(chat, code.address) in _INSIDE

    def work(tx: Tx) -> None:
        answer_privately(tx, context, call, _join(tx, context, call, group, digest, sure=inside))

    await finish(context, updates, work)


def _behind(snapshot: Snapshot, digest: str, now: float) -> tuple[Code, str] | None:
    code = code_behind(snapshot, digest, now)
    target = target_by_id(snapshot, code.target) if code else None
    return (code, target.chat) if code and target and target.active else None


def _join(
    tx: Tx, context: Context, call: Call, group: Presence, digest: str, *, sure: bool
) -> list[Outgoing]:
    """``sure``: the platform says that who asked for the code is still in their group."""
    now = context.now().timestamp()
    found = _behind(tx, digest, now)
    there = find_chat(tx, found[1]) if found else None
    if not (found and there and sure and is_admin(tx, call, group)):
        return line(linking.BAD_CODE)
    code = found[0]
    if not has_role(tx, code.member, there.chat, Role.ADMIN):
        return line(linking.BAD_CODE)
    if there.chat == group.chat:
        return line(linking.OWN_CODE)
    use_code(tx, digest, now)
    link(tx, code.target, group.chat, now)
    back = linking.undo_link(code.target, group.chat, "unlink")
    said = Outgoing(plain=linking.linked(group.title, there.title), buttons=back)
    asked = find_member(tx, code.address)
    _tell(tx, context, call, asked, said)
    return [said]


def _tell(tx: Tx, context: Context, call: Call, member: Member | None, said: Outgoing) -> None:
    """The other side learns of it, too, unless that is the same person."""
    if member and member.private and member.id != call.member.id:
        answer(tx, context, member.private, said)


async def press_unlink(context: Context, call: Call, about: str, updates: Sequence[int]) -> None:
    """End a link; an admin of either side may."""
    await _press(context, call, about, updates, again=False)


async def press_relink(context: Context, call: Call, about: str, updates: Sequence[int]) -> None:
    """Put back a link that they themselves ended a while ago."""
    await _press(context, call, about, updates, again=True)


async def _press(
    context: Context, call: Call, about: str, updates: Sequence[int], *, again: bool
) -> None:
    def work(tx: Tx) -> None:
        said = _change(tx, context, call, about, again=again)
        answer_privately(tx, context, call, [said or Outgoing(plain=admins.STALE)])

    await finish(context, updates, work)


def _change(tx: Tx, context: Context, call: Call, about: str, *, again: bool) -> Outgoing | None:
    """None where there is nothing to change, or not for them."""
    sides = _sides(tx, about)
    if sides is None:
        return None
    ident, target, source = sides
    mine = [one for one in call.admin_of if one.chat in (target.chat, source.chat)]
    if target.chat == source.chat or not any(is_admin(tx, call, one) for one in mine):
        return None
    now, me = context.now(), call.member.id
    if not again:
        if not unlink(tx, ident, source.chat, me, now.timestamp()):
            return None
        return Outgoing(
            plain=linking.unlinked(source.title, target.title),
            buttons=linking.undo_link(ident, source.chat, "relink"),
        )
    if not ended_link(tx, ident, source.chat, me, (now - PUT_BACK_FOR).timestamp()):
        return None
    link(tx, ident, source.chat, now.timestamp())
    return Outgoing(
        plain=linking.linked(source.title, target.title),
        buttons=linking.undo_link(ident, source.chat, "unlink"),
    )


def _sides(snapshot: Snapshot, about: str) -> tuple[int, Presence, Presence] | None:
    """The target's id, its group and the group that feeds it, of what a press says."""
    ident, _, chat = about.partition(":")
    if not (ident.isdecimal() and chat.isdecimal() and len(about) <= _LONGEST):
        return None
    target = target_by_id(snapshot, int(ident))
    group = find_chat(snapshot, target.chat) if target else None
    source = find_chat(snapshot, int(chat))
    return (int(ident), group, source) if group and source else None


_LONGEST = 30
