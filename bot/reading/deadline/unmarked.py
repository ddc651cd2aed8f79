"""What a time is for that no word ties to what is asked: bare days, clocks and windows."""

import re

from bot.reading.deadline import closing, cues
from bot.reading.deadline.bidden import is_bidden
from bot.reading.deadline.candidates import Candidate, Mark
from bot.reading.deadline.closing import is_last
from bot.reading.deadline.reads import Around, Role
from bot.reading.deadline.verbs import ASK, EVENT

# Days that name a period more than a day.
VAGUE = (
    "month_part", "part_of_this_month", "month", "week", "weekend", "year_end", "quarter",
)  # fmt: skip
# 报数。明早九点: a sentence of an order and nothing else.
_ORDER = re.compile(
    f"[^,]{{0,6}}(?:{ASK.pattern})[^,]{{0,8}}|(?:[请急催]|赶紧)?[要收催交报发给传]"
    "(?![是不么])[\u4e00-\u9fff]{1,6}"
)
_FILLERS = "吧啊哈哦哟呀呢啦了 ~.)*"

_ON_FEAST = re.compile("当天|那天|,|有|前?一天")
_ABOUT = re.compile("[^,。;]{2,14}(?:情况|台账|名单|数据|计划|安排|工作)(?=[,。;]|$)")
_NOUN_FOLLOWS = re.compile("的?[\u4e00-\u9fff]")


_UNTIL_THEN = re.compile("(?![把将要请])[^,。;]{1,10}(?:之|以)?前")


def unmarked_role(candidate: Candidate, here: Around) -> Role:
    """The role of a day or clock that no word ties to what is asked."""
    timed = candidate.clock is not None or bool(candidate.part)
    if not timed and candidate.day and candidate.day.name == "after_break":
        about = _ABOUT.match(here.after)
        if about and not ASK.match(about[0]):
            return Role.NOTHING  # 节后信访积案化解情况,3个工作日内报
    told = _ordered(here, timed=timed) or _beside(candidate, here)
    told = told or (_timed_beside(candidate, here) if timed else None)
    if told:
        return told
    exact = candidate.clock or not candidate.part
    if exact and here.after and closing.UNDONE.search(here.before):
        return Role.DEADLINE
    return _by_clause(candidate, here, timed=timed)


def _ordered(here: Around, *, timed: bool) -> Role | None:
    """What the sentence before, or the whole clause after a time makes of it."""
    if (
        here.earlier
        and here.alone
        and _ORDER.fullmatch(here.earlier)
        and not EVENT.search(here.earlier)
    ):
        return Role.DEADLINE
    if (not timed and cues.FINISHED.match(here.after)) or cues.DID.match(here.after):
        return Role.NOTHING
    if _UNTIL_THEN.fullmatch(here.after) and ASK.search(here.rest):
        return Role.DEADLINE  # 16:30开碰头会前,各口把数字发我
    return None


def _by_clause(candidate: Candidate, here: Around, *, timed: bool) -> Role:
    """What is asked or held in the clause after the time, else what its sentence says."""
    say = candidate.day
    counted = say is not None and say.name == "same" and bool(say.offset)
    bare = not candidate.clock and not counted
    if bare and _NOUN_FOLLOWS.match(here.after) and _is_object(here):
        return Role.NOTHING
    ask, event = ASK.search(here.after), EVENT.search(here.after)
    if timed and event and cues.VISIT.match(here.after) and here.after[:1] == "来":
        return Role.EVENT  # 应急局后天上午来搞演练
    if ask and (not event or ask.start() <= event.start()):
        return Role.DEADLINE
    if timed and not ask and cues.VISIT.match(here.after):
        return Role.EVENT
    if event and (candidate.clock or candidate.day is None or candidate.day.name not in VAGUE):
        return Role.EVENT
    return _exact_role(candidate, here) if timed else _day_role(candidate, here)


