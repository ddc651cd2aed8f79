"""What a sender's display name tells: how official they are, and for what body they speak."""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from bot.domain.lexicon import Lexicon
from bot.reading.normalise import normalise
from bot.reading.speaker.body_patterns import BODY, FIXED_BODIES
from bot.reading.speaker.group_body import own_body
from bot.reading.speaker.halls import looks_after
from bot.reading.speaker.level import INNER, NAMED_PLACE, Tier, of_county, place_of, with_level
from bot.reading.speaker.nickname import Office, is_person, name_of, office_in, parts_of
from bot.reading.speaker.offices import BUREAUS, LETTERS, OUTSIDE, SURNAMES


class Standing(IntEnum):
    """How official a sender looks by name alone."""

    GRASSROOTS = -1
    UNKNOWN = 0
    LEADER = 1
    OFFICE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """What a sender's display name tells: standing and the body it names."""

    standing: Standing
    body: str | None


_LEADER = re.compile(
    r"(?:[一-龥]{0,4}(?:党(?:工)?委|政府|镇|乡|街道|社区|县|区))?(?:副)?"
    r"(?:书记|镇长|乡长|主任|主席|部长|局长|所长|站长|院长|校长|队长|科长|股长|"
    r"组织委员|宣传委员|委员|领导|班长|处长|副县长|县长|区长|片长|专员|专干|民警|辅警)"
)
_VILLAGER = re.compile(
    r"(?:村|屯|寨|社|湾|坪|店|庄|沟|洼|塘|岭|坝|组|梁|园|苑|里|小区|网格|台|庙|桥|河|墩|圩|堡|"
    r"铺|井|垸|冲|岗|坡|溪|头|尾|口)"
    r"[^一-龥]{0,2}[一-龥]{0,3}(?:文书|会计|支书|主任|书记|村长|治保|妇女|计生|组长|队长|网格员|"
    r"报账员|主干|委员|护林员|干部)"
)
_VILLAGE_HEAD = re.compile(
    r"^(?:[一二三四五六七八九十0-9]+\s*号?(?:网格|组|村|队|片)|[一-龥]{1,5}(?:村|组|屯|寨|网格|"
    r"小区)(?![一-龥]{0,2}(?:办|站|所|局|委))|"
    r"(?:居民|村民|群众|业主|楼栋长|楼长|网格员|护林员|保洁|保安|家长|志愿者))"
)
# Somebody of the house itself: 社区小李, 镇里老周.
_STAFF = re.compile(
    r"(社区|居委会?|村委会?|街道办?|镇政府|乡政府|镇里|村部)[-\s]?[老小阿]?[一-龥]{1,3}$"
)
_CHANNEL = re.compile(
    r"(?:发布|融媒|日报|新闻|广播|电视台|之声|(?<=[一-龥]{2})微.{0,4}|公众号|气象|天气)$"
)
SEPARATOR = re.compile(r"[-—–_·|/\s:()\[\]【】~,、]+")


@lru_cache(maxsize=4096)
def read_sender(name: str | None, group: str, lexicon: Lexicon) -> Sender:
    """Standing and body of a sender's display name in a group of this name."""
    if not name:
        return Sender(standing=Standing.UNKNOWN, body=None)
    plain = normalise(name).text.strip()
    if plain == normalise(group).text.strip():
        return Sender(standing=Standing.OFFICE, body=None)
    head = SEPARATOR.split(plain)[0]
    body = _body_of_name(plain, group, lexicon)
    place = NAMED_PLACE.match(normalise(group).text)
    leader = _LEADER.search(plain)
    if place and leader and plain.startswith(place[1]) and not _VILLAGE_HEAD.match(plain):
        return Sender(standing=Standing.LEADER, body=body or _leader_name(plain, leader))
    staff = _STAFF.match(plain)
    if staff:
        return Sender(standing=Standing.LEADER, body=body or staff[1])
    if "物业" in plain:
        return Sender(standing=Standing.UNKNOWN, body=body)
    if _VILLAGE_HEAD.search(plain) or (_VILLAGER.search(plain) and not _strong_body(head)):
        return Sender(standing=Standing.GRASSROOTS, body=body)
    if body:
        return Sender(standing=Standing.OFFICE, body=body)
    if leader:
        return Sender(standing=Standing.LEADER, body=_leader_name(plain, leader))
    return Sender(standing=Standing.UNKNOWN, body=None)


def heads_village(name: str | None) -> bool:
    """Whether somebody is called the head of a village, and of which is not told: 郭支书."""
    return bool(_VILLAGE_HEADS.fullmatch(normalise(name or "").text.strip()))


