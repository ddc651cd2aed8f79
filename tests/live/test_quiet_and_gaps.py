"""Nights in which nothing is begun, and days in which nothing could be heard."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.storage.targets import active_targets, change_target
from tests.live.kit import Town, played


async def _a_notice(town: Town) -> None:
    await town.say("9:00", "民政办-小陈", "请各村明天中午12点前把低保年审名单报民政办")


def test_what_came_due_before_the_night_waits_for_the_morning(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _a_notice(town)
        await town.tick("17:00")
        town.turn("22:10")  # a power cut over the slot
        town.close()
        town.open()
        await town.tick("22:11")
        await town.tick("23:30")
        await town.tick("6:59", days=1)
        assert not town.platform.posted
        await town.tick("7:00")

    (said,) = played(tmp_path, story).shown()
    assert said.startswith("补发")
    assert "低保年审名单" in said


@pytest.mark.parametrize(("said", "day", "days"), [("6:30", "今天", 0), ("22:40", "明天", 1)])
def test_what_cannot_wait_is_said_once_the_night_is_over(
    tmp_path: Path, said: str, day: str, days: int
) -> None:
    async def story(town: Town) -> None:
        town.turn("6:00")
        await town.say(said, "民政办-小陈", f"请各村{day}上午11点前报低保年审名单")
        await town.tick("6:59", days)
        assert not town.platform.posted
        await town.tick("7:00")
        await town.tick("7:01")

    (line,) = played(tmp_path, story).shown()
    assert line.startswith("还要办:今日11:00 低保年审名单")


def test_what_was_said_in_a_pause_is_left_to_the_digest(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _a_notice(town)
        target = (await town.store.read(active_targets))[0]
        await town.store.run(change_target, replace(target, paused_until=date(2026, 3, 13)))
        await town.say("6:30", "民政办-小陈", "请各村今天上午11点前报低保年审名单")
        await town.tick("7:01")

    assert not played(tmp_path, story).platform.posted


def test_a_stretch_in_which_nothing_could_be_heard_is_named_once(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _a_notice(town)
        await town.tick("10:00")
        town.close()
        town.turn("15:00", days=2)  # Telegram holds back a day's messages, no more
        town.open()
        await town.tick("15:00")
        await town.say("15:01", "水利站-小田", "请各村下周一下班前报机井检修情况")
        await town.tick("17:30")
        await town.say("18:00", "文化站-小吴", "下周五前各村报农家书屋台账")
        await town.tick("17:30", days=1)

    first, second = played(tmp_path, story).shown()
    assert "3/12 10:00—3/13 15:00未收到消息" in first
    assert "未收到消息" not in second


def test_a_short_outage_leaves_no_gap_for_the_platform_keeps_what_was_said(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.tick("10:00")
        town.close()
        town.turn("16:00")
        town.open()
        await _a_notice(town)
        await town.tick("17:30", days=0)

    assert not any("未收到消息" in text for text in played(tmp_path, story).shown())


def test_a_clock_that_jumps_is_no_gap(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _a_notice(town)
        await town.tick("10:00")
        ticks = town.ticks
        town.turn("10:05", days=3)
        town.ticks = ticks + 300  # only the wall clock jumped
        await town.live.schedule.tick()
        await town.tick("17:30")

    assert not any("未收到消息" in text for text in played(tmp_path, story).shown())


def test_a_connection_that_was_away_for_days_is_a_gap_though_the_process_lived(
    tmp_path: Path,
) -> None:
    async def story(town: Town) -> None:
        await _a_notice(town)
        await town.tick("10:00")
        town.platform.in_touch = False
        await town.tick("10:00", days=1)
        await town.tick("10:00", days=1)
        town.platform.in_touch = True
        await town.tick("10:01")
        await town.say("15:01", "水利站-小田", "请各村下周一下班前报机井检修情况")
        await town.tick("17:30")

    late, digest = played(tmp_path, story).shown()
    assert late.startswith("补发")
    assert "未收到消息" in digest
