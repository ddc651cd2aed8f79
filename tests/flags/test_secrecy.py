"""Nothing tells who flagged, or how many while they are few: not bytes, not columns, not views."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.domain.case import CaseState, Refusal
from bot.domain.flag import Flagger, FlagState
from bot.domain.review import Case, FeedbackKind, Sheet
from bot.services import answering, deciding, flagging, hearing, keeping, review
from bot.services.telling import news_in
from bot.storage.cases import advice_on
from bot.storage.connection import Tx
from bot.storage.feedback import waiting_feedback
from bot.storage.flags import find_flag
from bot.storage.history import verify
from tests.flags.kit import (
    CHAIN,
    LARGE,
    OTHER,
    PHOTOS,
    REFUSED,
    START,
    WORDS,
    World,
    live_through,
    rows_of,
    who,
)


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_no_byte_of_any_file_tells_who_flagged_or_what_they_wrote(world: World) -> None:
    case = live_through(world, [1, 2, 3])
    open_files = _bytes(world.folder)
    assert (world.folder / "jianfu.db-wal").exists()
    world.close()
    for kept in (open_files, _bytes(world.folder)):
        for person in (who(1), who(2), who(3)):
            for name in (person.address, person.private):
                assert name.encode() not in kept
                assert name.rpartition(":")[2].encode() not in kept
        assert WORDS.encode() not in kept
    assert case


def test_no_length_tells_an_address_or_which_message_shows_an_answer(world: World) -> None:
    """However much of a block a text leaves free, which a coordinator could try out."""
    request = world.say(PHOTOS)
    people = [Flagger(address=f"toy:1:{n}", private=f"toy:1:{n}") for n in (7, 10**15)]
    flags = [
        world.do(
            flagging.submit, world.office, one, request, "danger", "", [world.chats[LARGE]],
            world.now,
        ).flag
        for one in people
    ]  # fmt: skip
    world.morning()

    def lengths(tx: Tx, size: int) -> set[int]:
        rows = [row for one in flags if one and (row := find_flag(tx, one.id))]
        hearing.tell(tx, world.office, rows, FeedbackKind.QUESTION, "字" * size)
        waiting = waiting_feedback(tx)
        hearing.mark_shown(tx, world.office, {waiting[0].id: 734_519_003})
        return {len(one.body) for one in [*waiting, *waiting_feedback(tx)]}

    found = [world.do(lengths, size) for size in range(350)]
    assert {len(one) for one in found} == {1}
    assert len(set.union(*found)) == 2


def test_no_time_of_day_is_kept_of_what_a_flagger_does(world: World) -> None:
    request = world.say(PHOTOS)
    world.later(3.21)
    flag = world.flag(1, request).flag
    assert flag
    moment = str(int(world.now.timestamp()))
    rows = world.see(rows_of, "flag")
    assert moment not in repr(rows)
    assert all(len(row["day"]) == len("2026-03-10") == len(row["since"]) for row in rows)


Life = Callable[[World, int], list[Any]]


def _seen(world: World) -> list[Any]:
    """All that coordinators, contacts and groups can ask for, in whatever order and period."""
    everyone = (world.lin, world.zhao, world.he, world.sun)
    seen: list[Any] = []
    for member in everyone:
        seen += [_public(case) for case in world.see(review.queue, world.office, member)]
        seen += [
            _sheet(world.see(review.sheet, world.office, case.id, member))
            for case in world.cases(*CaseState)
        ]
    seen += [_public(case) for case in world.see(answering.record_of, world.office, world.chen)]
    for chats in ([LARGE], [OTHER], list(world.chats)):
        idents = [world.chats[chat] for chat in chats]
        seen += world.see(news_in, idents, START, world.now)
    seen += [one.outcome for one in world.see(advice_on, [1, 2, 3]).values()]
    return [*seen, [(n.kind, n.to) for n in world.told]]


def _public(case: Case) -> Case:
    """Row ids and names of keys are chance."""
    return replace(case, id=0, key=None, merged_into=case.merged_into and 0)


def _sheet(found: Sheet | Refusal) -> Any:
    return found if isinstance(found, Refusal) else replace(found, case=_public(found.case))


def _watched(folder: Path, early: int, late: int, gone: int) -> list[Any]:
    """What is seen, day by day, of a case that ``early`` people open and ``late`` ones join."""
    folder.mkdir()
    world = World(folder)
    request = world.say(PHOTOS)
    flags = [world.flag(n, request, "danger", WORDS).flag for n in range(early)]
    seen = []
    for day in range(4):
        world.morning()
        if day == 0:
            flags += [
                world.flag(n, request, "danger", WORDS).flag for n in range(early, early + late)
            ]
            world.flag(0, request, "danger", WORDS)
            for n, flag in list(enumerate(flags))[:gone]:
                assert flag
                world.withdraw(n, flag.id)
        seen += _seen(world)
        world.later(2)
        seen += _seen(world)
        if day == 2:
            (case,) = world.cases(CaseState.PENDING)
            world.claimed(case.id)
            world.act(deciding.decide, case.id, world.lin, REFUSED)
            seen += _seen(world)
    world.close()
    return seen


@pytest.mark.parametrize(
    ("one", "two"),
    [((1, 0, 0), (2, 0, 0)), ((1, 1, 0), (2, 0, 0)), ((1, 0, 0), (2, 1, 1)),
     ((3, 0, 0), (5, 0, 0)), ((6, 0, 0), (9, 0, 0)), ((3, 2, 1), (4, 0, 0))],
)  # fmt: skip
def test_counts_in_one_band_look_the_same_to_everybody_every_day(
    tmp_path: Path, one: tuple[int, int, int], two: tuple[int, int, int]
) -> None:
    """Whoever joins, repeats or takes back: nothing seen at any time of any day is different."""
    assert _watched(tmp_path / "one", *one) == _watched(tmp_path / "two", *two)


def test_bands_change_in_the_daily_batch_only(world: World) -> None:
    request = world.say(PHOTOS)
    world.flag(0, request, "danger")
    world.morning()
    for n in range(1, 9):
        world.flag(n, request, "danger")
        world.later(0.5)
        assert world.cases(CaseState.PENDING)[0].band == "under 3"
    world.morning()
    assert world.cases(CaseState.PENDING)[0].band == "6+"


def test_a_restored_backup_brings_no_destroyed_way_back(tmp_path: Path) -> None:
    world = World(tmp_path)
    request = world.say(PHOTOS)
    flags = [f for n in range(3) if (f := world.flag(n, request).flag)]
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    world.claimed(case.id)
    world.act(deciding.decide, case.id, world.lin, REFUSED)
    world.close()
    shutil.copy(world.path, tmp_path / "backup.db")

    world = _again(tmp_path, world)
    assert world.flag(0, request).refusal is Refusal.ALREADY
    assert world.rate(1, flags[1].id, True).refusal is None
    world.weeks(110)
    assert world.row(flags[0].id).state is FlagState.PURGED
    world.close()
    shutil.copy(tmp_path / "backup.db", world.path)

    world = _again(tmp_path, world)
    assert world.row(flags[0].id).way is not None
    assert world.see(hearing.answers_for, world.office) == ()
    assert world.see(flagging.flags_of, world.office, who(0)) == ()
    world.weeks(120)
    assert {world.row(flag.id).state for flag in flags} == {FlagState.PURGED}
    assert world.see(verify, world.office.keys).fault is None
    world.do(keeping.rotate, world.office)
    world.close()


def _again(folder: Path, before: World) -> World:
    """The bot starts again on the same folder."""
    return World(folder, seed=before.chance.getrandbits(32)).at(before)


def test_merging_and_parting_cases_adds_no_numbers_up(tmp_path: Path) -> None:
    """Else whoever knows one of two counts (their own flags) would learn the other."""

    def watched(folder: Path, voices: int) -> list[Any]:
        folder.mkdir()
        world = World(folder)
        first, second = world.say(PHOTOS), world.say(CHAIN, sender="组织办-小王")
        world.flag(0, first, "danger", WORDS)
        for n in range(voices):
            world.flag(n + 5, second, "danger", WORDS)
        world.morning()
        one, two = sorted(world.cases(CaseState.PENDING), key=lambda case: case.request)
        seen = []
        for verb, args in ((review.merge, [one.id]), (review.split, [])):
            world.act(verb, two.id, world.zhao, *args)
            for _ in range(2):
                # Numbers are given by chance.
                lines = re.sub(r"number=\d", "", "\n".join(map(str, _seen(world))))
                seen.append(sorted(lines.splitlines()))
                world.morning()
        world.close()
        return seen

    assert watched(tmp_path / "one", 1) == watched(tmp_path / "two", 2)
