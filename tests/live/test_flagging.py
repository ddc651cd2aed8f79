"""私下提意见, told as chats: from the digest, the card, a number or a forwarded notice."""

from pathlib import Path

from bot.domain.flag import FlagState
from tests.live.flag_kit import LEDGER, MEI, PHOTOS, QIANG, a_day, counts, flags, labels, tap
from tests.live.kit import GROUP, Town, played

PHOTO = "要拍照、截图、录视频"


def test_the_button_under_the_digest_leads_to_its_numbered_lines(tmp_path: Path) -> None:
    """小梅 has never spoken to the bot; afterwards her chat is as empty as before."""

    async def story(town: Town) -> None:
        await a_day(town)
        digest = town.platform.posted[-1]
        assert digest.buttons[-1][-1].label == "私下提意见"
        before = counts(town)
        await town.tell(MEI, "/start flag-1")
        (shown,) = town.shown(town.private(MEI))
        assert "3月12日 周四的一览" in shown
        for number, title in ((1, "走访照片"), (2, "机井检修台账")):
            line = next(line for line in shown.splitlines() if title in line)
            assert line.startswith(f"{number} ")
            assert f"{number} <b>" in digest.text
            assert title in digest.text
        assert labels(town, MEI) == ["1", "2", "我的意见", "关闭"]
        await tap(town, MEI, "1")
        (asked,) = town.shown(town.private(MEI))
        assert "这件事哪里像形式主义?选最像的一条" in asked
        assert "走访照片" in asked
        assert labels(town, MEI)[0] == PHOTO
        await tap(town, MEI, PHOTO)
        assert "要补充一句吗" in town.card(MEI)
        assert labels(town, MEI) == ["直接提交", "换一条", "取消"]
        await tap(town, MEI, "直接提交")
        assert town.card(MEI) == "已收下。明早和别的意见一起转给减负办,谁也看不到是谁提的。"
        (flag,) = flags(town, MEI)
        assert (flag.reason, flag.state) == ("photo", FlagState.COOLING)
        await tap(town, MEI, "好")
        assert not town.shown(town.private(MEI))
        assert (town.private(MEI), town.said) in town.platform.deleted
        assert counts(town) == {**before, "flag": 1}

    played(tmp_path, story)


