"""An evening in a province: thousands of groups whose digests are due in the same minute."""

import asyncio
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.live_updates import group_day
from bot.app import knowledge
from bot.config import Config
from bot.domain.boundary import Accept, Capabilities, Event, Outgoing, PlatformRole
from bot.domain.message import SHANGHAI, Message
from bot.domain.platform import MenuLines, Standing
from bot.domain.reading import Ask, Reading, Relation
from bot.domain.request import Request, RequestState
from bot.live import Live
from bot.reading.reader import read
from bot.storage.connection import Snapshot, Tx
from bot.storage.keys import KEYS, Keys
from bot.storage.messages import add_message, chat_id
from bot.storage.requests import add_mention, add_request
from bot.storage.schema import MIGRATIONS
from bot.storage.seal import Seal
from bot.storage.store import Store
from bot.storage.targets import add_target

CALL = 0.05
"""Seconds each call to the platform takes."""
_MORNING = datetime(2026, 3, 12, 8, 0, tzinfo=SHANGHAI)
_EVENING = _MORNING.replace(hour=17, minute=30)
_TOGETHER = 200


@dataclass(slots=True)
class SlowPlatform:
    """A platform without limits whose calls take `CALL` seconds.

    Telegram's own limit is about 30 a second for one bot, and our limiter keeps it; here it is
    to be seen how many calls the outbox itself can have under way with the ledger intact.
    """

    capabilities = Capabilities(
        reads_groups=True, edits=True, reactions=True, buttons=True, pins=True, longest=4096,
        keeps=timedelta(hours=24),
    )  # fmt: skip
    in_touch = True
    sends: int = 0
    edits: int = 0
    pins: int = 0

    async def start(self, accept: Accept) -> None:
        """Nothing comes by itself."""

    async def stop(self) -> None:
        """Nothing to stop."""

    def parse(self, body: bytes) -> Event | None:
        """Nothing comes."""

    async def send(self, chat: str, what: Outgoing) -> int:
        """A headline."""
        del chat, what
        await asyncio.sleep(CALL)
        self.sends += 1
        return self.sends

    async def edit(self, chat: str, number: int, what: Outgoing) -> None:
        """Its full text."""
        del chat, number, what
        await asyncio.sleep(CALL)
        self.edits += 1

    async def delete(self, chat: str, number: int) -> None:
        """Nothing is taken back."""

    async def answer(self, press: str, text: str = "", link: str | None = None) -> None:
        """There are no presses."""

    async def pin(self, chat: str, number: int, unpin: int | None = None) -> None:
        """On top of the chat."""
        del chat, number, unpin
        await asyncio.sleep(CALL)
        self.pins += 1

    async def role(self, chat: str, member: str) -> PlatformRole:
        """Nobody is asked about."""
        del chat, member
        return PlatformRole.MEMBER

    async def standing(self, chat: str) -> Standing:  # noqa: ARG002
        """Everything is allowed."""
        return Standing(inside=True, reads=True, speaks=True)

    async def announce(self, private: MenuLines, group: MenuLines, admins: MenuLines) -> None:
        """There are no menus here."""

    async def members(self, chat: str) -> int:
        """A few."""
        del chat
        return 9

    def direct(self, member: str) -> str:
        """The address itself."""
        return member

    def link(self, chat: str, number: int | str) -> str | None:
        """Where it can be opened."""
        return f"https://t.me/c/{chat.rpartition(':')[2]}/{number}"

    def invite(self, payload: str) -> str:
        """A link."""
        return f"https://t.me/jianfu_bot?start={payload}"


def evening(groups: int, folder: Path) -> dict[str, float]:
    """``groups`` digests planned at one tick, then sent."""
    return asyncio.run(_evening(groups, folder))


