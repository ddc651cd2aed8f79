"""However a day's updates are repeated and shuffled on their way, the digest is the same."""

import asyncio
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.boundary import RawUpdate
from tests.live.kit import Town

_DAY = (
    ("9:00", "民政办-小陈", "请各村明天下班前报低保年审名单"),
    ("9:01", "东河村文书-阿强", "收到"),
    ("9:30", "应急办-雷主任", "东河村后山有滑坡险情,下边12户立即转移到村小!"),
    ("10:00", "党政办-小王", "明天上午9:00召开全镇干部大会,各村两委参加"),
    ("10:05", "党政办-小王", "8点半吧"),
    ("11:00", "民政办-小陈", "低保名单还差东河、南坪"),
    ("14:00", "林业站-老崔", "请各村周五前报松材线虫排查表"),
    ("15:00", "林业站-老崔", "松材线虫排查表不用报了"),
)


def _updates(town: Town) -> list[RawUpdate]:
    updates = []
    for at, sender, text in _DAY:
        town.turn(at)
        updates.append(town.message(sender, text))
    now = int(town.now.timestamp())
    updates.append(
        town.update(
            type="edit", number=1, at=now - 21600, edited=now, sender="民政办-小陈",
            text="请各村后天下班前报低保年审名单",
        )
    )  # fmt: skip
    return updates


def _digest(order: list[int]) -> list[str]:
    async def story(town: Town) -> None:
        updates = _updates(town)
        for index in order:
            await town.live.inbox.accept([updates[index]])
        await town.live.settle()
        await town.tick("17:30")

    with tempfile.TemporaryDirectory() as folder:
        town = Town(Path(folder))

        async def play() -> None:
            try:
                await story(town)
            finally:
                town.close()

        asyncio.run(play())
    return town.shown()


_IN_ORDER = list(range(len(_DAY) + 1))


@settings(max_examples=25, deadline=None)
@given(
    st.permutations(_IN_ORDER).flatmap(
        lambda order: st.lists(st.sampled_from(_IN_ORDER), max_size=6).map(
            lambda again: [*order, *again]
        )
    )
)
def test_any_order_with_repeats_gives_the_same_digest(order: list[int]) -> None:
    assert _digest(order) == _digest(_IN_ORDER)
