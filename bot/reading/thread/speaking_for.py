"""For which body somebody speaks, and whose asks they may take back, move or ease."""

import re
from collections.abc import Sequence

from bot.domain.lexicon import Lexicon
from bot.domain.message import Message
from bot.domain.reading import Earlier, Reading, Relation
from bot.reading.normalise import normalise
from bot.reading.speaker.bodies import apart
from bot.reading.speaker.by_name import by_name
from bot.reading.speaker.group_body import own_body
from bot.reading.speaker.issuer import passes_on, tells_of_above
from bot.reading.speaker.level import rank_of, where_told
from bot.reading.speaker.sender import Sender, Standing, read_sender
from bot.reading.speaker.voice import heard
from bot.reading.terms import terms
from bot.reading.thread.event_moved import HELD
from bot.reading.thread.objects import fits, held_by, is_paper, named_in, wants_something
from bot.reading.thread.taking_back import stops

# 民政专干大刘, 石坞村文书: who does the work of an office in a village is none of it.
_OF_VILLAGES = re.compile("专干|专员|协[理管]员|联络员|网格员|信息员|文书|报账员|[组队社]长")


def speaks_for(message: Message, lexicon: Lexicon) -> str | None:
    """The body as whose word a message gives or takes time; None where nobody can tell."""
    if not message.sender or _OF_VILLAGES.search(message.sender):
        return None
    return read_sender(message.sender, message.group, lexicon).body


def is_anothers(
    message: Message, text: str, reading: Reading, before: Sequence[Earlier], lexicon: Lexicon
) -> bool:
    """Whether a message, as it was read, withdraws, spares or moves what is another's to change,
    or withdraws by no name what might be another's.
    """
    first = reading.asks[0] if reading.asks else None
    if first is None or message.forwarded_from:
        return False
    moves = first.times.deadline or first.times.starts_at or first.spared or stops(text)
    off = reading.relation is Relation.CANCEL
    if not off and not (reading.relation is Relation.UPDATE and moves):
        return False
    if reading.refers_to is None:
        return off and _may_mean_anothers(message, text, before)
    asked = next((one for one in before if one.message.number == reading.refers_to), None)
    if asked is None or asked.reading.alarm or _tells_of_event(message, asked, reading, lexicon):
        return False
    return not may_change(message, text, asked, before, lexicon)


def _tells_of_event(message: Message, asked: Earlier, reading: Reading, lexicon: Lexicon) -> bool:
    """Whether an official tells that an event is off or held otherwise: many hear of it, and it is
    handed in to nobody.
    """
    asks = asked.reading.asks
    one = asks[min(reading.refers_ask, len(asks) - 1)] if asks else None
    held = one and one.times.starts_at and (one.base_kind in HELD or not one.times.deadline)
    if not held or not message.sender or _RESIDES.search(message.sender):
        return False
    return read_sender(message.sender, message.group, lexicon).standing > Standing.UNKNOWN


def _may_mean_anothers(message: Message, text: str, before: Sequence[Earlier]) -> bool:
    """Whether 那个表不用报了 may be said of what others alone asked in this thread."""
    things = named_in(text)
    if not things or any(one.own or not is_paper(one) for one in things) or passes_on(text):
        return False
    if len(terms(text)) > _NAMES_NO_MORE:
        return False
    held = [one for one in before if wants_something(one) and fits(held_by(one, things)[0])]
    return bool(held) and all(one.message.sender != message.sender for one in held)


_NAMES_NO_MORE = 2


def may_change(
    message: Message, text: str, asked: Earlier, before: Sequence[Earlier], lexicon: Lexicon
) -> bool:
    """Whether who sends a message of this normalised ``text`` may take back, move or ease what was
    ``asked`` earlier.

    That may who asked, their office, one above it or to which it is handed in, who leads the house
    or keeps it and names the thing, and an official who passes on the word of one of these.
    """
    asked = _root_of(asked, before)
    sender, theirs = message.sender, asked.message.sender
    if not sender or sender == theirs:
        return True
    if _RESIDES.search(sender):
        return False
    own, asking = (read_sender(one, message.group, lexicon) for one in (sender, theirs))
    bodies = _bodies_of(asked, asking)
    if _OF_HOUSE.search(sender) and _is_village(message.group, own, bodies):
        in_house = asking.standing < Standing.OFFICE or bool(_OF_HOUSE.search(theirs or ""))
        return in_house or passes_word(text)
    if own.standing < Standing.UNKNOWN and not _OF_TOWN.search(sender):
        return passes_on(text)
    where = where_told(message.group, text)
    named = by_name(sender, message.group, where, lexicon)
    body = own.body or named or heard(message, before).office
    if body and any(_is_one(body, one) for one in bodies):
        return True
    if body and _is_handed_to(body, normalise(asked.message.text).text):
        return True
    if own.standing is Standing.UNKNOWN:
        return False
    return _passes_word_of(text, bodies) or _is_above(message, own, bodies, text, before)


def _root_of(asked: Earlier, before: Sequence[Earlier]) -> Earlier:
    """What was asked first, of a notice that only speaks of it again."""
    at = {one.message.number: one for one in before}
    for _ in range(len(at)):
        number = asked.reading.refers_to if asked.reading.relation in _SPEAKS_AGAIN else None
        told = at.get(number) if number is not None else None
        if told is None or told is asked:
            break
        asked = told
    return asked


_SPEAKS_AGAIN = (Relation.REMINDER, Relation.UPDATE, Relation.CANCEL)


