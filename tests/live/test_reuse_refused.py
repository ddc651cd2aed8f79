"""What was handed in is not offered where it is no answer: other data, other months, or too old."""

from pathlib import Path

import pytest

from tests.live.kit import Town, played
from tests.live.test_corrections import CHEN, QIANG, _admin, _fix
from tests.live.test_reuse import _card, _said

ASKED = "请各村3月16日前报送残疾人花名册"


async def _handed_in(town: Town) -> None:
    await town.say("8:30", QIANG, "收到")
    await town.tell(QIANG, "/start")
    await town.say("9:00", "民政办-小陈", ASKED)
    await town.tell(QIANG, "待办")
    await town.tell(QIANG, "完成 1 云盘/残疾人.xlsx")


def test_what_was_said_to_be_no_repeat_is_not_offered(tmp_path: Path) -> None:
    """管理员定了「不是重复」,待办上不再写「已报同类」,写「见上次」也不认;撤销后照旧。"""

    async def story(town: Town) -> None:
        await _admin(town)
        await _handed_in(town)
        await town.say("9:30", "残联-老孙", "请各村3月18日前报送残疾人花名册,注明姓名、等级")
        await town.tell(QIANG, "待办")
        assert "已报同类「残疾人花名册」" in _card(town, QIANG)
        await town.tick("17:30")
        await _fix(town, "镇残联", "不是重复", "1")
        await town.tell(QIANG, "待办")
        assert "已报同类" not in _card(town, QIANG)
        await town.tell(QIANG, "完成 2 见上次")
        assert "没有找到上次报同类数据的记录" in _said(town, QIANG)
        await town.tell(QIANG, "恢复 2")
        await town.press(CHEN, "撤销")
        await town.tell(QIANG, "待办")
        assert "已报同类「残疾人花名册」" in _card(town, QIANG)

    played(tmp_path, story)


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("请各村3月18日前报送残疾人花名册", True),
        ("请各村3月18日前报送今年残疾人花名册", True),
        ("请各村3月18日前报送残疾人花名册,格式不要用去年的表", True),
        ("请各村3月18日前重新摸底报送残疾人花名册,不得沿用旧数据", False),
        ("请各村3月18日前报送残疾人花名册,别拿去年的抄", False),
        ("请各村3月18日前报送残疾人花名册,严禁照搬以前报的数", False),
        ("请各村3月18日前报送2025年底残疾人花名册", False),
        ("请各村3月18日前报送去年残疾人花名册", False),
    ],
)
def test_old_data_is_not_offered_where_new_or_that_of_other_months_is_wanted(
    tmp_path: Path, asked: str, offered: bool
) -> None:
    async def story(town: Town) -> None:
        await _handed_in(town)
        await town.say("9:30", "残联-老孙", f"{asked},注明姓名、等级")
        await town.tell(QIANG, "待办")

    card = _card(played(tmp_path, story), QIANG)
    assert "☐ 2" in card
    assert ("已报同类" in card) is offered


def test_as_last_time_makes_old_data_no_newer(tmp_path: Path) -> None:
    """「见上次」记的是上次的数据,有效期从上次算起。"""

    async def story(town: Town) -> None:
        await _handed_in(town)
        town.turn("8:00", days=300)
        await town.say("9:10", "残联-老孙", "请各村1月23日前报送残疾人花名册,注明姓名、等级")
        await town.tell(QIANG, "待办")
        assert "2027/4/16前有效" in _card(town, QIANG)
        await town.tell(QIANG, "完成 1 见上次")
        assert "2027/4/16前有效" in _said(town, QIANG)
        town.turn("8:00", days=90)
        await town.say("9:10", "卫生院-老钱", "请各村4月28日前报送残疾人花名册,注明康复需求")
        await town.tell(QIANG, "待办")
        assert "同3/12报的" in _card(town, QIANG)
        assert "2027/4/16前有效" in _card(town, QIANG)
        town.turn("8:00", days=20)
        await town.tell(QIANG, "待办")
        assert "复用" not in _card(town, QIANG)

    played(tmp_path, story)
