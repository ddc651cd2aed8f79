"""改 撤销: which corrections an admin may take back, and one taken back."""

import re
from itertools import islice

from bot.domain.boundary import Outgoing
from bot.domain.correction import Correction, Fix
from bot.handlers.answers import Call
from bot.handlers.context import Context
from bot.handlers.correcting import desk_of, name_of, take_back
from bot.handlers.units import take_unit_back, unit_named_in
from bot.services.corrections import may_undo
from bot.services.editing import chats_on_desk, request_at
from bot.services.naming import other_of
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
    if not call.admin_of:
        return Outgoing(plain=replies.ADMINS_ONLY)
    mine = [one.chat for one in call.admin_of]
    found = newest_corrections(tx, mine, _LOOKED_AT, before=before)
    chats = chats_on_desk(tx, call.admin_of)
    shown = list(islice((one for one in found if may_undo(tx, one, chats)), _LISTED + 1))
    if not shown:
        return Outgoing(plain=words.NOTHING_TO_UNDO)
    named = [(one, _named(tx, context, call, one)) for one in shown[:_LISTED]]
    return undo_which(named, older=len(shown) > _LISTED)


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
    if made is None or made.chat not in {one.chat for one in call.admin_of}:
        return Outgoing(plain=words.NOTHING_TO_UNDO)
    if made.fix is Fix.UNIT:
        return take_unit_back(tx, context, call, made)
    alone = may_undo(tx, made, chats_on_desk(tx, call.admin_of))
    return take_back(tx, context, call, made) if alone else Outgoing(plain=words.NOT_ALONE)