def may_change_told(
    message: Message, text: str, issuer: str | None, bodies: Sequence[str], core: str
) -> bool:
    """``may_change``, where all that is kept of an earlier notice is its ``core`` and the bodies as
    whose word it was told; a message of this text gives the word of its ``issuer``, if any.
    """
    sender = message.sender
    if not bodies or not sender:
        return True
    if issuer is None or _RESIDES.search(sender):
        return False
    if any(_is_one(issuer, one) for one in bodies) or _is_handed_to(issuer, core):
        return True
    rank, ranks = _ranks(issuer, bodies, message.group)
    if rank > max(ranks):
        return passes_on(text)
    above = rank < max(ranks) < _NO_RANK and not any(apart(issuer, one) for one in bodies)
    keeps = _KEEPS.search(issuer) and any(one.own for one in named_in(text))
    return above or passes_word(text) or bool(_HEADS.search(issuer) or keeps)


def _ranks(body: str | None, bodies: Sequence[str], group: str) -> tuple[int, list[int]]:
    """At which level a body stands, and others do; as high as another where that is not told."""
    ranks = [rank_of(one, group) or _NO_RANK for one in bodies]
    return rank_of(body, group) or _NO_RANK, ranks or [_NO_RANK]


_NO_RANK = 9


def _is_village(group: str, own: Sender, bodies: Sequence[str]) -> bool:
    """Whether who speaks is of the one village that asks in a group."""
    alone = own.standing is Standing.UNKNOWN and any(map(_VILLAGE.search, bodies))
    return own_body(group) is not None or alone


_VILLAGE = re.compile("(?:[村居]委会|村|社区)$")


def passes_word(text: str) -> bool:
    """Whether a normalised text passes on what a body above says: 镇里说名单不用报了."""
    return passes_on(text) or tells_of_above(text) or bool(_WORD_OF_ABOVE.search(text))


_SAYS = "(?:[刚才已又]{0,2}(?:[来打]了?电话)?(?:通知|来电|说|讲|回复|答复|明确|同意))"
_WORD_OF_ABOVE = re.compile(
    rf"(?:[镇乡县市区省]里|街道|上面|上级|[镇乡县市区][一-鿿]{{1,6}}?[局办所站委]){_SAYS}|"
    "(?:书记|[镇乡县区]长|主任|领导)(?:刚[才刚]?)?[让叫]我"
)


def _passes_word_of(text: str, bodies: Sequence[str]) -> bool:
    """Whether a text passes on the word of a level above, or of one of these bodies."""
    said = any(
        re.search(f"{re.escape(stem)}[^,。;]{{0,4}}?{_SAYS}", text)
        for stem in map(_stem, bodies)
        if stem
    )
    return said or passes_word(text)


def _bodies_of(asked: Earlier, asking: Sender) -> list[str]:
    """The bodies as whose word something was asked."""
    told = [one for ask in asked.reading.asks for one in (ask.issuer, ask.passed_on_by)]
    return list(filter(None, [*told, asking.body]))


def _is_one(body: str, other: str) -> bool:
    """Whether two names are of one body, or its like at another level: 镇财政所, 财政所-李会计."""
    return body == other or (bool(_stem(body)) and _stem(body) == _stem(other))


def _stem(body: str) -> str:
    return _TAIL.sub("", _LEVEL.sub("", body))


_LEVEL = re.compile("^.{0,4}?(?:[镇乡县区旗]|街道|社区|(?<!城)市(?!监|场|政|容)|村)(?=.{2})")
_TAIL = re.compile("(?:服务|管理)?(?:办公室|中心|工作站|[局办所站院股科室委])$")


def _is_handed_to(body: str, core: str) -> bool:
    """Whether something is handed in to a body: 把名单报民政办."""
    stem = _stem(body)
    return len(stem) > 1 and bool(
        re.search(f"[报交送发给至到][^,。;]{{0,4}}{re.escape(stem)}", core)
    )


def _is_above(
    message: Message, own: Sender, bodies: Sequence[str], text: str, before: Sequence[Earlier]
) -> bool:
    """Whether a sender leads the house in which something was asked, or is of a level above; or
    keeps the house, and tells by its name the one thing in the thread that may be meant.
    """
    if _HEADS.search(message.sender or ""):
        return True
    rank, ranks = _ranks(own.body, bodies, message.group)
    if rank < max(ranks) < _NO_RANK:
        return not any(apart(own.body, one) for one in bodies)
    led = _LEADS.search(message.sender or "")
    if own.standing is Standing.LEADER and led:
        return any(one.endswith(led[1]) for one in bodies)
    return bool(_KEEPS.search(message.sender or "")) and _names_one(text, before)


def _names_one(text: str, before: Sequence[Earlier]) -> bool:
    """Whether just one ask of a thread is of what a text tells by a name of its own."""
    things = tuple(one for one in named_in(text) if one.own)
    asked = [
        one for one in before if one.reading.relation is Relation.FIRST and wants_something(one)
    ]
    return bool(things) and sum(fits(held_by(one, things)[0]) for one in asked) == 1


# In a village's own group its 文书 speaks for the house as its 书记 does.
_OF_HOUSE = re.compile("书记|支书|主任|文书|会计|委员|村长|村委|居委|社工|^社区")
# Whoever lives there changes nothing, whatever they have heard.
_RESIDES = re.compile("村民|居民|群众|业主|家长|住户|[组队社栋楼]长")
# 组织委员-老曹 sits in a town's house, whatever village his name sounds like.
_OF_TOWN = re.compile("(?:组织|宣传|统战|政法|纪检)委员")
_HEADS = re.compile("书记|[镇乡县区市]长|委员|主席|人大|部长|领导")
_LEADS = re.compile("([所站院校队股科局])长")
_KEEPS = re.compile("党政|政府|综合[办科]|办公室|党群|督查|主任|[镇乡县区]里|街道办?[-\\s]?[老小]")
