"""A group's day with the bot in it, from the side of those who read along."""

from pathlib import Path

from bot.domain.boundary import Ambiguous, Forbidden, Gone, Refused, Rejected
from tests.live.kit import GROUP, Town, played


async def _a_day(town: Town) -> None:
    await town.arrive(town.update(type="membership", role="member"))
    await town.say("9:00", "民政办-小陈", "请各村明天下班前把低保年审名单报民政办")
    await town.say("9:01", "东河村文书-阿强", "收到")
    await town.say("9:02", "西河村老李", "收到")


def test_one_digest_at_half_past_five_pinned_and_without_sound(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _a_day(town)
        assert await town.tick("17:29") == 0
        assert await town.tick("17:30") == 1
        assert await town.tick("17:31") == 0

    town = played(tmp_path, story)
    (digest,) = town.platform.posted
    assert "低保年审名单" in digest.text
    assert digest.silent
    assert digest.edits == 1
    assert town.platform.pinned == {GROUP: digest.number}


def test_a_group_that_was_silent_hears_nothing(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _a_day(town)
        await town.tick("17:30")
        await town.tick("17:30", days=3)

    assert len(played(tmp_path, story).platform.posted) == 1


def test_a_withdrawal_in_the_evening_puts_the_digest_right(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _a_day(town)
        await town.tick("17:30")
        await town.say("18:40", "民政办-小陈", "低保年审名单不用报了,县里已有数据")

    digest, line = played(tmp_path, story).platform.posted
    assert "已撤回" in digest.text
    assert digest.edits == 2
    assert "更正:低保年审名单不用报了(18:40通知)" in line.text
    assert line.silent


def test_moving_the_slot_makes_no_second_digest_that_day(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _a_day(town)
        await town.tick("17:30")
        await town.say("17:40", "民政办-小陈", "请各村后天前报高龄津贴名单")
        await town.store.run(lambda tx: tx.execute("update target set slots = ?",
                                                    ['[["evening", "18:00", null]]']))  # fmt: skip
        await town.tick("18:00")
        await town.tick("18:00", days=1)

    first, second = played(tmp_path, story).shown()
    assert "高龄津贴" not in first
    assert "高龄津贴" in second


def test_after_an_outage_what_falls_due_goes_first_and_the_rest_folds(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("8:30", "文化站-小吴", "下周五前各村报农家书屋台账")
        await town.say("9:00", "民政办-小陈", "请各村明天中午12点前报低保年审名单")
        await town.tick("17:00")
        town.close()
        town.turn("8:10", days=1)
        town.open()
        await town.tick("8:11")
        await town.tick("17:30")

    first, second = played(tmp_path, story).shown()
    assert first.startswith("补发")
    assert "低保年审名单" in first
    assert "农家书屋" not in first
    assert "农家书屋" in second


def test_a_short_delay_only_says_that_it_is_late(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _a_day(town)
        await town.tick("19:00")

    (digest,) = played(tmp_path, story).shown()
    assert digest.startswith("补发")


def test_each_outcome_of_a_call_leaves_one_digest(tmp_path: Path) -> None:
    faults: list[tuple[str, Exception]] = [
        ("send", Refused("429", wait=3)), ("edit", Refused("429", wait=3)),
        ("edit", Ambiguous("reset")), ("edited", Ambiguous("timeout")), ("edit", Gone("deleted")),
    ]  # fmt: skip
    for index, fault in enumerate(faults):
        folder = tmp_path / str(index)
        folder.mkdir()

        async def story(town: Town, fault: tuple[str, Exception] = fault) -> None:
            await _a_day(town)
            town.platform.faults.append(fault)
            for minute in range(30, 50):
                await town.tick(f"17:{minute}")

        town = played(folder, story)
        whole = [text for text in town.shown() if "低保年审名单" in text]
        assert len(whole) == 1, fault
        assert len(town.shown()) <= 2


def test_an_answer_that_was_lost_leaves_at_worst_a_headline(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _a_day(town)
        town.platform.faults.append(("sent", Ambiguous("timeout")))
        for minute in range(30, 50):
            await town.tick(f"17:{minute}")

    orphan, digest = played(tmp_path, story).shown()
    assert "低保年审名单" not in orphan
    assert "低保年审名单" in digest


def test_formatting_that_is_refused_goes_as_plain_text(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _a_day(town)
        town.platform.faults.append(("edit", Rejected("can't parse entities")))
        await town.tick("17:30")

    (digest,) = played(tmp_path, story).shown()
    assert "<b>" not in digest
    assert "低保年审名单" in digest


def test_what_was_refused_for_good_folds_into_the_next_digest(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _a_day(town)
        town.platform.faults += [("edit", Rejected("no")), ("edit", Rejected("never"))]
        await town.tick("17:30")
        await town.tick("17:30", days=1)

    _, second = played(tmp_path, story).shown()
    assert "低保年审名单" in second


def test_a_group_that_put_us_out_is_left_alone_until_it_lets_us_in(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _a_day(town)
        town.platform.faults.append(("send", Forbidden("kicked")))
        await town.tick("17:30")
        await town.tick("17:30", days=1)
        await town.arrive(town.update(type="membership", role="admin"))
        await town.say("18:00", "水利站-小田", "请各村后天下班前报机井检修情况")
        await town.tick("17:30", days=1)

    (digest,) = played(tmp_path, story).shown()
    assert "机井检修" in digest


def test_a_group_that_moved_keeps_its_thread_and_its_digest(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _a_day(town)
        for _ in range(2):
            await town.arrive(town.update(type="moved", new="toy:1:-200"))
        await town.say("15:00", "民政办-小陈", "低保名单还差东河、南坪", chat="toy:1:-200")
        await town.tick("17:30")

    town = played(tmp_path, story)
    (digest,) = town.shown("toy:1:-200")
    assert "已催1次" in digest
    assert not town.shown(GROUP)


def test_an_edit_is_a_new_version_and_one_without_change_is_nothing(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", "民政办-小陈", "请各村明天下班前报低保年审名单")
        at = int(town.now.timestamp())
        for edited, day in ((60, "明天"), (120, "后天")):
            await town.arrive(
                town.update(
                    type="edit",
                    number=1,
                    at=at,
                    edited=at + edited,
                    sender="民政办-小陈",
                    text=f"请各村{day}下班前报低保年审名单",
                )
            )
        await town.tick("17:30")

    (digest,) = played(tmp_path, story).shown()
    assert "周六下班前" in digest
    assert "通知2条,合并为1件事" in digest


def test_an_album_is_one_message_however_its_parts_arrive(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        town.turn("9:00")
        parts = [
            town.message("民政办-小陈", text, album="a1", media="photo")
            for text in ("", "请各村明天下班前", "报低保年审名单")
        ]
        await town.live.inbox.accept(parts)
        await town.live.settle()
        town.turn("9:01")
        await town.live.settle()
        await town.tick("17:30")

    (digest,) = played(tmp_path, story).shown()
    assert "通知1条" in digest


def test_a_bad_update_is_set_aside_and_stops_nothing(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        town.turn("9:00")
        bad = [town.update(type="message", number=[]) for _ in range(2)]
        await town.arrive(bad[0], town.message("民政办-小陈", "请各村明天下班前报低保名单"), bad[1])
        await town.tick("17:30")

    assert len(played(tmp_path, story).shown()) == 1
