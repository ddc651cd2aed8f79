"""The table of commands: who may use each, where, and what it does."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.boundary import ChatKind, CommandIn, MessageIn, Outgoing
from bot.domain.people import Role
from bot.handlers import (
    admins,
    board,
    cases,
    collecting,
    contacts,
    corrections,
    drafting,
    flagging,
    forms,
    gestures,
    handing,
    invitations,
    linking,
    members,
    posts,
    privacy,
    roles,
    searching,
    setup,
    units,
)
from bot.handlers.answers import Call, answer, answer_privately, finish, line
from bot.handlers.context import Context
from bot.handlers.flag_talk import put_down
from bot.handlers.identity import identify
from bot.services.appointing import PAYLOAD
from bot.storage.connection import Tx
from bot.wording import commands as words
from bot.wording import replies
from bot.wording.admins import ANONYMOUS

Run = Callable[[Context, Call, Sequence[int]], Awaitable[None]]
Unmet = Callable[[Context, CommandIn, Sequence[int]], Awaitable[None]]


class Where(StrEnum):
    """In which chats a command is answered."""

    ANYWHERE = "anywhere"
    PRIVATE = "private"
    GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command; its Chinese words and its help line live in wording.

    ``opens``: whoever the platform calls an admin of the group may use it there, too. ``unmet``
    stands in place of ``run`` where we must not come to know who uses it. After one that
    ``takes_text`` a whole notice, or list, may follow.
    """

    name: str
    run: Run | None = None
    unmet: Unmet | None = None
    role: Role = Role.MEMBER
    where: Where = Where.ANYWHERE
    opens: bool = False
    takes_text: bool = False


def _office(name: str, run: Run, *, takes_text: bool = False) -> Command:
    """One for coordinators; what it does looks itself who they are, as at every press."""
    return Command(
        name=name, run=run, role=Role.COORDINATOR, where=Where.PRIVATE, takes_text=takes_text
    )


COMMANDS = (
    Command(name="start", run=members.start),
    Command(name="help", run=members.show_help),
    Command(name="digest", run=members.digest),
    Command(name="todo", run=members.todo),
    Command(name="done", run=gestures.done),
    Command(name="undo", run=gestures.undo),
    Command(name="find", run=searching.find),
    Command(name="collect", run=collecting.collect),
    Command(name="answer", run=handing.answer_all, where=Where.PRIVATE),
    Command(name="seen", run=gestures.seen),
    Command(name="draft", run=drafting.draft, where=Where.PRIVATE, takes_text=True),
    Command(name="useful", run=gestures.useful, role=Role.ADMIN),
    Command(name="unit", run=members.unit),
    Command(name="subscribe", run=members.subscribe),
    Command(name="flag", unmet=flagging.on_flag, where=Where.PRIVATE),
    Command(name="privacy", unmet=privacy.privacy),
    Command(name="fix", run=corrections.fix),
    Command(name="setup", run=setup.setup, role=Role.ADMIN, opens=True),
    Command(name="settings", run=admins.settings, role=Role.ADMIN),
    Command(name="time", run=admins.hour, role=Role.ADMIN),
    Command(name="quiet", run=admins.quiet, role=Role.ADMIN),
    Command(name="pause", run=admins.pause, role=Role.ADMIN),
    Command(name="preview", run=admins.show_next, role=Role.ADMIN),
    Command(name="issuers", run=admins.issuers, role=Role.ADMIN),
    Command(name="link", run=linking.link_groups, role=Role.ADMIN),
    Command(name="roles", run=roles.roles, role=Role.ADMIN),
    Command(name="units", run=units.units, role=Role.ADMIN),
    Command(name="group", run=admins.choose_group, role=Role.ADMIN),
    _office("queue", cases.show_queue),
    _office("case", cases.show_case),
    _office("claim", cases.claim),
    _office("decide", cases.decide),
    _office("office", posts.show_office),
    _office("contact", posts.name_contact),
    _office("forms", forms.show_forms, takes_text=True),
    _office("board", board.open_board),
    Command(name="record", run=contacts.show_record, role=Role.CONTACT, where=Where.PRIVATE),
)
_BY_NAME = {command.name: command for command in COMMANDS}
_OPENED = {"setup": _BY_NAME["setup"]}
"""What a link of ours into the private chat goes on with, for those who may."""
_BY_WORD = {
    word: _BY_NAME[name]
    for name, entry in words.COMMANDS.items()
    if name in _BY_NAME
    for word in (name, *entry.words)
}
_WORD = re.compile(r"\s*[/／]?\s*([^\s\d/／:：,，]+)[:：,，]?\s*(.*)", re.DOTALL)
_LABEL = re.compile(r"\s*[^\s/／:：]+[:：]")
"""时间:明天上午 is a line of a notice that somebody pastes, no order."""
_SLASHED = re.compile(r"\s*[/／]")


