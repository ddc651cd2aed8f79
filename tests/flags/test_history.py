"""The history of cases: whatever is altered, removed or put elsewhere is found."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.case import CaseEvent, CaseState
from bot.domain.errors import StorageError
from bot.domain.flag import Actor
from bot.domain.review import Case
from bot.services import deciding
from bot.storage.cases import move
from bot.storage.connection import Tx
from bot.storage.history import verify
from bot.storage.keys import Keys
from tests.flags.kit import PHOTOS, REFUSED, World


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A case that was decided; every test works on it and takes its change back."""
    world = World(tmp_path_factory.mktemp("lived"))
    request = world.say(PHOTOS)
    world.flag(1, request, "danger")
    world.flag(2, request, "photo")
    world.morning(3)
    for case in world.cases(CaseState.PENDING):
        world.claimed(case.id)
        world.act(deciding.decide, case.id, world.lin, REFUSED)
    yield world
    world.close()


class _TakenBack(Exception):
    pass


def _fault(world: World, *statements: str) -> int | None:
    """What checking finds once somebody did this to the database, past its triggers."""
    found: list[int | None] = []

    def work(tx: Tx) -> None:
        for name in ("case_history_stays", "case_history_remains"):
            tx.execute(f"drop trigger {name}")
        for statement in statements:
            tx.execute(statement)
        found.append(verify(tx, world.office.keys).fault)
        raise _TakenBack

    with pytest.raises(_TakenBack):
        world.do(work)
    return found[0]


def test_as_written_it_is_whole(lived: World) -> None:
    verdict = lived.see(verify, lived.office.keys)
    assert (verdict.fault, verdict.unkeyed) == (None, 0)
    assert verdict.rows >= 8
    assert _fault(lived) is None


@pytest.mark.parametrize(
    ("statement", "row"),
    [
        ("update case_history set detail = '{}' where event = 'decide'", None),
        ("update case_history set member = coalesce(member, 0) + 1 where n = 2", 2),
        ("update case_history set at = at + 1 where n = 1", 1),
        ("update case_history set actor = 'bot' where n = 3", 3),
        ("delete from case_history where n = 3", 4),
        ("delete from case_history where n = (select max(n) from case_history)", 0),
        ("delete from case_history", 0),
        ("update flag_case set state = 'closed'", 0),
        ("update flag_case set version = version + 1", 0),
        ("delete from history_end", 0),
    ],
)
def test_what_was_tampered_with_is_found(lived: World, statement: str, row: int | None) -> None:
    fault = _fault(lived, statement)
    assert fault is not None
    assert row is None or fault == row


@pytest.mark.parametrize(("one", "other"), [(1, 2), (2, 5), (3, 4)])
def test_rows_that_change_places_are_found(lived: World, one: int, other: int) -> None:
    swap = (
        f"update case_history set n = -1 where n = {one}",
        f"update case_history set n = {one} where n = {other}",
        f"update case_history set n = {other} where n = -1",
    )
    assert _fault(lived, *swap) == one


def test_a_case_that_moved_meanwhile_moves_no_more_from_where_it_was(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.flag(1, world.say(PHOTOS), "danger")
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    keys = world.office.keys

    def breach(tx: Tx, case: Case, actor: Actor) -> Case | None:
        return move(tx, keys, case, CaseEvent.ACKNOWLEDGE_BREACH, actor, world.now)

    assert world.do(breach, case, Actor.TIMER)
    assert world.do(breach, case, Actor.TIMER) is None
    assert world.do(breach, world.case(case.id), Actor.MEMBER) is None
    assert world.see(verify, keys).fault is None
    world.close()


def test_without_its_key_it_proves_nothing(lived: World, tmp_path: Path) -> None:
    assert lived.see(verify, Keys(tmp_path)).fault == 1


@pytest.mark.parametrize(
    "statement", ["update case_history set at = 0", "delete from case_history"]
)
def test_the_database_itself_refuses_to_change_it(lived: World, statement: str) -> None:
    def work(tx: Tx) -> None:
        tx.execute(statement)

    with pytest.raises(StorageError, match="only added to"):
        lived.do(work)


def test_a_live_case_whose_key_is_gone_is_counted(lived: World, tmp_path: Path) -> None:
    fresh = Keys(tmp_path / "other")
    fresh.make("history")
    verdict = lived.see(verify, fresh)
    assert verdict.unkeyed == len(lived.cases(CaseState.ANSWERED)) > 0
