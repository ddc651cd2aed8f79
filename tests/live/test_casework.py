"""The heartbeat of flags: one batch a local day, come what may, and no digest held up by it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.domain.boundary import Ambiguous
from bot.domain.case import CaseState
from bot.domain.errors import StorageError
from bot.services import clocks, daily
from bot.storage.connection import Snapshot
from bot.storage.flags import spend
from bot.storage.messages import find_chat
from bot.storage.posts import size_of
from tests.flags.town import cases, flag, heard
from tests.live.kit import GROUP, Town, played


def _pending(town: Town) -> int:
    return len(cases(town, CaseState.PENDING))


def _days(snapshot: Snapshot) -> list[str]:
    return [row[0] for row in snapshot.execute("select day from flag_batch order by 1").fetchall()]


async def _flagged(town: Town) -> int:
    """It is Thursday, somebody flagged after the batch of the day."""
    request = await heard(town)
    await town.tick("9:10")
    assert flag(town, 1, request).flag
    return request


def test_the_batch_is_done_once_a_day_whatever_the_ticks(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _flagged(town)
        for at in ("9:11", "12:00", "23:59"):
            await town.tick(at)
        assert not cases(town, CaseState.PENDING)
        await town.tick("7:39", days=1)
        assert not cases(town, CaseState.PENDING)
        await town.tick("7:40")
        assert _pending(town) == 1
        for at in ("7:41", "7:50", "12:00"):
            flag(town, 2, 1)
            await town.tick(at)
        assert town.store.read_sync(_days) == ["2026-03-12", "2026-03-13"]

    played(tmp_path, story)


def test_a_batch_that_was_slept_over_is_made_up_for_once(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _flagged(town)
        town.close()
        town.open()
        await town.tick("11:20", days=3)
        assert _pending(town) == 1
        assert town.store.read_sync(_days) == ["2026-03-12", "2026-03-15"]

    played(tmp_path, story)


def test_rest_days_have_their_batch_as_well(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _flagged(town)
        await town.tick("7:40", days=1)
        for _ in range(3):
            await town.tick("7:40", days=1)
        # Saturday and Sunday among them: what day a batch is tells nothing either.
        assert len(town.store.read_sync(_days)) == 5

    played(tmp_path, story)


async def _jump(town: Town, moved: timedelta) -> None:
    town.now += moved
    await town.live.schedule.tick()
    await town.settle()


def test_a_clock_that_jumps_and_jumps_back_brings_no_batch_forward(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _flagged(town)
        await _jump(town, timedelta(days=1))
        await _jump(town, -timedelta(days=1))
        assert town.store.read_sync(_days) == ["2026-03-12"]
        await _jump(town, timedelta(days=1))
        await town.tick("9:12")
        await _jump(town, -timedelta(days=1))
        for at in ("9:13", "9:14"):
            await town.tick(at)
        await town.tick("7:40", days=1)
        assert town.store.read_sync(_days) == ["2026-03-12", "2026-03-13"]

    played(tmp_path, story)


def test_what_the_disk_does_not_take_is_tried_again_at_the_next_tick(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(town: Town) -> None:
        await _flagged(town)
        monkeypatch.setattr(town.store, "run_bulk", _failing_once(town.store.run_bulk))
        with capture_logs() as logs:
            await town.tick("7:40", days=1)
        assert [one["error"] for one in logs if one["event"] == "casework_failed"] == [
            "StorageError: disk full"
        ]
        assert not cases(town, CaseState.PENDING)
        await town.tick("7:41")
        assert _pending(town) == 1

    played(tmp_path, story)


def _failing_once(run: Callable[..., Any]) -> Callable[..., Any]:
    faults = [StorageError("disk full")]

    async def failing(work: Callable[..., Any], *args: Any, **more: Any) -> Any:
        if getattr(work, "__name__", "") == "_begin_day" and faults:
            raise faults.pop()
        return await run(work, *args, **more)

    return failing


def test_a_mistake_in_casework_holds_up_no_digest_and_its_words_stay_out_of_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("toy:1:5550123456 写的")

    async def story(town: Town) -> None:
        await _flagged(town)
        monkeypatch.setattr(clocks, "tick", broken)
        await town.tick("7:40", days=1)
        with capture_logs() as logs:
            await town.tick("17:30")
        assert "走访照片" in town.shown()[-1]
        (failed,) = [one for one in logs if one["event"] == "casework_failed"]
        assert failed["error"].startswith("ValueError at ")
        assert "5550123456" not in failed["error"]

    played(tmp_path, story)


def _size(snapshot: Snapshot) -> int:
    group = find_chat(snapshot, GROUP)
    return size_of(snapshot, group.chat) if group else 0


def test_sizes_of_groups_are_known_before_the_batch_and_we_do_not_count(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await heard(town)
        town.platform.size = 40
        await town.tick("6:29", days=1)
        assert town.store.read_sync(_size) < 9
        await town.tick("6:30")
        assert town.store.read_sync(_size) == 39
        town.platform.size = 50
        for at in ("7:40", "12:00"):
            await town.tick(at)
        assert town.store.read_sync(_size) == 39
        assert town.platform.sizes_asked == 1

    played(tmp_path, story)


def test_where_nobody_tells_a_size_the_last_one_holds(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _flagged(town)
        town.platform.faults.append(("members", Ambiguous("reset")))
        await town.tick("7:40", days=1)
        assert town.store.read_sync(_size) == 8
        assert _pending(town) == 1

    played(tmp_path, story)


def test_keys_that_are_needed_no_more_are_destroyed_at_the_next_tick(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        keys = town.live.context.office.keys
        keys.make("case-7")
        await town.tick("9:00")
        town.store.run_sync(spend, ["case-7"])
        assert keys.has("case-7")
        await town.tick("9:01")
        assert not keys.has("case-7")

    played(tmp_path, story)


def test_a_tick_with_nothing_to_do_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(town: Town) -> None:
        await heard(town)
        await town.tick("9:10")
        for one in (daily, clocks):
            monkeypatch.setattr(one, "batch" if one is daily else "tick", None)
        with capture_logs() as logs:
            await town.tick("9:11")
        assert logs == []

    played(tmp_path, story)
