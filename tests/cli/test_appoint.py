"""`jianfu appoint`: the link that makes the first coordinator."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import appoint
from bot.domain.case import Rank
from bot.domain.errors import InputError
from bot.domain.message import SHANGHAI
from bot.platforms.telegram import Telegram
from bot.platforms.telegram_diagnosis import Diagnosis
from bot.services.appointing import digest_of, offered
from bot.storage.lock import FolderLock
from bot.storage.schema import MIGRATIONS
from bot.storage.store import Store


def run(folder: Path, unit: str = "县减负办") -> Result:
    (folder / "token").write_text("42:abc", "utf8")
    (folder / "config.toml").write_text("", "utf8")
    args = ["--config", str(folder / "config.toml"), "--unit", unit]
    return CliRunner().invoke(appoint.command, args, standalone_mode=False)


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    async def diagnose(_: Telegram) -> Diagnosis:
        return Diagnosis(username="jianfu_bot")

    monkeypatch.setattr(Telegram, "diagnose", diagnose)


def test_it_prints_one_link_and_keeps_its_hash_alone(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.exception is None
    (word,) = re.findall(r"https://t\.me/jianfu_bot\?start=post-([\w-]+)", done.output)
    assert "只能用一次" in done.output
    now = datetime.now(SHANGHAI)
    with Store.open(tmp_path / "data" / "jianfu.db", MIGRATIONS) as store:
        found = store.read_sync(offered, digest_of(word), now)
        assert found is not None
        assert (found.unit, found.rank, found.by) == ("县减负办", Rank.UPPER, None)
        assert now + timedelta(days=6) < found.until < now + timedelta(days=8)
        late = now + timedelta(days=8)
        assert store.read_sync(offered, digest_of(word), late) is None
    for path in (tmp_path / "data").rglob("*"):
        assert word.encode() not in (path.read_bytes() if path.is_file() else b"")


def test_a_name_that_means_nobody_and_a_bot_that_is_not_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for unit in ("", "办公室", "局"):
        failed = run(tmp_path, unit).exception
        assert isinstance(failed, InputError)
        assert "单位的名称" in str(failed)

    async def diagnose(_: Telegram) -> Diagnosis:
        return Diagnosis(problem="timed out")

    monkeypatch.setattr(Telegram, "diagnose", diagnose)
    assert "连不上 Telegram" in str(run(tmp_path).exception)
    assert not (tmp_path / "data").exists()


def test_beside_a_running_bot_an_old_sqlite_asks_for_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    with FolderLock(tmp_path / "data"):
        monkeypatch.setattr(appoint, "needs_exclusive_lock", lambda: True)
        assert "机器人正在运行" in str(run(tmp_path).exception)
        monkeypatch.setattr(appoint, "needs_exclusive_lock", lambda: False)
        assert run(tmp_path).exception is None
