"""A change that names only the day of what it changes leaves the hour as it was."""

from datetime import datetime

import pytest

from bot.domain.digest import MarkKind
from tests.stories.kit import at
from tests.telling import digest_of, told, where

HELD = "08:30 局办公室-卢敏: 3月17日上午9:30召开秋冬种推进会,各乡镇参加"


@pytest.mark.parametrize(
    "said",
    [
        "下周二会议地点换到第三会议室。",
        "17号的推进会改在第三会议室召开",
        "下周二上午的会议地点有变,在第三会议室",
        "通知:3月17日秋冬种推进会会场调整到三楼会议室",
        "下周二的推进会请带U盘,地点改到三楼会议室",
    ],
)
def test_a_meeting_that_moves_to_another_place_keeps_its_hour(said: str) -> None:
    digest = digest_of(*told(f"{HELD}\n11:02 局办公室-卢敏: {said}"))
    _, line = where(digest, 2)
    assert line.starts_at == at(17, 9, 30)
    assert MarkKind.MOVED not in {mark.kind for mark in line.marks}


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ("下周二会议改到下午3点,地点换到第三会议室", at(17, 15)),
        ("下周二的会推迟到下午", at(17, 14, 30)),
        ("下周二的会改到8点,地点换到第三会议室", at(17, 8)),
        ("推进会改到下周三上午10点,地点换到第三会议室", at(18, 10)),
    ],
)
def test_a_meeting_that_moves_to_another_hour_moves(said: str, then: datetime) -> None:
    digest = digest_of(*told(f"{HELD}\n11:02 局办公室-卢敏: {said}"))
    assert where(digest, 2)[1].starts_at == then


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("17日的秋冬种进度表改报到县农技站", at(17, 12)),
        ("秋冬种进度表17日前改报县农技站邮箱", at(17, 12)),
        ("秋冬种进度表改到17日下班前报", at(17, 18)),
        ("秋冬种进度表延到18日前报", at(18, 23, 59)),
        ("秋冬种进度表推迟到17日下午", at(17, 18)),
        ("更正:秋冬种进度表延到17日晚上", at(17, 23, 59)),
    ],
)
def test_what_is_due_at_an_hour_of_a_day_stays_so_where_the_day_is_named_again(
    said: str, due: datetime
) -> None:
    digest = digest_of(
        *told(f"""
        08:30 局办公室-卢敏: 请各乡镇17日12:00前报秋冬种进度表
        11:02 局办公室-卢敏: {said}
        """)
    )
    assert where(digest, 2)[1].deadline == due
