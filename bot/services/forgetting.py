"""What a member may have deleted: all that is kept about them alone."""

from datetime import datetime

from bot.domain.people import Member
from bot.services.sessions import sign_out_everywhere
from bot.services.units import ref_of
from bot.storage.connection import Tx
from bot.storage.corrections import drop_corrections_of
from bot.storage.people import keep_private, keep_unit, presences
from bot.storage.targets import drop_card
from bot.storage.todos import drop_all_of


def forget_member(tx: Tx, member: Member, now: datetime) -> None:
    """Delete a member's unit, notes, done marks, card and sign-ins.

    Roles stay: they are others' business.
    """
    for one in presences(tx, member.id):
        keep_unit(tx, member.id, one.chat, None, guess=None)
    sign_out_everywhere(tx, member.id, now)
    drop_all_of(tx, member.id)
    drop_corrections_of(tx, ref_of(member.id))
    if member.private:
        drop_card(tx, member.private)
    keep_private(tx, member.id, None)
