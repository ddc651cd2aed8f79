"""Times as a clerk reads them at the end of the day: each with what stands beside it."""

from datetime import datetime

import pytest

from bot.app import knowledge
from bot.config import Config
from bot.domain.message import SHANGHAI
from bot.domain.reading import Assumption, Times
from bot.reading.deadline import read_times
from bot.reading.normalise import normalise

LEXICON, CALENDAR = knowledge(Config())


def read(text: str, now: str) -> Times:
    return read_times(normalise(text), _at(now), CALENDAR, LEXICON.clock, model=LEXICON.times)


def _at(now: str) -> datetime:
    return datetime.fromisoformat(now).replace(tzinfo=SHANGHAI)


def plain(moment: datetime | None) -> str | None:
    return moment.strftime("%m-%dT%H:%M") if moment else None


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("发言单位请于15日12:00前报发言材料电子版，限时6分钟，1800字以内", "09-15T12:00"),
        ("交流发言限时8分钟，发言稿明天下班前报", "09-15T18:00"),
        ("每个支部书记述职，限时5分钟，述职稿16日前发组织办", "09-16T23:59"),
        ("宣讲比赛16日上午9点开始，每人限时8分钟", None),
        ("网上答题限时60分钟，9月20日前完成", "09-20T23:59"),
        ("各镇轮流汇报，限时10分钟以内，汇报材料16日12:00前报", "09-16T12:00"),
        ("微党课视频时长限时15分钟，月底前传平台", "09-30T23:59"),
        ("面试每人限时20分钟", None),
        ("各村立即报转移人数，限时20分钟", "09-14T17:05"),
        ("限时半小时，把到岗照片发群里", "09-14T17:15"),
        ("受灾情况马上汇报上来，限时30分钟", "09-14T17:15"),
        ("发言材料（3分钟以内）明天下午4点前发我", "09-15T16:00"),
        ("汇报材料(限8分钟内)16日前报党建办", "09-16T23:59"),
        ("微党课视频(时长5分钟以内)月底前发我", "09-30T23:59"),
        ("现场视频(30分钟内)发群里", "09-14T17:15"),
        ("情况材料(两小时内)报我", "09-14T18:45"),
    ],
)
def test_how_long_one_may_speak_is_no_deadline(text: str, due: str | None) -> None:
    assert plain(read(text, "2026-09-14T16:45").deadline) == due


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (
            "暗访组明天上午到我街道，今晚8点前所有点位必须整改到位，8点半周主任带队检查",
            "04-14T20:30",
        ),
        ("明天上午暗访组到，今晚7点半社区开会", "04-14T19:30"),
        ("后天上午省里来检查，明天下午3点镇里先开会碰一下", "04-15T15:00"),
        ("督查组明天下午到，今天下午4点在三楼开迎检部署会", "04-14T16:00"),
        ("考核组周四上午进驻，周三晚上7点全体干部开会", "04-15T19:00"),
        ("明天上午9点检查组到，今晚7点半社区开会", "04-14T19:30"),
        ("明天上午开例会，后天下午2点检查卫生", "04-15T08:30"),
        ("明天下午2点培训，后天上午9点考试", "04-15T14:00"),
    ],
)
def test_the_start_is_that_of_what_begins_first(text: str, start: str) -> None:
    assert plain(read(text, "2026-04-14T14:10").starts_at) == start


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("信访重复件化解情况，按区里要求，每周二报一次进展，这周的下午2点前报我", "04-14T14:00"),
        ("进展每周五上报，本周的中午12点前报", "04-17T12:00"),
        ("每周四报台账，这周的上午10点前报", "04-16T10:00"),
        ("每周三报进度，下周的下午4点前给我", "04-22T16:00"),
        ("每周一报巡河记录，这星期的今天下班前报", "04-14T18:00"),
        ("台账本周内报", "04-19T23:59"),
        ("每月14日报数据，这个月的下午3点前报我", "04-14T15:00"),
        ("每月20日报数据，本月的中午12点前报我", "04-20T12:00"),
    ],
)
def test_this_week_of_what_recurs_weekly_is_its_weekday(text: str, due: str) -> None:
    assert plain(read(text, "2026-04-14T11:31").deadline) == due


