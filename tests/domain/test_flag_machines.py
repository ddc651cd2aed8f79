"""The machines of flags and cases are those that were decided on, and nobody is stuck in them."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.domain.case import CASE_MOVES, OVER, CaseState, band_of, must_reopen, quorum
from bot.domain.flag import FLAG_MOVES, Actor, FlagState

STATES = json.loads((Path(__file__).parents[1] / "data" / "states.json").read_text("utf8"))
# What is written of an actor in states.json; what the case's state brings about, the bot does.
_WORDS = {
    "member": Actor.MEMBER,
    "upper coordinator": Actor.UPPER,
    "coordinator": Actor.COORDINATOR,
    "issuer": Actor.ISSUER,
    "bot": Actor.BOT,
    "timer": Actor.TIMER,
    "case": Actor.BOT,
    "final decision": Actor.BOT,
}
# Where an issuer has no contact, somebody of the office tells them, and the history says so.
# So it is with a department that a case is handed on to.
STATES["case"]["transitions"] += [
    ["remedying", "told", "remedying", "coordinator", ""],
    ["answered", "told", "answered", "coordinator", ""],
]
MACHINES = [("flag", FLAG_MOVES), ("case", CASE_MOVES)]


def _actors(text: str) -> frozenset[Actor]:
    parts = [part.strip() for part in text.split("|")]
    return frozenset(
        next(actor for word, actor in _WORDS.items() if part.startswith(word)) for part in parts
    )


@pytest.mark.parametrize(("name", "moves"), MACHINES)
def test_states_events_and_actors_are_those_decided_on(name: str, moves: dict[Any, Any]) -> None:
    decided = {
        (before, event, after, _actors(actor))
        for before, event, after, actor, _ in STATES[name]["transitions"]
    }
    ours = {(before, event, after, actors) for (before, event), (after, actors) in moves.items()}
    assert ours == decided


@pytest.mark.parametrize(("name", "moves"), MACHINES)
def test_no_state_and_event_lead_to_two_states(name: str, moves: dict[Any, Any]) -> None:
    pairs = [tuple(row[:2]) for row in STATES[name]["transitions"]]
    assert len(pairs) == len(set(pairs)) == len(moves)


@pytest.mark.parametrize(
    ("name", "moves", "states"), [(*MACHINES[0], FlagState), (*MACHINES[1], CaseState)]
)
def test_every_state_is_reached_and_none_is_a_dead_end(
    name: str, moves: dict[Any, Any], states: Any
) -> None:
    edges = {(before, after) for (before, _), (after, _) in moves.items()}
    terminal = set(STATES[name]["terminal"])
    assert _reach(edges, {STATES[name]["initial"]}) == set(states)
    back = {(after, before) for before, after in edges}
    assert _reach(back, terminal) == set(states)
    left = {before for before, _ in moves}
    assert {state for state in states if state not in left} <= terminal


def _reach(edges: set[tuple[Any, Any]], found: set[Any]) -> set[Any]:
    while more := {after for before, after in edges if before in found} - found:
        found = found | more
    return found


@pytest.mark.parametrize(("name", "moves"), MACHINES)
def test_where_no_person_must_act_a_clock_or_the_bot_does(name: str, moves: dict[Any, Any]) -> None:
    """Attached flags wait for their case, which has clocks of its own in every state."""
    people = {*STATES[name]["waits_for_people"], *STATES[name]["terminal"], "attached"}
    for state in {before for before, _ in moves}:
        actors = {
            who for (before, _), (_, able) in moves.items() if before == state for who in able
        }
        if state in people:
            continue
        assert actors & {Actor.TIMER, Actor.BOT}, state
    for state in STATES[name]["waits_for_people"]:
        clocks = [able for (before, _), (_, able) in moves.items() if before == state]
        assert any(Actor.TIMER in able for able in clocks), state


def test_over_is_what_ends() -> None:
    assert set(STATES["case"]["terminal"]) == OVER


@pytest.mark.parametrize(
    ("members", "needed"), [(0, 2), (8, 2), (40, 2), (41, 3), (80, 4), (81, 5), (5000, 5)]
)
def test_the_quorum_is_a_twentieth_within_two_and_five(members: int, needed: int) -> None:
    assert quorum(members) == needed


def test_bands_and_the_third_that_reopens() -> None:
    assert [band_of(n) for n in (0, 2, 3, 5, 6, 99)] == [
        "under 3", "under 3", "3-5", "3-5", "6+", "6+",
    ]  # fmt: skip
    assert [must_reopen(*pair) for pair in ((0, 0), (1, 1), (3, 1), (4, 1), (4, 2), (9, 0))] == [
        False, True, True, False, True, False,
    ]  # fmt: skip
