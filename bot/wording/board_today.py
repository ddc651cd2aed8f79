"""What the board's first page says of cases."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.case import WAITING, CaseState
from bot.services.office import local_day
from bot.services.urgency import Pressing

FIRST = "先办:超时的、今天到时限的"
MINE = "您在办的"
FRESH = "等接办的"
OTHERS = "在等别人的"
AT_MOST = 10


def parts_of(
    queue: Sequence[Pressing], me: int, now: datetime
) -> list[tuple[str, str, list[Pressing]]]:
    """A queue in parts, each with the view that shows all of it; what is urgent stands first."""
    parts: dict[str, list[Pressing]] = {FIRST: [], MINE: [], FRESH: [], OTHERS: []}
    for one in queue:
        parts[_part(one, me, now)].append(one)
    views = {FIRST: "", MINE: "mine", FRESH: "waiting", OTHERS: ""}
    return [(label, views[label], found) for label, found in parts.items() if found]


def _part(one: Pressing, me: int, now: datetime) -> str:
    if one.late or (one.due and local_day(one.due) <= local_day(now)):
        return FIRST
    if one.case.state is CaseState.CLAIMED and one.case.claimed_by == me:
        return MINE
    return FRESH if one.case.state in WAITING else OTHERS
