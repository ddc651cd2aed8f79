"""改 撤销: which corrections an admin or a contact may take back, and one taken back."""

import re
from itertools import islice

from bot.domain.boundary import Outgoing
from bot.domain.correction import Correction, Fix
from bot.handlers.answers import Call
from bot.handlers.contacts import is_contact
from bot.handlers.context import Context
from bot.handlers.correcting import desk_of, name_of, show, take_back
from bot.handlers.units import take_unit_back, unit_named_in
from bot.services.corrections import may_undo
from bot.services.editing import chats_on_desk, request_at
from bot.services.naming import other_of
from bot.services.unjoining import may_part, own_joinings, part
from bot.storage.connection import Tx
from bot.storage.corrections import correction_by_id, newest_corrections
from bot.storage.requests import requests_plain
from bot.wording import corrections as words
from bot.wording import replies
from bot.wording.admins import alike
from bot.wording.undoing import joined, undo_which

_LISTED, _LOOKED_AT = 5, 60
_ID = re.compile("[0-9]{1,15}")


def undo_list(tx: Tx, context: Context, call: Call, before: int | None = None) -> Outgoing:
    """The newest corrections that the caller may take back, a button each; or those before one."""
    if not call.admin_of and not is_contact(tx, call):
        return Outgoing(plain=replies.ADMINS_ONLY)
    shown = _may_take_back(tx, context, call, before)
    if not shown:
        return Outgoing(plain=words.NOTHING_TO_UNDO)
    named = [(one, _named(tx, context, call, one)) for one in shown[:_LISTED]]
    return undo_which(named, older=len(shown) > _LISTED)


def _may_take_back(
    tx: Tx, context: Context, call: Call, before: int | None
) -> tuple[Correction, ...]:
    """As an admin what was done for their groups, as a contact what they joined; newest first."""
    mine, most = [one.chat for one in call.admin_of], _LISTED + 1
    found = newest_corrections(tx, mine, _LOOKED_AT, before=before)
    chats = chats_on_desk(tx, call.admin_of)
    theirs = islice((one for one in found if may_undo(tx, one, chats)), most)
    own = own_joinings(tx, context.office, call.member.id, most, before)
    every = {one.id: one for one in (*theirs, *own)}
    return tuple(every[ident] for ident in sorted(every, reverse=True)[:most])


def older(tx: Tx, context: Context, call: Call, ident: str) -> Outgoing:
    """[更早的]: those made before the one with an id."""
    if not _ID.fullmatch(ident):
        return Outgoing(plain=words.NOTHING_TO_UNDO)
    return undo_list(tx, context, call, int(ident))


def _named(tx: Tx, context: Context, call: Call, made: Correction) -> str:
    """What a correction is about."""
    if made.fix is Fix.UNIT:
        return unit_named_in(tx, made)
    if made.fix is Fix.ALIAS:
        return alike(other_of(made), made.value or "")
    if made.fix is Fix.JOINED and made.joined:
        titles = {one.id: one.title for one in requests_plain(tx, made.joined)}
        return joined(*(titles[one] for one in made.joined))
    desk = desk_of(tx, context, call, made.ref)
    if desk is None:
        return ""
    moved = [int(one.cell.row) for one in made.changes if one.cell.column == "merged_into"]
    root = request_at(tx, made.ref, desk.chats)
    if made.fix is Fix.MERGE and moved and root:
        return joined(requests_plain(tx, moved[:1])[0].title, root.title)
    return name_of(tx, context, desk.chats, made.ref) or ""


def undo_pressed(tx: Tx, context: Context, call: Call, ident: str) -> Outgoing:
    """Take the correction with an id back."""
    made = correction_by_id(tx, int(ident)) if _ID.fullmatch(ident) else None
    if made and may_part(tx, context.office, made, call.member.id):
        return _part(tx, context, call, made)
    if not call.admin_of:
        return Outgoing(plain=replies.ADMINS_ONLY)
    if made is None or made.chat not in {one.chat for one in call.admin_of}:
        return Outgoing(plain=words.NOTHING_TO_UNDO)
    if made.fix is Fix.UNIT:
        return take_unit_back(tx, context, call, made)
    alone = may_undo(tx, made, chats_on_desk(tx, call.admin_of))
    return take_back(tx, context, call, made) if alone else Outgoing(plain=words.NOT_ALONE)


def _part(tx: Tx, context: Context, call: Call, made: Correction) -> Outgoing:
    """Both are themselves again; said again, they still are."""
    later, told = part(tx, made, context.now(), call.member.id)
    if later:
        mine = may_part(tx, context.office, later, call.member.id)
        return words.rests(later) if mine else Outgoing(plain=words.rests_on_others(later))
    show(tx, context, told)
    return Outgoing(plain=words.undone(made.fix))
