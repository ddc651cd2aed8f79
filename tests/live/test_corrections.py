"""Corrections, from the side of an admin who puts the digest right in private, by two taps."""

from pathlib import Path

import pytest

from bot.domain.people import Role
from bot.storage.connection import Tx
from bot.storage.messages import chat_id
from bot.storage.people import grant, meet, seen_in
from tests.live.kit import GROUP, Town, played

SECOND = "toy:1:-200"
UNSURE = "今晚把人数给一下"
UNSURE_ALONE = "人数报一下"
CHEN, QIANG, LI = "党政办-老陈", "东河村文书-阿强", "西河村老李"


def _grant(tx: Tx, address: str, group: str) -> None:
    chat = chat_id(tx, group, "柳河镇村居工作群" if group == GROUP else "县水利工作群")
    member = meet(tx, address)
    seen_in(tx, member.id, chat, None)
    grant(tx, member.id, chat, Role.ADMIN)


async def _admin(town: Town, name: str = CHEN, group: str = GROUP) -> None:
    """Somebody looks after a group and has opened the private chat."""
    town.store.run_sync(_grant, town.private(name), group)
    await town.tell(name, "/help")


async def _day(town: Town) -> None:
    """Three requests on a day, and the digest of it."""
    await _admin(town)
    await town.say("8:30", QIANG, "收到")
    await town.say("8:31", LI, "收到")
    await town.say("9:00", "民政办-小陈", "请各村明天下班前把低保年审名单报民政办")
    await town.say("9:20", "农业办-小马", "请各村明天12点前报秸秆台账")
    await town.say("9:40", "应急办-老周", "周五上午9点在镇三楼开防汛工作会,各村书记参加")
    await town.tick("17:30")


def _digest(town: Town) -> str:
    return [text for text in town.shown() if "今日一览" in text][-1]


async def _fix(town: Town, words: str, *labels: str, name: str = CHEN) -> None:
    """改 N and the buttons pressed after it."""
    await town.tell(name, "改")
    listed = town.card(name).splitlines()
    number = next(line.split(".")[0] for line in listed if words in line)
    await town.press(name, number)
    for label in labels:
        await town.press(name, label)


