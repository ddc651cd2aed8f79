"""A time is moved for some who are named as people name them: in a row, by their number, by why."""

import pytest

from bot.domain.digest import Digest, Line, MarkKind
from tests.stories.kit import at, together
from tests.telling import digest_of, told, where


def _digest(*lines: str) -> Digest:
    return digest_of(*told("\n".join(lines)))


def _apart(line: Line) -> dict[str, str]:
    marks = [mark for mark in line.marks if mark.kind is MarkKind.APART]
    return {one.whose: f"{one.at:%d %H:%M}" for mark in marks for one in mark.due_for}


@pytest.mark.parametrize(
    ("said", "who"),
    [
        (
            "考虑到双桥、石门两地山区村统计难度大,周报表可以明天上午10:00前报,其余镇时间不变",
            "双桥、石门",
        ),
        ("双桥和石门路远,周报表明天上午10:00前报,其他镇不变", "双桥、石门"),
        ("双桥和石门改到明天上午10:00,其他镇不变", "双桥、石门"),
        ("双桥、和平改到明天上午10:00,其他镇不变", "双桥、和平"),
        ("请双桥、石门、白河三个镇明天上午10:00报,其他镇不变", "双桥、石门、白河"),
        ("双桥、石门的周报表改到明天上午10:00,其余镇不变", "双桥、石门"),
        ("双桥、石门和白河人手少,周报表放宽到明天上午10:00,别的镇还是今天", "双桥、石门、白河"),
    ],
)
def test_no_place_of_a_row_is_lost(said: str, who: str) -> None:
    digest = _digest(
        "08:00 种植业科 周航: 请各镇于今日17:00前将《春耕备耕进度周报表》发种植业科邮箱",
        f"10:00 种植业科 周航: {said}",
    )
    assert together(digest, 1, 2)
    assert _apart(where(digest, 1)[1]) == {who: "13 10:00", "其他": "12 17:00"}


def test_a_place_that_the_thread_does_not_know_is_moved_with_the_one_it_does() -> None:
    digest = _digest(
        "08:00 民政办 桃子: 高龄补贴认证还差好多人,各村3月13日前全部认证完",
        "08:30 东坪村 老李: 收到",
        "10:00 民政办 桃子: 东坪和后山人多,高龄认证放宽到下周一,别的村还是周五",
    )
    assert _apart(where(digest, 1)[1]) == {"东坪村、后山": "16 23:59", "其他": "13 23:59"}


def test_who_cannot_be_told_from_a_row_is_never_moved_in_part() -> None:
    digest = _digest(
        "08:00 民政办 桃子: 高龄补贴认证还差好多人,各村3月13日前全部认证完",
        "08:30 东坪村 老李: 收到",
        "10:00 民政办 桃子: 东坪和后山坳子里头喊人难,高龄认证放宽到下周一,别的村还是周五",
    )
    assert "东坪村" not in _apart(where(digest, 1)[1])
    assert where(digest, 1)[1].deadline == at(13, 23, 59)


@pytest.mark.parametrize(
    ("asked", "said", "apart"),
    [
        (
            "流感疫苗到了,3月14日上午8:30开始接种,60岁以上免费,请网格员通知老人带身份证来卫生站",
            "上午人会比较挤,1、2网格的老人请3月14日下午2点再来,其他网格还是上午",
            {"1网格、2网格": "14 14:00", "其他": "14 08:30"},
        ),
        (
            "两癌免费筛查明天早上7点卫生院 每村组织15个35到64岁的妇女 空腹 带身份证",
            "前进、大湾这两个村雨大 筛查改成周六早上7点来 其他村明天照旧",
            {"前进、大湾": "14 07:00", "其他": "13 07:00"},
        ),
        (
            "明早晨七点半,65岁以上的老辈子到村卫生室体检,莫吃早饭莫喝水",
            "四组五组的老人家人多,改成后天早晨七点半来,免得排队。一二三组还是明天",
            {"四组、五组": "14 07:30", "一组、二组、三组": "13 07:30", "其他": "13 07:30"},
        ),
        (
            "各位乡亲,油菜种子到了,14号上午9点在村委发,按亩数一亩一包,来的时候带身份证",
            "一组的离得近,种子今天下午3点先来领,其他组还是14号",
            {"一组": "12 15:00", "其他": "14 09:00"},
        ),
    ],
)
def test_who_comes_at_another_time_is_told_on_the_line(
    asked: str, said: str, apart: dict[str, str]
) -> None:
    digest = _digest(f"08:00 村医 老陈: {asked}", f"11:00 村医 老陈: {said}")
    assert together(digest, 1, 2)
    assert _apart(where(digest, 1)[1]) == apart


def test_half_a_day_that_is_not_that_of_the_event_is_not_kept() -> None:
    digest = _digest(
        "08:00 村医 老陈: 流感疫苗到了,3月14日下午2:30开始接种,请网格员通知老人来卫生站",
        "11:00 村医 老陈: 1、2网格的老人请3月14日下午4点再来,其他网格还是上午",
    )
    assert _apart(where(digest, 1)[1]) == {}


@pytest.mark.parametrize(
    ("asked", "said", "day", "hour"),
    [
        (
            "元旦春节困难家庭慰问名单,各网格明天中午12点前报我,每网格不超过6户",
            "慰问名单提前了,街道今天就要,各网格今天17:30前给我",
            12,
            (17, 30),
        ),
        (
            "各镇农业农村办:耕地地力保护补贴面积已反馈至各镇,请认真核对,于3月13日12:00前将核对确认表(分管领导签字)报财务科。",
            "接区财政局通知,补贴面积核对确认表报送时间延至3月16日18:00,请各镇利用这段时间把面积再核准。",
            16,
            (18, 0),
        ),
    ],
)
def test_what_is_brought_forward_or_put_back_is_one_ask_by_its_new_date(
    asked: str, said: str, day: int, hour: tuple[int, int]
) -> None:
    digest = _digest(f"09:00 财务科 郑琳: {asked}", f"14:00 财务科 郑琳: {said}")
    assert together(digest, 1, 2)
    line = where(digest, 1)[1]
    assert line.deadline == at(day, *hour)
    assert MarkKind.MOVED in {mark.kind for mark in line.marks}


def test_another_thing_that_is_brought_forward_moves_no_list() -> None:
    digest = _digest(
        "09:00 民生岗 思思: 困难家庭慰问名单,各网格明天中午12点前报我",
        "14:00 民生岗 思思: 残疾人康复需求表提前了,各网格今天17:30前给我",
    )
    assert where(digest, 1)[1].deadline == at(13, 12)
