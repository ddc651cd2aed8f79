"""What coordinators and contacts have in common: dialogues, notices, and what follows an act."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from bot.domain.boundary import Outgoing
from bot.domain.review import Move
from bot.handlers.answers import Call, answer_privately, finish
from bot.handlers.context import Context
from bot.services.notifying import tell
from bot.storage.connection import Snapshot, Tx
from bot.storage.dialogues import dialogue_of, keep_dialogue
from bot.wording.cases import notice

TOPIC = "office"
WAITS = timedelta(minutes=30)

Work = Callable[[Tx], list[Outgoing]]


async def answered(
    context: Context, call: Call, updates: Sequence[int], work: Work, *, tells: bool = False
) -> None:
    """Do ``work`` and say in private what it gives; ``tells``: those who flagged may hear of it."""
    await finish(context, updates, lambda tx: answer_privately(tx, context, call, work(tx)))
    if tells:
        context.whispers.hear()


def tell_others(tx: Tx, context: Context, moved: Move) -> None:
    """Tell those who are to know of an act."""
    tell(tx, context.office, moved.notices, notice, context.now())


def keep(tx: Tx, context: Context, call: Call, step: str, **what: Any) -> None:
    """Keep where somebody stands: their next message, or a press, goes on from there."""
    body = {"step": step, **what}
    keep_dialogue(tx, call.member.id, TOPIC, body, context.now() + WAITS)


def kept(snapshot: Snapshot, context: Context, call: Call) -> dict[str, Any]:
    """Where somebody stands; empty when nothing was begun, or too long ago."""
    return dialogue_of(snapshot, call.member.id, TOPIC, context.now())


def typed_for(tx: Tx, context: Context, call: Call, step: str, case: int | None) -> dict[str, Any]:
    """What was typed for a case, taken once; empty when it was for another, or too long ago."""
    state = kept(tx, context, call)
    drop(tx, context, call)
    return state if (state.get("step"), state.get("case")) == (step, case) else {}


def drop(tx: Tx, context: Context, call: Call) -> None:
    """Nothing is waited for any more."""
    if kept(tx, context, call):
        keep_dialogue(tx, call.member.id, TOPIC, {}, context.now())