def test_a_line_that_is_no_notice_leaves_the_digest_and_comes_back(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _day(town)
        before = _digest(town)
        assert "秸秆台账" in before
        await _fix(town, "秸秆台账", "不是通知")
        assert "秸秆台账" not in _digest(town)
        assert "通知2条" in _digest(town)
        assert "已改:不是通知" in town.card(CHEN)
        await town.press(CHEN, "撤销")
        assert _digest(town) == before

    assert "恢复原样" in played(tmp_path, story).card(CHEN)


def test_numbers_are_those_of_the_newest_digest(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _day(town)
        await town.tell(CHEN, "改")
        listed = {line.split(".")[0]: line for line in town.card(CHEN).splitlines()[1:]}
        assert len(listed) == 3
        await town.tell(CHEN, "改 2")
        title = listed["2"].removeprefix("2. ").split(" · ")[0]
        assert town.card(CHEN).startswith(f"第2件:{title}")
        await town.tell(CHEN, "改 9")

    assert "没有第9件" in played(tmp_path, story).card(CHEN)


def test_a_number_never_means_another_line_later(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _day(town)
        await town.tell(CHEN, "改")
        third = town.card(CHEN).splitlines()[3].removeprefix("3. ").split(" · ")[0]
        await town.tell(CHEN, "改 1 不是通知")
        await town.tell(CHEN, "改 3")
        assert third in town.card(CHEN)

    played(tmp_path, story)


def test_kind_time_issuer_and_title_are_changed_by_button_and_message(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _day(town)
        before = _digest(town)
        await _fix(town, "低保年审名单", "换类型", "办理")
        assert "已换类型" in town.card(CHEN)
        await _fix(town, "低保年审名单", "改时限")
        await town.tell(CHEN, "下周一下班前")
        assert "已改时限" in town.card(CHEN)
        assert "周一18:00" in town.card(CHEN)
        await _fix(town, "低保年审名单", "改单位")
        await town.tell(CHEN, "县民政局")
        await _fix(town, "低保年审名单", "改标题")
        await town.tell(CHEN, "低保年审花名册")
        assert "低保年审花名册" in _digest(town)
        assert "县民政局" in _digest(town)
        assert "周一下班前" in _digest(town)
        for _ in range(4):
            await town.tell(CHEN, "改 撤销")
            await town.press(CHEN, "撤销 1")
        assert _digest(town) == before

    played(tmp_path, story)


def test_a_time_that_cannot_be_read_is_asked_for_again_and_removed_by_a_word(
    tmp_path: Path,
) -> None:
    async def story(town: Town) -> None:
        await _day(town)
        await _fix(town, "低保年审名单", "改时限")
        await town.tell(CHEN, "看着办")
        assert "没看懂时间" in town.card(CHEN)
        await town.tell(CHEN, "无")
        assert "未写时间" in town.card(CHEN)
        await town.tell(CHEN, "周五")

    assert "没看懂" in played(tmp_path, story).card(CHEN)


def test_what_is_asked_for_is_waited_for_ten_minutes(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _day(town)
        await _fix(town, "低保年审名单", "改标题")
        town.turn("17:45")
        await town.tell(CHEN, "今天好累")

    town = played(tmp_path, story)
    assert "今天好累" not in _digest(town)


def test_all_of_it_can_be_written_in_words(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _day(town)
        await town.tell(CHEN, "改")
        await town.tell(CHEN, "改 1 标题 秸秆禁烧台账")
        assert "秸秆禁烧台账" in _digest(town)
        await town.tell(CHEN, "改 1 时限 周五17点")
        assert "明日17:00" in town.card(CHEN)
        await town.tell(CHEN, "改 1 类型 知悉")
        await town.tell(CHEN, "改 1 单位 无")
        assert "已改单位" in town.card(CHEN)

    played(tmp_path, story)


def test_two_lines_become_one_with_all_their_sources(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _day(town)
        before = _digest(town)
        await _fix(town, "秸秆台账", "合并到…")
        listed = town.card(CHEN).splitlines()
        number = next(line.split(".")[0] for line in listed[2:] if "低保年审名单" in line)
        await town.press(CHEN, number)
        after = _digest(town)
        assert "秸秆台账" not in after
        assert "合并为2件事" in after
        line = next(line for line in after.splitlines() if "低保年审名单" in line)
        assert line.count("https://t.example") == 2
        await town.press(CHEN, "撤销")
        assert _digest(town) == before

    played(tmp_path, story)


def test_a_merged_request_is_one_line_of_the_card_too(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _day(town)
        await town.tell(QIANG, "/start")
        await town.tell(QIANG, "完成 1")
        await _fix(town, "秸秆台账", "合并到…")
        listed = town.card(CHEN).splitlines()
        await town.press(
            CHEN, next(line.split(".")[0] for line in listed[2:] if "低保年审名单" in line)
        )
        assert "秸秆台账" not in town.card(QIANG)
        assert "已办1件" in town.card(QIANG)

    played(tmp_path, story)


def test_one_notice_is_taken_out_and_put_back(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _admin(town)
        await town.say("9:00", "民政办-小陈", "请各村明天下班前把低保年审名单报民政办")
        await town.say("15:00", "民政办-小陈", "请各村明天下班前把低保年审名单报民政办")
        await town.tick("17:30")
        before = _digest(town)
        assert "合并为1件事" in before
        await _fix(town, "低保年审名单", "拆开", "2")
        assert "共2件事" in _digest(town)
        await town.press(CHEN, "撤销")
        assert _digest(town) == before

    played(tmp_path, story)


def test_what_is_no_repeat_is_never_joined_again(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _admin(town)
        text = "请各村今天下班前报防汛值班情况"
        await town.say("9:00", "应急办-老周", text)
        await town.say("15:00", "应急办-老周", text)
        await town.tick("17:30")
        assert "合并为1件事" in _digest(town)
        await _fix(town, "防汛值班", "不是重复", "2")
        assert "共2件事" in _digest(town)
        await town.tick("8:00", days=1)
        await town.say("9:00", "应急办-老周", text)
        await town.tell(CHEN, "一览")
        assert "1件事" in town.card(CHEN)
        assert town.card(CHEN).count("防汛值班") >= 1

    town = played(tmp_path, story)
    assert "此前通知" not in town.card(CHEN)


def test_departments_that_do_not_want_the_same_data_are_not_linked_again(tmp_path: Path) -> None:
    school = (
        "转县教育局通知,摸底小学新生。请报2019年9月1日至2020年8月31日出生的儿童花名册,"
        "填姓名、性别、身份证号、户籍地址、监护人姓名和电话、拟就读学校。3月16日下班前发我"
    )
    health = (
        "转县卫健局:为做好入学接种查验,请各村报2019年9月—2020年8月出生儿童名单,"
        "要姓名、出生日期、身份证号、现住址、接种证编号、家长电话,3月13日下班前报卫生院。"
    )

    async def story(town: Town) -> None:
        await _admin(town)
        await town.say("9:00", "中心校-陈主任", school)
        await town.say("9:30", "卫生院-小吴", health)
        await town.tick("17:30")
        assert "同一批" in _digest(town)
        await _fix(town, "儿童名单", "不是重复", "1")
        assert "同一批" not in _digest(town)
        await town.press(CHEN, "撤销")
        assert "同一批" in _digest(town)

    played(tmp_path, story)


def test_a_message_that_may_be_a_notice_is_one_or_is_none(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _admin(town)
        await town.say("8:30", QIANG, "收到")
        await town.say("9:00", "民政办-小陈", "请各村明天下班前把低保年审名单报民政办")
        await town.say("10:00", "王姐", UNSURE)
        await town.tick("17:30")
        before = _digest(town)
        assert "拿不准1条" in before
        await _fix(town, "拿不准", "是通知")
        assert "通知2条" in _digest(town)
        assert "拿不准1条" not in _digest(town)
        await town.press(CHEN, "撤销")
        assert _digest(town) == before
        await _fix(town, "拿不准", "不是通知")
        assert "通知1条" in _digest(town)
        assert "拿不准1条" not in _digest(town)

    played(tmp_path, story)


def test_a_button_of_a_line_that_was_taken_back_marks_no_other_line(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _admin(town)
        await town.say("8:30", QIANG, "收到")
        await town.say("10:00", "王姐", UNSURE_ALONE)
        await town.tick("17:30")
        await _fix(town, "拿不准", "是通知")
        await town.tell(QIANG, "/start")
        (card,) = [
            one for one in town.platform.posted if one.buttons and one.text == town.card(QIANG)
        ]
        pressed = next(one.data for row in card.buttons for one in row if one.label == "✓1")
        await town.press(CHEN, "撤销")
        await town.say("17:40", "民政办-小陈", "请各村明天下班前把低保年审名单报民政办")
        await town.press_data(QIANG, pressed or "", number=card.number)
        await town.tell(QIANG, "待办")
        assert "低保年审名单" in town.card(QIANG)
        assert "已办" not in town.card(QIANG)

    played(tmp_path, story)


def test_the_same_text_is_read_right_the_next_time(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _day(town)
        await town.tell(CHEN, "改 1 不是通知")
        await town.say("18:00", "农业办-小马", "请各村明天12点前报 秸秆台账")
        await town.tick("17:30", days=1)
        assert "秸秆台账" not in "".join(town.shown()[1:])

    played(tmp_path, story)


def test_taking_a_lesson_back_says_what_stayed_away_meanwhile(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _day(town)
        await town.tell(CHEN, "改 1 不是通知")
        for at in ("18:00", "18:10"):
            await town.say(at, "农业办-小马", "请各村明天12点前报 秸秆台账")
        await town.press(CHEN, "撤销")
        assert "又发过2次同样的文字" in town.card(CHEN)
        await town.press(CHEN, "撤销")
        assert "又发过" not in town.card(CHEN)
        await town.say("18:20", "农业办-小马", "请各村明天12点前报秸秆台账")
        await town.tick("17:30", days=1)
        assert "秸秆台账" in _digest(town)

    played(tmp_path, story)


def test_the_only_line_of_the_half_day_does_not_stand_when_it_is_no_notice(
    tmp_path: Path,
) -> None:
    async def story(town: Town) -> None:
        await _admin(town)
        await town.say("10:00", "应急办-老周", "各村今天下午4点前报值班表")
        (line,) = town.shown()
        assert "还要办:今日16:00" in line
        await town.tell(CHEN, "改")
        await town.press(CHEN, "1")
        await town.press(CHEN, "不是通知")
        assert town.shown() == ["现在没有要赶在一览前办的事。"]
        await town.press(CHEN, "撤销")
        assert town.shown() == [line]

    played(tmp_path, story)


async def _edit(town: Town, at: str, number: int, sender: str, text: str) -> None:
    """Somebody changes a message of theirs, which they sent at 9:00."""
    sent = int(town.now.replace(hour=9, minute=0, second=0).timestamp())
    town.turn(at)
    edited = int(town.now.timestamp())
    more = {"type": "edit", "number": number, "at": sent, "edited": edited}
    await town.arrive(town.update(sender=sender, text=text, **more))


def test_an_edit_of_the_notice_undoes_nothing_that_was_put_right(tmp_path: Path) -> None:
    """A typo is mended: title, kind and time stay as the admin put them."""

    async def story(town: Town) -> None:
        await _admin(town)
        await town.say("9:00", "民政办-小陈", "请各村明天下班前把低保年审名丹报民政办")
        await town.tick("17:30")
        number = town.said
        await _fix(town, "低保年审", "换类型", "办理")
        await town.tell(CHEN, "改 1 时限 3月20日17点")
        await town.tell(CHEN, "改 1 标题 低保年审花名册")
        before = _digest(town)
        text = "请各村明天下班前把低保年审名单报民政办"
        await _edit(town, "17:40", number, "民政办-小陈", text)
        assert _digest(town) == before
        text = "请各村3月16日下班前把低保年审名单报民政办"
        await _edit(town, "17:50", number, "民政办-小陈", text)
        assert "低保年审花名册" in _digest(town)
        assert "周一下班前" in _digest(town)

    played(tmp_path, story)


def test_what_is_no_notice_comes_back_by_an_edit_only_with_another_time(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _admin(town)
        await town.say("9:00", "民政办-小陈", "请各村明天下班前把低保年审名丹报民政办")
        number = town.said
        await town.say("9:20", "农业办-小马", "请各村明天12点前报秸秆台账")
        await town.tick("17:30")
        await _fix(town, "低保年审", "不是通知")
        text = "请各村明天下班前把低保年审名单报民政办"
        await _edit(town, "17:40", number, "民政办-小陈", text)
        assert "低保年审" not in _digest(town)
        text = "请各村3月16日下班前把低保年审名单报民政办"
        await _edit(town, "17:50", number, "民政办-小陈", text)
        assert "低保年审" in _digest(town)

    played(tmp_path, story)


def test_a_correction_that_another_rests_on_is_taken_back_after_it(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _day(town)
        await town.tell(CHEN, "改 1 标题 第一个")
        await town.tell(CHEN, "改 1 标题 第二个")
        await town.tell(CHEN, "改 撤销")
        await town.press(CHEN, "撤销 2")
        assert "后来又做过" in town.card(CHEN)
        await town.press(CHEN, "撤销「改标题」")
        assert "第一个" in _digest(town)

    played(tmp_path, story)


def test_older_corrections_are_reached_and_each_says_what_it_changed(tmp_path: Path) -> None:
    """「改 撤销」列出各次改了什么,[更早的] 往前翻,合并后来又改过12次也够得着。"""

    async def story(town: Town) -> None:
        await _day(town)
        await town.tell(CHEN, "改 1 合并 2")
        merged = _digest(town)
        for number in range(12):
            await town.tell(CHEN, f"改 1 标题 第{number}个")
        await town.tell(CHEN, "改 撤销")
        assert "1. 3/12 17:30 改标题 「第10个」 → 「第11个」" in town.card(CHEN)
        await town.press(CHEN, "更早的")
        await town.press(CHEN, "更早的")
        listed = town.card(CHEN).splitlines()
        merge = next(line for line in listed if "」并进「第11个」" in line)
        await town.press(CHEN, f"撤销 {merge[0]}")
        assert "已撤销「合并」" in town.card(CHEN)
        assert _digest(town).count("民政办") + _digest(town).count("农业办") == 2
        assert merged.count("民政办") + merged.count("农业办") == 1
        await town.press_data(CHEN, "fix:older:x")
        assert "没有可以撤销的更正" in town.card(CHEN)

    played(tmp_path, story)


@pytest.mark.parametrize("merge", ["改 1 合并 2", "改 2 合并 1"])
def test_what_was_said_since_a_wrong_merge_goes_back_with_the_request_it_names(
    tmp_path: Path, merge: str
) -> None:
    """误合并以后低保名单撤回、秸秆台账改期;撤销合并,撤回和改期各归各的。"""

    async def story(town: Town) -> None:
        await _day(town)
        await town.tell(CHEN, merge)
        await town.say("17:40", "民政办-小陈", "低保年审名单不用报了")
        await town.say("17:45", "农业办-小马", "秸秆台账延期到3月18日12点")
        await town.tell(CHEN, "改 撤销")
        await town.press(CHEN, "撤销 1")
        await town.tick("17:30", days=1)

    said = _digest(played(tmp_path, story))
    off = next(line for line in said.splitlines() if "低保年审名单" in line)
    assert "已撤回" in off
    moved = next(line for line in said.splitlines() if "秸秆台账" in line)
    assert "3/18 12:00" in moved or "周三12:00" in moved
    assert "已撤回" not in moved


def test_what_was_said_to_be_a_notice_is_one_when_it_comes_again(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _admin(town)
        await town.say("8:30", QIANG, "收到")
        await town.say("10:00", "王姐", UNSURE_ALONE)
        await town.tick("17:30")
        await _fix(town, "拿不准", "是通知")
        await town.say("18:00", "王姐", UNSURE_ALONE)
        await town.tick("17:30", days=1)

    digest = _digest(played(tmp_path, story))
    assert "拿不准" not in digest
    assert "通知1条" in digest


def test_the_same_update_twice_makes_one_correction(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _day(town)
        await _fix(town, "低保年审名单")
        value = {"type": "press", "number": 1, "sender": CHEN, "data": "fix:k:1-4:meeting"}
        update = town.update(chat=town.private(CHEN), kind="private", **value)
        await town.arrive(update)
        await town.arrive(update)
        await town.press(CHEN, "撤销")
        await town.press(CHEN, "撤销")
        said = [text for text in town.shown(town.private(CHEN)) if "已换类型" in text]
        assert len(said) == 1

    assert "恢复原样" in played(tmp_path, story).card(CHEN)
