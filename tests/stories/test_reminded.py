"""A reminder joins the ask that it chases, however much stands between; no ask joins another."""

import pytest

from bot.domain.digest import Section
from tests.stories.kit import at, together, urged
from tests.telling import digest_of, told, where

WEEKLY = "08:00 种植科-周工: 各镇今天17:00前把《春耕进度周报表》发到种植科邮箱"
RECOMMENDED = "08:00 党政办-老马: 各村优秀党员推荐表 今天下午五点前给我 一村一个"
INSURANCE = "08:00 会计冯姐: 还没交明年医保的,今天下午五点以前到村委来交,一人四百"
CHECK_UP = "08:00 村医陈医生: 明早七点半,65岁以上的老人到村卫生室体检,莫吃早饭"
CARS = "08:00 物业-老罗: 地下车库今晚9点冲洗,6号楼业主今晚8点半前把车挪走"
YEARLY = "08:00 经管站-罗工: 请各镇督促合作社登录系统填报年报,20日前完成,汇总表报经管站"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (WEEKLY, "种植科-周工: 离五点还有不到一个小时,周报表还没交的镇抓紧。"),
        (WEEKLY, "种植科-周工: 周报表还差石门、双桥,抓紧"),
        (RECOMMENDED, "党政办-老马: 推荐表才收到3个村 五点哈五点"),
        (RECOMMENDED, "党政办-老马: 推荐表才交了2份,抓紧"),
        (INSURANCE, "会计冯姐: 医保的搞快,五点我就关门了"),
        (INSURANCE, "会计冯姐: 医保的抓紧点,我要下班了"),
        (CHECK_UP, "村医陈医生: 明早晨体检的老人记到,空肚皮来"),
        (CARS, "物业-老罗: 6号楼的,还有11辆车没挪,抓紧了啊"),
        (YEARLY, "经管站-罗工: 再提醒一下,合作社年报20号系统准时关闭,过期补不了"),
    ],
)
@pytest.mark.parametrize("between", [0, 24])
def test_a_reminder_joins_what_it_chases(asked: str, said: str, between: int) -> None:
    talk = [f"09:{10 + number} 石门村-小赵: 好的" for number in range(between)]
    digest = digest_of(*told("\n".join([asked, *talk, f"16:10 {said}"])))
    assert together(digest, 1, 2 + between)
    assert urged(digest, 1) == 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (WEEKLY, "种植科-周工: 各镇明天12点前报农药需求数"),
        (INSURANCE, "会计冯姐: 各组的抓紧,明天上午到村委来领化肥"),
        (CHECK_UP, "村医陈医生: 后天下午两点,儿童打疫苗的家长记到,带上接种证"),
        (RECOMMENDED, "党政办-老马: 今年报名参军的青年名单,明天12点前给我"),
        (CARS, "物业-老罗: 3号楼还有11户水表没换,明天上午来物业登记"),
    ],
)
def test_another_ask_of_its_sender_stands_alone(asked: str, said: str) -> None:
    digest = digest_of(*told(f"{asked}\n16:10 {said}"))
    assert together(digest, 1)
    assert together(digest, 2)


def test_what_is_left_of_one_of_two_alike_joins_neither() -> None:
    """Nobody can tell whose cars are meant, and 24 messages lie between."""
    other = "08:05 物业-老罗: 消防通道今天中午12点前把车挪走,要演示云梯"
    talk = [f"09:{10 + number} 石门村-小赵: 好的" for number in range(24)]
    digest = digest_of(*told("\n".join([CARS, other, *talk, "11:10 物业-老罗: 还有3辆车没挪"])))
    assert where(digest, 1)[1].deadline == at(12, 20, 30)
    assert together(digest, 1)
    assert together(digest, 2)


def test_what_is_left_and_by_another_time_is_told_by_itself() -> None:
    talk = [f"09:{10 + number} 石门村-小赵: 好的" for number in range(24)]
    said = "11:10 物业-老罗: 还有11辆车没挪位登记,明天上午10点来物业办"
    digest = digest_of(*told("\n".join([CARS, *talk, said])))
    assert together(digest, 1)
    assert together(digest, 26)


@pytest.mark.parametrize(
    "said", ["老孙,晚上六点半老地方,别迟到", "@小李 今晚七点老地方见", "娟姐,中午老地方哈"]
)
def test_a_word_to_a_friend_is_no_meeting(said: str) -> None:
    digest = digest_of(*told(f"16:10 双桥乡-王磊: {said}"))
    assert not any(digest.sections.values())


@pytest.mark.parametrize(
    "said", ["老孙,晚上六点半老地方开会,别迟到", "各位组长,明早8点老地方集合,别迟到"]
)
def test_work_at_the_usual_place_is_told(said: str) -> None:
    digest = digest_of(*told(f"16:10 双桥乡-王磊: {said}"))
    assert where(digest, 1)[0] is not Section.UNSURE
