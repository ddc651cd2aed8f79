"""A correction under way: whose it is, what it may touch, and what it has changed so far."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.audit import Act
from bot.domain.correction import Cell, Change, Correction, Fix, Value
from bot.domain.people import Presence
from bot.domain.request import Request, copy_key
from bot.services.opening import open_request
from bot.services.recording import record
from bot.services.rewording import found_by, said_in
from bot.storage.cells import pair, put
from bot.storage.connection import Snapshot, Tx
from bot.storage.corrections import add_correction
from bot.storage.mentions import Told, copy_done, core_of, mentions_of, message_chat
from bot.storage.requests import request_by_key
from bot.storage.targets import sources_of, target_of
from bot.storage.words import words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who corrects for which group, and the chats whose lines they may touch."""

    member: int
    chat: int
    chats: frozenset[int]
    now: datetime


def desk_for(
    snapshot: Snapshot, member: int, groups: Iterable[Presence], ref: str, now: datetime
) -> Desk | None:
    """The desk at which a line can be corrected; None when these groups know nothing of it."""
    fed = {one.chat: chats_read_by(snapshot, one) for one in groups}
    chats = frozenset[int]().union(*fed.values())
    where = chats_of(snapshot, ref, chats)
    chat = next((one for one, sources in fed.items() if where & sources), None)
    return None if chat is None else Desk(member=member, chat=chat, chats=chats, now=now)


def chats_on_desk(snapshot: Snapshot, groups: Iterable[Presence]) -> frozenset[int]:
    """The chats whose lines an admin of these groups may put right."""
    return frozenset[int]().union(*(chats_read_by(snapshot, one) for one in groups))


def chats_read_by(snapshot: Snapshot, group: Presence) -> frozenset[int]:
    """A group and those that feed its digest."""
    target = target_of(snapshot, group.address)
    return frozenset({group.chat, *(sources_of(snapshot, target.id) if target else ())})


def chats_of(snapshot: Snapshot, ref: str, chats: frozenset[int]) -> frozenset[int]:
    """In which of ``chats`` a line was said."""
    message = message_of(ref)
    if message is not None:
        chat = message_chat(snapshot, message)
        return chats & {chat} if chat is not None else frozenset()
    request = request_at(snapshot, ref, chats)
    return chats & {m.chat for m in mentions_of(snapshot, request.id)} if request else frozenset()


def message_of(ref: str) -> int | None:
    """The message an unsure line is about; None for lines about requests."""
    return int(ref[1:]) if ref.startswith("m") else None


def request_at(snapshot: Snapshot, ref: str, chats: frozenset[int]) -> Request | None:
    """The request a line is about, or the copy of it that these chats have for themselves."""
    for key in (ref, *(copy_key(ref, chat) for chat in sorted(chats))):
        request = request_by_key(snapshot, key)
        if request and any(m.chat in chats for m in mentions_of(snapshot, request.id)):
            return request
    return None


@dataclass(slots=True)
class Edit:
    """Changes made at a desk, in order."""

    tx: Tx
    desk: Desk
    changes: list[Change] = field(default_factory=list)

    def set(self, table: str, row: int | str, **values: Value) -> None:
        """Give columns of a row new values."""
        for column, value in values.items():
            self._put(Cell(table, str(row), column), value)

    def pair(self, table: str, first: int | str, second: int | str, *, there: bool = True) -> None:
        """Make a pair, or drop it."""
        self._put(pair(table, first, second), 1 if there else None)

    def made(self, table: str, row: int, origin: int | None = None) -> None:
        """Note that a row was made, out of another one."""
        self.changes.append(Change(Cell(table, str(row)), None, origin))

    def _put(self, cell: Cell, value: Value) -> None:
        change = put(self.tx, cell, value)
        if change:
            self.changes.append(change)

    def take_out(self, request: Request, moved: Iterable[Told], new: Request) -> Request:
        """Move mentions of a request into one of their own, like ``new``.

        Each side is compared by its own words from now on.
        """
        moved = list(moved)
        words = words_of(self.tx, [one.id for one in moved])
        core, chat = said_in(moved, words) or (core_of(self.tx, request.id), self.desk.chat)
        added = open_request(self.tx, new, core, chat)
        self.made("request", added.id, request.id)
        for told in moved:
            self.set("mention", told.id, request=added.id)
        for left in dict.fromkeys(told.request for told in moved):
            self._reword(left, words)
        return added

    def _reword(self, left: int, gone: dict[int, str]) -> None:
        """A request whose words are ``gone`` with their notices is compared by those it has."""
        rest = [one for one in mentions_of(self.tx, left) if one.request == left]
        words, core = words_of(self.tx, [one.id for one in rest]), core_of(self.tx, left)
        said = said_in(rest, words)
        if said is None or core not in gone.values() or core in words.values():
            return
        self.set("request", left, core=said[0])
        found_by(self.tx, left, *said, anew=True)

    def own(self, request: Request) -> Request:
        """The request, for the desk's chats alone: what others read is not theirs to change."""
        told = mentions_of(self.tx, request.id)
        mine = [one for one in told if one.chat in self.desk.chats]
        if len(mine) == len(told):
            return request
        key = copy_key(request.key, self.desk.chat)
        added = self.take_out(request, mine, replace(request, key=key))
        copy_done(self.tx, request.id, added.id)
        return added

    def keep(
        self, fix: Fix, ref: str, value: str | None, about: tuple[bytes | None, int]
    ) -> int | None:
        """Keep the correction if anything changed; its id."""
        return self.keep_rule(fix, ref, value, about) if self.changes else None

    def keep_rule(
        self, fix: Fix, ref: str, value: str | None, about: tuple[bytes | None, int] = (None, 0)
    ) -> int:
        """Keep the correction, also where it is about the future alone; its id."""
        form, ask = about
        desk = self.desk
        # Of a member's unit no copy is kept: they may have it deleted.
        said = {} if fix is Fix.UNIT or value is None else {"value": value}
        record(
            self.tx, Act.CORRECT, desk.member, desk.now, chat=desk.chat, subject=ref,
            fix=fix, **said,
        )  # fmt: skip
        return add_correction(
            self.tx,
            Correction(
                id=0, member=desk.member, chat=desk.chat, at=desk.now, fix=fix, ref=ref,
                value=value, form=form, ask=ask, changes=tuple(self.changes),
            ),
        )  # fmt: skip


def first_text(tx: Tx, request: Request, chats: frozenset[int]) -> tuple[bytes | None, int]:
    """The text by which a request was first told in these chats: its form, and which ask."""
    told = [one for one in mentions_of(tx, request.id) if one.chat in chats]
    return (told[0].form, told[0].ask) if told else (None, 0)
