"""一次答复: what several departments want of the same data is answered once, in private."""

from pathlib import Path

from bot.storage.pairs import Doubt, keep_doubt
from tests.live.kit import GROUP, Town, played
from tests.live.test_corrections import CHEN, _admin
from tests.live.test_lines_that_meet import HEALTH, SCHOOL
from tests.live.test_settings import rows
from tests.office.kit import LIN, SUN, appointed, labels, named, staffed

QIANG, ZHANG, WEI = "东河村文书-阿强", "教育局小张", "卫健局老魏"


async def _asked(town: Town, *names: str) -> None:
    """Two departments want the same children; these people see it, and one of them handed in."""
    for name in names:
        await town.say("9:05", name, "早")
        await town.tell(name, "/start")
    await town.say("9:10", "中心校-陈主任", SCHOOL)
    await town.say("9:30", "卫生院-小吴", HEALTH)
    await town.tell(names[0], "待办")


def _number(town: Town, who: str, part: str) -> str:
    card = next(t for t in reversed(town.shown(town.private(who))) if "我的待办 ·" in t)
    return next(line.split()[1] for line in card.splitlines() if part in line and "☐" in line)


def test_the_ready_text_names_the_departments_and_where_the_material_is(tmp_path: Path) -> None:
    """报完一家,点 [复用] 或发「一次答复」:得到一段列明各单位和材料的话,自己转发。"""

    async def story(town: Town) -> None:
        await _asked(town, QIANG)
        await town.tell(QIANG, "一次答复")
        assert "1. 儿童花名册 · 县教育局、县卫健局" in town.card(QIANG)
        await town.press(QIANG, "1")
        assert "还没有记录材料在哪" in town.card(QIANG)
        number = _number(town, QIANG, "花名册")
        await town.tell(QIANG, f"完成 {number} 云盘 https://pan.example/s/1")
        assert "要同一批数据的有县教育局、县卫健局,可以一次答复" in town.card(QIANG)
        await town.tell(QIANG, "待办")
        again = next(label for label in labels(town, QIANG) if "复用" in label)
        await town.press(QIANG, again)
        await town.press(QIANG, "一次答复")
        lines = town.card(QIANG).splitlines()
        assert lines[0] == "同一批数据,一次答复:"
        assert lines[1].startswith("县教育局「")
        assert lines[2].startswith("县卫健局「")
        assert lines[3] == "材料(3/12报的):云盘 https://pan.example/s/1"
        assert labels(town, QIANG) == []

    town = played(tmp_path, story)
    assert town.shown(GROUP) == []


def test_a_coordinator_has_it_sent_to_the_contacts_once_and_says_so_twice(tmp_path: Path) -> None:
    """经办人自己报过的:[发给这些单位的联系人] → 看清发给谁 → [确认发送],每件只发一次,群里不发。"""

    async def story(town: Town) -> None:
        await staffed(town)
        await named(town, ZHANG, "县教育局")
        await named(town, WEI, "县卫健局")
        await _asked(town, LIN, QIANG)
        await town.tell(LIN, f"完成 {_number(town, LIN, '花名册')} 政务云/儿童名册")
        await town.tell(QIANG, "待办")
        await town.tell(QIANG, f"完成 {_number(town, QIANG, '花名册')} 村里的")
        before = {who: len(town.shown(town.private(who))) for who in (ZHANG, WEI)}
        await town.tell(LIN, "一次答复")
        await town.press(LIN, "1")
        await town.press(LIN, "发给这些单位的联系人")
        assert "将私下发给县教育局、县卫健局的2位联系人,每件只发一次" in town.card(LIN)
        await town.press(LIN, "不发")
        assert {who: len(town.shown(town.private(who))) for who in (ZHANG, WEI)} == before
        await town.press(LIN, "发给这些单位的联系人")
        await town.press(LIN, "确认发送")
        assert "已发给县教育局、县卫健局的2位联系人" in town.card(LIN)
        for who in (ZHANG, WEI):
            assert "镇党政办经办人转来" in town.card(who)
            assert "政务云/儿童名册" in town.card(who)
            assert "不用回复" in town.card(who)
        await town.press(LIN, "确认发送")
        assert "已经发过一次" in town.card(LIN)
        assert {who: len(town.shown(town.private(who))) - n for who, n in before.items()} == {
            ZHANG: 1, WEI: 1,
        }  # fmt: skip
        assert [row[3] for row in rows(town, "audit") if "answer" in row] == ["answer"]

    town = played(tmp_path, story)
    assert not any("政务云" in text for text in town.shown(GROUP))


