"""Faults on order: the nth call that fits goes wrong in a chosen way."""

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum

from bot.sandbox.model import Json
from bot.sandbox.refusal import Refusal, flood


class FaultKind(StrEnum):
    """What goes wrong.

    FLOOD is a 429. ERROR and ERROR_AFTER answer ``code`` with ``text``, the latter after the call
    had its effect. RESET and RESET_AFTER cut the connection. SLOW has its effect, and answers after
    ``delay`` seconds or `release`. TRUNCATED has its effect and sends half an answer.
    """

    FLOOD = "flood"
    ERROR = "error"
    ERROR_AFTER = "error_after"
    RESET = "reset"
    RESET_AFTER = "reset_after"
    SLOW = "slow"
    TRUNCATED = "truncated"


BEFORE = frozenset({FaultKind.FLOOD, FaultKind.ERROR, FaultKind.RESET})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault waiting for calls of ``method`` on ``chat_id`` (None: any).

    The first ``skip`` such calls pass, then ``times`` go wrong (None: all). ``holds``: a FLOOD
    refuses all calls that fit until ``retry_after`` seconds of the world have passed. ``delay`` in
    seconds; None waits for `release`. ``text`` goes without the prefix of its ``code``: 403 and
    "bot was kicked from the supergroup chat" answer "Forbidden: bot was kicked …".
    """

    kind: FaultKind
    method: str | None = None
    chat_id: int | None = None
    skip: int = 0
    times: int | None = 1
    retry_after: int = 1
    holds: bool = False
    code: int = 500
    text: str = "Internal Server Error"
    delay: float | None = None

    def fits(self, method: str, params: Json) -> bool:
        """Tell whether a call is one this fault waits for."""
        if self.method is not None and self.method.lower() != method.lower():
            return False
        return self.chat_id is None or str(params.get("chat_id")) == str(self.chat_id)

    def refusal(self) -> Refusal:
        """Return the error this fault answers."""
        if self.kind is FaultKind.FLOOD:
            return flood(self.retry_after)
        return Refusal(self.code, self.text)


@dataclass(slots=True, kw_only=True, eq=False)
class _Armed:
    fault: Fault
    seen: int = 0


@dataclass(slots=True, kw_only=True, eq=False)
class Script:
    """The faults on order, and the gate that slow answers wait at."""

    armed: list[_Armed] = field(default_factory=list)
    halts: list[tuple[Fault, float]] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)


def order(script: Script, fault: Fault) -> None:
    """Order a fault; earlier ones go first."""
    script.armed.append(_Armed(fault=fault))


def clear(script: Script) -> None:
    """Take back all faults and let slow answers go."""
    script.armed.clear()
    script.halts.clear()
    release(script)


def release(script: Script) -> None:
    """Let the slow answers go that wait now."""
    script.gate.set()
    script.gate = asyncio.Event()


def take(script: Script, method: str, params: Json, now: float) -> Fault | None:
    """Return the fault that befalls this call, and count the call."""
    for fault, until in script.halts:
        if now < until and fault.fits(method, params):
            return Fault(kind=FaultKind.FLOOD, retry_after=max(1, int(until - now)))
    for armed in script.armed:
        fault = armed.fault
        if not fault.fits(method, params):
            continue
        armed.seen += 1
        last = None if fault.times is None else fault.skip + fault.times
        if armed.seen > fault.skip and (last is None or armed.seen <= last):
            if fault.holds:
                script.halts.append((fault, now + fault.retry_after))
            return fault
    return None
