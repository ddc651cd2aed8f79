"""The office a sender names as their own in what they say: 我们兽医站, 统计站小何, 我住建局的."""

import re

from bot.domain.lexicon import Lexicon
from bot.reading.speaker.body_patterns import STEM
from bot.reading.speaker.level import with_level
from bot.reading.speaker.nickname import name_of, office_in

_TAIL = "(?:服务中心|管理中心|服务站|管理所|办公室|中心|大队|中队|局|办|站|所|院|部)"
_WHOLE = "妇联|团委|残联|工会|派出所|卫生院|供电所|水厂|中心校"
_NO_OFFICE = (
    "机关|社区|物业|网格|项目|村镇|建设|平安|文明|直属|综合|安全|道路|疫情|数据|园区|景区|林场"
)
_BODY = rf"(?P<body>[县区市镇乡]?(?:{_WHOLE}|(?!{_NO_OFFICE})(?:{STEM}){_TAIL}))"
_FIELD = rf"(?P<body>[县区市镇乡]?(?:{_WHOLE}|(?!{_NO_OFFICE})(?:{STEM}){_TAIL}?))"
# 我们民政的表, but 我们组织的活动, 我们防汛不能松, 我们交通不便: a field alone is work as well.
_NO_FIELD = "组织|宣传|考核|督[查察导]|建设|规划|征收|审批|监察|巡察|执法"
_BARE = rf"(?P<body>[县区市镇乡]?(?!{_NO_OFFICE}|{_NO_FIELD})(?:{STEM}))"
_OWN = (
    re.compile(rf"(?:我们|咱们|咱){_BODY}(?=这边|这里|[的代只不管收来人窗]|[,。;!?]|$)"),
    re.compile(
        rf"(?:我们|咱们|咱){_BARE}"
        "(?=这边|这里|的(?:人|表|号|头像|电话|同[事志])|[只不][管收]|代[收办]|窗口|[,。;!?]|$)"
    ),
    re.compile(rf"(?:^|[,。;!?\s])我(?:是|在)?{_BODY}的"),
    # 我是民政办小凌
    re.compile(rf"(?:^|[,。;!?\s])(?:我|这里)是{_FIELD}[老小阿]?[一-龥]{{1,3}}(?=[,。;!?\s]|$)"),
    re.compile(rf"[来到]{_BODY}(?:来|直接)?找我"),
    # Of a county's bureau it may be told whom to ask, of one's own its level is not said.
    re.compile(rf"(?:^|[,。;!?\s])(?![县区市]){_BODY}(?:座机|电话|值班电话):?\d{{3,4}}-?\d{{6}}"),
)
# 统计站小何在线提醒, 城建办小董: the office and the person who says it.
_BESIDE = re.compile(rf"(?:^|[,。;!?\s]){_BODY}[老小阿](?P<person>[一-龥])")
# Behind a semicolon it is the last of those whom a notice is for.
_SIGNED = re.compile(rf"[。!?]\s*(?=[县区市镇乡]){_FIELD}[。!]?$")


def self_named(text: str, sender: str, group: str, lexicon: Lexicon) -> str | None:
    """The office of who says a normalised text, at the level of a group, as they call it."""
    found = next((one for said in (*_OWN, _SIGNED) if (one := said.search(text))), None)
    if found is None:
        found = next((one for one in _BESIDE.finditer(text) if one["person"] in sender), None)
    if found is None:
        return None
    office = office_in(found["body"], group, lexicon, alone=False)
    return name_of(office, group, lexicon) if office else with_level(found["body"], group)
