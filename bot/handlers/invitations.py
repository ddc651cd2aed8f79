"""Who opens a one-time link into an office reads what it is, and accepts it or not."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from bot.domain.boundary import Outgoing, PlatformError
from bot.domain.case import Refusal
from bot.handlers.answers import Call, answer, line
from bot.handlers.context import Context
from bot.handlers.office import answered, drop, keep, kept
from bot.services import appointing
from bot.services.appointing import PAYLOAD
from bot.storage.connection import Tx
from bot.storage.messages import find_chat
from bot.storage.people import member_by_id
from bot.wording import posts as words

_INVITED, _ACCEPTED, _DECLINED = "invited", "accepted", "declined"
_MARK = 12
"""Letters of a link's hash that name it under its buttons."""


async def opened(context: Context, call: Call, updates: Sequence[int]) -> None:
    """Somebody opened a link: what the office is, to be accepted or not."""

    def work(tx: Tx) -> list[Outgoing]:
        digest = appointing.digest_of(call.words.removeprefix(PAYLOAD))
        found = appointing.offered(tx, digest, context.now())
        if found is None:
            return line(words.BAD_LINK)
        what = words.offered_words(found.unit, found.rank, len(found.chats))
        keep(tx, context, call, _INVITED, digest=digest, what=what)
        groups = [one for chat in found.chats if (one := find_chat(tx, chat))]
        return [words.invited(found, groups, digest[:_MARK])]

    await answered(context, call, updates, work)


async def pressed(context: Context, call: Call, about: str, updates: Sequence[int]) -> None:
    """[接受], [不用]: once it is settled the buttons go, as there is nothing more to press."""
    verb, _, mark = about.partition(":")
    settled: list[str] = []

    def work(tx: Tx) -> list[Outgoing]:
        state = kept(tx, context, call)
        if not mark or not str(state.get("digest", "")).startswith(mark):
            return line(words.OPEN_AGAIN)
        said, step = _pressed(tx, context, call, state, accepts=verb == "yes")
        if step != _INVITED:
            settled.append(words.settled(state["what"], accepted=step == _ACCEPTED))
        return line(said)

    await answered(context, call, updates, work)
    if settled and call.number is not None:
        with suppress(PlatformError):
            shown = Outgoing(plain=settled[0])
            await context.platform.edit(call.chat.address, call.number, shown)


def _pressed(
    tx: Tx, context: Context, call: Call, state: dict[str, Any], *, accepts: bool
) -> tuple[str, str]:
    """What is said to who presses, and where they stand then."""
    if state["step"] == _ACCEPTED:
        return words.ACCEPTED_BEFORE, _ACCEPTED
    if state["step"] == _DECLINED:
        return words.DECLINED_BEFORE, _DECLINED
    if accepts:
        return _accept(tx, context, call, state)
    keep(tx, context, call, **{**state, "step": _DECLINED})
    return words.DECLINED, _DECLINED


def _accept(tx: Tx, context: Context, call: Call, state: dict[str, Any]) -> tuple[str, str]:
    found = appointing.take_office(tx, call.member.id, state["digest"], context.now())
    if isinstance(found, Refusal):
        drop(tx, context, call)
        return words.ONLY_UPPER if found is Refusal.NOT_NOW else words.BAD_LINK, _INVITED
    keep(tx, context, call, **{**state, "step": _ACCEPTED})
    inviter = member_by_id(tx, found.by) if found.by else None
    if inviter and inviter.private and inviter.id != call.member.id:
        said = words.has_accepted(call.member.name, found)
        answer(tx, context, inviter.private, Outgoing(plain=said))
    return words.accepted(found), _ACCEPTED
