"""私下提意见: how a member comes to flag, in private; for this nobody is met, and nobody named."""

import re
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from bot.domain.boundary import (
    ButtonPressed,
    Chat,
    ChatKind,
    CommandIn,
    MessageIn,
    Outgoing,
    PlatformError,
)
from bot.domain.flag import LONGEST_TEXT, Flagger, MyFlag
from bot.handlers.context import Context
from bot.handlers.flag_lists import CARD, digest_list, forwarded, list_named, show_list
from bot.handlers.flag_steps import (
    ask_text,
    choose,
    explain,
    give_in,
    look,
    send_written,
    show_mine,
    take_back,
)
from bot.handlers.flag_talk import Turn, end, put_down, show, take_anew, take_plain, talk_of
from bot.handlers.flagging_texts import clean, giving_away, take_out
from bot.reading.redact import redact
from bot.services.flagging import draft_of
from bot.storage.inbox import mark_done
from bot.wording import flagging as words

PRESS = OPENS = "flag"
"""The verb of its buttons, and what its links into private chat begin with."""
_NUMBER = re.compile(r"\d{1,3}", re.ASCII)


def flagger(member: str, chat: Chat | None) -> Flagger:
    """Whoever speaks to us in a private chat."""
    return Flagger(address=member, private=chat.address if chat else member)


async def on_flag(context: Context, event: CommandIn, updates: Sequence[int]) -> None:
    """意见 3, 意见; in a group nothing is heard but that they want to."""
    if event.member is None:
        await context.store.run(mark_done, updates)
        return
    if event.chat.kind is not ChatKind.PRIVATE:
        await _send_away(context, event, updates)
        return
    who = flagger(event.member, event.chat)
    found = _NUMBER.search(event.words)
    await _number(context, Turn(who=who, updates=updates), int(found[0]) if found else None)
    await take_out(context, event)


async def on_opened(context: Context, event: CommandIn, updates: Sequence[int]) -> None:
    """/start flag-12: the link under a digest."""
    assert event.member is not None
    who = flagger(event.member, event.chat)
    _, _, delivery = event.words.partition("-")
    turn = Turn(who=who, updates=updates, said=(delivery,))
    if not delivery:
        await _number(context, turn, None)
    else:
        listing = await digest_list(context, who, turn.whole(0))
        if listing:
            await show_list(context, turn, listing)
        elif await take_anew(context, turn):
            await show(context, turn, words.told(words.NOT_HERE))
    await take_out(context, event)


async def _send_away(context: Context, event: CommandIn, updates: Sequence[int]) -> None:
    """The same to everybody, and no row of it."""
    if not await context.store.run(mark_done, updates):
        return
    said = replace(words.in_group(context.invite(OPENS)), topic=event.topic)
    with suppress(PlatformError):
        await context.platform.send(event.chat.address, said)


async def _number(context: Context, turn: Turn, number: int | None) -> None:
    """A line of the list that is open, or of the newest card; without a number, the list."""
    talk = talk_of(context, turn.who)
    token = talk.token if talk and talk.token else CARD
    listing = await list_named(context, turn.who, token)
    here = {line.number: line.request for line in listing.lines} if listing else {}
    if listing is None:
        if await take_anew(context, turn):
            await show(context, turn, words.how())
    elif number in here:
        await choose(context, turn, here[number], listing.chat)
    else:
        hint = words.no_such_line(number) if number is not None else ""
        await show_list(context, turn, listing, hint=hint)


async def on_press(
    context: Context, event: ButtonPressed, about: str, updates: Sequence[int]
) -> None:
    """A button of ours; what it says can be made up by whoever presses."""
    step, *said = about.split(":")
    run = _STEPS.get(step)
    if run is None or (event.chat and event.chat.kind is not ChatKind.PRIVATE):
        await context.store.run(mark_done, updates)
        return
    who = flagger(event.member, event.chat)
    await run(context, Turn(who=who, updates=updates, said=tuple(said), number=event.number))


async def _list(context: Context, turn: Turn) -> None:
    listing = await list_named(context, turn.who, turn.word(0))
    if listing:
        await show_list(context, turn, listing, turn.whole(1))
    elif await take_anew(context, turn):
        await show(context, turn, words.told(words.NOT_HERE))


