"""What a clerk handed in once is offered when it is asked for again, and to nobody else."""

from pathlib import Path

from bot.storage.connection import Snapshot
from tests.live.kit import Town, played
from tests.live.test_lines_that_meet import HEALTH, SCHOOL

QIANG, LI = "东河村文书-阿强", "西河村老李"


async def _school(town: Town) -> None:
    for name in (QIANG, LI):
        await town.say("8:30", name, "收到")
        await town.tell(name, "/start")
    await town.say("9:00", "中心校-陈主任", SCHOOL)
    for name in (QIANG, LI):
        await town.tell(name, "待办")


def _handed(snapshot: Snapshot) -> list[tuple[str, int]]:
    rows = snapshot.execute("select note, request from handed_in").fetchall()
    return [(row[0], row[1]) for row in rows]


def test_what_was_handed_in_is_offered_to_its_owner_alone(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _school(town)
        await town.tell(QIANG, "完成 1 云盘/3月儿童花名册.xlsx")
        assert "已办1件" in town.card(QIANG)
        await town.say("9:30", "卫生院-小吴", HEALTH)
        await town.tell(QIANG, "待办")
        assert "3/12已报同类「儿童花名册」,可直接复用" in town.card(QIANG)
        assert "云盘/3月儿童花名册.xlsx" in town.card(QIANG)
        await town.tell(LI, "待办")
        assert "复用" not in town.card(LI)
        await town.tick("17:30")
        assert not any("云盘" in text for text in town.shown())
        await town.tell(QIANG, "恢复 2")
        assert "复用" not in town.card(QIANG)
        assert town.store.read_sync(_handed) == []

    played(tmp_path, story)


def test_a_note_is_what_stands_after_the_numbers(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _school(town)
        await town.tell(QIANG, "完成 1 https://pan.example/12/345")
        await town.tell(LI, "完成 1 3月15日交的纸质表,身份证 110105199003072316")
        notes = [note for note, _ in town.store.read_sync(_handed)]
        assert notes[0] == "https://pan.example/12/345"
        assert notes[1].startswith("3月15日交的纸质表")
        assert "199003072316" not in notes[1]
        await town.tell(LI, "隐私 删除")
        assert len(town.store.read_sync(_handed)) == 1

    played(tmp_path, story)


def test_another_period_is_another_answer(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _school(town)
        await town.say("9:10", "民政办-小陈", "请各村3月16日前报送2月份高龄津贴新增人员名单")
        await town.tell(QIANG, "待办")
        number = next(line for line in town.card(QIANG).splitlines() if "高龄津贴" in line)
        await town.tell(QIANG, f"完成 {number.split()[1]} 见上次")
        await town.say("9:20", "民政办-小陈", "请各村4月16日前报送3月份高龄津贴新增人员名单")
        await town.tell(QIANG, "待办")
        assert "复用" not in town.card(QIANG)

    played(tmp_path, story)
