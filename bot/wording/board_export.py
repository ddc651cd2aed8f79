"""What files for tables say: their lists, headings and rows, and the line above them."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from bot.domain.case import Rank
from bot.domain.flag import FlagReason
from bot.domain.review import Case, Decision
from bot.domain.session import Person
from bot.services.agenda import Event
from bot.services.answering import Record
from bot.services.browsing import Asked, Row
from bot.services.urgency import Pressing
from bot.wording import board_calendar, board_cases, board_requests, cases, dates, posts, records
from bot.wording.corrections import KINDS
from bot.wording.outcomes import BANDS, OUTCOMES

Cell = str | int


class What(StrEnum):
    """The lists that can be exported."""

    REQUESTS = "requests"
    CASES = "cases"
    RECORDS = "records"
    CALENDAR = "calendar"


class Format(StrEnum):
    """The files that a list can be exported as."""

    XLSX = "xlsx"
    CSV = "csv"


LISTS = {
    What.REQUESTS: "事项",
    What.CASES: "意见办理",
    What.RECORDS: "本单位意见",
    What.CALENDAR: "会议检查",
}
FORMATS = {Format.XLSX: "下载 Excel 表", Format.CSV: "下载 CSV"}
WEEKS = {1: "这一周", 4: "连着4周", 13: "连着13周"}
BUSY = "没有导出:上一份还在做。做好了再导下一份。"
CUT = "太多了,只列到这里。把条件收窄,分几次导出。"
HEADINGS: Mapping[What, tuple[str, ...]] = {
    What.REQUESTS: (
        "事项号", "事项", "类型", "发布单位", "开始", "时限", "长期", "状态", "工作群", "通知条数",
        "最近一条", "说明",
    ),
    What.CASES: (
        "编号", "事项", "发布单位", "理由", "人数", "状态", "时限", "反弹", "结果", "决定理由",
        "依据", "给大家的话",
    ),
    What.RECORDS: (
        "编号", "事项", "发布单位", "理由", "状态", "结果", "决定理由", "依据", "给大家的话",
        "本单位说明",
    ),
    What.CALENDAR: (
        "日期", "星期", "时间", "事项", "类型", "发布单位", "状态", "工作群", "说明",
    ),
}  # fmt: skip


def first_line(what: What, told: str, me: Person, now: datetime) -> str:
    """What stands above the table: what decides, when it was made and by which role."""
    made = dates.local(now)
    return (
        f"自动整理,以原通知为准。{made.year}年{made.month}月{made.day}日 {dates.clock(now)} "
        f"由{role(me)}导出:{LISTS[what]}{f'({told})' if told else ''}"
    )


def role(me: Person) -> str:
    """What somebody is, without their name."""
    held = []
    if me.post:
        held.append("上级经办人" if me.post is Rank.UPPER else f"减负办{posts.RANKS[me.post]}")
    if me.units:
        held.append("发布单位联系人")
    if me.groups:
        held.append("工作群管理员")
    return "、".join(held)


def file_name(what: What, form: Format, now: datetime) -> str:
    """事项-2026-03-12.csv."""
    return f"{LISTS[what]}-{dates.local(now):%Y-%m-%d}.{form}"


def asked_words(asked: Asked, group: str) -> str:
    """Which requests, in words."""
    return "、".join(
        one
        for one in (
            board_requests.SHELVES[asked.shelf],
            f"查找「{asked.words}」" if asked.words else "",
            f"工作群「{group}」" if asked.chat is not None else "",
            f"发布单位「{asked.issuer}」" if asked.issuer else "",
            KINDS.get(asked.kind, "") if asked.kind else "",
            board_requests.DAYS[asked.days] if asked.days else "",
        )
        if one
    )


def sought_words(
    view: str, kept: Mapping[str, str], group: str, reasons: Mapping[str, FlagReason]
) -> str:
    """Which cases, in words."""
    reason = reasons.get(kept["reason"])
    return "、".join(
        one
        for one in (
            board_cases.VIEWS[view],
            f"查找「{kept['q']}」" if kept["q"] else "",
            f"理由「{reason.words}」" if reason else "",
            f"发布单位「{kept['issuer']}」" if kept["issuer"] else "",
            f"工作群「{group}」" if group else "",
        )
        if one
    )


def weeks_words(monday: date, weeks: int) -> str:
    """Which weeks, in words."""
    return f"{monday.year}年{monday.month}月{monday.day}日起{weeks}周"


def moment(at: datetime | None) -> str:
    """2026-03-12 17:30; of a day's end the day."""
    if at is None:
        return ""
    local = dates.local(at)
    ends = (local.hour, local.minute) == (23, 59)
    return f"{local:%Y-%m-%d}" if ends else f"{local:%Y-%m-%d %H:%M}"


def request(row: Row, now: datetime, until: datetime) -> tuple[Cell, ...]:
    """A row of requests."""
    one, heard = row.request, row.heard
    notes = (
        board_requests.evidence(one, ()),
        board_requests.upstream(one),
        "与别件要同一批数据" if row.same_data else "",
    )
    return (
        one.id,
        board_requests.title(one),
        board_requests.kind(one),
        one.issuer or "",
        moment(one.starts_at),
        moment(one.deadline),
        one.recurs or "",
        board_requests.standing(one, now, until)[0] or "在办",
        (heard.group if heard.groups == 1 else f"{heard.groups}个群") if heard else "",
        heard.notices if heard else "",
        moment(heard.last_at) if heard else "",
        ";".join(note for note in notes if note),
    )


def waiting(one: Pressing, reasons: Mapping[str, FlagReason]) -> tuple[Cell, ...]:
    """A row of cases that wait."""
    return _case(one.case, reasons, cases.clock_words(one))


def past(case: Case, reasons: Mapping[str, FlagReason]) -> tuple[Cell, ...]:
    """A row of cases of the past."""
    return _case(case, reasons, "")


def _case(case: Case, reasons: Mapping[str, FlagReason], clock: str) -> tuple[Cell, ...]:
    return (
        case.number or "",
        case.title or "(没有标题)",
        case.issuer or "",
        cases.reason_words(case, reasons),
        BANDS[case.band],
        cases.STATES[case.state],
        clock,
        "反弹" if case.came_back else "",
        *_decided(case.decision),
    )


def record(one: Record, reasons: Mapping[str, FlagReason]) -> tuple[Cell, ...]:
    """A row of an issuer's own cases; how many raised it is not told."""
    case = one.case
    return (
        case.number or "",
        case.title or "(没有标题)",
        case.issuer or "",
        cases.reason_words(case, reasons),
        records.stands(one),
        *_decided(case.decision),
        cases.issuer_words(case.issuer_said) if case.issuer_said else "",
    )


def _decided(decision: Decision | None) -> tuple[str, ...]:
    if decision is None:
        return ("", "", "", "")
    return (OUTCOMES[decision.outcome], decision.reason, decision.basis, decision.feedback)


def event(one: Event) -> tuple[Cell, ...]:
    """A row of meetings and inspections."""
    day, asked = board_calendar.day_of(one), one.request
    notes = (board_calendar.clash(one), *board_calendar.again(one))
    return (
        f"{day:%Y-%m-%d}",
        dates.weekday(day),
        board_calendar.clock(one),
        board_requests.title(asked),
        board_requests.kind(asked),
        asked.issuer or "",
        board_requests.off(asked) or "照常",
        "、".join(one.groups),
        ";".join(note for note in notes if note),
    )


def cut(what: What) -> tuple[Cell, ...]:
    """The last row of a table that has not all."""
    return (CUT, *("" for _ in HEADINGS[what][1:]))
