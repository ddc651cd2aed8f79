"""What each candidate is for, by its own words and those around it."""

import re

from bot.reading.deadline import cues
from bot.reading.deadline.candidates import Candidate, Mark
from bot.reading.deadline.cues import ASK, EVENT
from bot.reading.deadline.reads import Around, Role

# Days that name a period more than a day.
VAGUE = (
    "month_part", "part_of_this_month", "month", "week", "weekend", "year_end", "quarter",
)  # fmt: skip
_FILLERS = "吧啊哈哦哟呀呢啦了 ~.)*"


def role_of(candidate: Candidate, here: Around) -> Role:
    """The role of ``candidate``, before corrections and levels are weighed."""
    day, mark = candidate.day, candidate.mark
    if candidate.other and candidate.other.name == "scope":
        return Role.NOTHING
    if candidate.every:
        return _recurring_role(candidate, here)
    if _nothing(candidate, here):
        return Role.NOTHING
    if day and day.name == "break_day" and "period" in day.word:
        return Role.PERIOD
    if candidate.day and mark is Mark.NONE and not candidate.until and _DURING.match(here.after):
        return Role.PERIOD
    if candidate.other:
        return _span_role(candidate, here)
    if mark is Mark.AGO or (mark is Mark.AFTER and not (day and day.name == "after_break")):
        return Role.NOTHING
    if mark is Mark.SINCE and not candidate.until:
        if candidate.clock and cues.NO_LONGER.match(here.after):
            return Role.DEADLINE
        if not here.after and EVENT.search(here.before) and not candidate.every:
            return Role.EVENT  # 交叉检查下周一开始
        return Role.EVENT if candidate.clock and _eventful(here) else Role.START
    if mark in (Mark.BEFORE, Mark.WITHIN, Mark.BY) or (day and day.name == "before_break"):
        return _marked_role(candidate, here)
    if candidate.until:
        return _window_role(candidate, here)
    return _unmarked_role(candidate, here)


def _recurring_role(candidate: Candidate, here: Around) -> Role:
    """What recurs without being asked of anyone (路灯每天19点亮) is nothing."""
    if candidate.mark is Mark.AFTER or cues.ROUTINE.search(here.after):
        return Role.NOTHING
    hours = candidate.until is not None and candidate.until.clock is not None
    if hours and cues.OFFICE_HOURS.search(here.before) and not ASK.search(here.after):
        return Role.NOTHING
    return Role.RECURRING


_DURING = re.compile("[^,。;]{0,8}期间")


def _nothing(candidate: Candidate, here: Around) -> bool:
    if cues.NOTHING_BEFORE.search(here.before) and not here.closed:
        return True
    if cues.VALID.search(here.before) and not ASK.search(here.sentence_after):
        return True
    if candidate.mark is Mark.NONE and cues.NOTHING_AFTER.match(here.after):
        return True
    if candidate.mark is Mark.BEFORE and (
        cues.BORN.match(here.after) or cues.STILL_MISSING.match(here.after)
    ):
        return True
    if candidate.mark is Mark.BY and cues.AWAY_UNTIL.search(here.before):
        return True
    return bool(candidate.until) and bool(cues.ABSENT.search(here.after))


def _eventful(here: Around) -> bool:
    return any(EVENT.search(words) for words in (here.after, here.sentence_after, here.before))


def _span_role(candidate: Candidate, here: Around) -> Role:
    """三天内, 两个小时后; shifts and event-relative times are weighed later."""
    if candidate.other is None or candidate.other.name != "span":
        return Role.NOTHING
    if candidate.mark is Mark.AFTER and len(here.before) < 3:
        if _eventful(here):
            return Role.EVENT
        asked = ASK.search(here.after) or cues.NO_LONGER.match(here.after)
        return Role.DEADLINE if asked else Role.NOTHING
    if candidate.mark is not Mark.WITHIN:
        return Role.NOTHING
    unknown = cues.SINCE_EVENT.search(here.before)
    if unknown and not cues.SINCE_RECEIPT.search(here.before):
        return Role.NOTHING
    if cues.BY_LAW.search(here.sentence_before + here.after):
        return Role.NOTHING
    if cues.SPAN_OF_DATA.search(here.before) or cues.SPAN_OF_RULE.match(here.after):
        return Role.NOTHING
    return Role.DEADLINE