def named(word: str) -> Command | None:
    """The command of a name or a Chinese word."""
    return _BY_WORD.get(word.lower())


def as_command(event: MessageIn) -> CommandIn | None:
    """A message that begins with the Chinese word of a command, as that command.

    In a group only after a slash: people there speak to each other.
    """
    message = event.message
    private = event.chat.kind is ChatKind.PRIVATE
    if message.forwarded_from or not (private or _SLASHED.match(message.text)):
        return None
    found = _WORD.fullmatch(_unglued(message.text) if private else message.text)
    command = _BY_WORD.get(found[1].lower()) if found else None
    if found is None or command is None:
        return None
    if private and len(found[2]) > _LONGEST_WORDS and not command.takes_text:
        return None
    if private and command.role is not Role.MEMBER and _LABEL.match(message.text):
        return None
    return CommandIn(
        chat=event.chat,
        number=message.number if isinstance(message.number, int) else 0,
        member=event.member,
        name=command.name,
        words=found[2].strip(),
        topic=message.topic,
        sender=message.sender or "",
        reply_to=message.reply_to if isinstance(message.reply_to, int) else None,
        replied=event.replied,
        documents=event.documents,
    )


def _unglued(text: str) -> str:
    """查低保, as people write it, with the blank that is missing."""
    word = words.first_word("find")
    glued = text.startswith(word) and len(text) <= _GLUED and text.lower() not in _BY_WORD
    return f"{word} {text.removeprefix(word)}" if glued and " " not in text else text


def is_order(event: MessageIn, command: CommandIn | None) -> bool:
    """Whether words to us in private are surely a command: 时间,太紧 may well be none."""
    if command is None:
        return False
    sure = command.name == "privacy" or not _SAYS_MORE.search(command.words)
    return sure or bool(_SLASHED.match(event.message.text))


_SAYS_MORE = re.compile(r"[^\d\s,，、]")
_GLUED = 9
_LONGEST_WORDS = 60
"""A longer text in private is a notice to be looked at, whatever word it begins with."""


async def on_command(context: Context, event: CommandIn, updates: Sequence[int]) -> None:
    """Run a command for whoever may; unknown words are ignored in a group."""
    command = named(event.name)
    private = event.chat.kind is ChatKind.PRIVATE
    if command and command.unmet:
        await command.unmet(context, event, updates)
        return
    if event.member and private:
        if event.name == "start" and event.words.startswith(flagging.OPENS):
            await flagging.on_opened(context, event, updates)
            return
        await put_down(context, flagging.flagger(event.member, event.chat))
    if event.member is None or (command is None and not private):
        await _ignore(context, event, command, updates)
        return
    if command and command.opens:
        # Whoever was made an admin of the group just now need not wait for it.
        context.standings.forget(event.chat.address, event.member)
    call = await identify(context, event.chat, event.member, event)
    if private and event.name == "start" and call.words.startswith(PAYLOAD):
        await invitations.opened(context, call, updates)
        return
    if private and event.name == "start":
        opened = _OPENED.get(call.words)
        command = opened if opened and _may(opened, call) else command
        call = replace(call, words="")
    refusal = _refusal(command, call)
    if command is None or command.run is None or refusal:
        said = line(refusal or replies.UNKNOWN)
        await finish(context, updates, lambda tx: answer_privately(tx, context, call, said))
    else:
        await command.run(context, call, updates)


def _refusal(command: Command | None, call: Call) -> str | None:
    """Why not, with the way out; None where they may."""
    if command is None:
        return replies.UNKNOWN
    if command.where is Where.PRIVATE and not call.private:
        return replies.in_private(words.first_word(command.name))
    if command.where is Where.GROUP and call.private:
        return replies.in_group(words.first_word(command.name))
    return None if _may(command, call) else replies.ADMINS_ONLY


def _may(command: Command, call: Call) -> bool:
    """By our own table; what the platform says only opens the set-up."""
    if command.role is not Role.ADMIN or call.admin_of:
        return True
    return command.opens and call.is_platform_admin


async def _ignore(
    context: Context, event: CommandIn, command: Command | None, updates: Sequence[int]
) -> None:
    """Not for us; but an admin who hides is told why nothing happens."""

    def work(tx: Tx) -> None:
        if command and command.role is Role.ADMIN and event.chat.kind in _GROUPS:
            said = Outgoing(plain=ANONYMOUS, reply_to=event.number, topic=event.topic)
            answer(tx, context, event.chat.address, said)

    await finish(context, updates, work)


_GROUPS = (ChatKind.GROUP, ChatKind.SUPERGROUP)
