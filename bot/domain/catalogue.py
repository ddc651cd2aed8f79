"""What a place changed in the catalogue of data items, over the one that is shipped."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b


class Claim(StrEnum):
    """What an amendment says of an item and another name.

    ITEM: there is one of this name; the other name, if any, is what it belongs to. ALIAS: the
    other name, an item or not, is this item. DROPPED: it no longer is. APART: the two are two
    different things.
    """

    ITEM = "item"
    ALIAS = "alias"
    DROPPED = "dropped"
    APART = "apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One small change, in the order in which it was made."""

    claim: Claim
    name: str
    other: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendments:
    """All that hold, the oldest first; of the same ``version`` where the same was made.

    Compared by their version alone, so that they are quick to look up by.
    """

    version: str = ""
    made: tuple[Amendment, ...] = field(default=(), compare=False)


NONE = Amendments()


def amendments(made: Iterable[Amendment]) -> Amendments:
    """Amendments in this order, with their version: "" for none."""
    kept = tuple(made)
    if not kept:
        return NONE
    said = "\n".join(f"{one.claim}\t{one.name}\t{one.other}" for one in kept)
    return Amendments(version=blake2b(said.encode(), digest_size=8).hexdigest(), made=kept)
