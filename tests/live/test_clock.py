"""Clocks that jump, back and forth, and groups that are told apart by their settings."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.boundary import Refused
from bot.domain.delivery import Slot, Target
from bot.storage.inbox import count_waiting
from bot.storage.targets import active_targets, change_target
from tests.live.kit import Town, played


async def _a_notice(town: Town) -> None:
    await town.say("9:00", "民政办-小陈", "请各村后天下班前把低保年审名单报民政办")


async def _jump(town: Town, moved: timedelta) -> None:
    """The wall clock jumps; the monotonic one does not."""
    town.now += moved
    await town.live.schedule.tick()
    await town.live.settle()


def test_after_a_jump_one_tick_is_let_pass_in_case_it_jumps_back(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _a_notice(town)
        await town.tick("12:00")
        await _jump(town, timedelta(hours=6))
        assert not town.platform.posted
        await _jump(town, -timedelta(hours=6))
        await town.tick("12:01")
        assert not town.platform.posted
        await town.tick("17:30")

    assert len(played(tmp_path, story).platform.posted) == 1


def test_two_days_forward_and_back_make_at_most_one_digest_a_day(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _a_notice(town)
        await town.tick("17:30")
        for days in (2, -2):
            await _jump(town, timedelta(days=days))
            await town.tick("17:31")
            await town.tick("17:32")
        await town.say("18:00", "水利站-小田", "请各村下周一下班前报机井检修情况")
        await town.tick("17:30", days=1)

    # One for the first day, one for the day the clock leapt to, one for the day after.
    shown = played(tmp_path, story).shown()
    assert len(shown) == 3
    assert ["机井检修" in text for text in shown] == [False, False, True]


def test_a_machine_that_slept_over_the_slot_is_late_by_one_tick_at_the_most(
    tmp_path: Path,
) -> None:
    async def story(town: Town) -> None:
        await _a_notice(town)
        await town.tick("17:00")
        # A suspended machine: the monotonic clock stood still.
        await _jump(town, timedelta(minutes=40))
        await town.tick("17:41")

    assert len(played(tmp_path, story).platform.posted) == 1


def _change(town: Town, **settings: object) -> Target:
    (target,) = town.store.read_sync(active_targets)
    changed = replace(target, **settings)  # type: ignore[arg-type]
    town.store.run_sync(change_target, changed)
    return changed


def test_rest_days_fold_into_the_next_working_day_where_that_is_wanted(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _a_notice(town)
        _change(town, workdays_only=True)
        town.turn("9:00", days=2)
        await town.say("10:00", "水利站-小田", "请各村下周三下班前报机井检修情况")
        await town.tick("17:30")
        assert not town.platform.posted[1:]
        await town.tick("17:30", days=2)

    assert "机井检修" in played(tmp_path, story).shown()[-1]


def test_a_pause_says_nothing_until_its_day(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _a_notice(town)
        _change(town, paused_until=date(2026, 3, 14))
        await town.tick("17:30")
        await town.tick("17:30", days=1)
        assert not town.platform.posted
        await town.tick("17:30", days=1)

    assert "低保年审名单" in played(tmp_path, story).shown()[0]


def test_two_slots_a_day_share_what_is_said_between_them(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _a_notice(town)
        noon = Slot(id="noon", at=town.now.time().replace(hour=12, minute=0))
        _change(town, slots=(noon, Slot(id="evening", at=noon.at.replace(hour=17, minute=30))))
        await town.tick("12:00")
        await town.say("15:00", "水利站-小田", "请各村下周三下班前报机井检修情况")
        await town.tick("17:30")

    noon, evening = played(tmp_path, story).shown()
    assert "低保年审名单" in noon
    assert "低保年审名单" not in evening
    assert "机井检修" in evening


def test_what_arrived_before_the_slot_is_read_before_the_digest_is_made(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.arrive(town.update(type="membership", role="member"))
        town.turn("17:29")
        await town.live.inbox.accept(
            [town.message("民政办-小陈", "请各村后天下班前把低保年审名单报民政办")]
        )
        town.turn("17:30")
        assert await town.live.schedule.tick() == 0
        await town.live.settle()
        assert await town.tick("17:30") == 1

    assert "低保年审名单" in played(tmp_path, story).shown()[0]


@pytest.mark.parametrize("moment", ["send", "edit"])
def test_what_was_refused_once_does_not_wait_for_the_clock_to_catch_up(
    tmp_path: Path, moment: str
) -> None:
    async def story(town: Town) -> None:
        await _a_notice(town)
        town.platform.faults = [(moment, Refused("429", wait=3.0))]
        await town.tick("17:30")
        assert not any("低保年审名单" in text for text in town.shown())
        await _jump(town, -timedelta(days=1))

    (digest,) = played(tmp_path, story).shown()
    assert "低保年审名单" in digest


def test_nor_does_it_after_a_restart(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _a_notice(town)
        town.platform.faults = [("send", Refused("429", wait=3.0))]
        await town.tick("17:30")
        town.close()
        town.now -= timedelta(days=1)
        town.open()
        await town.live.outbox.recover()
        await town.settle()

    (digest,) = played(tmp_path, story).shown()
    assert "低保年审名单" in digest


def test_an_album_holds_up_nobody_while_the_clock_catches_up(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        town.turn("9:00")
        photo = town.message("党政办-小王", "请各村3月25日前报人口台账", album="a", media="photo")
        await town.live.inbox.accept([photo])
        town.now -= timedelta(days=1)
        await town.arrive(town.message("林业站-老崔", "请各村3月26日前报松材线虫排查表"))
        assert town.store.read_sync(count_waiting) == 0

    played(tmp_path, story)
