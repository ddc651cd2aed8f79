"""What an ask wants beside the thing itself is kept as it was read, wherever asks are kept."""

import json
from datetime import datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.message import SHANGHAI, Message
from bot.domain.reading import NO_DETAILS, Ask, Details, Earlier, Format, Kind, Reading, What
from bot.storage.connection import Tx
from bot.storage.details import details_from, details_json
from bot.storage.mentions import asks_json, asks_of
from bot.storage.messages import chat_id
from bot.storage.schema import MIGRATIONS
from bot.storage.store import Store
from bot.storage.thread import keep_in_thread, load_thread

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
LISTS = st.lists(TEXTS, max_size=3).map(tuple)
DETAILS = st.builds(
    Details,
    columns=LISTS,
    forms=st.lists(st.sampled_from(list(Format)), unique=True, max_size=4).map(tuple),
    channel=st.none() | TEXTS,
    sanction=st.none() | TEXTS,
    basis=LISTS,
    addressees=LISTS,
)


@given(details=DETAILS)
def test_what_is_kept_is_read_back(details: Details) -> None:
    assert details_from(json.loads(details_json(details) or "{}")) == details
    ask = Ask(kind=Kind.REPORT, title="低保名单", details=details)
    assert asks_of(asks_json([ask])) == (ask,)


def test_nothing_is_kept_of_what_tells_nothing() -> None:
    assert details_json(NO_DETAILS) is None


def test_a_thread_of_before_has_asks_without_details(tmp_path: Path) -> None:
    at = datetime(2026, 3, 12, 9, 0, tzinfo=SHANGHAI)
    told = Details(columns=("姓名",), forms=(Format.PHOTO,), channel="我")
    ask = Ask(kind=Kind.REPORT, title="名单", details=told)
    message = Message(group="群", number=1, sent_at=at, text="")
    earlier = Earlier(message=message, reading=Reading(what=What.NOTICE, asks=(ask,)))

    def keep(tx: Tx) -> None:
        keep_in_thread(tx, chat_id(tx, "toy:1:-100", "群"), earlier, 20)

    def older(tx: Tx) -> None:
        tx.execute("update thread set body = json_remove(body, '$.reading.asks[0].details')")

    with Store.open(tmp_path / "jianfu.db", MIGRATIONS) as store:
        store.run_sync(keep)
        found = store.read_sync(load_thread, "toy:1:-100", None)
        assert found[0].reading.asks == (ask,)
        store.run_sync(older)
        found = store.read_sync(load_thread, "toy:1:-100", None)
        assert found[0].reading.asks[0].details == NO_DETAILS
