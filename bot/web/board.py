"""What every page of the board works with, and how something is done there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import TypeVar
from urllib.parse import urlsplit

from bot.domain.boundary import PlatformRole
from bot.domain.calendar import WorkCalendar
from bot.domain.lexicon import Lexicon
from bot.domain.request import Source
from bot.domain.review import Move
from bot.domain.session import Person
from bot.services.notifying import tell
from bot.services.office import Office
from bot.services.sessions import person_of
from bot.storage.connection import Snapshot, Tx
from bot.storage.store import Store
from bot.web.bell import Bell
from bot.web.problem import Problem
from bot.wording import board as words
from bot.wording.cases import notice

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The parts that pages work with; those that reach into the chat are handed in.

    ``show(tx, chats)`` lets what was sent to groups follow a correction, in its transaction;
    ``changed`` wakes the bot after a commit; ``hear`` brings those who flagged what waits for
    them; ``standing`` is what the platform says somebody is in a group, ``afresh`` the same
    whatever it said just now.
    """

    store: Store
    office: Office
    lexicon: Lexicon
    calendar: WorkCalendar
    slot: time
    public_url: str
    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    changed: Callable[[], None]
    show: Callable[[Tx, frozenset[int]], None]
    hear: Callable[[], None]
    standing: Callable[[str, str], Awaitable[PlatformRole]]
    afresh: Callable[[str, str], Awaitable[PlatformRole]]
    link: Callable[[Source], str | None]
    invite: Callable[[str], str | None]
    bell: Bell = field(default_factory=Bell)

    @property
    def base(self) -> str:
        """The path under which all pages lie; "" at the root."""
        return urlsplit(self.public_url).path.rstrip("/")

    @property
    def host(self) -> str:
        """The host of our address, with its port unless that is the usual one."""
        return urlsplit(self.public_url).netloc

    @property
    def origin(self) -> str:
        """What browsers call the place our pages come from."""
        return f"{urlsplit(self.public_url).scheme}://{self.host}"

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach us over https; else only this machine does."""
        return self.public_url.startswith("https:")

    async def act(self, me: Person, work: Callable[[Tx], T]) -> T:
        """Do ``work`` in one transaction, as somebody who still is what they were; wake the bot.

        Where it gives a `Move` on a case, those concerned are told in the same transaction.
        Raises Problem when they have lost a role since their request began.
        """

        def whole(tx: Tx) -> T:
            if not _is_still(tx, me):
                raise Problem(403, words.ROLE_LOST)
            done = work(tx)
            if isinstance(done, Move):
                tell(tx, self.office, done.notices, notice, self.now())
            return done

        done = await self.store.run(whole)
        self.changed()
        if isinstance(done, Move) and done.refusal is None:
            self.hear()
        return done


def _is_still(snapshot: Snapshot, me: Person) -> bool:
    now = person_of(snapshot, me.member.id)
    if now is None:
        return False
    chats = {one.chat for one in now.groups}
    return (
        now.post == me.post
        and set(me.units) <= set(now.units)
        and all(one.chat in chats for one in me.groups)
    )
