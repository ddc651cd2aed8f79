"""Days in a town's work group, told as scripts and read from the digest's side."""

from datetime import date, datetime

from bot.domain.digest import MarkKind, Section
from bot.domain.message import SHANGHAI
from tests.telling import DAY, digest_of, told, where


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


def test_a_flood_of_receipts_leaves_one_line() -> None:
    digest = digest_of(
        *told("""
        09:00 民政办-小陈: 请各村明天下班前把低保年审名单报民政办
        09:01 东河村文书-阿强: 收到
        09:01 西河村老李: 收到👌
        09:03 南坪村-春花: 好的
        09:05 北坪村支书老周: 已报
        """)
    )
    assert (digest.notices, digest.requests) == (1, 1)
    section, line = where(digest, 1)
    assert section is Section.DUE_SOON
    assert line.deadline == at(13, 18)
    assert line.issuer == "镇民政办"


def test_a_withdrawn_notice_is_said_as_withdrawn_and_not_due() -> None:
    digest = digest_of(
        *told("""
        09:00 林业站-老崔: 明天下午5点前各村报松材线虫排查表
        15:00 林业站-老崔: 松材线虫排查表不用报了,县里已有数据
        """)
    )
    section, line = where(digest, 2)
    assert section is Section.CHANGED
    assert MarkKind.CANCELLED in {mark.kind for mark in line.marks}
    assert where(digest, 1)[1] == line


def test_an_emergency_is_urgent_and_a_drill_is_not() -> None:
    digest = digest_of(
        *told("""
        08:00 应急办-雷主任: 东河村后山有滑坡险情,下边12户立即转移到村小!
        10:00 应急办-雷主任: 周五上午9点在镇里开防汛演练部署会,各村书记参加
        """)
    )
    assert where(digest, 1)[0] is Section.URGENT
    assert where(digest, 2)[0] is Section.MEETINGS


def test_a_withdrawal_never_takes_an_alarm_with_it() -> None:
    digest = digest_of(
        *told("""
        16:00 应急办-雷主任: 雷电黄色预警:今晚有强对流,各村立即巡查户外广告牌
        16:30 应急办-雷主任: 明天的消防演练取消,等通知
        """)
    )
    section, line = where(digest, 1)
    assert section is Section.URGENT
    assert MarkKind.CANCELLED not in {mark.kind for mark in line.marks}
    assert where(digest, 2)[0] is Section.CHANGED


def test_a_relay_with_an_earlier_deadline_shows_both() -> None:
    digest = digest_of(
        *told("""
        10:00 县财政局>财政所-刘会计: 各乡镇:请于3月18日17:30前报送惠农补贴账户核查表
        10:02 财政所-刘会计: 请各村16号中午前给我
        """)
    )
    _, line = where(digest, 2)
    assert line.deadline == at(16, 12)
    assert [(a.upstream, a.local) for a in digest.amplified] == [(at(18, 17, 30), at(16, 12))]


def test_two_events_at_nearly_the_same_time_clash() -> None:
    digest = digest_of(
        *told("""
        10:00 党政办-小王: 明天上午9:00召开全镇干部大会,各村两委参加
        11:00 农技站-巩师傅: 明天上午9:30农技站开春耕培训会,各村派一人
        """)
    )
    assert len(digest.clashes) == 1


def test_what_was_announced_before_is_carried_and_not_counted() -> None:
    digest = digest_of(
        *told("""
        2026-03-10 09:00 统计站-小何: 3月13日下午5点前各村报人口抽样表
        2026-03-12 09:00 文化站-小吴: 通知:周末广场舞场地照常开放
        """)
    )
    section, line = where(digest, 1)
    assert section is Section.DUE_SOON
    assert line.carried
    assert digest.requests == 1


def test_a_daily_duty_comes_back_each_day() -> None:
    digest = digest_of(
        *told("""
        2026-03-10 09:00 应急办-雷主任: 森林防火期每天17:00前各村报巡查情况
        2026-03-12 09:00 文化站-小吴: 通知:周末广场舞场地照常开放
        """)
    )
    section, line = where(digest, 1)
    assert section is Section.DUE_SOON
    assert line.deadline == at(13, 17)
    assert line.carried


def test_a_reminder_counts_as_a_reminder_not_as_a_new_thing() -> None:
    digest = digest_of(
        *told("""
        09:00 水利站-小田: 请各村周五下班前报机井检修情况
        15:00 水利站-小田: 机井检修情况还差东河、南坪
        """)
    )
    assert digest.requests == 1
    _, line = where(digest, 2)
    assert {mark.count for mark in line.marks if mark.kind is MarkKind.URGED} == {1}


def test_an_identity_number_never_reaches_the_digest() -> None:
    digest = digest_of(
        *told("""
        09:00 民政办-小陈: 请各村明天前核对张某439900196712254095和13800008814的低保信息报我
        """)
    )
    text = repr(digest)
    assert "439900196712254095" not in text
    assert "13800008814" not in text


def test_an_empty_day_has_no_lines() -> None:
    digest = digest_of(*told("09:00 西河村老李: 早上好"), on=date(2026, 3, 20))
    assert not any(digest.sections.values())


def test_the_answer_does_not_depend_on_the_order_of_the_file() -> None:
    messages = told("""
        09:00 水利站-小田: 请各村周五下班前报机井检修情况
        10:00 党政办-小王: 明天上午9:00召开全镇干部大会
        15:00 水利站-小田: 机井检修情况还差东河、南坪
        """)
    assert digest_of(*messages) == digest_of(*reversed(messages))
    assert messages[0].sent_at.date() == DAY
