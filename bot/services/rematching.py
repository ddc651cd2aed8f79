"""What the present matcher would link differently among stored requests; nothing is changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.catalogue import Amendment
from bot.domain.reading import NO_TIMES, Ask
from bot.domain.request import Request
from bot.reading.findable import findable
from bot.reading.likeness import Catalogue, Likeness, features
from bot.reading.speaker.bodies import town_asking
from bot.services.catalogue import catalogue_of, with_amendment
from bot.services.comparing import compared
from bot.services.duplicates import CANDIDATES, weighed
from bot.services.looking import likeness_of
from bot.services.pointed_at import MEMORY
from bot.storage.catalogue import requests_naming
from bot.storage.connection import Snapshot
from bot.storage.corrections import apart_from
from bot.storage.mentions import core_of, mentions_of
from bot.storage.overview import Sight, seen_among
from bot.storage.pairs import links_between, links_of
from bot.storage.repeats import Live, likely_repeats
from bot.storage.requests import requests_plain, roots_since


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two requests that are linked otherwise than they would be linked today.

    ``stored`` and ``now`` are merges, asks, same_data, or None.
    """

    pair: tuple[Request, Request]
    stored: str | None
    now: str | None
    likeness: Likeness


def differences(snapshot: Snapshot, now: datetime) -> Iterator[Difference]:
    """Of requests spoken of in the last weeks, newest first; what people decided is left out."""
    items = catalogue_of(snapshot)
    for request in roots_since(snapshot, now - MEMORY):
        far = apart_from(snapshot, request.id)
        linked = _linked(snapshot, request, far, items)
        for other, (how, like) in linked.items():
            stored = links_between(snapshot, request.id, other.id)
            if stored not in (how, "confirmed"):
                yield Difference(pair=(other, request), stored=stored, now=how, likeness=like)
        found = {other.id for other in linked}
        before = [one for one in links_of(snapshot, request.id) if one < request.id]
        for other in requests_plain(snapshot, [one for one in before if one not in found | far]):
            stored = links_between(snapshot, request.id, other.id)
            if stored not in (None, "confirmed"):
                like = likeness_of(snapshot, request, other)
                yield Difference(pair=(other, request), stored=stored, now=None, likeness=like)


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold:
    """What another catalogue would do: how many requests of late speak of what it changes, and of
    the newest of these, ``looked_at``, which would be linked otherwise; ``stored`` is how now.
    """

    speaking: int
    looked_at: int
    otherwise: tuple[Difference, ...]


def foretold(snapshot: Snapshot, sight: Sight, made: Amendment, now: datetime) -> Foretold:
    """What an amendment would do to what somebody sees: of the rest not even the number is told.

    Nothing is changed, and what is linked stays as it is.
    """
    before = catalogue_of(snapshot)
    after = with_amendment(before, made)
    names = {made.name, made.other} - {""}
    for items in (before, after):
        for item in filter(None, map(items.item_of, tuple(names))):
            names |= {item, *items.items[item].aliases}
    found = requests_naming(snapshot, sight, sorted(names), now - MEMORY, SPEAKING)
    newest = requests_plain(snapshot, found[:_LOOKED_AT])
    otherwise = list(_otherwise(snapshot, newest, before, after))
    seen = seen_among(snapshot, sight, {one.id for two in otherwise for one in two.pair})
    return Foretold(
        speaking=len(found),
        looked_at=len(newest),
        otherwise=tuple(two for two in otherwise if seen.issuperset(one.id for one in two.pair)),
    )


SPEAKING = 500
_LOOKED_AT = 10
"""Looking at one costs some hundredths of a second."""


def _otherwise(
    snapshot: Snapshot, requests: Iterable[Request], before: Catalogue, after: Catalogue
) -> Iterator[Difference]:
    for request in requests:
        far = apart_from(snapshot, request.id)
        was, will = (_linked(snapshot, request, far, items) for items in (before, after))
        for other in was | will:
            (how, like), (then, likely) = (
                linked.get(other, (None, None)) for linked in (was, will)
            )
            if how != then:
                known = likely or like
                assert known is not None
                yield Difference(pair=(other, request), stored=how, now=then, likeness=known)


def _linked(
    snapshot: Snapshot, request: Request, far: frozenset[int], items: Catalogue
) -> dict[Request, tuple[str, Likeness]]:
    """To which earlier requests this one would be linked if it came today, and how."""
    core, at = core_of(snapshot, request.id), request.first_at
    own = features(core, at, request.deadline, request.starts_at, items)
    live = Live(at - MEMORY, at)
    found = [
        (other, text)
        for other, text in likely_repeats(snapshot, findable(core, own), live, CANDIDATES)
        if other.id < request.id and other.id not in far
    ]
    alike = compared((core, own), found, request.issuer)
    times = replace(NO_TIMES, deadline=request.deadline, starts_at=request.starts_at)
    ask = Ask(kind=request.kind, title=request.title, issuer=request.issuer, times=times)
    groups = {told.group for told in mentions_of(snapshot, request.id)}
    town = town_asking(request.issuer, core, groups)
    match, likeness = weighed(snapshot, ask, alike, town), dict(alike)
    how = {other: "asks" for other, _ in match.doubts}
    how |= dict.fromkeys(match.same_data, "same_data")
    if match.request:
        how[match.request] = "merges"
    return {other: (word, likeness[other]) for other, word in how.items()}
