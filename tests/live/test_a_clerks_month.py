"""What issue 4 is done by: a village clerk, three groups, a fourth, an evening and a month."""

from pathlib import Path

from tests.live.kit import Town, played

QIANG, CHEN = "东河村文书-阿强", "民政办-小陈"
WATER = {"chat": "toy:1:-200", "title": "县水利工作群"}
FARM = {"chat": "toy:1:-300", "title": "农业农村工作群"}
ALL: tuple[dict[str, str], ...] = ({}, WATER, FARM)


def test_one_card_two_marks_a_forward_a_withdrawal_and_last_months_roster(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        for where in ALL:
            await town.say("8:00", QIANG, "早上好", **where)
        await town.say("9:00", CHEN, "请各村本周五下班前报高龄补贴花名册到民政办")
        await town.tell(QIANG, "/start")
        await town.tick("7:50", days=30)
        await town.say("9:00", CHEN, "请各村明天下班前把低保年审名单报民政办")
        await town.say("9:10", "水利站-小田", "请各村本周五下班前报机井检修情况", **WATER)
        await town.say("9:20", "农业办-小马", "请各村本周五下班前报春耕备耕台账", **FARM)
        await town.tick("7:50", days=1)
        assert "已接入3个群" in town.card(QIANG)
        assert town.card(QIANG).count("☐") == 3
        await town.tell(QIANG, "完成 2")
        await town.press(QIANG, "✓3")
        assert "已办2件" in town.card(QIANG)
        roster = "各村:请于本月底前报送60岁以上老年人花名册。镇卫生院"
        await town.tell(QIANG, roster, forwarded_from="镇卫生院公卫群")
        await town.press(QIANG, "记入我的待办")
        await town.tick("17:30")
        await town.say("20:10", CHEN, "低保年审名单不用报了,县里已有数据")
        await town.tell(QIANG, "待办")
        assert "低保年审名单 · 镇民政办 不用报了(20:10通知)" in town.card(QIANG)
        assert "老年人花名册" in town.card(QIANG)
        await town.tell(QIANG, "查 高龄")
        assert "高龄补贴花名册" in town.card(QIANG)

    played(tmp_path, story)


def test_what_moves_comes_early_or_is_added_to_reaches_card_and_group_at_once(
    tmp_path: Path,
) -> None:
    async def story(town: Town) -> None:
        await town.say("8:00", QIANG, "早上好")
        await town.tick("17:30")
        await town.say("18:00", "应急办-老周", "明天上午9点在镇三楼开防汛工作会,各村书记参加")
        await town.say("18:10", CHEN, "请各村3月18日下班前把低保年审名单报民政办")
        await town.say("18:20", CHEN, "请各村明天下午4点前把残疾人补贴表报民政办")
        await town.tell(QIANG, "/start")
        await town.tick("8:00", days=1)
        await town.say("8:10", "应急办-老周", "防汛工作会改到今天上午10点,地点不变")
        assert "更正:防汛工作会改到今日10:00" in town.shown()[-1]
        assert "10:00" in town.card(QIANG)
        await town.say("8:20", CHEN, "更正:低保年审名单提前到今天下午3点前报民政办")
        assert "更正:低保年审名单改到今日15:00" in town.shown()[-1]
        assert "15:00" in town.card(QIANG)
        await town.say("8:30", CHEN, "更正:残疾人补贴表要加上监护人电话,表样有变化")
        assert "补充:残疾人补贴表有新要求(8:30通知)" in town.shown()[-1]

    played(tmp_path, story)
