"""Reminders and changes in a busy group: which of the day's requests each of them speaks of."""

import pytest

from bot.domain.digest import MarkKind, Section
from tests.stories.kit import at, together, urged
from tests.telling import digest_of, told, where

TWO_LISTS = """
09:00 农业站-老赵: 请各村18日前报送春耕备耕农资需求表
09:05 民政办-小陈: 请各村17日下班前把临时救助对象名单报我
09:10 民政办-小陈: 明天上午9点在镇三楼召开残疾人工作座谈会,各村专干参加
"""


@pytest.mark.parametrize(
    ("sender", "said", "meant"),
    [
        ("民政办-小陈", "救助名单还差柳树、大湾", 2),
        ("民政办-小陈", "座谈会明天别忘了,带上笔", 3),
        ("民政办-小陈", "名单还没报的村抓紧", 2),
        ("农业站-老赵", "还差柳树、大湾两个村", 1),
        ("农业站-老赵", "农资需求表还有四个村没报,抓紧", 1),
        ("党政办-李倩", "农资需求表还差柳树、大湾,老赵在催了", 1),
    ],
)
def test_a_reminder_goes_to_what_it_names_and_else_to_its_senders_own(
    sender: str, said: str, meant: int
) -> None:
    digest = digest_of(*told(f"{TWO_LISTS}\n14:00 {sender}: {said}"))
    assert together(digest, meant, 4)
    assert urged(digest, meant) == 1


@pytest.mark.parametrize(
    "said",
    [
        "高龄津贴核查表还差柳树、大湾,请今天下班前交",
        "提醒各村:村级债务化解台账16日下班前报我",
        "殡葬改革承诺书还差柳树、大湾没交",
        "再次提醒,孤儿助学申请表明天中午前交民政办",
    ],
)
def test_a_reminder_of_something_never_seen_here_is_an_ask_of_its_own(said: str) -> None:
    digest = digest_of(*told(f"{TWO_LISTS}\n14:00 民政办-小陈: {said}"))
    assert together(digest, 4)
    assert (digest.notices, digest.requests) == (4, 4)


def test_names_of_villages_in_common_make_no_reminder() -> None:
    digest = digest_of(
        *told("""
        09:00 党政办-李倩: 请柳树村、大湾村今天下午3点前报防汛值班安排
        10:00 村建办-小骆: 请各村把自建房排查进展报我,每周四报,今天的还差柳树村、大湾村
        """)
    )
    assert together(digest, 1)
    assert "自建房" in where(digest, 2)[1].title


def test_a_moved_meeting_is_moved_whatever_the_reason_given() -> None:
    digest = digest_of(
        *told("""
        08:05 党政办-李倩: 【会议通知】定于明天下午3:00在三楼会议室召开创文迎检调度会,请各村书记参加
        08:30 应急办-老雷: 县督查组14日来我镇,请各村今天17:00前自查完毕
        09:41 党政办-李倩: 各位,明天下午的会和县里督查组来的时间有冲突,改到下午4:30,请转告
        10:20 党政办-李倩: 会议地点改一下,三楼被占,改到二楼党员活动室
        """)
    )
    assert together(digest, 1, 3, 4)
    assert where(digest, 1)[1].starts_at == at(13, 16, 30)
    assert where(digest, 2)[1].deadline == at(12, 17)


def test_a_cancelled_gathering_takes_no_other_meeting_with_it() -> None:
    digest = digest_of(
        *told("""
        08:00 党政办-陈秘书: 各村:今天下午3点召开全镇春耕暨防火视频会,村两委参加
        11:00 党政办-陈秘书: 明天上午8:30全镇干部春耕志愿服务集合的事取消了,直接到包保村
        """)
    )
    assert where(digest, 1)[0] is Section.MEETINGS
    section, line = where(digest, 2)
    assert section is Section.CHANGED
    assert "集合" in line.title


def test_a_slip_mended_a_moment_later_is_of_what_was_said_a_moment_before() -> None:
    digest = digest_of(
        *told("""
        09:00 党建办-彭悦: 请各支部今天17:30前把民主评议材料送党建办
        11:20 党建办-彭悦: 3月主题党日定在3月15日,主题另行通知
        11:25 党建办-彭悦: 不对,15号是周日,改到13号(周五)下午3点,各支部自行组织
        """)
    )
    assert together(digest, 2, 3)
    assert where(digest, 2)[1].starts_at == at(13, 15)
    assert where(digest, 1)[1].deadline == at(12, 17, 30)


