"""How the requests that may be meant compare to a new one, heard among each other."""

from dataclasses import replace
from heapq import nlargest

from bot.domain.request import Request
from bot.reading.likeness import Context, Features, Likeness, Told, features
from bot.reading.sharing import shared
from bot.reading.speaker.issuer import passes_on

READ, _LIKELY = 8, 4
"""So many requests are looked at whole, and so many of them heard among each other."""


def compared(
    said: tuple[str, Features], found: list[tuple[Request, str]], issuer: str | None
) -> list[tuple[Request, Likeness]]:
    """How the likeliest of these requests compare to one, heard among each other, surest first.

    Each is its text; of the one in question, also what it is compared by.
    """
    among = Context()
    mine = among.add(said[1], Told(by=issuer))
    known = {}
    for other, text in found[:READ]:
        own = features(text, other.first_at, other.deadline, other.starts_at, said[1].catalogue)
        known[among.add(own, Told(by=other.issuer))] = (other, text)
    likely = nlargest(_LIKELY, known, key=lambda place: among.odds(mine, place))
    alike = []
    for place in likely:
        other, text = known[place]
        like = among.compare(mine, place, likely)
        alike.append((other, _of_its_own(said, (text, among.all[place]), like)))
    return sorted(alike, key=lambda pair: -pair[1].score)


def _of_its_own(
    said: tuple[str, Features], other: tuple[str, Features], like: Likeness
) -> Likeness:
    """A relay lays more on top; what leaves out columns and has its own is another's list."""
    if like.relation != "relay_tightened" or passes_on(said[0]):
        return like
    both = shared(said, other)
    return replace(like, relation="near") if both.first_only and both.second_only else like
