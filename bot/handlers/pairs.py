"""Pairs of requests that may be one: asked about in private once a day, decided by a tap."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from bot.domain.boundary import Outgoing, PlatformRole
from bot.domain.correction import Fix
from bot.domain.message import SHANGHAI
from bot.domain.people import Member, Presence, Role
from bot.domain.session import Person
from bot.handlers.answers import Call, answer, answer_privately, finish
from bot.handlers.choosing import by_now
from bot.handlers.context import Context
from bot.handlers.correcting import name_of, show
from bot.services.joint import joint_with
from bot.services.pairing import Choice, ask_about, count_waiting, decide
from bot.storage.connection import Snapshot, Tx
from bot.storage.pairs import begin_pair_day, is_pair_day_over
from bot.storage.people import all_holders, chats_looked_after
from bot.storage.requests import requests_plain
from bot.wording import corrections as said
from bot.wording import pairs as words
from bot.wording import replies
from bot.wording.handing import answer_button

ASKED_AT = time(16, 30)
"""On working days, an hour before the digest of the day goes out."""
_INSIDE = (PlatformRole.MEMBER, PlatformRole.ADMIN)
_FIXES = {Choice.SAME: Fix.MERGE, Choice.DATA: Fix.SAME_DATA, Choice.APART: Fix.APART}
_ABOUT = re.compile(r"(same|data|apart|later):([0-9]{1,15})-([0-9]{1,15})", re.ASCII)


async def ask_of_the_day(context: Context) -> None:
    """Ask those who look after groups about the pairs that are new; each of them at most once."""
    now = context.now().astimezone(SHANGHAI)
    day = now.date().isoformat()
    if now.time() < ASKED_AT or not context.calendar.is_workday(now.date()):
        return
    if await context.store.read(is_pair_day_over, day):
        return
    people = [
        Person(member=one, groups=tuple([g for g in groups if await _is_inside(context, g, one)]))
        for one, groups in await context.store.read(_with_pairs, context)
    ]

    def work(tx: Tx) -> None:
        if not begin_pair_day(tx, day):
            return
        for one in people:
            pairs = ask_about(tx, context.office, one, now)
            if pairs and one.member.private:
                answer(tx, context, one.member.private, words.asked(pairs, now))

    await context.store.run(work)
    context.wake()


async def _is_inside(context: Context, group: Presence, member: Member) -> bool:
    return await context.standings.of(group.address, member.address) in _INSIDE


def _with_pairs(snapshot: Snapshot, context: Context) -> list[tuple[Member, list[Presence]]]:
    """Whom to ask, with the groups they look after as far as we know."""
    found = []
    for member in all_holders(snapshot, Role.ADMIN):
        groups = chats_looked_after(snapshot, member.id, Role.ADMIN)
        person = Person(member=member, groups=tuple(groups))
        if member.private and count_waiting(snapshot, person, context.now()):
            found.append((member, groups))
    return found


async def pressed(context: Context, call: Call, about: str, updates: Sequence[int]) -> None:
    """[是同一件] [要同一批数据] [不是重复] [先放着]."""

    def work(tx: Tx) -> None:
        found = _pressed(tx, context, by_now(tx, call), about)
        answer_privately(tx, context, call, [found])

    await finish(context, updates, work)


def _pressed(tx: Tx, context: Context, call: Call, about: str) -> Outgoing:
    found = _ABOUT.fullmatch(about)
    if not call.admin_of:
        return Outgoing(plain=replies.ADMINS_ONLY)
    if found is None:
        return Outgoing(plain=words.DECIDED)
    if found[1] == words.LATER:
        return Outgoing(plain=words.put_off(board=bool(context.board)))
    pair, choice = (int(found[2]), int(found[3])), Choice(found[1])
    me = Person(member=call.member, groups=call.admin_of)
    done = decide(tx, me, pair, choice, context.now())
    made = done[0] if done else None
    if done is None or made is None:
        return Outgoing(plain=words.DECIDED)
    desk = done[1]
    show(tx, context, desk.chats)
    first = requests_plain(tx, pair)[0]
    named = name_of(tx, context, desk.chats, first.key)
    done_so = said.done(_FIXES[choice], named, made)
    if choice is not Choice.DATA or joint_with(tx, call.member.id, pair[0], context.now()) is None:
        return done_so
    return replace(done_so, buttons=(*done_so.buttons, (answer_button(pair[0]),)))
