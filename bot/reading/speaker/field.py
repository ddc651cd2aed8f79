"""The field of work that a sender's notices speak of: 变压器 and 总闸 are of the power supply."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import sqrt
from typing import Any

from bot.domain.lexicon import HALF, LANE, Lexicon, Model
from bot.domain.message import Message
from bot.domain.reading import Earlier
from bot.reading.likeness.words import load
from bot.reading.speaker.group_body import own_body
from bot.reading.speaker.level import Tier, place_of
from bot.reading.speaker.nickname import Office, name_of
from bot.reading.speaker.offices import OF_FIELDS

SURE_FROM = -50
"""Hundredths of the log odds from which a field is told: right three times in four, as writers
that were left out show."""
_FEW = 4
_LANE_FULL = (1 << LANE) - 1
# Who passes on what all others want is of no field.
_OF_ALL = "党政"
# Who serves a village without being of it.
_SERVING = frozenset({"供电", "水厂", "畜牧", "卫生院", "燃气", "热力"})


def share_of(terms: int) -> float:
    """How much each of so many known terms counts, so that long texts are no surer for it."""
    return 1 / sqrt(max(terms, _FEW))


def office_by_field(
    said: frozenset[str], message: Message, before: Sequence[Earlier], where: str, lexicon: Lexicon
) -> str | None:
    """The office whose field of work a sender speaks of, in these terms and earlier in the thread.

    None where that is not sure: a wrong name is worse than none.
    """
    own = (
        earlier.reading.terms
        for earlier in before
        if earlier.message.sender == message.sender and not earlier.message.forwarded_from
    )
    place = place_of(where)
    village = place is not None and place.tier is Tier.VILLAGE
    field = _field_of(said.union(*own))
    if field is None or (village and field not in _SERVING):
        return None
    if village and field == "卫生院":
        # Chinese towns have clinics, their villages a room, their communities a station.
        own_one = own_body(message.group) or "村"
        return own_one + ("卫生服务站" if own_one.endswith("社区") else "卫生室")
    return _called(field, where, lexicon)


def _field_of(said: frozenset[str]) -> str | None:
    model, bias = _model()
    known = [weight for term in said if (weight := model.weights.get(term))]
    if not known:
        return None
    total, share = sum(known, model.bias), share_of(len(known))
    odds, field = max(
        ((((total >> (LANE * place)) & _LANE_FULL) - HALF) * share + bias[place], field)
        for place, field in enumerate(model.labels)
    )
    return field if odds >= SURE_FROM and field != _OF_ALL else None


@lru_cache(maxsize=1)
def _model() -> tuple[Model, tuple[int, ...]]:
    """The weights of terms, and beside them what each field has by itself."""
    return model_from(load("fields"))


def model_from(data: Mapping[str, Any]) -> tuple[Model, tuple[int, ...]]:
    """The model as it is kept: for each term a line of fields and hundredths, 供电+872 水利-15."""
    fields, bias = list(data["bias"]), tuple(data["bias"].values())
    lane = {field: LANE * place for place, field in enumerate(fields)}
    weights = {
        term: sum(int(weight) << lane[field] for field, weight in _TOLD.findall(told))
        for term, told in data["weights"].items()
    }
    empty = sum(HALF << shift for shift in lane.values())
    return Model(labels=fields, bias=empty, weights=weights), bias


_TOLD = re.compile(r"(\w+)([+-]\d+)")


def _called(field: str, where: str, lexicon: Lexicon) -> str:
    """What the office of a field is called at the level of a group."""
    if field not in OF_FIELDS:
        office = Office(level="", place="", word=field, tail="", person="")
        return name_of(office, where, lexicon)
    place, (in_town, in_county) = place_of(where), OF_FIELDS[field]
    name = in_county if place and place.tier is Tier.COUNTY else in_town
    return name.format(place.letter if place else "")