def test_a_change_told_by_another_of_the_house_is_of_the_visit_it_names() -> None:
    digest = digest_of(
        *told("""
        08:20 党建办-彭悦: 县委组织部3月17日来我镇检查民主评议材料,请13日下午5点前送我预审
        09:30 党建办-彭悦: 流动党员登记表20日前报我
        10:05 组织委员-老曹: 刚来电话,检查组提前到3月16日上午来,材料相应提前,今天下班前必须交党建办
        """)
    )
    assert together(digest, 1, 3)
    assert where(digest, 1)[1].deadline == at(12, 18)


DUE_TODAY = """
08:00 民政办-小陈: 请各村今天下午5点前把低保年审花名册报我,带上核查照片
08:10 农业站-老赵: 请各村20日前报春耕物资需求表
08:20 妇联-小柳: 请各村每天下午4点前报返乡妇女就业人数
"""


@pytest.mark.parametrize(
    ("sender", "said", "meant"),
    [
        ("民政办-小陈", "花名册收到河口、东湾,其他村呢", 1),
        ("民政办-小陈", "@柳树村会计 花名册呢,5点要交县里了", 1),
        ("民政办-小陈", "柳树、大湾!!书记在问了", 1),
        ("民政办-小陈", "截至现在,柳树没有收到照片", 1),
        ("民政办-小陈", "东湾的花名册收到,柳树村还有10分钟", 1),
        ("民政办-小陈", "还没报花名册的:大湾、柳树", 1),
        ("民政办-小陈", "请上述三个村加快", 1),
        ("民政办-小陈", "花名册还缺大湾、柳树", 1),
        ("农业站-老赵", "需求表收到了河口的,东湾、大湾明天记得", 2),
        ("妇联-小柳", "今天的人数报一下", 3),
        ("妇联-小柳", "下午的人数缺柳树、大湾", 3),
    ],
)
def test_few_words_after_the_laggards_are_a_reminder_and_no_item(
    sender: str, said: str, meant: int
) -> None:
    digest = digest_of(*told(f"{DUE_TODAY}\n16:30 {sender}: {said}"))
    assert together(digest, meant, 4)
    assert (urged(digest, meant), digest.requests) == (1, 3)
    assert where(digest, 1)[1].deadline == at(12, 17)


@pytest.mark.parametrize("said", ["我们村的花名册呢", "花名册怎么填呢?", "其他村呢?都报了没"])
def test_a_village_that_asks_chases_nobody(said: str) -> None:
    digest = digest_of(*told(f"{DUE_TODAY}\n16:30 柳树村会计: {said}"))
    assert urged(digest, 1) == 0


CHATTER = "\n".join(f"10:{minute:02} 柳树村-老李: 好的,第{minute}组在弄了" for minute in range(22))


@pytest.mark.parametrize(
    ("sender", "said"),
    [
        ("党政办-李倩", "下午的会接县里通知有冲突,改到下午4:00,地点不变"),
        ("党政办-李倩", "会议地点改一下,三楼被占,改到二楼党员活动室"),
        ("党政办-李倩", "提醒:下午的会,请带上各自的点位清单"),
        ("党政办-李倩", "会还没签到的抓紧"),
    ],
)
def test_a_meeting_called_long_before_in_a_busy_group_is_meant_all_the_same(
    sender: str, said: str
) -> None:
    digest = digest_of(
        *told(f"""
        08:05 党政办-李倩: 定于今天下午3:00在三楼会议室召开创文迎检调度会,请各村书记参加
        08:10 综治中心-老赵: 各村每周二报一次信访积案化解进展,防止影响社会稳定
        {CHATTER}
        11:00 {sender}: {said}
        """)
    )
    assert {source.number for source in where(digest, 1)[1].sources} == {1, 25}


def test_photos_asked_for_long_before_are_chased_and_not_what_was_asked_since() -> None:
    digest = digest_of(
        *told(f"""
        07:58 文明办-小周: 今天上午12点前各村拍整改前后对比照发我,不少于6张
        {CHATTER}
        10:30 党建办-小郑: 网格长花名册还差柳树、大湾两个村没交,今天务必补上
        10:40 文明办-小周: 还有四个村没发对比照,抓紧!12点截止
        10:55 文明办-小周: 柳树、大湾没有收到照片
        """)
    )
    assert together(digest, 1, 25, 26)
    assert (urged(digest, 1), urged(digest, 24)) == (2, 0)


def test_the_hour_a_meeting_was_moved_from_is_told_though_its_place_moved_later() -> None:
    digest = digest_of(
        *told("""
        08:05 党政办-李倩: 定于明天下午3:00召开创文迎检调度会,请各村书记参加,名单今天17:00前报我
        09:41 党政办-李倩: 明天下午的会改到4:00,地点不变
        10:20 党政办-李倩: 会议地点改一下,改到二楼党员活动室
        """)
    )
    moved = [m for m in where(digest, 1)[1].marks if m.kind is MarkKind.MOVED]
    assert [(mark.before, mark.after) for mark in moved] == [(at(13, 15), at(13, 16))]


