"""The table of commands: name, Chinese words, where it is answered, and what it does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.boundary import Chat, ChatKind, CommandIn, Outgoing, PlatformRole
from bot.domain.delivery import TargetKind
from bot.handlers.context import Context
from bot.services.previewing import preview
from bot.storage.connection import Tx
from bot.storage.inbox import mark_done
from bot.storage.outgoing import Promise, say
from bot.storage.targets import active_targets
from bot.wording import replies
from bot.wording.deliveries import digest_parts

Answer = Callable[[Context, CommandIn], "list[Outgoing]"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command; ``words`` are what may be written instead of its name."""

    name: str
    words: tuple[str, ...]


COMMANDS = tuple(Command(name=name, words=words) for name, words in replies.COMMAND_WORDS.items())
_BY_WORD = {word: command.name for command in COMMANDS for word in (command.name, *command.words)}


async def on_command(context: Context, event: CommandIn, updates: Sequence[int]) -> None:
    """Answer a command; unknown words are ignored in a group, explained in private."""
    name = _BY_WORD.get(event.name.lower())
    private = event.chat.kind is ChatKind.PRIVATE
    if name == "digest" and event.member is not None:
        answers = await _digest(context, event.chat, event.member)
        where = context.platform.direct(event.member)
    elif private or name in ("start", "help"):
        answers = [Outgoing(plain=replies.help_text() if private else replies.group_help())]
        where = event.chat.address
    else:
        answers, where = [], event.chat.address
    await context.store.run(_answer, context, where, answers, updates)
    context.wake()


async def _digest(context: Context, chat: Chat, member: str) -> list[Outgoing]:
    """What the next digest would say now, of each group asked about that the asker is in."""
    answers: list[Outgoing] = []
    for target in await context.store.read(active_targets, TargetKind.DAILY):
        if chat.kind is not ChatKind.PRIVATE and target.chat != chat.address:
            continue
        role = await context.platform.role(target.chat, member)
        if role not in (PlatformRole.MEMBER, PlatformRole.ADMIN):
            continue
        digest = await context.store.read(
            preview, target, context.now(), context.calendar, context.clock
        )
        for text in digest_parts(digest, context.link):
            answers.append(Outgoing(plain=text.plain, html=text.html))
    return answers or [Outgoing(plain=replies.no_groups())]


def _answer(
    tx: Tx, context: Context, chat: str, answers: Sequence[Outgoing], updates: Sequence[int]
) -> None:
    if mark_done(tx, updates):
        for answer in answers:
            say(tx, chat, answer, Promise.ONCE, context.now().timestamp())
