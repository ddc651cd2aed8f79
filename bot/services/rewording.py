"""What a request is compared and found by, once notices are taken out of it or come back."""

from collections.abc import Iterable, Mapping

from bot.domain.correction import Correction
from bot.domain.reading import POINTING
from bot.reading.findable import findable
from bot.reading.likeness import features
from bot.services.catalogue import catalogue_of
from bot.storage.cells import is_compared, put, value_of
from bot.storage.connection import Tx
from bot.storage.mentions import Told, mentions_of
from bot.storage.repeats import find_by
from bot.storage.requests import requests_plain
from bot.storage.words import words_of


def said_in(told: Iterable[Told], words: Mapping[int, str]) -> tuple[str, int] | None:
    """The words of the first of these notices that asks, else of one that points at an ask; and
    the chat they were said in. None where no words were kept.
    """
    spoken = [(words[one.id], one) for one in told if one.id in words]
    asks = [(core, one) for core, one in spoken if one.relation not in POINTING]
    return next(((core, one.chat) for core, one in (*asks, *spoken)), None)


def found_by(tx: Tx, request: int, core: str, chat: int | None, *, anew: bool) -> None:
    """A request is found by these words, said in ``chat``; ``anew`` where it never was before."""
    for known in requests_plain(tx, [request]):
        own = features(core, known.first_at, known.deadline, catalogue=catalogue_of(tx))
        find_by(tx, request, findable(core, own, chat), anew=anew)


def put_words_back(tx: Tx, undone: Correction, later: Iterable[Correction]) -> None:
    """After a correction was taken back: requests have the words again that it took from them.

    A ``later`` one in force that took words from the same request does not bar that: these words
    are said there again.
    """
    made = [one for correction in (undone, *later) for one in correction.changes]
    for change in reversed(undone.changes):
        cell, core = change.cell, change.before
        if is_compared(cell) and isinstance(core, str):
            known = {one.after for one in made if one.cell == cell}
            if value_of(tx, cell) in known:
                put(tx, cell, core)
                found_by(tx, int(cell.row), core, _chat_of(tx, int(cell.row), core), anew=False)


def _chat_of(tx: Tx, request: int, core: str) -> int | None:
    """Where these words were said, else where the request was first told."""
    told = [one for one in mentions_of(tx, request) if one.request == request]
    words = words_of(tx, [one.id for one in told])
    said = [one.chat for one in told if words.get(one.id) == core]
    return next((chat for chat in (*said, *(one.chat for one in told))), None)
