"""Any corrections pressed in any order and taken back in any order leave all as it was."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.storage.connection import Snapshot
from tests.live.kit import Town, played
from tests.live.test_corrections import CHEN, QIANG, UNSURE, _admin, _digest

TABLES = ("request", "mention", "same_data", "confirmed", "apart", "done", "presence", "message")
VERBS = ("no", "is", "k", "j", "s", "p", "name", "unit")
PRESS = st.tuples(st.sampled_from(VERBS), st.integers(0, 4), st.integers(0, 4))


def _rows(snapshot: Snapshot) -> dict[str, list[Any]]:
    return {
        table: snapshot.execute(f"select * from {table} order by 1, 2").fetchall()
        for table in TABLES
    }


def _made(snapshot: Snapshot) -> list[int]:
    found = snapshot.execute("select id from correction where undone_at is null").fetchall()
    return [row[0] for row in found]


async def _told(town: Town) -> None:
    await _admin(town)
    await town.say("8:30", QIANG, "收到")
    await town.say("9:00", "民政办-小陈", "请各村明天下班前把低保年审名单报民政办")
    await town.say("9:10", "民政办-小陈", "请各村明天下班前把低保年审名单报民政办")
    await town.say("9:20", "农业办-小马", "请各村明天12点前报秸秆台账")
    await town.say("9:40", "应急办-老周", "周五上午9点在镇三楼开防汛工作会,各村书记参加")
    await town.say("10:00", "王姐", UNSURE)
    await town.tell(QIANG, "/start")
    await town.tell(QIANG, "完成 1")
    await town.tick("17:30")


async def _press(town: Town, refs: list[str], verb: str, one: int, two: int) -> None:
    ref, other = refs[one], refs[two]
    kind = ("report", "task", "meeting", "info", "check_in")[two]
    data = {
        "no": f"fix:no:{ref}",
        "is": f"fix:is:{ref}",
        "k": f"fix:k:{ref}:{kind}",
        "j": f"fix:j:{ref}:{other}",
        "s": f"fix:s:{ref}:{two + 1}",
        "p": f"fix:p:{ref}:n{two + 1}",
        "name": f"fix:name:{ref}",
    }
    if verb == "unit":
        await town.tell(CHEN, f"成员单位 阿强 {('河湾村', '石桥村', '自动')[two % 3]}")
        return
    await town.press_data(CHEN, data[verb])
    if verb == "name":
        await town.tell(CHEN, f"第{two}种叫法")


@settings(
    max_examples=7, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(presses=st.lists(PRESS, min_size=3, max_size=7), shuffle=st.randoms(use_true_random=False))
def test_corrections_taken_back_in_any_order_leave_all_as_it_was(
    tmp_path_factory: Any, presses: list[tuple[str, int, int]], shuffle: Any
) -> None:
    async def story(town: Town) -> None:
        await _told(town)
        before, digest = town.store.read_sync(_rows), _digest(town)
        card = town.platform.posted[_card(town)].text
        keys = [row[1] for row in before["request"]]
        unsure = next(row[0] for row in before["message"] if row[6])
        refs = [*keys, f"m{unsure}", "9-9", "1-1"][:5]
        for press in presses:
            await _press(town, refs, *press)
        while left := town.store.read_sync(_made):
            shuffle.shuffle(left)
            for ident in left:
                # One that a later one rests on is refused, and its turn comes again.
                await town.press_data(CHEN, f"fix:undo:{ident}")
            assert len(town.store.read_sync(_made)) < len(left)
        assert town.store.read_sync(_rows) == before
        assert _digest(town) == digest
        assert town.platform.posted[_card(town)].text == card

    played(tmp_path_factory.mktemp("town"), story)


def _card(town: Town) -> int:
    """Where 阿强's card stands."""
    return max(
        index
        for index, posted in enumerate(town.platform.posted)
        if posted.chat == town.private(QIANG) and "我的待办 ·" in posted.text
    )
