"""What a decision on two requests makes likely of the data they ask for; never done by itself."""

from bot.domain.catalogue import Amendment, Claim
from bot.domain.request import Request
from bot.reading.data_named import data_named
from bot.reading.likeness import Catalogue, features
from bot.reading.speaker.nickname import names_person
from bot.services.catalogue import catalogue_of
from bot.storage.catalogue import propose
from bot.storage.connection import Tx
from bot.storage.mentions import core_of


def propose_same(tx: Tx, correction: int | None, request: Request, other: Request) -> None:
    """Two requests were said to want the same: do their names stand for one item?"""
    named = _named(tx, request, other)
    if correction is None or named is None:
        return
    items, (name, far) = catalogue_of(tx), named
    one, two = items.item_of(name), items.item_of(far)
    if one and two and (one == two or _told_apart(items, one, two)):
        return
    # What the catalogue knows keeps its name. Else, whichever came first, it is one question.
    ours, theirs = (one is None, one or name, name), (two is None, two or far, far)
    (_, first, _), (_, _, second) = sorted((ours, theirs))
    pair = (request.id, other.id)
    propose(tx, Amendment(claim=Claim.ALIAS, name=first, other=second), correction, pair)


def propose_apart(tx: Tx, correction: int | None, request: Request, other: Request) -> None:
    """Two requests were said not to repeat each other: is what the catalogue takes for one two?"""
    named = _named(tx, request, other)
    if correction is None or named is None:
        return
    items, (name, far) = catalogue_of(tx), named
    if items.item_of(name) is not None and items.item_of(name) == items.item_of(far):
        one, two = sorted(named)
        pair = (request.id, other.id)
        propose(tx, Amendment(claim=Claim.APART, name=one, other=two), correction, pair)


def _named(tx: Tx, request: Request, other: Request) -> tuple[str, str] | None:
    """By what names the two call what they ask for; None where it is one, or not known."""
    one, two = _data_of(tx, request), _data_of(tx, other)
    return (one, two) if one and two and one != two else None


def _data_of(tx: Tx, request: Request) -> str | None:
    core, items = core_of(tx, request.id), catalogue_of(tx)
    name = data_named(request.title, features(core, request.first_at, catalogue=items))
    # Whom a list is of is nobody's business but of those who make it.
    return None if name and items.item_of(name) is None and names_person(name) else name


def _told_apart(items: Catalogue, one: str, two: str) -> bool:
    """Whether one belongs to the other, or people said that they are two."""
    belongs = items.parents.get(one) == two or items.parents.get(two) == one
    return belongs or two in items.apart.get(one, frozenset())
