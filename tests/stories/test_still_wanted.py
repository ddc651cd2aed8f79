"""Words that excuse a channel, others or who has nothing leave the ask itself as it is."""

from datetime import date

import pytest

from bot.domain.digest import Section
from tests.stories.kit import at, together
from tests.telling import digest_of, told, where

MAY = date(2026, 5, 19)


@pytest.mark.parametrize(
    "channel",
    [
        "发微信就行不用发邮箱",
        "直接发我微信,不用发纸质的",
        "不用等明天",
        "不用发群里",
    ],
)
def test_another_channel_calls_nothing_off_and_the_new_hour_holds(channel: str) -> None:
    digest = digest_of(
        *told(f"""
        08:04 农业办-周敏: 各村把这个早稻面积统计表填一下,明天下班前发我邮箱
        10:22 农业办-周敏: 紧急!早稻面积统计表县里提前要,今天下午4点半之前必须发我,{channel}
        """)
    )
    assert together(digest, 1, 2)
    section, line = where(digest, 1)
    assert section is not Section.CHANGED
    assert line.deadline == at(12, 16, 30)


@pytest.mark.parametrize("excused", ["其他村不用管", "其余村不用参加", "别的村不用来"])
def test_to_excuse_others_calls_off_nothing_of_the_group(excused: str) -> None:
    digest = digest_of(
        *told(
            f"""
        15:10 农业办-周敏: 早稻面积还差柳湾、河口、新田,4点半县里关系统,过时不候
        17:05 农业办-周敏: 明天上午9点半县农技站来东坪看秧苗,东坪村安排个人带路,{excused}。
        """,
            day=MAY,
        ),
        on=MAY,
    )
    assert where(digest, 2)[0] is not Section.CHANGED
    assert together(digest, 2)


@pytest.mark.parametrize(
    "said",
    [
        "积案化解那个零报告不用了,没有的不用报",
        "信访积案已经报过的不用再报",
        "积案化解没有的社区不用报",
    ],
)
def test_to_excuse_who_has_nothing_leaves_the_ask(said: str) -> None:
    digest = digest_of(
        *told(f"""
        10:30 信访办-卓姐: 各社区3月份信访积案化解情况,25号前报我,没有的也要零报告
        17:15 信访办-卓姐: {said}
        """)
    )
    section, line = where(digest, 1)
    assert section is not Section.CHANGED
    assert line.deadline is not None
    assert line.deadline.date() == at(25, 0).date()


@pytest.mark.parametrize(
    "said",
    ["积案化解情况不用报了", "积案化解情况还没报的不用报了", "信访积案化解情况不用发邮箱了,取消"],
)
def test_what_is_called_off_whole_is_called_off(said: str) -> None:
    digest = digest_of(
        *told(f"""
        10:30 信访办-卓姐: 各社区3月份信访积案化解情况,25号前报我,没有的也要零报告
        17:15 信访办-卓姐: {said}
        """)
    )
    assert where(digest, 1)[0] is Section.CHANGED


INSTEAD = "明天上午10点的校园食品安全视频调度会取消,改为书面报告,"


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("请各中心校3月25日前把自查报告发我", "自查报告"),
        ("请各中心校3月25日前发我", "书面报告"),
    ],
)
@pytest.mark.parametrize(
    "before", ["", "09:10 县教育局安全股-武强: 明天上午10点召开校园食品安全视频调度会,请校长参加"]
)
def test_a_meeting_called_off_for_a_report_is_off_and_the_report_is_asked(
    before: str, said: str, named: str
) -> None:
    digest = digest_of(*told(f"{before}\n15:10 县教育局安全股-武强: {INSTEAD}{said}"))
    lines = [(section, line) for section, lines in digest.sections.items() for line in lines]
    (_, asked), (section, off) = sorted(lines, key=lambda one: one[0] is Section.CHANGED)
    assert section is Section.CHANGED
    assert "调度会" in off.title
    assert named in asked.title
    assert asked.deadline is not None
    assert asked.deadline.date() == at(25, 0).date()


HIS_OWN = "低保家庭老人和儿童的慰问方案我来写,你们不用报材料,等通知领钱就行"


def test_what_a_sender_does_alone_and_nobody_asked_is_not_withdrawn() -> None:
    digest = digest_of(
        *told(f"""
        09:00 县民政局养老股-唐科: 请各乡镇20日前报敬老院消防演练计划
        10:55 县民政局救助股-鲁静: {HIS_OWN}
        """)
    )
    assert digest.requests == 1
    assert where(digest, 1)[0] is not Section.CHANGED


def test_what_a_sender_now_does_alone_is_no_longer_asked_of_others() -> None:
    digest = digest_of(
        *told("""
        09:00 县民政局救助股-鲁静: 请各乡镇20日前报低保家庭慰问方案
        10:55 县民政局救助股-鲁静: 低保家庭慰问方案我来写,你们不用报了
        """)
    )
    assert where(digest, 1)[0] is Section.CHANGED


@pytest.mark.parametrize("said", ["其他信访积案材料不用报了", "剩下的信访积案先不报了"])
def test_other_things_that_need_not_be_handed_in_are_called_off(said: str) -> None:
    digest = digest_of(
        *told(f"""
        10:30 信访办-卓姐: 各社区3月份信访积案材料,25号前报我
        17:15 信访办-卓姐: {said}
        """)
    )
    assert where(digest, 2)[0] is Section.CHANGED
