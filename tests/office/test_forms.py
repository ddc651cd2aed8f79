"""报表清单: an upper coordinator keeps it; cards and the board say the number, as a plain fact."""

from datetime import date
from pathlib import Path

import pytest

from bot.domain.form import Form
from bot.reading.forms import asked_form, read_form
from tests.live.kit import Town, played
from tests.live.test_settings import rows
from tests.office.kit import LIN, SUN, labels, staffed

QIANG = "东河村文书-阿强"
LIST = """报表清单
报表名称 备案号 制发单位 有效期
1. 《农村集体资产清查登记表》 县统备〔2026〕12号 县农业农村局 2027年12月31日
农户收入调查表,备案号:XT-2025-007,县统计局,至2025年12月
村级基本情况表"""


async def _card(town: Town) -> str:
    await town.tell(QIANG, "待办")
    return town.card(QIANG)


async def _asked(town: Town) -> None:
    await town.say("9:10", QIANG, "收到")
    await town.tell(QIANG, "/start")
    await town.say(
        "9:20", "经管站-小梁",
        "请各村填写《2026年度农村集体资产清查登记表(二)》,3月20日前报经管站",
    )  # fmt: skip
    await town.say("9:30", "统计站-老丁", "请各村3月18日前报送农户收入调查表")
    await town.say("9:40", "残联-小邓", "请各村3月19日前报送残疾人基本情况表")


def test_a_pasted_list_tells_the_number_and_else_that_none_was_found(tmp_path: Path) -> None:
    """没有清单:什么都不说。粘贴清单以后:要报表的注明备案号,查不到的只说「未查到备案号」。"""

    async def story(town: Town) -> None:
        await staffed(town)
        await _asked(town)
        assert "备案号" not in await _card(town)
        await town.tell(SUN, LIST)
        assert "已加2份" in town.card(SUN)
        assert "农村集体资产清查登记表 · 县统备〔2026〕12号 · 县农业农村局 · 2027/12/31前有效" in (
            town.card(SUN)
        )
        assert "没看懂(要有名称和备案号):村级基本情况表" in town.card(SUN)
        lines = (await _card(town)).splitlines()
        said = {
            part: line
            for line in lines
            for part in ("资产", "收入", "残疾", "走访照片")
            if part in line
        }
        assert said["资产"].endswith("备案号 县统备〔2026〕12号")
        assert said["收入"].endswith("备案号 XT-2025-007(2025/12/31已到期)")
        assert said["残疾"].endswith("未查到备案号")
        assert "备案号" not in said["走访照片"]
        await town.press(SUN, "撤销")
        assert town.card(SUN) == "已撤销。"
        assert "备案号" not in await _card(town)

    played(tmp_path, story)


def test_a_form_is_replaced_taken_off_looked_up_and_put_back(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await staffed(town)
        await town.tell(SUN, "报表清单")
        assert "还是空的" in town.card(SUN)
        await town.press(SUN, "加报表")
        await town.tell(SUN, "农户收入调查表 XT-001 县统计局\n山塘隐患排查表 XS-2")
        assert "已加2份" in town.card(SUN)
        await town.tell(SUN, "报表清单 农户收入调查表 XT-002")
        assert "换下1份:\n农户收入调查表 · XT-001 · 县统计局" in town.card(SUN)
        await town.tell(SUN, "报表清单 删 XS-2")
        assert "已去掉1份:\n山塘隐患排查表 · XS-2" in town.card(SUN)
        await town.tell(SUN, "报表清单")
        assert "共1份" in town.card(SUN)
        assert "1. 农户收入调查表 · XT-002" in town.card(SUN)
        for name in ("撤销", "撤销"):
            await town.press(SUN, name)
        # The newest change is back; a second press does nothing.
        assert "没有撤销" in town.card(SUN)
        await town.tell(SUN, "报表清单 山塘")
        assert "共2份" in town.card(SUN)
        assert "山塘隐患排查表 · XS-2" in town.card(SUN)
        assert "XT" not in town.card(SUN)
        await town.tell(SUN, "报表清单 删 9")
        assert "没有这一份" in town.card(SUN)
        acts = [row for row in rows(town, "audit") if "forms" in row]
        assert len(acts) == 4

    played(tmp_path, story)


def test_only_upper_coordinators_keep_it_whatever_a_press_says(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await staffed(town)
        for words in ("报表清单", "/forms 农户收入调查表 XT-001"):
            await town.tell(LIN, words)
            assert town.card(LIN) == "这个只有上级经办人能用。"
        for data in ("form:add:-", "form:undo:1"):
            await town.press_data(LIN, data)
            assert town.card(LIN) == "这个只有上级经办人能用。"
        for data in ("form:undo:1", "form:undo:x", "form:undo", "form:x:1", "form:undo:²"):
            await town.press_data(SUN, data)
            assert "没有撤销" in town.card(SUN)
        assert rows(town, "form") == []
        assert labels(town, SUN) == []

    played(tmp_path, story)


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("甲表\tAB-1\t县统计局\t2026-06", Form(name="甲表", number="AB-1", issuer="县统计局",
                                             until=date(2026, 6, 30))),
        ("3、乙表 备案号 AB-2 长期有效", Form(name="乙表", number="AB-2")),
        ("60岁以上老人表;AB〔2026〕3号;有效期至2026年底", Form(
            name="60岁以上老人表", number="AB〔2026〕3号", until=date(2026, 12, 31))),
        ("丙表 2026.2.31", None),
        ("丁表", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_line_of_a_list(line: str, form: Form | None) -> None:
    assert read_form(line) == form


@pytest.mark.parametrize(
    ("title", "core", "found"),
    [
        ("农户收入调查表到统计站", "请各村报农户收入调查表到统计站", "农户收入调查表"),
        ("更新填报农户收入调查表", "", "农户收入调查表"),
        ("贫困农户收入调查表", "", ""),
        ("报名单", "请填《农户收入调查表(一)》", "农户收入调查表"),
        ("推荐县人大代表", "请推荐县人大代表2名", None),
        ("低保名单", "请各村报低保名单", None),
        ("水表抄表数", "", None),
    ],
)
def test_which_form_is_asked_for(title: str, core: str, found: str | None) -> None:
    known = [Form(name="农户收入调查表", number="1"), Form(name="调查表", number="2")]
    asks, form = asked_form(title, core, known)
    assert asks is (found is not None)
    assert (form.name if form else "") == (found or "")