_VILLAGE_HEADS = re.compile(
    r"[老小阿]?[一-龥]?(?<![团前])(?:村?支书|村书记|村主任|村长)[-\s]?[老小阿]?[一-龥]{0,3}"
)


def _strong_body(head: str) -> bool:
    found = BODY.search(head)
    return bool(found and found["tail"])


def _leader_name(plain: str, leader: re.Match[str]) -> str:
    parts = [part for part in SEPARATOR.split(plain) if part]
    for part in parts:
        if _LEADER.search(part) and len(part) <= 10:
            return part
    return leader.group()


def _body_of_name(plain: str, group: str, lexicon: Lexicon) -> str | None:
    """The body named in a display name like 林业站-老崔, 水利-小田, 住建所 易工."""
    letter = _BY_LETTER.search(plain)
    if letter:
        meant = Office(level="", place="", word=LETTERS[letter[1]], tail="", person="")
        return name_of(meant, group, lexicon)
    parts = parts_of(plain)
    for part in parts:
        if _CHANNEL.search(part):
            return part
        of_bureau = _SECTION.fullmatch(part)
        bureau = of_bureau and BUREAUS.get(of_bureau["word"])
        if of_bureau and bureau and bureau.endswith(_HAS_SECTIONS):
            level = of_bureau["level"] or _county_letter(group)
            if level:
                return of_county(bureau, level)
        fixed, found = FIXED_BODIES.search(part), BODY.search(part)
        if fixed and found and fixed.end() == found.end() and found["level"]:
            return with_level(found.group(), group)
        inner = fixed and fixed.group() in INNER
        if fixed and fixed.group() in _BY_NAME and fixed.start() > 1 and _is_named(fixed, part):
            return part[: fixed.end()]
        if fixed and (inner or not found or len(fixed.group()) >= len(found.group())):
            return with_level(_whole(fixed, part), group)
        if found and found["tail"] and found["tail"] != "专员":
            return _full_name(found, group, lexicon)
        office = office_in(part, group, lexicon, alone=len(parts) == 1)
        if office:
            return name_of(office, group, lexicon)
        outside = _OUTSIDE.match(part)
        if outside:
            return outside[1]
    return None


# 钱姐(妇): so many a list of members tells whose they are.
_BY_LETTER = re.compile(rf"(?<=[一-龥])\(([{''.join(LETTERS)}])\)$")


# 县民政社救股, 统计局办公室: a part of a bureau, which asks.
_SECTION = re.compile(
    r"(?P<level>[县区市旗])?(?P<word>[一-龥]{2,4}?)局?(?!委)"
    r"(?:[一-龥]{1,4}[股科]|办公室|[一-龥]{1,3}室|资助|社救)"
)
_HAS_SECTIONS = ("局",)


def _county_letter(group: str) -> str:
    place = place_of(group)
    return place.letter if place and place.tier is Tier.COUNTY else ""


# 桂花苑物业, 城南水厂: one of many, called by its own name.
_BY_NAME = frozenset(
    {"物业", "水厂", "自来水厂", "小学", "中学", "幼儿园", "合作社", "中心小学", "中心幼儿园"}
)


def _is_named(fixed: re.Match[str], part: str) -> bool:
    before = part[: fixed.start()]
    person = is_person(before) and not _ESTATE.search(before)
    return not person and not _LEVEL_ONLY.match(part)


_ESTATE = re.compile("[苑园府城湾庭居里坊厦]$")
_LEVEL_ONLY = re.compile("[县区镇乡街社]|中心|.{0,4}(?:镇|乡|街道|社区|[县区]里)")


def _whole(fixed: re.Match[str], part: str) -> str:
    """教育工会 is not 工会, 小李妇联 is 妇联."""
    before = part[: fixed.start()]
    whole = fixed.group() in BUREAUS and before and not is_person(before)
    return part[: fixed.end()] if whole else fixed.group()


# Windows and firms that serve a place without being one of its offices.
_OUTSIDE = re.compile(
    r"([一-龥]{2,8}?(?:窗口|管理所|服务站|客运站|供热|热力|燃气|水务|电力|公交|保险|银行|信用社|通信|移动|电信|"
    r"联通)(?:公司)?)"
)


# 禁毒专干 is the whole of the office in a town.
_OFFICES = re.compile("禁毒|组织|宣传|民政|计生|综治|信访|应急|安监|司法|党建|扶贫|统战")


