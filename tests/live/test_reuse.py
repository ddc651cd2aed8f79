"""What a clerk handed in once is offered when it is asked for again, and to nobody else."""

from datetime import timedelta
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


def _card(town: Town, who: str) -> str:
    """The newest card; what was said about a record may stand below it."""
    return next(t for t in reversed(town.shown(town.private(who))) if "我的待办 ·" in t)


def _handed(snapshot: Snapshot) -> list[tuple[str, int]]:
    rows = snapshot.execute("select note, request from handed_in").fetchall()
    return [(row[0], row[1]) for row in rows]


def test_what_was_handed_in_is_offered_to_its_owner_alone(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _school(town)
        await town.tell(QIANG, "完成 1 云盘/3月儿童花名册.xlsx")
        assert "已办1件" in _card(town, QIANG)
        await town.say("9:30", "卫生院-小吴", HEALTH)
        await town.tell(QIANG, "待办")
        assert "3/12已报同类「儿童花名册」,可直接复用" in _card(town, QIANG)
        assert "云盘/3月儿童花名册.xlsx" in _card(town, QIANG)
        await town.tell(LI, "待办")
        assert "复用" not in _card(town, LI)
        await town.tick("17:30")
        assert not any("云盘" in text for text in town.shown())
        await town.tell(QIANG, "恢复 2")
        assert "复用" not in _card(town, QIANG)
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
        number = next(line for line in _card(town, QIANG).splitlines() if "高龄津贴" in line)
        await town.tell(QIANG, f"完成 {number.split()[1]} 见上次")
        await town.say("9:20", "民政办-小陈", "请各村4月16日前报送3月份高龄津贴新增人员名单")
        await town.tell(QIANG, "待办")
        assert "复用" not in _card(town, QIANG)

    played(tmp_path, story)


def _kept_documents(snapshot: Snapshot) -> list[str]:
    return [row[0] for row in snapshot.execute("select documents from handed_in").fetchall()]


MEI, FANG = "小梅", "老方"
FILE = "3月儿童花名册.xlsx"


def _said(town: Town, who: str) -> str:
    return town.shown(town.private(who))[-1]


def _labels(town: Town, who: str) -> list[str]:
    posted = [one for one in town.platform.posted if one.chat == town.private(who)][-1]
    return [each.label for row in posted.buttons for each in row]


def _again(town: Town, who: str) -> str:
    """The button of the newest card for the line with something to use again."""
    cards = [one for one in town.platform.posted if "我的待办 ·" in one.text]
    card = next(one for one in reversed(cards) if one.chat == town.private(who))
    return next(each.label for row in card.buttons for each in row if "复用" in each.label)


def _sent(town: Town, who: str) -> list[str]:
    """The names of files that somebody was sent."""
    found = [one for one in town.platform.posted if one.chat == town.private(who)]
    return [one.document.name for one in found if one.document]


async def _village(town: Town, *names: str, unit: str = "东河村") -> None:
    """People of one village, as they say themselves."""
    for name in names:
        await town.say("8:40", name, "早")
        await town.tell(name, "/start")
        await town.tell(name, f"单位 {unit}")


def test_a_link_and_a_document_are_there_again_when_the_same_data_is_asked_for(
    tmp_path: Path,
) -> None:
    """「完成 1 链接」、随文件发、回复文件写「完成 1」:再要同类的,[复用] 给出链接和文件。"""

    async def story(town: Town) -> None:
        await _school(town)
        await town.tell(QIANG, "完成 1 云盘 https://pan.example/s/1a<b 提取码8k2m")
        assert "https://pan.example/s/1a\n" in _said(town, QIANG)
        await town.tell(LI, "完成 1", documents=[FILE], file_name=FILE, media="file")
        assert f"已记下「儿童花名册」的材料:文件「{FILE}」" in _said(town, LI)
        assert "现在只有您能看" in _said(town, LI)
        await town.say("9:30", "卫生院-小吴", HEALTH)
        for name in (QIANG, LI):
            await town.tell(name, "待办")
        assert '<a href="https://pan.example/s/1a">链接</a>(您自己记的,只有您能看;' in (
            _card(town, QIANG)
        )
        assert "2027/4/16前有效" in _card(town, QIANG)
        await town.press(QIANG, _again(town, QIANG))
        assert "3/12报的。您自己记的,只有您能看" in _said(town, QIANG)
        assert _said(town, QIANG).endswith("https://pan.example/s/1a")
        await town.press(LI, _again(town, LI))
        assert _sent(town, LI) == [FILE]
        assert "3/12报「儿童花名册」时的文件" in _said(town, LI)
        assert _sent(town, QIANG) == []
        await town.tell(QIANG, "完成 1", documents=["更正.xlsx"], reply_to=5)
        assert "文件「更正.xlsx」" in _said(town, QIANG)
        own = {"chat": town.private(LI), "kind": "private", "album": "a1"}
        parts = (("完成 1", "上.xlsx"), ("", "下.xlsx"))
        album = [town.message(LI, text, documents=[name], **own) for text, name in parts]
        await town.live.inbox.accept(album)
        town.ticks, town.now = town.ticks + 9, town.now + timedelta(seconds=9)
        await town.settle()
        assert "文件「上.xlsx」 文件「下.xlsx」" in _said(town, LI)

    played(tmp_path, story)


def test_what_is_as_last_time_leads_to_that_record(tmp_path: Path) -> None:
    """「完成 2 见上次」写明同哪天报的;没有上次就说没有,不装作记了。"""

    async def story(town: Town) -> None:
        await _school(town)
        await town.tell(QIANG, "完成 1 见上次")
        assert "没有找到上次报同类数据的记录" in _said(town, QIANG)
        assert "已办1件" in _card(town, QIANG)
        await town.tell(QIANG, "完成 1 云盘/3月儿童花名册.xlsx")
        town.turn("8:00", days=1)
        await town.say("9:00", "卫生院-小吴", HEALTH.replace("3月13日", "3月18日"))
        await town.tell(QIANG, "待办")
        await town.tell(QIANG, "完成 1 见上次")
        assert "的材料:同3/12报的 云盘/3月儿童花名册.xlsx" in _said(town, QIANG)
        assert town.store.read_sync(_handed) == [("云盘/3月儿童花名册.xlsx", 1), ("", 2)]
        await town.tell(QIANG, "恢复 1")
        assert town.store.read_sync(_handed) == [("云盘/3月儿童花名册.xlsx", 1)]

    played(tmp_path, story)


def test_a_colleague_sees_it_only_when_its_owner_says_so(tmp_path: Path) -> None:
    """[本单位都能看]:同村的人看到有记录、材料在哪,文件不发;[只有我看] 收回;别的村看不到。"""

    async def story(town: Town) -> None:
        await _village(town, QIANG, MEI)
        await _village(town, FANG, unit="西河村")
        await town.say("9:00", "中心校-陈主任", SCHOOL)
        await town.tell(QIANG, "待办")
        await town.tell(QIANG, "完成 1 云盘/花名册", documents=[FILE])
        await town.say("9:30", "卫生院-小吴", HEALTH)
        for name in (MEI, FANG):
            await town.tell(name, "待办")
            assert "复用" not in _card(town, name)
        await town.press(QIANG, "本单位都能看")
        assert "单位也写着「东河村」的人能看到" in _said(town, QIANG)
        assert "只有我看" in _labels(town, QIANG)
        for name in (MEI, FANG):
            await town.tell(name, "待办")
        assert "云盘/花名册" in _card(town, MEI)
        assert "(本单位同事记的,本单位的人能看;" in _card(town, MEI)
        assert "阿强" not in _card(town, MEI)
        assert "复用" not in _card(town, FANG)
        again = _again(town, MEI)
        await town.press(MEI, again)
        assert "文件只发给记的人" in _said(town, MEI)
        assert _sent(town, MEI) == []
        assert not {"只有我看", "本单位都能看", "删除这条记录"} & set(_labels(town, MEI))
        await town.press_data(MEI, "kept:drop:1")
        await town.press_data(MEI, "kept:mine:1")
        await town.press_data(FANG, "kept:see:2")
        assert "这条记录已经没有了" in _said(town, FANG)
        await town.tell(MEI, f"完成 {again.removeprefix('复用')} 见上次")
        assert "同3/12报的 云盘/花名册" in _said(town, MEI)
        await town.press(QIANG, "只有我看")
        await town.tell(MEI, "恢复 1、2")
        await town.tell(MEI, "待办")
        assert "复用" not in _card(town, MEI)

    played(tmp_path, story)


def test_a_guess_by_nickname_makes_nobody_a_colleague(tmp_path: Path) -> None:
    """昵称写着东河村不算;自己说了单位、或管理员更正过,才算本单位的人。换了单位就看不到。"""

    async def story(town: Town) -> None:
        await town.say("8:20", "东河村-小梅", "早")
        await town.tell("东河村-小梅", "/start")
        await _school(town)
        await town.tell(QIANG, "完成 1 云盘/花名册")
        assert "写好单位" in _said(town, QIANG)
        assert _labels(town, QIANG) == ["删除这条记录"]
        await town.press_data(QIANG, "kept:unit:1")
        assert "写好单位" in _said(town, QIANG)
        await town.tell(QIANG, "单位 东河村")
        await town.press_data(QIANG, "kept:unit:1")
        await town.say("9:30", "卫生院-小吴", HEALTH)
        await town.tell("东河村-小梅", "待办")
        assert "复用" not in _card(town, "东河村-小梅")
        await town.tell("东河村-小梅", "单位 东河村")
        await town.tell("东河村-小梅", "待办")
        assert "云盘/花名册" in _card(town, "东河村-小梅")
        await town.tell(QIANG, "单位 西河村")
        await town.tell("东河村-小梅", "待办")
        assert "复用" not in _card(town, "东河村-小梅")

    played(tmp_path, story)


def test_a_record_is_deleted_by_a_press_with_all_of_ones_own_and_with_age(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _village(town, QIANG, MEI)
        await town.say("9:00", "中心校-陈主任", SCHOOL)
        await town.say("9:30", "卫生院-小吴", HEALTH)
        for name in (QIANG, MEI):
            await town.tell(name, "待办")
        await town.tell(QIANG, "完成 1 甲处")
        await town.press(QIANG, "删除这条记录")
        assert town.store.read_sync(_handed) == []
        await town.tell(QIANG, "完成 1 乙处")
        await town.press(QIANG, "本单位都能看")
        await town.tell(MEI, "完成 2 见上次")
        assert "同3/12报的 乙处" in _said(town, MEI)
        await town.tell(QIANG, "隐私 删除")
        assert town.store.read_sync(_handed) == []
        await town.tell(MEI, "完成 2 丙处")
        town.turn("9:00", days=401)
        await town.say("9:00", "中心校-陈主任", "请各村4月30日前报入学儿童花名册到中心校")
        await town.tell(MEI, "待办")
        assert "复用" not in _card(town, MEI)
        await town.tick("17:30")
        assert town.store.read_sync(_handed) == []

    played(tmp_path, story)


def test_a_correction_of_what_was_asked_is_told_with_the_record(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _school(town)
        await town.tell(QIANG, "完成 1 云盘/花名册")
        await town.say("10:00", "中心校-陈主任", "更正:儿童花名册改到3月17日下班前发我")
        await town.say("10:30", "卫生院-小吴", HEALTH)
        await town.tell(QIANG, "待办")
        assert "原要求已有新版本,请核对" in _card(town, QIANG)

    played(tmp_path, story)


def test_a_link_that_may_hold_a_number_and_a_file_alone_are_answered(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _school(town)
        await town.tell(QIANG, "完成 1 https://pan.example/13812345678")
        assert "链接没有记下" in _said(town, QIANG)
        assert town.store.read_sync(_handed) == []
        await town.tell(QIANG, "", documents=["照片.zip"], file_name="照片.zip", media="file")
        assert "请回复这个文件写「完成 3」" in _said(town, QIANG)
        await town.tell(QIANG, "请各村3月20日前报水费台账。镇水利站", forwarded_from="水利群")
        await town.press(QIANG, "记入我的待办")
        await town.tell(QIANG, "完成 2 云盘")
        assert "自己记的事,材料不另存" in _said(town, QIANG)
        await town.tell(QIANG, "完成 1", documents=["110105199003072316.xlsx", ""])
        assert '[["〔证件号见原通知〕.xlsx", ' in town.store.read_sync(_kept_documents)[0]
        assert "文件「没有名字」" in _said(town, QIANG)
        await town.press(QIANG, "删除这条记录")
        for data in ("kept:see:1", "kept:see:x", "kept:x:1", "kept:one:99", "kept:sure:1", "kept:"):
            await town.press_data(QIANG, data)
        assert "云盘" not in _card(town, QIANG)

    played(tmp_path, story)
