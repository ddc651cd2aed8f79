"""Messages that speak of one of several asks, or name nothing: 第一个表不用报了; 这个急."""

from datetime import datetime

import pytest

from bot.domain.digest import MarkKind, Section
from tests.stories.kit import at, together, urged
from tests.telling import digest_of, told, where


@pytest.mark.parametrize(
    ("said", "stopped", "open_"),
    [
        ("刚才发的第一个表不用报了,第二个照常", 1, 2),
        ("第二个不用报了,第一个不变", 2, 1),
        ("第一件先不报,第二件继续", 1, 2),
        ("危房排查表不用报了,自建房台账照常报", 1, 2),
        ("自建房安全台账不用报了", 2, 1),
    ],
)
@pytest.mark.parametrize("in_one", [False, True])
def test_of_two_asks_the_one_counted_or_named_is_off(
    said: str, stopped: int, open_: int, in_one: bool
) -> None:
    asks = ["请各村18日前报送农村危房排查表", "请各村20日前报送自建房安全台账"]
    lines = [f"09:0{place} 村建办-小骆: {ask}" for place, ask in enumerate(asks)]
    whole = f"09:00 村建办-小骆: 两件事:1.{asks[0]};2.{asks[1]}。"
    digest = digest_of(
        *told("\n".join([*([whole] if in_one else lines), f"14:00 村建办-小骆: {said}"]))
    )
    titles = {1: "危房", 2: "自建房"}
    off = [line.title for line in digest.sections[Section.CHANGED]]
    due = [line.title for line in digest.sections[Section.DUE_LATER]]
    assert [titles[stopped] in title for title in off] == [True]
    assert [titles[open_] in title for title in due] == [True]


@pytest.mark.parametrize(
    "said",
    [
        "提醒:①高龄老人生存认证情况明天截止;②残疾人辅具需求表后天截止。",
        "提醒:1.高龄老人生存认证情况明天截止;2.残疾人辅具需求表后天截止。",
        "再次提醒:一、高龄老人生存认证情况明天截止;二、残疾人辅具需求表14日截止",
    ],
)
def test_a_reminder_of_two_asks_urges_both_and_moves_none(said: str) -> None:
    digest = digest_of(
        *told(f"""
        09:00 民政办-小陈: 请各村3月13日前报送高龄老人生存认证情况
        09:05 民政办-小陈: 请各村3月14日前报送残疾人辅具需求表
        15:00 民政办-小陈: {said}
        """)
    )
    first, second = where(digest, 1)[1], where(digest, 2)[1]
    assert (digest.requests, urged(digest, 1), urged(digest, 2)) == (2, 1, 1)
    assert (first.deadline, second.deadline) == (at(13, 23, 59), at(14, 23, 59))
    assert not {m.kind for m in (*first.marks, *second.marks)} & {MarkKind.MOVED}


def test_of_two_asks_in_one_message_the_one_named_is_moved_and_chased() -> None:
    digest = digest_of(
        *told("""
        09:00 村建办-小骆: 两件事:1.请各村18日前报送农村危房排查表;2.请各村20日前报送自建房安全台账
        11:00 村建办-小骆: 自建房台账提前到19日中午12点
        14:00 村建办-小骆: 自建房台账还差柳树、大湾
        """)
    )
    _, line = where(digest, 3)
    assert ("自建房" in line.title, line.deadline) == (True, at(19, 12))
    assert urged(digest, 3) == 1


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("这个急,明天中午12点前必须报!", at(13, 12)),
        ("按上面的表报", at(18, 23, 59)),
        ("没有的也要零报告,谢谢", at(18, 23, 59)),
        ("上面的名单要盖章", at(18, 23, 59)),
        ("这个名单16日下班前给我就行", at(16, 18)),
    ],
)
def test_a_few_words_that_name_nothing_go_on_with_the_last_ask(said: str, due: datetime) -> None:
    digest = digest_of(
        *told(f"""
        09:00 民政办-小陈: 请各村3月18日前报送慰问老人名单,格式见表
        09:20 农业站-老赵: 请各村25日前报秋种进度
        09:30 民政办-小陈: {said}
        """)
    )
    assert digest.requests == 2
    assert where(digest, 1)[1].deadline == due
    assert not digest.sections[Section.UNSURE]


def test_the_wrong_village_asked_by_mistake_is_the_same_ask() -> None:
    digest = digest_of(
        *told("""
        09:00 农业站-老赵: 请柳树村3月16日前报送蔬菜大棚受灾面积
        09:10 农业站-老赵: 不好意思发错了,不是柳树村,是桃园村3月16日前报送蔬菜大棚受灾面积
        """)
    )
    assert together(digest, 1, 2)


def test_a_meeting_and_its_reminder_do_not_clash() -> None:
    digest = digest_of(
        *told("""
        09:00 应急办-小郭: 定于3月13日上午9点举办应急救护培训会(第一批),请柳树、桃园、石桥村各派2人
        15:00 应急办-小郭: 提醒:明天上午9点应急救护培训会(第一批),请准时
        """)
    )
    assert together(digest, 1, 2)
    assert not digest.clashes


def test_what_is_said_of_this_a_moment_after_it_was_passed_on_tightens_it() -> None:
    digest = digest_of(
        *told("""
        10:20 县妇联转发员: 【问卷】家庭教育状况问卷调查,请各镇组织家长填写,截止3月25日
        10:21 镇妇联-邵姐: 这个问卷每村不少于30份,3月23号前填完
        """)
    )
    assert together(digest, 1, 2)
    assert where(digest, 1)[1].deadline == at(23, 23, 59)


def test_of_two_batches_the_one_that_is_named_is_reminded_of_and_none_is_moved() -> None:
    digest = digest_of(
        *told("""
        09:00 应急办-小郭: 3月13日上午9:00召开应急救护培训会(第一批),请柳树、桃园、石桥村各派2人参加
        09:01 应急办-小郭: 3月14日上午9:00召开应急救护培训会(第二批),请大湾、青山、双河村各派2人参加
        15:00 应急办-小郭: 提醒:明天上午9点应急救护培训会(第一批),请准时
        """)
    )
    assert together(digest, 1, 3)
    assert where(digest, 2)[1].starts_at == at(14, 9)
    assert not digest.clashes


def test_the_last_of_none_is_none() -> None:
    """后一个 of one who asked nothing yet: there is nothing to call off, and nothing breaks."""
    digest = digest_of(*told("09:00 党政办-李静: 后一个表不用报了,明天下班前把前面的报齐"))
    assert digest.requests <= 1
