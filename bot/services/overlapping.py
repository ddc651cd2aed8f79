"""What requests that are still open share with each other, and what each wants besides."""

from collections.abc import Mapping

from bot.domain.digest import Mark, MarkKind
from bot.domain.request import Request, RequestState
from bot.reading.likeness import Catalogue, features
from bot.reading.sharing import shared

Asked = Mapping[str, tuple[Request, str]]
"""Requests with the text each is compared by, under the name their lines have."""


def pairs_among(requests: Mapping[str, Request]) -> tuple[tuple[str, str], ...]:
    """The names of those that want the same data, two by two; what is off wants none."""
    names = {one.key: name for name, one in requests.items() if one.state is RequestState.OPEN}
    found = {
        (min(name, other), max(name, other))
        for key, name in names.items()
        for far in requests[name].same_data
        if far != key and (other := names.get(far))
    }
    return tuple(sorted(found))


def overlap_marks(
    asked: Asked, pairs: tuple[tuple[str, str], ...], items: Catalogue
) -> dict[str, tuple[Mark, ...]]:
    """By name, what each of these shares with others, and what those want besides.

    What they share goes by the names of ``items``. Others of which no more is known than that they
    want the same are told of together.
    """
    told = {
        name: (core, features(core, request.first_at, request.deadline, catalogue=items))
        for name in {name for pair in pairs for name in pair}
        for request, core in [asked[name]]
    }
    marks: dict[str, dict[object, Mark]] = {}
    for one, other in pairs:
        both = shared(told[one], told[other])
        for name, far, seen in ((one, other, both), (other, one, both.turned)):
            same, known = marks.setdefault(name, {}), (seen.what, seen.both, seen.second_only)
            before = same.get(known)
            same[known] = Mark(
                kind=MarkKind.SAME_DATA,
                keys=(*(before.keys if before else ()), far),
                text=seen.what,
                issuer=asked[far][0].issuer,
                shares=seen.both,
                wants=seen.second_only,
            )
    return {name: tuple(same.values()) for name, same in marks.items()}
