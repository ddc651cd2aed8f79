"""A county with a large and a small work group, its coordinators, and people who flag."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Concatenate, ParamSpec, TypeVar

import pytest

from bot.app import knowledge
from bot.config import Config
from bot.domain.calendar import WorkCalendar
from bot.domain.case import CaseState, Outcome, Rank
from bot.domain.flag import Flagger
from bot.domain.lexicon import Lexicon
from bot.domain.message import SHANGHAI, Message
from bot.domain.people import Role
from bot.domain.review import Case, Decision, Filed, Move, Notice
from bot.domain.worktime import WorkTime
from bot.reading.reader import read
from bot.services import (
    answering,
    clocks,
    daily,
    deciding,
    flagging,
    hearing,
    keeping,
    review,
    spotting,
)
from bot.services.intake import Taken, take_in
from bot.services.office import Office
from bot.storage.cases import cases_in, must_find
from bot.storage.connection import Snapshot, Tx
from bot.storage.flags import Flag, begin_batch, find_flag
from bot.storage.keys import Keys
from bot.storage.messages import chat_id
from bot.storage.people import grant, meet
from bot.storage.posts import appoint, keep_size, name_contact
from bot.storage.reasons import load_reasons
from bot.storage.requests import FAMILY
from bot.storage.schema import MIGRATIONS
from bot.storage.seal import Seal
from bot.storage.store import Store

P = ParamSpec("P")
T = TypeVar("T")

LARGE, SMALL, OTHER = "toy:1:-100", "toy:1:-200", "toy:1:-300"
START = datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI)
"""A Tuesday."""
PHOTOS = "请各村明天下班前把走访照片3张报民政办"
WORDS = "每户三张还要定位"
CHAIN = "各村党支部接龙报名,明天12点前完成,组织办"
AGREED = Decision(
    outcome=Outcome.CANCEL, reason="照片不作为工作依据", basis="整治规定第三部分",
    feedback="已建议取消拍照要求,确认前请按原通知准备",
)  # fmt: skip
REFUSED = replace(AGREED, outcome=Outcome.NOT_UPHELD, feedback="入户核验按规定需要照片")


@cache
def known() -> tuple[Lexicon, WorkCalendar]:
    return knowledge(Config())


class Chance(Random):
    """Randomness that makes spot checks only when told to."""

    spots = False

    def random(self) -> float:
        return super().random() / 2 + 0.5 * self.spots

    def getrandbits(self, k: int, /) -> int:
        return super().getrandbits(k)


def rows_of(snapshot: Snapshot, table: str) -> list[dict[str, Any]]:
    cursor = snapshot.execute(f"select * from {table}")
    names = [one[0] for one in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def who(number: int) -> Flagger:
    """Somebody known by nothing but their flags."""
    return Flagger(address=f"toy:1:77{number:08}", private=f"toy:1:88{number:08}")


class World:
    """One store and its keys, and what happens to them, as of ``now``."""

    def __init__(self, folder: Path, seed: int = 7) -> None:
        lexicon, calendar = known()
        self.folder = folder
        self.path = folder / "jianfu.db"
        self.store = Store.open(self.path, MIGRATIONS, seal=Seal(b"k" * 32), lasting=False)
        self.chance = Chance(seed)
        self.office = Office(
            keys=Keys(folder / "keys"),
            reasons=load_reasons(),
            work=WorkTime(calendar=calendar, clock=lexicon.clock),
            aliases=lexicon.aliases,
            random=self.chance,
        )
        self.now = START
        self.told: list[Notice] = []
        self._number = 0
        self.store.run_sync(self._settle)

    def _settle(self, tx: Tx) -> None:
        self.chats = {name: chat_id(tx, name, name) for name in (LARGE, SMALL, OTHER)}
        for name, size in ((LARGE, 40), (SMALL, 5), (OTHER, 20)):
            keep_size(tx, self.chats[name], size)
        self.lin, self.zhao, self.he, self.sun, self.chen = (
            meet(tx, f"toy:1:{n}", f"经办{n}").id for n in range(1, 6)
        )
        for member, unit, rank in (
            (self.lin, "镇党政办", Rank.FIRST),
            (self.zhao, "镇纪委", Rank.FIRST),
            (self.he, "镇人大办", Rank.BACKUP),
            (self.sun, "县委督查室", Rank.UPPER),
        ):
            appoint(tx, member, unit, rank)
            for chat in (self.chats[LARGE], self.chats[OTHER]):
                grant(tx, member, chat, Role.COORDINATOR)
        name_contact(tx, self.chen, "民政办")

    def at(self, before: "World") -> "World":
        """The same county, later."""
        self.now, self._number = before.now, before._number
        return self

    def close(self) -> None:
        self.store.close()

    def do(self, f: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self.store.run_sync(f, *args, **kwargs)

    def see(
        self, f: Callable[Concatenate[Snapshot, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        return self.store.read_sync(f, *args, **kwargs)

    def say(self, text: str, chat: str = LARGE, sender: str = "民政办-小陈") -> int:
        """Somebody writes; the request their message speaks of."""
        taken = self._take(text, chat, sender)
        assert taken.requests
        return taken.requests[0].id

    def chatter(self, text: str, sender: str) -> int:
        """Somebody writes what may be a notice or not; the message."""
        return self._take(text, LARGE, sender).message

    def _take(self, text: str, chat: str, sender: str) -> Taken:
        self._number += 1
        message = Message(
            group=chat, number=self._number, sent_at=self.now, sender=sender, text=text
        )
        reading = read(message, self.now, (), *known())
        taken = self.do(take_in, self.chats[chat], message, reading)
        assert taken is not None
        return taken

    def flag(
        self, number: int, request: int, reason: str = "photo", text: str = "", chat: str = LARGE
    ) -> Filed:
        return self.do(
            flagging.submit, self.office, who(number), request, reason, text,
            [self.chats[chat]], self.now,
        )  # fmt: skip

    def withdraw(self, number: int, flag: int) -> Filed:
        return self.do(flagging.withdraw, self.office, who(number), flag, self.now)

    def rate(self, number: int, flag: int, satisfied: bool) -> Filed:
        return self.do(hearing.rate, self.office, who(number), flag, satisfied, self.now)

    def tick(self) -> None:
        """The heartbeat, as it is at every moment."""
        self.told += self.do(daily.batch, self.office, self.now)
        self.told += self.do(clocks.tick, self.office, self.now)
        self.do(keeping.sweep, self.office)

    def morning(self, days: int = 1) -> None:
        """Some days go by, each with its batch; it is a quarter to eight."""
        for _ in range(days):
            day = self.now.astimezone(SHANGHAI).date() + timedelta(days=1)
            self.now = datetime.combine(day, time(7, 45), SHANGHAI)
            self.tick()

    def weeks(self, days: int) -> None:
        """A long time goes by in which little happens: of a week's batches, one does something."""
        end = self.now.astimezone(SHANGHAI).date() + timedelta(days=days)
        while (today := self.now.astimezone(SHANGHAI).date()) < end:
            day = min(today + timedelta(days=7), end)
            for ahead in range(1, (day - today).days):
                self.do(begin_batch, today + timedelta(days=ahead))
            self.now = datetime.combine(day, time(7, 45), SHANGHAI)
            self.tick()

    def until(self, day: date, hour: int = 9) -> None:
        while self.now.astimezone(SHANGHAI).date() < day:
            self.morning()
        self.now = datetime.combine(day, time(hour), SHANGHAI)
        self.tick()

    def later(self, hours: float) -> None:
        self.now += timedelta(hours=hours)
        self.tick()

    @contextmanager
    def spot_checks(self) -> Iterator[None]:
        """Meanwhile they are as frequent as where very much is asked."""
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(spotting, "RARITY", 1)
            patched.setattr(self.chance, "spots", True)
            yield

    def cases(self, *states: Any) -> list[Case]:
        return self.see(cases_in, *states)

    def case(self, ident: int) -> Case:
        return self.see(must_find, ident)

    def row(self, flag: int) -> Flag:
        found = self.see(find_flag, flag)
        assert found is not None
        return found

    def act(self, f: Callable[..., Move], case: int, member: int, *args: Any) -> Move:
        """A coordinator acts on a case as it stands."""
        moved = self.do(f, self.office, case, self.case(case).version, member, *args, self.now)
        self.told += moved.notices
        return moved

    def answer(self, f: Callable[..., Move], case: int, *args: Any) -> Move:
        """The issuer's contact acts."""
        moved = self.do(f, self.office, case, self.chen, *args, self.now)
        self.told += moved.notices
        return moved

    def claimed(self, case: int, member: int | None = None) -> Case:
        moved = self.act(review.claim, case, member or self.lin)
        assert moved.refusal is None
        assert moved.case is not None
        return moved.case


def merge_into(tx: Tx, request: int, root: int) -> None:
    """A request and all that was merged into it are ``root`` from now on."""
    tx.execute(
        f"update request set merged_into = ? where id in ({FAMILY})", [root, request, request]
    )


def live_through(world: World, people: list[int]) -> int:
    """A whole life of a case with some people in it; the case's id."""
    request = world.say(PHOTOS)
    world.do(flagging.start, world.office, who(people[0]), request, "photo", world.now)
    flags = [world.flag(n, request, text=WORDS).flag for n in people]
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    world.claimed(case.id)
    world.act(review.ask, case.id, world.lin, "哪一项最费时间?")
    first = flags[0]
    assert first
    world.do(hearing.answer, world.office, who(people[0]), first.id, WORDS, world.now)
    world.morning()
    world.act(review.consult, case.id, world.lin)
    world.answer(answering.explain, case.id, "上级要求")
    world.act(deciding.decide, case.id, world.lin, AGREED)
    world.answer(answering.withdraw_request, case.id)
    world.rate(people[0], first.id, False)
    world.morning()
    return case.id
