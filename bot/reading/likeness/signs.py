"""What two requests share and where they differ, as named figures a model can weigh."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from bot.reading.likeness.actions import compare_actions
from bot.reading.likeness.content import Token
from bot.reading.likeness.fields import Features
from bot.reading.likeness.periods import agreement
from bot.reading.likeness.rounds import (
    another_round,
    is_ahead,
    is_held_anew,
    is_next,
    is_of_past_year,
    is_outlived,
    is_over,
    is_stale,
)
from bot.reading.likeness.stretches import other_days
from bot.reading.likeness.topics import alike, spoken_of
from bot.reading.likeness.which import another_one, another_sort, another_stance
from bot.reading.likeness.wordings import by_letters, by_wording
from bot.reading.likeness.words import BACKGROUND

_SHORT = 9.0


def signs(first: Features, second: Features) -> dict[str, float]:
    """Named figures, 0..1 mostly, of how two requests compare; the same whichever comes first."""
    # To the last bit: a tree may part the two ways round that a sum can be rounded.
    one, other = sorted((first, second), key=lambda text: (text.sent_at, text.plain))
    found: dict[str, float] = {}
    by_wording(one, other, found)
    by_letters(one, other, found)
    _subjects(one, other, found)
    if one.catalogue.apart and _parted(one, other):
        found["parted"] = 1.0
    compare_actions(one, other, found)
    _particulars(one, other, found)
    _together(one, other, found)
    _apart(one, other, found)
    if found["template"] >= _ALIKE:
        found["replaced"] = _replaced(one, other)
    if found["template"] >= COPIED_FORM:
        _marks(one, other, found)
    if found["template"] >= _COPIED:
        found["swapped"] = max(_swapped(one, other), found["book_lost"], found["period_lost"])
    return found


def _replaced(one: Features, other: Features) -> float:
    """How much of content stands in one text where other content stands in the other, 0..1."""
    mine, yours = [t.name for t in one.tokens], [t.name for t in other.tokens]
    return max(
        (
            min(_told(here, but=yours), _told(there, but=mine), 1.0)
            for here, there in _replacements(one.tokens, other.tokens, mine, yours)
        ),
        default=0.0,
    )


def _swapped(one: Features, other: Features) -> float:
    """How much is written where something else is written in what is else a copy, 0..1.

    By the letter: whoever edits a form changes what it is about, not by which name.
    """
    mine, yours = [t.written for t in one.tokens], [t.written for t in other.tokens]
    return max(
        (
            min(_told(here), _told(there), 1.0)
            for here, there in _replacements(one.tokens, other.tokens, mine, yours)
        ),
        default=0.0,
    )


def _replacements(
    one: Sequence[Token], other: Sequence[Token], mine: Sequence[str], yours: Sequence[str]
) -> Iterator[tuple[Sequence[Token], Sequence[Token]]]:
    """The words of one text that stand where others stand in the other, by what is compared."""
    for tag, i, j, k, end in SequenceMatcher(None, mine, yours, autojunk=False).get_opcodes():
        if tag == "replace":
            yield one[i:j], other[k:end]


def _told(tokens: Iterable[Token], but: Sequence[str] = ()) -> float:
    return sum(token.told for token in tokens if token.name not in but)


_COPIED = 0.6
_ALIKE = 0.4


def _subjects(one: Features, other: Features, found: dict[str, float]) -> None:
    said, lost_here, lost_there = 0.0, [0.0], [0.0]
    mine, yours = one.subjects, other.subjects
    for name, told in mine.items():
        if name in yours:
            said += min(told, yours[name])
        elif _related(name, other):
            said += min(told, 1.0) / 2
            found["kin"] = 1.0
        elif held := _held(one.spelled[name], other.plain):
            said += told * held
        else:
            lost_here.append(told)
    for name, told in yours.items():
        if name in mine or _related(name, one):
            continue
        if held := _held(other.spelled[name], one.plain):
            said += told * held
        else:
            lost_there.append(told)
    found["subjects_apart"] = float(bool(mine and yours) and said == 0)
    rest, rest_here, rest_there = _rest(one, other)
    least, most = sorted((one.weight or 0.1, other.weight or 0.1))
    found["covered"] = min(1.0, (said + rest) / least)
    found["covered_most"] = min(1.0, (said + rest) / most)
    weights = sorted((sum(mine.values()), sum(yours.values())))
    found["subject"] = min(1.0, said / weights[0]) if weights[0] else 0.0
    found["subject_most"] = min(1.0, said / weights[1]) if weights[0] else 0.0
    found["subject_none"] = float(not weights[0])
    found["subject_lost"] = min(max(lost_here), max(lost_there)) / 2
    found["subjects_lost"] = min(1.0, min(sum(lost_here), sum(lost_there)) / 4)
    found["rest_lost"] = min(1.0, min(rest_here, rest_there) / 4)
    found["lost"] = min(1.0, min(sum(lost_here) + rest_here, sum(lost_there) + rest_there) / 4)
    found["rest"] = rest / (min(rest + rest_here, rest + rest_there) or 1.0)
    _heads(one, other, found)


def _heads(one: Features, other: Features, found: dict[str, float]) -> None:
    """Whether what each names first stands in the other, too, or is of one family with it."""
    if one.head and other.head:
        here = _tells(one.head, one, other)
        there = _tells(other.head, other, one)
        found["head_same"], found["head_lost"] = (
            float(here and there),
            float(not here and not there),
        )
        parents = one.catalogue.parents
        family = parents.get(one.head), parents.get(other.head)
        found["siblings"] = float(
            not here and not there and family[0] is not None and family[0] == family[1]
        )


def _tells(name: str, one: Features, other: Features) -> bool:
    return name in other.subjects or _related(name, other) or one.spelled[name] in other.plain


_WORDLY, _HINTED, _PARTLY = 0.9, 0.4, 0.7


def _held(spelling: str, text: str) -> float:
    """How far a name stands in a text: to the letter (小作坊 in 食品小作坊, which is more than it),
    or with words in between (网格划分: 网格要重新划); 0 where it does not.
    """
    if spelling in text:
        return _WORDLY
    if len(spelling) < _LONG:
        return 0.0
    if _scattered(spelling).search(text):
        return _HINTED
    return _PARTLY * sum(told for pair, told in _shares(spelling) if pair in text)


_LONG = 3


@lru_cache(maxsize=8192)
def _shares(spelling: str) -> tuple[tuple[str, float], ...]:
    """What each two letters in a row tell of a name."""
    pairs = [spelling[place : place + 2] for place in range(len(spelling) - 1)]
    worth = sum(map(BACKGROUND.weight, pairs)) or 1.0
    return tuple((pair, BACKGROUND.weight(pair) / worth) for pair in pairs)


@lru_cache(maxsize=8192)
def _scattered(spelling: str) -> re.Pattern[str]:
    letters = spelling if len(spelling) == _LONG else spelling[:-1]
    return re.compile(".{0,3}?".join(map(re.escape, letters)))


def _parted(one: Features, other: Features) -> bool:
    """Whether one is about what people said to be different from what the other is about."""
    apart = one.catalogue.apart
    if apart.keys().isdisjoint(one.subjects) or apart.keys().isdisjoint(other.subjects):
        return False
    return any(
        far in other.subjects and far not in one.subjects
        for name in _mainly(one)
        if name not in other.subjects
        for far in apart.get(name, frozenset()) & _mainly(other)
    )


def _mainly(one: Features) -> frozenset[str]:
    """What a text is about: the item it names first, and what tells as much."""
    most = max(one.subjects.values(), default=0.0)
    told = {name for name, told in one.subjects.items() if told >= most * _AS_MUCH}
    return frozenset(told | {one.head} if one.head else told)


_AS_MUCH = 0.6


def _related(name: str, other: Features) -> bool:
    parents = other.catalogue.parents
    return parents.get(name) in other.subjects or any(
        parents.get(known) == name for known in other.subjects
    )


def _rest(one: Features, other: Features) -> tuple[float, float, float]:
    shared = sum(min(told, other.rest[t]) for t, told in one.rest.items() if t in other.rest)
    here = sum(t for term, t in one.rest.items() if term not in other.letters)
    there = sum(t for term, t in other.rest.items() if term not in one.letters)
    return shared, here, there


def _particulars(one: Features, other: Features, found: dict[str, float]) -> None:
    agree, conflict = agreement(one.periods, other.periods)
    another = another_round(one, other) or another_round(other, one)
    found["period"], found["period_lost"] = float(agree), float(conflict or another)
    found["year_lost"] = float(is_of_past_year(one, other) or is_of_past_year(other, one))
    found["outlived"] = float(is_outlived(one, other) or is_outlived(other, one))
    found["over"] = float(is_over(one, other))
    found["stale"] = float(is_stale(one, other))
    found["period_ahead"] = float(is_ahead(one, other) or is_ahead(other, one))
    for key, mine, yours in (("book", one.books, other.books), ("age", one.ages, other.ages),
                             ("numbered", one.numbered, other.numbered)):  # fmt: skip
        found[key] = float(bool(mine & yours))
        found[f"{key}_lost"] = float(bool(mine and yours and not mine & yours))
    found["born"] = float(bool(one.born & other.born))
    found["data_lost"] = float(one.hands_in != other.hands_in)
    for here, there in ((one, other), (other, one)):
        if here.addressed and not there.own and here.addressed not in there.plain:
            found["addressed_lost"] = 1.0


def _marks(one: Features, other: Features, found: dict[str, float]) -> None:
    """By which mark one of two copies of a form is about something else than the other.

    Of texts in words of their own such marks tell little: one may name a part, or a new time.
    """
    found["which_lost"] = float(_another_one(one, other))
    found["sort_lost"] = float(another_sort(one.which, other.which))
    found["stretch_lost"] = float(other_days(one.stretches, other.stretches))
    found["round_lost"] = float(is_next(one, other))
    found["held_lost"] = float(is_held_anew(one, other))


def _another_one(one: Features, other: Features) -> bool:
    stance = another_stance(one.which, other.which, one.plain, other.plain)
    return stance or another_one(one.which, other.which)


def names_another(one: Features, other: Features) -> bool:
    """Whether two texts, whatever their words, bear marks of different ones of several."""
    days = other_days(one.stretches, other.stretches)
    return days or _another_one(one, other) or another_sort(one.which, other.which)


COPIED_FORM = 0.5


def _together(one: Features, other: Features, found: dict[str, float]) -> None:
    """How long the two are, and what the later of them does: it may mean more than it says."""
    found["size"], found["size_most"] = sorted((float(one.size), float(other.size)))
    found["short"] = max(0.0, 1 - min(one.weight, other.weight) / _SHORT)
    found["pointing"] = float(one.points or other.points)
    found["own"] = float(one.own or other.own)
    found["reminds"], found["updates"] = float(other.reminds), float(other.updates)
    found["forwards"] = float(other.forwards)


def _apart(one: Features, other: Features, found: dict[str, float]) -> None:
    """What is left of each text without what both say: how much, and whether it speaks of the same.

    Whoever wants the same in other words speaks of the same things there.
    """
    here, there = one.letters - other.letters, other.letters - one.letters
    found["left"], found["left_most"] = sorted((float(len(here)), float(len(there))))
    if found["left"] >= _TOLD_LEFT:
        found["left_topics"] = alike(spoken_of(here), spoken_of(there))


_TOLD_LEFT = 3
