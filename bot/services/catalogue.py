"""The catalogue of data items as a place knows it: looked up, amended, and put back as it was."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.audit import Act
from bot.domain.catalogue import Amendment, Claim, amendments
from bot.reading.likeness import SHIPPED, Catalogue, catalogue, plain_name
from bot.services.recording import record
from bot.storage.catalogue import (
    Kept,
    Proposal,
    add_amendment,
    amendment_by_id,
    amendments_of,
    answer_proposal,
    ask_again,
    is_named_later,
    proposal_by_id,
    undo_amendment,
)
from bot.storage.connection import Snapshot, Tx
from bot.storage.overview import Sight


class Refusal(StrEnum):
    """Why the catalogue stays as it is."""

    NO_NAME = "no_name"
    """None that could be found in a text, or one that stands in every other notice."""
    NO_ITEM = "no_item"
    ONE_NAME = "one_name"
    ALREADY = "already"
    LOOP = "loop"
    """An item would belong to itself."""
    GONE = "gone"
    LATER = "later"
    """Something that was said later rests on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item as it is shown; of its names, ``own`` are those that the place gave it.

    ``siblings`` belong to the same as it does, ``children`` to it; from ``apart`` people said that
    it is different.
    """

    name: str
    aliases: tuple[str, ...]
    own: frozenset[str]
    parent: str | None
    siblings: tuple[str, ...]
    children: tuple[str, ...]
    apart: tuple[str, ...]


def catalogue_of(snapshot: Snapshot) -> Catalogue:
    """The catalogue as it is now; built once for each version of it."""
    return catalogue(amendments_of(snapshot))


def found(items: Catalogue, words: str, most: int) -> list[tuple[str, str | None]]:
    """Items called like ``words``, the likest first, with the other name that is like them."""
    wanted = "".join(words.split()).lower()
    hits = []
    for name, item in items.items.items() if wanted else ():
        spellings = [name, *item.aliases]
        like = min(
            (
                (one.lower() != wanted, bool(place), len(one), place)
                for place, one in enumerate(spellings)
                if wanted in one.lower()
            ),
            default=None,
        )
        if like:
            hits.append((like, name, spellings[like[-1]] if like[-1] else None))
    return [(name, other) for _, name, other in sorted(hits, key=lambda hit: hit[:2])[:most]]


def item_named(items: Catalogue, name: str) -> Item | None:
    """An item, by any of its names."""
    known_as = items.item_of(name)
    if known_as is None:
        return None
    item = items.items[known_as]
    shipped = SHIPPED.items.get(known_as)
    before = {known_as, *shipped.aliases} if shipped else {known_as}
    beside = (n for n, p in items.parents.items() if item.parent and p == item.parent)
    return Item(
        name=known_as,
        aliases=item.aliases,
        own=frozenset(item.aliases) - before,
        parent=item.parent,
        siblings=tuple(sorted(n for n in beside if n != known_as)),
        children=tuple(sorted(n for n, p in items.parents.items() if p == known_as)),
        apart=tuple(sorted(items.apart.get(known_as, ()))),
    )


def wanted(items: Catalogue, claim: Claim, name: str, other: str) -> Amendment | Refusal:
    """What somebody says of an item and another name, if it can be said and says anything new.

    Of an item that is new the other name, if any, is what it belongs to.
    """
    one, two = plain_name(name), plain_name(other)
    if one is None or (two is None and (other.strip() or claim is not Claim.ITEM)):
        return Refusal.NO_NAME
    if one == two:
        return Refusal.ONE_NAME
    if claim is Claim.ITEM and two and items.item_of(two) is None:
        return Refusal.NO_ITEM
    if claim is Claim.DROPPED and items.item_of(one) is None:
        return Refusal.NO_ITEM
    made = Amendment(claim=claim, name=_as_kept(items, claim, one), other=two or "")
    both = {made.name, made.other} <= items.items.keys()
    if claim is Claim.ALIAS and both and items.is_above(made.name, made.other):
        return Refusal.LOOP
    return made if _is_new(items, made) else Refusal.ALREADY


def _as_kept(items: Catalogue, claim: Claim, name: str) -> str:
    """By its one name, but where that is the point."""
    known_as = items.item_of(name)
    return known_as if known_as and claim in (Claim.ALIAS, Claim.DROPPED) else name


def _is_new(items: Catalogue, made: Amendment) -> bool:
    after = with_amendment(items, made)
    return (after.items, after.apart, after.noise) != (items.items, items.apart, items.noise)


def with_amendment(items: Catalogue, made: Amendment) -> Catalogue:
    """The catalogue as it would be with one amendment more."""
    return catalogue(amendments([*items.made, made]))


def amend(tx: Tx, by: int, claim: Claim, name: str, other: str, now: datetime) -> Kept | Refusal:
    """Say something of an item, in its own small change over what is shipped."""
    made = wanted(catalogue_of(tx), claim, name, other)
    if isinstance(made, Refusal):
        return made
    ident = add_amendment(tx, made, by, now)
    _record(tx, by, made, now)
    return Kept(ident, made, by, now)


def _record(tx: Tx, by: int, made: Amendment, now: datetime, how: str = "made") -> None:
    record(
        tx, Act.CATALOGUE, by, now, subject=made.name, claim=made.claim, other=made.other, how=how,
    )  # fmt: skip


def take_back(tx: Tx, by: int, ident: int, now: datetime) -> Kept | Refusal:
    """An amendment holds no more; what else was said stays. Of the configuration none is undone."""
    made = amendment_by_id(tx, ident)
    if made is None or made.member is None:
        return Refusal.GONE
    if made.amendment.claim is Claim.ITEM and is_named_later(tx, made):
        return Refusal.LATER
    undo_amendment(tx, ident, by, now)
    ask_again(tx, ident)
    _record(tx, by, made.amendment, now, "undone")
    return made


def answer(
    tx: Tx, by: int, sight: Sight, ident: int, now: datetime, *, yes: bool
) -> Proposal | Refusal:
    """What was proposed is so, and is in the catalogue from now on; or it is not, for ever."""
    asked = proposal_by_id(tx, sight, ident)
    if asked is None:
        return Refusal.GONE
    said = asked.amendment
    if not yes:
        answer_proposal(tx, ident, by, now, yes=False)
        _record(tx, by, said, now, "rejected")
        return asked
    made = amend(tx, by, said.claim, said.name, said.other, now)
    if isinstance(made, Refusal) and made is not Refusal.ALREADY:
        return made
    # What somebody said meanwhile, elsewhere on the page, answers it as well.
    by_this = made.id if isinstance(made, Kept) else None
    answer_proposal(tx, ident, by, now, yes=True, amendment=by_this)
    return asked
