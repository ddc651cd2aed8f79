"""The machine of deliveries, and when a target is spoken to."""

import json
from datetime import datetime, time
from pathlib import Path

import pytest

from bot.domain.delivery import NIGHT, TRANSITIONS, Hours, PartState
from bot.domain.message import SHANGHAI

STATES = Path(__file__).parents[1] / "data" / "states.json"


def test_the_machine_is_the_one_that_was_decided_on() -> None:
    decided = json.loads(STATES.read_text("utf8"))["delivery_part"]
    ours = {(before, word, after) for (before, word), after in TRANSITIONS.items()}
    assert ours == {(before, word, after) for before, word, after, *_ in decided["transitions"]}
    left = {before for before, _ in TRANSITIONS}
    assert {state for state in PartState if state not in left} == set(decided["terminal"])


@pytest.mark.parametrize(
    ("hours", "clock", "held"),
    [
        (NIGHT, (21, 59), False),
        (NIGHT, (22, 0), True),
        (NIGHT, (6, 59), True),
        (NIGHT, (7, 0), False),
        (Hours(start=time(12), end=time(14)), (11, 59), False),
        (Hours(start=time(12), end=time(14)), (13, 0), True),
        (Hours(start=time(12), end=time(14)), (14, 0), False),
        (Hours(start=time(12), end=time(12)), (12, 0), False),
    ],
)
def test_quiet_hours_hold_from_their_start_until_their_end(
    hours: Hours, clock: tuple[int, int], held: bool
) -> None:
    assert hours.hold(datetime(2026, 3, 12, *clock, tzinfo=SHANGHAI)) is held
