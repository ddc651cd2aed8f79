"""Who asks: the body a notice comes from, named as a reader would name it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.lexicon import Lexicon
from bot.domain.message import Message
from bot.domain.reading import Earlier, Voice
from bot.reading.normalise import normalise
from bot.reading.speaker.body_patterns import STEM, TAIL
from bot.reading.speaker.by_name import by_name
from bot.reading.speaker.field import field_leant, field_of, office_by_field, office_of_group
from bot.reading.speaker.group_body import body_of_group, own_body
from bot.reading.speaker.houses import house_of
from bot.reading.speaker.in_text import (
    ON_BEHALF,
    PASTED,
    body_in_text,
    names_body,
    short_name,
)
from bot.reading.speaker.known import bureau_led, full_name
from bot.reading.speaker.level import level_word, rank_in, rank_of, where_told
from bot.reading.speaker.self_named import self_named
from bot.reading.speaker.sender import Standing, heads_village, read_sender
from bot.reading.speaker.told_above import told_above
from bot.reading.speaker.voice import SEVERAL, hear, heard
from bot.reading.terms import terms

# 根据县教育局要求, 中央环保督察交办件: what the sender's own ask rests on.
_RESTS_ON = re.compile(
    r"\s*(?:(?:根据|依据|遵照|按照?)(?P<by>[一-龥]{2,14}?)(?:要求|通知|部署|安排|文件|精神)|"
    r"(?P<from>[一-龥]{2,14}?)(?:交办|转办|督办)[一-龥]{0,4}:)"
)
_PASSES_ON = re.compile(
    rf"{PASTED.pattern}|\s*(?:转|接到?|按|根据)(?:发|达)?[^,。:]{{2,16}}(?:通知|要求|文件|电话)|\s*转[^,。:]{{2,8}}:"
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
    text: str,
    message: Message,
    before: Sequence[Earlier],
    lexicon: Lexicon,
    voice: Voice | None = None,
) -> str | None:
    """The issuer of a notice: head or signature in the normalised text, origin, sender.

    Who calls himself by name alone may have said earlier in the thread where he belongs;
    ``voice`` is what `voice_of` tells of it, where that is known already.
    Returns a short Chinese name (镇水利站, 县教育局) or None when nothing names one.
    """
    where = where_told(message.group, text)
    above = _RESTS_ON.match(text)
    named = None if above else body_in_text(text, where)
    if named:
        return named
    origin = _origin(message.forwarded_from, where, lexicon) if message.forwarded_from else ""
    if origin and not _OF_GROUP.search(message.forwarded_from or ""):
        return origin
    sender = read_sender(message.sender, message.group, lexicon)
    if sender.standing is Standing.OFFICE and not sender.body:
        return _anonymous(message)
    asks = _of_sender(message, None if above else text, where, before, lexicon, voice)
    said = (above["by"] or above["from"]) if above and not asks else ""
    return short_name(said, where) if names_body(said) else asks


def passed_on_by(
    text: str,
    message: Message,
    before: Sequence[Earlier],
    lexicon: Lexicon,
    issuer: str | None,
    voice: Voice | None,
) -> str | None:
    """The body that passes on in its own words what another one, the issuer, wants; None where the
    issuer speaks, be it that its very words are pasted or forwarded.
    """
    if message.forwarded_from or not passes_on(text) or PASTED.match(text):
        return None
    own = _of_sender(message, text, where_told(message.group, text), before, lexicon, voice)
    return (own or level_word(message.group)) if own != issuer else None


def voice_of(
    text: str, message: Message, before: Sequence[Earlier], lexicon: Lexicon
) -> Voice | None:
    """What is known of who says this normalised text, and what was told of them before; None where
    their name tells whose they are, or the words are another's.
    """
    if message.forwarded_from:
        return None
    where = where_told(message.group, text)
    name = _called_before(message, before, where, lexicon)
    if by_name(name, message.group, where, lexicon) is not None:
        return None
    known, told = heard(message, before), self_named(text, message.sender or "", where, lexicon)
    if told is None:
        if passes_on(text) or _WANTS.match(text) or ON_BEHALF.match(text):
            return known
        told = body_in_text(text, where)
        if told and rank_of(told, where) != rank_in(where):
            return known
        if told and known.office not in (None, told):
            return replace(known, office=SEVERAL)
    voice = hear(terms(text), told, known)
    to = None if voice.office else _HANDED_TO.search(text)
    if to and field_of(to["body"]) == field_leant(voice) and _is_near(to["body"], where):
        return replace(voice, office=to["body"])
    return voice


# 镇退役军人站要二组的照片: it is not the sender's wish.
_WANTS = re.compile(
    rf"\s*(?P<body>[县区市镇乡](?:里|上)?(?:{STEM}){{1,2}}(?:{TAIL})?)(?:这边|那边)?"
    "(?:又|还|急|也|只|刚才?)?(?:[来打]电话)?(?:要(?!是|么|紧|不)|催)"
)
# 交到镇妇联, by who speaks of its work: theirs.
_HANDED_TO = re.compile(
    rf"[交报送发](?:到|至|给|往|来|送)*(?P<body>(?:[县区镇乡]|街道)(?:{STEM})(?:{TAIL})?)"
)


def _is_near(body: str, where: str) -> bool:
    """Whether a body stands at the level of those who speak here, as far as that is known."""
    return rank_in(where) in (None, rank_of(body, where))


def _called_before(
    message: Message, before: Sequence[Earlier], where: str, lexicon: Lexicon
) -> str | None:
    sender = read_sender(message.sender, where, lexicon)
    office = sender.standing is Standing.OFFICE
    return message.sender if office else full_name(message.sender, before, lexicon)


def _of_sender(
    message: Message,
    text: str | None,
    where: str,
    before: Sequence[Earlier],
    lexicon: Lexicon,
    voice: Voice | None,
) -> str | None:
    """The body for which a sender speaks by name, or has spoken earlier in the thread, be it only
    that they speak of its work; ``text`` is None where it tells of another's.
    """
    name = _called_before(message, before, where, lexicon)
    named = by_name(name, message.group, where, lexicon)
    if named is not None:
        return named or None
    wants = _WANTS.match(text) if text else None
    if wants:
        return short_name(wants["body"], where)
    voice = (voice or voice_of(text, message, before, lexicon)) if text else None
    voice, sender = voice or heard(message, before), read_sender(name, where, lexicon)
    heads = heads_village(name)
    of_town = told_above(text, message.group) if text and not voice.office else None
    if of_town:
        return of_town
    if voice.office or heads or sender.standing is Standing.GRASSROOTS:
        known = voice.office or sender.body or own_body(message.group)
        return known or (_VILLAGE if heads else None)
    field, house = None, house_of(message.group)
    if voice.office != SEVERAL and not house:
        field = office_by_field(voice, where, message.group, before, lexicon)
    if field and not _may_lead(sender.body, field):
        field = None
    whole = house or body_of_group(message.group) or bureau_led(message.sender, where, before)
    return field or whole or sender.body or office_of_group(where, lexicon)


def _may_lead(title: str | None, office: str) -> bool:
    """Whether who bears a bare title may speak for an office: 贺所长 for 统计所, not for 党政办."""
    if not title:
        return True
    led = _LEADS.search(title)
    return led is not None and office.endswith(_LED.get(led[1], (led[1],)))


# 书记 and 主任 lead what you like.
_LEADS = re.compile("([所站院校队股科部局])长$")
_LED = {
    "站": ("站", "中心"), "院": ("院", "中心"), "股": ("局", "委", "办"), "科": ("局", "委", "办"),
}  # fmt: skip


_VILLAGE = "村委会"
# What comes from another group is the sender's to pass on: nobody asks who is called a group.
_OF_GROUP = re.compile("群[^一-龥]*$")


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
