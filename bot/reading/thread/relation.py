"""How a notice relates to earlier ones of its thread: half, forward, reminder, change, relay."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.message import Message
from bot.domain.reading import Ask, Earlier, Kind, Relation, Times, What
from bot.reading.asks.parts import stands_alone
from bot.reading.emergency.wake import is_beside
from bot.reading.kinds import kind as kinds
from bot.reading.normalise import normalise
from bot.reading.speaker.issuer import passes_on
from bot.reading.terms import terms
from bot.reading.thread.another import is_another
from bot.reading.thread.chasing import chased, chases, left_to_do, says_when_again
from bot.reading.thread.following import (
    answers_far,
    corrects,
    goes_on_with,
    of_its_form,
    takes_back_itself,
)
from bot.reading.thread.objects import named_in
from bot.reading.thread.ordinals import counted_out
from bot.reading.thread.own_ask import its_own, moves_its_last
from bot.reading.thread.parts_off import dropped_or_spared, part_dropped, part_of
from bot.reading.thread.pointing import own_last, previous_notice, target_of, which_ask
from bot.reading.thread.reminding import CHASES, DUE, REMIND, names_nothing_own, whom_it_chases
from bot.reading.thread.taking_back import last_withdrawn, stops, subject_of, without_last_one
from bot.reading.venue import without_venue

# Words that speak of something already under way.
_UNDER_WAY = re.compile(
    r"^对[,]|我们已到|^[^,。]{0,8}(?:补种|复查)(?:[:,]|定|$)|,还是(?=[一-龥])|"
    r"^\S{0,6}定(?:在|于|了)?(?:今|明|下|上|周|\d)|^[^,。]{0,8}(?:点|半)吧"
)
# 那就下午两点, 还是9点吧, 明天中午前: a time and nothing else.
BARE_TIME = re.compile(
    r"(?:那|就|还是|改[成到为]?|推迟到?|提前到?|延[到期至]*|定在?){0,2}"
    r"(?:[今明后][天日晚早]|(?:本|这|下)?周[一二三四五六日天]|\d{1,2}[日号])?(?:上午|下午|晚上|早上|中午)?"
    r"(?:[\d一二三四五六七八九十两]{1,3}[点:时](?:\d{1,2}分?|半|一刻)?)?(?:之?前|下班前?)?(?:吧|哈|了|啊)?"
)
# 另外,河道巡查台账月底报: an ask of its own, though it begins like the second half of one.
_MORE = re.compile(r"另外|还有|对了")
_SUPPLEMENT = re.compile(
    r"^(?:每(?:网格|村|组|人|户|个|社区)|格式|模板|表(?:格|样)?(?:在|见|如下|发|上面)|附件|补充|"
    r"另外|还有|对了|要求|注意|备注|地点|时间|地址|名单(?:见|如下)|"
    r"[一二三四1-9][、.]|不少于|包括|含|其中|截图|满分|链接|就这个|见(?:附件|上)|用这个|按这个|"
    r"照这个|换(?:个|一下)?(?:链接|表|模板)|咱们?在|我们在|[((]|带上?|记得带|着装|联系人)"
)
_BARE_HAND_IN = re.compile(
    r"^(?:(?:今|明|后)[天日晚早]|周[一二三四五六日]|下班|\d{1,2}[日号点:]|上午|下午|中午)[^,。"
    r"]{0,10}前?(?:发|报|交|给)(?:给)?(?:我|来|齐|上来)[^,。]{0,4}$|^报个?(?:数|人数)"
)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The relation of a notice, the number of the message it refers to, if any, and which ask; the
    words by which it calls a part of that off.
    """

    relation: Relation
    refers_to: int | str | None = None
    part_of: int | str | None = None
    ask: int = 0
    goes_on: bool = False
    spared: str | None = None


def without_itself(
    message: Message, asks: Sequence[Ask], before: Sequence[Earlier]
) -> Sequence[Earlier]:
    """The thread that a new version of a message stands in: what came before its first one.

    It goes on with nothing that it said itself; only a bare change may mean the one ask it was.
    """
    if message.edited_at is None:
        return before
    change = len(asks) == 1 and asks[0].kind is Kind.CHANGE
    return [
        earlier
        for earlier in before
        if (
            change and len(earlier.reading.asks) == 1
            if earlier.message.number == message.number
            else earlier.message.sent_at <= message.sent_at
        )
    ]


# 会议取消 names no more than what its sender called last.
_ANY = re.compile("会议|开会|培训|活动|检查|(?:先)?(?:取消|暂停)了?")
# A change with so few words of its own speaks of what its sender said last; a withdrawal that
# names another thing must never be taken for that.
_SAYS_LITTLE, _NAMES_NOTHING = 6, 1


