"""The sentences of the digest: headline, headings, the words of a line, footer."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.domain.digest import Digest, GroupCount, Line, MarkKind, Section
from bot.domain.message import Media
from bot.domain.reading import Assumption, Kind
from bot.wording import dates
from bot.wording.marks import (
    EVENTS,
    Context,
    all_marks,
    assumption_of,
    event_time,
    recurrence_of,
)
from bot.wording.text import isolated, shorten

TITLE = "今日一览"
WEEK_TITLE = "本周一览"
NOTE = "自动整理,以原通知为准。"
NAME_SHOWN = 40
TITLE_SHOWN = 800
NAMES_SHOWN = 24
GAPS_SHOWN = 3

MEDIA_WORDS = {
    Media.PHOTO: "图片",
    Media.VIDEO: "视频",
    Media.VOICE: "语音",
    Media.FILE: "文件",
    Media.STICKER: "表情",
    Media.POLL: "投票",
    Media.LOCATION: "位置",
    Media.CONTACT: "名片",
    Media.LINK: "链接",
    Media.OTHER: "其他",
}
_COUNTED = {
    Section.CLOSED_TODAY: "已截止{n}件",
    Section.INFO: "知悉{n}件",
    Section.CHANGED: "已撤回、更正{n}件",
    Section.UNSURE: "拿不准{n}条,请点开看",
}
# A kind is named only where the title does not already say it.
_KIND_WORDS = {
    Kind.CHECK_IN: ("打卡接龙", re.compile("打卡|接龙|签到")),
    Kind.PROMOTION: ("转发投票", re.compile("转发|投票|答题|安装|点赞|注册")),
    Kind.INSPECTION: ("检查", re.compile("检查|督查|督导|巡查|迎检|调研|考核|验收")),
}
_OPEN = set(Section) - {Section.CHANGED, Section.CLOSED_TODAY, Section.UNSURE}
_OFF = (MarkKind.CANCELLED, MarkKind.LIFTED, MarkKind.SUSPENDED)
_LONG_MARKS = (
    MarkKind.UPSTREAM, MarkKind.ON_TOP, MarkKind.WIDER, MarkKind.APART, MarkKind.SAME_DATA,
    MarkKind.ADVISED,
)  # fmt: skip


def headline(digest: Digest) -> str:
    """今日一览 · the groups · 11月23日 周一."""
    names = [shorten(group.name, NAME_SHOWN) for group in digest.groups]
    joined = "、".join(names)
    who = joined if len(names) == 1 or len(joined) <= NAMES_SHOWN else f"{len(names)}个群"
    day = dates.full_date(dates.local(digest.period.end).date())
    title = WEEK_TITLE if digest.weekly else TITLE
    return " · ".join(part for part in (title, isolated(who), day) if part)


def continued(part: int, parts: int) -> str:
    """The first line of every part but the first."""
    return f"{TITLE}(续{part}/{parts})"


def summary(digest: Digest) -> str:
    """通知25条,合并为18件事,下个工作日前到期5件: carried lines count as due only."""
    said = [f"通知{digest.notices}条" if digest.notices else "没有新通知"]
    if digest.requests:
        verb = "合并为" if digest.requests < digest.notices else "共"
        said.append(f"{verb}{digest.requests}件事")
    due = due_count(digest)
    said.append(f"下个工作日前到期{due}件" if due else "下个工作日前没有到期的")
    carried = sum(line.carried for lines in digest.sections.values() for line in lines)
    return ",".join(said) + (f";另列此前通知的{carried}件" if carried else "")


def due_count(digest: Digest) -> int:
    """Open lines, carried ones included, due after the slot and by the next working day."""
    return sum(
        (due := _due(line)) is not None
        and due > digest.period.end
        and dates.local(due).date() <= digest.next_workday
        and not any(mark.kind in _OFF for mark in line.marks)
        for section in _OPEN
        for line in digest.sections.get(section, ())
    )


def _due(line: Line) -> datetime | None:
    """What is to be done on the ground at a time is due when it begins."""
    begins = line.kind not in EVENTS and line.kind is not Kind.INFO
    return line.deadline or (line.starts_at if begins else None)


def top_heading(section: Section, digest: Digest) -> str:
    """What stands above the urgent lines and those due soon."""
    return _soon(digest) if section is Section.DUE_SOON else "⚠ 紧急"


def heading(sections: Sequence[Section], lines: Sequence[Line]) -> str:
    """What stands above a folded group of lines, without any punctuation after it."""
    if Section.DUE_LATER in sections:
        return _later(lines)
    if Section.MEETINGS in sections:
        return _events(lines)
    return _COUNTED[sections[0]].format(n=len(lines))


def remaining(section: Section, shown: int, left: int, digest: Digest) -> str:
    """The heading over the lines of a section that the top had no room for."""
    return f"{top_heading(section, digest)}{'还有' if shown else ''}{left}件"


def again(heading_words: str) -> str:
    """A heading repeated where its lines go on in the next part."""
    return f"{heading_words}(续)"


def footer(digest: Digest) -> str:
    """What was covered and what was not, and that the original decides."""
    said = [f"覆盖{dates.stretch(digest.period.start, digest.period.end)}"]
    unread = unread_words(unread_totals(digest.groups))
    if unread:
        said.append(f"未识别{unread},请点开看")
    today = dates.local(digest.period.end).date()
    gaps = [dates.stretch(gap.start, gap.end, today=today) for gap in digest.gaps]
    if gaps:
        more = f"等{len(gaps)}段时间" if len(gaps) > GAPS_SHOWN else ""
        said.append(f"{'、'.join(gaps[:GAPS_SHOWN])}{more}未收到消息")
    if digest.skipped:
        said.append(f"另有{digest.skipped}行没能读入")
    return ";".join(said) + "。" + NOTE


def nothing(digest: Digest) -> str:
    """The whole of a digest without a line."""
    if digest.notices:
        return f"这段时间通知{digest.notices}条,没有列出事项。{footer(digest)}"
    return f"这段时间没有通知。{footer(digest)}"


def unread_totals(groups: Iterable[GroupCount]) -> Counter[Media]:
    """Media whose content was not read, over ``groups``; in a fixed order."""
    counted = tuple(groups)
    totals: Counter[Media] = Counter()
    for media in Media:
        count = sum(group.unread.get(media, 0) for group in counted)
        if count:
            totals[media] = count
    return totals


def unread_words(totals: Counter[Media]) -> str:
    """4条:图片2、语音1、文件1; empty when everything was read."""
    if not totals:
        return ""
    listed = "、".join(f"{MEDIA_WORDS[media]}{count}" for media, count in totals.items())
    return f"{totals.total()}条:{listed}"


def when(line: Line, section: Section, now: datetime) -> str:
    """The time a line is read by; empty where it needs none."""
    repeated, assumed = recurrence_of(line), assumption_of(line)
    if repeated:
        return _this_time(line, repeated, now)
    start = event_time(line)
    if start is not None:
        return dates.start_words(start, now, None if line.deadline else assumed)
    if line.deadline is not None:
        return dates.deadline_words(line.deadline, now, assumed)
    if section is Section.DUE_LATER:
        return "未写时限"
    return "未写时间" if section in (Section.MEETINGS, Section.INSPECTIONS) else ""


_NAMES_HOUR = re.compile("[点时:]|[上下]班|中午|[上下]午|[早晚夜]|整点")
_HOURLY = re.compile("小时|钟头|分钟")


def _this_time(line: Line, repeated: str, now: datetime) -> str:
    """What recurs, with the hour of this time where only that was told, or was told beside it:
    今日14:00(每周二), 今日17:30(每半小时); with the day of this time where that is another one:
    周五(每月25日前).
    """
    hourly = _HOURLY.search(repeated)
    if line.deadline is None or (not hourly and _NAMES_HOUR.search(repeated)):
        return repeated
    if hourly and assumption_of(line) is Assumption.FROM_SENDING:
        return repeated
    at = dates.local(line.deadline)
    if _another_day(repeated, at):
        return f"{dates.deadline_words(line.deadline, now, assumption_of(line))}({repeated})"
    if (at.hour, at.minute) in ((0, 0), (23, 59)):
        return repeated
    return f"{dates.moment_words(line.deadline, now)}({repeated})"


_DAY_OF = re.compile(
    "每月(?P<day>[12]\\d|3[01]|0?[1-9])[日号]|每(?:周|星期)(?P<week>[一二三四五六日天])"
)
_WEEK = "一二三四五六日"


def _another_day(repeated: str, at: datetime) -> bool:
    """Whether this time is on another day than the one that is named: 这个月的20号前."""
    named = _DAY_OF.findall(repeated)
    if len(named) != 1 or _SPAN.search(repeated):
        return False
    day, week = named[0]
    return at.day != int(day) if day else at.weekday() != _WEEK.index(week.replace("天", "日"))


_SPAN = re.compile("[至到~—、和-]")


def title(line: Line) -> str:
    """The title on one line, shortened only when it is a page of text."""
    return isolated(shorten(line.title, TITLE_SHOWN)) or "(没有标题)"


def labels(line: Line) -> tuple[str, ...]:
    """发布单位, and the kind where the title does not tell it."""
    issuer = isolated(shorten(line.issuer or "", NAME_SHOWN))
    word, told = _KIND_WORDS.get(line.kind, ("", None)) if line.kind else ("", None)
    needed = word if told and not told.search(line.title) else ""
    return tuple(label for label in (issuer, needed) if label)


def notes(line: Line, context: Context) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Marks beside the line and marks on rows of their own; not what ``when`` tells already."""
    beside, below = list(_second_time(line, context.now)), []
    for kind, words in all_marks(line, context):
        if kind in _LONG_MARKS:
            below.append(words)
        elif not _told(kind, line):
            beside.append(words)
    return tuple(beside), tuple(below)


