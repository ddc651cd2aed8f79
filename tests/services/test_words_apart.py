"""What is taken out of a request is compared by its own words, and so is what is left."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from bot.app import knowledge
from bot.config import Config
from bot.domain.catalogue import Amendment, Claim
from bot.domain.correction import Fix
from bot.domain.message import SHANGHAI, Message
from bot.domain.people import Presence
from bot.reading.reader import read
from bot.reading.terms import terms
from bot.services import corrections as mend
from bot.services import joining
from bot.services.adding import details_of
from bot.services.editing import desk_for
from bot.services.intake import take_in
from bot.storage.catalogue import add_amendment
from bot.storage.connection import Snapshot, Tx
from bot.storage.corrections import correction_by_id
from bot.storage.mentions import core_of
from bot.storage.messages import chat_id
from bot.storage.people import meet
from bot.storage.schema import MIGRATIONS
from bot.storage.store import Store
from bot.storage.words import drop_old_words

_NOW = datetime(2026, 3, 12, 9, 0, tzinfo=SHANGHAI)
_HERE, _THERE = "toy:1:-100", "toy:1:-200"
_ROSTER = "请各村3月20日前报送低保年审花名册,注明姓名、身份证号,报民政办。"
_PATROL = "请各村3月20日前报送秸秆禁烧巡查台账,注明地块、面积,报民政办。"
_ROSTER_AGAIN = "低保年审的花名册,各村3月20日前给民政办,写清姓名和身份证号"
_PATROL_AGAIN = "秸秆禁烧的巡查台账,各村3月20日前给民政办,写清地块和面积"
_ROSTER_LAST = "低保年审花名册,3月20日前各村给民政办,姓名和身份证号要写清"
_SAID = (_ROSTER, _PATROL, _ROSTER_AGAIN)
_ELSEWHERE = (
    "请各村3月20日前报送低保年审花名册,交民政办203室。",
    "请各村3月20日前报送秸秆禁烧巡查台账,交农技站105室。",
)
_CHASED = ("低保年审花名册还没报的村抓紧报", "秸秆禁烧巡查台账还没报的村抓紧报")
_POST = "toy:1:-900:7"
_KNOWN = knowledge(Config())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "jianfu.db", MIGRATIONS) as opened:
        yield opened


def _say(tx: Tx, number: int, text: str, chat: str = _HERE, origin: str | None = None) -> int:
    """The request that a notice was taken to speak of."""
    at = _NOW + timedelta(minutes=number)
    message = Message(
        group="镇村居工作群", number=number, sent_at=at, sender="民政办-小陈", text=text
    )
    reading = read(message, at, (), *_KNOWN)
    taken = take_in(tx, chat_id(tx, chat, "镇村居工作群"), message, reading, origin=origin)
    assert taken
    (request,) = taken.requests
    return request.id


def _both_in_one(tx: Tx, there: str = _HERE) -> None:
    """Two copies of one post, the second of which was filled with something else."""
    meet(tx, "toy:1:7")
    assert _say(tx, 1, _ROSTER, origin=_POST) == _say(tx, 2, _PATROL, there, origin=_POST) == 1


def _split(tx: Tx, mention: int) -> int:
    group = Presence(chat=chat_id(tx, _HERE, ""), address=_HERE, title="")
    desk = desk_for(tx, 1, [group], "1-1", _NOW)
    made = desk and joining.split(tx, desk, "1-1", mention)
    assert made
    return made


def _rows(snapshot: Snapshot) -> dict[str, list[Any]]:
    rows = {
        table: snapshot.execute(f"select rowid, * from {table} order by 1").fetchall()
        for table in ("request", "mention", "said")
    }
    # What the index holds can be asked for only.
    words = sorted(terms("".join(_SAID)))
    found = "select rowid from request_terms where request_terms match ? order by 1"
    rows["found"] = [(word, *snapshot.execute(found, [f'"{word}"'])) for word in words]
    assert {len(one) for one in rows["found"]} > {1}
    return rows


@pytest.mark.parametrize(("taken_out", "roster", "patrol"), [(2, 1, 2), (1, 2, 1)])
def test_reworded_reposts_go_to_the_side_whose_words_they_are(
    store: Store, taken_out: int, roster: int, patrol: int
) -> None:
    store.run_sync(_both_in_one)
    store.run_sync(_split, taken_out)
    assert store.run_sync(_say, 5, _ROSTER_AGAIN) == roster
    assert store.run_sync(_say, 6, _PATROL_AGAIN) == patrol
    assert store.run_sync(_say, 7, _CHASED[0]) == roster
    assert store.run_sync(_say, 8, _CHASED[1]) == patrol


@pytest.mark.parametrize("taken_out", [1, 2])
def test_taken_back_all_is_as_it_was(store: Store, taken_out: int) -> None:
    store.run_sync(_both_in_one)
    before = store.read_sync(_rows)
    made = store.run_sync(_split, taken_out)
    store.run_sync(_undo, made)
    assert store.read_sync(_rows) == before


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_splits_taken_back_in_any_order_leave_all_as_it_was(
    store: Store, order: tuple[int, ...]
) -> None:
    store.run_sync(_both_in_one)
    for number, text in ((3, _ROSTER_AGAIN), (4, _ROSTER_LAST)):
        assert store.run_sync(_say, number, text, origin=_POST) == 1
    before = store.read_sync(_rows)
    made = [store.run_sync(_split, mention) for mention in (1, 2, 3)]
    assert store.read_sync(core_of, 1) == _ROSTER_LAST
    for which in order:
        store.run_sync(_undo, made[which])
        if which == 0:
            assert store.read_sync(core_of, 1) == _ROSTER
    assert store.read_sync(_rows) == before


def test_what_is_left_goes_by_the_name_that_the_place_gave_it(store: Store) -> None:
    alias = Amendment(claim=Claim.ALIAS, name="低保对象", other="兜底户")

    def story(tx: Tx) -> None:
        meet(tx, "toy:1:7")
        add_amendment(tx, alias, 1, _NOW)
        for number, text in enumerate((_PATROL, "请各村3月20日前报送兜底户花名册。"), 1):
            assert _say(tx, number, text, origin=_POST) == 1
        _split(tx, 1)

    store.run_sync(story)
    named = "select rowid from request_terms where request_terms match ?"
    find = lambda snapshot: snapshot.execute(named, ['"S低保"']).fetchall()  # noqa: E731
    assert store.read_sync(find) == [(1,)]


def test_each_side_keeps_what_its_own_words_want(store: Store) -> None:
    store.run_sync(meet, "toy:1:7")
    for number, text in enumerate(_ELSEWHERE, 1):
        assert store.run_sync(_say, number, text, origin=_POST) == 1
    chats = [store.run_sync(chat_id, _HERE, "")]
    made = store.run_sync(_split, 1)
    assert store.read_sync(details_of, 1, chats).channel == "农技站105室"
    assert store.read_sync(details_of, 2, chats).channel == "民政办203室"
    store.run_sync(_undo, made)
    assert store.read_sync(details_of, 1, chats).channel == "民政办203室"


def _undo(tx: Tx, made: int) -> None:
    correction = correction_by_id(tx, made)
    assert correction
    assert mend.may_undo(tx, correction, frozenset({chat_id(tx, _HERE, "")}))
    assert mend.undo(tx, correction, _NOW) is None


def test_a_group_takes_its_own_words_out_of_what_another_shares_and_can_put_them_back(
    store: Store,
) -> None:
    """各群各自改自己的:县里的那件仍按别群的原话比对,撤销也不用等别群。"""
    store.run_sync(_both_in_one, _THERE)
    before = store.read_sync(_rows)

    def rename(tx: Tx) -> int:
        group = Presence(chat=chat_id(tx, _HERE, ""), address=_HERE, title="")
        desk = desk_for(tx, 1, [group], "1-1", _NOW)
        made = desk and mend.change_words(tx, desk, "1-1", Fix.TITLE, "低保花名册")
        assert made
        return made

    made = store.run_sync(rename)
    store.run_sync(_undo, made)
    assert store.read_sync(_rows) == before
    store.run_sync(rename)
    assert store.run_sync(_say, 6, _PATROL_AGAIN, _THERE) == 1


def test_words_are_forgotten_in_time_and_a_split_still_works(store: Store) -> None:
    store.run_sync(_both_in_one)
    store.run_sync(drop_old_words, _NOW + timedelta(minutes=1))
    assert len(store.read_sync(_rows)["said"]) == 1
    store.run_sync(drop_old_words, _NOW + timedelta(days=1))
    made = store.run_sync(_split, 1)
    store.run_sync(_undo, made)
    assert store.read_sync(_rows)["said"] == []