def relate(
    message: Message,
    text: str,
    ask: Ask,
    issuer: str | None,
    before: Sequence[Earlier],
) -> Link:
    """The relation of a notice whose first ask is ``ask``, by its thread of earlier messages."""
    times = ask.times
    withdrawn = last_withdrawn(message, text, before)
    if withdrawn:
        anew = (times.deadline or times.starts_at) and not stops(without_last_one(text))
        return _linked(Relation.UPDATE if anew else Relation.CANCEL, withdrawn)
    last = previous_notice(message, before, 15)
    if last and last.message.forwarded_from and not message.forwarded_from:
        return _under_forward(times, last)
    if last and not message.forwarded_from and _tightens(text, times, last):
        return _linked(Relation.RELAY_TIGHTENED, last, text)
    if (
        last
        and message.sent_at - last.message.sent_at <= 6 * _MINUTE
        and _continues(message, text, last)
    ):
        return Link(relation=Relation.FIRST, part_of=last.message.number)
    if last and takes_back_itself(text):
        return _linked(Relation.UPDATE, last)
    corrected = corrects(text) and (times.deadline or times.starts_at)
    if ask.kind is Kind.CHANGE or corrected:
        return _changes(message, text, times, before)
    if BARE_TIME.fullmatch(text.strip(" ,。!")):
        return _linked(Relation.UPDATE, target_of(message, text, before, loose=True))
    return _points_back(message, text, times, issuer, before)


def _points_back(
    message: Message, text: str, times: Times, issuer: str | None, before: Sequence[Earlier]
) -> Link:
    """The relation of what neither changes an ask nor is part of one: it may chase or go on."""
    reminder = _reminder(message, text, times, issuer, before)
    if reminder:
        return reminder
    again = says_when_again(message, text, times, before)
    if again:
        return _linked(Relation.REMINDER, again[0], text, again[1])
    last_said = goes_on_with(message, text, times, before)
    if last_said:
        return replace(_goes_on(message, text, times, last_said), goes_on=True)
    if answers_far(message, text, times, before):
        return Link(relation=Relation.UPDATE, goes_on=True)
    follow_up = _follow_up(message, text, times, before)
    # 3月主题党日定在15日 fixes what was spoken of before, or else is heard of for the first time.
    if follow_up or (_UNDER_WAY.search(text) and not any(one.own for one in named_in(text))):
        return _linked(Relation.UPDATE, follow_up, text)
    return _same_again(message, text, times, issuer, before)


def _changes(message: Message, text: str, times: Times, before: Sequence[Earlier]) -> Link:
    """What a change calls off or moves."""
    cancels = stops(text) and not _still_asks(text, times)
    said = without_venue(text)
    bare = len(terms(_ANY.sub(" ", said))) <= (_NAMES_NOTHING if cancels else _SAYS_LITTLE)
    bare = bare or (not cancels and moves_its_last(message, said, before))
    relation = Relation.CANCEL if cancels else Relation.UPDATE
    if counted := counted_out(message, text, before):
        return Link(relation=relation, refers_to=counted[0].message.number, ask=counted[1])
    target = target_of(message, said, before, loose=bare, held=said != text)
    if target is None and not (cancels or times.deadline or times.starts_at):
        target = of_its_form(message, text, before)
    target = target or (subject_of(message, text, before) if cancels else None)
    target = target or its_own(message, said, before, cancels=cancels)
    link = _linked(relation, target, text)
    if target is None or not target.reading.asks:
        whole = target is not None or kinds.calls_off(text)
        return link if not cancels or whole else replace(link, relation=Relation.UPDATE)
    part = part_of(target, link.ask, text) if cancels else dropped_or_spared(text)
    told = replace(link, relation=Relation.UPDATE, spared=part or None)
    return link if part is None else told


def _reminder(
    message: Message, text: str, times: Times, issuer: str | None, before: Sequence[Earlier]
) -> Link | None:
    """What a reminder chases; None where it is none."""
    more = bool(_MORE.match(text)) and not _STILL_OUT.match(text) and stands_alone(text)
    chase = (
        None if more else chased(message, text, before) or left_to_do(message, text, times, before)
    )
    if chase:
        return _linked(Relation.REMINDER, chase, text)
    after = bool(issuer) and bool(named_in(text)) and chases(text)
    if not after and (more or not REMIND.search(text)):
        return None
    target = whom_it_chases(message, text, issuer, before)
    unseen = (after and not DUE.search(text)) or names_nothing_own(text, times)
    chases_one = target or CHASES.search(text) or unseen
    return _linked(Relation.REMINDER, target, text) if chases_one else None