@pytest.mark.parametrize(
    ("text", "due", "recurs"),
    [
        ("五一值班表请各社区报一下，4月24日前，每天至少一名班子成员带班", "04-24T23:59", False),
        ("五一值班安排4月24日前报，每天不少于2人在岗", "04-24T23:59", False),
        ("假期值班表本周五下班前报，每天须有1名领导带班", "04-17T18:00", False),
        ("五一值班表周四前报，每日安排两人值班、一名领导带班", "04-16T23:59", False),
        ("排班表明天中午前发我，每天早晚各安排一人值守", "04-15T12:00", False),
        ("五一值班表4月24日前报，值班期间每天下午5点报平安", "04-24T23:59", True),
        ("五一期间每天至少安排一名领导带班，值班表本周五前报党政办", "04-17T23:59", False),
        ("从明天起每天安排2人在卡口值守", None, True),
    ],
)
def test_a_roster_of_every_day_is_handed_in_once(text: str, due: str | None, recurs: bool) -> None:
    found = read(text, "2026-04-14T17:10")
    assert (plain(found.deadline), bool(found.recurs)) == (due, recurs)


@pytest.mark.parametrize(
    "text",
    [
        "【暴雨橙色预警】县气象台7月22日5时35分发布暴雨橙色预警信号：预计未来3小时我县中南部乡镇降雨量将达50毫米以上，请有关单位和人员做好防范。",
        "【雷电黄色预警】市气象台7月22日5时10分发布雷电黄色预警信号，请有关单位做好防范",
        "县气象台5时35分发布暴雨橙色预警，请做好防范",
        "市气象台2026年7月22日5时30分升级发布暴雨红色预警信号",
        "气象台7月22日04时50分继续发布雷电黄色预警信号，请注意防范",
        "省水利厅和省气象局7月21日18时联合发布山洪灾害气象橙色预警",
        "县气象台8时38分解除暴雨橙色预警信号",
        "7月22日4时省气象台发布暴雨蓝色预警，请各村做好防范",
        "县气象台22日5时20分变更大雾黄色预警为橙色，请注意行车安全",
        "接市防指通知，今天5:00启动防汛Ⅳ级应急响应，请各村立即上岗",
        "县自然资源局7月22日5:20签发地质灾害黄色预警，请加强巡查",
        "台风“海葵”已于7月22日5时登陆，最大风力12级",
    ],
)
def test_when_a_warning_was_issued_is_no_time_to_keep(text: str) -> None:
    found = read(text, "2026-07-22T05:40")
    assert (plain(found.deadline), plain(found.starts_at)) == (None, None)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("今晚6点到明早6点一起驻守，每两小时发一次定位到群里，第一次8点", "06-04T20:00"),
        ("每两小时报一次雨情，首次18点", "06-04T18:00"),
        ("今晚每小时报一次水位，第一次7点", "06-04T19:00"),
        ("每3小时报一次，从18:00开始", "06-04T18:00"),
        ("每两小时报一次在岗情况，第一次下午5点半", "06-04T17:30"),
        ("明晚8点到后天早8点值守，每两小时拍照一次，第一次9点", "06-05T21:00"),
        ("每两小时报一次雨情", "06-04T18:50"),
        ("每两小时报一次雨情，第一次下午3点已报", "06-04T18:50"),
    ],
)
def test_what_recurs_within_the_day_begins_when_it_is_said_to(text: str, due: str) -> None:
    assert plain(read(text, "2026-06-04T16:50").deadline) == due


@pytest.mark.parametrize(
    ("now", "text"),
    [
        ("2026-03-05T10:08", "名单11点前报我"),
        ("2026-03-05T14:12", "名单4点前报我"),
        ("2026-03-05T05:50", "转移人数6:30前报我"),
        ("2026-03-05T16:10", "下班前，照片5点前发群里"),
        ("2026-03-05T19:10", "今晚的在岗照片9点前发群里"),
        ("2026-07-22T13:40", "省防指督查组24日来我县，请各乡镇23日17:00前完成自查"),
        ("2026-07-22T13:40", "请各乡镇周日晚10点前报零报告"),
        ("2026-07-22T13:40", "请各乡镇周一上午9点前报零报告"),
        ("2026-07-22T13:40", "演练方案31日下午5点前报"),
    ],
)
def test_a_day_and_an_hour_that_leave_no_doubt_are_no_guess(now: str, text: str) -> None:
    evidence = read(text, now).deadline_evidence
    assert evidence is not None
    assert evidence.assumption is None


@pytest.mark.parametrize(
    ("now", "text", "assumed"),
    [
        ("2026-07-22T13:40", "演练方案5日下午5点前报", Assumption.NEXT_OCCURRENCE),
        ("2026-07-22T18:40", "台账周三下午5点前报", Assumption.NEXT_OCCURRENCE),
        ("2026-07-22T09:12", "名单5点前报我", Assumption.HALF_DAY_GUESSED),
        ("2026-07-22T09:12", "名单明天5点前报我", Assumption.HALF_DAY_GUESSED),
        ("2026-07-22T17:12", "名单明天9点前报我", Assumption.HALF_DAY_GUESSED),
    ],
)
def test_what_had_to_be_guessed_is_told(now: str, text: str, assumed: Assumption) -> None:
    evidence = read(text, now).deadline_evidence
    assert evidence is not None
    assert evidence.assumption is assumed


