"""What somebody who flagged says to an answer: presses and a typed sentence, from nobody named.

Their presses and texts come here before anybody is identified.
"""

import re
from collections.abc import Sequence

from bot.domain.boundary import ButtonPressed, ChatKind, MessageIn
from bot.domain.case import Refusal
from bot.domain.flag import LONGEST_TEXT, Flagger
from bot.domain.message import Message
from bot.domain.review import Feedback, FeedbackKind, Filed
from bot.handlers.answers import toast
from bot.handlers.context import Context
from bot.handlers.flagging_texts import clean, giving_away, take_out
from bot.handlers.whispers import Asked
from bot.services.hearing import answer, mark_told, rate, skip, waiting_for
from bot.storage.connection import Tx
from bot.storage.inbox import mark_done
from bot.wording import hearing as words

_ABOUT = re.compile(r"([a-z]{1,8})(?::([0-9]{1,16}))?")
_SAID = {"yes": words.THANKS, "no": "", "ok": words.NOTED, "skip": words.LEFT}


async def pressed(
    context: Context, event: ButtonPressed, about: str, updates: Sequence[int]
) -> None:
    """A button under an answer, or on a screen that came of one."""
    found = _ABOUT.fullmatch(about)
    if found is None or (event.chat and event.chat.kind is not ChatKind.PRIVATE):
        await context.store.run(mark_done, updates)
        await toast(context, event)
        return
    private = event.chat.address if event.chat else event.member
    who = Flagger(address=event.member, private=private)
    act, ident = found[1], int(found[2] or 0)
    if act in _SAID:
        await _heard(context, event, who, act, ident, updates)
        return
    await toast(context, event)
    question = await _question(context, who, ident) if act in ("write", "send") else None
    asked = context.whispers.asked(who.private)
    if question and act == "send" and asked and asked.question == ident and asked.written:
        await _send(context, who, question, asked.written, updates)
        return
    await context.store.run(mark_done, updates)
    if question:
        await _ask(context, who, question, event.number)
    elif act == "close":
        await context.whispers.close(who.private, event.number)
    else:
        await context.whispers.renew(who.private, event.number)


async def typed(context: Context, event: MessageIn, updates: Sequence[int]) -> bool:
    """Take what was typed for a question; False where none waits for it."""
    asked = context.whispers.asked(event.chat.address)
    if asked is None or event.member is None or not _is_said(event.message):
        return False
    who = Flagger(address=event.member, private=event.chat.address)
    question = await _question(context, who, asked.question)
    text = clean(event.message.text)
    found = await giving_away(context, event) if question else ()
    if question and text and len(text) <= LONGEST_TEXT and not found:
        await _send(context, who, question, text, updates)
    else:
        await context.store.run(mark_done, updates)
        await _again(context, who, question, text, found)
    await take_out(context, event)
    return True


def _is_said(message: Message) -> bool:
    """Whether it is something of their own, and no command."""
    slashed = message.text.lstrip().startswith(("/", "\N{FULLWIDTH SOLIDUS}"))
    return not (slashed or message.forwarded_from or message.service)


async def _heard(
    context: Context,
    event: ButtonPressed,
    who: Flagger,
    act: str,
    ident: int,
    updates: Sequence[int],
) -> None:
    """Keep what somebody thinks of an answer. Pressed again, or by somebody else, nothing is."""

    def work(tx: Tx) -> Feedback | None:
        found = waiting_for(tx, context.office, who, ident)
        if not mark_done(tx, updates) or found is None:
            return None
        return found if _keep(tx, context, who, act, found) else None

    found = await context.store.run(work)
    await toast(context, event, _SAID[act] if found else "")
    if found and act == "no":
        await context.whispers.show(who.private, words.dissatisfied(found.final), event.number)
    await context.whispers.renew(who.private, event.number)


def _keep(tx: Tx, context: Context, who: Flagger, act: str, found: Feedback) -> bool:
    office, now = context.office, context.now()
    match act, found.kind:
        case "yes" | "no", FeedbackKind.ANSWERED:
            return rate(tx, office, who, found.flag, act == "yes", now).refusal is None
        case "skip", FeedbackKind.QUESTION:
            return skip(tx, office, who, found.flag, now).refusal is None
        case "ok", kind if kind is not FeedbackKind.QUESTION and not found.ratable:
            mark_told(tx, [found.id])
            return True
    return False


async def _question(context: Context, who: Flagger, ident: int) -> Feedback | None:
    """The question that waits for somebody under an id."""
    found = await context.store.read(waiting_for, context.office, who, ident)
    return found if found and found.kind is FeedbackKind.QUESTION else None


async def _ask(
    context: Context, who: Flagger, question: Feedback, number: int | None, before: str = ""
) -> None:
    screen = words.ask_for_text(question, before)
    asked = Asked(question=question.id)
    await context.whispers.show(who.private, screen, number, asked=asked)


async def _again(
    context: Context, who: Flagger, question: Feedback | None, text: str, found: Sequence[str]
) -> None:
    """What was typed cannot go out like this, or not any more."""
    if question is None:
        await context.whispers.show(who.private, words.received(late=True))
    elif found and len(text) <= LONGEST_TEXT:
        asked = Asked(question=question.id, written=text)
        await context.whispers.show(who.private, words.doubtful(question, found), asked=asked)
    else:
        before = words.too_long(len(text)) if text else words.NO_WORDS
        await _ask(context, who, question, None, before)


async def _send(
    context: Context, who: Flagger, question: Feedback, text: str, updates: Sequence[int]
) -> None:
    """Pass a sentence on; it is read from the next batch on."""

    def work(tx: Tx) -> Filed | None:
        if not mark_done(tx, updates):
            return None
        return answer(tx, context.office, who, question.flag, text, context.now())

    filed = await context.store.run(work)
    context.whispers.stir()
    if filed and filed.refusal is Refusal.INCOMPLETE:
        await _ask(context, who, question, None, words.NO_WORDS)
    elif filed:
        await context.whispers.show(who.private, words.received(late=filed.refusal is not None))
