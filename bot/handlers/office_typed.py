"""What somebody with an office types when they were asked for it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from bot.domain.boundary import MessageIn, Outgoing
from bot.handlers import attesting, cases, contacts, deciding, forms, posts
from bot.handlers.answers import Call, answer_privately, finish
from bot.handlers.contacts import is_contact
from bot.handlers.context import Context
from bot.handlers.office import TOPIC, drop, kept
from bot.handlers.sheets import is_coordinator
from bot.reading.wishes import says_stop
from bot.storage.connection import Snapshot, Tx
from bot.storage.dialogues import dialogue_of
from bot.storage.people import find_member
from bot.wording import cases as words

Typed = Callable[[Tx, Context, Call, dict[str, Any], str], list[Outgoing]]
May = Callable[[Snapshot, Call], bool]

_STEPS: dict[str, tuple[Typed, May, str]] = {
    "unit": (posts.typed, is_coordinator, words.UPPER_ONLY),
    "issuer": (posts.typed, is_coordinator, words.UPPER_ONLY),
    forms.STEP: (forms.typed, is_coordinator, words.UPPER_ONLY),
    "ask": (cases.typed, is_coordinator, words.OFFICE_ONLY),
    "end": (cases.typed, is_coordinator, words.OFFICE_ONLY),
    attesting.STEP: (attesting.typed, is_coordinator, words.OFFICE_ONLY),
    deciding.STEP: (deciding.typed, is_coordinator, words.OFFICE_ONLY),
    "move": (contacts.typed, is_contact, words.CONTACT_ONLY),
    "why": (contacts.typed, is_contact, words.CONTACT_ONLY),
    "did": (contacts.typed, is_contact, words.CONTACT_ONLY),
}


async def waits_for_words(context: Context, event: MessageIn) -> bool:
    """Whether whoever writes in private was asked for some words just now."""
    if event.member is None:
        return False
    return await context.store.read(_waits, event.member, context.now())


def _waits(snapshot: Snapshot, address: str, now: datetime) -> bool:
    member = find_member(snapshot, address)
    return member is not None and dialogue_of(snapshot, member.id, TOPIC, now).get("step") in _STEPS


async def typed(context: Context, call: Call, event: MessageIn, updates: Sequence[int]) -> bool:
    """Take what was asked for, if something was. Tells whether it was."""
    state = await context.store.read(kept, context, call)
    text = event.message.text.strip()
    if state.get("step") not in _STEPS or not text or event.message.forwarded_from:
        return False

    def work(tx: Tx) -> None:
        answer_privately(tx, context, call, _taken(tx, context, call, text))

    await finish(context, updates, work)
    return True


def _taken(tx: Tx, context: Context, call: Call, text: str) -> list[Outgoing]:
    state = kept(tx, context, call)
    take, may, only = _STEPS[state["step"]]
    if not may(tx, call):
        drop(tx, context, call)
        return [Outgoing(plain=only)]
    if says_stop(text):
        drop(tx, context, call)
        return [Outgoing(plain=words.STOPPED)]
    return take(tx, context, call, state, text)
