"""A notice is split off a request that several levels want: the others keep their own dates."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import knowledge
from bot.config import Config
from bot.domain.message import SHANGHAI, Message
from bot.domain.people import Presence
from bot.domain.reading import Earlier
from bot.domain.request import as_heard
from bot.reading.reader import read
from bot.services import corrections as mend
from bot.services import joining
from bot.services.editing import desk_for
from bot.services.intake import take_in
from bot.storage.connection import Snapshot, Tx
from bot.storage.corrections import correction_by_id
from bot.storage.messages import chat_id
from bot.storage.people import meet
from bot.storage.requests import request_by_id
from bot.storage.schema import MIGRATIONS
from bot.storage.store import Store

_NOW = datetime(2026, 3, 12, 9, 0, tzinfo=SHANGHAI)
_COUNTY = ("青石县直联络群", "县民政局-老吴")
_LIUHE = ("柳河镇村居工作群", "民政办-小陈")
_BAIMA = ("白马镇村居工作群", "民政办-小何")
_WANTED = "报送低保对象年审花名册"
_TOLD = (
    (*_COUNTY, f"请各乡镇3月18日17:30前{_WANTED}"),
    (*_LIUHE, f"转县民政局通知:请各村3月16日17:30前{_WANTED}"),
    (*_BAIMA, f"转县民政局通知:请各村3月20日17:30前{_WANTED}"),
    (*_BAIMA, "更正:低保对象年审花名册改为3月15日17:30前报"),
)
_GROUPS = [_COUNTY[0], _LIUHE[0], _BAIMA[0]]
_KNOWN = knowledge(Config())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "jianfu.db", MIGRATIONS) as store:
        store.run_sync(lambda tx: meet(tx, "toy:1:7"))
        yield store


def _tell(tx: Tx, count: int) -> None:
    lexicon, calendar = _KNOWN
    for number, (group, sender, text) in enumerate(_TOLD[:count], start=1):
        at = _NOW + timedelta(minutes=number)
        message = Message(group=group, number=number, sent_at=at, sender=sender, text=text)
        take_in(tx, chat_id(tx, group, group), message, read(message, at, (), lexicon, calendar))


def _split(tx: Tx, mention: int) -> int | None:
    groups = [Presence(chat=chat_id(tx, g, g), address=g, title=g) for g in _GROUPS]
    desk = desk_for(tx, 1, groups, "1-1", _NOW + timedelta(hours=1))
    return joining.split(tx, desk, "1-1", mention) if desk else None


def _undo(tx: Tx, made: int) -> None:
    correction = correction_by_id(tx, made)
    assert correction
    mend.undo(tx, correction, _NOW + timedelta(hours=2))


def _days(snapshot: Snapshot) -> list[tuple[int | None, int | None]]:
    """On which days of March each group reads that it is due, and due above."""
    request = request_by_id(snapshot, 1)
    assert request
    heard = [as_heard(request, frozenset([chat])) for chat in (1, 2, 3)]
    return [(_day(one.deadline), _day(one.upstream_deadline)) for one in heard]


def _day(at: datetime | None) -> int | None:
    return at.astimezone(SHANGHAI).day if at else None


def _rows(snapshot: Snapshot) -> list[Any]:
    return [snapshot.execute(f"select * from {t}").fetchall() for t in ("request", "mention")]


@pytest.mark.parametrize(
    ("count", "gone", "left"),
    [
        (3, 2, [(18, None), (18, None), (20, 18)]),
        (3, 3, [(18, None), (16, 18), (18, None)]),
        (4, 4, [(18, None), (16, 18), (20, 18)]),
        (4, 2, [(18, None), (18, None), (15, 18)]),
    ],
)
def test_the_others_keep_their_own_dates(
    store: Store, count: int, gone: int, left: list[tuple[int | None, int | None]]
) -> None:
    store.run_sync(_tell, count)
    before, days = store.read_sync(_rows), store.read_sync(_days)
    made = store.run_sync(_split, gone)
    assert made
    assert store.read_sync(_days) == left
    store.run_sync(_undo, made)
    assert store.read_sync(_rows) == before
    assert store.read_sync(_days) == days


def _day_of(snapshot: Snapshot, request: int, chat: int) -> tuple[int | None, int | None]:
    known = request_by_id(snapshot, request)
    assert known
    heard = as_heard(known, frozenset([chat]))
    return _day(heard.deadline), _day(heard.upstream_deadline)


def test_what_a_town_passed_on_while_two_were_one_goes_with_the_one_that_it_names(
    store: Store,
) -> None:
    """The county reads its own dates of both again; the town its own, below the right one."""
    other = (*_COUNTY, "请各乡镇3月25日17:30前报送低收入家庭核查台账")
    passed_on = (*_LIUHE, f"转县民政局通知:请各村3月16日17:30前{_WANTED},附照片")

    def say(tx: Tx, number: int, told: tuple[str, str, str], minutes: int) -> None:
        (group, sender, text), at = told, _NOW + timedelta(minutes=minutes)
        message = Message(group=group, number=number, sent_at=at, sender=sender, text=text)
        take_in(tx, chat_id(tx, group, group), message, read(message, at, (), *_KNOWN))

    def merge(tx: Tx) -> int | None:
        group = Presence(chat=1, address=_COUNTY[0], title=_COUNTY[0])
        desk = desk_for(tx, 1, [group], "1-1", _NOW + timedelta(hours=1))
        return joining.merge(tx, desk, "1-1", "1-2") if desk else None

    store.run_sync(say, 1, _TOLD[0], 1)
    store.run_sync(say, 2, other, 2)
    made = store.run_sync(merge)
    assert made
    store.run_sync(say, 3, passed_on, 90)
    assert store.read_sync(_day_of, 2, 2) == (16, 25)
    store.run_sync(_undo, made)
    assert [store.read_sync(_day_of, 1, chat) for chat in (1, 2)] == [(18, None), (16, 18)]
    assert [store.read_sync(_day_of, 2, chat) for chat in (1, 2)] == [(25, None), (25, None)]


def test_what_was_due_last_goes_with_the_town_that_is_split_off(store: Store) -> None:
    """Else the board would list it as open until then."""
    store.run_sync(_tell, 3)
    before = store.read_sync(_ends)
    made = store.run_sync(_split, 3)
    assert made
    assert [_day(at) for at in (before, store.read_sync(_ends))] == [20, 18]
    store.run_sync(_undo, made)
    assert store.read_sync(_ends) == before


def _ends(snapshot: Snapshot) -> datetime:
    (told,) = snapshot.execute("select ends from request where id = 1").fetchone()
    return datetime.fromtimestamp(told, SHANGHAI)


def _say(tx: Tx, *texts: str) -> None:
    group, sender = _LIUHE
    thread: list[Earlier] = []
    for number, text in enumerate(texts, start=1):
        at = _NOW + timedelta(minutes=number)
        message = Message(group=group, number=number, sent_at=at, sender=sender, text=text)
        reading = read(message, at, thread, *_KNOWN)
        thread.append(Earlier(message=message, reading=reading))
        take_in(tx, chat_id(tx, group, group), message, reading)


_PAPERS = "请各村3月18日17:30前报送履职鉴定表、流动党员名单"


@pytest.mark.parametrize(
    ("said", "gone", "due", "apart"),
    [
        (("鉴定表要提前,3月16日17:30前给我",), 2, 18, {}),
        (("更正:鉴定表推迟到3月20日17:30",), 2, 18, {}),
        (
            ("更正:鉴定表推迟到3月20日17:30", "更正:名单改为3月17日17:30前报"),
            3, 18, {"履职鉴定表": 20, "流动党员名单": 18},
        ),
    ],
)  # fmt: skip
def test_a_paper_is_due_as_before_without_the_notice_that_moved_it(
    store: Store, said: tuple[str, ...], gone: int, due: int, apart: dict[str, int]
) -> None:
    store.run_sync(_say, _PAPERS, *said)
    before = store.read_sync(_rows)
    made = store.run_sync(_split, gone)
    assert made
    first, alone = (store.read_sync(request_by_id, ident) for ident in (1, 2))
    assert first
    assert alone
    assert _day(first.deadline) == due
    assert {one.whose: _day(one.at) for one in first.due_for} == apart
    assert not alone.due_for
    store.run_sync(_undo, made)
    assert store.read_sync(_rows) == before


def test_a_village_comes_as_before_without_the_notice_that_moved_it(store: Store) -> None:
    asked = "65岁以上老人体检定在3月16日,地点镇卫生院"
    store.run_sync(_say, asked, "那下坪村换到17号,别的村还是16号")
    moved = store.read_sync(request_by_id, 1)
    assert moved
    assert {one.whose: _day(one.at) for one in moved.apart} == {"下坪村": 17, "其他": 16}
    before = store.read_sync(_rows)
    made = store.run_sync(_split, 2)
    assert made
    first = store.read_sync(request_by_id, 1)
    assert first
    assert (_day(first.starts_at), first.due_for) == (16, ())
    store.run_sync(_undo, made)
    assert store.read_sync(_rows) == before
