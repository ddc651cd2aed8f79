"""The office a nickname names: 应急周, 彭-卫健, 贺(水务), A烟叶小代, 机关事务中心老于."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.lexicon import Lexicon
from bot.reading.normalise import normalise
from bot.reading.speaker.body_patterns import LEVEL, TAIL
from bot.reading.speaker.group_body import body_of_group
from bot.reading.speaker.level import COUNTY_LETTERS, INNER, Tier, of_county, place_of, with_level
from bot.reading.speaker.offices import (
    BUREAUS,
    EVERYDAY,
    GIVEN,
    NOT_PEOPLE,
    OUTSIDE,
    SECTIONS,
    STATIONS,
    SURNAMES,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office as a nickname names it, and the person that is left of the nickname."""

    level: str
    place: str
    word: str
    tail: str
    person: str


_TITLE = (
    "(?:[副小]?(?:主任|主席|书记|局长|站长|所长|科长|股长|部长|院长|校长|队长|中队|经理|委员|干事|"
    "秘书|会计|科员|专干|专员|干部|警官|医生|大夫|护士|老师|师傅|技术员|同志|[部局科所站院队总工股])|"
    "大姐|大哥|阿姨|嬢嬢|[姐哥妹弟姨叔婶嫂嬢爷伯师])"
)
_SURE = (
    rf"[老小阿大]\w{{1,4}}|(?:[一-龥]{{1,2}}|[{SURNAMES}][一-龥]{{2}}){_TITLE}|{_TITLE}(?:[{SURNAMES}老小阿][一-龥]{{0,2}})?|"
    rf"[{SURNAMES}]|[A-Za-z]{{2,12}}"
)
_SURE_PERSON = re.compile(rf"(?:{_SURE})$")
_PERSON = re.compile(
    rf"(?:{_SURE}|[{SURNAMES}][一-龥]{{1,2}}|[{GIVEN}][一-龥]|([一-龥])\1{{1,2}})$"
)
# A post or a side of the field: 水利员 小钟, 气象信息员, 农技推广, 卫健口.
_POST = re.compile(
    r"(?:信息|协理|协管|技术)?员(?!会)|专干|专员|实习生?|推广|服务|管理|监管|条线|[口线]|(?:下|派)?来的"
)
_NO_TAIL = frozenset({"专干", "专员", "口", "线"})
_NAMED = re.compile(
    rf"[{SURNAMES}](?:[一-龥]{{1,2}}|[一-龥]{{2}}(?:(?:一家|家庭|家|户|夫妇|本人|同志|等人?|的)+))"
)
_TITLED = re.compile(
    rf"(?:[{SURNAMES}][一-龥]{{0,2}}|[老小])(?:主任|书记|镇长|乡长|村长|局长|会计|同志)"
)
_SORT = re.compile("^.{1,2}[人员者童]$")
_PARTS = frozenset("股科室组")
_BEFORE = re.compile(rf"(?P<level>{LEVEL})?(?P<place>[一-龥]{{0,4}})$")
_TAIL = re.compile(rf"救援(?:站|[大支]队)|{TAIL}")
_FIRST = re.compile(r"^(?:[A-Za-z]{1,3}|0\d?|\d)(?=[一-龥])")
_LAST = re.compile(r"\d+$")
_APART = re.compile(r"[\W_]+")
_LONGEST = 24
"""Letters of the longest part that is looked at; a nickname has hardly as many."""
_PLACE = 2
_WORD, _EARLY = 6, 10
"""Letters of the longest word for a field, and of what may stand before one."""


def parts_of(name: str) -> list[str]:
    """The parts of a nickname, without what only sorts it to the top, numbers and pictures."""
    parts = (_LAST.sub("", _FIRST.sub("", part)) for part in _APART.split(normalise(name).text))
    return [part for part in parts if part]


def is_person(part: str) -> bool:
    """Whether a part of a nickname reads as a person: 老赵, 孔主任, 耿涛."""
    return bool(_PERSON.match(part))


def names_person(words: str) -> bool:
    """Whether words of a text begin with a full name, and hold hardly more: 王秀英家庭.

    What ends like a sort of people is none: 边缘户, 党员.
    """
    return bool(_NAMED.fullmatch(words) and not _SORT.search(words)) or bool(_TITLED.match(words))


def office_in(part: str, group: str, lexicon: Lexicon, *, alone: bool) -> Office | None:
    """The office one part of a nickname names; ``alone`` where the nickname has no other part."""
    if len(part) > _LONGEST:
        return None
    found = (one for one in _offices(part, lexicon) if _stands(one, alone))
    return next((one for one in found if _whose(one, group, lexicon)), None)


