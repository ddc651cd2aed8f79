"""What the board's first page says of cases."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.case import CaseState
from bot.services.office import local_day
from bot.services.urgency import Pressing, is_to_do

TELL = "要您线下告诉的"
FIRST = "先办:超时的、今天到时限的"
MINE = "您在办的"
FRESH = "等接办的"
OTHERS = "在等别人的"
AT_MOST = 10


def parts_of(
    queue: Sequence[Pressing], me: int, now: datetime
) -> list[tuple[str, str | None, list[Pressing]]]:
    """A queue in parts, each with the view that shows all of it; what is urgent stands first.

    What waits for others has no view of its own, and the view None.
    """
    parts: dict[str, list[Pressing]] = {
        FIRST: [], MINE: [], TELL: [], FRESH: [], OTHERS: [],
    }  # fmt: skip
    for one in queue:
        parts[_part(one, me, now)].append(one)
    views = {FIRST: "", MINE: "mine", TELL: "", FRESH: "waiting", OTHERS: None}
    return [(label, views[label], found) for label, found in parts.items() if found]


def _part(one: Pressing, me: int, now: datetime) -> str:
    if not is_to_do(one, me):
        return OTHERS
    if one.late or (one.due and local_day(one.due) <= local_day(now)):
        return FIRST
    if one.case.state is CaseState.CLAIMED and one.case.claimed_by == me:
        return MINE
    return TELL if one.untold else FRESH