async def _evening(groups: int, folder: Path) -> dict[str, float]:
    platform, now = SlowPlatform(), [_MORNING]
    with Store.open(folder / "jianfu.db", MIGRATIONS, seal=Seal(b"k" * 32)) as store:
        live = Live(
            Config(), store, platform, Keys(folder / KEYS),
            now=lambda: now[0].astimezone(UTC), monotonic=lambda: now[0].timestamp(),
        )  # fmt: skip
        requests = await _day(store, groups)
        now[0] = _EVENING + timedelta(seconds=5)
        begun = time.perf_counter()
        made = await live.schedule.tick()
        planned = time.perf_counter() - begun
        parts = await store.read(_parts)
        begun = time.perf_counter()
        sending = asyncio.create_task(live.outbox.run())
        while await store.read(_sent) < parts:  # noqa: ASYNC110
            await asyncio.sleep(CALL)
        sent = time.perf_counter() - begun
        live.outbox.stop()
        await sending
    if (made, platform.sends, platform.edits) != (groups, parts, parts):
        raise RuntimeError(f"{made} digests, {platform.sends} sends, {platform.edits} edits")
    return {
        "groups": groups,
        "requests": requests,
        "plan_s": planned,
        "parts": parts,
        "sends_per_s": platform.sends / sent,
        "calls_per_s": (platform.sends + platform.edits) / sent,
    }


def _parts(snapshot: Snapshot) -> int:
    return int(snapshot.execute("select count(*) from part").fetchone()[0])


def _sent(snapshot: Snapshot) -> int:
    row = snapshot.execute("select count(*) from part where state = 'sent'").fetchone()
    return int(row[0])


async def _day(store: Store, groups: int) -> int:
    """What was said in all groups that day; how many requests there are."""
    lexicon, calendar = knowledge(Config())
    readings = {
        form: read(_said(0, index, form), _MORNING, (), lexicon, calendar)
        for index, form in enumerate(dict.fromkeys(form for form, _ in group_day(0)))
    }
    for first in range(0, groups, _TOGETHER):
        numbers = range(first, min(groups, first + _TOGETHER))
        await store.run_bulk(_group_days, numbers, readings)
    return await store.read(_requests)


def _requests(snapshot: Snapshot) -> int:
    return int(snapshot.execute("select count(*) from request").fetchone()[0])


def _group_days(tx: Tx, groups: range, readings: dict[str, Reading]) -> None:
    """The rows that intake would have made of the day; to read and match is not measured here."""
    for group in groups:
        address = f"bench:1:-100{group}"
        add_target(tx, address, _title(group), _MORNING)
        chat = chat_id(tx, address, _title(group))
        for index, (form, topic) in enumerate(group_day(group)):
            message, reading = _said(group, index, form.format(topic)), readings[form]
            added = add_message(
                tx, chat, message, reading.what, unsure=False, excerpt=None, origin=None
            )
            for ask in reading.asks:
                asked = replace(ask, title=ask.title.format(topic))
                add_mention(tx, _request(tx, message, asked), added or 0, Relation.FIRST, asked, ())


def _said(group: int, index: int, text: str) -> Message:
    return Message(
        group=_title(group),
        number=index + 1,
        sent_at=_MORNING + timedelta(minutes=7 * index),
        text=text,
        sender="镇党政办-小周" if index % 2 == 0 else "一村-老李",
    )


def _title(group: int) -> str:
    return f"第{group}工作群"


def _request(tx: Tx, message: Message, ask: Ask) -> int:
    """The id of a request; what has the same words is the same."""
    row = tx.execute("select id from request where key = ?", [ask.title]).fetchone()
    if row:
        return int(row[0])
    request = Request(
        id=0, key=ask.title, kind=ask.base_kind, title=ask.title, issuer=ask.issuer,
        state=RequestState.OPEN, urgent=False, first_at=message.sent_at, last_at=message.sent_at,
        deadline=ask.times.deadline, starts_at=ask.times.starts_at, recurs=None, assumed=None,
        upstream_deadline=None, upstream_issuer=None, urged=0, cues=ask.cues, mentions=(),
    )  # fmt: skip
    return add_request(tx, request, message.text).id
