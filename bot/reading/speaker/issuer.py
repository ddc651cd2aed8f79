"""Who asks: the body a notice comes from, named as a reader would name it."""

import re
from collections.abc import Sequence

from bot.domain.lexicon import Lexicon
from bot.domain.message import Message
from bot.domain.reading import Earlier
from bot.reading.normalise import normalise
from bot.reading.speaker.body_patterns import FIXED_BODIES, STEM, TAIL
from bot.reading.speaker.field import office_by_field
from bot.reading.speaker.group_body import body_of_group
from bot.reading.speaker.known import full_name, known_office
from bot.reading.speaker.level import level_word, where_told, with_level
from bot.reading.speaker.self_named import self_named
from bot.reading.speaker.sender import (
    BARE_TITLE,
    Standing,
    hall_by_title,
    hall_of,
    read_sender,
    unit_said,
)
from bot.reading.speaker.spokesperson import spoken_for
from bot.reading.terms import terms

# A body that opens the text: 县委督查室定于…, 【县教育局】…, 民政办:…
_HEAD = re.compile(
    r"^\s*(?:\[[^\]]{0,12}\]|【(?P<bracket>[^】]{2,20})】|"
    r"(?P<colon>[一-龥]{2,14}):|(?P<verb>[一-龥]{2,14}?)(?=定于|决定|通知|要求|提醒|将于|拟于|"
    r"请各|转发))"
)
# A signature at the end: 青石镇人民政府 2026年3月1日 / ——民政办
_SIGNATURE = re.compile(
    r"(?:\n\s*|[—\-]{2,}\s*|[。!;\s]\s*[(\[]?)(?P<body>[一-龥]{2,20}?(?:局|办|委|站|所|院|中心|"
    r"部|会|府|室|队|支部|公司|校))"
    r"[)\]]?\s*(?:\d{4}[年./-]\d{1,2}[月./-]\d{1,2}日?|\d{1,2}月\d{1,2}日)?\s*$"
)
_NO_NAME = re.compile(r"[昨今明后前][天晚日早]|刚|对|把|在|从|按|接|经|据|因|为|请|如|由|依据|遵照")
# 根据县教育局要求, 中央环保督察交办件: what the sender's own ask rests on.
_RESTS_ON = re.compile(
    r"\s*(?:(?:根据|依据|遵照|按照?)(?P<by>[一-龥]{2,14}?)(?:要求|通知|部署|安排|文件|精神)|"
    r"(?P<from>[一-龥]{2,14}?)(?:交办|转办|督办)[一-龥]{0,4}:)"
)
# A school or a firm before a colon is spoken to: 柏子坪小学:…
_CALLED_UPON = re.compile(
    r"(?:小学|中学|幼儿园|学校|厂|公司|企业|物业|分队|小队)(?:[^局办站所]{0,3})$"
)
_HOLDS = re.compile(rf"(?:{STEM}).{{0,6}}?(?:{TAIL})|{FIXED_BODIES.pattern}")
# 接县教育局通知: the sender only passes on what that body wants.
_PASSED_ON = re.compile(
    rf"^(?:[^:,。]{{0,12}}[:,])?\s*接(?:到)?(?P<body>[一-龥]{{1,5}}?(?:委|"
    rf"政府)?(?:{STEM})(?:{TAIL}))[^,。]{{0,6}}(?:通知|要求|电话|来电|函)"
)
# 【转发】县安委办:…, 【转县农业农村局】…: what stands before its head, or whose words it is.
_PASTED = re.compile(
    r"^\s*(?:【转发?(?P<of>[^】]{0,12}[局委办部厅院会府])?(?:通知|文件)?】|\[转发?\]|转发?:)\s*"
)
_PASSES_ON = re.compile(
    rf"{_PASTED.pattern}|\s*(?:转|接到?|按|根据)(?:发|达)?[^,。:]{{2,16}}(?:通知|要求|文件|电话)|\s*转[^,。:]{{2,8}}:"
)


def passes_on(text: str) -> bool:
    """Whether a normalised text says that it only passes on what a body above wants."""
    return bool(_PASSES_ON.match(text))


