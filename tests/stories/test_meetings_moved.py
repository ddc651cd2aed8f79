"""A meeting is moved: its time and its place, and not the hour by which names are wanted."""

import pytest

from bot.domain.digest import MarkKind, Section
from tests.stories.kit import at, together
from tests.telling import digest_of, told, where

HELD = "09:00 党政办-周敏: 各村:明天9:30在二楼会议室开工作调度会,请村书记参加"
WITH_NAMES = f"{HELD},参会名单今天12点前报我"


@pytest.mark.parametrize("asked", [HELD, WITH_NAMES])
@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("改成明天14:30,地点在老学校。", "老学校"),
        ("调度会推迟到下午2点半,换三楼大会议室", "三楼大会议室"),
        ("会挪到明天下午2点半,到老学校开", "老学校"),
        ("会议地点改到五楼,时间推迟到14:30", "五楼"),
        ("更正:明天的会改为14:30,地点在二楼会议室", None),
        ("调度会推迟到14:30,地点还是原来那里", None),
    ],
)
def test_time_and_place_are_those_of_the_meeting(asked: str, said: str, place: str | None) -> None:
    digest = digest_of(*told(f"{asked}\n10:00 党政办-周敏: {said}"))
    section, line = where(digest, 1)
    assert together(digest, 1, 2)
    assert section is Section.MEETINGS
    assert line.starts_at == at(13, 14, 30)
    assert line.deadline == (at(12, 12) if asked is WITH_NAMES else None)
    assert [mark.text for mark in line.marks if mark.kind is MarkKind.VENUE] == [place][
        : bool(place)
    ]


def test_the_list_of_who_comes_moves_by_itself() -> None:
    digest = digest_of(*told(f"{WITH_NAMES}\n10:00 党政办-周敏: 名单改到下午3点前报"))
    line = where(digest, 1)[1]
    assert (line.starts_at, line.deadline) == (at(13, 9, 30), at(12, 15))


def test_a_list_for_a_meeting_that_is_put_off_moves_no_meeting() -> None:
    digest = digest_of(
        *told(
            "08:00 党政办-周敏: 各村:明天9:30开工作调度会,请村书记参加\n"
            "10:00 党政办-周敏: 参会名单推迟到今天下午5点"
        )
    )
    line = where(digest, 1)[1]
    assert (line.starts_at, line.deadline) == (at(13, 9, 30), at(12, 17))
