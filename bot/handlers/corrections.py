"""改 3: an admin puts a line right in private by buttons or words; members suggest it."""

import re
from collections.abc import Sequence

from bot.domain.boundary import MessageIn, Outgoing
from bot.domain.correction import Fix
from bot.domain.people import Presence
from bot.handlers import suggestions
from bot.handlers.admins import read_always
from bot.handlers.answers import Call, answer_privately, finish
from bot.handlers.choosing import by_now
from bot.handlers.context import Context
from bot.handlers.correcting import (
    apply,
    choices,
    desk_of,
    keep_lines,
    lines_of,
    menu,
    name_of,
    numbered,
    remember_words,
    remembered_words,
    wait_for,
    wait_no_more,
    waiting,
    wished,
)
from bot.handlers.undoing import older, undo_list, undo_pressed
from bot.handlers.units import typed_unit
from bot.reading.wishes import Wish, read_wish, says_stop
from bot.services.editing import Desk, message_of, request_at
from bot.storage.connection import Tx
from bot.storage.heard import same_data_of
from bot.storage.mentions import mentions_of
from bot.wording import corrections as words
from bot.wording import replies

_REF = re.compile(r"m\d{1,15}|[\d-][\w.~-]{1,47}", re.ASCII)
_BY_ID = {"undo": undo_pressed, "older": older, "alike": read_always}
_ALSO_CONTACTS = ("undo", "older")
"""Whose it is to take back is asked there."""
_TYPED = {"time": Fix.DEADLINE, "from": Fix.ISSUER, "name": Fix.TITLE}
_DIRECT = {"no": Fix.NOT_NOTICE, "is": Fix.NOTICE}


async def fix(context: Context, call: Call, updates: Sequence[int]) -> None:
    """改, 改 3, 改 3 时限 周五, 改 撤销."""
    group = _group(call)
    wish = read_wish(call.words)
    if group and group not in call.admin_of and not wish.undo:
        await suggestions.suggest(context, call, group, wish, updates)
        return

    def work(tx: Tx) -> None:
        now = by_now(tx, call)
        if wish.undo:
            said = undo_list(tx, context, now)
        elif group is None:
            said = _which_group(tx, context, now)
        else:
            said = _about(tx, context, now, group, wish)
        answer_privately(tx, context, call, [said])

    await finish(context, updates, work)


def _group(call: Call) -> Presence | None:
    """The group that is meant; None where it must be asked."""
    known = call.admin_of or call.groups
    if len(known) == 1:
        return known[0]
    return next((one for one in known if one.chat == call.member.focus), None)


def _which_group(tx: Tx, context: Context, call: Call) -> Outgoing:
    known = call.admin_of or call.groups
    if not known:
        return Outgoing(plain=replies.NO_GROUPS)
    remember_words(tx, context, call)
    return words.groups(words.Choice("", one.title, f"fix:in:{one.chat}") for one in known)


def _about(tx: Tx, context: Context, call: Call, group: Presence, wish: Wish) -> Outgoing:
    if group not in call.admin_of:
        return _no()
    if wish.number is None:
        return _list(tx, context, call, group, unsent=False)
    lines = numbered(tx, context, call, group)
    keep_lines(tx, context, call, group, lines)
    ref = lines.refs.get(wish.number)
    if ref is None:
        return Outgoing(plain=words.no_such_line(wish.number))
    said = wished(tx, context, call, ref, wish, lines)
    return said or menu(tx, context, call, ref, wish.number)


def _list(tx: Tx, context: Context, call: Call, group: Presence, *, unsent: bool) -> Outgoing:
    lines = lines_of(tx, context, group, unsent=unsent)
    keep_lines(tx, context, call, group, lines)
    shown = choices(tx, context, group, lines, "line")
    other = f"fix:next:{group.chat}" if lines.of else None
    if not shown and other is None:
        return Outgoing(plain=words.NO_LINES)
    return words.lines(group.title, shown, sent=bool(lines.of), other=other)


async def pressed(context: Context, call: Call, about: str, updates: Sequence[int]) -> None:
    """A button of ours; whoever pressed it must look after the group now, whoever was shown it."""
    verb, _, rest = about.partition(":")
    if verb == "in":
        await _chose_group(context, call, rest, updates)
        return

    def work(tx: Tx) -> None:
        said = _pressed(tx, context, by_now(tx, call), verb, rest)
        answer_privately(tx, context, call, [said])

    await finish(context, updates, work)


async def _chose_group(context: Context, call: Call, chat: str, updates: Sequence[int]) -> None:
    group = next((one for one in (*call.admin_of, *call.groups) if str(one.chat) == chat), None)
    written = await context.store.read(remembered_words, context, call)
    wish = read_wish(written)
    if group and group not in call.admin_of:
        await suggestions.suggest(context, call, group, wish, updates)
        return

    def work(tx: Tx) -> None:
        said = _about(tx, context, by_now(tx, call), group, wish) if group else _no()
        answer_privately(tx, context, call, [said])

    await finish(context, updates, work)


def _no() -> Outgoing:
    return Outgoing(plain=replies.ADMINS_ONLY)


