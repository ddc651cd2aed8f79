"""What each level wants of a request, as it is stored."""

import json
from collections.abc import Iterable
from typing import Any

from bot.domain.levels import Demand, Level, Scope
from bot.domain.reading import DueFor
from bot.storage.messages import moment, seconds


def levels_json(levels: Iterable[Level]) -> str | None:
    """Levels as they are stored; None where there are none."""
    told = [
        [one.rank, one.chat, one.by, one.issuer, seconds(one.deadline), one.recurs, one.demands,
         one.scopes, one.place, one.assumed, one.within, due_for_json(one.due_for)]
        for one in levels
    ]  # fmt: skip
    return json.dumps(told, ensure_ascii=False) if told else None


def levels_of(kept: str | None) -> tuple[Level, ...]:
    """Levels from what `levels_json` wrote."""
    return tuple(_level(told) for told in json.loads(kept)) if kept else ()


def _level(told: list[Any]) -> Level:
    rank, chat, by, issuer, deadline, recurs, demands, scopes, place, assumed, *more = told
    within, due_for = (*more, None, None)[:2]
    return Level(
        rank=rank,
        chat=chat,
        by=by,
        issuer=issuer,
        deadline=moment(deadline),
        recurs=recurs,
        demands=tuple(Demand(*one) for one in demands),
        scopes=tuple(Scope(*one) for one in scopes),
        place=place,
        assumed=assumed,
        within=within,
        due_for=due_for_of(due_for),
    )


def due_for_json(due_for: Iterable[DueFor]) -> str | None:
    """Who is due when, as it is stored; None where nobody is due apart."""
    told = [[one.whose, seconds(one.at)] for one in due_for]
    return json.dumps(told, ensure_ascii=False) if told else None


def due_for_of(told: str | None) -> tuple[DueFor, ...]:
    """Who is due when from what `due_for_json` wrote."""
    pairs = json.loads(told) if told else ()
    return tuple(DueFor(whose=whose, at=at) for whose, when in pairs if (at := moment(when)))
