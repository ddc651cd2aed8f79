"""The platform boundary: what comes in from a chat platform, and what we ask of one.

Addresses are strings "platform:account:id"; only the platform takes them apart again.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.domain.errors import JianfuError
from bot.domain.message import Message


class Author(NamedTuple):
    """Who wrote a message, and the name shown over it."""

    address: str
    name: str


class Document(NamedTuple):
    """A file somebody gave us: its name, and what the platform sends it again by; no content."""

    name: str
    ref: str


class ChatKind(StrEnum):
    """What kind of chat an address names; a basic group has no message links."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class PlatformRole(StrEnum):
    """What the platform says of a person in a chat: a hint, never a permission by itself."""

    UNKNOWN = "unknown"
    OUTSIDE = "outside"
    MEMBER = "member"
    ADMIN = "admin"


class Ingest(StrEnum):
    """Whether a message was overheard in a group, or given to the bot on purpose."""

    PASSIVE = "passive"
    SUBMITTED = "submitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """One chat of one platform account."""

    address: str
    kind: ChatKind
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageIn:
    """A new message. ``member`` is None for who cannot be told apart: anonymous admins, channels.

    ``origin`` is the exact key of a forwarded original where the platform names it; a channel post,
    which others will forward, has its own. ``replied`` is who wrote the message it answers.
    ``documents`` are those it carries, or those of the message it answers; in private only.
    """

    chat: Chat
    message: Message
    member: str | None
    ingest: Ingest = Ingest.PASSIVE
    origin: str | None = None
    replied: Author | None = None
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageEdited:
    """A new version of a message; the platform may say so although nothing changed."""

    chat: Chat
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDeleted:
    """A message that is gone."""

    chat: Chat
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionChanged:
    """What one person's reactions to a message were and are now.

    ``at`` is when, to tell which of two is the newer; None where the platform does not say.
    """

    chat: Chat
    number: int
    member: str | None
    before: tuple[str, ...]
    after: tuple[str, ...]
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonPressed:
    """A press of one of our buttons; ``press`` answers it."""

    chat: Chat | None
    number: int | None
    member: str
    press: str
    data: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandIn:
    """A command addressed to us, without its slash, and the words after it.

    ``sender`` is the name shown over it, ``reply_to`` the number of the message it answers and
    ``replied`` who wrote that, where it is a person that can be told apart. ``documents`` are as
    those of `MessageIn`.
    """

    chat: Chat
    number: int
    member: str | None
    name: str
    words: str = ""
    topic: str | None = None
    sender: str = ""
    reply_to: int | None = None
    replied: Author | None = None
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipChanged:
    """Somebody, or we ourselves, came, went or got another role."""

    chat: Chat
    member: str
    ourselves: bool
    role: PlatformRole


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMoved:
    """A group that lives on under another address; may be told more than once."""

    old: str
    new: Chat


Event = (
    MessageIn
    | MessageEdited
    | MessageDeleted
    | ReactionChanged
    | ButtonPressed
    | CommandIn
    | MembershipChanged
    | GroupMoved
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawUpdate:
    """An update as it arrived, to be kept before it is acknowledged.

    ``key`` is unique for ever, ``sequence`` tells the order within ``chat``, ``album`` names the
    album it belongs to. What is ``private`` was said to us alone: it is sealed, its chat and all.
    What is ``personal`` (a press, a reaction) is sealed, too, but its chat is a group's. ``text``
    is what can be read in it without parsing further, to see an emergency at once.
    """

    key: str
    sequence: int
    chat: str
    body: bytes
    private: bool = False
    personal: bool = False
    album: str | None = None
    text: str = ""


Accept = Callable[[Sequence[RawUpdate]], Awaitable[None]]
"""Keeps raw updates durably; when it returns, they may be acknowledged. Raises StorageError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """One button: ``data`` comes back as a press, or ``link`` opens."""

    label: str
    data: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """What to say. ``html`` is the platform's subset, ``plain`` the same without formatting.

    With a ``document`` it is what stands under that; such a message is not edited.
    """

    plain: str
    html: str | None = None
    buttons: tuple[tuple[Button, ...], ...] = ()
    silent: bool = True
    reply_to: int | None = None
    topic: str | None = None
    document: Document | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a platform can do; every gesture has a fallback where it cannot.

    ``keeps`` is how long it holds back for us what we were not there to take in.
    """

    reads_groups: bool
    edits: bool
    reactions: bool
    buttons: bool
    pins: bool
    longest: int
    keeps: timedelta


class PlatformError(JianfuError):
    """What became of a call to the platform that did not succeed."""


class Refused(PlatformError):
    """Surely without effect; may be tried again after ``wait`` seconds."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.wait = wait


class Ambiguous(PlatformError):
    """It may or may not have happened: the answer was lost."""


class Rejected(PlatformError):
    """Will never be taken like this, as with formatting the platform cannot read."""


class Gone(PlatformError):
    """The message to change is not there any more."""


class Forbidden(PlatformError):
    """We may not speak there: removed, blocked, never started."""


class Moved(PlatformError):
    """The chat lives on under another address."""

    def __init__(self, new: Chat) -> None:
        super().__init__(new.address)
        self.new = new


class Malformed(PlatformError):
    """An update that cannot be understood; it is set aside, never tried again."""
