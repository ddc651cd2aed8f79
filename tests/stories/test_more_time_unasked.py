"""Who asked gives more time without having been asked, in words that name no thing."""

import pytest

from bot.domain.digest import Digest, MarkKind, Section
from tests.stories.kit import at, together
from tests.telling import digest_of, told, where


def _digest(*lines: str) -> Digest:
    return digest_of(*told("\n".join(lines)))


DITCH = "07:12 郭支书: 各组上午9点前把沟渠的垃圾清一遍"


@pytest.mark.parametrize(
    ("said", "hour"),
    [
        ("镇里的人改到下午两点半才来,不用那么赶,2点前弄好就行", 14),
        ("领导下午才到,大家别急,下午3点前扫完就可以", 15),
        ("检查的推到晚上来,11点前弄完都行", 11),
        ("不着急,中午12点前搞好就行", 12),
    ],
)
def test_it_is_due_later_and_nothing_new_is_asked(said: str, hour: int) -> None:
    digest = _digest(DITCH, "07:15 三组 老蔡: 知道了,在扫", f"08:05 郭支书: {said}")
    assert together(digest, 1, 3)
    assert digest.requests == 1
    assert where(digest, 1)[1].deadline == at(12, hour)


FEES = "07:20 郭支书: 各组上午10点前把党费名单交我"


def test_of_two_asks_the_one_is_put_off_whose_words_it_has() -> None:
    digest = _digest(
        "07:12 郭支书: 镇里的人来看卫生,各组上午9点前把沟渠的垃圾清一遍",
        FEES,
        "08:05 郭支书: 镇里的人改到下午两点半才来,不用那么赶,2点前弄好就行",
    )
    assert together(digest, 1, 3)
    assert where(digest, 2)[1].deadline == at(12, 10)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (FEES, "不用那么赶,下午2点前弄好就行"),
        (
            "07:20 郭支书: 今天上午10点镇里的人来座谈,组长都到",
            "镇里的人下午才来,不急,2点前弄好就行",
        ),
    ],
)
def test_of_two_asks_none_is_put_off_where_nothing_tells_which(other: str, said: str) -> None:
    """It is shown to be looked at instead."""
    digest = _digest(DITCH, other, f"08:05 郭支书: {said}")
    assert where(digest, 1)[1].deadline == at(12, 9)
    line = where(digest, 2)[1]
    assert (line.deadline or line.starts_at) == at(12, 10)
    assert where(digest, 3)[0] is Section.UNSURE


@pytest.mark.parametrize(
    "lines",
    [
        ("08:05 三组 老蔡: 领导下午才来,不急,2点前弄好就行",),
        ("08:05 郭支书: 不急,请各组下午2点前报水费名单就行",),
        (
            "07:20 李文书: 各组今天下午4点前把党费收齐",
            "08:05 郭支书: 党费不急,下午5点前收齐就行",
        ),
        ("08:05 郭支书: 菜地不急,下午2点前弄好就行",),
        ("08:05 郭支书: 不急,你们上午8点半前弄好就行",),
        ("08:05 郭支书: 别急,车晚点到,我11点前到就行",),
    ],
)
def test_other_words_put_nothing_off(lines: tuple[str, ...]) -> None:
    digest = _digest(DITCH, *lines)
    line = where(digest, 1)[1]
    assert line.deadline == at(12, 9)
    assert MarkKind.MOVED not in {mark.kind for mark in line.marks}


@pytest.mark.parametrize(
    ("other", "said", "moves"),
    [
        ("08:00 司机 老胡: 车胎瘪了,要不要现在去换", "不急,10点前弄好就行", False),
        ("08:00 三组 老蔡: 打印机卡纸了,要修一下", "不着急,10点前弄好就行", False),
        ("08:00 三组 老蔡: 沟渠还在清", "不急,10点前弄好就行", True),
        ("08:00 司机 老胡: 车胎瘪了", "领导下午才到,不急,10点前弄好就行", True),
    ],
)
def test_what_is_said_to_who_spoke_of_another_thing_is_of_that(
    other: str, said: str, moves: bool
) -> None:
    digest = _digest(DITCH, other, f"08:05 郭支书: {said}")
    assert where(digest, 1)[1].deadline == at(12, 10 if moves else 9)
    assert (where(digest, 3)[0] is Section.UNSURE) is not moves
