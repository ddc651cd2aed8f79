"""Who is named in words that people are shown: nobody's sickness or poverty is told by us."""

import re

from bot.reading.speaker.offices import SURNAMES
from bot.reading.titles.fitting import NAME
from bot.reading.titles.shown import without_numbers

_NO_PLACE = "(?![村镇县乡社区路桥河库校院厂局办站所塘坝垭沟洼渠坳圩堰])[一-龥]"
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
    r"(?=一?家(?!长|庭医)|户|夫妇|本人|同志|[那这][份户家张本人个]|的(?![村组社单]))|"
    # 名单王强就不用报了
    rf"(?<=[单册账表]){_FULL}(?=[就也都先可以]{{0,3}}(?:不[用必要]|免))|"
    # 石桥村王二娃18号报
    rf"(?<=[村组户员])[{SURNAMES}](?:{_NO_PLACE}){{2}}(?=\d{{1,2}}[号日])|"
    rf"^{_FULL}(?=(?:刚刚?|已经?|才)?(?:[得患染感吸贪偷嫖赌骗欠离嫁死戒病瘫聋]|去世|住院|出院|出狱|外出|康复|坐牢|"
    "刑满|失踪)|是(?:低保|贫困|特困|五保|残疾|精神))"
)


def names_anybody(words: str) -> bool:
    """Whether normalised words name a private person, or a number that may be theirs."""
    return bool(_PERSON.search(words)) or without_numbers(words) != words


_SOMEBODY = "某某"
_CLAUSE = re.compile(r"[^,，。;；!！?？:：、\s]+")


def without_persons(words: str) -> str:
    """Words in which no private person is named: 某某 stands for each, clause by clause."""
    return _CLAUSE.sub(lambda clause: _PERSON.sub(_SOMEBODY, clause[0]), words)
