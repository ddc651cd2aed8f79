"""Burden cues F01–F20 of a notice, exemptions first: told by rules, then weighed with the rest.

The rules' patterns and the weights are data in the lexicon.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

from bot.domain.calendar import WorkCalendar
from bot.domain.lexicon import CueRule, Lexicon
from bot.domain.reading import Ask, Kind, Relation
from bot.reading.burden.laid import added, laid_on_readers
from bot.reading.burden.lead import is_short_notice
from bot.reading.burden.weighing import Asked, shown_by, weighed
from bot.reading.origin import quotes

_EMERGENCY, _NOTHING_ASKED, _REPEATED = "X01", "X03", "F06"
_REGULAR = "F09"
# Without any of these likeness alone tells no regular report: 三天内报送, 还有3个村没报.
_MAY_RECUR = re.compile(
    '(?=["“一三两也二今从公动周四天平日明昨月次每照调通零])(?:'
    r"每|(?<![\d作周])[日周月]报(?!送)|天天|零报|平安|调度|日志|动态|[今明]天起|今天开始|从[今明]|照这个|昨天|昨晚"
    r"|[一两二三四]天[一两\d]|一[周天日更]|日更|一直|[“\"][无没0]|也[要得跟报写交填说一]|通报|公布|次"
    ")"
)
# Said of the ask as a whole: a change of it does not say it anew.
_OF_THE_WHOLE = frozenset({"F06", "F07", "F08", "F10", "F11", "F20"})
# What a reminder lays on people again; else it only names what was asked (问卷还差20份).
_AGAIN = frozenset({"F01", "F02", "F03", "F04", "F05", "F09", "F10", "F14", "F16", "F20"})
# Whoever says 自愿 and then how many each must bring has not left it to people.
_COMPELS = re.compile(
    r"必须|务必|一律|不少于|至少|每[村人]|不得请假|截图|排名|收到请|报送|上报|前[报交发]|"
    r"请?各[村社网支单]|后[三两]名|倒数|垫底|挂零"
)
# Whoever may not stay away is not merely called to help.
_NO_LEAVE = re.compile(r"不得(?:请假|缺席)|[替陪]会|一个不少")
# Who is still missing: such words chase what was asked before, whether or not that is known.
CHASES = re.compile(
    "(?=[只就才现目缺还])(?:"
    r"[还只就]差(?!\d)|还缺|缺[\d一两三四五六七八九]+[个家户]|就等[^,。;!\n]{1,12}了|只收到|"
    r"还没[^,。;!\n]{0,2}(?:报|交|回(?![访家])|填|发|一家)|"
    r"还有[^,。;!\n]{0,24}没(?:报|交|回(?![访家])|填|发)|(?:只有|[现目][在前]就?|才)[^,。;!\n]{1,10}[交报填发]了"
    ")"
)
# A level above wants it: not who merely goes there (我周一要去县里).
_ABOVE = re.compile(
    r"(?:[县市省州局]|(?<![社小])区|上[面级头]|[镇乡]里|街道)[^,。;!\n]{0,10}"
    r"(?:要求|要|收|截止|催|汇总|\d[^,。;!\n]{0,4}前)"
)
_READY_BY = re.compile(
    r"[之以班点时日号午会0]前[^,。;!\n]{0,8}[报交备清准整完弄送发给填过]|"
    r"(?:今[天日晚]|小时)[之以]?内|今[天日晚][^,。;!\n]{0,4}补"
)
# What is held or taught about emergencies is none.
_CALM = re.compile(r"收看|视频会|培训|小结|总结|答题|竞赛|知识|宣传|倡议书|承诺书|责任书|问卷")
_HANDED_IN = frozenset({Kind.REPORT, Kind.CHECK_IN})
_DAILY = re.compile("[天日晚早]")
_READ = 4000
"""Characters that are looked at: whoever asks for something says so before."""
_AT_ONCE = timedelta(hours=1)
_NIGHT, _DAWN = 20, 7


def with_cues(
    text: str,
    asks: Sequence[Ask],
    spans: Sequence[tuple[int, int]],
    relation: Relation | None,
    sent_at: datetime,
    lexicon: Lexicon,
    calendar: WorkCalendar,
) -> tuple[Ask, ...]:
    """The asks of a message with their cues and exemptions; ``relation`` is that of the first.

    What stands before the first ask (@所有人) is said with it. An emergency has no cues.
    """
    told = []
    for ask, asked in zip(asks, each_asked(text, asks, spans, relation, sent_at), strict=True):
        cues, exemptions = weigh_cues(asked, lexicon, calendar)
        told.append(replace(ask, cues=() if ask.urgent else cues, exemptions=exemptions))
    return tuple(told)


def each_asked(
    text: str,
    asks: Sequence[Ask],
    spans: Sequence[tuple[int, int]],
    relation: Relation | None,
    sent_at: datetime,
) -> Iterator[Asked]:
    """What each ask of a message is read from; ``relation`` is that of the first."""
    for number, (ask, (start, end)) in enumerate(zip(asks, spans, strict=True)):
        yield Asked(
            text=text[start if number else 0 : end],
            kind=ask.kind,
            times=ask.times,
            relation=Relation.FIRST if number else relation,
            sent_at=sent_at,
        )


def weigh_cues(
    asked: Asked, lexicon: Lexicon, calendar: WorkCalendar
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """``(cues, exemptions)`` of an ask: codes in code order.

    What rules tell is one sign among others. They decide alone what a change adds; they are sure
    of what presses in a reminder, of a relay that wants it sooner, of what is wanted again and of
    a place's own phrases.
    """
    laid = laid_on_readers(asked.text[:_READ])
    found, exemptions = _by_rules(asked, laid, lexicon, calendar)
    if asked.kind is Kind.CHANGE or asked.relation is Relation.CANCEL:
        return found, exemptions
    told = weighed(shown_by(asked, laid, found, exemptions, lexicon, calendar), lexicon.burdens)
    if not (_REGULAR in found or asked.times.recurs or _MAY_RECUR.search(laid)):
        told.discard(_REGULAR)
    told |= _structural(asked, exemptions, lexicon, calendar)
    if _chases(asked, laid):
        # What presses is said in so many words; that a ledger is named lays no new one on anybody.
        told = told.union(found) - {"F08", "F12"}
    if _EMERGENCY in exemptions and not _CALM.search(laid):
        told -= _rightly_asked(asked.kind, laid)
    own = _matching(lexicon.own_cues, laid, asked.kind) | {_REPEATED}
    return tuple(sorted(told.union(own.intersection(found)))), exemptions


def shown(asked: Asked, lexicon: Lexicon, calendar: WorkCalendar) -> frozenset[str]:
    """What the weights of burdens are learned from."""
    laid = laid_on_readers(asked.text[:_READ])
    found, exemptions = _by_rules(asked, laid, lexicon, calendar)
    return shown_by(asked, laid, found, exemptions, lexicon, calendar)


def find_cues(
    asked: Asked, lexicon: Lexicon, calendar: WorkCalendar
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """``(cues, exemptions)`` by rules alone: codes in code order.

    What is refused, done or only named in passing is no cue. What asks nothing has none: news,
    cancellations, what is left to people. A change has those of what it adds; a reminder those
    of its own words. F07 and F08 are told from times as well.
    """
    return _by_rules(asked, laid_on_readers(asked.text[:_READ]), lexicon, calendar)


def _by_rules(
    asked: Asked, text: str, lexicon: Lexicon, calendar: WorkCalendar
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """As `find_cues`; ``text`` is what of its words asks something of its readers."""
    said = asked.text[:_READ]
    exemptions = tuple(sorted(_matching(lexicon.exemptions, said, asked.kind)))
    if _asks_nothing(asked, exemptions):
        return (), exemptions
    if asked.kind is Kind.CHANGE:
        found = _matching(lexicon.cues, added(text), asked.kind) - _OF_THE_WHOLE
    else:
        found = _matching(lexicon.cues, text, asked.kind)
        if _chases(asked, text):
            found &= _AGAIN
        elif asked.kind is not Kind.INFO:
            found |= set(_by_times(asked, found, lexicon, calendar))
            found |= _structural(asked, exemptions, lexicon, calendar)
        if asked.kind is Kind.TASK and found == {"F08"}:
            found = set()
    if _EMERGENCY in exemptions and not _CALM.search(text):
        found -= _rightly_asked(asked.kind, text)
    return tuple(sorted(found)), exemptions


def _chases(asked: Asked, laid: str) -> bool:
    return asked.relation is Relation.REMINDER or bool(CHASES.search(laid))


def _rightly_asked(kind: Kind, text: str) -> set[str]:
    """What an emergency may well ask for: haste, but not of papers, and people at a meeting."""
    hasty = {"F08"} if kind in (Kind.TASK, Kind.MEETING) else set()
    return hasty if _NO_LEAVE.search(text) else hasty | {"F10"}


def _asks_nothing(asked: Asked, exemptions: tuple[str, ...]) -> bool:
    if asked.relation is Relation.CANCEL:
        return True
    left_free = asked.kind is Kind.INFO or (
        _NOTHING_ASKED in exemptions and asked.kind is not Kind.REPORT
    )
    return left_free and not _COMPELS.search(asked.text)


def _matching(rules: Iterable[CueRule], text: str, kind: Kind) -> set[str]:
    letters = frozenset(text)
    return {
        rule.code
        for rule in rules
        if not rule.letters.isdisjoint(letters)
        and (not rule.kinds or kind in rule.kinds)
        and _matches(rule, text)
    }


def _by_times(
    asked: Asked, found: set[str], lexicon: Lexicon, calendar: WorkCalendar
) -> Iterator[str]:
    """Sooner than a level above wants it (F07), too soon (F08), again and again (F09)."""
    times = asked.times
    if times.upstream and _ABOVE.search(asked.text):
        yield "F07"
    if times.recurs and asked.kind in _HANDED_IN and _is_regular(asked):
        yield "F09"
    if times.deadline and _is_hurried(asked, found):
        until = times.deadline
        if times.recurs and _is_regular(asked):
            soon = asked.sent_at <= until <= asked.sent_at + _AT_ONCE
        else:
            soon = is_short_notice(asked.sent_at, until, calendar, lexicon.clock)
        if soon:
            yield "F08"


def _structural(
    asked: Asked, exemptions: tuple[str, ...], lexicon: Lexicon, calendar: WorkCalendar
) -> set[str]:
    """What no words need to tell: wanted sooner than in what is relayed (F07), or asked of people
    at night and on rest days (F08).
    """
    found = set()
    if asked.relation is Relation.RELAY_TIGHTENED or _tightens(asked, lexicon):
        found.add("F07")
    handed_in = asked.kind in _HANDED_IN and not asked.times.recurs
    if handed_in and asked.times.deadline and _EMERGENCY not in exemptions:
        hour, day = asked.sent_at.hour, asked.sent_at.date()
        if hour >= _NIGHT or hour < _DAWN or not calendar.is_workday(day):
            found.add("F08")
    return found


def _tightens(asked: Asked, lexicon: Lexicon) -> bool:
    """Whether words of its own want it sooner than what they quote."""
    later = asked.times.upstream
    return later is not None and bool(quotes(asked.text, asked.sent_at, lexicon.clock))


def _is_regular(asked: Asked) -> bool:
    """Whether what recurs is the handing in itself: not so in 值班表(每天2人)28日前报."""
    recurs, evidence = asked.times.recurs or "", asked.times.deadline_evidence
    if asked.kind is Kind.CHECK_IN:
        return bool(_DAILY.search(recurs))
    return evidence is not None and recurs in evidence.text


def _is_hurried(asked: Asked, found: set[str]) -> bool:
    """Work on the ground is due when it must be, people come when they come; papers and
    proofs for them need not be.
    """
    if asked.kind is Kind.TASK:
        return bool(found) or asked.relation is Relation.RELAY_TIGHTENED
    held = asked.kind in (Kind.INSPECTION, Kind.MEETING)
    return not held or bool(_READY_BY.search(asked.text))


def _matches(rule: CueRule, text: str) -> bool:
    if not _compiled(rule.patterns).search(text):
        return False
    if not rule.unless:
        return True
    return bool(_compiled(rule.patterns).search(_compiled(rule.unless).sub(";", text)))


@lru_cache(maxsize=256)
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))
