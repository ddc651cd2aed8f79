"""What the miniature Telegram is made of: plain data, written only by this room's functions."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = dict[str, Any]

GROUP_ANONYMOUS_BOT = 1087968824
CHANNEL_BOT = 136817688
TELEGRAM = 777000

ADMIN_RIGHTS = frozenset(
    {
        "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
        "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
        "can_edit_stories", "can_delete_stories", "can_pin_messages", "can_manage_topics",
        "can_post_messages", "can_edit_messages",
    }
)  # fmt: skip
EVERYBODY_MAY = frozenset(
    {
        "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos",
        "can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_send_polls",
        "can_send_other_messages", "can_add_web_page_previews", "can_react_to_messages",
        "can_invite_users",
    }
)  # fmt: skip
ALL_PERMISSIONS = EVERYBODY_MAY | {
    "can_edit_tag",
    "can_change_info",
    "can_pin_messages",
    "can_manage_topics",
}


class ChatKind(StrEnum):
    """The four kinds of chat; only supergroups and channels number their own messages."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Status(StrEnum):
    """Where somebody stands in a chat, as the Bot API spells it."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"


PRESENT = frozenset({Status.CREATOR, Status.ADMINISTRATOR, Status.MEMBER, Status.RESTRICTED})
ADMINS = frozenset({Status.CREATOR, Status.ADMINISTRATOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """An account. ``hides_forwards``: forwards of their messages carry only a name."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    hides_forwards: bool = False

    @property
    def name(self) -> str:
        """Return the name as a client shows it."""
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody in a chat. ``reads_all``: a bot's privacy setting, as it was when it joined."""

    user: User
    status: Status = Status.MEMBER
    rights: frozenset[str] = frozenset()
    title: str | None = None
    anonymous: bool = False
    reads_all: bool = False

    @property
    def present(self) -> bool:
        """Tell whether they are in the chat now."""
        return self.status in PRESENT

    @property
    def admin(self) -> bool:
        """Tell whether they are an administrator or the owner."""
        return self.status in ADMINS

    def may(self, right: str) -> bool:
        """Tell whether they hold an administrator's right; the owner holds all."""
        owns = self.status is Status.CREATOR
        return owns or (self.status is Status.ADMINISTRATOR and right in self.rights)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A forum topic; its id is the number of the service message that opened it."""

    id: int
    name: str
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One version of a message; an edit replaces it.

    ``key`` is unique in the world. ``number`` is the message_id in supergroups and channels;
    elsewhere each bot's account has its own, in ``numbers``. ``sender`` is whom the platform
    names, ``author`` who wrote it. ``content`` and ``service`` are Bot API fields, ready to emit;
    ``pinned`` is the key of the message a pin speaks of.
    """

    key: int
    chat: "Chat"
    number: int
    numbers: dict[int, int]
    author: int
    sender: int | None
    date: int
    sender_chat: Json | None = None
    text: str | None = None
    entities: tuple[Json, ...] = ()
    content: Json = field(default_factory=dict)
    service: Json = field(default_factory=dict)
    pinned: int | None = None
    album: str | None = None
    reply_to: int | None = None
    thread: int | None = None
    in_topic: bool = False
    origin: Json | None = None
    automatic: bool = False
    signature: str | None = None
    markup: Json | None = None
    edited: int | None = None

    @property
    def is_service(self) -> bool:
        """Tell whether it is the platform's own line: a join, a pin, a move."""
        return bool(self.service) or self.pinned is not None


@dataclass(slots=True, kw_only=True, eq=False)
class Chat:
    """A chat and all that was said there. A private chat has the person's id and one ``bot``.

    ``messages`` and ``gone`` (deleted ones) are by key, oldest first; ``reactions`` by key, then by
    who reacted. ``emojis`` restricts reactions; None allows all.
    """

    id: int
    kind: ChatKind
    title: str | None = None
    username: str | None = None
    bot: int | None = None
    forum: bool = False
    hidden_members: bool = False
    moved_to: int | None = None
    linked: int | None = None
    emojis: tuple[str, ...] | None = None
    permissions: frozenset[str] = EVERYBODY_MAY
    counter: int = 0
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    gone: dict[int, Message] = field(default_factory=dict)
    pins: list[int] = field(default_factory=list)
    reactions: dict[int, dict[int, tuple[str, ...]]] = field(default_factory=dict)
    uncounted: set[int] = field(default_factory=set)

    @property
    def numbers_own(self) -> bool:
        """Tell whether message ids are sequential in this chat, the same for everybody."""
        return self.kind in (ChatKind.SUPERGROUP, ChatKind.CHANNEL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Where updates are pushed, and what went wrong last."""

    url: str
    secret: str | None = None
    max_connections: int = 40
    error: str | None = None
    error_date: int | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Bot:
    """A bot's account: its token, its queue of updates and its settings.

    ``reads_all`` is the setting of today; what a chat gives it was fixed when it joined there.
    ``allowed`` holds the kinds of update it asked for. ``queue`` is (when, update), oldest first.
    ``wake`` is called when it grows.
    """

    user: User
    token: str
    reads_all: bool
    allowed: frozenset[str]
    allowed_as_asked: list[str] | None = None
    next_update: int = 1
    last_number: int = 0
    queue: deque[tuple[int, Json]] = field(default_factory=deque)
    webhook: Webhook | None = None
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    wake: Callable[[], None] | None = None

    @property
    def id(self) -> int:
        """Return the account's id, the number before the colon of its token."""
        return self.user.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a bot said to a press: a toast, an alert or a link to open."""

    text: str | None = None
    alert: bool = False
    url: str | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Press:
    """A press of a button, until it is answered or too old."""

    id: str
    bot: int
    who: int
    data: str
    date: int
    answer: Answer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that watchers of the world are told.

    ``what`` is message, edit, delete, reaction, press, answer, member, pin, unpin, move or action.
    """

    what: str
    chat: Chat | None = None
    message: Message | None = None
    press: Press | None = None
    who: int | None = None
