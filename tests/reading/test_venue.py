"""Where an event moves to, and what only looks like it."""

import time

import pytest

from bot.reading.normalise import normalise
from bot.reading.venue import new_venue, without_venue


@pytest.mark.parametrize(
    ("said", "venue"),
    [
        ("会议室投影坏了,改到一楼便民大厅后面那间,时间不变", "一楼便民大厅后面那间"),
        ("联席会从4楼挪到2楼小剧场", "2楼小剧场"),
        ("会议地点换到三楼小会议室", "三楼小会议室"),
        ("调度会改到明早八点半,地点换到二楼小会议室", "二楼小会议室"),
        ("明天的会改成视频会", "视频会"),
        ("原来那个地方停电,会搬到小学操场,带马扎", "小学操场"),
        ("报送地点由民政办变更为便民服务中心3号窗口", "便民服务中心3号窗口"),
    ],
)
def test_a_new_place_is_named_in_the_notices_own_words(said: str, venue: str) -> None:
    text = normalise(said).text
    found = new_venue(text)
    assert found is not None
    assert found.words == venue
    assert venue not in without_venue(text)


@pytest.mark.parametrize(
    "said",
    [
        "会议改到明天下午3点,地点不变",
        "地点不改到别处",
        "把凭证搬到会议室就行",
        "视频会改为线上报",
        "会议室名称改为“村名+姓名”",
        "表样改为新版,请按新表报",
        "会议在四楼会议室召开",
        "打印机换到二楼办公室了",
        "午饭改到镇政府食堂吃",
        "改完材料的到三楼会议室拿",
    ],
)
def test_what_moves_no_event_names_none(said: str) -> None:
    assert new_venue(normalise(said).text) is None


def test_a_text_that_is_nothing_but_moves_is_quick() -> None:
    begun = time.perf_counter()
    for flood in ("改到", "地点改到", "改到明天下午3点", "把改到"):
        new_venue(flood * (100_000 // len(flood)))
    assert time.perf_counter() - begun < 4
