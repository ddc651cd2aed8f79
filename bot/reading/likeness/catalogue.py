"""The catalogue of data items as a place knows it: what is shipped, and what it changed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.catalogue import NONE, Amendment, Amendments, Claim
from bot.reading.likeness.marks import NOISE
from bot.reading.likeness.words import ITEMS, WORDS, Item, Table, words_of
from bot.reading.normalise import normalise

LONGEST_NAME = 20
_NAME = re.compile(rf"(?=.*[一-龥])[一-龥a-z0-9]{{2,{LONGEST_NAME}}}")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Catalogue:
    """Items by their names, and all that requests are compared by which comes of them.

    ``made`` are the amendments that it holds, ``words`` find a name in a text, ``parents`` tell
    what an item belongs to, ``apart`` which others it was said to be different from, ``called``
    the names that the place gave it; ``noise`` is what of a text tells nothing: numbers, unless
    they stand in a name of the place (80岁以上老人).
    """

    made: tuple[Amendment, ...]
    items: Mapping[str, Item]
    words: Table
    parents: Mapping[str, str]
    apart: Mapping[str, frozenset[str]]
    called: Mapping[str, frozenset[str]]
    noise: re.Pattern[str]

    def item_of(self, spelling: str) -> str | None:
        """The item that goes by a name, be it another one of it."""
        word = self.words.exact(spelling.lower())
        return word.name if word and word.sort == "subject" else None

    def is_above(self, name: str, other: str) -> bool:
        """Whether an item belongs to what belongs to another one, which it could not be, then."""
        return _is_above(self.items, name, other)


def _is_above(items: Mapping[str, Item], name: str, other: str) -> bool:
    """Not where it belongs to the other one itself: it can take its place."""
    above = items[name].parent
    return above is not None and above != other and other in _chain(items, above)


def _chain(items: Mapping[str, Item], name: str) -> list[str]:
    found: list[str] = []
    at: str | None = name
    while at is not None and at not in found:
        found.append(at)
        at = items[at].parent if at in items else None
    return found


def plain_name(text: str) -> str | None:
    """A name as it is kept and looked for; None where none could be found in a text.

    At least two letters; nothing that stands in every other notice (名单, 上报).
    """
    name = "".join(normalise(text).text.split()).lower()
    word = WORDS.exact(name)
    if not _NAME.fullmatch(name) or (word and word.sort != "subject"):
        return None
    return name


@lru_cache(maxsize=8)
def catalogue(changed: Amendments = NONE) -> Catalogue:
    """What is shipped with these amendments, kept until there are others."""
    if not changed.made:
        return SHIPPED
    items, apart = _amended(changed.made)
    words = words_of(items)
    names = {name for one in changed.made for name in (one.name, one.other) if name}
    return Catalogue(
        made=changed.made,
        items=items,
        words=words,
        parents=_parents(items),
        apart=apart,
        called=_called(names, words),
        noise=_noise(name for name in names if re.search(r"\d", name)),
    )


def _called(names: Iterable[str], words: Table) -> dict[str, frozenset[str]]:
    """The names that were changed, by the item that each is now."""
    found: dict[str, set[str]] = {}
    for name in names:
        word = words.exact(name)
        if word and word.sort == "subject":
            found.setdefault(word.name, set()).add(name)
    return {name: frozenset(spellings) for name, spellings in found.items()}


def _parents(items: Mapping[str, Item]) -> dict[str, str]:
    return {name: item.parent for name, item in items.items() if item.parent}


def _noise(kept: Iterable[str]) -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, kept), key=len, reverse=True))
    # A name that stands there is passed over by letting it match as nothing.
    return re.compile(f"(?P<kept>{names})|{NOISE.pattern}") if names else NOISE


class _Draft:
    """Items while they are being changed; a name goes by its small letters."""

    def __init__(self) -> None:
        self.items = dict(ITEMS)
        self.apart: dict[str, set[str]] = {}
        self._of: dict[str, list[str]] = {}
        for name, item in ITEMS.items():
            for spelling in (name, *item.aliases):
                self._of.setdefault(spelling.lower(), []).append(name)

    def find(self, spelling: str) -> str | None:
        """The item that goes by a name: as in texts, the first that does."""
        return next(iter(self._of.get(spelling.lower(), ())), None)

    def named(self, spelling: str) -> str:
        """The item that goes by a name, made where there is none."""
        return self.find(spelling) or self.put(spelling, None)

    def put(self, name: str, parent: str | None) -> str:
        """Make an item of a name, whatever went by it before."""
        self.forget(name)
        self.items[name] = Item((), parent)
        self._of[name.lower()] = [name]
        return name

    def call(self, name: str, *spellings: str) -> None:
        """An item goes by these, too, and nothing else does."""
        for spelling in spellings:
            self.forget(spelling)
            self._of[spelling.lower()] = [name]
        before = self.items[name]
        self.items[name] = before._replace(aliases=(*before.aliases, *spellings))

    def forget(self, spelling: str) -> None:
        """Nothing goes by this any more."""
        for name in self._of.pop(spelling.lower(), ()):
            if name in self.items:
                item = self.items[name]
                rest = tuple(one for one in item.aliases if one.lower() != spelling.lower())
                self.items[name] = item._replace(aliases=rest)

    def join(self, name: str, other: str) -> None:
        """An item, and all that it goes by, is another one from now on."""
        gone = self.items.pop(other)
        for child, item in self.items.items():
            if item.parent == other:
                self.items[child] = item._replace(parent=None if child == name else name)
        self.call(name, other, *gone.aliases)
        for far in self.apart.pop(other, set()):
            self.apart[far].discard(other)
            if far != name:
                self.part(name, far)

    def part(self, one: str, other: str) -> None:
        """Two items are two different things, and neither belongs to the other."""
        for name, far in ((one, other), (other, one)):
            self.apart.setdefault(name, set()).add(far)
            if self.items[name].parent == far:
                self.items[name] = self.items[name]._replace(parent=None)

    def unpart(self, one: str, other: str) -> None:
        """They are no longer said to be."""
        self.apart.get(one, set()).discard(other)
        self.apart.get(other, set()).discard(one)


def _amended(
    made: Iterable[Amendment],
) -> tuple[dict[str, Item], dict[str, frozenset[str]]]:
    draft = _Draft()
    for one in made:
        match one.claim:
            case Claim.ITEM:
                _item(draft, one.name, one.other)
            case Claim.ALIAS:
                _alias(draft, draft.named(one.name), one.other)
            case Claim.DROPPED:
                if one.other.lower() != one.name.lower() == (draft.find(one.other) or "").lower():
                    draft.forget(one.other)
            case Claim.APART:
                _apart(draft, one.name, one.other)
    return draft.items, {name: frozenset(far) for name, far in draft.apart.items() if far}


def _item(draft: _Draft, name: str, above: str) -> None:
    if not _is_item(draft, name):
        # Nothing belongs to itself.
        apart = above and above.lower() != name.lower()
        draft.put(name, draft.named(above) if apart else None)


def _is_item(draft: _Draft, name: str) -> bool:
    return (draft.find(name) or "").lower() == name.lower()


def _alias(draft: _Draft, name: str, other: str) -> None:
    far = draft.find(other)
    if far == name:
        return
    if far is not None and _is_item(draft, other):
        if _is_above(draft.items, name, far):
            # It would belong to itself.
            return
        draft.unpart(name, far)
        draft.join(name, far)
    else:
        draft.call(name, other)


def _apart(draft: _Draft, name: str, other: str) -> None:
    """Each goes by its own name from now on, also where one was another name of the other."""
    one, two = draft.named(name), draft.named(other)
    if one == two:
        parent = draft.items[one].parent
        one, two = (
            one if spelling.lower() == one.lower() else draft.put(spelling, parent)
            for spelling in (name, other)
        )
    if one != two:
        draft.part(one, two)


SHIPPED = Catalogue(
    made=(), items=ITEMS, words=WORDS, parents=_parents(ITEMS), apart={}, called={}, noise=NOISE
)
