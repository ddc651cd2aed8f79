"""Changes as they are spoken in a group: for one village, of a list's hour, said once more."""

import pytest

from bot.domain.digest import Digest, Line, MarkKind, Section
from bot.domain.reading import Kind
from tests.stories.kit import at, together, urged
from tests.telling import digest_of, told, where


def _digest(*lines: str) -> Digest:
    return digest_of(*told("\n".join(lines)))


def _apart(line: Line) -> list[tuple[str, int]]:
    marks = [mark for mark in line.marks if mark.kind is MarkKind.APART]
    return [(one.whose, one.at.day) for mark in marks for one in mark.due_for]


def test_one_town_is_let_off_and_the_others_are_not() -> None:
    digest = _digest(
        "08:10 县委办黄科: 各乡镇:16日12:00前报送三季度重点工作完成情况",
        "09:40 白沙镇小齐: 黄科,重点工作16号书记在外学习签不了字,18号报行吗",
        "09:42 县委办黄科: 白沙可以18号,其他乡镇按时",
    )
    assert _apart(where(digest, 1)[1]) == [("白沙镇", 18), ("其他", 16)]


def test_you_may_hand_in_later_is_said_to_one_village() -> None:
    digest = _digest(
        "08:50 应急办-老张: 各村微型消防站器材清单13号前给我",
        "09:05 柳湾村阿梅: 老张 我们村还在库房盘 13号怕搞不赢",
        "09:07 应急办-老张: 那你们村下周一给我",
    )
    assert _apart(where(digest, 1)[1]) == [("柳湾村", 16), ("其他", 13)]


def test_groups_that_were_due_later_are_due_with_the_others() -> None:
    digest = _digest(
        "08:30 文书小谭: 森林防火承诺书 一组二组明天交 三组四组后天交",
        "09:40 文书小谭: 承诺书三组四组也提前到明天交",
    )
    line = where(digest, 1)[1]
    assert line.deadline == at(13, 23, 59)
    assert _apart(line) == []


@pytest.mark.parametrize("said", ["名单还是15点前", "名单12点前"])
def test_the_hour_for_a_list_is_of_its_own_day(said: str) -> None:
    digest = _digest(
        "08:02 党政办-周敏: 各村:明天上午9点在三楼开工作点评会,请书记参加,参会名单今天14点前报我",
        f"09:30 党政办-周敏: 点评会改下午2点半,换到四楼,{said}",
    )
    line = where(digest, 1)[1]
    assert line.starts_at == at(13, 14, 30)
    assert line.deadline == at(12, 15 if "15" in said else 12)


def test_what_cannot_be_held_is_put_off() -> None:
    digest = _digest(
        "07:50 村支书老龚: 今天下午三点村部开院坝会,各组来两个代表",
        "11:30 村支书老龚: 院坝会今天开不成了,改天再说",
    )
    assert together(digest, 1, 2)
    assert where(digest, 1)[0] is Section.CHANGED


def test_a_date_that_is_said_once_more_chases() -> None:
    digest = _digest(
        "09:10 应急办-老张: 各村明天10点前报安全生产检查情况",
        "15:40 应急办-老张: 明天10点前一定报,不能再拖",
    )
    assert together(digest, 1, 2)
    assert urged(digest, 1) == 1


def test_what_stands_in_a_form_is_asked_about_and_not_the_form() -> None:
    digest = _digest(
        "08:30 民政办-小陈: 请各村13日下班前报孤儿信息表",
        "09:00 龙泉村小葛: 信息表里的银行卡号要填吗",
        "09:02 民政办-小陈: 不用填,空着",
    )
    section, line = where(digest, 1)
    assert (section, line.kind) == (Section.DUE_SOON, Kind.REPORT)
    assert digest.requests == 1


def test_another_thing_for_the_same_day_is_no_reminder() -> None:
    digest = digest_of(
        *told("08:00 民政办-小陈: 各村15日前报危房台账\n10:00 民政办-小陈: 15号前务必打完疫苗")
    )
    assert where(digest, 2)[1] is not where(digest, 1)[1]
