"""Where answers go: what is long or personal into the private chat, never into the group."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from bot.domain.boundary import (
    Author,
    Button,
    ButtonPressed,
    Chat,
    ChatKind,
    Document,
    Outgoing,
    PlatformError,
)
from bot.domain.people import Member, Presence
from bot.handlers.context import Context
from bot.storage.connection import Tx
from bot.storage.inbox import mark_done
from bot.storage.outgoing import Promise, say
from bot.wording import replies


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A command or press whose sender is known and may do what they ask.

    ``groups`` are those they may ask about, verified just now; ``admin_of`` those of them they
    look after. In a group both hold that group at the most. ``number`` is that of the message they
    wrote, or in private of the one whose button they pressed.
    """

    chat: Chat
    member: Member
    words: str = ""
    number: int | None = None
    reply_to: int | None = None
    replied: Author | None = None
    topic: str | None = None
    documents: tuple[Document, ...] = ()
    groups: tuple[Presence, ...] = ()
    admin_of: tuple[Presence, ...] = ()
    is_platform_admin: bool = False

    @property
    def private(self) -> bool:
        """Whether nobody else reads along."""
        return self.chat.kind is ChatKind.PRIVATE


async def finish(context: Context, updates: Sequence[int], work: Callable[[Tx], None]) -> None:
    """Do ``work`` in one transaction with the done-mark of the updates, unless it was done."""

    def whole(tx: Tx) -> None:
        if mark_done(tx, updates):
            work(tx)

    await context.store.run(whole)
    context.wake()


def answer(tx: Tx, context: Context, chat: str, what: Outgoing) -> None:
    """Say something once."""
    say(tx, chat, what, Promise.ONCE, context.now().timestamp())


def answer_privately(tx: Tx, context: Context, call: Call, answers: Sequence[Outgoing]) -> None:
    """Say it in private; whoever never opened that chat is shown the way there."""
    if call.private:
        where = call.chat.address
    elif call.member.private:
        where = call.member.private
    else:
        open_it = Button(label=replies.OPEN_PRIVATE, link=context.platform.invite("start"))
        line = Outgoing(plain=replies.OPEN_FIRST, buttons=((open_it,),), reply_to=call.number)
        answer(tx, context, call.chat.address, line)
        return
    for what in answers:
        answer(tx, context, where, what)


async def toast(context: Context, event: ButtonPressed, text: str = "") -> None:
    """Answer a press, so that nothing spins; what it does it does whether that is heard or not."""
    with suppress(PlatformError):
        await context.platform.answer(event.press, text)


def line(text: str) -> list[Outgoing]:
    """An answer of one text."""
    return [Outgoing(plain=text)]
