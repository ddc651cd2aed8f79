"""What we ask of a chat platform."""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from bot.domain.boundary import Accept, Ambiguous, Capabilities, Event, Outgoing, PlatformRole
from bot.domain.errors import JianfuError, what_went_wrong

T = TypeVar("T")

MenuLines = Sequence[tuple[str, str]]
"""Commands for a menu, each with its help line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What we may do in a group. ``joined_reading``: what we read does not hang on a setting.

    A setting counts as of the day we joined, so that only what arrives proves that we read.
    """

    inside: bool
    reads: bool = False
    joined_reading: bool = False
    speaks: bool = False
    pins: bool = False


class Platform(Protocol):
    """One account on one chat platform. Calls raise PlatformError and nothing else."""

    capabilities: Capabilities

    @property
    def in_touch(self) -> bool:
        """Whether it would reach us just now if something were said."""

    async def start(self, accept: Accept) -> None:
        """Begin to receive; every update goes through ``accept`` before it is acknowledged."""

    async def stop(self) -> None:
        """Receive no more, and let go of what is open."""

    def parse(self, body: bytes) -> Event | None:
        """The event in a kept update; None for what concerns nobody. Raises Malformed."""

    async def send(self, chat: str, what: Outgoing) -> int:
        """Say something; the number of the new message."""

    async def edit(self, chat: str, number: int, what: Outgoing) -> None:
        """Change what we said; to change it to what it is already succeeds."""

    async def delete(self, chat: str, number: int) -> None:
        """Take back what we said; what is gone already is gone."""

    async def answer(self, press: str, text: str = "", link: str | None = None) -> None:
        """Answer a press with a short text, or a link into private chat; too late is no error."""

    async def pin(self, chat: str, number: int, unpin: int | None = None) -> None:
        """Pin silently, and let go of what we pinned before."""

    async def role(self, chat: str, member: str) -> PlatformRole:
        """What the platform says of a person in a chat; UNKNOWN when it does not."""

    async def standing(self, chat: str) -> Standing:
        """What we ourselves may do in a group, asked afresh."""

    async def announce(self, private: MenuLines, group: MenuLines, admins: MenuLines) -> None:
        """Show our commands in the menus of private chats, of groups, and of groups' admins."""

    async def members(self, chat: str) -> int:
        """How many people are in a chat."""

    def direct(self, member: str) -> str:
        """The address of the private chat with a person."""

    def link(self, chat: str, number: int | str) -> str | None:
        """Where a message can be opened; None where the platform has no links."""

    def invite(self, payload: str) -> str:
        """A link that opens our private chat with ``payload`` as its first word."""


async def outcome(call: Awaitable[T]) -> T:
    """What a call of a platform gives; a mistake of ours on its way is raised as Ambiguous.

    It may have been made before the call took effect, or over its answer.
    """
    try:
        return await call
    except JianfuError:
        raise
    except Exception as error:
        raise Ambiguous(what_went_wrong(error)) from error
