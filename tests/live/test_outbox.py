"""How the outbox waits: no sooner up than there is something to do."""

from pathlib import Path

from bot.domain.boundary import Ambiguous
from tests.live.kit import Town, played

_WHOM = ("低保对象", "危旧房屋", "灌溉机井", "留守儿童", "护林人员", "沼气池", "渔船", "茶园")
_FORMS = (
    "核查登记表", "补贴花名册", "隐患台账", "需求统计", "培训名单", "走访记录", "保险清单",
    "年度总结", "整改方案", "验收材料", "维修计划", "受益人数",
)  # fmt: skip


def test_while_the_first_part_waits_for_its_next_try_so_does_the_second(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.arrive(town.update(type="membership", role="member"))
        asks = [f"请各村明天下班前报送{whom}{form}" for form in _FORMS for whom in _WHOM]
        town.turn("9:00")
        await town.arrive(*(town.message("民政办-小陈", ask) for ask in asks))
        town.platform.faults.append(("edit", Ambiguous("reset")))
        await town.tick("17:30")
        assert len(town.shown()) == 1
        wait = await town.live.outbox.until_next()
        assert wait is not None
        assert wait > 1
        await town.tick("17:31")
        assert len(town.shown()) == 2
        assert await town.live.outbox.until_next() is None

    played(tmp_path, story)
