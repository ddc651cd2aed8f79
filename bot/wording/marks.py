"""The marks of a line as short neutral sentences: facts, never blame."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.digest import Line, Mark, MarkKind
from bot.domain.levels import OFTEN
from bot.domain.reading import Assumption, DueFor, Kind
from bot.wording import dates
from bot.wording.outcomes import advice_words
from bot.wording.sparing import few_spared, spared_words
from bot.wording.text import isolated, shorten

EVENTS = (Kind.MEETING, Kind.INSPECTION)
MARKS_SHOWN = 12
NUMBERS_SHOWN = 8
WORDS_SHOWN = 40
ISSUER_SHOWN, COLUMN_SHOWN, COLUMNS_SHOWN = 20, 12, 5
WHOSE_SHOWN, PARTS_SHOWN = 24, 4
DEMAND_SHOWN, DEMANDS_SHOWN = 20, 6
_ROOM = 60

# The first administrative level in a body's name; 市场监管, 乡村振兴, 城乡 and 社区 are not levels.
_LEVEL = re.compile(r"省|市(?![场政容])|州|县|(?<!社)区|镇|(?<!城)乡(?![村县镇])|街道")
_LEVEL_REACH = 8
_HAND_IN = {
    "省": "省里",
    "市": "市里",
    "县": "县里",
    "区": "区里",
    "镇": "镇里",
    "乡": "乡里",
    "村": "村里",
}

_PLAIN = {
    MarkKind.LIFTED: "已解除",
    MarkKind.SUSPENDED: "已暂缓,等新的通知",
    MarkKind.CARRIED: "此前已通知",
    MarkKind.SHORT_NOTICE: "时间较紧",
    MarkKind.PAST_START: "已过开始时间",
    MarkKind.NO_WORKDAYS: "未含调休",
}
ASSUMED = {
    Assumption.END_OF_DAY: "未写钟点,按当日内",
    Assumption.END_OF_WORK: "下班前按{clock}",
    Assumption.DUSK: "天黑前按{clock}",
    Assumption.START_OF_WORK: "上班时间按{clock}",
    Assumption.NOON: "中午按{clock}",
    Assumption.AFTERNOON_START: "下午按{clock}",
    Assumption.NEXT_OCCURRENCE: "未写哪月哪周,按最近一次",
    Assumption.HALF_DAY_GUESSED: "未写上午下午,按{clock}",
    Assumption.WORKDAYS_UNKNOWN: _PLAIN[MarkKind.NO_WORKDAYS],
    Assumption.RELATIVE_TO_EVENT: "由会议时间推算",
    Assumption.PERIOD_END: "按期末算",
    Assumption.FROM_SENDING: "从发出时起算",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a sentence about a line depends on: the digest's moment and the lines' numbers."""

    now: datetime
    numbers: Mapping[str, int]


def mark_words(mark: Mark, line: Line, context: Context) -> str:
    """One mark in words; empty when there is nothing true to say (no such line here)."""
    match mark.kind:
        case MarkKind.URGED:
            return f"已催{mark.count}次" if mark.count else ""
        case MarkKind.UPSTREAM:
            return _upstream(mark, line)
        case MarkKind.ON_TOP:
            return _on_top(mark)
        case MarkKind.WIDER:
            return _wider(mark)
        case MarkKind.APART:
            return _apart(mark, line)
        case MarkKind.SAME_DATA:
            return _beside(mark, line, context, same_data_words(mark))
        case MarkKind.CLASH:
            return _beside(mark, line, context, "时间相近")
        case MarkKind.ASSUMED:
            return _assumed(mark, line)
        case MarkKind.MOVED:
            return _moved(mark, context.now)
        case MarkKind.VENUE:
            return venue_words(mark.text)
        case MarkKind.SPARED:
            return spared_words(mark)
        case MarkKind.LATEST:
            return latest_words(mark.text, mark.after, context.now)
        case MarkKind.CANCELLED:
            return "已取消" if line.kind in EVENTS else "已撤回,不用再做"
        case MarkKind.ADVISED:
            return advice_words(mark.outcome)
        case MarkKind.RECURS:
            words = shorten(mark.text, WORDS_SHOWN)
            return f"长期:{words}" if words else "长期"
        case _:
            return _PLAIN[mark.kind]


