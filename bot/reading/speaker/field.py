"""The field of work that a sender's notices speak of: 变压器 and 总闸 are of the power supply."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import sqrt
from typing import Any

from bot.domain.lexicon import HALF, LANE, Lexicon, Model
from bot.domain.reading import Earlier, Voice
from bot.reading.likeness.words import load
from bot.reading.normalise import normalise
from bot.reading.speaker.group_body import own_body
from bot.reading.speaker.known import offices_told
from bot.reading.speaker.level import Place, Tier, place_of
from bot.reading.speaker.nickname import Office, name_of
from bot.reading.speaker.offices import OF_FIELDS

SURE_FROM, EVEN = -110, 0
"""Hundredths of the log odds from which a field is told: of what odds down to -150 would add but
two in five are right, as writers that were left out show, and a wrong office misleads. Where no
group's name tells a level, it must be likelier."""
LIKELIER = 200
"""Hundredths of the log odds by which a field is likelier in a group whose name tells it."""
_FEW = 4
_LANE_FULL = (1 << LANE) - 1
# Who passes on what all others want, or says what is done. In a town they keep the house, or lead
# it; in a county they may be of any body.
_OF_ALL = ("党政", "政府")
# Who serves a village without being of it.
_SERVING = frozenset({"供电", "水厂", "畜牧", "卫生院", "燃气", "热力", "派出所"})


def share_of(terms: int) -> float:
    """How much each of so many known terms counts, so that long texts are no surer for it."""
    return 1 / sqrt(max(terms, _FEW))


def office_by_field(
    voice: Voice, where: str, group: str, before: Sequence[Earlier], lexicon: Lexicon
) -> str | None:
    """The office whose field of work somebody speaks of, as the thread calls it.

    None where that is not sure: a wrong name is worse than none.
    """
    place = place_of(where)
    tier = place.tier if place else None
    village = tier is Tier.VILLAGE
    field = field_leant(voice, SURE_FROM if place else EVEN, fields_of_group(group))
    if field is None or (village and field not in _SERVING):
        return None
    if place and field in _OF_ALL:
        return _hall(place, field) if tier is Tier.TOWN else None
    if village and field == "卫生院":
        # Chinese towns have clinics, their villages a room, their communities a station.
        own_one = own_body(group) or "村"
        return own_one + ("卫生服务站" if own_one.endswith("社区") else "卫生室")
    if field == "卫生院" and place and place.letter == "街道":
        return "社区卫生服务中心"
    usual = called_in(field, where, lexicon)
    if usual == field:
        return usual  # 物业: a firm, of which there are many
    told = {one for one in offices_told(where, before) if field_of(one) == field}
    return told.pop() if len(told) == 1 else usual


@lru_cache(maxsize=1024)
def field_of(body: str | None) -> str:
    """The field of work that a body's name tells; "" where none."""
    return next((field for field, said in _names() if said.search(body or "")), "")


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((field, re.compile(said)) for field, said in load("field_names").items())


def _hall(place: Place, field: str) -> str:
    if field == "政府" and place.letter == "街道":
        return "街道办"
    return place.letter + ("政府" if field == "政府" else "党政办")


def spoken_of(said: frozenset[str]) -> tuple[dict[str, int], int]:
    """For each field the sum of log odds that these terms tell, in hundredths; how many told it."""
    model, _ = _model()
    known = [weight for term in said if (weight := model.weights.get(term))]
    total = sum(known, model.bias)
    sums = {
        field: ((total >> (LANE * place)) & _LANE_FULL) - HALF
        for place, field in enumerate(model.labels)
    }
    return sums, len(known)


def field_leant(
    voice: Voice, sure_from: int = SURE_FROM, likely: frozenset[str] = frozenset()
) -> str | None:
    """The field of work somebody speaks of; None where that is not sure. ``likely`` are those of
    the group, which its members speak for more often than others do.
    """
    if not voice.fields:
        return None
    model, bias = _model()
    share = share_of(voice.words)
    own = dict(zip(model.labels, bias, strict=True))
    sums = {**dict.fromkeys(likely & own.keys(), 0), **dict(voice.fields)}
    told = {name: sum_ * share + own.get(name, -HALF) for name, sum_ in sums.items()}
    best = max((odds, name) for name, odds in told.items())
    if best[0] < sure_from:
        best = max([best, *((told[name] + LIKELIER, name) for name in likely & told.keys())])
    return best[1] if best[0] >= sure_from else None


def office_of_group(group: str, lexicon: Lexicon) -> str | None:
    """The office for whose work alone a county's group is, as its name tells: 县驻村办."""
    place = place_of(group)
    if place is None or place.tier is not Tier.COUNTY:
        return None
    plain = _AUDIENCE.sub("", normalise(group).text)
    fields = [field for field, said in _names() if said.search(plain)]
    return (
        called_in(fields[0], group, lexicon)
        if len(fields) == 1 and fields[0] in _ONE_HOUSE
        else None
    )


# Fields whose work no other body of a county does: its schools are the education bureau's.
_ONE_HOUSE = frozenset({"驻村", "中心校", "教育", "税务", "供电", "统计", "医保"})


@lru_cache(maxsize=4096)
def fields_of_group(group: str) -> frozenset[str]:
    """The fields of work that a group's name tells: 防汛 and 应急 of 柳汀镇防汛应急工作群."""
    plain = _AUDIENCE.sub("", normalise(group).text)
    return frozenset(field for field, said in _names() if said.search(plain)) - _NO_FIELD


# Of whom there are many in a group that are spoken to: they tell who listens.
_AUDIENCE = re.compile("渔[村民]|物业|业主")
_NO_FIELD = frozenset({"党政", "政府", "驻村"})


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


def called_in(field: str, where: str, lexicon: Lexicon) -> str:
    """What the office of a field is called at the level of a group."""
    if field not in OF_FIELDS:
        office = Office(level="", place="", word=field, tail="", person="")
        return name_of(office, where, lexicon)
    place, (in_town, in_county) = place_of(where), OF_FIELDS[field]
    name = in_county if place and place.tier is Tier.COUNTY else in_town
    return name.format(place.letter if place else "")
