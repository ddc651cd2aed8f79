"""What the platform says of people, asked at use and believed for a few minutes."""

from collections.abc import Callable

from bot.domain.boundary import PlatformError, PlatformRole
from bot.domain.platform import Platform

BELIEVED = 300.0
"""Seconds an answer holds; news of a membership ends it at once."""
_REMEMBERED = 20_000


class Standings:
    """Roles of people in chats, as the platform tells them: hints, never permissions."""

    def __init__(self, platform: Platform, clock: Callable[[], float]) -> None:
        self._platform = platform
        self._clock = clock
        self._known: dict[tuple[str, str], tuple[PlatformRole, float]] = {}

    async def of(self, chat: str, member: str) -> PlatformRole:
        """What somebody is in a chat; UNKNOWN where the platform does not say."""
        role, until = self._known.get((chat, member), (PlatformRole.UNKNOWN, 0.0))
        if self._clock() < until:
            return role
        try:
            role = await self._platform.role(chat, member)
        except PlatformError:
            return PlatformRole.UNKNOWN
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[chat, member] = (role, self._clock() + BELIEVED)
        return role

    async def afresh(self, chat: str, member: str) -> PlatformRole:
        """The same, whatever was heard before."""
        self.forget(chat, member)
        return await self.of(chat, member)

    def knows(self, chat: str, member: str) -> bool:
        """Whether `of` needs to ask nobody now."""
        return self._clock() < self._known.get((chat, member), (None, 0.0))[1]

    def forget(self, chat: str, member: str) -> None:
        """Something changed: ask again."""
        self._known.pop((chat, member), None)