@lru_cache(maxsize=4096)
def person_beside(name: str, lexicon: Lexicon) -> str | None:
    """The person that stands beside an office in a nickname: 岑小松 of 应急办岑小松."""
    parts = parts_of(name)
    for part in parts:
        office = office_in(part, "", lexicon, alone=len(parts) == 1)
        if office:
            people = (one for one in (office.person, *parts) if one != part and is_person(one))
            return next((one for one in people if len(one) > 1), None)
    return None


def _offices(part: str, lexicon: Lexicon) -> Iterator[Office]:
    words = _words(lexicon)
    for start in range(min(len(part), _EARLY)):
        for length in range(min(_WORD, len(part) - start), 1, -1):
            word = part[start : start + length]
            if word in words and not _is_member(word, part[start + length :]):
                yield _office(part[:start], word, part[start + length :])
                break


def _is_member(word: str, after: str) -> bool:
    """政法委员 is of a committee, and not 政法委."""
    return word.endswith("委") and after.startswith("员")


def _office(before: str, word: str, after: str) -> Office:
    lead, tail = _BEFORE.match(before), _TAIL.match(after)
    rest = after[tail.end() :] if tail else ""
    if tail and (tail.group() in _NO_TAIL or (rest and not is_person(rest))):
        # 站 of 水利站长王强 is the person's, not the body's.
        tail = None
    return Office(
        level=(lead and lead["level"]) or "",
        place=lead["place"] if lead else before,
        word=word,
        tail=tail.group() if tail else "",
        person=rest if tail else _POST.sub("", after, count=1) if _POST.match(after) else after,
    )


def _stands(office: Office, alone: bool) -> bool:
    """Whether what is left reads as a person, so that the word is not there by chance."""
    if any(office.person.startswith(word) for word in NOT_PEOPLE):
        return False
    if office.tail or office.word not in EVERYDAY:
        # 中燃河东李经理: a firm's branch is called by its place.
        branch = office.word in OUTSIDE and is_person(office.person[_PLACE:])
        return not office.person or is_person(office.person) or branch
    if office.person:
        return not office.place and bool(_SURE_PERSON.match(office.person))
    return not office.place and (bool(office.level) or not alone)


def _whose(office: Office, group: str, lexicon: Lexicon) -> bool:
    """Whether what stands before the word is a person or a place, not half of another body."""
    place = office.place
    if not place or office.person or place in group or _SURE_PERSON.match(place):
        return True
    return place in _words(lexicon) and office.word not in INNER


@lru_cache(maxsize=16)
def _words(lexicon: Lexicon) -> frozenset[str]:
    return frozenset({*lexicon.departments, *BUREAUS, *STATIONS, *SECTIONS, *OUTSIDE})


# 城管韩队 leads no office.
_TEAMS = frozenset({"城管", "综合执法"})


def _house_of(office: Office, group: str) -> str | None:
    """The bureau in whose own group one of its parts speaks, where it is not another's."""
    place = place_of(group)
    return body_of_group(group) if place and place.of_one_field and not office.level else None


def name_of(office: Office, group: str, lexicon: Lexicon) -> str:
    """An office as a reader of the group would call it: 县应急局, 镇应急办, 人保公司."""
    if office.word in SECTIONS and (house := _house_of(office, group)):
        return house + office.word + office.tail
    section = office.word in SECTIONS and office.tail in _PARTS
    if office.tail and not section:
        said = office.level + office.word + office.tail
        return with_level(lexicon.aliases.get(said, said), group)
    place = place_of(group)
    level = office.level or (place.letter if place else "")
    county = place is not None and place.tier is Tier.COUNTY
    if office.level:
        county = office.level[-1] in COUNTY_LETTERS and not office.level.endswith("社区")
    if office.word in _TEAMS and office.person.endswith("队") and not county:
        return f"{level}{office.word}中队"
    return _called(SECTIONS.get(office.word, office.word), level, county, lexicon)


def _called(word: str, level: str, county: bool, lexicon: Lexicon) -> str:
    if word in OUTSIDE and not (county and word in BUREAUS):
        return OUTSIDE[word]
    if county and word in BUREAUS:
        return of_county(BUREAUS[word], level)
    tail = lexicon.departments.get(word)
    if county:
        return word + (tail or "")
    if word in STATIONS:
        return level + STATIONS[word]
    if tail is None:
        return level + word if level[-1:] in _VILLAGES else of_county(BUREAUS[word], "")
    return level + word + tail


_VILLAGES = frozenset("村区")
