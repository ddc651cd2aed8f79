"""What somebody handed in: recorded with 完成 3 …, shown to use again, answered to all at once."""

import re
from collections.abc import Callable, Sequence

from bot.domain.boundary import Outgoing
from bot.domain.delivery import NIGHT
from bot.handlers.answers import Call, answer, answer_privately, finish, line
from bot.handlers.cards import refresh
from bot.handlers.context import Context
from bot.reading.handed import says_as_before
from bot.services import joint
from bot.services.reusing import own_record, record, reusable, share, unit_of
from bot.storage.connection import Tx
from bot.storage.handed import drop_handed
from bot.storage.mentions import core_of
from bot.storage.people import presences
from bot.storage.posts import post_of
from bot.storage.requests import request_by_id, told_in
from bot.wording import handing as words
from bot.wording.collecting import AT_NIGHT

_NUMBER = re.compile(r"[0-9]{1,12}")


def keep(tx: Tx, context: Context, call: Call, ref: str, note: str) -> list[Outgoing]:
    """Keep where the material of a line is: words, a link, documents, or as last time."""
    if not note and not call.documents:
        return []
    if ref[0] != "r":
        return line(words.OWN_NOTE)
    done = record(tx, call.member.id, int(ref[1:]), note, call.documents, context.now())
    if done is None:
        return line(words.NOT_BEFORE if says_as_before(note) else words.CUT)
    # What wants the same data can be answered with it from now on.
    refresh(tx, context, call.member)
    more = joint.joint_with(tx, call.member.id, int(ref[1:]), context.now())
    return [words.recorded(done, more)]


async def answer_all(context: Context, call: Call, updates: Sequence[int]) -> None:
    """一次答复: what several departments want of the same data, each with a ready text."""

    def work(tx: Tx) -> None:
        found = joint.joints(tx, call.member.id, context.now())
        said = words.joints(found) if found else Outgoing(plain=words.NO_JOINT)
        answer_privately(tx, context, call, [said])

    await finish(context, updates, work)


async def pressed(context: Context, call: Call, about: str, updates: Sequence[int]) -> None:
    """A button of ours; what it may show or change is asked anew."""
    verb, _, rest = about.partition(":")
    press = _PRESSES.get(verb)
    ident = int(rest) if _NUMBER.fullmatch(rest) else 0

    def work(tx: Tx) -> None:
        said = press(tx, context, call, ident) if press else line(words.STOPPED)
        answer_privately(tx, context, call, said)

    await finish(context, updates, work)


def _see(tx: Tx, context: Context, call: Call, ident: int) -> list[Outgoing]:
    """[复用3]: the record that the card offers for a request of the caller's groups."""
    member, now, request = call.member.id, context.now(), request_by_id(tx, ident)
    chats = tuple(one.chat for one in presences(tx, member))
    if request is None or not told_in(tx, request.id, chats):
        return line(words.GONE)
    found = reusable(tx, member, [(request, core_of(tx, request.id))], now).get(request.id)
    if found is None:
        return line(words.GONE)
    more = joint.joint_with(tx, member, request.id, now)
    unit = unit_of(tx, (member, found.request)) if found.mine else None
    return words.details(found, unit, request.id if more else None)


def _shared(tx: Tx, context: Context, call: Call, ident: int, *, shared: bool) -> list[Outgoing]:
    key = (call.member.id, ident)
    if shared and unit_of(tx, key) is None:
        return line(words.NO_UNIT)
    share(tx, key, shared=shared)
    found = own_record(tx, key, context.now())
    refresh(tx, context, call.member)
    return [words.seen_by(found)] if found else line(words.GONE)


def _for_unit(tx: Tx, context: Context, call: Call, ident: int) -> list[Outgoing]:
    return _shared(tx, context, call, ident, shared=True)


def _for_me(tx: Tx, context: Context, call: Call, ident: int) -> list[Outgoing]:
    return _shared(tx, context, call, ident, shared=False)


def _drop(tx: Tx, context: Context, call: Call, ident: int) -> list[Outgoing]:
    drop_handed(tx, call.member.id, ident)
    refresh(tx, context, call.member)
    return line(words.DROPPED)


def _one(tx: Tx, context: Context, call: Call, ident: int) -> list[Outgoing]:
    """[一次答复]: the ready text."""
    found = joint.joint_with(tx, call.member.id, ident, context.now())
    if found is None:
        return line(words.NO_JOINT)
    return words.answer(found, joint.hearers(tx, context.office, call.member.id, found))


def _send(
    tx: Tx, context: Context, call: Call, ident: int, *, sure: bool = False
) -> list[Outgoing]:
    found = joint.joint_with(tx, call.member.id, ident, context.now())
    to = found and joint.hearers(tx, context.office, call.member.id, found)
    if found is None or to is None or not to.chats:
        return line(words.NOBODY)
    if NIGHT.hold(context.now()):
        return line(AT_NIGHT)
    if not sure:
        return [words.ask_sure(found, to)]
    post = post_of(tx, call.member.id)
    for chat in to.chats:
        answer(tx, context, chat, words.sent_on(found, post.unit if post else ""))
    joint.send_once(tx, call.member.id, to, context.now())
    return line(words.sent(to))


def _sure(tx: Tx, context: Context, call: Call, ident: int) -> list[Outgoing]:
    return _send(tx, context, call, ident, sure=True)


_PRESSES: dict[str, Callable[[Tx, Context, Call, int], list[Outgoing]]] = {
    "see": _see,
    "unit": _for_unit,
    "mine": _for_me,
    "drop": _drop,
    "one": _one,
    "send": _send,
    "sure": _sure,
}
