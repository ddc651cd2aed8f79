"""An upper coordinator sets how soon an answer is due, reason by reason."""

from datetime import datetime, timedelta
from pathlib import Path

from bot.domain.flag import Tier
from bot.services.tiers import answer_time, tiers
from tests.live.kit import Town, played
from tests.live.test_settings import rows
from tests.office.kit import LIN, SUN, case, flag, labels, member, morning, staffed

SHIPPED = "3. 要拍照、截图、录视频:7天"


async def _set(town: Town, label: str) -> None:
    await town.tell(SUN, "经办人")
    await town.press(SUN, "答复时限")
    await town.press(SUN, "3")
    await town.press(SUN, label)


def _due(town: Town, number: int) -> datetime:
    found = case(town, number).answer_by
    assert found is not None
    return found


def test_what_is_filed_afterwards_is_due_sooner_and_what_runs_stays(tmp_path: Path) -> None:
    """[答复时限] → 理由 → 24小时:新来的按24小时,在办的还是7天;再点7天就改回去。"""

    async def story(town: Town) -> None:
        await staffed(town)
        flag(town, 1, 2, 3)
        await morning(town)
        before = _due(town, 1)
        await town.tell(SUN, "经办人")
        await town.press(SUN, "答复时限")
        assert SHIPPED in town.card(SUN)
        assert "24小时是1个工作日,7天是5个,15天是11个" in town.card(SUN)
        await town.press(SUN, "3")
        assert "「要拍照、截图、录视频」的答复时限:7天。" in town.card(SUN)
        assert labels(town, SUN) == ["2小时", "24小时", "✓7天", "15天", "返回"]
        await town.press(SUN, "24小时")
        assert "已从7天改成24小时。要改回去,点「7天」。" in town.card(SUN)
        assert labels(town, SUN)[:3] == ["2小时", "✓24小时", "7天"]
        await town.press(SUN, "返回")
        assert "3. 要拍照、截图、录视频:24小时" in town.card(SUN)
        await town.say("10:00", "水利站-老马", "请各村下周五前报机井照片3张,水利站")
        flag(town, 1, 2, 3, ask=2)
        await morning(town)
        assert _due(town, 1) == before
        assert _due(town, 2) < before
        await _set(town, "7天")
        await town.press(SUN, "返回")
        assert SHIPPED in town.card(SUN)
        await _set(town, "✓7天")
        assert "已经是这一档" in town.card(SUN)
        me = member(town, SUN)
        assert [row[1:] for row in rows(town, "tier_change")] == [
            ("photo", "7d", "24h", me, "2026-03-13"),
            ("photo", "24h", "7d", me, "2026-03-14"),
        ]

    played(tmp_path, story)


def test_only_upper_coordinators_set_it_whatever_a_press_says(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await staffed(town)
        for made_up in ("set:photo:2h", "one:photo", "all:-"):
            await town.press_data(LIN, f"tier:{made_up}")
            assert town.card(LIN) == "这个只有上级经办人能用。"
        for made_up in ("set:photo:1h", "set:none:2h", "set", "x:photo:2h", "set:photo:"):
            await town.press_data(SUN, f"tier:{made_up}")
            assert "答复时限" in town.card(SUN)
        assert rows(town, "tier_change") == []

    played(tmp_path, story)


def test_each_tier_is_as_much_working_time_as_it_says(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await staffed(town)
        office = town.live.context.office
        day = office.work.day
        for label, tier, long in (
            ("2小时", Tier.TWO_HOURS, timedelta(hours=2)),
            ("24小时", Tier.DAY, day),
            ("15天", Tier.FORTNIGHT, 11 * day),
            ("7天", Tier.WEEK, 5 * day),
        ):
            await _set(town, label)
            assert town.store.read_sync(tiers, office)["photo"] is tier
            assert town.store.read_sync(answer_time, office, "photo") == long
        assert town.store.read_sync(answer_time, office, "rush") == day

    played(tmp_path, story)
