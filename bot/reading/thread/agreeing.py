"""An answer by who asked that gives more time: 可以,下午5点前给我; 可以, to 能缓到5点不?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.calendar import WorkCalendar
from bot.domain.lexicon import Lexicon
from bot.domain.message import Message
from bot.domain.reading import Ask, DueFor, Earlier, Kind, Relation, Times, What
from bot.reading.deadline import read_times
from bot.reading.normalise import Normal, normalise
from bot.reading.terms import terms
from bot.reading.thread.memory import said_before
from bot.reading.thread.named_apart import units_in
from bot.reading.thread.objects import fits, holds, named_in
from bot.reading.thread.pleading import is_question, pleads, proposed, unit_alone, unit_of
from bot.reading.thread.speaking_for import speaks_for
from bot.reading.thread.subject import speaks_beside, words_of

_LONGEST, _ANSWERED_WITHIN = 50, 4
_YES = (
    "(?:嗯+|哦|恩|那)?,?(?:可以的?|行的?|好的?|同意|没问题|ok|OK|要得|得行|中|成|批准|准了?)"
    "[吧啊哈嘛呢噻了]*"
)
# 可以,尽量早点.
_BARE = re.compile(
    rf"{_YES}(?:[,!\s]*(?:但是?|不过)?(?:抓紧|尽[快早]|尽量[快早]|不[能要]再[晚拖迟延]|下不为例|"
    r"就这[一个]?次|就这样)[吧啊哈点些了一]*)?"
)
_BEGINS = re.compile(
    rf"{_YES}[,!\s]|那(?:就|先|么)?(?![个边里些份次天条])|(?:那|都|统一|一律)*(?:最[晚迟]|缓|延|宽限)|"
    # 18号可以, 周五吧.
    r"(?:\d{1,2}[日号]|[今明后]天|下?周[一二三四五六日天])(?:[上下]午|中午|晚上)?(?:\d{1,2}[点时])?之?前?"
    "(?:[报交]|给我)?(?:就|也)?(?:可以|[行成中]|要得|吧)[的了吧啊哈嘛]*$"
)
# 行,其他村还是16号.
_REST_KEEPS = re.compile(
    r"[,\s]*(?:但是?|不过)?(?:其[他它余]|别的?|剩下)[^,。;!?]{0,8}"
    "(?:不变|不动|照[旧常原]|按[时原期]|准时|还是|仍|抓紧)[^,。;!?]*"
)
_HEAD = re.compile(rf"^(?:{_YES}[,!\s]*|那(?:就|先)?)+")
_TO_ALL = re.compile(
    "各[村组社单乡镇]|大家|所有|统一|一律|全[部体镇乡村]|都(?![行成能可])|其[他它余]"
)
# 系统登不上: what keeps one keeps all.
_OF_ALL = re.compile(
    "各[村组社单乡镇]|大家|所有|统一|一律|全[部体镇乡]|好多村|系统|平台|网站|小程序|服务器"
)
_FACE = re.compile(r"\[[^\[\]]{1,4}\]")
_SENTENCE, _WANTS = re.compile(r"[。;!?\n]"), re.compile("请|务必|必须|抓紧|通知")
TOLD_TIME = re.compile(r"(\d{1,2})([日号点时:])")
"""A number of a time, and what it counts."""
_ASKED = (Kind.REPORT, Kind.TASK, Kind.CHECK_IN)
_READ = 300
_JUST, _OVER = timedelta(minutes=30), timedelta(hours=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """Which ask of which earlier notice is put off, and to when; to none where one alone may hand
    in later, and nobody can tell who.
    """

    earlier: Earlier
    place: int
    times: Times

    @property
    def ask(self) -> Ask:
        """What the answer makes of it."""
        asked = self.earlier.reading.asks[self.place]
        return Ask(
            kind=Kind.CHANGE,
            subject_kind=asked.base_kind,
            title=asked.title,
            times=self.times,
            issuer=asked.issuer,
            passed_on_by=asked.passed_on_by,
        )


def agrees(
    message: Message,
    normal: Normal,
    before: Sequence[Earlier],
    lexicon: Lexicon,
    calendar: WorkCalendar,
) -> Agreed | None:
    """The ask that a short answer of who asked it, or whose word was passed on, puts off.

    Somebody has just pleaded for more time: it names one, or is a mere yes to the time that was
    proposed. Nobody else's yes moves anything, and nothing is wanted earlier by an answer.
    """
    text = _answer_in(_FACE.sub("", normal.text))
    text = _REST_KEEPS.sub("", text) if len(text) <= _LONGEST else text
    bare = bool(_BARE.fullmatch(text))
    if len(text) > _LONGEST or not (bare or _BEGINS.match(text)) or message.forwarded_from:
        return None
    before = said_before(message, before)
    plea = plea_before(message, before) if message.sender else None
    if plea is None:
        return None
    pleaded = normalise(plea.message.text[:_READ]).text
    words = proposed(pleaded) if bare else text
    if words is None:
        return None
    found: dict[str, Agreed] = {}
    body = speaks_for(message, lexicon)
    for one, place, ask in _asked_by(message, body, before):
        times = _time_in(words, normal, message, ask.times, lexicon, calendar, bare=bare)
        due, told = ask.times.deadline, times.deadline
        if due and told and told > max(due, message.sent_at) and message.sent_at - due < _OVER:
            found[ask.title] = Agreed(earlier=one, place=place, times=times)
    meant = _meant(list(found.values()), pleaded if bare else f"{pleaded},{text}", plea)
    if meant and _speaks_of_another(meant, pleaded, "" if bare else text, message, plea):
        return None
    return None if meant is None else given(meant, text, plea)


def _answer_in(text: str) -> str:
    """The sentence that gives time: of 要,全家福一张。那就15日前交 the last one."""
    said = [one.strip(" ,") for one in _SENTENCE.split(text) if one.strip(" ,")]
    last = (
        said[-1:] if len(said) > 1 and not _WANTS.search(text) and _BEGINS.match(said[-1]) else []
    )
    return (last or [text.strip(" ,。!")])[0]


def plea_before(message: Message, before: Sequence[Earlier]) -> Earlier | None:
    """The plea for more time that a message answers; None where it answers something else."""
    for earlier in reversed(before[-_ANSWERED_WITHIN:]):
        own = earlier.message.sender == message.sender
        if message.reply_to not in (None, earlier.message.number):
            continue
        if own or earlier.reading.what is What.NOTICE:
            return None
        said = normalise(earlier.message.text[:_READ]).text
        if pleads(said):
            return earlier
        if is_question(said):
            return None
    return None


def _speaks_of_another(
    meant: Agreed, pleaded: str, text: str, message: Message, plea: Earlier
) -> bool:
    """Whether what is pleaded for, or given by ``text``, is no time for the ask that is meant:
    种子20号送来行不; 可以,明天我来检查.
    """
    told = words_of(meant.earlier, meant.place)
    who = f"{message.sender}{plea.message.sender}"
    given = [one for one in _CLAUSE.split(_HEAD.sub("", text)) if _TIMED.search(one)]
    if any(speaks_beside(one, f"{told}{who}") or _PUTS_BY.search(one) for one in given):
        return True
    things = named_in(pleaded)
    if things and fits(holds(terms(told), meant.ask.base_kind, things)):
        return False
    clauses = _CLAUSE.split(pleaded)
    pleading = [one for one in clauses if proposed(one)] or [one for one in clauses if pleads(one)]
    return all(speaks_beside(one, f"{told}{who}") for one in pleading or [pleaded])


_CLAUSE, _TIMED = re.compile("[,。;!?\\s]"), re.compile(r"[\d点号日天周半时午晚早]")
# 那就明天再说: nothing is given.
_PUTS_BY = re.compile("再(?:说|看|议|讲|定|商量|通知)|看情况|到时候?|联系")


def _asked_by(
    message: Message, body: str | None, before: Sequence[Earlier]
) -> list[tuple[Earlier, int, Ask]]:
    """What was asked in a thread by who answers, or as the word of their body."""
    return [
        (earlier, place, ask)
        for earlier in before
        if earlier.reading.what is What.NOTICE and earlier.reading.relation is not Relation.CANCEL
        for place, ask in enumerate(earlier.reading.asks)
        if ask.base_kind in _ASKED
        and not ask.times.recurs
        and (
            earlier.message.sender == message.sender
            or (body is not None and body in (ask.issuer, ask.passed_on_by))
        )
    ]


def _time_in(
    words: str,
    normal: Normal,
    message: Message,
    asked: Times,
    lexicon: Lexicon,
    calendar: WorkCalendar,
    *,
    bare: bool,
) -> Times:
    """The deadline that an answer names, or the words of the plea that it agrees to."""
    head = _HEAD.sub("", words)
    tries = [words] if bare else [words, head.split(",")[0] + "前"]
    for said in tries:
        of = normalise(said) if bare or said is not words else normal
        times = read_times(
            of, message.sent_at, calendar, lexicon.clock, anchor=asked, model=lexicon.times
        )
        evidence = times.deadline_evidence
        if times.deadline is None or evidence is None:
            continue
        if of is not normal:
            start, end = normal.origin[0], normal.origin[-1]
            evidence = replace(evidence, start=start, end=end, text=normal.text)
        return Times(deadline=times.deadline, deadline_evidence=evidence)
    return Times()


def _meant(found: Sequence[Agreed], said: str, plea: Earlier) -> Agreed | None:
    """Which ask is put off: the one that is named, whose time is, or that was made just now."""
    things, words = named_in(said), terms(said)
    held = [
        (holds(told, one.ask.base_kind, things), len(words & told), place)
        for place, one in enumerate(found)
        for told in (_told(one),)
    ]
    share, shared, place = max(held, default=(0.0, 0, 0))
    if things and fits(share):
        return found[place]
    # 最美家庭怕来不及: of what is a 最美家庭推荐表.
    shared, place = max(((many, at) for _, many, at in held), default=(0, 0))
    if shared >= _SHARED and [many for _, many, _ in held].count(shared) == 1:
        return found[place]
    if not found or any(one.own for one in things):
        return None
    if len(found) == 1:
        return found[0]
    timed = [one for one in found if _names_time(said, one)]
    if len(timed) == 1:
        return timed[0]
    just = [one for one in found if plea.message.sent_at - one.earlier.message.sent_at <= _JUST]
    return just[0] if len(just) == 1 else None


_SHARED = 2


def _told(one: Agreed) -> frozenset[str]:
    return terms(words_of(one.earlier, one.place))


def _names_time(said: str, one: Agreed) -> bool:
    """16号来不及, 3点前弄不完: of what is due then."""
    due = one.earlier.reading.asks[one.place].times.deadline
    return due is not None and any(is_at(due, *told) for told in TOLD_TIME.findall(said))


def is_at(at: datetime, number: str, unit: str) -> bool:
    """Whether a time is on the day, or in the hour, of this number: 16号, 3点."""
    return int(number) in ((at.day,) if unit in "日号" else (at.hour, at.hour % 12))


def given(agreed: Agreed, text: str, plea: Earlier) -> Agreed:
    """What a normalised answer gives to who pleaded: to their unit, or those whom the plea names,
    but to all where either speaks of all; to none where nobody can tell whose it is.
    """
    pleaded, at = normalise(plea.message.text[:_READ]).text, agreed.times.deadline
    own = unit_alone(pleaded, plea.message.sender)
    if at is None or _TO_ALL.search(text) or (own is None and _OF_ALL.search(pleaded)):
        return agreed
    named = "、".join(dict.fromkeys(units_in(pleaded))) if own is None else own
    unit = named or unit_of(plea.message.sender)
    only = (DueFor(whose=unit, at=at),) if unit else ()
    return replace(agreed, times=replace(agreed.times, only_for=only) if unit else Times())
