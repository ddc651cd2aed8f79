"""What members ask for: their card, what they did, their unit, help."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from bot.domain.boundary import Outgoing
from bot.domain.case import Rank
from bot.domain.delivery import MORNING, NIGHT, TargetKind, Text
from bot.handlers.admins import ADMIN_COMMANDS
from bot.handlers.answers import Call, answer, answer_privately, finish, line
from bot.handlers.cards import mark_ref, refs_named, show_card
from bot.handlers.context import Context
from bot.handlers.handing import keep
from bot.reading.speaker.units import unit_in, unit_named
from bot.reading.spoken import clock_in, numbers_and_note, says_by_itself, says_off, says_on
from bot.services.previewing import preview
from bot.storage.cards import mark_card_stale
from bot.storage.connection import Snapshot, Tx
from bot.storage.people import keep_unit, presences, seen_in
from bot.storage.posts import contacts, post_of
from bot.storage.targets import add_card, change_target, target_of
from bot.wording import replies, units
from bot.wording.admins import admin_help
from bot.wording.deliveries import digest_parts
from bot.wording.posts import FOR_CONTACTS, FOR_COORDINATORS, office_help

MEMBER_COMMANDS = (
    "todo",
    "done",
    "undo",
    "find",
    "seen",
    "draft",
    "collect",
    "answer",
    "digest",
    "unit",
    "subscribe",
    "fix",
    "flag",
    "privacy",
)
OFFICE_COMMANDS = ("queue", "case", "claim", "decide", "board")
UPPER_COMMANDS = ("office", "contact", "forms")
CONTACT_COMMANDS = ("record", "board")


async def start(context: Context, call: Call, updates: Sequence[int]) -> None:
    """Open the private chat: the way in, then the card where there is something on it."""
    if not call.private:
        await show_help(context, call, updates)
        return

    def work(tx: Tx) -> None:
        known = target_of(tx, call.chat.address, TargetKind.CARD)
        if known is None:
            said = replies.help_text(MEMBER_COMMANDS)
            answer_privately(tx, context, call, line(said))
        add_card(tx, call.chat.address, context.now())
        if known or call.groups:
            show_card(tx, context, call.member, updates)

    await finish(context, updates, work)


async def show_help(context: Context, call: Call, updates: Sequence[int]) -> None:
    """How it is used; in a group shortly, and there alone where it was asked."""

    def work(tx: Tx) -> None:
        if call.private:
            more = line(admin_help(ADMIN_COMMANDS)) if call.admin_of else []
            ours = line(replies.help_text(MEMBER_COMMANDS))
            answer_privately(tx, context, call, [*ours, *more, *_office_help(tx, call)])
        else:
            said = Outgoing(plain=replies.group_help(), reply_to=call.number, topic=call.topic)
            answer(tx, context, call.chat.address, said)

    await finish(context, updates, work)


def _office_help(snapshot: Snapshot, call: Call) -> list[Outgoing]:
    """Shown to those who hold an office, and to nobody else."""
    said = []
    post = post_of(snapshot, call.member.id)
    if post:
        names = (*OFFICE_COMMANDS, *(UPPER_COMMANDS if post.rank is Rank.UPPER else ()))
        said += line(office_help(names, FOR_COORDINATORS))
    if any(member == call.member.id for member, _ in contacts(snapshot)):
        said += line(office_help(CONTACT_COMMANDS, FOR_CONTACTS))
    return said


async def todo(context: Context, call: Call, updates: Sequence[int]) -> None:
    """A new card, in private."""

    def work(tx: Tx) -> None:
        if call.member.private:
            show_card(tx, context, call.member, updates)
        else:
            answer_privately(tx, context, call, [])

    await finish(context, updates, work)


async def done(context: Context, call: Call, updates: Sequence[int]) -> None:
    """完成 2: the card shows it; more is said only of what was handed in with it."""
    await _mark(context, call, updates, done=True)


async def undo(context: Context, call: Call, updates: Sequence[int]) -> None:
    """恢复 2: it is not done after all."""
    await _mark(context, call, updates, done=False)


async def _mark(context: Context, call: Call, updates: Sequence[int], *, done: bool) -> None:
    numbers, note = numbers_and_note(call.words)

    def work(tx: Tx) -> None:
        refs = refs_named(tx, context, call.member, numbers)
        for ref in filter(None, refs.values()):
            mark_ref(tx, context, call.member, ref, done=done)
            kept = keep(tx, context, call, ref, note) if done else []
            if kept:
                answer_privately(tx, context, call, kept)
        missing = [number for number, ref in refs.items() if ref is None]
        if not numbers:
            answer_privately(tx, context, call, line(replies.DONE_HOW))
        elif missing:
            said = replies.no_such_lines([str(number) for number in missing])
            answer_privately(tx, context, call, line(said))

    await finish(context, updates, work)


async def digest(context: Context, call: Call, updates: Sequence[int]) -> None:
    """What the next digest would say now, of each group asked about that the asker is in."""
    answers = [
        Outgoing(plain=text.plain, html=text.html)
        for one in call.groups
        for text in await context.store.read(_preview, context, one.address)
    ]
    if not answers:
        answers = line(replies.NO_GROUPS)
    await finish(context, updates, lambda tx: answer_privately(tx, context, call, answers))


def _preview(snapshot: Snapshot, context: Context, chat: str) -> list[Text]:
    target = target_of(snapshot, chat)
    if target is None or not target.active:
        return []
    found = preview(snapshot, target, context.now(), context.calendar, context.clock)
    return digest_parts(found, context.link)


async def unit(context: Context, call: Call, updates: Sequence[int]) -> None:
    """单位 东河村: in a group for that group, in private for all; alone it says what is known."""
    named = unit_named(call.words)
    by_itself = says_by_itself(named)
    guess = unit_in(call.member.name)

    def work(tx: Tx) -> None:
        if not named:
            chats = {one.chat for one in call.groups}
            known = [one for one in presences(tx, call.member.id) if one.chat in chats]
            answer_privately(tx, context, call, line(units.mine(known)))
            return
        for one in call.groups:
            seen_in(tx, call.member.id, one.chat, None)
            unit = None if by_itself else named
            keep_unit(tx, call.member.id, one.chat, unit, guess=guess)
        if call.member.private:
            mark_card_stale(tx, call.member.private)
        said = replies.unit_guessed() if by_itself else replies.unit_is(named)
        answer_privately(tx, context, call, line(said))

    await finish(context, updates, work)


async def subscribe(context: Context, call: Call, updates: Sequence[int]) -> None:
    """提醒 7:30, 提醒 关, 提醒 开: when the morning's card comes."""
    at = clock_in(call.words)

    def work(tx: Tx) -> None:
        if not call.member.private:
            answer_privately(tx, context, call, [])
            return
        known = target_of(tx, call.member.private, TargetKind.CARD)
        target = known or add_card(tx, call.member.private, context.now())
        if says_off(call.words):
            change_target(tx, replace(target, active=False))
            said = replies.card_off()
        elif at and not _is_night(at):
            change_target(tx, replace(target, active=True, slots=(replace(MORNING, at=at),)))
            said = replies.card_at(f"{at:%H:%M}")
        elif says_on(call.words):
            change_target(tx, replace(target, active=True))
            said = replies.card_at(f"{target.slots[0].at:%H:%M}")
        else:
            said = replies.SUBSCRIBE_HOW
        answer_privately(tx, context, call, line(said))

    await finish(context, updates, work)


def _is_night(at: time) -> bool:
    return at >= NIGHT.start or at < NIGHT.end