def all_marks(line: Line, context: Context) -> tuple[tuple[MarkKind, str], ...]:
    """Each mark's kind and words in the order given, each sentence once."""
    given = tuple(few_spared(line.marks))
    if line.carried:
        given = (*given, Mark(kind=MarkKind.CARRIED))
    words: dict[str, MarkKind] = {}
    for mark in given:
        words.setdefault(mark_words(mark, line, context), mark.kind)
    words.pop("", None)
    return tuple((kind, said) for said, kind in list(words.items())[:MARKS_SHOWN])


def assumption_of(line: Line) -> Assumption | None:
    """The convention by which a time of the line was read; a mark's text is its name."""
    for mark in line.marks:
        if mark.kind is MarkKind.ASSUMED and mark.text in set(Assumption):
            return Assumption(mark.text)
    return None


def recurrence_of(line: Line) -> str:
    """The words of a recurring line (每周四12点前), or nothing."""
    said = (m.text for m in line.marks if m.kind is MarkKind.RECURS and m.text)
    return shorten(next(said, ""), WORDS_SHOWN)


def _beside(mark: Mark, line: Line, context: Context, tail: str) -> str:
    return with_others([key for key in mark.keys if key != line.key], context.numbers, tail)


def with_others(keys: Iterable[str], numbers: Mapping[str, int], tail: str) -> str:
    """与第2、5件…; "" when none of these lines is here."""
    known = {numbers[key] for key in keys if key in numbers}
    if not known:
        return ""
    listed = "、".join(str(n) for n in sorted(known)[:NUMBERS_SHOWN])
    more = f"等{len(known)}" if len(known) > NUMBERS_SHOWN else ""
    return f"与第{listed}{more}件{tail}"


def same_data_words(mark: Mark) -> str:
    """What both want, what the other one wants besides (it can be got ready in the same walk), and
    the columns they share where there is room for them.
    """
    said = f"要同一批{shorten(mark.text, WORDS_SHOWN) or '名单'},可一次备齐"
    if mark.wants:
        who = shorten(mark.issuer or "那件", ISSUER_SHOWN)
        said += f";{who}另需{columns(mark.wants)}"
    both = f";都要{columns(mark.shares)}" if mark.shares else ""
    return said + both if len(said + both) <= _ROOM else said


def columns(names: Sequence[str]) -> str:
    """性别、住址、电话、学校等6项: all, or the first ones and how many there are."""
    listed = "、".join(shorten(one, COLUMN_SHOWN) for one in names[:COLUMNS_SHOWN])
    return f"{listed}等{len(names)}项" if len(names) > COLUMNS_SHOWN else listed


def _upstream(mark: Mark, line: Line) -> str:
    if mark.due_for:
        return _levels(mark)
    ends = sorted(t for t in (mark.before, mark.after or line.deadline) if t)
    if not ends:
        return ""
    above = _level(mark.issuer)
    if len(ends) == 1:
        return f"{above or '上级'}时限{dates.compact_deadline(ends[0])}"
    # The issuer of the line may itself be the level above: then who relayed is not known here.
    near = _level(line.issuer)
    first, last = (dates.compact_deadline(end) for end in ends)
    local = (
        f"先交{first}" if near in ("", above) else f"{near}{first}(先交{_HAND_IN.get(near, near)})"
    )
    return f"时限:{local}|{above or '上级'}{last}"


def _levels(mark: Mark) -> str:
    """时限:村3/14(先交村里)|镇3/16|县3/18: by when each level wants it, from the lowest up."""
    told = [f"{_by(one.whose)}{dates.compact_deadline(one.at)}" for one in mark.due_for]
    first, next_ = mark.due_for[:2]
    if first.at < next_.at:
        told[0] += f"(先交{_among(first.whose)})"
    return f"时限:{'|'.join(told)}"


