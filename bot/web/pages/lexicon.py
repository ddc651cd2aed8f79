"""The lexicon: names that are one, and what corrections taught, by whom and when."""

from aiohttp import web

from bot.domain.correction import Fix
from bot.domain.people import Presence
from bot.domain.request import as_heard
from bot.services.editing import chats_read_by, message_of, request_at
from bot.storage.connection import Snapshot
from bot.storage.corrections import newest_corrections
from bot.storage.mentions import unsure_message
from bot.storage.people import member_by_id
from bot.web.board import Board
from bot.web.looked_after import chosen, take_back
from bot.web.pages.issuers import names_of
from bot.web.people import Rule
from bot.web.visit import Route, Visit
from bot.wording import board_lexicon as words

_SHOWN = 100
_ELSEWHERE = (Fix.UNIT, Fix.ALIAS)


async def lexicon(visit: Visit) -> web.Response:
    """What a group's notices are read by, beside what everybody's are."""
    where = chosen(visit, visit.asked)
    taught = await visit.read(_taught, visit.board, where)
    return visit.page(
        "lexicon.html", group=where, aliases=await visit.read(names_of, where.chat), taught=taught,
        shipped=sorted(visit.board.lexicon.aliases.items()),
        departments=sorted(visit.board.lexicon.departments.items()),
    )  # fmt: skip


def _taught(snapshot: Snapshot, board: Board, where: Presence) -> list[tuple[int, str, str, str]]:
    """Corrections that hold: id, what it says, the line it is about, by whom and when."""
    chats, found = chats_read_by(snapshot, where), []
    for made in newest_corrections(snapshot, [where.chat], _SHOWN):
        if made.fix in _ELSEWHERE:
            continue
        message = message_of(made.ref)
        unsure = unsure_message(snapshot, message) if message is not None else None
        request = None if message is not None else request_at(snapshot, made.ref, chats)
        heard = as_heard(request, chats) if request else None
        about = words.about(heard, unsure.excerpt if unsure else None, board.now())
        by = words.made_by(made, member_by_id(snapshot, made.member))
        found.append((made.id, words.taught(made), about, by))
    return found


async def undo(visit: Visit) -> web.Response:
    """A correction, and what it taught, is taken back."""
    where = chosen(visit, visit.form)
    said = await take_back(visit, visit.form.number("made"))
    return visit.back(f"/lexicon?group={where.chat}", said)


ROUTES = (
    Route("GET", "/lexicon", lexicon, Rule.ADMIN),
    Route("POST", "/lexicon/undo", undo, Rule.ADMIN),
)
