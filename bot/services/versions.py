"""A message that comes anew, edited or as another copy: what it told before, and what is new."""

from collections.abc import Sequence
from itertools import product

from bot.domain.message import Message
from bot.domain.reading import Ask, Kind, Reading, Relation
from bot.domain.request import Request
from bot.reading.emergency.places import places_in
from bot.reading.likeness import compare, features
from bot.reading.normalise import normalise
from bot.services.duplicates import is_compatible
from bot.storage.connection import Tx
from bot.storage.effects import take_back_effects
from bot.storage.mentions import core_of
from bot.storage.versions import Before, is_told_elsewhere, requests_of_message

Asked = tuple[Ask, str]
"""An ask, and the text it is compared by."""


def known_of(
    tx: Tx, message: int | None, asks: Sequence[Asked], reading: Reading
) -> list[tuple[int, Request | None]]:
    """For each of ``asks``, by its place, the request that a version of a message told of already.

    Of several it is the one that the ask repeats, else the one that it is likest to; None where it
    is like none. Where always one thing was asked, and is now, it is that one in whatever words,
    unless other messages ask it as well; a bare change that names none of several speaks of all.
    """
    before = requests_of_message(tx, message) if message else []
    told = [(request, core_of(tx, request.id)) for request in before]
    found = _likest(told, asks)
    if message and told and found == [None] and _means_all(tx, message, told, asks[0][0], reading):
        return [(0, request) for request in {one.id: one for one, _ in told}.values()]
    return list(enumerate(found))


def unsay(tx: Tx, chat: int, number: int | str, first: int) -> tuple[int, ...]:
    """Take back what a message, whose ``first`` version this is, said of what others had asked.

    Returns the requests that it spoke of.
    """
    before = {request.id for request in requests_of_message(tx, first)}
    take_back_effects(tx, chat, number)
    return tuple(sorted(before))


def _means_all(
    tx: Tx, message: int, told: Sequence[tuple[Request, str]], ask: Ask, reading: Reading
) -> bool:
    """Whether the one ask of a message, like nothing it told before, takes the place of that."""
    if ask.kind is Kind.CHANGE or len(told) > 1:
        return ask.kind is Kind.CHANGE
    stands_alone = reading.relation in (None, Relation.FIRST) and reading.part_of is None
    return not (stands_alone and is_told_elsewhere(tx, told[0][0].id, message))


def _likest(told: Sequence[tuple[Request, str]], asks: Sequence[Asked]) -> list[Request | None]:
    left = dict(enumerate(told))
    found: list[Request | None] = [None] * len(asks)
    for alike in (_repeats, _likeness):
        open_ = [place for place, request in enumerate(found) if request is None]
        pairs = sorted((-alike(asks[i], *left[j]), i, j) for i, j in product(open_, left))
        for unlike, i, j in pairs:
            if unlike < 0 and found[i] is None and j in left:
                found[i] = left.pop(j)[0]
    return found


def _repeats(asked: Asked, request: Request, core: str) -> float:
    """1 where a request is told in the same words, else 0."""
    ask, text = asked
    return float(text == core or ask.title == request.title)


def _likeness(asked: Asked, request: Request, core: str) -> float:
    """How sure it is that an ask is a new wording of a request; 0 where it is not."""
    ask, text = asked
    if not is_compatible(ask, request):
        return 0.0
    # Times are left out: a new version may well move them.
    like = compare(features(text, request.first_at), features(core, request.first_at))
    return like.score if like.band != "silent" else 0.0


def restates(ask: Ask, said: Before | None) -> bool:
    """Whether a new version of a message names the very times that the one before named."""
    return said is not None and said[:2] == (ask.times.deadline, ask.times.starts_at)


def alarmed_before(message: Message, reading: Reading, ask: Ask, said: Before | None) -> bool:
    """Whether the version before raised the same alarm, with the same times and places."""
    same = said is not None and said.urgent and said.places == places_of(message, reading)
    return same and restates(ask, said)


def places_of(message: Message, reading: Reading) -> str | None:
    """The places that an emergency names, as they are kept; None where nothing is urgent."""
    if not any(ask.urgent for ask in reading.asks):
        return None
    return " ".join(sorted(places_in(normalise(message.text).text)))