def test_the_button_on_the_card_lists_its_requests_and_gives_the_card_back(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await a_day(town)
        await town.tell(QIANG, "秸秆禁烧巡查请于3月20日前完成", forwarded_from="农业办")
        await tap(town, QIANG, "记入我的待办")
        await town.tell(QIANG, "待办")
        card = town.card(QIANG)
        assert labels(town, QIANG)[-1] == "私下提意见"
        await tap(town, QIANG, "私下提意见")
        assert "我的待办,想对哪一件提意见?" in town.card(QIANG)
        assert labels(town, QIANG)[:-2] == ["1", "2"]
        await tap(town, QIANG, "2", "更多")
        assert len(labels(town, QIANG)) == 10 + 3
        await tap(town, QIANG, "返回", "要拍照、截图、录视频", "换一条", "要得太急")
        assert "原因:要得太急" in town.card(QIANG)
        await tap(town, QIANG, "直接提交", "好")
        assert town.card(QIANG) == card
        assert [one.reason for one in flags(town, QIANG)] == ["rush"]

    played(tmp_path, story)


def test_words_and_a_number_mean_the_open_list_or_the_newest_card(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await a_day(town)
        await town.tell(MEI, "意见 1")
        assert "请点群里「今日一览」下面的[私下提意见]" in town.card(MEI)
        await tap(town, MEI, "好")
        await town.tell(QIANG, "/start")
        card = town.card(QIANG)
        for said in ("/flag 2", "意见 2", "意见2", "提意见 2"):
            await town.tell(QIANG, said)
            assert "机井检修台账" in town.card(QIANG)
            assert "选最像的一条" in town.card(QIANG)
            assert (town.private(QIANG), town.said) in town.platform.deleted
            await tap(town, QIANG, "取消")
            assert town.card(QIANG) == card
        await town.tell(QIANG, "意见")
        assert "1 走访照片" in town.card(QIANG)
        await town.tell(QIANG, "意见 7")
        assert town.card(QIANG).startswith("没有第7件")
        await town.tell(QIANG, "2")
        assert "机井检修台账" in town.card(QIANG)
        await tap(town, QIANG, "取消")
        assert not flags(town, QIANG)

    played(tmp_path, story)


def test_a_long_list_has_pages(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("8:30", QIANG, "早上好")
        for number, place in enumerate("赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦许何吕施张孔"):
            await town.say(
                "9:00",
                f"{place}家办-小{place}",
                f"请各村明天17:00前报{place}家湾{number}号泵房台账",
            )
        await town.tick("17:30")
        await town.tell(MEI, "/start flag-1")
        assert "20" in labels(town, MEI)
        assert "21" not in labels(town, MEI)
        await tap(town, MEI, "下一页")
        assert labels(town, MEI) == ["21", "22", "23", "上一页", "我的意见", "关闭"]
        await town.tell(MEI, "3")
        assert "选最像的一条" in town.card(MEI)
        await town.tell(MEI, "24")
        assert town.card(MEI).startswith("没有第24件")
        await town.tell(MEI, "意见")
        assert "的一览,想对哪一件" in town.card(MEI)

    played(tmp_path, story)


def test_a_forwarded_notice_is_recognised_in_a_group_both_share(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await a_day(town)
        await town.tell(QIANG, "/start")
        card = town.card(QIANG)
        await town.tell(QIANG, PHOTOS, forwarded_from="民政办-小陈")
        offer = town.card(QIANG)
        assert labels(town, QIANG) == ["记入我的待办", "以前报过没", "私下提意见"]
        await tap(town, QIANG, "私下提意见")
        *others, asked = town.shown(town.private(QIANG))
        assert others[-1] == offer
        assert "走访照片" in asked
        assert "选最像的一条" in asked
        await tap(town, QIANG, PHOTO, "直接提交", "好")
        assert town.shown(town.private(QIANG))[1:] == [card, offer]
        assert len(flags(town, QIANG)) == 1

    played(tmp_path, story)


def test_a_forwarded_notice_of_a_group_we_are_not_in_is_declined_kindly(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await a_day(town)
        await town.tell(QIANG, "老年人体检通知:请明天17:00前报体检表", forwarded_from="卫生院")
        before = counts(town)
        await tap(town, QIANG, "私下提意见")
        assert "还没有接入" in town.card(QIANG)
        assert counts(town) == before
        await tap(town, QIANG, "好")
        await town.press_data(QIANG, "flag:n:77")
        assert "请再转发一次" in town.card(QIANG)

    played(tmp_path, story)


def test_who_is_not_in_the_group_learns_nothing_from_the_link(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await a_day(town)
        town.platform.outside.add(town.private(MEI))
        for payload in ("flag-1", "flag-2", "flag-999999999999", "flag-x", "flag--1"):
            await town.tell(MEI, f"/start {payload}")
            assert town.shown(town.private(MEI)) == ["这条链接只有那个群里的人能用。"]
        await tap(town, MEI, "好")
        assert not town.shown(town.private(MEI))

    played(tmp_path, story)


def test_in_a_group_everybody_hears_the_same_and_no_number_goes_on(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await a_day(town)
        await town.tell(QIANG, "/start")
        before, card = counts(town), town.card(QIANG)
        await town.command(QIANG, "/flag 2")
        await town.command(MEI, "/flag")
        await town.say("18:00", MEI, "/意见 1")
        first, *others = town.shown(GROUP)[-3:]
        assert set(others) == {first}
        assert "私聊" in first
        for posted in town.platform.posted[-3:]:
            assert posted.buttons[0][0].link == "https://t.example/bot?start=flag"
        assert town.card(QIANG) == card
        assert counts(town) == before
        await town.tell(QIANG, "/start flag")
        assert "我的待办,想对哪一件提意见?" in town.card(QIANG)

    played(tmp_path, story)


def test_ones_own_flags_can_be_looked_at_and_taken_back(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await a_day(town)
        await town.tell(MEI, "/start flag-1")
        await tap(town, MEI, "我的意见")
        assert "没有提过" in town.card(MEI)
        await town.tell(MEI, "/start flag-1")
        await tap(town, MEI, "1", PHOTO, "直接提交", "好")
        await town.tell(MEI, "/start flag-1")
        await tap(town, MEI, "2", "要得太急", "直接提交")
        await tap(town, MEI, "好")
        await town.tell(MEI, "意见")
        await tap(town, MEI, "我的意见")
        shown = town.card(MEI)
        assert f"走访照片 · {PHOTO} · 等着转给减负办" in shown
        assert "机井检修台账 · 要得太急 · 等着转给减负办" in shown
        assert labels(town, MEI) == ["撤回1", "撤回2", "关闭"]
        await tap(town, MEI, "撤回1", "我的意见")
        assert labels(town, MEI) == ["撤回1", "关闭"]
        await tap(town, MEI, "撤回1")
        assert town.card(MEI) == "已撤回,不再转办。"
        await tap(town, MEI, "好")
        assert not flags(town, MEI)
        assert not town.shown(town.private(MEI))

    played(tmp_path, story)


def test_what_was_flagged_before_is_shown_and_can_be_taken_back_and_given_anew(
    tmp_path: Path,
) -> None:
    async def story(town: Town) -> None:
        await a_day(town)
        await town.tell(MEI, "/start flag-1")
        await tap(town, MEI, "1", PHOTO, "直接提交", "好")
        await town.tell(MEI, "/start flag-1")
        await tap(town, MEI, "1")
        assert town.card(MEI) == f"这件事您已经提过了:{PHOTO}(等着转给减负办)。"
        await tap(town, MEI, "撤回", "好")
        await town.tell(MEI, "/start flag-1")
        await tap(town, MEI, "1", "要得太急", "直接提交", "好")
        assert [one.reason for one in flags(town, MEI)] == ["rush"]

    played(tmp_path, story)


def test_five_a_day_are_enough(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("8:30", QIANG, "早上好")
        for place in "赵钱孙李周吴":
            await town.say(
                "9:00", f"{place}家办-小{place}", f"请各村明天17:00前报{place}家湾泵房台账"
            )
        await town.tick("17:30")
        for number in "12345":
            await town.tell(MEI, "/start flag-1")
            await tap(town, MEI, number, "要得太急", "直接提交", "好")
        await town.tell(MEI, "/start flag-1")
        await tap(town, MEI, "6")
        assert "今天已经提了5条" in town.card(MEI)
        await tap(town, MEI, "好")
        await town.tick("8:00", days=1)
        await town.tell(MEI, "/start flag-1")
        await tap(town, MEI, "6", "要得太急", "直接提交", "好")
        assert len(flags(town, MEI)) == 6

    played(tmp_path, story)


def test_of_a_small_group_the_county_hears(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await a_day(town, size=5)
        await town.tell(MEI, "/start flag-1")
        await tap(town, MEI, "1", PHOTO, "直接提交")
        assert "本群人少,会并到县里一起办。" in town.card(MEI)

    played(tmp_path, story)


def test_each_reason_shows_what_rules_it_rests_on(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await a_day(town)
        await town.tell(MEI, "/start flag-1")
        await tap(town, MEI, "1")
        asked = town.card(MEI)
        await tap(town, MEI, "依据")
        assert (
            "要拍照、截图、录视频:中央网信委《关于防治“指尖上的形式主义”的若干意见》"
            in town.card(MEI)
        )
        await tap(town, MEI, "返回")
        assert town.card(MEI) == asked

    played(tmp_path, story)


def test_a_public_gesture_is_answered_with_the_safe_way_to_just_that(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await a_day(town)
        await town.tell(QIANG, "/start")
        before = counts(town)
        await town.react(QIANG, 3, "", "👎")
        assert "不算数" in town.card(QIANG)
        assert "「意见 3」" in town.card(QIANG)
        await town.react(MEI, 3, "", "👎")
        assert counts(town) == before
        await tap(town, QIANG, "私下提意见")
        assert "机井检修台账" in town.card(QIANG)
        await tap(town, QIANG, "取消")
        assert LEDGER not in str(town.shown(town.private(QIANG)))
        await town.react(QIANG, 2, "", "👎")
        await tap(town, QIANG, "好")
        assert town.card(QIANG).startswith("<b>我的待办")

    played(tmp_path, story)


def test_the_numbers_stay_those_of_the_digest_when_it_is_put_right(tmp_path: Path) -> None:
    """Also after an admin's correction, the ways into private chat stay under the digest."""

    async def story(town: Town) -> None:
        await a_day(town)
        await town.say("17:33", "民政办-小陈", "走访照片不用报了,县里已有数据")
        town.platform.admins.add(town.private(QIANG))
        await town.command(QIANG, "/setup")
        await town.tell(QIANG, "改 1 标题 机井检修情况")
        digest = next(posted for posted in town.platform.posted if posted.chat == GROUP)
        assert "1 <b>" in digest.text.split("机井检修情况")[0]
        assert [one.label for one in digest.buttons[-1]] == ["我的待办", "私下提意见"]
        await town.tell(MEI, "/start flag-1")
        lines = town.card(MEI).splitlines()
        assert [line.split(" · ")[0] for line in lines[3:]] == ["1 机井检修情况", "2 走访照片"]

    played(tmp_path, story)