def _pressed(tx: Tx, context: Context, call: Call, verb: str, rest: str) -> Outgoing:
    wait_no_more(tx, context, call)
    if not call.admin_of and verb not in _ALSO_CONTACTS:
        return _no()
    if verb == "stop":
        return Outgoing(plain=words.STOPPED)
    if verb in _BY_ID:
        return _BY_ID[verb](tx, context, call, rest)
    if verb == "next":
        group = next((one for one in call.admin_of if str(one.chat) == rest), None)
        return _list(tx, context, call, group, unsent=True) if group else _no()
    ref, _, value = rest.partition(":")
    desk = desk_of(tx, context, call, ref) if _REF.fullmatch(ref) else None
    if desk is None:
        return Outgoing(plain=words.NOT_FOUND)
    return _about_line(tx, context, call, desk, verb, ref, value)


def _about_line(
    tx: Tx, context: Context, call: Call, desk: Desk, verb: str, ref: str, value: str
) -> Outgoing:
    if verb in _DIRECT:
        return apply(tx, context, desk, ref, _DIRECT[verb], "")
    if verb in _CHOSEN:
        kind, pattern = _CHOSEN[verb]
        if re.fullmatch(pattern, value, re.ASCII):
            return apply(tx, context, desk, ref, kind, value)
        return Outgoing(plain=words.NOT_FOUND)
    named = name_of(tx, context, desk.chats, ref)
    if named is None:
        return Outgoing(plain=words.NOT_FOUND)
    if verb in _TYPED:
        wait_for(tx, context, call, fix=_TYPED[verb], ref=ref)
        return words.asked(named, _TYPED[verb])
    return _ask(tx, context, call, desk, verb, ref, named) or Outgoing(plain=words.NOT_FOUND)


_CHOSEN = {
    "k": (Fix.KIND, "[a-z]{1,12}"),
    "j": (Fix.MERGE, _REF.pattern),
    "s": (Fix.SPLIT, r"[0-9]{1,15}"),
    "p": (Fix.APART, rf"n[0-9]{{1,15}}|{_REF.pattern}"),
}


def _ask(
    tx: Tx, context: Context, call: Call, desk: Desk, verb: str, ref: str, named: str
) -> Outgoing | None:
    match verb:
        case "line":
            return menu(tx, context, call, ref)
        case "kind":
            return words.kinds(named, ref)
        case "join":
            found = _joinable(tx, context, call, desk, ref)
            return words.others(named, found) if found else Outgoing(plain=words.NOTHING_TO_JOIN)
        case "split":
            found = _notices(tx, desk, ref, "s", "")
            if found:
                return words.notices(named, found, for_ever=False)
            return Outgoing(plain=words.NOTHING_TO_SPLIT)
        case "part":
            found = [*_notices(tx, desk, ref, "p", "n"), *_same_data(tx, desk, ref)]
            found = [one._replace(label=str(index)) for index, one in enumerate(found, 1)]
            if found:
                return words.notices(named, found, for_ever=True)
            return Outgoing(plain=words.NOTHING_APART)
    return None


def _joinable(tx: Tx, context: Context, call: Call, desk: Desk, ref: str) -> list[words.Choice]:
    """The other lines about requests, with the numbers that the caller knows."""
    group = next(one for one in call.admin_of if one.chat == desk.chat)
    lines = numbered(tx, context, call, group)
    refs = {
        number: other
        for number, other in lines.refs.items()
        if other != ref and message_of(other) is None
    }
    return choices(tx, context, group, lines._replace(refs=refs), f"j:{ref}")


def _same_data(tx: Tx, desk: Desk, ref: str) -> list[words.Choice]:
    """The lines that are said to want the same data."""
    request = request_at(tx, ref, desk.chats)
    keys = same_data_of(tx, request.id) if request else ()
    found = [(key, request_at(tx, key, desk.chats)) for key in keys]
    return [
        words.Choice("", words.other_line(far.title), f"fix:p:{ref}:{key}")
        for key, far in found
        if far
    ]


def _notices(tx: Tx, desk: Desk, ref: str, verb: str, sign: str) -> list[words.Choice]:
    """The notices of a line that the desk may see; none where there is only one."""
    request = request_at(tx, ref, desk.chats)
    told = mentions_of(tx, request.id) if request else []
    mine = [one for one in told if one.chat in desk.chats]
    return [
        words.Choice(
            str(index), words.notice(one.group, one.sent_at), f"fix:{verb}:{ref}:{sign}{one.id}"
        )
        for index, one in enumerate(mine, 1)
        if len(told) > 1
    ]


async def typed(context: Context, call: Call, event: MessageIn, updates: Sequence[int]) -> bool:
    """What was asked for, if something was: a title, an issuer, a time. Tells whether it was."""
    wait = await context.store.read(waiting, context, call.member.id)
    text = event.message.text.strip()
    if wait is None or not text or event.message.forwarded_from:
        return False

    def work(tx: Tx) -> None:
        said = _typed(tx, context, by_now(tx, call), wait, text)
        answer_privately(tx, context, call, [said])

    await finish(context, updates, work)
    return True


def _typed(tx: Tx, context: Context, call: Call, wait: dict[str, str], text: str) -> Outgoing:
    if wait["fix"] == Fix.UNIT:
        return typed_unit(tx, context, call, wait, text)
    ref = wait["ref"]
    desk = desk_of(tx, context, call, ref)
    if desk is None or says_stop(text):
        wait_no_more(tx, context, call)
        return Outgoing(plain=words.STOPPED) if desk else _no()
    said = apply(tx, context, desk, ref, Fix(wait["fix"]), text)
    if said.plain != words.TIME_UNREAD:
        wait_no_more(tx, context, call)
    return said
