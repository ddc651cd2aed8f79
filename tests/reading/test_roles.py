"""Who speaks to whom: what names tell, and a bare photo as an answer."""

from datetime import datetime, timedelta

import pytest

from bot.domain.message import SHANGHAI, Media, Message
from bot.domain.reading import Earlier, What
from bot.reading.reader import read
from bot.reading.speaker.roles import is_below, person_of, unit_of
from tests.reading.test_reader import CALENDAR, LEXICON

NOON = datetime(2026, 3, 11, 12, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("name", "group", "below"),
    [
        ("柳湾社区 温姐", "云溪镇工作群", True),
        ("三组 老秦", "云溪镇工作群", True),
        ("民政办 小陈", "云溪镇工作群", False),
        ("柳湾社区 温姐", "柳湾网格群", False),
        (None, "云溪镇工作群", False),
    ],
)
def test_a_village_is_below_in_the_group_of_a_town(
    name: str | None, group: str, below: bool
) -> None:
    assert is_below(name, group) is below


@pytest.mark.parametrize(
    ("name", "unit", "person"),
    [
        ("柳湾社区 温姐", "柳湾", "温姐"),
        ("民政办-小陈", "民政", "小陈"),
        ("温姐", None, None),
        ("", None, None),
    ],
)
def test_others_call_by_unit_and_by_name(name: str, unit: str | None, person: str | None) -> None:
    assert (unit_of(name), person_of(name)) == (unit, person)


@pytest.mark.parametrize(
    ("ask", "under", "what"),
    [
        ("请各村周五前报公示栏照片", 1, What.RECEIPT),
        ("请各村周五前报公示栏照片", None, What.RECEIPT),
        ("请各村周五前报公示栏照片", 7, What.CHATTER),
        ("请各村周五前报低保名单", 1, What.RECEIPT),
        ("请各村周五前报低保名单", None, What.CHATTER),
    ],
)
def test_a_bare_photo_is_proof_under_an_ask_or_after_one_that_wants_to_see_something(
    ask: str, under: int | None, what: What
) -> None:
    asked = Message(group="云溪镇工作群", number=1, sent_at=NOON, text=ask, sender="民政办 小陈")
    reading = read(asked, NOON, (), LEXICON, CALENDAR)
    photo = Message(
        group="云溪镇工作群",
        number=2,
        sent_at=NOON + timedelta(minutes=5),
        sender="柳湾村 老秦",
        reply_to=under,
        media=Media.PHOTO,
    )
    thread = (Earlier(message=asked, reading=reading),)
    assert read(photo, photo.sent_at, thread, LEXICON, CALENDAR).what is what
