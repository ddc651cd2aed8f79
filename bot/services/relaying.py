"""Requests that one level passes on to the next: whose word is whose, and what is laid on top."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.digest import Amplified, Mark, MarkKind
from bot.domain.levels import TOWN, Level, is_amplified, on_top, wider
from bot.domain.message import Message
from bot.domain.reading import Ask, DueFor, Kind, Relation
from bot.domain.request import Request, of_levels
from bot.reading.larger import THREAT, demands, scopes
from bot.reading.speaker.bodies import town_named
from bot.reading.speaker.issuer import puts_right, tells_of_above
from bot.reading.speaker.level import level_word, rank_in, rank_of
from bot.storage.connection import Tx
from bot.storage.mentions import core_of
from bot.storage.messages import find_chat

MOST = 200
"""So many levels of one request are told apart: a county has fewer towns."""


def teller_of(message: Message, ask: Ask, chat: int, core: str) -> Level | None:
    """What the teller of a notice wants, at their level; None where no level is told."""
    by = ask.passed_on_by or ask.issuer
    # Where a forward is shown tells nothing of whose word it is.
    rank = rank_of(by, "" if message.forwarded_from else message.group)
    if rank is None:
        return None
    return Level(
        rank=rank,
        chat=chat,
        by=by or level_word(message.group),
        issuer=ask.issuer,
        deadline=ask.times.deadline,
        recurs=ask.times.recurs,
        demands=demands(core),
        scopes=scopes(core),
        place=_place(rank, by, message.group),
        assumed=_assumed(ask),
        within=_within(rank, by, message.group),
        due_for=ask.times.due_for,
    )


def _within(rank: int, by: str | None, group: str) -> str | None:
    return (town_named(by or "") or town_named(group)) if rank > TOWN else None


def _assumed(ask: Ask) -> str | None:
    evidence = ask.times.deadline_evidence
    return evidence.assumption if evidence else None


def _place(rank: int, by: str | None, group: str) -> str | None:
    """What tells a body from others of its name: that of a town is in the group's."""
    return town_named(group) if rank == TOWN else by


def levels_of(tx: Tx, request: Request) -> tuple[Level, ...]:
    """What each level wants of a request so far, from the top down; () where no level is told."""
    if request.levels and of_levels(request, request.levels).deadline == request.deadline:
        return request.levels
    chat = int(request.key.partition("-")[0])
    here = find_chat(tx, chat)
    group = here.title if here else ""
    rank = rank_of(request.issuer, group)
    if rank is None:
        return ()
    core = core_of(tx, request.id)
    own = Level(
        rank=rank,
        chat=chat,
        by=request.issuer,
        issuer=request.issuer,
        deadline=request.deadline,
        recurs=request.recurs,
        demands=demands(core),
        scopes=scopes(core),
        place=_place(rank, request.issuer, group),
        assumed=request.assumed,
        within=_within(rank, request.issuer, group),
        due_for=request.apart,
    )
    own = _below_itself(request, own, group)
    return (*_above(request, own), own)


def _above(request: Request, own: Level) -> tuple[Level, ...]:
    """The level above whose deadline a notice named beside its own."""
    if request.upstream_deadline is None:
        return ()
    rank = rank_of(request.upstream_issuer, "") or own.rank - 1
    top = Level(
        rank=min(rank, own.rank - 1),
        chat=own.chat,
        by=request.upstream_issuer,
        issuer=request.upstream_issuer,
        deadline=request.upstream_deadline,
    )
    return (top,)


def _below_itself(request: Request, own: Level, group: str) -> Level:
    """转县民政局通知,县里周五要,周三先交镇里: the earlier date is that of the group's level."""
    if request.upstream_deadline is None or request.upstream_issuer != request.issuer:
        return own
    rank = max(own.rank + 1, rank_in(group) or 0)
    within = _within(rank, None, group)
    return replace(own, rank=rank, by=level_word(group), place=None, within=within)


def _is_of_the_top(ask: Ask, core: str, top: Level, mine: Level) -> bool:
    """Whether who has said nothing of their own yet puts right what the top said where they are, or
    tells what it changed.
    """
    said_here = top.chat == mine.chat and puts_right(core)
    return ask.kind is Kind.CHANGE and (said_here or tells_of_above(core))


def own_level(levels: Sequence[Level], mine: Level | None) -> Level | None:
    """What a body wanted so far: as it, or another of its level, said in the same chat, or as a
    body above the towns said anywhere.
    """
    if mine is None:
        return None
    here = [one for one in levels if one.rank == mine.rank and one.chat == mine.chat]
    own = [one for one in here if one.by == mine.by]
    far = [one for one in levels if mine.rank < TOWN and one.is_of(mine)]
    return next(iter((*own, *here, *far)), None)


def stated_level(levels: Sequence[Level], mine: Level | None) -> Level | None:
    """What the same body wanted so far, in whatever chat."""
    own = own_level(levels, mine)
    return own or next((one for one in levels if mine and one.is_of(mine)), None)


