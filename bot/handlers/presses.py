"""What each button of ours does: its data is a verb and what it is about."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.domain.boundary import ButtonPressed, Chat, ChatKind
from bot.handlers import (
    cases,
    collecting,
    contacts,
    corrections,
    drafting,
    flagging,
    forms,
    handing,
    hearing,
    invitations,
    pairs,
    posts,
    searching,
    submitted,
    suggestions,
    tiers,
)
from bot.handlers.admin_presses import ADMIN_PRESSES
from bot.handlers.answers import Call, finish, toast
from bot.handlers.cards import mark_ref
from bot.handlers.context import Context
from bot.handlers.flag_talk import put_down
from bot.handlers.identity import identify
from bot.storage.connection import Tx
from bot.storage.inbox import mark_done
from bot.wording import handing as handed

Press = Callable[[Context, Call, str, Sequence[int]], Awaitable[None]]
Whispered = Callable[[Context, ButtonPressed, str, Sequence[int]], Awaitable[None]]
"""Does what a button says without asking who pressed it; answers the press itself."""


_REF = re.compile(r"[rt]\d{1,12}")


async def _done(context: Context, call: Call, ref: str, updates: Sequence[int]) -> None:
    await _mark(context, call, ref, updates, done=True)


async def _undo(context: Context, call: Call, ref: str, updates: Sequence[int]) -> None:
    await _mark(context, call, ref, updates, done=False)


async def _mark(
    context: Context, call: Call, ref: str, updates: Sequence[int], *, done: bool
) -> None:
    def work(tx: Tx) -> None:
        # What a press says can be made up by whoever presses.
        if _REF.fullmatch(ref):
            mark_ref(tx, context, call.member, ref, done=done)

    await finish(context, updates, work)


PRESSES: dict[str, Press] = {
    "done": _done,
    "undo": _undo,
    "fix": corrections.pressed,
    "hint": suggestions.decided,
    "pair": pairs.pressed,
    collecting.REMIND: collecting.remind_privately,
    searching.MORE: searching.more,
    "note": submitted.note,
    "drop": submitted.drop,
    "seen": submitted.seen,
    "look": drafting.look,
    "case": cases.pressed,
    "ans": contacts.pressed,
    "post": posts.pressed,
    "tier": tiers.pressed,
    "form": forms.pressed,
    handed.VERB: handing.pressed,
    "join": invitations.pressed,
    **ADMIN_PRESSES,
}

WHISPERED: dict[str, Whispered] = {"hear": hearing.pressed}


async def on_press(context: Context, event: ButtonPressed, updates: Sequence[int]) -> None:
    """Answer the press at once, so that nothing spins; then do what the button says."""
    verb, _, about = event.data.partition(":")
    whispered = WHISPERED.get(verb)
    chat = event.chat or Chat(address=event.member, kind=ChatKind.PRIVATE)
    if verb != flagging.PRESS and chat.kind is ChatKind.PRIVATE:
        await put_down(context, flagging.flagger(event.member, chat))
    if whispered:
        await whispered(context, event, about, updates)
        return
    await toast(context, event)
    if verb == flagging.PRESS:
        await flagging.on_press(context, event, about, updates)
        return
    press = PRESSES.get(verb)
    if press is None or not about:
        await context.store.run(mark_done, updates)
        return
    call = await identify(context, chat, event.member)
    if call.private:
        call = replace(call, number=event.number)
    await press(context, call, about, updates)
