"""改 撤销: which corrections an admin may take back, and one taken back."""

import re

from bot.domain.boundary import Outgoing
from bot.domain.correction import Fix
from bot.handlers.answers import Call
from bot.handlers.context import Context
from bot.handlers.correcting import desk_of, name_of, take_back
from bot.handlers.units import take_unit_back, unit_named_in
from bot.services.corrections import may_undo
from bot.services.editing import chats_on_desk
from bot.services.naming import other_of
from bot.storage.connection import Tx
from bot.storage.corrections import correction_by_id, newest_corrections
from bot.wording import corrections as words
from bot.wording import replies
from bot.wording.admins import alike

_LISTED = 5


def undo_list(tx: Tx, context: Context, call: Call) -> Outgoing:
    """The newest corrections that the caller may take back, a button each."""
    if not call.admin_of:
        return Outgoing(plain=replies.ADMINS_ONLY)
    found = newest_corrections(tx, [one.chat for one in call.admin_of], _LISTED)
    chats, named = chats_on_desk(tx, call.admin_of), []
    for one in (each for each in found if may_undo(tx, each, chats)):
        if one.fix is Fix.UNIT:
            named.append((one, unit_named_in(tx, one)))
            continue
        if one.fix is Fix.ALIAS:
            named.append((one, alike(other_of(one), one.value or "")))
            continue
        desk = desk_of(tx, context, call, one.ref)
        named.append((one, name_of(tx, context, desk.chats, one.ref) or "" if desk else ""))
    return words.undo_which(named) if named else Outgoing(plain=words.NOTHING_TO_UNDO)


def undo_pressed(tx: Tx, context: Context, call: Call, ident: str) -> Outgoing:
    """Take the correction with an id back."""
    made = correction_by_id(tx, int(ident)) if re.fullmatch(r"[0-9]{1,15}", ident) else None
    if made is None or made.chat not in {one.chat for one in call.admin_of}:
        return Outgoing(plain=words.NOTHING_TO_UNDO)
    if made.fix is Fix.UNIT:
        return take_unit_back(tx, context, call, made)
    alone = may_undo(tx, made, chats_on_desk(tx, call.admin_of))
    return take_back(tx, context, call, made) if alone else Outgoing(plain=words.NOT_ALONE)
