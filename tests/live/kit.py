"""A chat platform in memory, and a bot on it whose clock the test turns."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

from bot.config import Config
from bot.domain.boundary import (
    Accept,
    Author,
    Button,
    ButtonPressed,
    Capabilities,
    Chat,
    ChatKind,
    CommandIn,
    Document,
    Event,
    Gone,
    GroupMoved,
    Ingest,
    Malformed,
    MembershipChanged,
    MessageEdited,
    MessageIn,
    Outgoing,
    PlatformRole,
    RawUpdate,
    ReactionChanged,
)
from bot.domain.message import SHANGHAI, Media, Message
from bot.domain.platform import MenuLines, Standing
from bot.live import Live
from bot.storage.inbox import dead_letters, waiting
from bot.storage.keys import KEYS, Keys
from bot.storage.schema import MIGRATIONS
from bot.storage.seal import Seal
from bot.storage.store import Store

GROUP = "toy:1:-100"
START = datetime(2026, 3, 12, 8, 0, tzinfo=SHANGHAI)


@dataclass(slots=True)
class Posted:
    """One message of ours, as people see it."""

    chat: str
    number: int
    text: str
    silent: bool
    buttons: tuple[tuple[Button, ...], ...] = ()
    edits: int = 0
    document: Document | None = None


ABLE = Capabilities(
    reads_groups=True, edits=True, reactions=True, buttons=True, pins=True, longest=4096,
    keeps=timedelta(hours=24),
)  # fmt: skip
FULL = Standing(inside=True, reads=True, joined_reading=True, speaks=True, pins=True)


@dataclass(slots=True)
class ToyPlatform:
    """Says and shows; ``faults`` are raised, one a call, before or after it took effect."""

    posted: list[Posted] = field(default_factory=list)
    deleted: list[tuple[str, int]] = field(default_factory=list)
    pinned: dict[str, int] = field(default_factory=dict)
    faults: list[tuple[str, Exception]] = field(default_factory=list)
    admins: set[str] = field(default_factory=set)
    outside: set[str] = field(default_factory=set)
    roles: dict[tuple[str, str], PlatformRole] = field(default_factory=dict)
    standings: Standing = FULL
    menus: dict[str, MenuLines] = field(default_factory=dict)
    capabilities: Capabilities = ABLE
    in_touch: bool = True
    size: int = 9
    sizes_asked: int = 0
    toasts: list[str] = field(default_factory=list)
    sent: int = 0

    async def start(self, accept: Accept) -> None:
        """Nothing comes by itself."""

    async def stop(self) -> None:
        """Nothing to stop."""

    def parse(self, body: bytes) -> Event | None:
        try:
            value = json.loads(body)
            return _event(value)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Malformed(str(error)) from error

    async def send(self, chat: str, what: Outgoing) -> int:
        self._fail("send")
        self.sent += 1
        number = 999 + self.sent
        said = Posted(chat, number, what.html or what.plain, what.silent, what.buttons)
        said.document = what.document
        self.posted.append(said)
        self._fail("sent")
        return number

    async def edit(self, chat: str, number: int, what: Outgoing) -> None:
        self._fail("edit")
        mine = next((p for p in self.posted if (p.chat, p.number) == (chat, number)), None)
        if mine is None:
            raise Gone("message to edit not found")
        mine.text, mine.buttons = what.html or what.plain, what.buttons
        mine.edits += 1
        self._fail("edited")

    async def delete(self, chat: str, number: int) -> None:
        self._fail("delete")
        self.deleted.append((chat, number))
        self.posted = [p for p in self.posted if (p.chat, p.number) != (chat, number)]

    async def answer(self, press: str, text: str = "", link: str | None = None) -> None:
        self._fail("answer")
        self.toasts.append(text)

    async def pin(self, chat: str, number: int, unpin: int | None = None) -> None:
        self._fail("pin")
        self.pinned[chat] = number

    async def role(self, chat: str, member: str) -> PlatformRole:
        if member in self.outside:
            return PlatformRole.OUTSIDE
        told = PlatformRole.ADMIN if member in self.admins else PlatformRole.MEMBER
        return self.roles.get((chat, member), told)

    async def standing(self, chat: str) -> Standing:
        self._fail("standing")
        return self.standings

    async def announce(self, private: MenuLines, group: MenuLines, admins: MenuLines) -> None:
        self._fail("announce")
        self.menus = {"private": private, "group": group, "admins": admins}

    async def members(self, chat: str) -> int:
        self.sizes_asked += 1
        self._fail("members")
        return self.size

    def direct(self, member: str) -> str:
        return member

    def link(self, chat: str, number: int | str) -> str | None:
        return f"https://t.example/{chat}/{number}"

    def invite(self, payload: str) -> str:
        return f"https://t.example/bot?start={payload}"

    def _fail(self, moment: str) -> None:
        if self.faults and self.faults[0][0] == moment:
            raise self.faults.pop(0)[1]


def _event(value: dict[str, Any]) -> Event | None:
    kind = ChatKind(value.get("kind", "supergroup"))
    chat = Chat(address=value["chat"], kind=kind, title=value.get("title", "柳河镇村居工作群"))
    match value["type"]:
        case "message" | "edit":
            message = Message(
                group=chat.title,
                number=value["number"],
                sent_at=datetime.fromtimestamp(value["at"], SHANGHAI),
                text=value["text"],
                sender=value["sender"],
                reply_to=value.get("reply_to"),
                forwarded_from=value.get("forwarded_from"),
                album=value.get("album"),
                file_name=value.get("file_name"),
                media=Media(value["media"]) if value.get("media") else None,
            )
            if value["type"] == "message":
                return MessageIn(
                    chat=chat,
                    message=message,
                    member=value.get("member", _member(value["sender"])),
                    ingest=Ingest.SUBMITTED if kind is ChatKind.PRIVATE else Ingest.PASSIVE,
                    origin=value.get("origin"),
                    replied=_author(value.get("replied")),
                    documents=_documents(value),
                )
            edited = datetime.fromtimestamp(value["edited"], SHANGHAI)
            return MessageEdited(chat=chat, message=replace(message, edited_at=edited))
        case "command":
            name, _, words = value["text"].partition(" ")
            return CommandIn(
                chat=chat,
                number=value["number"],
                member=value.get("member", _member(value["sender"])),
                name=name,
                words=words,
                sender=value["sender"],
                reply_to=value.get("reply_to"),
                replied=_author(value.get("replied")),
                documents=_documents(value),
            )
        case "press":
            return ButtonPressed(
                chat=chat,
                number=value["number"],
                member=_member(value["sender"]),
                press="1",
                data=value["data"],
            )
        case "reaction":
            return ReactionChanged(
                chat=chat,
                number=value["number"],
                member=_member(value["sender"]) if value["sender"] else None,
                before=tuple(value["before"]),
                after=tuple(value["after"]),
                at=datetime.fromtimestamp(value["at"], SHANGHAI),
            )
        case "membership":
            role, name = PlatformRole(value["role"]), value.get("sender")
            member = _member(name) if name else "toy:1:1"
            return MembershipChanged(chat=chat, member=member, ourselves=not name, role=role)
        case "moved":
            return GroupMoved(old=value["chat"], new=replace(chat, address=value["new"]))
    return None


def _documents(value: dict[str, Any]) -> tuple[Document, ...]:
    """Those of the files of a message; a name alone is its own reference."""
    return tuple(Document(name, f"ref:{name}") for name in value.get("documents", ()))


def _author(name: str | None) -> Author | None:
    return Author(_member(name), name) if name else None


def _member(name: str) -> str:
    """The address of whoever bears a name; their private chat has the same."""
    return f"toy:1:{crc32(name.encode())}"


class Town:
    """A bot on the toy platform, with a clock of its own and a folder that outlives it."""

    def __init__(
        self, folder: Path, platform: ToyPlatform | None = None, config: Config | None = None
    ) -> None:
        self.folder = folder
        self.config = config or Config()
        self.platform = platform or ToyPlatform()
        self.now = START
        self.ticks = 0.0
        self.sequence = 0
        self.said = 0
        self.names: set[str] = set()
        self.patience = 30.0
        self.open()

    def open(self) -> None:
        """Start the bot's process, as it were."""
        self.store = Store.open(self.folder / "jianfu.db", MIGRATIONS, seal=Seal(b"k" * 32))
        self.live = Live(
            self.config,
            self.store,
            self.platform,
            Keys(self.folder / KEYS),
            now=lambda: self.now.astimezone(UTC),
            monotonic=lambda: self.ticks,
            chance=Random(5),
        )

    def close(self) -> None:
        """End it."""
        self.store.close()

    def update(self, **value: Any) -> RawUpdate:
        """One update as the platform would bring it."""
        self.sequence += 1
        value.setdefault("chat", GROUP)
        return RawUpdate(
            key=f"toy:{self.sequence}",
            sequence=self.sequence,
            chat=value["chat"],
            body=json.dumps(value).encode(),
            album=value.get("album"),
            text=value.get("text", ""),
            private=value.get("kind") == "private",
        )

    def message(self, sender: str, text: str, **more: Any) -> RawUpdate:
        """Somebody says something now."""
        self.names.add(sender)
        self.said += 1
        at = int(self.now.timestamp())
        value = {"type": "message", "number": self.said, "at": at, **more}
        return self.update(sender=sender, text=text, **value)

    async def settle(self) -> None:
        """All that is left to do is done; what the store refuses for ever ends the test."""
        try:
            await asyncio.wait_for(self.live.settle(), self.patience)
        except TimeoutError:
            left = self.store.read_sync(waiting, 9)
            raise AssertionError(f"not settled, still waiting: {left}") from None

    async def arrive(self, *updates: RawUpdate) -> None:
        """Updates arrive and are worked on."""
        await self.live.inbox.accept(updates)
        await self.settle()

    async def say(self, at: str, sender: str, text: str, **more: Any) -> None:
        """At a clock of the day, somebody says something."""
        self.turn(at)
        await self.arrive(self.message(sender, text, **more))

    async def tell(self, sender: str, text: str, **more: Any) -> None:
        """Somebody says something to the bot in private, now; "/name words" is a command."""
        private = {"chat": _member(sender), "kind": "private", "title": sender}
        if text.startswith("/"):
            await self.command(sender, text, **private, **more)
        else:
            await self.arrive(self.message(sender, text, **private, **more))

    async def command(self, sender: str, text: str, **more: Any) -> None:
        """Somebody uses a command, in the group unless ``chat`` says otherwise."""
        self.said += 1
        value = {"type": "command", "number": self.said, "sender": sender, **more}
        await self.arrive(self.update(text=text.removeprefix("/"), **value))

    async def press(self, sender: str, label: str, chat: str | None = None) -> None:
        """Somebody presses the button with this label on the newest message that has one."""
        where = chat or _member(sender)
        posted, button = next(
            (posted, button)
            for posted in reversed(self.platform.posted)
            if posted.chat == where
            for row in posted.buttons
            for button in row
            if button.label == label
        )
        await self.press_data(sender, button.data or "", chat, posted.number)

    async def react(
        self, sender: str | None, number: int, before: str, after: str, **more: Any
    ) -> None:
        """Somebody changes their reactions to a message of the group; each letter is one."""
        value = {"type": "reaction", "number": number, "sender": sender, **more}
        value.setdefault("at", int(self.now.timestamp()))
        await self.arrive(self.update(before=list(before), after=list(after), **value))

    async def press_data(
        self, sender: str, data: str, chat: str | None = None, number: int = 1
    ) -> None:
        """Somebody presses a button that may be made up."""
        kind = "supergroup" if chat else "private"
        value = {"type": "press", "number": number, "sender": sender, "data": data}
        await self.arrive(self.update(chat=chat or _member(sender), kind=kind, **value))

    async def leave(self, sender: str, **more: Any) -> None:
        """Somebody leaves a group, and the platform says so."""
        await self.arrive(self.update(type="membership", role="outside", sender=sender, **more))

    @staticmethod
    def private(sender: str) -> str:
        """The address of the private chat with somebody."""
        return _member(sender)

    def card(self, sender: str) -> str:
        """What stands in somebody's private chat last."""
        return self.shown(_member(sender))[-1]

    def turn(self, at: str, days: int = 0) -> None:
        """Turn the clock to HH:MM of the same day, or ``days`` later."""
        hour, minute = map(int, at.split(":"))
        moved = (self.now + timedelta(days=days)).replace(hour=hour, minute=minute, second=0)
        self.ticks += (moved - self.now).total_seconds()
        self.now = moved

    async def tick(self, at: str, days: int = 0) -> int:
        """The heartbeat at a clock of the day; how many digests it made."""
        self.turn(at, days)
        made = await self.live.schedule.tick()
        await self.settle()
        return made

    def shown(self, chat: str = GROUP) -> list[str]:
        """What of ours stands in a chat."""
        return [posted.text for posted in self.platform.posted if posted.chat == chat]


def played(folder: Path, story: Callable[[Town], Awaitable[None]]) -> Town:
    """Play a story to its end; the town stays for assertions, its store closed."""
    town = Town(folder)

    async def play() -> None:
        try:
            await story(town)
            _, dead = town.store.read_sync(dead_letters)
            ours = [error for _, error in dead if not error.startswith("Malformed")]
            assert not ours, f"mistakes of ours: {ours}"
        finally:
            town.close()

    asyncio.run(play())
    assert_decent(town)
    return town


_PRIVATE = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9}|\d{16,19})(?!\d)")
_BLAME = re.compile("没(?:报|交|回|看|读)|未(?:报|交|回|读)|还差|落后|排名|通报")


def assert_decent(town: Town) -> None:
    """Nothing we said names a private number, calls all, or holds somebody up to the others."""
    for posted in town.platform.posted:
        assert not _PRIVATE.search(posted.text), posted.text
        assert "@" not in re.sub(r"https?://\S+", "", posted.text), posted.text
        for said in posted.text.splitlines():
            blamed = _BLAME.search(said) and any(name in said for name in town.names)
            assert not blamed, said