# 还有四个村没发: no further thing, but who has not done this one.
_STILL_OUT = re.compile("还有[^,。]{0,12}[没未]")


def _goes_on(message: Message, text: str, times: Times, last: Earlier) -> Link:
    """这个急,明天中午前报: an ask changed by its sender, or wanted earlier by who passes it on."""
    above = last.reading.asks[0].times.deadline
    earlier = times.deadline and above and times.deadline < above
    relayed = earlier and message.sender != last.message.sender
    return _linked(Relation.RELAY_TIGHTENED if relayed else Relation.UPDATE, last, text)


# 【转发】县安委办:…, and then 镇里要汇总,台账8号前给我.
_HERE = re.compile("[镇乡街村]里|社区|我们|咱们?|内部|本级|先(?:报|交|给|发)|提前|汇总|倒排")


def _tightens(text: str, times: Times, last: Earlier) -> bool:
    """Whether who pasted what a level above wants asks for it earlier in the next message."""
    if not last.reading.asks:
        return False
    told = last.reading.asks[which_ask(last, text)].times
    # Where their own date was pasted along, another one moves that.
    above = None if told.upstream else told.deadline
    earlier = times.deadline and above and times.deadline < above
    pasted = passes_on(normalise(last.message.text).text) and not passes_on(text)
    if not (earlier and pasted):
        return False
    return bool(_HERE.search(text)) or bool(terms(text) & last.reading.terms)


def _follow_up(
    message: Message, text: str, times: Times, before: Sequence[Earlier]
) -> Earlier | None:
    """The notice that a short message under way goes on with: an alarm, a visit, a moved time."""
    last = own_last(message, before)
    if last is None:
        return None
    hours = (message.sent_at - last.message.sent_at) / timedelta(hours=1)
    alarmed = hours <= 1 and any(ask.urgent for ask in last.reading.asks)
    if alarmed and not message.forwarded_from:
        return None if is_beside(text, times, last, message.sent_at) else last
    return target_of(message, text, before, loose=True) if _UNDER_WAY.search(text) else None


def _still_asks(text: str, times: Times) -> bool:
    """A cancelled version that is replaced, or one requirement dropped while the ask stays."""
    if kinds.SUSPEND.search(text):
        return False
    replaced = bool(kinds.MOVE.search(text)) and bool(times.deadline or times.starts_at)
    partly = part_dropped(text) is not None
    put_off = times.deadline and _TODAY_OFF.search(text)
    return bool(partly or put_off) or (
        replaced and not re.match(r"\s*(?:【[^】]*(?:作废|取消))", text)
    )


_TODAY_OFF = re.compile(r"今[天日晚][^,。]{0,4}(?:不用|先不|免)[报交填]")


def _under_forward(times: Times, forward: Earlier) -> Link:
    """A comment under one's own forward: a relay with an earlier deadline, or its second half."""
    theirs = forward.reading.asks[0].times.deadline if forward.reading.asks else None
    if times.deadline and (theirs is None or times.deadline < theirs):
        return Link(relation=Relation.RELAY_TIGHTENED, refers_to=forward.message.number)
    return Link(relation=Relation.FIRST, part_of=forward.message.number)


def _continues(message: Message, text: str, last: Earlier) -> bool:
    if not message.text.strip() and message.file_name:
        return True
    if _MORE.match(text) and stands_alone(text):
        return False
    soon = message.sent_at - last.message.sent_at <= 3 * _MINUTE
    return bool(_SUPPLEMENT.match(text)) or (soon and bool(_BARE_HAND_IN.match(text)))


def _same_again(
    message: Message, text: str, times: Times, issuer: str | None, before: Sequence[Earlier]
) -> Link:
    own = terms(text)
    for earlier in reversed(before):
        if earlier.reading.what is not What.NOTICE or not earlier.reading.asks:
            continue
        theirs = earlier.reading.terms
        # Where words stand for other words (another village, another form) it is another ask.
        replaced = own - theirs and theirs - own
        if len(own) < 6 or replaced or len(own & theirs) < 0.85 * len(own | theirs):
            continue
        if not is_another(message, text, times, issuer, earlier):
            relation = Relation.FORWARD if message.forwarded_from else Relation.REMINDER
            return Link(relation=relation, refers_to=earlier.message.number)
    return Link(relation=Relation.FIRST)


def _linked(
    relation: Relation, target: Earlier | None, text: str = "", place: int | None = None
) -> Link:
    if target is None:
        return Link(relation=relation)
    ask = which_ask(target, text) if place is None else place
    return Link(relation=relation, refers_to=target.message.number, ask=ask)