def _on_top(mark: Mark) -> str:
    """镇里另要:盖章纸质版、现场照片;另写明:逾期通报."""
    said = (
        f"另要:{_listed(mark.wants)}" if mark.wants else "",
        f"另写明:{_listed(mark.threats)}" if mark.threats else "",
    )
    return f"{_among(mark.issuer)}{';'.join(filter(None, said)) or '另有要求'}"


def _listed(words: Sequence[str]) -> str:
    listed = "、".join(isolated(shorten(one, DEMAND_SHOWN)) for one in words[:DEMANDS_SHOWN])
    return f"{listed}等{len(words)}项" if len(words) > DEMANDS_SHOWN else listed


def _wider(mark: Mark) -> str:
    """范围:镇里60岁以上|县里80岁以上."""
    what = "频次" if OFTEN in mark.keys else "范围"
    near = f"{_among(mark.issuer)}{isolated(shorten(mark.text, DEMAND_SHOWN))}"
    far = f"|{_among(mark.above, '上级')}{isolated(shorten(mark.less, DEMAND_SHOWN))}"
    return f"{what}:{near}{far if mark.less else ''}"


def _by(body: str | None) -> str:
    """镇 of 镇民政办; 村 of 东河村; the name itself where it tells no level."""
    found = _level(body)
    village = _VILLAGE.search(body or "")
    return found or (village.group() if village else shorten(body or "下级", ISSUER_SHOWN))


_VILLAGE = re.compile("社区|村")


def _among(body: str | None, other: str = "转发时") -> str:
    """镇里 of 镇民政办."""
    level = _by(body) if body else ""
    return _HAND_IN.get(level, level) or other


def _apart(mark: Mark, line: Line) -> str:
    told, at = apart(mark.due_for), {one.at for one in mark.due_for}
    comes = line.starts_at in at and line.deadline not in at
    return f"{'时间' if comes else '时限'}:{told}" if told else ""


def apart(due_for: Sequence[DueFor]) -> str:
    """Who is due when, 3/13(东河村、西河村)|3/16(其他村); "" where all are at once."""
    told = [
        f"{dates.compact_deadline(one.at)}({shorten(one.whose, WHOSE_SHOWN)})"
        for one in due_for[:PARTS_SHOWN]
    ]
    more = f"|另{len(due_for) - PARTS_SHOWN}批" if due_for[PARTS_SHOWN:] else ""
    return f"{'|'.join(told)}{more}"


def _level(issuer: str | None) -> str:
    found = _LEVEL.search((issuer or "")[:_LEVEL_REACH])
    return found.group() if found else ""


def _assumed(mark: Mark, line: Line) -> str:
    if mark.text not in set(Assumption):
        return "时间为推定"
    moment = line.deadline or line.starts_at  # as it was assumed
    if moment is None:
        return ""
    return ASSUMED[Assumption(mark.text)].format(clock=dates.clock(moment))


def event_time(line: Line) -> datetime | None:
    """When a meeting or inspection starts; None for lines that are read by their deadline."""
    if line.kind in EVENTS or line.deadline is None:
        return line.starts_at
    return None


def latest_words(words: str, at: datetime | None, now: datetime) -> str:
    """最新16:48:水样合格了: what was said last of an emergency that is on, and when."""
    when = dates.since(at, now) if at else ""
    return f"最新{when}:{isolated(shorten(words, WORDS_SHOWN))}"


def venue_words(venue: str) -> str:
    """地点改为四楼会议室."""
    return f"地点改为{isolated(shorten(venue, WORDS_SHOWN))}"


def _moved(mark: Mark, now: datetime) -> str:
    if mark.before is None:
        return "改期" if mark.after is None else "补充了时间"
    return f"改期:原{dates.deadline_words(mark.before, now)}"
