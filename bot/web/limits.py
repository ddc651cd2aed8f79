"""How often somebody may ask, in this process' memory."""

from collections.abc import Callable
from typing import NamedTuple

_REMEMBERED = 20_000


class Pace(NamedTuple):
    """``burst`` requests at once, then one each ``every`` seconds."""

    burst: int
    every: float


SIGNING = Pace(12, 10.0)
ADDRESS = Pace(400, 0.05)
SESSION = Pace(120, 0.25)
STREAMS = 6
"""Pages of one session that are kept up to date at once."""


class Limits:
    """One bucket for each name; a full one is forgotten."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._full_at: dict[tuple[Pace, str], float] = {}
        self._most = _REMEMBERED

    def allows(self, pace: Pace, name: str) -> bool:
        """Whether one more is all right now; it then counts."""
        now = self._clock()
        if len(self._full_at) >= self._most:
            self._full_at = {key: at for key, at in self._full_at.items() if at > now}
            # However many ask at once, all are looked through now and then only.
            self._most = max(_REMEMBERED, 2 * len(self._full_at))
        # The moment at which nothing counts any more; each request moves it by its share.
        at = max(self._full_at.get((pace, name), now), now) + pace.every
        if at - now > pace.burst * pace.every:
            return False
        self._full_at[pace, name] = at
        return True
