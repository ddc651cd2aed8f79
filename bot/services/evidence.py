"""What in a group shows that a unit handed something in: replies, files, words that say so."""

from bot.domain.calendar import WorkCalendar
from bot.domain.lexicon import Clock
from bot.domain.message import Media, Message
from bot.domain.reading import What
from bot.domain.request import Request, as_heard
from bot.reading.handing_in import (
    gives_figures,
    names_unit,
    says_handed_in,
    without_saying,
    without_unit,
)
from bot.reading.normalise import normalise
from bot.reading.terms import containment, terms
from bot.services.collecting import KINDS, SPOKEN_OF, collected_units, this_round
from bot.storage.connection import Tx
from bot.storage.requests import requests_plain
from bot.storage.submissions import add_submission, asked_in_chat, requests_said_in

_NAMED = 0.5
_SHOWS = (Media.FILE, Media.PHOTO)


def may_be_evidence(message: Message) -> bool:
    """A first look, so that most of what is said costs nothing."""
    return bool(
        message.file_name or message.reply_to is not None or says_handed_in(message.text[:200])
    )


def take_evidence(
    tx: Tx,
    chat: int,
    member: int,
    message: Message,
    what: What,
    calendar: WorkCalendar,
    clock: Clock,
) -> None:
    """Keep what a message of ``member`` shows of units having handed in what was asked here."""
    at = message.sent_at
    asked = asked_in_chat(tx, chat, at - SPOKEN_OF)
    others = [ident for ident, asker in asked.items() if asker != member]
    if not others:
        return
    here = frozenset({chat})
    asked_here = (as_heard(request, here) for request in requests_plain(tx, others))
    wanted = [request for request in asked_here if request.kind in KINDS]
    units = collected_units(tx, (chat,))
    for name in (message.file_name or "").split("\n"):
        for unit, request in _handed_in(tx, chat, member, message, name, what, units, wanted):
            current = this_round(request, at, calendar, clock)
            how = "file" if name else "said"
            add_submission(tx, request.id, unit, chat, how, current.deadline, at)


def _handed_in(
    tx: Tx,
    chat: int,
    member: int,
    message: Message,
    file_name: str,
    what: What,
    units: dict[int, str],
    wanted: list[Request],
) -> list[tuple[str, Request]]:
    text = normalise(message.text).text.strip()
    file = normalise(file_name).text.rpartition(".")[0] or file_name
    named = [unit for unit in sorted(set(units.values())) if file and names_unit(file, unit)]
    own = units.get(member)
    who = named or ([own] if own else [])
    if not who or (what is What.NOTICE and own not in named):
        return []
    replied = _replied_to(tx, chat, message, wanted)
    if replied:
        shown = message.media in _SHOWS or bool(file)
        counts = shown or says_handed_in(text) or gives_figures(text)
        return [(unit, request) for unit in who for request in replied] if counts else []
    if not file and not (says_handed_in(text) and _speaks_for(text, own, units)):
        return []
    request = _named_in(file or without_saying(text), units, wanted)
    return [(unit, request) for unit in who] if request else []


def _replied_to(tx: Tx, chat: int, message: Message, wanted: list[Request]) -> list[Request]:
    if not isinstance(message.reply_to, int):
        return []
    said = requests_said_in(tx, chat, message.reply_to)
    return [request for request in wanted if request.id in said]


def _speaks_for(text: str, own: str | None, units: dict[int, str]) -> bool:
    """Whether a text names no other unit: 西河村已报 is no word about one's own."""
    others = [unit for unit in set(units.values()) if unit != own]
    return own is not None and not any(unit in text for unit in others)


def _named_in(text: str, units: dict[int, str], wanted: list[Request]) -> Request | None:
    """The one request that a text names best; what names nothing means the only one there is."""
    for unit in sorted(set(units.values())):
        text = without_unit(text, unit)
    words = terms(text)
    if not words:
        return wanted[0] if len(wanted) == 1 else None
    scored = sorted(
        ((containment(words, terms(request.title)), request.id, request) for request in wanted),
        key=lambda one: one[:2],
    )
    if not scored or scored[-1][0] < _NAMED:
        return None
    tied = len(scored) > 1 and scored[-2][0] == scored[-1][0]
    return None if tied else scored[-1][2]