_AS_OF = re.compile("截[至止]")
_AHEAD = re.compile("前|请|上报")
_OBJECT = re.compile("(?:将|把|做好|开展|抓好|的|报|交)$")
_THEN_CLOCK = re.compile(r",.{0,8}\d[点时:]")


def _marked_role(candidate: Candidate, here: Around) -> Role:
    if candidate.mark is Mark.BY and _AS_OF.search(here.before[-6:]):
        stated = here.after if len(here.after) > 1 else here.sentence_after
        if cues.STANDING.search(stated) and not _AHEAD.search(stated):
            return Role.NOTHING
        if here.after[:1] == ")" and not ASK.search(here.before):
            return Role.NOTHING
    feast = candidate.day is not None and candidate.day.name in ("festival", "before_break")
    if feast and not here.after and _THEN_CLOCK.match(here.sentence_after):
        return Role.NOTHING
    then = cues.CLOCK_FOLLOWS.search(here.sentence_after)
    if candidate.mark is Mark.BEFORE and then and cues.SIGN_IN.match(here.after):
        return Role.EVENT  # 8:50前入场,9:00开会
    if candidate.mark is Mark.BY and cues.CONTRACT.search(here.before):
        return Role.NOTHING
    if feast and here.after[:1] == "的" and not ASK.search(here.after):
        return Role.NOTHING
    if candidate.mark is Mark.NONE:
        noun = cues.BEFORE_NOUN.match(here.after) and not ASK.search(here.after)
        if noun or _OBJECT.search(here.before):
            return Role.NOTHING
    return Role.DEADLINE


_ON_FEAST = re.compile("当天|那天|,|有|前?一天")
_NOUN_FOLLOWS = re.compile("的?[\u4e00-\u9fff]")


def _unmarked_role(candidate: Candidate, here: Around) -> Role:
    exact, day = candidate.clock is not None, candidate.day
    if cues.ENDS.match(here.after) and cues.INTAKE.search(here.sentence_before):
        return Role.DEADLINE  # 投票从现在开始,到周日晚上10点结束
    if exact and cues.CLOSES.match(here.after):
        return Role.DEADLINE
    if cues.SPEAKER.search(here.before) or cues.OVER.search(here.after):
        return Role.NOTHING
    if cues.PERSON.search(here.before) and cues.AWAY.match(here.after):
        return Role.NOTHING
    bare_feast = day and day.name == "festival" and not exact and not candidate.part
    if bare_feast and not _ON_FEAST.match(here.after):
        return Role.DAY
    if cues.NEXT_ONE.search(here.before):
        return Role.DEADLINE if exact else Role.START
    if cues.SIGN_IN.match(here.after):
        return Role.EVENT
    if (exact and cues.VERSION.match(here.after)) or cues.DUE_TIME.search(here.before[-12:]):
        return Role.DEADLINE
    if cues.SET_FOR.search(here.before) and (exact or candidate.part):
        return Role.EVENT
    if not exact and _NOUN_FOLLOWS.match(here.after) and _asked_before(here.before):
        return Role.NOTHING
    ask, event = ASK.search(here.after), EVENT.search(here.after)
    if ask and (not event or ask.start() <= event.start()):
        return Role.DEADLINE
    if (exact or candidate.part) and not ask and cues.VISIT.match(here.after):
        return Role.EVENT
    if event and (exact or day is None or day.name not in VAGUE):
        return Role.EVENT
    return _exact_role(candidate, here) if exact or candidate.part else _day_role(candidate, here)


