"""Who asks, by the sender's name, what they were called before, and the words themselves."""

from datetime import datetime

import pytest

from bot.app import knowledge
from bot.config import Config
from bot.domain.message import SHANGHAI, Message
from bot.domain.reading import Earlier, Reading, What
from bot.reading.issuer import find_issuer

LEXICON, _ = knowledge(Config())
AT = datetime(2026, 3, 12, 9, tzinfo=SHANGHAI)


def said(sender: str, text: str, group: str, number: int = 1) -> Message:
    return Message(group=group, number=number, sent_at=AT, text=text, sender=sender)


@pytest.mark.parametrize(
    ("sender", "group", "issuer"),
    [
        ("渔政 石队", "柳河镇村居工作群", "渔政"),
        ("农商行 小贝", "柳河镇村居工作群", "农商行"),
        ("县供销社", "柳河镇村居工作群", "县供销社"),
        ("县档案馆", "青河县县直联络群", "县档案馆"),
        ("柳河镇 小祁", "东河村村务群", "柳河镇"),
        ("学区 褚校长", "柳河镇村居工作群", "学区"),
        ("铁匠湾 贺大姐", "望江街道社区工作群", "铁匠湾"),
        ("东河文书-小景", "东河村村务群", "东河村"),
        ("水利员 小钟", "柳河镇村居工作群", "镇水利站"),
        ("7幢 602 小魏", "梧桐里社区大家庭", None),
    ],
)
def test_what_stands_before_the_person_asks(sender: str, group: str, issuer: str | None) -> None:
    assert find_issuer("明天带身份证来办", said(sender, "", group), (), LEXICON) == issuer


def test_who_gave_a_fuller_name_before_still_speaks_for_it() -> None:
    group = "柳河镇村居工作群"
    first = said("党政办 裴青", "早", group)
    before = (Earlier(message=first, reading=Reading(what=What.CHATTER)),)
    later = said("裴青", "", group, 2)
    assert find_issuer("三点的会推到四点", later, before, LEXICON) == "镇党政办"


def test_who_is_spoken_to_does_not_ask() -> None:
    message = said("应急办 屈主任", "", "柳河镇村居工作群")
    text = "柳河小学:桌子顶住门,别探头"
    assert find_issuer(text, message, (), LEXICON) == "镇应急办"


def test_a_forward_keeps_the_level_of_its_origin() -> None:
    message = Message(
        group="柳河镇村居工作群", number=1, sent_at=AT, text="", sender="应急办 小戚",
        forwarded_from="县气象台",
    )  # fmt: skip
    assert find_issuer("今晚有大到暴雨", message, (), LEXICON) == "县气象台"
