"""A coordinator saw that what was advised is done (已看到办好), in their private chat."""

from datetime import datetime
from typing import Any

from bot.domain.boundary import Outgoing
from bot.domain.case import Outcome, Refusal
from bot.domain.message import SHANGHAI
from bot.handlers.answers import Call
from bot.handlers.context import Context
from bot.handlers.office import keep, typed_for
from bot.handlers.sheets import Seen, after, refused
from bot.reading.wishes import time_in
from bot.services import deciding
from bot.services.attesting import attest_moved, may_be
from bot.services.foreseeing import foresee_end
from bot.storage.cases import find_number
from bot.storage.connection import Tx
from bot.wording import sheets as wording
from bot.wording.board_cases import NO_NOTICE_YET, seen_by_flaggers, unfit
from bot.wording.records import TIME_HOW

STEP = "seen"


def begin(tx: Tx, context: Context, call: Call, seen: Seen) -> list[Outgoing]:
    """[已看到办好]: what people will read; of more time, first the new time."""
    return _will_attest(tx, context, call, seen)


def _will_attest(
    tx: Tx, context: Context, call: Call, seen: Seen, at: datetime | None = None
) -> list[Outgoing]:
    ident = seen.case.id
    found = foresee_end(tx, context.office, ident, seen.version, call.member.id, at=at)
    if isinstance(found, Refusal):
        return refused(tx, context, call, ident, found)
    if at is None and deciding.lacks_time(tx, found.case):
        keep(tx, context, call, STEP, case=found.case.number, version=seen.version)
        return [wording.asked(f"{NO_NOTICE_YET}\n{TIME_HOW}", found.case)]
    return [wording.will_attest(found.case, seen_by_flaggers(found))]


def typed(tx: Tx, context: Context, call: Call, state: dict[str, Any], text: str) -> list[Outgoing]:
    """The new time of what was put off: shown before it counts."""
    case, now = find_number(tx, state["case"]), context.now()
    assert case is not None
    times = time_in(text[:_LONGEST_TIME], now, context.calendar, context.clock)
    at = times.deadline or times.starts_at
    if at is None or not may_be(tx, case, at, now):
        return [wording.asked(unfit(Outcome.EXTEND), case)]
    keep(tx, context, call, **{**state, "at": at.timestamp()})
    return _will_attest(tx, context, call, Seen(case, state["version"]), at)


_LONGEST_TIME = 60


def attest(tx: Tx, context: Context, call: Call, seen: Seen) -> list[Outgoing]:
    """[确定]: it is done."""
    state = typed_for(tx, context, call, STEP, seen.case.number)
    held = context.office, seen.case.id, seen.version, call.member.id
    if "at" in state:
        at = datetime.fromtimestamp(state["at"], SHANGHAI)
        moved = attest_moved(tx, *held, at, context.now())
    else:
        moved = deciding.attest(tx, *held, context.now())
    return after(tx, context, call, seen, moved, wording.ATTESTED)