def _beside(candidate: Candidate, here: Around) -> Role | None:
    """What the words next to the time settle, whatever else its clause says."""
    last = is_last(here)
    if closing.is_last_day(candidate):
        return Role.DEADLINE
    if closing.is_ahead(candidate) and closing.ALL_DONE.match(here.after):
        return Role.DEADLINE
    if is_bidden(candidate, here):
        return Role.DEADLINE
    if last is not None:
        return Role.DEADLINE if last else Role.NOTHING
    if cues.EVENT_IS.search(here.before):
        return Role.EVENT
    if cues.SPEAKER.search(here.before) and closing.TAKES.match(here.after):
        return Role.DEADLINE  # 我周五要收表
    if cues.WE.search(here.before) and cues.WANTED.match(here.after):
        return Role.DEADLINE
    if here.before.endswith("按") and cues.BY_THAT.match(here.after):
        return Role.DEADLINE
    away = cues.PERSON.search(here.before) and cues.AWAY.match(here.after)
    if away or cues.SPEAKER.search(here.before) or cues.OVER.search(here.after):
        return Role.NOTHING
    if cues.GOES_UP.match(here.after) and not ASK.search(here.before):
        return Role.UPPER  # 申报表明天报县
    feast = candidate.day is not None and candidate.day.name == "festival"
    bare = not (candidate.clock or candidate.part or candidate.delta)
    if feast and bare and not _ON_FEAST.match(here.after):
        return Role.DAY
    if cues.NEXT_ONE.search(here.before):
        return Role.DEADLINE if candidate.clock else Role.START
    if cues.SIGN_IN.match(here.after):
        return Role.EVENT
    return Role.DEADLINE if closing.DUE_TIME.search(here.before[-12:]) else None


def _timed_beside(candidate: Candidate, here: Around) -> Role | None:
    """The same for a clock or a part of the day."""
    if not here.after and (_ends_work(candidate) or _TO_ME.search(here.before)):
        return Role.DEADLINE
    if cues.SHOP.search(here.before) and cues.SHUTS.match(here.after):
        return Role.NOTHING
    if closing.CLOSES.match(here.after):
        return Role.DEADLINE
    if candidate.clock:
        if not here.sentence_before and cues.LOG.match(here.after):
            return Role.NOTHING
        if cues.VERSION.match(here.after):
            return Role.DEADLINE
    return Role.EVENT if cues.SET_FOR.search(here.before) else None


_TO_ME = re.compile("[报交发给送回传]我[, ]{0,2}$")
_TO_US = re.compile("[报交发送传](?:我|给|到|镇|村|社区|来)")


def _ends_work(candidate: Candidate) -> bool:
    """周五下班: nothing starts then."""
    clock = candidate.clock
    return candidate.day is not None and clock is not None and clock.name == "end_of_work"


_ADVERBS = re.compile("^(?:就|都|必须|务必|要|得|全部?|统一|一并|一起|先|再)+")
_URGES = ("务必", "必须", "一律", "记得", "别忘", "抓紧")


def _is_object(here: Around) -> bool:
    """Whether a time is the object of what is asked: 报今天到岗人数; but 清理进度表3日报."""
    asked = ASK.findall(here.before)
    if not asked or asked[-1] in _URGES or here.before.endswith("的"):
        return False  # 没报的今天补
    if _TO_US.match(here.after):
        return False  # 警情统计上午报我
    direct = (
        here.before.endswith(asked[-1])
        and asked[-1][-1] not in "完好齐表料证单案据数照稿同书票款费账况果"
    )
    return direct or not ASK.match(_ADVERBS.sub("", here.after))


_LISTED = re.compile(
    rf"(?:{ASK.pattern})[^,。;!?]{{0,12}}\($|(?:{ASK.pattern}).{{0,40}}第.[批次轮组][:是为]?$"
)


def _day_role(candidate: Candidate, here: Around) -> Role:
    """A day without a clock whose own clause asks nothing: what follows decides."""
    if candidate.day is None:
        return Role.NOTHING
    visit = candidate.day.name not in VAGUE and cues.VISIT.match(here.after)
    if visit and not ASK.search(here.after):
        return Role.EVENT
    listed = not here.after.strip(_FILLERS)
    if EVENT.search(here.before) and listed:
        return Role.EVENT
    alone = listed and not here.before and here.sentence_before
    vague = candidate.day.name in VAGUE and not _AT_ITS_END.match(candidate.day.word)
    if alone and ASK.search(here.sentence_before) and not vague:
        return Role.WEAK if EVENT.search(here.sentence_before) else Role.DEADLINE
    if listed and candidate.day.name not in VAGUE and _LISTED.search(here.sentence_before):
        return Role.WEAK  # 分两批交:先交表(7月24日)
    rest = here.rest
    ask, event = ASK.search(rest), EVENT.search(rest)
    if here.after or not (ask or event):
        return Role.DAY
    if ask and (not event or ask.start() <= event.start()):
        return Role.WEAK
    return Role.DAY if candidate.day.name in VAGUE else Role.EVENT


# 补完拍照片给我,月底.
_AT_ITS_END = re.compile("[底末]")
# 明天下午在五组晒坝教大家用无人机.
_IN_PLACE = re.compile("在(?!群|家|线)[^,。;]{2,8}(?:[教讲做演办搞放唱]|给大家)")


