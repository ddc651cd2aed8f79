"""成员单位 桂芳 河湾村: an admin puts right which unit a member of the group stands for."""

from collections.abc import Sequence

from bot.domain.boundary import Outgoing
from bot.domain.correction import Correction, Fix
from bot.domain.people import Member, Presence
from bot.handlers.answers import Call, answer_privately, finish
from bot.handlers.choosing import group_of, is_admin, looked_after
from bot.handlers.context import Context
from bot.handlers.correcting import wait_for, wait_no_more
from bot.reading.speaker.units import unit_named
from bot.reading.spoken import says_by_itself
from bot.reading.wishes import says_stop
from bot.services import units as service
from bot.services.editing import Desk
from bot.services.units import correct_unit, member_of, ref_of
from bot.storage.connection import Snapshot, Tx
from bot.storage.people import members_in
from bot.wording import admins
from bot.wording import corrections as words
from bot.wording import units as wording

_Known = tuple[Member, Presence]


async def units(context: Context, call: Call, updates: Sequence[int]) -> None:
    """成员单位: who stands for what; 成员单位 桂芳; 成员单位 桂芳 河湾村."""
    group = await group_of(context, call, "units", updates)
    if group is None:
        return

    def work(tx: Tx) -> None:
        answer_privately(tx, context, call, [_answer(tx, context, call, group)])

    await finish(context, updates, work)


def _answer(tx: Tx, context: Context, call: Call, group: Presence) -> Outgoing:
    name, _, unit = (part.strip() for part in call.words.rpartition(" "))
    whole = _named(tx, group, call.words)
    found = _named(tx, group, name) if name and not whole else whole
    if name and not whole and len(found) == 1:
        return _name(tx, context, call, group, found[0][0], unit)
    return wording.members(found, group.title, group.chat, name or call.words)


def _named(snapshot: Snapshot, group: Presence, name: str) -> list[_Known]:
    """Members of a group by a part of their name; all of them for none."""
    known = members_in(snapshot, group)
    exact = [one for one in known if one[0].name == name]
    return exact or [one for one in known if name in one[0].name]


async def press_unit(context: Context, call: Call, about: str, updates: Sequence[int]) -> None:
    """A member was chosen from the list; their unit is asked for."""
    chat, _, whom = about.partition(":")
    group = looked_after(call, chat)

    def work(tx: Tx) -> None:
        found = _present(tx, call, group, f"u{whom}")
        if group is None or found is None:
            answer_privately(tx, context, call, [Outgoing(plain=admins.STALE)])
            return
        wait_for(tx, context, call, fix=Fix.UNIT, ref=ref_of(found[0].id), chat=chat)
        answer_privately(tx, context, call, [wording.asked(*found)])

    await finish(context, updates, work)


def _present(tx: Tx, call: Call, group: Presence | None, ref: str) -> _Known | None:
    """Whom a press or a dialogue is about, if the caller may say what they stand for."""
    if group is None or not is_admin(tx, call, group):
        return None
    return next((one for one in members_in(tx, group) if ref_of(one[0].id) == ref), None)


def typed_unit(tx: Tx, context: Context, call: Call, wait: dict[str, str], text: str) -> Outgoing:
    """The unit that was asked for."""
    wait_no_more(tx, context, call)
    if says_stop(text):
        return Outgoing(plain=words.STOPPED)
    group = looked_after(call, wait["chat"])
    found = _present(tx, call, group, wait["ref"])
    if group is None or found is None:
        return Outgoing(plain=wording.NOT_THERE)
    return _name(tx, context, call, group, found[0], text)


def _name(
    tx: Tx, context: Context, call: Call, group: Presence, member: Member, text: str
) -> Outgoing:
    unit = unit_named(text)
    if not is_admin(tx, call, group):
        return Outgoing(plain=wording.NOT_THERE)
    if not unit:
        return Outgoing(plain=words.NO_CHANGE)
    desk = Desk(
        member=call.member.id, chat=group.chat, chats=frozenset({group.chat}), now=context.now()
    )
    made = correct_unit(tx, desk, member, None if says_by_itself(unit) else unit)
    if made is None:
        return Outgoing(plain=words.NO_CHANGE)
    known = next(where for one, where in members_in(tx, group) if one.id == member.id)
    return wording.corrected(member, known, made)


def take_unit_back(tx: Tx, context: Context, call: Call, made: Correction) -> Outgoing:
    """Undo it, unless they named a unit themselves since."""
    done = service.take_unit_back(tx, made, context.now(), call.member.id)
    if done.later:
        return words.rests(done.later)
    return Outgoing(plain=wording.OVERTAKEN if done.overtaken else words.undone(made.fix))


def unit_named_in(snapshot: Snapshot, made: Correction) -> str:
    """Whom a correction is about, and what it said."""
    member = member_of(snapshot, made.ref)
    return wording.said(member, made.value) if member else ""