# What is put right by nobody in particular, and what the level above moved itself.
_PUT_RIGHT = re.compile("更正|有误|笔误|[写发说打]错|应为|应该是")
_ABOVE_MOVED = re.compile(
    r"(?:[县市区省州]里|上级|上面)[^,。;]{0,16}?(?:延|推迟|顺延|宽限|改[到为在]|提前|通知|更正)|"
    r"[县市区省州][一-龥]{1,6}[局办委](?:(?:将|把|说|来电|同意|通知)[^,。;]{0,16}?|已|又|)[^,。;]{0,2}"
    r"(?:延|推迟|顺延|宽限|提前|更正)"
)
_MOVED = re.compile("延|推[迟后]|宽限|提前|改|更正|调整|变更|缓")


def puts_right(text: str) -> bool:
    """Whether a change puts right what was asked: one's own words, or those one passed on."""
    return bool(_PUT_RIGHT.search(text))


def tells_of_above(text: str) -> bool:
    """Whether a change tells what the level above changed, and names it."""
    passed = passes_on(text) and _MOVED.search(text)
    return bool(passed or _ABOVE_MOVED.search(text))


# 按县里要求, 根据县民政局部署: that it is no wish of one's own.
_UP = re.compile(
    r"(?:按照?|根据|依据|落实|接到?|转发?|传达)[^,。;!?\n]{0,6}(?:[国省市州县区]|上级|上面)"
    r"[^,。;!?\n]{0,12}(?:要求|通知|安排|部署|文件|精神|来电|来函)"
)


def refers_up(text: str) -> bool:
    """Whether a normalised text says that a level above wants it."""
    return passes_on(text) or bool(_UP.search(text))


def find_issuer(
    text: str, message: Message, before: Sequence[Earlier], lexicon: Lexicon
) -> str | None:
    """The issuer of a notice: head or signature in the normalised text, origin, sender.

    Who calls himself by name alone may have said earlier in the thread where he belongs.
    Returns a short Chinese name (镇水利站, 县教育局) or None when nothing names one.
    """
    where = where_told(message.group, text)
    above = _RESTS_ON.match(text)
    named = None if above else _in_text(text, where)
    if named:
        return named
    origin = _origin(message.forwarded_from, where, lexicon) if message.forwarded_from else ""
    if origin and not _OF_GROUP.search(origin):
        return origin
    sender = read_sender(message.sender, message.group, lexicon)
    if sender.standing is Standing.OFFICE and not sender.body:
        return _anonymous(message)
    office = sender.standing is Standing.OFFICE
    name = message.sender if office else full_name(message.sender, before, lexicon)
    asks = _of_sender(name, message, None if above else text, where, before, lexicon)
    said = (above["by"] or above["from"]) if above and not asks else ""
    return _short(said, where) if _names_body(said) else asks


def passed_on_by(
    text: str, message: Message, before: Sequence[Earlier], lexicon: Lexicon, issuer: str | None
) -> str | None:
    """The body that passes on in its own words what another one, the issuer, wants; None where the
    issuer speaks, be it that its very words are pasted or forwarded.
    """
    if message.forwarded_from or not passes_on(text) or _PASTED.match(text):
        return None
    sender = read_sender(message.sender, message.group, lexicon)
    office = sender.standing is Standing.OFFICE
    name = message.sender if office else full_name(message.sender, before, lexicon)
    own = _of_sender(name, message, text, where_told(message.group, text), before, lexicon)
    return (own or level_word(message.group)) if own != issuer else None


def _of_sender(
    name: str | None,
    message: Message,
    text: str | None,
    where: str,
    before: Sequence[Earlier],
    lexicon: Lexicon,
) -> str | None:
    """The body for which a name speaks, or its bearer has spoken earlier in the thread, be it only
    that they speak of its work; ``text`` is None where it tells of another's.
    """
    sender = read_sender(name, where, lexicon)
    house = spoken_for(name, message.group, office=sender.standing is Standing.OFFICE)
    if house:
        return house
    unit = hall_of(name) or unit_said(name, where)
    if sender.standing is Standing.LEADER and hall_by_title(name, message.group):
        return hall_by_title(name, message.group)
    if sender.body and not BARE_TITLE.fullmatch(sender.body):
        # 学区 鲍校长 speaks for the one, 柳河镇 王镇长 by the title.
        titled = sender.standing is Standing.LEADER and unit and not _TOWN.search(unit)
        return unit if unit and titled and sender.body not in unit else sender.body
    if _RESIDENT.search(name or ""):
        return None
    if unit and unit.startswith("局"):
        return body_of_group(message.group) or unit
    told = text and not unit and self_named(text, message.sender or "", where, lexicon)
    known = unit or told or known_office(message, before)
    if known or sender.standing is Standing.GRASSROOTS:
        return known or sender.body
    if text is not None and not sender.body:
        known = office_by_field(terms(text), message, before, where, lexicon)
    return known or body_of_group(message.group) or sender.body


