"""Two databases that differ only in who flagged differ only in sealed columns."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.domain.case import CaseState
from bot.domain.flag import FlagState
from bot.services import keeping
from bot.storage.connection import Snapshot
from bot.storage.keys import HISTORY, Keys
from bot.storage.schema_flags import SEALED
from tests.flags.kit import CHAIN, PHOTOS, World, live_through, merge_into, rows_of

Twins = tuple[World, World]


@pytest.fixture
def twins(tmp_path: Path) -> Iterator[Twins]:
    # The history is marked with a key of its own, which is chance.
    for name in ("one", "two"):
        Keys(tmp_path / name / "keys").make(HISTORY)
    shutil.copy(tmp_path / "one/keys/history.key", tmp_path / "two/keys/history.key")
    one, two = World(tmp_path / "one"), World(tmp_path / "two")
    yield one, two
    one.close()
    two.close()


def _tables(snapshot: Snapshot) -> list[str]:
    rows = snapshot.execute("select name from sqlite_master where type = 'table'").fetchall()
    return [name for (name,) in rows if not name.startswith("sqlite_")]


def _differ(one: World, two: World) -> set[tuple[str, str]]:
    """The columns that differ; that what is sealed is as long in both is checked here."""
    found = {("_sqlite_migrations", "applied_at")}
    for table in one.see(_tables):
        left, right = one.see(rows_of, table), two.see(rows_of, table)
        assert len(left) == len(right), table
        for mine, theirs in zip(left, right, strict=True):
            found |= {(table, name) for name in mine if mine[name] != theirs[name]}
            assert {n: len(v) for n, v in mine.items() if (table, n) in SEALED and v} == {
                n: len(v) for n, v in theirs.items() if (table, n) in SEALED and v
            }
    names = [[path.name for path in sorted((w.folder / "keys").iterdir())] for w in (one, two)]
    assert names[0] == names[1]
    return found - {("_sqlite_migrations", "applied_at")}


def _rotate(world: World) -> None:
    world.do(keeping.rotate, world.office)
    world.do(keeping.sweep, world.office)


@pytest.mark.parametrize("after", [None, _rotate, lambda world: world.weeks(120)])
def test_a_life_with_other_people_in_it(
    twins: Twins, after: Callable[[World], None] | None
) -> None:
    for world, people in zip(twins, ([1, 2, 3], [40, 7, 123456]), strict=True):
        live_through(world, people)
        if after:
            after(world)
    differ = _differ(*twins)
    assert differ <= set(SEALED)
    assert ("flag", "voice") in differ


def test_requests_that_are_merged_tell_not_whose_flags_were_the_same_persons(
    twins: Twins,
) -> None:
    """两件事合并:同一个人提的,还是两个人提的,数据库里看不出。"""
    for world, second in zip(twins, (1, 2), strict=True):
        photos, chain = world.say(PHOTOS), world.say(CHAIN, sender="组织办-小王")
        world.flag(1, photos, "danger")
        world.flag(second, chain, "danger")
        world.do(merge_into, chain, photos)
        world.morning(2)
        (case,) = world.cases(CaseState.PENDING)
        assert {world.row(one["id"]).state for one in world.see(rows_of, "flag")} == {
            FlagState.ATTACHED
        }
        assert case.band == "under 3"
    assert _differ(*twins) <= set(SEALED)
