"""Answers that wait for those who flagged: opened when something is new, kept in memory."""

from collections.abc import Iterable
from itertools import groupby

from bot.domain.review import Feedback, FeedbackKind
from bot.services.hearing import answers_for
from bot.services.office import Office
from bot.storage.connection import Snapshot
from bot.storage.feedback import waiting_ids
from bot.storage.store import Store

_ORDER = tuple(FeedbackKind)
"""Questions come first: they are passed over soonest."""


class Unheard:
    """What waits, by private chat: asking for it costs nothing while nothing is new."""

    def __init__(self, store: Store, office: Office) -> None:
        self._store = store
        self._office = office
        self._found: dict[str, tuple[Feedback, ...]] = {}
        self._ids: frozenset[int] = frozenset()
        self._stale, self._new = True, False

    def stir(self) -> None:
        """Something may have changed: it is loaded again when next asked for."""
        self._stale = True

    async def look(self) -> bool:
        """Load what waits if that is something else by now; whether it was since last looked."""
        if not self._stale and await self._store.read(waiting_ids) != self._ids:
            self._stale = True
        await self.load()
        new, self._new = self._new, False
        return new

    async def load(self) -> None:
        """Load what waits, if it was stirred since."""
        if not self._stale:
            return
        # What is stirred while we read is loaded again.
        self._stale = False
        try:
            self._ids, found = await self._store.read(_all, self._office)
        except BaseException:
            self._stale = True
            raise
        self._found, self._new = _by_chat(found), True

    def of(self, private: str) -> tuple[Feedback, ...]:
        """What waits for somebody, as far as it was loaded."""
        return self._found.get(private, ())

    def chats(self) -> Iterable[str]:
        """The private chats something waits for."""
        return self._found.keys()


def _all(snapshot: Snapshot, office: Office) -> tuple[frozenset[int], tuple[Feedback, ...]]:
    return waiting_ids(snapshot), answers_for(snapshot, office)


def _by_chat(found: Iterable[Feedback]) -> dict[str, tuple[Feedback, ...]]:
    ordered = sorted(found, key=lambda one: (one.private, _ORDER.index(one.kind), one.id))
    return {chat: tuple(some) for chat, some in groupby(ordered, key=lambda one: one.private)}
