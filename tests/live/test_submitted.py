"""A notice from a group the bot is not in, forwarded or pasted to it in private."""

from pathlib import Path

from tests.live.kit import Town, played

QIANG = "东河村文书-阿强"
ROSTER = "各村:请于3月20日前报送60岁以上老年人花名册,含身份证号、联系电话。镇卫生院"


async def _begun(town: Town) -> None:
    await town.say("8:30", QIANG, "收到")
    await town.say("9:00", "民政办-小陈", "请各村本周五下班前报60岁以上老年人台账到民政办")
    await town.tell(QIANG, "/start")


def test_it_says_what_it_understood_and_notes_it_on_the_card(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _begun(town)
        await town.tell(QIANG, ROSTER, forwarded_from="镇卫生院公卫群")
        offered = town.card(QIANG)
        assert "老年人花名册" in offered
        assert "镇卫生院" in offered
        await town.press(QIANG, "记入我的待办")
        assert "已记入您的待办" in town.card(QIANG)
        await town.tell(QIANG, "待办")

    card = played(tmp_path, story).card(QIANG)
    assert "老年人花名册" in card
    assert "3月20日前" in card or "3/20" in card


def test_what_was_noted_is_marked_done_and_taken_back(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _begun(town)
        await town.tell(QIANG, ROSTER)
        await town.press(QIANG, "记入我的待办")
        await town.press(QIANG, "✓2")
        shown = [text for text in town.shown(town.private(QIANG)) if "我的待办 ·" in text]
        assert "已办1件" in shown[-1]
        await town.press(QIANG, "撤销")
        shown = [text for text in town.shown(town.private(QIANG)) if "我的待办 ·" in text]
        assert "花名册" not in shown[-1]

    played(tmp_path, story)


def test_the_asker_is_shown_what_their_groups_wanted_before(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _begun(town)
        await town.tell(QIANG, ROSTER, forwarded_from="镇卫生院公卫群")
        await town.press(QIANG, "以前报过没")

    said = played(tmp_path, story).card(QIANG)
    assert "以前要过类似的" in said
    assert "老年人台账" in said
    assert "https://t.example" in said


def test_nothing_of_groups_the_asker_is_not_in_is_told(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _begun(town)
        await town.tell("西河村老李", ROSTER, forwarded_from="镇卫生院公卫群")
        await town.press("西河村老李", "以前报过没")

    assert "没有找到" in played(tmp_path, story).card("西河村老李")


def test_nobody_takes_up_what_another_forwarded(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _begun(town)
        await town.tell(QIANG, ROSTER, forwarded_from="镇卫生院公卫群")
        await town.tell("西河村老李", "/start")
        for data in ("note:1", "seen:1", "note:x", "drop:t1", "drop:1", "done:r1;", "note:"):
            await town.press_data("西河村老李", data)
        await town.tell(QIANG, "待办")

    town = played(tmp_path, story)
    assert not any("花名册" in text for text in town.shown(town.private("西河村老李")))


def test_numbers_of_people_are_not_repeated(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _begun(town)
        await town.tell(QIANG, "请核对张三 330106199001011237 的低保信息,今天17:00前报民政办")
        await town.press(QIANG, "记入我的待办")
        await town.tell(QIANG, "待办")

    town = played(tmp_path, story)
    assert "199001011237" not in "".join(town.shown(town.private(QIANG)))


def test_talk_with_the_bot_is_answered_with_the_way_to_the_help(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.tell(QIANG, "你好呀")

    assert "帮助" in played(tmp_path, story).card(QIANG)
