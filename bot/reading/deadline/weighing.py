"""What a time is for, weighed from the words around it: settles what rules cannot tell."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from operator import add

from bot.domain.lexicon import Model
from bot.reading.deadline import cues
from bot.reading.deadline.agents import is_others
from bot.reading.deadline.candidates import Mark
from bot.reading.deadline.reads import Read, Role
from bot.reading.features import probabilities

DUE, START, REPEATS, NEITHER = "due", "start", "repeat", "none"

_LIKELY, _SURER, _OWED, _SUREST = 0.6, 0.75, 0.8, 0.85
_DUE = (Role.DEADLINE, Role.WEAK)
_OPEN = (
    *_DUE, Role.EVENT, Role.RECURRING, Role.DAY, Role.UPPER, Role.OTHERS, Role.NOTHING,
)  # fmt: skip
"""Roles that weights may change; what others rest on is told by more than the words beside."""


def weighed(reads: Iterable[Read], model: Model) -> tuple[Read, ...]:
    """The reads of a text with their roles as ``model`` finds them, if it is sure enough."""
    if not model.labels:
        return tuple(reads)
    return tuple(_weighed(read, model) for read in reads)


# As in ``role_of``, a time is met several times where its text asks several things.
@lru_cache(maxsize=512)
def _weighed(read: Read, model: Model) -> Read:
    if read.role not in _OPEN or (read.role is Role.NOTHING and read.candidate.other):
        return read  # 发现问题2小时内上报: what no message can tell the start of
    if _tells_the_day(read) or _signs_in(read):
        return read
    role = _role(read, probabilities(model, signs_of(read)))
    return read if role is read.role else replace(read, role=role, first=role)


def _signs_in(read: Read) -> bool:
    """9点大会,8:40前入座: of the meeting, whatever 前 tells elsewhere."""
    return read.role is Role.EVENT and bool(cues.SIGN_IN.match(read.here.after))


def _tells_the_day(read: Read) -> bool:
    """今天周二,一半都没动静: what day it is, and nothing beside it."""
    time, here = read.candidate, read.here
    today = time.day is not None and time.day.word == "今天"
    return today and time.end - time.start > len("今天") and not (here.before or here.after)


def _role(read: Read, odds: dict[str, float]) -> Role:
    role = read.role
    if read.candidate.every:
        unasked = role is Role.RECURRING and odds[NEITHER] > _LIKELY
        return Role.NOTHING if unasked else role  # what rules call nothing stays so
    plain = _closes(read) or _is_bidden(read)
    if odds[NEITHER] > (_SUREST if plain else _SURER) and role in (*_DUE, Role.EVENT):
        return Role.OTHERS
    if odds[START] > (_SUREST if plain else _LIKELY):
        return Role.EVENT
    if odds[DUE] <= _OWED or role in (*_DUE, Role.OTHERS) or is_others(read.here):
        return role
    return Role.DEADLINE


def _closes(read: Read) -> bool:
    """12月5日截止, 投到今晚12点: too plain for weights that are only quite sure."""
    if read.role is not Role.DEADLINE or read.candidate.mark is not Mark.BY:
        return False
    before = read.here.before
    return before.endswith("到") or not (read.here.after or before.endswith("截至"))


def _is_bidden(read: Read) -> bool:
    """请在31日前检查阀门, 18日白天务必刷完: asked of the reader in so many words."""
    if read.role is not Role.DEADLINE:
        return False
    return bool(_BIDS.search(read.here.before) or _MUST.match(read.here.after))


_BIDS = re.compile(
    "改[到成为在]?$|(?:请|务必|必须|须)(?:各[^,。;]{1,6}|大家|所有[^,。;]{1,6})?[于在]?$"
)
_MUST = re.compile("务必|必须")
_REACH, _BESIDE = 40, 30
_RUNS = (1, 2, 3)
_NUMBER = re.compile(r"\d+")


def signs_of(read: Read) -> frozenset[str]:
    """Runs of letters around a time by where they stand, and what sort of time it is.

    Also what is learned from. The first letter of a sign tells where its letters stand.
    """
    here = read.here
    before, after = _plain(here.before[-_REACH:]), _plain(here.after[:_REACH])
    led = _plain(here.sentence_before[: len(here.sentence_before) - len(here.before)][-_REACH:])
    told = _plain(here.sentence_after[len(here.after) :][:_REACH])
    stop = told[:1] or ("?" if here.questioned else "$")
    found = {f"<{f'^{before}'[-run:]}" for run in (*_RUNS, 4)}
    found.update(f">{(after + stop)[:run]}" for run in (*_RUNS, 4))
    found.update(f"={(after + stop)[-run:]}" for run in (*_RUNS, 4))
    for where, said in (
        ("b", before), ("a", after), ("B", led), ("A", told),
        ("p", _plain(here.earlier[-_BESIDE:])), ("n", _plain(here.beyond[:_BESIDE])),
    ):  # fmt: skip
        found.update(_runs(where, said))
    found.update((f"before {min(len(before), 9) // 3}", f"after {min(len(after), 12) // 3}"))
    found.update(_sort(read))
    return frozenset(found)


def _plain(said: str) -> str:
    return _NUMBER.sub("0", said)


def _runs(where: str, said: str) -> Iterator[str]:
    """The runs of one to three letters of ``said``, each after the letter for where it stands."""
    pairs = list(map(add, said, said[1:]))
    return map(where.__add__, chain(said, pairs, map(add, pairs, said[2:])))


def _sort(read: Read) -> Iterator[str]:
    """What sort of time it is, and what rules take it for."""
    time = read.candidate
    yield f"role {read.role}"
    yield f"role {read.role} {time.mark}"
    yield f"mark {time.mark}"
    yield f"day {time.day.name if time.day else ''}"
    yield f"clock {time.clock.name if time.clock else ''}"
    yield f"other {time.other.name if time.other else ''}"
    for name, is_so in (
        ("part", time.part), ("every", time.every), ("until", time.until),
        ("asked", read.here.questioned),
    ):  # fmt: skip
        if is_so:
            yield f"with {name}"
