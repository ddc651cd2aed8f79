"""What is tried: each behaviour of the API, at each call it befalls, and each point to die at."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

PARTS = (1, 2)
OUTAGE = 3
"""Calls in a row that a dead network takes."""

ORDERS: dict[str, dict[str, Any]] = {
    "flood": {"retry_after": 3},
    "error": {},
    "error_after": {},
    "reset": {},
    "reset_after": {},
    "truncated": {},
    "slow": {},
}
"""The sandbox's faults that befall one call, with what else each is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One run: how the API behaves at its nth call, how many parts, and where the bot is killed.

    Besides the sandbox's own faults, ``fault`` is "ok", "dead" (the network cuts every connection
    for some calls, whatever they ask) or "refused" (nobody listens for as many).
    """

    fault: str
    method: str
    nth: int
    parts: int
    kill_at: int | None = None

    @property
    def patience(self) -> float:
        """Seconds after which the bot gives up waiting for an answer."""
        return 0.15 if self.fault == "slow" else 30.0

    @property
    def order(self) -> dict[str, Any] | None:
        """The fault to order from the sandbox; None when it is to do nothing wrong."""
        if self.fault == "dead":
            return {"kind": "reset", "skip": self.nth - 1, "times": OUTAGE}
        if self.fault not in ORDERS:
            return None
        place = {"method": self.method, "skip": self.nth - 1}
        return {"kind": self.fault, **place, **ORDERS[self.fault]}


def kinds() -> list[Case]:
    """Every kind of case, not killed yet. A part takes one call of each method."""
    fine = [Case(fault="ok", method="", nth=1, parts=parts) for parts in PARTS]
    one = [
        Case(fault=fault, method=method, nth=nth, parts=parts)
        for fault in ORDERS
        for method in ("sendMessage", "editMessageText")
        for parts in PARTS
        for nth in range(1, parts + 1)
    ]
    all_calls = [
        Case(fault=fault, method="", nth=nth, parts=parts)
        for fault in ("dead", "refused")
        for parts in PARTS
        for nth in range(1, 2 * parts + 1)
    ]
    return [*fine, *one, *all_calls]


def each_killed(counted: Iterable[tuple[Case, int]]) -> list[Case]:
    """Each kind, killed at each of so many points."""
    return [
        replace(kind, kill_at=kill_at)
        for kind, points in counted
        for kill_at in range(1, points + 1)
    ]


def for_ever(cases: Iterable[Case], rng: random.Random) -> Iterator[Case]:
    """All cases once in random order, then again in another, and so on."""
    every = list(cases)
    while True:
        rng.shuffle(every)
        yield from every