def test_offices_that_have_not_reported_are_not_what_is_asked_for() -> None:
    digest = digest_of(
        *told(f"""
        08:05 信访局-付强: 请各单位将2月份信访事项办理情况月报于今天中午12点前报我局
        08:50 审计局-戴安: 请发改局、财政局、住建局、水利局提供政府投资项目清单,16日17:00前送审计组
        {CHATTER}
        11:40 信访局-付强: 月报还没报的:住建局、财政局、水利局,12点前务必
        """)
    )
    assert together(digest, 1, 25)
    assert (urged(digest, 1), urged(digest, 2)) == (1, 0)


def test_a_response_that_is_ended_ends_what_was_to_be_reported_in_it() -> None:
    digest = digest_of(
        *told("""
        07:00 防指办-石磊: 启动防汛Ⅳ级应急响应,各村每2小时报一次雨情灾情,无情况零报告
        14:45 防指办-石磊: 经会商,自14:40起终止防汛Ⅳ级应急响应,两小时一报停止,转入常态值班
        """)
    )
    assert where(digest, 1)[0] is Section.CHANGED
    assert together(digest, 1, 2)


def test_what_was_just_called_off_is_not_what_is_still_missing() -> None:
    digest = digest_of(
        *told("""
        09:00 民政办-小陈: 请各村18日前报五保名单
        11:20 民政办-小陈: 特困名单不用报了
        11:30 民政办-小陈: 还差大湾
        """)
    )
    assert together(digest, 1, 3)
    assert where(digest, 2)[0] is Section.CHANGED


CALLED = """
08:12 党政办-周婷: 今天上午10:30召开防汛工作会,请各村书记参加。{paper}请于9:30前报我。
08:20 党政办-周婷: 请各村今天下班前报值班名单
"""


@pytest.mark.parametrize(
    ("paper", "said"),
    [
        ("参会名单", "会议名单还差:马鞍、尖山,赶紧报。"),
        ("参会人员名单", "到会名单还差马鞍、尖山"),
        ("会议回执", "参会回执还差马鞍、尖山"),
        ("与会名单", "参会人员名单还没报的:马鞍、尖山"),
        ("名单", "会议名单还差马鞍、尖山"),
    ],
)
def test_a_list_of_who_comes_goes_by_several_names(paper: str, said: str) -> None:
    digest = digest_of(*told(f"{CALLED.format(paper=paper)}\n09:33 党政办-周婷: {said}"))
    assert (digest.requests, urged(digest, 1), urged(digest, 2)) == (2, 1, 0)


@pytest.mark.parametrize(
    ("asked", "said"),
    [("低保年审名单", "低保花名册还差马鞍、尖山"), ("消防演练总结", "演练小结还差马鞍、尖山")],
)
def test_a_paper_goes_by_either_of_two_names(asked: str, said: str) -> None:
    digest = digest_of(
        *told(f"""
        08:12 民政办-刘芳: 请各村今天下班前报{asked}
        08:20 民政办-刘芳: 请各村今天下班前报五保户照片
        09:33 民政办-刘芳: {said}
        """)
    )
    assert together(digest, 1, 3)


@pytest.mark.parametrize("said", ["参会名单还差马鞍、尖山", "高龄花名册还差马鞍、尖山"])
def test_another_list_is_not_chased(said: str) -> None:
    digest = digest_of(
        *told(f"""
        08:12 民政办-刘芳: 请各村今天下班前报低保年审名单
        09:33 民政办-刘芳: {said}
        """)
    )
    assert urged(digest, 1) == 0


RECEIPTS = "\n".join(f"10:{minute:02} 第{minute}村-甲: 收到" for minute in range(45))


@pytest.mark.parametrize(
    ("sender", "said"),
    [
        ("党政办-周婷", "民政刘芳让我催一下:特困住院情况目前大湾、白果还没填。"),
        ("民政办-刘芳", "特困供养人员住院情况大湾、白果还没填。"),
        ("民政办-刘芳", "特困住院情况还差大湾"),
        ("民政办-刘芳", "提醒:特困住院情况明天中午截止"),
    ],
)
def test_a_morning_of_receipts_hides_nothing_that_was_asked(sender: str, said: str) -> None:
    digest = digest_of(
        *told(f"""
        08:50 民政办-刘芳: 特困供养人员住院情况,明天中午12点前填在群文档里。
        {RECEIPTS}
        16:20 {sender}: {said}
        """)
    )
    assert together(digest, 1, 47)
    assert urged(digest, 1) == 1
