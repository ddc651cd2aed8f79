"""Nothing is acknowledged that was not committed, and no second process works on one folder."""

import asyncio
import os
from pathlib import Path

import pytest

from bot.domain.errors import StorageError
from bot.storage.connection import Snapshot
from bot.storage.inbox import count_waiting, dead_letters
from bot.storage.lock import FolderLock
from bot.storage.seal import Seal, load_key
from tests.live.kit import Town
from tests.sandbox.kit import until


def test_a_full_disk_acknowledges_nothing_and_recovers_by_itself(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        try:
            await town.arrive(town.message("民政办-小陈", "请各村明天下班前报低保名单"))
            (pages,) = await town.store.run(lambda tx: tx.execute("pragma page_count").fetchone())
            await town.store.run(
                lambda tx: tx.execute(f"pragma max_page_count = {pages}").fetchall()
            )
            flood = [town.message("水利站-小田", "请各村报机井检修情况" * 400) for _ in range(40)]
            with pytest.raises(StorageError):
                await town.live.inbox.accept(flood)
            assert await town.store.read(count_waiting) == 0
            await town.store.run(
                lambda tx: tx.execute("pragma max_page_count = 1000000").fetchall()
            )
            await town.arrive(*flood)
            await town.tick("17:30")
        finally:
            town.close()
        assert "机井检修" in town.shown()[0]

    asyncio.run(story())


def _bad(snapshot: Snapshot, *_: object) -> None:
    snapshot.execute("select 1 from nowhere")


def test_a_mistake_in_a_query_sets_one_update_aside_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        try:
            with monkeypatch.context() as broken:
                broken.setattr("bot.handlers.searching.search", _bad)
                await town.say("8:30", "老刘", "早上好")
                await town.tell("老刘", "/find 低保")
            count, ((_, error),) = await town.store.read(dead_letters)
            assert (count, error) == (1, "UnusableError: no such table: nowhere")
            await town.tell("老刘", "/find 低保")
            assert "没有查到" in town.card("老刘")
        finally:
            town.close()

    asyncio.run(story())


def test_a_town_that_never_settles_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refused(*_: object) -> None:
        raise StorageError("disk full")

    async def story() -> None:
        town = Town(tmp_path)
        town.patience = 0.1
        try:
            monkeypatch.setattr(town.live.inbox, "_handle", refused)
            with pytest.raises(AssertionError, match="not settled"):
                await town.say("8:30", "老刘", "早上好")
        finally:
            town.close()

    asyncio.run(story())


def test_six_processes_on_one_folder_are_one_that_works(tmp_path: Path) -> None:
    with FolderLock(tmp_path):
        for _ in range(5):
            child = os.fork()
            if child == 0:
                try:
                    FolderLock(tmp_path)
                except StorageError:
                    os._exit(7)
                os._exit(0)
            _, status = os.waitpid(child, 0)
            assert os.waitstatus_to_exitcode(status) == 7
    FolderLock(tmp_path).release()


def test_what_was_said_in_private_is_sealed_and_gone_when_done(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        secret = "我觉得这个打卡没有用"
        try:
            private = town.message("阿强", secret, chat="toy:1:7", kind="private")
            await town.live.inbox.accept([private])
            assert not _in_files(tmp_path, secret)
            await town.live.settle()
            await town.store.wipe_log()
        finally:
            town.close()
        assert not _in_files(tmp_path, secret)

    asyncio.run(story())


def _in_files(folder: Path, text: str) -> bool:
    wanted = text.encode(), text.encode("unicode_escape")
    return any(
        word in path.read_bytes() for path in folder.iterdir() if path.is_file() for word in wanted
    )


def test_a_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "seal.key"
    key = load_key(path)
    assert load_key(path) == key
    assert path.stat().st_mode & 0o077 == 0
    sealed = Seal(key).close(b"words", "one")
    with pytest.raises(StorageError):
        Seal(key).open(sealed, "another")
    with pytest.raises(StorageError):
        Seal(b"x" * 32).open(sealed, "one")


def test_a_store_that_will_never_work_again_ends_the_bot_with_the_reason(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        running = asyncio.create_task(town.live.run(asyncio.Event()))
        try:
            await until(lambda: bool(town.platform.menus))
            with pytest.raises(StorageError):
                await town.store.run(lambda tx: tx.close())
            with pytest.raises(StorageError, match="the database thread stopped"):
                await asyncio.wait_for(running, 5)
        finally:
            town.close()

    asyncio.run(story())