async def _reasons(context: Context, turn: Turn) -> None:
    await choose(context, turn, turn.whole(0), turn.whole(1), turn.whole(2))


async def _submit(context: Context, turn: Turn) -> None:
    await give_in(context, turn)


async def _forwarded(context: Context, turn: Turn) -> None:
    # The offer stays: what else it can do is still wanted.
    turn = replace(turn, number=None)
    request = await forwarded(context, turn.who, turn.whole(0))
    if request:
        await choose(context, turn, request, 0)
    elif await take_anew(context, turn):
        said = words.NOTE_GONE if request is None else words.NOT_CONNECTED
        await show(context, turn, words.told(said))


async def _close(context: Context, turn: Turn) -> None:
    if await take_anew(context, turn):
        await end(context, turn)


_STEPS: dict[str, Callable[[Context, Turn], Awaitable[None]]] = {
    "l": _list,
    "r": _reasons,
    "b": explain,
    "w": ask_text,
    "s": _submit,
    "t": send_written,
    "n": _forwarded,
    "m": show_mine,
    "u": take_back,
    "x": _close,
}


async def typed(context: Context, event: MessageIn, updates: Sequence[int], *, sure: bool) -> bool:
    """Take what somebody types while they flag: it is nobody else's; whether it was that.

    Not ``sure``: it could be a command as well, and is asked about before it is given in.
    """
    message = event.message
    if event.member is None or message.service:
        return False
    who, text = flagger(event.member, event.chat), clean(message.text)
    if message.forwarded_from:
        await put_down(context, who)
        return False
    draft = await context.store.read(draft_of, context.office, who, context.now())
    turn = Turn(who=who, updates=updates)
    if draft is None and (talk_of(context, who) is None or len(text) > LONGEST_TEXT):
        late = len(text) <= LONGEST_TEXT and context.whispers.lapsed(who.private)
        await put_down(context, who)
        if late:
            await _too_late(context, event, turn)
        return late
    if draft:
        sure = sure and talk_of(context, who) is not None
        found = await giving_away(context, event)
        await _written(context, turn, draft, text, found, sure=sure)
    else:
        await _beside(context, turn, text)
    await take_out(context, event)
    return True


async def _too_late(context: Context, event: MessageIn, turn: Turn) -> None:
    """Typed for a screen that went long ago: it may tell what they think, and is kept nowhere."""
    if await take_plain(context, turn):
        with suppress(PlatformError):
            await context.platform.send(turn.who.private, Outgoing(plain=words.TOO_LATE))
    await take_out(context, event)


async def _written(
    context: Context,
    turn: Turn,
    draft: MyFlag,
    text: str,
    found: tuple[str, ...],
    *,
    sure: bool,
) -> None:
    """What they add to the reason they chose.

    It is given in at once if it surely is that, and nothing (``found``) could tell who they are.
    """
    talk = talk_of(context, turn.who)
    chat = talk.chat if talk else 0
    turn = replace(turn, said=(str(draft.request), str(chat), draft.reason))
    if not text:
        await ask_text(context, turn, words.ONLY_TEXT)
    elif len(text) > LONGEST_TEXT:
        await ask_text(context, turn, words.too_long(len(text) - LONGEST_TEXT, redact(text)))
    elif sure and not found:
        await give_in(context, turn, text)
    else:
        await _check(context, turn, text, found)


async def _check(context: Context, turn: Turn, text: str, found: tuple[str, ...]) -> None:
    seen = await look(context, turn, turn.whole(0), turn.whole(1))
    reason = context.office.reasons.get(turn.word(2))
    if seen.about is None or reason is None:
        await choose(context, turn, turn.whole(0), turn.whole(1))
    elif await take_plain(context, turn):
        shown = words.checked(seen.about, reason, redact(text), [redact(one) for one in found])
        await show(context, turn, shown, text=text, chat=turn.whole(1))


async def _beside(context: Context, turn: Turn, text: str) -> None:
    """Typed where a button was to be pressed: the number of a line, or else a slip."""
    talk = talk_of(context, turn.who)
    assert talk is not None
    if talk.token and _NUMBER.fullmatch(text):
        await _number(context, turn, int(text))
    elif await take_plain(context, turn):
        await show(context, turn, words.hinted(words.PRESS_ONE, talk.shown), shown=talk.shown)