def _full_name(found: re.Match[str], group: str, lexicon: Lexicon) -> str:
    """A body named in full, with the level of the group where its name tells none."""
    name = "".join(found[key] or "" for key in ("level", "over", "stem", "tail"))
    town = found["tail"] == "专干" and found["level"] not in ("社区", "村")
    if town and _OFFICES.fullmatch(found["stem"]):
        name = name.removesuffix("专干") + "办"
    return with_level(lexicon.aliases.get(name, name), group)


# Who is only called by a title speaks for the body whose group it is.
BARE_TITLE = re.compile(
    r"[一-龥]?(?:副)?(?:主任|股长|科长|书记|主席|局长|经理|所长|站长|院长|校长|队长|部长)"
)
_PERSON_FIRST = re.compile(r"网格|楼|组长|[老小阿]?[一-龥]$|.*\d")
_OUTFIT = re.compile(r"[一-龥](?:站|所|队|局|委|办|会|社|中心|公司|厂|院|馆|交警|抢修|救援)$")
# A post in a village or a community, after the place whose post it is.
_POST = re.compile(
    r"(?:妇女主任|文书|会计|支书|主任|村长|护林员|管理员|巡堤员|网格员|队长|组长|委员|报账员|社工|"
    r"志愿者|村医|干部|保安|站长|园长|校长|班长|参谋|干事)$"
)


@lru_cache(maxsize=4096)
def unit_said(name: str | None, group: str) -> str | None:
    """What stands before the person in a name: 渔政 柴队, 铁箍井 洪大姐, 农商行 小吴."""
    parts = [part for part in SEPARATOR.split(normalise(name or "").text.strip()) if part]
    if len(parts) == 1:
        return _outfit(parts_of(parts[0]), group)
    if len(parts) > 1 and _is_no_unit(parts[0], group):
        return None
    if len(parts) > 1 and (_BY_TITLE.match(parts[0]) or _is_person_of(*parts[:2])):
        # 江队(渔政), 刘会计(东风村)
        parts = parts[1:] + parts[:1]
    by_post = any(map(_VILLAGE_POST.match, parts[1:]))
    if len(parts) < 2 or len(parts[0]) < _NAMED or looks_after(parts[0]):
        return None
    if _PERSON_FIRST.match(parts[0]) and not by_post:
        return None
    firm = next((name for word, name in OUTSIDE.items() if _is_desk(parts[0], word)), None)
    if firm:
        return firm
    unit = _POST.sub("", parts[0])
    if unit != parts[0]:
        return own_body(group) or (unit if len(unit) >= _NAMED else None)
    return None if BARE_TITLE.fullmatch(unit) else unit


def _is_no_unit(unit: str, group: str) -> bool:
    """Whether what stands before a person tells only where the whole group is: 北营 in the group
    of 北营街道, 区里, 区里老同学.
    """
    place = place_of(group)
    if _LEVEL_SAID.match(unit):
        return True
    of_many = place is not None and place.tier is not Tier.VILLAGE
    return of_many and bool(
        re.match(f"{re.escape(unit)}(?:镇|乡|街道|苏木|县|区|旗|市)", normalise(group).text)
    )


_LEVEL_SAID = re.compile("[省市县区旗州][里上]|上面")


def _is_desk(unit: str, word: str) -> bool:
    """热力调度, 移动客服: where a firm answers."""
    return unit.startswith(word) and bool(_DESK.fullmatch(unit, len(word)))


def _is_person_of(first: str, second: str) -> bool:
    return is_person(first) and bool(_NAMED_VILLAGE.fullmatch(second))


_NAMED_VILLAGE = re.compile("[一-龥]{2,5}(?:村|社区)")
_VILLAGE_POST = re.compile("支书|文书|会计|村长")
_DESK = re.compile("(?:公司)?(?:调度|客服|抢修|值班|营业厅|维修|巡检|安检|收费)(?:中心|室|台)?")


def _outfit(parts: list[str], group: str) -> str | None:
    """The outfit a name without a gap tells: 渔办裘, 城南水厂; 田所 is a person by title."""
    if len(parts) != 1 or _BY_TITLE.match(parts[0]):
        return None
    if _OUTFIT.search(parts[0]):
        return parts[0]
    found = next((f for f in _BODY_END.finditer(parts[0]) if is_person(parts[0][f.end() :])), None)
    if found is None or found.start() == 0:
        return None
    named = parts[0][: found.end()]
    return with_level(named, group) if _OF_STATE.search(named) else named


_BY_TITLE = re.compile(rf"[{SURNAMES}][站所队局委办会院]$")
_BODY_END = re.compile("公司|中心|大队|中队|[局办站所院馆]|(?<=[一-龥]{2})[股科]")
_OF_STATE = re.compile("(?:[局办]|大队|中队|(?:服务|事务|管理|发展)中心)$")
_NAMED = 2
