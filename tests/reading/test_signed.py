"""The day that a notice is signed or headed with is no deadline."""

from datetime import datetime

import pytest

from bot.app import knowledge
from bot.config import Config
from bot.domain.message import SHANGHAI
from bot.domain.reading import Times
from bot.reading.deadline import read_times
from bot.reading.normalise import normalise

LEXICON, CALENDAR = knowledge(Config())
NOW = datetime(2026, 3, 12, 9, 0, tzinfo=SHANGHAI)


def times(text: str) -> Times:
    said = normalise(text.replace("⏎", "\n"))
    return read_times(said, NOW, CALENDAR, LEXICON.clock, model=LEXICON.times)


@pytest.mark.parametrize(
    "text",
    [
        "请各村报送春耕台账 农业办 3月20日",
        "请各村报送春耕台账 农业办 3月12日",
        "各村:请上报古树名木情况。(柳河镇林业站,2026年3月20日)",
        "各村:请上报古树名木情况。⏎林业站⏎联系人:老欧 3月20日",
        "通知 各户请把医保费交到村部 石坞村委会 3月20日",
        "柳河镇古树名木普查方案⏎2026年3月20日⏎各村:请组织普查并上报古树名木情况。",
        "关于上报古树名木情况的通知(3月20日)⏎各村:请组织普查并上报古树名木情况。",
    ],
)
def test_who_signs_with_a_day_wants_nothing_by_it(text: str) -> None:
    assert times(text).deadline is None


@pytest.mark.parametrize(
    "text",
    [
        "名单报送到农业办 3月20日",
        "各村:请上报古树名木情况,3月20日",
        "请各村报送春耕台账 农业办 3月20日前",
        "请各村报送春耕台账,交农业办 3月20日",
        "台账(3月20日)报农业办",
    ],
)
def test_a_day_after_who_takes_it_is_when_it_is_due(text: str) -> None:
    found = times(text).deadline
    assert found is not None
    assert found.date() == datetime(2026, 3, 20, tzinfo=SHANGHAI).date()
