"""Reactions to notices and digests, and the words that do the same."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from bot.domain.boundary import Chat, ChatKind, Outgoing, PlatformError, ReactionChanged
from bot.domain.gestures import FLAGS, plain
from bot.domain.request import Source
from bot.handlers import members
from bot.handlers.answers import Call, answer_privately, finish, line
from bot.handlers.cards import mark_ref, refresh
from bot.handlers.context import Context
from bot.handlers.identity import identify
from bot.services.gestures import (
    asked_already,
    count_reaction,
    done_by_gesture,
    hear,
    is_about_something,
    undone_by_gesture,
    usefulness,
)
from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import find_chat
from bot.storage.people import find_member, seen_in
from bot.storage.submissions import requests_said_in
from bot.storage.targets import target_of
from bot.wording import gestures as words
from bot.wording import submitted

_NUMBER = re.compile(r"\d")


async def on_reaction(context: Context, event: ReactionChanged, updates: Sequence[int]) -> None:
    """Count what a digest got; do what a gesture to a notice says, for whoever made it."""
    call, wide = None, None
    if event.member and _is_gesture(context, event):
        call = await identify(context, event.chat, event.member)
        if call.member.private:
            # Answers may draw on all the groups they are in, as in their private chat.
            private = Chat(address=call.member.private, kind=ChatKind.PRIVATE)
            wide = await identify(context, private, event.member)

    astray: list[tuple[str, Outgoing]] = []

    def work(tx: Tx) -> None:
        count_reaction(tx, event.chat.address, event.number, event.before, event.after)
        if call and call.groups:
            _obey(tx, context, event, call, wide)
        astray.extend(_flags_in_public(tx, event))

    await finish(context, updates, work)
    for address, said in astray:
        # Not a word of this is kept.
        with suppress(PlatformError):
            await context.platform.send(address, said)


def _is_gesture(context: Context, event: ReactionChanged) -> bool:
    both = (*event.before, *event.after)
    return event.chat.kind in _GROUPS and bool(context.gestures.heard_in(both))


_GROUPS = (ChatKind.GROUP, ChatKind.SUPERGROUP)


def _flags_in_public(snapshot: Snapshot, event: ReactionChanged) -> Iterator[tuple[str, Outgoing]]:
    """The safe way, for who has opened the private chat with us and would flag in public."""
    new = plain(event.after) & FLAGS and not plain(event.before) & FLAGS
    member = find_member(snapshot, event.member or "") if new else None
    chat = find_chat(snapshot, event.chat.address) if member and member.private else None
    if chat is None or member is None or member.private is None or event.chat.kind not in _GROUPS:
        return
    if is_about_something(snapshot, chat.chat, event.chat.address, event.number):
        said = requests_said_in(snapshot, chat.chat, event.number)
        yield member.private, words.flag_safely(said[0] if len(said) == 1 else None)


def _obey(tx: Tx, context: Context, event: ReactionChanged, call: Call, wide: Call | None) -> None:
    chat, number, member, now = call.groups[0].chat, event.number, call.member, context.now()
    if not is_about_something(tx, chat, event.chat.address, number):
        return
    before, after = map(context.gestures.heard_in, (event.before, event.after))
    new, gone = hear(tx, chat, number, member.id, before, after, event.at or now)
    done, asked = (
        context.gestures.heard_in([one])
        for one in (context.gestures.done, context.gestures.asked_before)
    )
    if new & done:
        seen_in(tx, member.id, chat, None)
        done_by_gesture(tx, chat, number, member, now, context.calendar, context.clock)
    if gone & done:
        undone_by_gesture(tx, chat, number, member)
    if (new | gone) & done:
        refresh(tx, context, member)
    if new & asked and wide and requests_said_in(tx, chat, number):
        _tell_whether_asked(tx, context, wide, call, number)


def _tell_whether_asked(tx: Tx, context: Context, wide: Call, call: Call, number: int) -> None:
    group, now = call.groups[0], context.now()
    here = Source(group=group.title, chat=group.address, number=number)
    chats = tuple({one.chat for one in (*wide.groups, group)})
    found = asked_already(tx, here, group.chat, chats, now)
    said = submitted.seen(found, now, context.link) if found else Outgoing(plain=words.NOT_BEFORE)
    answer_privately(tx, context, wide, [said])


async def done(context: Context, call: Call, updates: Sequence[int]) -> None:
    """完成 in reply to a notice is its 👌; with numbers it speaks of the card."""
    await _mark(context, call, updates, done=True)


async def undo(context: Context, call: Call, updates: Sequence[int]) -> None:
    """恢复 in reply to a notice: it is not done after all."""
    await _mark(context, call, updates, done=False)


async def _mark(context: Context, call: Call, updates: Sequence[int], *, done: bool) -> None:
    number = call.reply_to
    if call.private or number is None or not call.groups or _NUMBER.search(call.words):
        await (members.done if done else members.undo)(context, call, updates)
        return

    def work(tx: Tx) -> None:
        chat = call.groups[0].chat
        said = requests_said_in(tx, chat, number)
        for ident in said:
            seen_in(tx, call.member.id, chat, None)
            mark_ref(tx, context, call.member, f"r{ident}", done=done)
        if not said:
            answer_privately(tx, context, call, line(words.NO_NOTICE))

    await finish(context, updates, work)


async def seen(context: Context, call: Call, updates: Sequence[int]) -> None:
    """报过没 in reply to a notice is its 🤔."""
    number = call.reply_to
    wide = call
    if call.member.private and not call.private:
        private = Chat(address=call.member.private, kind=ChatKind.PRIVATE)
        wide = await identify(context, private, call.member.address)

    def work(tx: Tx) -> None:
        known = not call.private and number is not None and bool(call.groups)
        if not known or not requests_said_in(tx, call.groups[0].chat, number or 0):
            answer_privately(tx, context, call, line(words.SEEN_HOW))
        elif not call.member.private:
            answer_privately(tx, context, call, [])
        else:
            _tell_whether_asked(tx, context, wide, call, number or 0)

    await finish(context, updates, work)


async def useful(context: Context, call: Call, updates: Sequence[int]) -> None:
    """反馈: what reactions the digests got, for who looks after the group, in totals."""

    def work(tx: Tx) -> None:
        groups = []
        for one in call.admin_of:
            target = target_of(tx, one.address)
            if target:
                groups.append((one.title, usefulness(tx, target.id)))
        said = words.useful(groups) or words.NO_REACTIONS
        answer_privately(tx, context, call, line(said))

    await finish(context, updates, work)