def _told(kind: MarkKind, line: Line) -> bool:
    if kind is MarkKind.RECURS:
        return bool(recurrence_of(line))
    if kind is not MarkKind.ASSUMED:
        return False
    assumed = assumption_of(line)
    if assumed in (Assumption.END_OF_DAY, Assumption.FROM_SENDING):
        return True
    shown = event_time(line) is None or line.deadline is None
    return shown and assumed in dates.SPOKEN and not recurrence_of(line)


def _second_time(line: Line, now: datetime) -> Iterable[str]:
    # An event with a date for names, or a task with a start: the line's first words tell only one.
    if line.starts_at is None or line.deadline is None or line.starts_at == line.deadline:
        return
    if line.kind in EVENTS:
        yield f"时限{dates.deadline_words(line.deadline, now)}"
    else:
        yield f"{dates.moment_words(line.starts_at, now)}开始"


def _soon(digest: Digest) -> str:
    tomorrow = dates.local(digest.period.end).date() + timedelta(days=1)
    return "今明到期" if digest.next_workday == tomorrow else "下个工作日前到期"


def _later(lines: Sequence[Line]) -> str:
    dated = sum(line.deadline is not None for line in lines)
    undated = len(lines) - dated
    parts = (f"以后到期{dated}件" if dated else "", f"未写时限{undated}件" if undated else "")
    return "、".join(part for part in parts if part)


def _events(lines: Sequence[Line]) -> str:
    checks = sum(line.kind is Kind.INSPECTION for line in lines)
    if 0 < checks < len(lines):
        return f"会议和检查{len(lines)}个"
    return f"检查{checks}个" if checks else f"会议{len(lines)}个"