def _asked_before(words: str) -> bool:
    """Whether a time is the object of what is asked: 报今天到岗人数."""
    asked = ASK.findall(words)
    return bool(asked) and asked[-1] not in ("务必", "必须", "一律")


def _day_role(candidate: Candidate, here: Around) -> Role:
    """A day without a clock whose own clause asks nothing: what follows decides."""
    if candidate.day is None:
        return Role.NOTHING
    visit = candidate.day.name not in VAGUE and cues.VISIT.match(here.after)
    if visit and not ASK.search(here.after):
        return Role.EVENT
    if EVENT.search(here.before) and not here.after.strip(_FILLERS):
        return Role.EVENT
    rest = here.sentence_after[len(here.after) :]
    ask, event = ASK.search(rest), EVENT.search(rest)
    if here.after or not (ask or event):
        return Role.DAY
    if ask and (not event or ask.start() <= event.start()):
        return Role.WEAK
    return Role.DAY if candidate.day.name in VAGUE else Role.EVENT


def _exact_role(candidate: Candidate, here: Around) -> Role:
    """A clock or part of the day whose own clause asks nothing: the sentence decides."""
    rest = here.sentence_after[len(here.after) :]
    ask, event = ASK.search(rest), EVENT.search(rest)
    if cues.STATUS.search(here.after) or (not here.after and cues.STATED.search(rest[:16])):
        return Role.NOTHING
    if event and (not ask or event.start() < ask.start()):
        return Role.EVENT
    told = here.after.strip(_FILLERS) if here.after else rest
    if not candidate.clock:
        told = told if not here.after and candidate.day else ""
        return Role.DEADLINE if ask else Role.EVENT if len(told) > 3 else Role.DAY
    if EVENT.search(here.sentence_before) or (len(told) > 1 and not (ask and not here.after)):
        return Role.EVENT
    before = here.sentence_before
    asked = ask or ASK.search(before) or cues.PAPER.search(before)
    return Role.DEADLINE if asked else Role.DAY


def _window_role(candidate: Candidate, here: Around) -> Role:
    """A window closes for what is to be handed in, opens for an event, or asks nothing."""
    ask, event = ASK.search(here.after), EVENT.search(here.before[-12:] + here.after)
    if cues.PUBLICITY.search(here.sentence_before[-16:] + here.sentence_after):
        return Role.NOTHING
    around = here.sentence_before + here.sentence_after
    if _closes_intake(candidate, around):
        return Role.DEADLINE
    if cues.HOLIDAY.match(here.after):
        return Role.NOTHING
    if candidate.more and not here.after.strip(_FILLERS)[2:] and ASK.search(here.sentence_before):
        return Role.DEADLINE  # 以村为单位来领,25号26号两天
    if cues.OFFICE_HOURS.search(around):
        return Role.NOTHING
    if here.after.startswith("期间") and not ask:
        return Role.NOTHING
    if ask or cues.WINDOW_FOR.search(here.before):
        return Role.DEADLINE
    if ASK.search(here.sentence_after) and not EVENT.search(here.before + here.after):
        return Role.DEADLINE
    if candidate.mark is Mark.SINCE or (candidate.day and candidate.day.word == "即日"):
        return Role.DEADLINE
    if event:
        return Role.DEADLINE if cues.URGED.search(here.sentence_after) else Role.EVENT
    if candidate.clock and (len(here.sentence_after) > 1 or EVENT.search(here.sentence_after)):
        return Role.EVENT
    return Role.DAY if candidate.clock else Role.NOTHING


def _closes_intake(candidate: Candidate, around: str) -> bool:
    """报名受理时间为2月27日至3月14日: a dated window that is open for handing in."""
    until = candidate.until
    dated = until is not None and until.day is not None and until.day != candidate.day
    return dated and bool(cues.INTAKE.search(around)) and not cues.SHUT.search(around)
