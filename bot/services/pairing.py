"""Possible duplicates that ask a person: what agrees, and what is decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import cast

from bot.domain.correction import Correction, Fix
from bot.domain.people import Presence
from bot.domain.request import Request
from bot.domain.session import Person
from bot.reading.likeness import Likeness, Relation
from bot.reading.sharing import Shared, shared
from bot.services import joining
from bot.services.corrections import may_undo, undo
from bot.services.editing import Desk, chats_on_desk, desk_for, message_of
from bot.services.looking import likeness_of, told_as
from bot.services.office import Office
from bot.services.sight import desk_chats, pair_groups, sight_of
from bot.storage.connection import Snapshot, Tx
from bot.storage.corrections import correction_by_id, newest_corrections
from bot.storage.links import groups_reading
from bot.storage.mentions import unsure_message
from bot.storage.notices import Heard, heard_of
from bot.storage.overview import Sight, seen_among
from bot.storage.pairs import doubt_between, keep_told, open_pairs, told_pairs
from bot.storage.posts import who_looks_after
from bot.storage.requests import request_by_key, requests_plain

MEMORY = timedelta(days=45)
"""How long after both were last spoken of a pair asks."""
SHOWN = 20
ASKED_AT_ONCE = 5
"""Pairs of one message in private; the others wait for the next day, and on the board."""
_JUST_NOW = timedelta(minutes=30)
_TAKEN_BACK = 5


class Choice(StrEnum):
    """What two requests are to each other."""

    SAME = "same"
    DATA = "data"
    APART = "apart"


_FIXES = {Choice.SAME: Fix.MERGE, Choice.DATA: Fix.SAME_DATA, Choice.APART: Fix.APART}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two requests, the earlier first, how alike they are, and what both want as far as a table
    knows; ``mine`` to decide, or ``nobodys``: no one looks after groups of both.
    """

    requests: tuple[Request, Request]
    heard: tuple[Heard, Heard]
    likeness: Likeness
    what: Shared
    mine: bool
    nobodys: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Those that wait, and how many do; ``just`` are decisions of theirs of a moment ago, each with
    what both are called; of two that were made one, the second stays.
    """

    pairs: tuple[Pair, ...]
    count: int
    just: tuple[tuple[Correction, str, str], ...]

    @property
    def mine(self) -> bool:
        """Whether any of them is theirs to decide."""
        return any(pair.mine for pair in self.pairs)


def waiting_pairs(snapshot: Snapshot, office: Office, me: Person, now: datetime) -> Pairs:
    """The pairs somebody may see, and decide on where both stand in digests of their groups."""
    sight = sight_of(snapshot, office, me)
    found = _seen(snapshot, sight, now)
    groups = pair_groups(snapshot, me)
    mine = frozenset(_seen(snapshot, _sight(snapshot, groups), now))
    shown = sorted(found, key=lambda pair: pair not in mine)[:SHOWN]
    pairs = [_pair(snapshot, sight, one, other, (one, other) in mine) for one, other in shown]
    return Pairs(
        pairs=tuple(pair for pair in pairs if pair),
        count=len(mine) if groups else len(found),
        just=tuple(
            (made, title, _title_of(snapshot, made.value or ""))
            for made, title in just_made(snapshot, me, _FIXES.values(), now)
        ),
    )


def count_waiting(snapshot: Snapshot, me: Person, now: datetime) -> int:
    """How many pairs wait for somebody to decide."""
    groups = pair_groups(snapshot, me)
    return len(_seen(snapshot, _sight(snapshot, groups), now)) if groups else 0


def _sight(snapshot: Snapshot, groups: Iterable[Presence]) -> Sight:
    return Sight(tuple(chats_on_desk(snapshot, groups)))


def ask_about(tx: Tx, office: Office, me: Person, now: datetime) -> tuple[Pair, ...]:
    """Pairs that somebody who looks after groups was not asked about before; now they were."""
    told = told_pairs(tx, me.member.id)
    sight = Sight(tuple(desk_chats(tx, me)))
    new = [pair for pair in _seen(tx, sight, now) if pair not in told][:ASKED_AT_ONCE]
    pairs = [_pair(tx, sight_of(tx, office, me), *pair, True) for pair in new]
    for pair in new:
        keep_told(tx, me.member.id, pair)
    return tuple(pair for pair in pairs if pair)


def _seen(snapshot: Snapshot, sight: Sight, now: datetime) -> list[tuple[int, int]]:
    pairs = open_pairs(snapshot, now, now - MEMORY)
    seen = seen_among(snapshot, sight, {ident for pair in pairs for ident in pair})
    return [pair for pair in pairs if seen.issuperset(pair)]


def _pair(snapshot: Snapshot, sight: Sight, one: int, other: int, mine: bool) -> Pair | None:
    first, second = requests_plain(snapshot, (one, other))
    heard = heard_of(snapshot, sight, (one, other))
    if not (one in heard and other in heard):
        return None
    return Pair(
        requests=(sight.of(first), sight.of(second)),
        heard=(heard[one], heard[other]),
        likeness=_likeness(snapshot, first, second),
        what=shared(told_as(snapshot, first), told_as(snapshot, second)),
        mine=mine,
        nobodys=not mine and _is_nobodys(snapshot, one, other),
    )


def _is_nobodys(snapshot: Snapshot, one: int, other: int) -> bool:
    """Whether nobody may decide: whoever looks after groups of one has none of the other.

    Then neither's admins are asked. That the other one is there is nothing they may learn.
    """
    mine, theirs = (
        who_looks_after(snapshot, groups_reading(snapshot, request)) for request in (one, other)
    )
    return mine.isdisjoint(theirs)


def _likeness(snapshot: Snapshot, one: Request, other: Request) -> Likeness:
    """How alike they are: as it was said when people were first asked, if they were."""
    doubt = doubt_between(snapshot, one.id, other.id)
    if doubt is None:
        return likeness_of(snapshot, one, other)
    return Likeness(
        relation=cast(Relation, doubt.relation),
        score=doubt.score,
        band="asks",
        why=doubt.why,
        agree=doubt.agree,
        differ=doubt.differ,
    )


def just_made(
    snapshot: Snapshot, me: Person, fixes: Iterable[Fix], now: datetime
) -> tuple[tuple[Correction, str], ...]:
    """What somebody decided a moment ago, and what about."""
    chats, wanted = [one.chat for one in pair_groups(snapshot, me)], frozenset(fixes)
    return tuple(
        (one, _title(snapshot, one))
        for one in newest_corrections(snapshot, chats, _TAKEN_BACK)
        if one.member == me.member.id and one.fix in wanted and one.at > now - _JUST_NOW
    )


def _title(snapshot: Snapshot, made: Correction) -> str:
    message = message_of(made.ref)
    if message is not None:
        unsure = unsure_message(snapshot, message)
        return unsure.excerpt if unsure else ""
    return _title_of(snapshot, made.ref)


def _title_of(snapshot: Snapshot, ref: str) -> str:
    found = request_by_key(snapshot, ref)
    return found.title if found else ""


def decide(
    tx: Tx, me: Person, pair: tuple[int, int], choice: Choice, now: datetime
) -> tuple[int | None, Desk] | None:
    """Decide on a pair, at its desk; None where it waits for nobody, or not for them."""
    groups = pair_groups(tx, me)
    if pair not in _seen(tx, _sight(tx, groups), now):
        return None
    first, second = requests_plain(tx, pair)
    desk = desk_for(tx, me.member.id, groups, second.key, now)
    if desk is None:
        return None
    act = {
        Choice.SAME: joining.merge,
        Choice.DATA: joining.confirm,
        Choice.APART: joining.keep_apart,
    }[choice]
    return act(tx, desk, second.key, first.key), desk


def take_back(
    tx: Tx, me: Person, ident: int, now: datetime
) -> tuple[Correction, Correction | None, Desk] | None:
    """Undo what somebody decided on a pair themselves, with what came later and bars it.

    None where it is not theirs, or not theirs to undo by now.
    """
    made, groups = correction_by_id(tx, ident), pair_groups(tx, me)
    if made is None or made.member != me.member.id or made.fix not in _FIXES.values():
        return None
    desk = desk_for(tx, me.member.id, groups, made.ref, now)
    if desk is None or not may_undo(tx, made, chats_on_desk(tx, groups)):
        return None
    return made, undo(tx, made, now, me.member.id), desk
