"""A meeting is held somewhere else: it is said at once, on its line, and on the cards."""

from pathlib import Path

import pytest

from bot.domain.digest import MarkKind
from tests.live.kit import Town, played
from tests.live.test_corrections import QIANG, _digest
from tests.telling import digest_of, told, where

LEI = "应急办-老雷"
CALLED = "明天上午9点在镇三楼开防汛工作会,各村书记参加"


@pytest.mark.parametrize(
    ("said", "venue"),
    [
        ("地点改到四楼会议室", "四楼会议室"),
        ("防汛会地点改到四楼会议室", "四楼会议室"),
        ("会议改在四楼会议室召开", "四楼会议室"),
        ("防汛工作会换到镇文化中心开,请相互转告", "镇文化中心"),
        ("集合地点改为镇政府门口", "镇政府门口"),
        ("防汛工作会会议地点由三楼调整为四楼会议室", "四楼会议室"),
        ("更正:防汛工作会改到明天下午3点,地点改为党校报告厅", "党校报告厅"),
        ("防汛工作会改到明天下午3点四楼会议室", "四楼会议室"),
        ("防汛工作会地点有变,在文化广场", "文化广场"),
        ("防汛工作会改为线上", "线上"),
    ],
)
def test_the_line_of_a_meeting_tells_where_it_is_now(said: str, venue: str) -> None:
    digest = digest_of(*told(f"09:00 {LEI}: {CALLED}\n10:00 {LEI}: {said}"))
    assert digest.requests == 1
    _, line = where(digest, 2)
    assert where(digest, 1)[1] == line
    assert [mark.text for mark in line.marks if mark.kind is MarkKind.VENUE] == [venue]


@pytest.mark.parametrize(
    "said",
    [
        "防汛工作会改到明天下午3点,地点不变",
        "防汛工作会参加人员改为各村书记和主任",
        "防汛工作会的材料改成一页纸",
    ],
)
def test_what_moves_to_no_place_tells_of_none(said: str) -> None:
    digest = digest_of(*told(f"09:00 {LEI}: {CALLED}\n10:00 {LEI}: {said}"))
    _, line = where(digest, 1)
    assert MarkKind.VENUE not in {mark.kind for mark in line.marks}


def test_a_bare_place_is_that_of_the_meeting_its_sender_called() -> None:
    digest = digest_of(
        *told(f"""
        09:00 {LEI}: {CALLED}
        09:30 组织办-小孟: 明天下午2点在三楼会议室开党建会,各村副书记参加
        09:40 {LEI}: 请各村今天下班前把值班表报应急办
        10:00 {LEI}: 集合地点改到镇政府大院
        """)
    )
    assert where(digest, 4)[1] == where(digest, 1)[1]
    assert MarkKind.VENUE not in {mark.kind for mark in where(digest, 2)[1].marks}


def test_it_goes_at_once_to_the_group_and_the_cards(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("8:00", QIANG, "早上好")
        await town.tick("17:30")
        await town.say("18:00", LEI, CALLED)
        await town.tell(QIANG, "/start")
        await town.tick("8:00", days=1)
        await town.say("8:10", LEI, "防汛工作会地点改到四楼会议室")
        assert "更正:防汛工作会地点改为四楼会议室(8:10通知)" in town.shown()[-1]
        assert "地点改为四楼会议室" in town.card(QIANG)
        await town.say("8:20", LEI, "防汛工作会改到今天上午10点,地点改到五楼会议室")
        assert "改到今日10:00,地点改为五楼会议室(8:20通知)" in town.shown()[-1]
        await town.tick("17:30")
        assert "地点改为五楼会议室" in _digest(town)

    played(tmp_path, story)
