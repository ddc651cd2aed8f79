"""What the board's pages of cases say: rows, views, and a decision as each will read it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from bot.domain.case import UPHELD, CaseEvent, CaseState, Outcome, Pool, Refusal
from bot.domain.flag import FlagReason
from bot.domain.people import Member
from bot.domain.request import Request, Source
from bot.domain.review import Case, Feedback, FeedbackKind, News, NoticeKind, Said, Side
from bot.services.foreseeing import Foresight
from bot.services.urgency import Pressing
from bot.wording import cases, dates, hearing, sheets
from bot.wording.decisions import ABOUT, MEANS, NO_CONTACT_HEARS
from bot.wording.linking import person
from bot.wording.outcomes import BANDS, OUTCOMES, advice_words, news_line
from bot.wording.sheets import decision_lines, newest_sources
from bot.wording.telegram_html import Link
from bot.wording.telling import NOT_PASSED_ON, NOTED_ONLY, SAY_SO, ready
from bot.wording.text import isolated, one_line, shorten

VIEWS: Mapping[str, str] = {
    "": "要办的",
    "waiting": "待接办、待复核",
    "mine": "您在办",
    "issuer": "等说明",
    "people": "等回音",
    "remedy": "等发布单位办",
    "answered": "已答复",
    "over": "已办结、已并入",
    "all": "全部",
}
EMPTY: Mapping[str, str] = {
    "": "没有要您办的了,不用守着。新来的会在工作日早上私下告诉您。",
    "answered": "没有答复了还没结的。答复后5个工作日没有人不满意,就自动办结。",
}
NOT_FOUND = "没有找到。换个词,或者在「全部」里找;别的群的、要回避的,这里看不到。"
NOTHING_HERE = "这里现在没有。"
NOT_ALL = "还没写全:理由、依据(点一条或写一条)、答复,每样写一两句。"
KEPT = "保留了您写的话,请核对是否合适。"
FLAGGERS, GROUPS, ISSUER = "提意见的人会看到", "群里会看到", "发布单位联系人会看到"
TYPED, QUESTION, WHY_END, SEND = "您写的", "问提出人的话", "不再等的原因", "发出"
_TITLE, _NAME = 60, 20


class Row(NamedTuple):
    """A case in a list; ``kind`` is that of its mark."""

    number: int
    title: str
    issuer: str
    facts: tuple[str, ...]
    clock: str
    kind: str


def row(one: Pressing, reasons: Mapping[str, FlagReason], me: int) -> Row:
    """A case that waits, with its clock."""
    case = one.case
    kind = "late" if one.late else "soon" if one.due and one.left < one.day else "calm"
    return _row(case, reasons, cases.state_words(one, me), cases.clock_words(one), kind)


def old_row(case: Case, reasons: Mapping[str, FlagReason], me: int) -> Row:
    """A case of the past, with what it came to."""
    outcome = OUTCOMES[case.decision.outcome] if case.decision else ""
    mine = case.claimed_by == me and case.state is CaseState.CLAIMED
    return _row(case, reasons, "您在办" if mine else cases.STATES[case.state], outcome, "calm")


def _row(case: Case, reasons: Mapping[str, FlagReason], stands: str, clock: str, kind: str) -> Row:
    facts = (
        stands,
        one_line(cases.reason_words(case, reasons)),
        BANDS[case.band],
        "反弹" if case.came_back else "",
    )
    return Row(
        number=case.number or 0,
        title=shorten(case.title, _TITLE) or "(没有标题)",
        issuer=shorten(case.issuer or "", _NAME),
        facts=tuple(fact for fact in facts if fact),
        clock=clock,
        kind=kind,
    )


def brief(case: Case) -> str:
    """第12号 走访照片3张."""
    return f"第{case.number}号 {isolated(shorten(case.title, _NAME)) or '(没有标题)'}"


class Place(NamedTuple):
    """Where a notice stands: the group, when, and the way there, if there is one."""

    group: str
    at: str
    link: str | None


def places(sources: Sequence[tuple[Source, datetime]], link: Link) -> list[Place]:
    """The newest notices of a request."""
    return [
        Place(shorten(source.group, _TITLE), dates.stamp(at), link(source))
        for source, at in newest_sources(sources)
    ]


def talk(said: Sequence[Said], *, mine: bool) -> list[tuple[str, str, str]]:
    """The anonymous dialogue: who, which day, what."""
    who = {Side.COORDINATOR: "您问的" if mine else "经办人问的", Side.FLAGGER: "提出人答的"}
    return [(who[one.side], f"{one.day.month}/{one.day.day}", one.text) for one in said]


def outcomes() -> list[tuple[str, str, str]]:
    """What a case can come to: its name, the words for it, and when it fits."""
    return [(one.value, OUTCOMES[one], means) for one, means in MEANS.items()]


def feedback_how(one: Outcome) -> str:
    """Who reads the words for all."""
    groups = "" if one in UPHELD else ",也写进群里的今日一览"
    return f"提意见的人会看到{groups}。"


def unnamed(one: Outcome) -> str:
    """What an outcome needs to be said of it is not said."""
    return f"还没写全:{ABOUT[one][0]}?"


_UNFIT: Mapping[Outcome, str] = {
    Outcome.EXTEND: "没看懂「建议延到」:请写日期和几点,要比现在的时间晚,例如「下周五下班前」。",
    Outcome.MERGE: (
        "没有找到这一件:请打标题里的几个字,从列出的里选一件。"
        "只有您这些群里还在要的才列得出;列不出的,不能建议合并。"
    ),
}


HINTS: Mapping[Outcome, str] = {
    Outcome.EXTEND: "写日期和几点,或者从下面选",
    Outcome.MERGE: "打几个字,从下面选",
}


def unfit(one: Outcome) -> str:
    """What was said of it is no time, or no request that is asked."""
    return _UNFIT[one]


def rival(request: Request) -> str:
    """Another request to be merged with: 走访台账 · 镇民政办 · 时限3/13 18:00."""
    at = request.deadline or request.starts_at
    when = f"时限{dates.stamp(at)}" if at else f"{dates.stamp(request.first_at)}发"
    issuer = shorten(request.issuer or "", _NAME)
    return " · ".join(part for part in (shorten(request.title, _NAME * 2), issuer, when) if part)


def rival_named(request: Request) -> str:
    """The same where a decision names it: 走访台账(镇民政办)."""
    title, issuer = (shorten(one or "", _NAME * 2) for one in (request.title, request.issuer))
    return f"{title}({issuer})" if issuer else title


def until(at: datetime, now: datetime) -> str:
    """A time that is advised: 3月20日17:00."""
    day = dates.local(at)
    year = f"{day.year}年" if day.year != dates.local(now).year else ""
    return f"{year}{day.month}月{day.day}日{dates.clock(at)}"


def more_days(count: int) -> str:
    """How much more time that is."""
    return f"多{count}个工作日"


def outcome(one: Outcome) -> str:
    """What a decision is called."""
    return OUTCOMES[one]


def changed(another: bool, refusal: Refusal) -> str:
    """Why an act did nothing, over the case as it is now."""
    if refusal is Refusal.STALE and another:
        return cases.BY_ANOTHER
    return cases.refused(refusal)


def nobody_to_ask(upper: Sequence[Member], issuer: str, me: int) -> str:
    """Why the issuer cannot be asked, and who may change that."""
    names = "、".join(map(person, upper))
    who = "您" if me in [one.id for one in upper] else f"上级经办人{f'({names})' if names else ''}"
    return (
        f"发布单位还没有联系人。请{who}在私聊发「联系人 {isolated(shorten(issuer, _NAME))}」,"
        "或在网页「减负办」里请一位。"
    )


def seen_of_consulting(reason: str) -> list[tuple[str, list[str]]]:
    """Who reads what when the issuer is asked."""
    return [
        (ISSUER, sheets.consult_words(reason).split("\n")),
        ("提意见的人、群里", ["现在不告诉他们。"]),
    ]


def seen_of_joining(into: Case) -> list[tuple[str, list[str]]]:
    """Who reads what when a case goes into another."""
    return [
        ("并入", [brief(into)]),
        ("提意见的人", ["现在不告诉他们。那一件有了答复,他们看到一样的答复。"]),
        ("发布单位、群里", ["现在不告诉他们。"]),
    ]


def seen_at_the_end(found: Foresight) -> list[tuple[str, list[str]]]:
    """Who reads what when the wait for a remedy is over."""
    groups = list(seen_by_groups(found))
    return [
        (FLAGGERS, seen_by_flaggers(found)),
        (GROUPS, groups or ["不对群里说。"]),
        ("发布单位联系人", ["不另外告诉。"]),
    ]


def seen_by_flaggers(found: Foresight) -> list[str]:
    """The lines that those who flagged will read."""
    case, decision = found.case, found.decision
    advised = found.event is CaseEvent.ADVISE
    told = Feedback(
        id=0, kind=FeedbackKind.ADVISED if advised else FeedbackKind.ANSWERED, private="", flag=0,
        request=case.request, title=case.title, issuer=case.issuer, text=decision.feedback,
        event=found.event, decision=decision, remedy=found.remedy, final=case.final,
    )  # fmt: skip
    after = ["办好以后,再看到结果、理由和依据。"] if advised else []
    return [*hearing.read(told), *after]


def seen_by_groups(found: Foresight) -> Iterator[str]:
    """The lines that groups will read; none where none may hear of it."""
    case, decision = found.case, found.decision
    if case.pool is Pool.COUNTY or not found.groups:
        return
    news = News(
        number=case.number or 0, event=found.event, request=case.request, title=case.title,
        issuer=case.issuer, decision=decision, remedy=found.remedy,
    )  # fmt: skip
    if found.event is CaseEvent.ADVISE:
        yield f"这件事后面标:{advice_words(decision.outcome)}"
    yield f"今日一览:{news_line(news)}"
    if found.event is CaseEvent.ADVISE:
        yield "发布单位办好以后,今日一览再写结果。"


def seen_by_issuer(found: Foresight, reasons: Mapping[str, FlagReason]) -> list[str]:
    """The lines that the issuer's contacts will read; none where nothing is asked of them."""
    if found.decision.outcome is Outcome.TRANSFERRED:
        return _seen_by_others(found, reasons)
    if found.decision.outcome not in UPHELD or found.event is not CaseEvent.ADVISE:
        return []
    if not found.heard:
        return [NO_CONTACT_HEARS]
    case = replace(found.case, decision=found.decision)
    told = cases.notice(NoticeKind.ADVISED, case, reasons).plain.split("\n")
    return [*told, *decision_lines(found.decision)]


def _seen_by_others(found: Foresight, reasons: Mapping[str, FlagReason]) -> list[str]:
    if not found.heard:
        text = ready(found.case, found.decision).split("\n")
        return [NOT_PASSED_ON, "可以这样告诉他们:", *text]
    case = replace(found.case, decision=found.decision)
    return cases.notice(NoticeKind.HANDED, case, reasons).plain.split("\n")


def third(found: Foresight) -> str:
    """Who else reads of a decision."""
    handed = found.decision.outcome is Outcome.TRANSFERRED
    return f"转给{isolated(found.decision.about)}" if handed else ISSUER


def seen_of_telling(case: Case) -> list[tuple[str, list[str]]]:
    """What may be told them, before it is noted that somebody did."""
    text = ready(case, case.decision).split("\n") if case.decision else []
    return [(SAY_SO, text), ("", [NOTED_ONLY])]


NO_NOTICE_YET = (
    "群里还没有见到改到新时间的通知,现在不能答复「已延期」。"
    "还没定新时间,就等发布单位的通知,见到了会自动答复。"
)
NO_NOTICE = f"{NO_NOTICE_YET}新时间已经定了,请写在下面。"
NEW_TIME = "改到什么时候"
