"""Who speaks to whom: what names tell, and a bare photo as an answer."""

from datetime import datetime, timedelta

import pytest

from bot.domain.message import SHANGHAI, Media, Message
from bot.domain.reading import Earlier, Reading, What
from bot.reading.reader import read
from bot.reading.roles import is_below, person_of, unit_of
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
    ("under", "between", "what"),
    [
        (1, None, What.RECEIPT),
        (None, None, What.RECEIPT),
        (None, What.RECEIPT, What.RECEIPT),
        (None, What.CHATTER, What.CHATTER),
        (7, None, What.CHATTER),
    ],
)
def test_a_bare_photo_under_an_ask_or_next_to_its_answers_is_its_proof(
    under: int | None, between: What | None, what: What
) -> None:
    asked, photo = (
        Message(
            group="云溪镇工作群",
            number=number,
            sent_at=NOON + timedelta(minutes=number),
            text=text,
            sender=sender,
            reply_to=reply,
            media=media,
        )
        for number, text, sender, reply, media in (
            (1, "请各村周五前报公示栏照片", "民政办 小陈", None, None),
            (5, "", "柳湾村 老秦", under, Media.PHOTO),
        )
    )
    reading = read(asked, NOON, (), LEXICON, CALENDAR)
    thread = [Earlier(message=asked, reading=reading)]
    if between is not None:
        other = Message(group="云溪镇工作群", number=3, sent_at=NOON, text="…", sender="西台 老周")
        thread.append(Earlier(message=other, reading=Reading(what=between)))
    assert read(photo, photo.sent_at, tuple(thread), LEXICON, CALENDAR).what is what
