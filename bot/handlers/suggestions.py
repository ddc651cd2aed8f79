"""A member says that a line is wrong: the admins of the group decide, in private."""

import re
from collections.abc import Sequence

from bot.domain.boundary import Outgoing, PlatformRole
from bot.domain.people import Member, Presence, Role
from bot.handlers.answers import Call, answer, answer_privately, finish
from bot.handlers.choosing import by_now
from bot.handlers.context import Context
from bot.handlers.correcting import menu, name_of, numbered, wished
from bot.reading.redact import redact
from bot.reading.wishes import Wish, read_fix
from bot.services.editing import chats_read_by
from bot.storage.connection import Snapshot, Tx
from bot.storage.people import holders
from bot.storage.suggestions import (
    add_suggestion,
    drop_suggestion,
    suggestion_by_id,
    words_suggested,
)
from bot.wording import corrections as words
from bot.wording import replies

_INSIDE = (PlatformRole.MEMBER, PlatformRole.ADMIN)
_LONGEST = 60


async def suggest(
    context: Context, call: Call, group: Presence, wish: Wish, updates: Sequence[int]
) -> None:
    """Hand it to those who look after the group; the member hears that, and nothing else."""
    admins = [
        admin
        for admin in await context.store.read(_reachable, group.chat)
        if await context.standings.of(group.address, admin.address) in _INSIDE
    ]

    def work(tx: Tx) -> None:
        said = _suggest(tx, context, call, group, wish, admins)
        answer_privately(tx, context, call, [Outgoing(plain=said)])

    await finish(context, updates, work)


def _reachable(snapshot: Snapshot, chat: int) -> list[Member]:
    return [one for one in holders(snapshot, chat, Role.ADMIN) if one.private]


def _suggest(
    tx: Tx, context: Context, call: Call, group: Presence, wish: Wish, admins: Sequence[Member]
) -> str:
    if wish.number is None:
        return words.HOW
    ref = numbered(tx, context, call, group).refs.get(wish.number)
    named = name_of(tx, context, chats_read_by(tx, group), ref, wish.number) if ref else None
    if ref is None or named is None:
        return words.no_such_line(wish.number)
    if not admins:
        return words.NO_ADMIN
    text = redact(wish.text.encode("utf8", "ignore").decode("utf8"))[:_LONGEST]
    before = words_suggested(tx, call.member.id, group.chat, ref)
    if before is not None:
        return words.PASSED_ON if text == before else words.PASSED_ON_BEFORE
    ident = add_suggestion(tx, call.member.id, group.chat, ref, text, context.now())
    if ident is None:
        return words.MANY_PASSED_ON
    for admin in admins:
        answer(tx, context, admin.private or "", words.suggested(named, text, ident))
    return words.PASSED_ON


async def decided(context: Context, call: Call, about: str, updates: Sequence[int]) -> None:
    """[采纳] or [不采纳]: what the words ask for is done, or the buttons show what could be."""

    def work(tx: Tx) -> None:
        said = _decided(tx, context, by_now(tx, call), about)
        answer_privately(tx, context, call, [said])

    await finish(context, updates, work)


def _decided(tx: Tx, context: Context, call: Call, about: str) -> Outgoing:
    if not call.admin_of:
        return Outgoing(plain=replies.ADMINS_ONLY)
    found = re.fullmatch(r"(yes|no):([0-9]{1,15})", about)
    hint = suggestion_by_id(tx, int(found[2])) if found else None
    group = next((one for one in call.admin_of if hint and one.chat == hint.chat), None)
    if found is None or hint is None or group is None:
        return Outgoing(plain=words.HINT_OVER)
    drop_suggestion(tx, hint.id)
    if found[1] == "no":
        return Outgoing(plain=words.DECLINED)
    fix, value = read_fix(hint.words)
    lines = numbered(tx, context, call, group)
    said = wished(tx, context, call, hint.ref, Wish(None, fix, value), lines)
    return said or menu(tx, context, call, hint.ref)
