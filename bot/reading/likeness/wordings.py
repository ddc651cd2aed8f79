"""Signs of how alike two requests are by their letters and columns, whatever these name."""

from collections.abc import Iterable

from bot.reading.likeness.fields import Features
from bot.reading.likeness.topics import alike, topics
from bot.reading.likeness.words import BACKGROUND


def by_wording(one: Features, other: Features, found: dict[str, float]) -> None:
    """How much of their letters and columns two requests share, put into ``found``."""
    shared = len(one.letters & other.letters)
    least = min(len(one.letters), len(other.letters)) or 1
    found["template"] = shared / ((len(one.letters) + len(other.letters) - shared) or 1)
    found["contained"] = shared / least
    both = _worth(one.heads & other.heads)
    found["columns"] = both / (_worth(one.heads | other.heads) or 1.0)
    found["columns_held"] = both / (min(_worth(one.heads), _worth(other.heads)) or 1.0)
    found["columns_rare"] = min(both / _MANY_COLUMNS, 1.0)
    _by_pairs(one, other, found)


def _by_pairs(one: Features, other: Features, found: dict[str, float]) -> None:
    """What pairs of letters tell that both have: as a cosine, and of the three that tell most."""
    both = sorted(map(BACKGROUND.weight, one.letters & other.letters), reverse=True)
    found["pairs"] = sum(told * told for told in both) / (one.length * other.length)
    found["pairs_rare"], found["pairs_rarest"] = sum(both[:3]), both[0] if both else 0.0


def by_letters(one: Features, other: Features, found: dict[str, float]) -> None:
    """What single letters are shared: other words for a thing are often made of some of them.

    And what both speak of, in whatever words.
    """
    mine, yours = one.script, other.script
    both = [told for letter, told in mine.items() if letter in yours]
    here, there, shared = sum(mine.values()), sum(yours.values()), sum(both)
    found["script"] = shared / ((here + there - shared) or 1.0)
    found["script_held"] = shared / (min(here, there) or 1.0)
    found["topics"] = alike(topics(one.letters), topics(other.letters))
    found["script_rare"] = min(1.0, sum(told for told in both if told > _RARE) / _MANY_RARE)


_RARE, _MANY_RARE = 0.5, 5.0


def _worth(columns: Iterable[str]) -> float:
    """What columns tell: a name or a phone number stands in every list, 是否火化 in few."""
    return sum(max(0.0, BACKGROUND.weight(f"|{name}") - _USUAL) for name in sorted(columns))


_USUAL, _MANY_COLUMNS = 0.3, 3.0
