"""What is called off of one alone, of many of whom it was asked: 王强的名单, 石门水库的巡查台账."""

import re

from bot.reading.kinds.excusing import NEED_NOT
from bot.reading.papers import is_paper
from bot.reading.speaker.offices import SURNAMES
from bot.reading.thread.subject import letters_beside
from bot.reading.titles.persons import names_anybody

_OFF = re.compile(f"{NEED_NOT}|取消|作废|不[报交要]|先[不别]|免(?=[报交了])|[莫别]再?[报交填做]")
_CLAUSE = re.compile(r"[,。;!?\n\s]+")
_THING = (
    "水库|山塘|河道?|水渠|桥|公司|企业|[工药]厂|合作社|[小中]?学校?|幼儿园|小区|[楼栋]|单元|商店|超市|饭店|"
    "养殖场|猪场|项目|工地|路段|码头|矿山?|加油站|寺|庙|养老院|敬老院|果园|茶园"
)
# 石门水库的巡查台账, 那本石门水库台账; not 水库的巡查台账.
_OF_THING = re.compile(
    rf"(?P<of>[一-鿿]{{1,5}}?(?:{_THING}))(?:的|[那这][份本个张])?(?P<what>[一-鿿]{{2,10}})"
)
# 残疾人的名单, 李桂花那份复核表.
_OF = re.compile(r"(?P<of>[一-鿿]{2,8}?)(?:的|[那这][份本张])(?P<what>[一-鿿]{2,10})")
_TOLD = re.compile(
    "[发说讲要催布交转收填做写弄报][置代]?[过了的]?$|通知|安排|要求|布置|[群镇县乡村市区]里|上面|上级|领导|"
    "[昨今前明][天日晚]|刚[才刚]|上[次周月午]|下午|[去今明前]年|月|全[镇县乡村市区]|以前|原来|之前|旧|[这那哪]|所有|全部"
)
_LEFT = rf"^[{SURNAMES}][一-鿿]{{1,2}}(?:户|家|他|她)?(?:已经?|早就?|都|也)*"
# 王强戒断三年了,名单不用报: why one is left out.
_BEFELL = re.compile(
    rf"{_LEFT}(?:死|去世|过世|病故|搬|迁|戒[断毒了]|出狱|失踪|脱贫|退出|超龄|在外)"
)
# 张三不用报名单, 低保户张德福、李桂兰不用报: nobody but these.
_PEOPLE = re.compile(
    rf"(?:[一-鿿]{{2,4}}[户员者人])?[{SURNAMES}][一-鿿]{{1,2}}(?:、[{SURNAMES}][一-鿿]{{1,2}})*[就也都先可以]*"
)
# 吸毒的那几户走访表: some homes, by what is the matter there.
_HOMES = re.compile("[那这](?:[几两三四五六七八九]?|些)[户家]|[几两三四五六七八九]户")
_FEW = 2


def of_one_alone(text: str, told: str) -> str | None:
    """The clause of a normalised text that calls something off for one person, or of one thing or
    sort, that what was ``told`` does not name; "" where that is a person, None where none does.
    """
    clauses = [one for one in _CLAUSE.split(text) if one]
    for place, clause in enumerate(clauses):
        off = _OFF.search(clause)
        if off is None:
            continue
        head, why = clause[: off.start()], clauses[place - 1] if place else ""
        person = _PEOPLE.fullmatch(head) or _HOMES.search(head) or names_anybody(f"{head}{off[0]}")
        person = person and letters_beside(head, told) > 0
        if person or (_BEFELL.search(why) and why[:2] not in told):
            return ""
        if any(_is_of_one(found, told) for found in (_OF_THING.search(head), _OF.search(head))):
            return clause
    return None


def _is_of_one(found: re.Match[str] | None, told: str) -> bool:
    if found is None or _TOLD.search(found["of"]):
        return False
    whose, what = found["of"], _LIGHT.sub("", found["what"])
    if not is_paper(what):
        return False
    # 规上企业, of what all 企业 were asked.
    tails = (at for at in range(1, len(whose) - 1) if whose[at:] in told)
    sort = next(tails, None)
    if sort is not None and letters_beside(whose[:sort], told):
        return True
    return letters_beside(whose, told) >= _FEW


_LIGHT = re.compile("[就可以先都也]+$")
