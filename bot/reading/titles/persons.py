"""Who is named in words that people are shown: nobody's sickness or poverty is told by us."""

import re

from bot.reading.speaker.offices import SURNAMES
from bot.reading.titles.fitting import NAME
from bot.reading.titles.shown import without_numbers

_NO_PLACE = "(?![村镇县乡社区路桥河库校院厂局办站所])[一-龥]"
_FULL = rf"[{SURNAMES}](?:{_NO_PLACE}){{1,2}}"
_GONE = "去世|过世|死|病[了故重]|住院|服刑|坐牢"
_PERSON = re.compile(
    rf"{NAME}|[一-龥]{{2,}}·[一-龥]{{2,}}|"
    # 小王不用报
    rf"^[老小][{SURNAMES}](?=[先就都也]?(?:不|无需|免|别|莫))|"
    # 名单里张德福不用写, 名单里的王小二去世了
    rf"(?:(?<=[里中上]的)|(?<=[里中上单册账表]))(?:[{SURNAMES}](?:{_NO_PLACE}){{2}}"
    rf"(?=[先就都也]?(?:不|无需|免|别|莫|已|、))|{_FULL}(?={_GONE}))|"
    # 名单里张德福的, 张德福户, 王婶家; 张德福感染…
    rf"(?:^|(?<=[单册账表里中户员组村民者、人]))(?:{_FULL}|[一-龥][奶婶叔伯姨嫂爷婆])"
    r"(?=一?家(?!长|庭医)|户|夫妇|本人|同志|的(?![村组社单]))|"
    rf"^{_FULL}(?=[得患染感吸贪偷嫖赌骗欠离嫁死])"
)


def names_anybody(words: str) -> bool:
    """Whether normalised words name a private person, or a number that may be theirs."""
    return bool(_PERSON.search(words)) or without_numbers(words) != words
