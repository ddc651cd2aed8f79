"""In whose name each group reads a request that towns pass on in their own names."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app import knowledge
from bot.config import Config
from bot.domain.correction import Fix
from bot.domain.message import SHANGHAI, Message
from bot.domain.people import Presence
from bot.domain.request import as_heard
from bot.reading.reader import read
from bot.services import corrections as mend
from bot.services import joining
from bot.services.editing import Desk, desk_for, request_at
from bot.services.intake import take_in
from bot.services.submitting import asked_before
from bot.storage.connection import Snapshot, Tx
from bot.storage.corrections import correction_by_id
from bot.storage.messages import chat_id
from bot.storage.people import meet
from bot.storage.requests import request_by_id
from bot.storage.schema import MIGRATIONS
from bot.storage.store import Store

_NOW = datetime(2026, 3, 12, 9, 0, tzinfo=SHANGHAI)
_COUNTY, _LIUHE, _BAIMA = "青石县直联络群", "柳河镇村居工作群", "白马镇村居工作群"
_GROUPS = (_COUNTY, _LIUHE, _BAIMA)
_WANTED = "报送低保对象年审花名册"
_TOLD = (
    (_COUNTY, "县民政局-老吴", f"请各乡镇3月18日17:30前{_WANTED}"),
    (_LIUHE, "民政办-小陈", f"请各村3月16日17:30前{_WANTED},报镇民政办"),
    (_BAIMA, "民政办-小何", f"请各村3月20日17:30前{_WANTED},报镇民政办"),
)
_KNOWN = knowledge(Config())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "jianfu.db", MIGRATIONS) as store:
        store.run_sync(_tell)
        yield store


def _tell(tx: Tx) -> None:
    meet(tx, "toy:1:7")
    for number, (group, sender, text) in enumerate(_TOLD, start=1):
        at = _NOW + timedelta(minutes=number)
        message = Message(group=group, number=number, sent_at=at, sender=sender, text=text)
        take_in(tx, chat_id(tx, group, group), message, read(message, at, (), *_KNOWN))


def _desk(tx: Tx, *groups: str) -> Desk:
    told = [Presence(chat=chat_id(tx, one, one), address=one, title=one) for one in groups]
    desk = desk_for(tx, 1, told, "1-1", _NOW + timedelta(hours=1))
    assert desk
    return desk


def _issuers(snapshot: Snapshot) -> list[str | None]:
    """Whose each group reads that it is."""
    found = []
    for chat in (1, 2, 3):
        request = request_at(snapshot, "1-1", frozenset([chat]))
        assert request
        found.append(as_heard(request, frozenset([chat])).issuer)
    return found


def test_a_county_reads_its_own_name_where_a_town_wants_it_earlier(store: Store) -> None:
    assert store.read_sync(_issuers) == ["县民政局", "镇民政办", "县民政局"]


def test_who_asked_before_is_told_by_the_groups_of_who_asks(store: Store) -> None:
    found = store.read_sync(asked_before, f"请各村{_WANTED}", None, (3,), _NOW + timedelta(days=1))
    assert [(one.issuer, one.deadline and one.deadline.day) for one, _ in found] == [
        ("县民政局", 20)
    ]


def test_a_town_that_is_split_off_takes_its_name_with_it(store: Store) -> None:
    store.run_sync(lambda tx: joining.split(tx, _desk(tx, *_GROUPS), "1-1", 2))
    request = store.read_sync(request_by_id, 1)
    assert request
    assert request.issuer == "县民政局"


@pytest.mark.parametrize(
    ("groups", "name", "after"),
    [
        ((_LIUHE,), "县民政局", ["县民政局", "县民政局", "县民政局"]),
        ((_BAIMA,), "镇民政办", ["县民政局", "镇民政办", "镇民政办"]),
        ((_LIUHE,), "卫生院", ["县民政局", "卫生院", "县民政局"]),
        ((_LIUHE,), "", ["县民政局", None, "县民政局"]),
        (_GROUPS, "卫生院", ["县民政局", "卫生院", "县民政局"]),
    ],
)
def test_an_issuer_that_is_put_right_is_read_where_it_was(
    store: Store, groups: tuple[str, ...], name: str, after: list[str | None]
) -> None:
    before = store.read_sync(_issuers)
    made = store.run_sync(
        lambda tx: mend.change_words(tx, _desk(tx, *groups), "1-1", Fix.ISSUER, name)
    )
    assert made
    assert store.read_sync(_issuers) == after

    def undo(tx: Tx) -> None:
        correction = correction_by_id(tx, made)
        assert correction
        mend.undo(tx, correction, _NOW + timedelta(hours=2))

    store.run_sync(undo)
    assert store.read_sync(_issuers) == before