@pytest.mark.parametrize(
    ("text", "due", "start"),
    [
        (
            "24日演练因省防指督查，时间改为7月27日（周一）上午9:30，名单报送延到24日中午",
            "07-24T12:00",
            "07-27T09:30",
        ),
        ("会议改到明天下午3点，参会名单提前到今天下班前", "07-22T18:00", "07-23T15:00"),
        ("明天的培训改到周五上午9点，参训名单延长到周四下班前", "07-23T18:00", "07-24T09:00"),
        ("原定23日上午的会改到24日下午3点，材料改到23日中午前交", "07-23T12:00", "07-24T15:00"),
        ("原定明天的培训推迟到周五上午9点，报名延到明天中午", "07-23T12:00", "07-24T09:00"),
        ("原定23日上午的调度会改到24日下午3点，地点不变", None, "07-24T15:00"),
        ("听说明天的会会改到后天上午9点，还没定", None, None),
    ],
)
def test_a_moved_event_and_the_list_that_moves_with_it(
    text: str, due: str | None, start: str | None
) -> None:
    found = read(text, "2026-07-22T15:50")
    assert plain(found.deadline) == due
    assert start is None or plain(found.starts_at) == start


@pytest.mark.parametrize(
    ("text", "due", "start"),
    [
        ("改到13号（周五）下午，3点，照片当天晚上8点前发党建邮箱", "03-13T20:00", "03-13T15:00"),
        ("例会明天上午，9点半，三楼会议室，各支部书记参加", None, "03-06T09:30"),
        ("名单周五上午，11点前报我", "03-06T11:00", None),
        ("会议改在下周一下午，2点半，地点不变", None, "03-09T14:30"),
        ("明天晚上，7点，村部开党员会", None, "03-06T19:00"),
        ("周五上午，各村到镇里领药", None, "03-06T08:30"),
    ],
)
def test_an_hour_after_a_pause_is_of_the_part_of_the_day(
    text: str, due: str | None, start: str | None
) -> None:
    found = read(text, "2026-03-05T10:06")
    assert plain(found.deadline) == due
    assert start is None or plain(found.starts_at) == start


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("收到领导。各支部请抓紧，今天17:30，河口让副书记弄", "03-05T17:30"),
        ("台账抓紧报，今天下午5点，别拖", "03-05T17:00"),
        ("材料都快点，明天上午10点，领导等着看", "03-06T10:00"),
        ("请尽快，今天下班前，书记要看", "03-05T18:00"),
        ("大家抓紧时间到会场，今天10:30开会", None),
    ],
)
def test_an_hour_after_a_push_is_when_it_is_due(text: str, due: str | None) -> None:
    assert plain(read(text, "2026-03-05T10:06").deadline) == due


@pytest.mark.parametrize(
    "text",
    [
        "经会商，自14:40起终止防汛Ⅳ级应急响应，两小时一报停止，转入常态值班",
        "县防指决定自14时起解除防汛应急响应，每日一报停止",
        "从今天起一天两报停报",
        "应急响应终止，每2小时报一次的要求停止执行",
    ],
)
def test_what_recurred_and_has_ended_is_due_no_more(text: str) -> None:
    found = read(text, "2026-07-22T14:45")
    assert (found.deadline, found.starts_at, found.recurs) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("系统自9:00起开放填报", None),
        ("自15:30起启动防汛Ⅲ级应急响应，各乡镇到岗带班", "07-22T15:30"),
    ],
)
def test_what_began_a_moment_ago_does_not_begin_tomorrow(text: str, start: str | None) -> None:
    assert plain(read(text, "2026-07-22T09:10").starts_at) == start


@pytest.mark.parametrize("text", ["不行，周末要预审", "材料周五要审核，别交晚了", "周一要上会"])
def test_when_the_sender_will_look_it_over_is_no_deadline(text: str) -> None:
    assert read(text, "2026-03-05T08:27").deadline is None


@pytest.mark.parametrize("who", ["村里", "社区", "居委会", "同志们"])
def test_what_others_are_asked_is_due_for_nobody_here(who: str) -> None:
    assert read(f"20号前交的表是发给学校的，{who}不用报", "2026-03-12T09:00").deadline is None
