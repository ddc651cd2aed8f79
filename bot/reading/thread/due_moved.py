"""Times that a correction moves for some alone (更正:其他村改为17日前), or only names again."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.reading import Assumption, DueFor, Evidence, Times
from bot.reading.asks.listed import in_a_row, listed, named_of, of_title
from bot.reading.handing_in import is_for_all, names_unit
from bot.reading.papers import is_copy
from bot.reading.speaker.units import is_rest, is_whole, words_of_whose
from bot.reading.thread.named_apart import kinds_in, listed_with, units_in

_REST, _AND = "其他", "、"


def moved_for(before: Sequence[DueFor], moved: Sequence[DueFor]) -> tuple[DueFor, ...]:
    """Who is due when after a correction; nothing where it is for all of them."""
    after = list(before)
    for one in moved:
        place = _place_of(after, one.whose)
        if place is None and any(is_whole(word) for word in words_of_whose(one.whose)):
            return ()
        after = _put(after, one, place)
    return tuple(after) if len({one.at for one in after}) > 1 else ()


def _place_of(told: Sequence[DueFor], whose: str) -> int | None:
    """Where those are told who are called so: by this very name, or as all the others."""
    same = (i for i, one in enumerate(told) if one.whose == whose)
    rest = (i for i, one in enumerate(told) if is_rest(whose) and is_rest(one.whose))
    return next(same, next(rest, None))


def _put(told: list[DueFor], moved: DueFor, place: int | None) -> list[DueFor]:
    if place is not None:
        return [*told[:place], DueFor(whose=told[place].whose, at=moved.at), *told[place + 1 :]]
    names = words_of_whose(moved.whose)
    left: list[DueFor] = []
    gone: list[str] = []
    at = None
    for one in told:
        words = words_of_whose(one.whose)
        named = [word for word in words if any(names_unit(name, word) for name in names)]
        stay = [word for word in words if word not in named]
        if named:
            gone += named
            at = len(left) + bool(stay)
        if stay or not words:
            left.append(DueFor(whose=_AND.join(stay), at=one.at) if named else one)
    whose = _AND.join(gone) if len(gone) == len(names) else moved.whose
    # Whom a text calls the others come last.
    last = next((i for i, one in enumerate(left) if is_rest(one.whose)), len(left))
    left.insert(last if at is None else at, DueFor(whose=whose, at=moved.at))
    return left


def apart_from_all(core: str, at: datetime, moved: Sequence[DueFor]) -> tuple[DueFor, ...]:
    """Who is due when after one deadline for all, that of ``core``, was moved for some.

    Nothing where it asks those alone, or where the correction does not name them.
    """
    names = [word for one in moved for word in words_of_whose(one.whose)]
    if names and any(is_rest(one.whose) for one in moved) and not any(map(is_whole, names)):
        return tuple(moved) if len({one.at for one in moved}) > 1 else ()
    whole = any(map(is_whole, names))
    if whole and {name.removeprefix("各") for name in names} < kinds_in(core):
        return (*moved, DueFor(whose=_REST, at=at))  # 社区的推迟到18号, of 各村、各社区
    known = all(not is_rest(one.whose) for one in moved) and not whole
    beside = not set(units_in(core)) <= set(names)
    named = any(name in core for name in names) and not beside
    others = None if is_for_all(core) else listed_with(core, names)
    alone = others is None and (named or not (is_for_all(core) or all(map(_is_unit, names))))
    if not known or alone:
        return ()
    rest = _AND.join(others) if others or (others is not None and not beside) else _REST
    after = (*moved, DueFor(whose=rest, at=at)) if rest else tuple(moved)
    return after if len({one.at for one in after}) > 1 else ()


def _is_unit(name: str) -> bool:
    """Whether a name is one of those who hand in, in a group of which all are asked."""
    return len(name) > 1 and name.endswith(("村", "组", "社区", "镇", "乡", "街道"))


# 下周二上午的会, of one at half past nine.
_HALF = re.compile("[上下]午$|[早晚][上间]?$")
_NOON = 12


# 延到今天, of what was due at noon: later on the same day.
_PUT_OFF = re.compile("(?:延|推[迟后]|宽限|放宽|缓)[期长后迟]?[到至]")


def without_named_again(
    times: Times, due: datetime | None, starts: datetime | None, said: str
) -> Times:
    """What a correction says but for the day, or half of one, on which all is due or held already.

    下周二会议地点换到第三会议室 moves no hour; what is put off in the words that it ``said`` moves.
    """
    if times.due_for or times.recurs:
        return times
    later = bool(_PUT_OFF.search(said))
    if _is_named_again(times.starts_at, times.starts_evidence, starts, later=later):
        times = replace(times, starts_at=None, starts_evidence=None)
    if _is_named_again(times.deadline, times.deadline_evidence, due, later=later):
        times = replace(times, deadline=None, deadline_evidence=None)
    return times


def _is_named_again(
    told: datetime | None, evidence: Evidence | None, known: datetime | None, *, later: bool
) -> bool:
    if told is None or evidence is None or known is None or told.date() != known.date():
        return False
    if later and told > known:
        return False
    if evidence.assumption is Assumption.END_OF_DAY:
        return True
    same_half = (told.hour < _NOON) == (known.hour < _NOON)
    return bool(evidence.assumption) and same_half and bool(_HALF.search(evidence.text))


def part_moved(
    title: str, core: str, said: str, before: datetime, known: Sequence[DueFor], at: datetime
) -> tuple[DueFor, ...]:
    """Which papers of an ask are due when, after a correction ``said`` moved some of them to ``at``
    (鉴定表要提前,明天下班前给我); nothing where it asks one paper, or all of them are moved.

    ``core`` and ``title`` are the ask's; all were due ``before``, unless ``known`` tells who was.
    """
    copies = tuple(one.whose for one in known if any(is_copy(two.whose) for two in known))
    papers = copies or listed(core) or in_a_row(core) or of_title(title)
    moved = named_of(papers, said)
    if not moved or not all(is_rest(one.whose) or one.whose in papers for one in known):
        return ()
    due = {one.whose: one.at for one in known}
    rest = next((one.at for one in known if is_rest(one.whose)), before)
    told = {paper: at if paper in moved else due.get(paper, rest) for paper in papers}
    if copies:
        return tuple(DueFor(whose=paper, at=when) for paper, when in told.items())
    apart = tuple(DueFor(whose=paper, at=when) for paper, when in told.items() if when != rest)
    if len(apart) == len(papers):
        return apart if len(set(told.values())) > 1 else ()
    return (*apart, DueFor(whose=_REST, at=rest)) if apart else ()
