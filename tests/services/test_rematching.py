"""A new matcher leaves links as they are; it tells what it would link differently."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.cli.duplicates import command
from bot.domain.message import SHANGHAI
from bot.services import duplicates
from bot.services.duplicates import Match
from bot.services.rematching import differences
from bot.storage.connection import Snapshot
from bot.storage.schema import MIGRATIONS
from bot.storage.store import Store
from tests.services.test_repeats import _HERE, _TEXTS, _decide, _tell


def _told(store: Store, now: datetime) -> None:
    for number in (0, 1, 4):
        store.run_sync(_tell, number, _HERE, _TEXTS[number], now + timedelta(minutes=number))


def _all(snapshot: Snapshot) -> dict[str, list[Any]]:
    tables = ("request", "mention", "same_data", "likely", "apart", "confirmed", "correction")
    return {table: snapshot.execute(f"select * from {table}").fetchall() for table in tables}


def _older(patched: pytest.MonkeyPatch) -> None:
    """A matcher of before, that links nothing."""
    patched.setattr(duplicates, "weighed", lambda *_: Match())


def test_what_would_be_asked_now_is_told_and_nothing_is_changed(tmp_path: Path) -> None:
    now = datetime.now(SHANGHAI) - timedelta(hours=1)
    (tmp_path / "config.toml").write_text("", "utf8")
    args = ["--stored", "--config", str(tmp_path / "config.toml")]
    (tmp_path / "data").mkdir()
    with Store.open(tmp_path / "data" / "jianfu.db", MIGRATIONS) as store:
        with pytest.MonkeyPatch.context() as patched:
            _older(patched)
            _told(store, now)
        before = store.read_sync(_all)
    done = CliRunner().invoke(command, args, standalone_mode=False)
    (told,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (told["a"], told["b"]) == ("1-0", "1-1")
    assert (told["stored"], told["now"]) == (None, "asks")
    with Store.open(tmp_path / "data" / "jianfu.db", MIGRATIONS) as store:
        assert store.read_sync(_all) == before


def test_the_same_matcher_would_link_nothing_else(tmp_path: Path) -> None:
    now = datetime(2026, 3, 12, 9, 0, tzinfo=SHANGHAI)
    with Store.open(tmp_path / "a.db", MIGRATIONS) as store:
        _told(store, now)
        assert store.read_sync(_found, now) == []
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("bot.services.rematching.weighed", lambda *_: Match())
            assert store.read_sync(_found, now) == [("asks", None)]
            store.run_sync(_decide, "apart", 1, 2)
            assert store.read_sync(_found, now) == []
        assert store.read_sync(_found, now) == []


def _found(snapshot: Snapshot, now: datetime) -> list[tuple[str | None, str | None]]:
    return [(one.stored, one.now) for one in differences(snapshot, now)]
