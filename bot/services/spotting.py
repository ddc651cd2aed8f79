"""Random spot checks (例行核查): a case in the queue need not come from anybody's flag."""

from datetime import datetime, timedelta

from bot.domain.case import Pool
from bot.domain.reading import Kind
from bot.domain.review import Case
from bot.services.attaching import case_for
from bot.services.eligibility import large_chats
from bot.services.flagging import FLAGGED_FOR, heard_in
from bot.services.office import Office
from bot.storage.connection import Snapshot, Tx
from bot.storage.spots import cues_of, flaggable, open_requests

LOOKED_BACK = timedelta(days=14)
MOST_SPOTS = 3
RARITY = 200
"""Each request asked of late makes the next spot check of a day likelier by one in this many."""
_MOST_OFTEN = 0.5


def spot_checks(tx: Tx, office: Office, now: datetime) -> list[Case]:
    """Some cases, at random, as a batch might have had them from flags; how many is chance, too.

    The number hangs on how much is asked of late and on nothing that was flagged, so that neither
    does the length of the queue: where little is asked they are rare, and never impossible.
    Mostly they are about what is asked of late; now and then about anything that may be flagged.
    """
    late = open_requests(tx, now - LOOKED_BACK, but=Kind.INFO)
    whole = [request for request, _ in flaggable(tx, now - FLAGGED_FOR)]
    chance = min(_MOST_OFTEN, max(1, len(late)) / RARITY)
    found = []
    for _ in range(MOST_SPOTS):
        if office.random.random() < 1 - chance:
            break
        among = late if office.random.random() < 0.75 else whole
        if among:
            found.append(_spot(tx, office, office.random.choice(among)))
    return found


def _spot(tx: Tx, office: Office, request: int) -> Case:
    """The case of a request and a reason; one that is in the queue already enters no more."""
    reason, pool = _reason(tx, office, request), _pool(tx, office, request)
    return case_for(tx, office, request, reason, pool)


def _reason(snapshot: Snapshot, office: Office, request: int) -> str:
    """A reason its own words give, or any: people flag what no words show, too."""
    cues = cues_of(snapshot, request)
    likely = [one.code for one in office.reasons.values() if cues.intersection(one.categories)]
    if likely and office.random.random() < 0.75:
        return office.random.choice(likely)
    return office.random.choice(list(office.reasons))


def _pool(snapshot: Snapshot, office: Office, request: int) -> Pool:
    large = large_chats(snapshot, request)
    if not large:
        return Pool.COUNTY
    only = len(large) == len(heard_in(snapshot, request))
    return Pool.GROUP if only or office.random.random() < 0.5 else Pool.COUNTY
