"""The dialogue of flagging: whose turn it is, what is shown to them, and how it ends."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from bot.domain.boundary import Outgoing
from bot.domain.flag import Flagger
from bot.handlers.context import Context
from bot.handlers.talks import Talk
from bot.handlers.whispers import IDLE
from bot.services.flagging import abandon, draft_of
from bot.storage.connection import Tx
from bot.storage.inbox import mark_done

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What somebody did: ``said`` is what their button says back, or the words they wrote.

    ``number`` is the message whose button it was.
    """

    who: Flagger
    updates: Sequence[int]
    said: tuple[str, ...] = ()
    number: int | None = None

    def whole(self, index: int) -> int:
        """The number that a button says; 0 for what was made up."""
        return number_in(self.word(index))

    def word(self, index: int) -> str:
        """The word that a button says."""
        return self.said[index] if index < len(self.said) else ""


def number_in(text: str) -> int:
    """The number that a text is; 0 for what is none of ours."""
    return int(text) if len(text) <= _LONGEST and text.isascii() and text.isdigit() else 0


_LONGEST = 16


def talk_of(context: Context, who: Flagger) -> Talk | None:
    """Where somebody stands, if what is shown to them is still there."""
    talk = context.talks.get(who.private)
    return talk if talk and context.now() < talk.until else None


async def take(context: Context, turn: Turn, work: Callable[[Tx], T]) -> T | None:
    """Do ``work`` together with the done-mark of the turn; None when it was done before."""

    def whole(tx: Tx) -> T | None:
        return work(tx) if mark_done(tx, turn.updates) else None

    return await context.store.run(whole)


async def take_plain(context: Context, turn: Turn) -> bool:
    """Take a turn that changes nothing we keep; False when it was taken before."""
    return await context.store.run(mark_done, turn.updates)


async def take_anew(context: Context, turn: Turn) -> bool:
    """Take a turn that begins afresh: what they had begun waits for no text any more."""

    def work(tx: Tx) -> bool:
        abandon(tx, context.office, turn.who)
        return True

    return bool(await take(context, turn, work))


async def show(context: Context, turn: Turn, what: Outgoing, **kept: Any) -> None:
    """Show a screen to whose turn it is; ``kept`` changes what is remembered of them."""
    now, private = context.now(), turn.who.private
    before = talk_of(context, turn.who) or Talk(until=now, shown=what)
    for other in [one for one, talk in context.talks.items() if talk.until <= now]:
        del context.talks[other]
    context.talks[private] = replace(before, **{"until": now + IDLE, "shown": what, **kept})
    await context.whispers.show(private, what, turn.number, below=True)


async def end(context: Context, turn: Turn) -> None:
    """Put back what stood there before."""
    context.talks.pop(turn.who.private, None)
    await context.whispers.close(turn.who.private, turn.number)


async def put_down(context: Context, who: Flagger) -> None:
    """They turned to something else: the screen goes, and nothing waits for a text any more."""
    if context.talks.pop(who.private, None):
        await context.whispers.close(who.private)
    context.whispers.forget_lapsed(who.private)
    if await context.store.read(draft_of, context.office, who, context.now()):
        await context.store.run(abandon, context.office, who)