def test_only_a_coordinator_sends_and_only_what_is_their_own(tmp_path: Path) -> None:
    """成员点不出发送;同事的记录经办人也不能替他发;夜里不发;没有联系人就没有按钮。"""

    async def story(town: Town) -> None:
        await staffed(town)
        await _asked(town, QIANG, LIN)
        for name in (QIANG, LIN):
            await town.tell(name, "单位 东河村")
        await town.tell(QIANG, f"完成 {_number(town, QIANG, '花名册')} 村里的盘")
        await town.press(QIANG, "本单位都能看")
        await town.tell(LIN, "一次答复")
        await town.press(LIN, "1")
        assert "村里的盘" in town.card(LIN)
        await named(town, ZHANG, "县教育局")
        for who in (QIANG, LIN):
            for data in ("kept:send:2", "kept:sure:2", "kept:send:3", "kept:sure:3"):
                await town.press_data(who, data)
                assert "没有可以发的联系人" in town.card(who)
        await town.tell(LIN, "待办")
        await town.tell(LIN, f"完成 {_number(town, LIN, '花名册')} 自己的盘")
        town.turn("23:00")
        await town.press_data(LIN, "kept:sure:2")
        assert "不打扰大家" in town.card(LIN)
        assert not any("盘" in text for text in town.shown(town.private(ZHANG)))

    played(tmp_path, story)


def test_what_is_over_or_another_groups_is_not_offered(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town, QIANG)
        await town.say("9:40", "乡里老唐", "早", chat="toy:1:-900", title="别的群")
        await town.tell("乡里老唐", "一次答复")
        assert "没有几个单位要同一批数据" in town.card("乡里老唐")
        await town.press_data("乡里老唐", "kept:one:1")
        assert "没有几个单位" in town.card("乡里老唐")
        await town.say("10:00", "卫生院-小吴", "儿童名单不用报了,县里已有数据")
        await town.tell(QIANG, "一次答复")
        assert "没有几个单位要同一批数据" in town.card(QIANG)

    played(tmp_path, story)


def test_an_upper_coordinator_sees_all_groups(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await staffed(town)
        await _asked(town, QIANG)
        await town.tell(SUN, "一次答复")
        assert "县教育局、县卫健局" in town.card(SUN)
        await appointed(town, "监委小范", "县监委")
        await town.tell("监委小范", "一次答复")
        assert "县教育局、县卫健局" in town.card("监委小范")

    played(tmp_path, story)


def test_an_admin_who_links_two_departments_is_offered_the_ready_text(tmp_path: Path) -> None:
    """管理员点 [要同一批数据]:两家单位的,下面就有 [一次答复];同一家单位的没有。"""

    async def story(town: Town) -> None:
        await _admin(town)
        await town.say("9:10", "水利站-小田", "请各村3月18日前报机井检修情况,水利站")
        await town.say("9:20", "农业办-小马", "请各村3月19日前报春耕备耕台账,农业办")
        doubt = Doubt("overlap", 0.5, "same_data", (), ())
        town.store.run_sync(keep_doubt, 1, 2, doubt, town.now)
        await town.tick("16:31")
        await town.press(CHEN, "要同一批数据")
        assert labels(town, CHEN) == ["撤销", "一次答复"]
        await town.press(CHEN, "一次答复")
        said = "\n".join(town.shown(town.private(CHEN))[-2:])
        assert "同一批数据,一次答复" in said
        assert "机井检修情况" in said
        assert "春耕备耕台账" in said

    played(tmp_path, story)