def passed_down(
    request: Request,
    levels: Sequence[Level],
    mine: Level | None,
    message: Message,
    ask: Ask,
    relation: Relation,
    core: str,
) -> tuple[Request, Relation] | None:
    """A request after a notice of another level than was heard before, and how that relates.

    ``levels`` are those heard, from the top down. None where it is no such notice.
    """
    if not levels or mine is None or relation in (Relation.CANCEL, Relation.REMINDER):
        return None
    own, top = own_level(levels, mine), levels[0]
    if relation is Relation.RELAY_TIGHTENED and own is top:
        # Pasted from above and wanted earlier in the next breath: what was pasted is not theirs.
        own, levels = None, (replace(top, rank=mine.rank - 1), *levels[1:])
    elif own or relation is Relation.FIRST or message.edited_at:
        return None
    if mine.rank == top.rank and not ask.passed_on_by:
        return None
    if _is_of_the_top(ask, core, top, mine):
        return None
    above = [one for one in levels if one.rank < mine.rank]
    if above and _says_no_more(mine, above):
        return None
    if len(levels) >= MOST:
        return request, Relation.FORWARD
    amplified = bool(above) and is_amplified(mine, above)
    relation = Relation.RELAY_TIGHTENED if amplified else Relation.FORWARD
    if ask.kind is Kind.CHANGE and mine.deadline:
        levels = [replace(mine, chat=o.chat) if o.is_of(mine) else o for o in levels]
    return of_levels(request, (*levels, mine)), relation


def _says_no_more(mine: Level, above: Sequence[Level]) -> bool:
    """Whether a copy wants the same by the same day."""
    due = {one.deadline for one in above if one.deadline}
    same = mine.deadline is None or mine.deadline in due
    apart = bool(mine.due_for) and all(one.due_for != mine.due_for for one in above)
    return same and not apart and not is_amplified(mine, above)


def meant_level(levels: Sequence[Level], own: Level | None, ask: Ask, core: str) -> Level | None:
    """The level whose date a notice of one that said ``own`` so far moves; None for no level."""
    above = own is None or (ask.kind is Kind.CHANGE and tells_of_above(core))
    return next(iter(levels), None) if above else own


def with_level_changed(
    request: Request, own: Level | None, message: Message, ask: Ask, core: str
) -> Request:
    """A request after one of its levels, or the top where none is told, changed what it wants."""
    if not request.levels:
        return request
    changed = meant_level(request.levels, own, ask, core) or request.levels[0]
    moved = message.edited_at or ask.kind is Kind.CHANGE or changed.deadline is None
    due = ask.times.deadline if moved else None
    now = replace(
        changed,
        deadline=due or changed.deadline,
        assumed=_assumed(ask) if due else changed.assumed,
        due_for=ask.times.due_for if due else changed.due_for,
        demands=tuple({one.code: one for one in (*changed.demands, *demands(core))}.values()),
    )
    return of_levels(
        request,
        (
            replace(now, chat=one.chat) if one is changed or one.is_of(changed) else one
            for one in request.levels
        ),
    )


def level_marks(request: Request) -> Iterator[Mark]:
    """What each level wants of a request as it is heard: by when, what on top, how much more."""
    if request.upstream_deadline and request.deadline:
        yield Mark(
            kind=MarkKind.UPSTREAM,
            before=request.upstream_deadline,
            after=request.deadline,
            issuer=request.upstream_issuer,
            due_for=_chain(request.levels),
        )
    yield from dict.fromkeys(_more_marks(request))


def _more_marks(request: Request) -> Iterator[Mark]:
    for level, above in _passed_on_in(request):
        wanted = on_top(level, above)
        if wanted:
            yield Mark(
                kind=MarkKind.ON_TOP,
                issuer=level.by,
                wants=tuple(one.said for one in wanted if one.code != THREAT),
                threats=tuple(one.said for one in wanted if one.code == THREAT),
            )
        for mine, less in wider(level, above):
            yield Mark(
                kind=MarkKind.WIDER,
                issuer=level.by,
                text=mine.said,
                less=less.said,
                above=_who_said(above, less.said),
                keys=(mine.of,),
            )


def _passed_on_in(request: Request) -> Iterator[tuple[Level, tuple[Level, ...]]]:
    """Each level that has others above it, with these: towns stand side by side."""
    for level in request.levels:
        above = tuple(one for one in request.levels if one.rank < level.rank)
        if above:
            yield level, above


def _who_said(above: Sequence[Level], said: str) -> str | None:
    return next(
        (one.by for one in reversed(above) if any(s.said == said for s in one.scopes)), None
    )


def _chain(levels: Sequence[Level]) -> tuple[DueFor, ...]:
    """By when each level wants it, from the lowest up; what is due as above is not told twice."""
    told: list[DueFor] = []
    seen: set[datetime] = set()
    for one in levels:
        if one.deadline and one.deadline not in seen:
            seen.add(one.deadline)
            told.append(DueFor(whose=one.by or "", at=one.deadline))
    return tuple(reversed(told)) if len(told) > 1 else ()


def amplified(request: Request) -> Amplified | None:
    """What those who passed a request on laid on top of it; None where they did not, or where the
    top set no date that theirs could be told beside.
    """
    above, due = request.upstream_deadline or request.deadline, request.deadline
    if request.levels and request.levels[0].deadline is None:
        return None
    if above is None or due is None:
        return None
    passed_on = list(_passed_on_in(request))
    added = dict.fromkeys(one.said for told in passed_on for one in on_top(*told))
    more = dict.fromkeys(
        (mine.said, less.said) for told in passed_on for mine, less in wider(*told)
    )
    if due < above or added or more:
        return Amplified(
            key=request.key, upstream=above, local=due, added=tuple(added), wider=tuple(more)
        )
    return None
