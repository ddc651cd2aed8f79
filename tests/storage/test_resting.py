"""Housekeeping at each tick: what is over goes, and nobody waits for it however much there is."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from bot.domain.message import SHANGHAI
from bot.storage import schema
from bot.storage.connection import Snapshot, Tx
from bot.storage.deliveries import covered_until, unpinned
from bot.storage.handed import drop_old_handed
from bot.storage.inbox import prune
from bot.storage.reactions import prune_reactions
from bot.storage.resting import blank, forget_deliveries, let_rest
from bot.storage.store import Store
from bot.storage.suggestions import prune_suggestions
from bot.storage.targets import add_card, add_target
from bot.storage.words import drop_old_words

NOW = datetime(2026, 3, 12, 9, 0, tzinfo=SHANGHAI)
SMALL = ("SCAN part USING INDEX part_sent", "SCAN part USING INDEX part_worded", "SCAN o", "SCAN t")
"""Walks through what the newest days left, through what such a walk found, through targets."""


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with Store.open(tmp_path / "jianfu.db", schema.MIGRATIONS) as opened:
        yield opened


class _Asking:
    """Asks how each statement would be done before it is."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.seen: list[str] = []

    def execute(self, sql: str, values: Any = ()) -> Any:
        rows = self.snapshot.execute(f"explain query plan {sql}", values).fetchall()
        self.seen += [row[3] for row in rows]
        return self.snapshot.execute(sql, values)


HOUSEKEEPING: dict[str, Callable[[Any], object]] = {
    "let_rest": lambda tx: let_rest(tx, NOW),
    "blank": lambda tx: blank(tx, NOW),
    "forget_deliveries": lambda tx: forget_deliveries(tx, NOW),
    "prune": lambda tx: prune(tx, 9.0, 9.0),
    "prune_reactions": lambda tx: prune_reactions(tx, NOW),
    "prune_suggestions": lambda tx: prune_suggestions(tx, NOW),
    "drop_old_handed": lambda tx: drop_old_handed(tx, NOW),
    "drop_old_words": lambda tx: drop_old_words(tx, NOW),
    "unpinned": lambda tx: unpinned(tx, NOW),
    "covered_until": lambda tx: covered_until(tx, 1),
}


@pytest.mark.parametrize("name", HOUSEKEEPING)
def test_no_tick_walks_through_all_there_ever_was(store: Store, name: str) -> None:
    def work(tx: Tx) -> list[str]:
        add_target(tx, "toy:1:-100", "工作群", NOW)
        asking = _Asking(tx)
        HOUSEKEEPING[name](cast("Tx", asking))
        return asking.seen

    plan = store.run_sync(work)
    assert plan
    walks = [line for line in plan if line.startswith("SCAN")]
    assert [line for line in walks if not line.replace("COVERING ", "").startswith(SMALL)] == []


def test_the_last_digest_of_a_target_is_looked_up(store: Store) -> None:
    def work(tx: Tx) -> list[str]:
        add_target(tx, "toy:1:-100", "工作群", NOW)
        asking = _Asking(tx)
        covered_until(cast("Snapshot", asking), 1)
        unpinned(cast("Snapshot", asking), NOW)
        return asking.seen

    plan = store.run_sync(work)
    assert [line for line in plan if "delivery_by_target (target=? AND due_at>?)" in line]
    assert [line for line in plan if "delivery_by_target (target=?)" in line]
    assert not [line for line in plan if "TEMP B-TREE" in line]


def _cards(tx: Tx) -> None:
    """A card each day for forty days, and a digest on the first of them."""
    card, group = add_card(tx, "toy:1:7", NOW).id, add_target(tx, "toy:1:-100", "工作群", NOW).id
    for days in reversed(range(40)):
        at = int((NOW - timedelta(days=days)).timestamp())
        state = "sent" if days < 3 else "skipped"
        for target, reason in ((card, "card"), *([(group, None)] if days == 39 else [])):
            (ident,) = tx.execute(
                "insert into delivery (target, day, slot, due_at, first, last, made_at, reason)"
                " values (?, ?, 'morning', ?, 0, 0, ?, ?) returning id",
                [target, str(days), at, at, reason],
            ).fetchone()
            tx.execute(
                "insert into part (delivery, number, state, headline, html, plain) values"
                " (?, 1, ?, '待办', '<b>低保</b>', '低保')",
                [ident, state],
            )
            tx.execute("insert into card_line values (?, 1, 'r1')", [ident])


def _left(snapshot: Snapshot, sql: str) -> int:
    (count,) = snapshot.execute(f"select count(*) from {sql}").fetchone()
    return int(count)


def test_cards_rest_then_have_no_words_and_then_are_forgotten(store: Store) -> None:
    store.run_sync(_cards)
    store.run_sync(let_rest, NOW - timedelta(hours=48))
    assert store.read_sync(_left, "part where state = 'sent'") == 3
    store.run_sync(let_rest, NOW - timedelta(hours=47))
    assert store.read_sync(_left, "part where state = 'sent'") == 2
    store.run_sync(blank, NOW - timedelta(days=8))
    assert store.read_sync(_left, "part where html || plain || headline <> ''") == 9
    store.run_sync(forget_deliveries, NOW - timedelta(days=30))
    assert store.read_sync(_left, "delivery where reason = 'card'") == 31
    assert store.read_sync(_left, "part") == store.read_sync(_left, "card_line") == 32
    assert store.read_sync(_left, "delivery where reason is null") == 1