def _exact_role(candidate: Candidate, here: Around) -> Role:
    """A clock or part of the day whose own clause asks nothing: the sentence decides."""
    rest = here.rest
    ask, event = ASK.search(rest), EVENT.search(rest)
    if cues.STATUS.search(here.after) or (not here.after and cues.STATED.search(rest[:16])):
        return Role.NOTHING
    if event and (not ask or event.start() < ask.start()):
        return Role.EVENT
    told = here.after.strip(_FILLERS) if here.after else rest
    if not candidate.clock:
        before = here.sentence_before
        if not told and ASK.search(before) and not EVENT.search(before):
            return Role.DEADLINE  # 抓紧报,明天上午
        if candidate.day and _IN_PLACE.match(here.after):
            return Role.EVENT
        told = told if not here.after and candidate.day else ""
        return Role.DEADLINE if ask else Role.EVENT if len(told) > 3 else Role.DAY
    before = here.sentence_before
    held, asked = EVENT.search(before), ASK.search(before)
    sent = held and asked and asked.start() < held.start() and not (here.before or here.after)
    if (held and not sent) or (len(told) > 1 and not (ask and not here.after)):
        return Role.EVENT
    asked = ask or asked or cues.PAPER.search(before)
    return Role.DEADLINE if asked else Role.DAY


def window_role(candidate: Candidate, here: Around) -> Role:
    """A window closes for what is to be handed in, opens for an event, or asks nothing."""
    ask = ASK.search(here.after)
    if _is_open(candidate, here):
        return Role.NOTHING
    if _closes_intake(candidate, here.sentence_before + here.sentence_after):
        return Role.DEADLINE
    if cues.HOLIDAY.match(here.after):
        return Role.NOTHING
    if candidate.more and not here.after.strip(_FILLERS)[2:] and ASK.search(here.sentence_before):
        return Role.DEADLINE  # 以村为单位来领,25号26号两天
    if cues.HALTED.match(here.after):
        return Role.NOTHING
    if cues.WINDOW_FOR.search(here.before) and candidate.until and candidate.until.day:
        return Role.DEADLINE
    if _by_day(candidate) and _TO_COME.search(here.after + here.sentence_after):
        return Role.EVENT
    if cues.OFFICE_HOURS.search(here.sentence_before + here.sentence_after):
        return Role.NOTHING
    if here.after.startswith("期间") and not ask:
        return Role.NOTHING
    if ask or cues.WINDOW_FOR.search(here.before):
        return Role.DEADLINE
    return _window_by_sentence(candidate, here)


_TO_COME = re.compile("可以?(?:过?来|前来|到现场)|欢迎|[带拿].{1,8}来")


def _by_day(candidate: Candidate) -> bool:
    """Hours of one day; 周一至周五9点到17点 are those of a counter."""
    day, until = candidate.day, candidate.until
    return day is not None and until is not None and bool(until.clock) and until.day == day


def _is_open(candidate: Candidate, here: Around) -> bool:
    """Hours of a counter, or days in which people may object."""
    hours = candidate.clock or (candidate.until and candidate.until.clock)
    if hours and not _by_day(candidate) and cues.SHOP.search(here.before):
        return True
    return bool(cues.PUBLICITY.search(here.sentence_before[-16:] + here.sentence_after))


def _window_by_sentence(candidate: Candidate, here: Around) -> Role:
    if cues.CONTRACT.search(here.before):
        return Role.NOTHING  # 合同起止2028年1月1日至2057年
    ask, held = ASK.search(here.sentence_after), EVENT.search(here.sentence_after)
    held_there = EVENT.search(here.before) or cues.VISIT.match(here.after)
    if ask and (not held or ask.start() <= held.start()) and not held_there:
        return Role.DEADLINE
    if candidate.mark is Mark.SINCE or (candidate.day and candidate.day.word == "即日"):
        said = here.sentence_before + here.sentence_after
        open_for = ask or not EVENT.search(said) or cues.INTAKE.search(said)
        return Role.DEADLINE if open_for else Role.NOTHING
    if cues.VISIT.match(here.after) or EVENT.search(here.before[-12:] + here.after):
        return Role.DEADLINE if cues.URGED.search(here.sentence_after) else Role.EVENT
    if not candidate.clock:
        asked = ask and not EVENT.search(here.before + here.after)
        told = held and not ask and not here.after and not cues.STATUS.search(here.sentence_after)
        return Role.DEADLINE if asked else Role.EVENT if told else Role.NOTHING
    return Role.EVENT if held or len(here.sentence_after) > 1 else Role.DAY


def _closes_intake(candidate: Candidate, around: str) -> bool:
    """报名受理时间为2月27日至3月14日: a dated window that is open for handing in."""
    until = candidate.until
    dated = until is not None and until.day is not None and until.day != candidate.day
    return dated and bool(cues.INTAKE.search(around)) and not cues.SHUT.search(around)