_TOWN = re.compile(r"[镇乡县]$|(?<!学)区$|街道$|社区$|村$")
# Who lives, works or passes by here speaks for nobody.
_RESIDENT = re.compile(
    r"\d+[幢栋号]|居民|家属|业主|村民|群众|路人|过路|司机|媳妇|[店铺]\b|外卖|"
    r"便利店"
)


def _in_text(text: str, group: str) -> str | None:
    passed_on = _PASSED_ON.match(text)
    if passed_on:
        return _short(passed_on["body"], group)
    pasted = _PASTED.match(text)
    if pasted and pasted["of"]:
        return _short(pasted["of"], group)
    text = _PASTED.sub("", text)
    head = _HEAD.match(text)
    if head and not text.lstrip().startswith(("各", "全", "请", "@")):
        name = head["bracket"] or head["colon"] or head["verb"] or ""
        half = head["verb"] and not (name.startswith("转") or _ends_as_body(name))
        called = head["colon"] and _CALLED_UPON.search(name)
        if _names_body(name) and not (half or called or _NO_NAME.match(name)):
            return _short(name, group)
    end = text[-60:]
    signature = _SIGNATURE.search(end)
    signed = signature and not (
        _NOT_SIGNED.search(signature["body"]) or _FOR_WHOM.search(end, 0, signature.start())
    )
    if signed and signature and _names_body(signature["body"]):
        return _short(signature["body"], group)
    return None


# 参会单位:镇纪委;镇派出所: the last of those whom it is for signs nothing.
_FOR_WHOM = re.compile("(?:单位|部门|人员|[主抄]送|参[会加])[^。!\n]*$")
_NOT_SIGNED = re.compile("通知|碰|一样|其[他它]|联系|[来找问报交送发去到给]")


def _names_body(name: str) -> bool:
    found = _HOLDS.search(name)
    return bool(found) and len(name) - len(found.group()) <= 6 if found else False


def _ends_as_body(name: str) -> bool:
    """Whether a body is all that a name says: not 体检上站名单."""
    return any(not _AFTER.sub("", name[found.end() :]) for found in _HOLDS.finditer(name))


_AFTER = re.compile("^(?:紧急|现|再次|已|特|统一|今日)+")


def _short(name: str, group: str) -> str:
    for whole, short in _CALLED:
        name = name.replace(whole, short)
    body = _HOLDS.search(name)
    if body:
        more = _OFFICE_OF.match(name, body.end())
        name = name[: more.end() if more else body.end()]
    name = re.sub(r"(?:关于.*|的?通知|紧急|提示|提醒|公告|消息|转发|各位.*)$", "", name)
    name = re.sub(r"^(?:来自|现?转发|现?转)", "", name)
    return with_level(name, group)


# What comes from another group is the sender's to pass on: nobody asks who is called a group.
_OF_GROUP = re.compile("群[^一-龥]*$")
# 安委办 is not the 安委 it serves.
_OFFICE_OF = re.compile("(?<=[委指组])(?:办公室|办)")
_CALLED = (
    ("安全生产委员会办公室", "安委办"),
    ("防汛抗旱指挥部办公室", "防汛办"),
    ("防汛抗旱指挥部", "防指"),
    ("森林草原防灭火指挥部办公室", "森防办"),
    ("森林防火指挥部办公室", "森防办"),
)


def _origin(origin: str, group: str, lexicon: Lexicon) -> str:
    """The body a forward comes from; a county bureau's sub-office counts as the bureau."""
    plain = normalise(origin).text.strip()
    bureau = re.match(
        r"([一-龥]{0,4}(?:县|区|市|省)[一-龥]{1,8}?(?:局|委(?!员)|办|部))[一-龥]{1,6}(?:股|科|室)",
        plain,
    )
    if bureau:
        return bureau[1]
    sender = read_sender(origin, group, lexicon)
    return sender.body or plain[:20]


def _anonymous(message: Message) -> str | None:
    """The group speaking as itself: the body whose group it is."""
    place = re.match(r"([一-龥]{1,6}?)(镇|乡|街道|社区|村)", normalise(message.group).text)
    if not place:
        return None
    if place[2] in ("社区", "村"):
        return place.group() + ("居委会" if place[2] == "社区" else "村委会")
    return place[2] + ("党工委办" if place[2] == "街道" else "党政办")
