"""The order in which waiting calls are handed out."""

from concurrent.futures import Future

import pytest
from sqlite_utils import Database

from bot.domain.errors import StorageError
from bot.storage.lanes import BULK_PATIENCE, TURN_SIZE, Call, Lane, Lanes


def nothing(db: Database) -> None:
    pass


def call() -> Call:
    return Call(nothing, Future(), None)


def test_bulk_work_gets_through_though_interactive_calls_never_end() -> None:
    lanes, bulk = Lanes(), call()
    lanes.put(bulk, Lane.BULK)
    turns = lanes.turns()
    for turn in range(BULK_PATIENCE + 1):
        lanes.put(call(), Lane.INTERACTIVE)
        if bulk in list(next(turns)):
            assert turn == BULK_PATIENCE
            return
    pytest.fail("the bulk call starved")


def test_one_bulk_call_at_a_time_gets_through() -> None:
    lanes = Lanes()
    for _ in range(10):
        lanes.put(call(), Lane.BULK)
    turns = lanes.turns()
    for _ in range(BULK_PATIENCE):
        lanes.put(call(), Lane.INTERACTIVE)
        list(next(turns))
    lanes.put(call(), Lane.INTERACTIVE)
    assert len(list(next(turns))) == 1


def test_a_turn_is_bounded_and_keeps_the_order() -> None:
    lanes = Lanes()
    calls = [call() for _ in range(TURN_SIZE + 5)]
    for one in calls:
        lanes.put(one, Lane.BULK)
    turns = lanes.turns()
    first, second = list(next(turns)), list(next(turns))
    assert len(first) == TURN_SIZE
    assert first + second == calls


def test_a_call_whose_caller_left_is_not_handed_out() -> None:
    lanes, gone, there = Lanes(), call(), call()
    lanes.put(gone, Lane.INTERACTIVE)
    lanes.put(there, Lane.INTERACTIVE)
    gone.future.cancel()
    assert list(next(lanes.turns())) == [there]


def test_closed_lanes_hand_out_the_rest_and_end() -> None:
    lanes, last = Lanes(), call()
    lanes.put(last, Lane.BULK)
    lanes.close("over")
    with pytest.raises(StorageError, match="over"):
        lanes.put(call(), Lane.INTERACTIVE)
    assert [list(turn) for turn in lanes.turns()] == [[last]]


def test_abandoning_fails_whoever_waits_and_spares_whoever_was_answered() -> None:
    lanes, current, waiting, gone = Lanes(), call(), call(), call()
    for one in (current, waiting, gone):
        lanes.put(one, Lane.INTERACTIVE)
    gone.future.cancel()
    assert next(next(lanes.turns())) is current
    current.answered = True
    lanes.abandon("the thread stopped")
    assert not current.future.done()
    assert waiting.future.done()
    assert isinstance(waiting.future.exception(), StorageError)
