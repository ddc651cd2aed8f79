"""What a message made of others' requests is taken back, whatever was made of them since."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.message import SHANGHAI, Message
from bot.domain.reading import Ask, Kind, Relation
from bot.domain.request import Request, RequestState, copy_key
from bot.services.opening import new_request
from bot.storage.connection import Tx
from bot.storage.effects import keep_effects, take_back_effects
from bot.storage.messages import add_message, chat_id
from bot.storage.requests import (
    add_mention,
    add_request,
    request_by_id,
    requests_plain,
    update_request,
)
from bot.storage.schema import MIGRATIONS
from bot.storage.store import Store

AT = datetime(2026, 3, 12, 9, 0, tzinfo=SHANGHAI)
ASK = Ask(kind=Kind.REPORT, title="排查表")
DAYS = {day: AT.replace(day=day) for day in range(14, 26)}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "jianfu.db", MIGRATIONS) as opened:
        yield opened


def opened(tx: Tx) -> Request:
    chat_id(tx, "toy:1:-100", "工作群")
    plain = replace(new_request(ASK, 0, 1, 1, AT), deadline=DAYS[20])
    return add_request(tx, plain, "排查表")


def said(tx: Tx, number: int, request: Request, **values: object) -> Request:
    """A message changes a request; it as it is now."""
    sent = AT + timedelta(minutes=number)
    message = Message(group="工作群", number=number, sent_at=sent, text=str(number))
    ident = add_message(tx, 1, message, "notice", unsure=False, excerpt=None, origin=None)
    assert ident
    add_mention(tx, request.id, ident, Relation.UPDATE, ASK, ())
    before = request_by_id(tx, request.id)
    assert before
    after = replace(before, **values)  # type: ignore[arg-type]
    update_request(tx, after)
    keep_effects(tx, ident, sent, before, after)
    return after


def now(tx: Tx, request: Request, *unsaid: int) -> Request:
    """The request after these messages are unsaid, in this order."""
    for number in unsaid:
        take_back_effects(tx, 1, number)
    return requests_plain(tx, [request.id])[0]


@pytest.mark.parametrize(
    ("days", "unsaid", "left"),
    [
        ([18], [2], 20),
        ([18, 16], [2], 16),
        ([18, 16], [3], 18),
        ([18, 16], [2, 3], 20),
        ([18, 16], [3, 2], 20),
        ([18, 20, 18], [2], 18),
        ([18, 20, 18], [4], 20),
        ([18, 20, 18], [4, 2, 3], 20),
        ([18, 16, 14], [3], 14),
        ([18, 16, 14], [3, 4], 18),
        ([18, 16, 14], [3, 4, 2], 20),
    ],
)
def test_each_goes_and_the_others_stand(
    store: Store, days: list[int], unsaid: list[int], left: int
) -> None:
    def story(tx: Tx) -> datetime | None:
        request = opened(tx)
        for number, day in enumerate(days, start=2):
            said(tx, number, request, deadline=DAYS[day])
        return now(tx, request, *unsaid).deadline

    assert store.run_sync(story) == DAYS[left]


def test_each_column_goes_by_itself(store: Store) -> None:
    def story(tx: Tx) -> Request:
        request = opened(tx)
        said(tx, 2, request, deadline=DAYS[18], state=RequestState.WITHDRAWN)
        said(tx, 3, request, deadline=DAYS[16])
        return now(tx, request, 2)

    after = store.run_sync(story)
    assert (after.state, after.deadline) == (RequestState.OPEN, DAYS[16])


def test_what_a_hand_set_stands(store: Store) -> None:
    def story(tx: Tx) -> datetime | None:
        request = said(tx, 2, opened(tx), deadline=DAYS[18])
        update_request(tx, replace(request, deadline=DAYS[25]))
        return now(tx, request, 2).deadline

    assert store.run_sync(story) == DAYS[25]


def test_the_copy_that_a_group_took_for_itself_is_as_it_was_too(store: Store) -> None:
    def story(tx: Tx) -> tuple[RequestState, RequestState]:
        request = said(tx, 2, opened(tx), state=RequestState.WITHDRAWN)
        copy = add_request(tx, replace(request, key=copy_key(request.key, 1)), "排查表")
        tx.execute("update mention set request = ?", [copy.id])
        return now(tx, request, 2).state, now(tx, copy).state

    assert store.run_sync(story) == (RequestState.OPEN, RequestState.OPEN)


def test_a_request_that_is_gone_is_none_s(store: Store) -> None:
    def story(tx: Tx) -> int:
        request = said(tx, 2, opened(tx), state=RequestState.WITHDRAWN)
        tx.execute("delete from mention")
        tx.execute("delete from request where id = ?", [request.id])
        take_back_effects(tx, 1, 2)
        return int(tx.execute("select count(*) from effect").fetchone()[0])

    assert store.run_sync(story) == 0
