"""Who answers what was asked of a request, or says it more clearly, asks nothing new."""

import pytest

from tests.stories.kit import at, together
from tests.telling import digest_of, told, where

ASKED = "08:30 畜牧站-谢丹: 请各乡镇3月17日17:30前报生猪排查台账"


@pytest.mark.parametrize(
    "said",
    [
        "刚才有同志问排查台账要不要附照片:要,每户一张",
        "好几个村问生猪台账要不要盖章,统一回复:盖村委章,电子版也要",
        "补充说明一下:生猪排查台账按户填,散养户也要填",
        "生猪台账那个,没有养殖户的村也要报零报告",
        "再强调一遍:生猪排查台账17日17:30前报,逾期通报",
        "排查台账那条再说清楚一点:一户一行,17日17:30前报我",
    ],
)
def test_more_of_an_ask_is_told_with_it(said: str) -> None:
    digest = digest_of(*told(f"{ASKED}\n16:40 畜牧站-谢丹: {said}"))
    assert together(digest, 1, 2)
    assert where(digest, 1)[1].deadline == at(17, 17, 30)


def test_a_restatement_is_of_the_ask_that_it_names() -> None:
    digest = digest_of(
        *told("""
        11:25 项目股-李明: 已入库未实施的项目写情况说明,下周一上午12点前交。
        11:40 项目股-李明: 请各乡镇20日前报项目进度表
        16:52 项目股-李明: 情况说明那条再说清楚一点:一个项目一页纸,3月16日上午12点前交项目股307室。
        """)
    )
    assert together(digest, 1, 3)


def test_an_answer_that_gives_another_time_moves_it() -> None:
    digest = digest_of(
        *told(f"{ASKED}\n16:40 畜牧站-谢丹: 大家都在问生猪台账能不能晚点,最晚18日12:00前报")
    )
    assert together(digest, 1, 2)
    assert where(digest, 1)[1].deadline == at(18, 12)


def test_the_answer_to_what_nobody_here_was_asked_is_no_line() -> None:
    digest = digest_of(*told("16:20 畜牧站-谢丹: 有同志问排查台账要不要附照片:要,每户一张"))
    assert digest.requests == 0


@pytest.mark.parametrize(
    "said",
    [
        "畜牧站-谢丹: 会上布置的事再强调一下:羊布病疫苗发放到户,15日前完成",
        "畜牧站-谢丹: 补充通知:请各乡镇15日前报羊布病检测名单",
        "畜牧站-谢丹: 请各乡镇15日前报送群众都问的问题清单",
        "民政局-刘芳: 有同志问高龄补贴名单报不报:要报,15日前报我",
        "畜牧站-谢丹: 请各乡镇明天15:00前报入户问询情况统计表",
    ],
)
def test_another_ask_is_one_of_its_own(said: str) -> None:
    digest = digest_of(*told(f"{ASKED}\n16:40 {said}"))
    assert together(digest, 1)
    assert together(digest, 2)
