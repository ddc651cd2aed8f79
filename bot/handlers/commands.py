"""The table of commands: who may use each, where, and what it does."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.boundary import ChatKind, CommandIn, MessageIn
from bot.domain.people import Role
from bot.handlers import corrections, members
from bot.handlers.answers import Call, answer_privately, finish, line
from bot.handlers.context import Context
from bot.handlers.identity import identify
from bot.storage.inbox import mark_done
from bot.wording import commands as words
from bot.wording import replies

Run = Callable[[Context, Call, Sequence[int]], Awaitable[None]]


class Where(StrEnum):
    """In which chats a command is answered."""

    ANYWHERE = "anywhere"
    PRIVATE = "private"
    GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command; its Chinese words and its help line live in wording."""

    name: str
    run: Run
    role: Role = Role.MEMBER
    where: Where = Where.ANYWHERE


COMMANDS = (
    Command(name="start", run=members.start),
    Command(name="help", run=members.show_help),
    Command(name="digest", run=members.digest),
    Command(name="todo", run=members.todo),
    Command(name="done", run=members.done),
    Command(name="undo", run=members.undo),
    Command(name="unit", run=members.unit),
    Command(name="subscribe", run=members.subscribe),
    Command(name="privacy", run=members.privacy),
    Command(name="fix", run=corrections.fix),
)
_BY_NAME = {command.name: command for command in COMMANDS}
_BY_WORD = {
    word: _BY_NAME[name]
    for name, entry in words.COMMANDS.items()
    if name in _BY_NAME
    for word in (name, *entry.words)
}
_WORD = re.compile(r"\s*[/／]?\s*([^\s\d/／:：,，]+)[:：,，]?\s*(.*)", re.DOTALL)
_SLASHED = re.compile(r"\s*[/／]")


def as_command(event: MessageIn) -> CommandIn | None:
    """A message that begins with the Chinese word of a command, as that command.

    In a group only after a slash: people there speak to each other.
    """
    message = event.message
    private = event.chat.kind is ChatKind.PRIVATE
    if message.forwarded_from or not (private or _SLASHED.match(message.text)):
        return None
    found = _WORD.fullmatch(message.text)
    command = _BY_WORD.get(found[1].lower()) if found else None
    if found is None or command is None or (private and len(found[2]) > _LONGEST_WORDS):
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
    )


_LONGEST_WORDS = 60
"""A longer text in private is a notice to be looked at, whatever word it begins with."""


async def on_command(context: Context, event: CommandIn, updates: Sequence[int]) -> None:
    """Run a command for whoever may; unknown words are ignored in a group."""
    command = _BY_WORD.get(event.name.lower())
    private = event.chat.kind is ChatKind.PRIVATE
    if event.member is None or (command is None and not private):
        await context.store.run(mark_done, updates)
        return
    call = await identify(context, event.chat, event.member, event)
    if command is None:
        await _refuse(context, call, updates, replies.UNKNOWN)
    elif command.where is Where.PRIVATE and not private:
        await _refuse(context, call, updates, replies.in_private(words.first_word(command.name)))
    elif command.where is Where.GROUP and private:
        await _refuse(context, call, updates, replies.in_group(words.first_word(command.name)))
    elif command.role is Role.ADMIN and not call.admin_of:
        await _refuse(context, call, updates, replies.ADMINS_ONLY)
    else:
        await command.run(context, call, updates)


async def _refuse(context: Context, call: Call, updates: Sequence[int], said: str) -> None:
    await finish(context, updates, lambda tx: answer_privately(tx, context, call, line(said)))
