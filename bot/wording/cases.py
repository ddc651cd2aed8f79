"""What coordinators are told of cases: notices, the morning sheet, the queue, refusals."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.domain.boundary import Button, Outgoing
from bot.domain.case import WAITING, CaseState, Refusal
from bot.domain.flag import FlagReason
from bot.domain.review import Case, Morning, NoticeKind
from bot.services.office import LONGEST_WORDS
from bot.services.urgency import Pressing
from bot.wording import dates
from bot.wording.groups import assign_buttons, new_groups
from bot.wording.outcomes import BANDS, OUTCOMES
from bot.wording.text import isolated, shorten

OFFICE_ONLY = "这个只有减负办的经办人能用。要当经办人,请上级经办人发给您链接。"
UPPER_ONLY = "这个只有上级经办人能用。"
CONTACT_ONLY = (
    "这里看的是减负办向您单位问过的意见。您还不是发布单位联系人,要当请减负办的上级经办人发链接。"
)
WHICH = "请写上编号,例如「办理单 12」。发「待办意见」看编号。"
NONE_WAITS = "现在没有等您办的意见。"
GONE = "这一步已经过去了,什么都没有改。发「待办意见」看现在的情况。"
STOPPED = "好,没有改动。"
STALE = "这一件刚有变动,您刚才点的没有生效。下面是现在的情况:"
BY_ANOTHER = "另一位经办人刚刚办过这一件,您刚才点的没有生效。下面是现在的情况:"
OPEN, STOP, BACK = "打开", "不办了", "上一步"
STATES: Mapping[CaseState, str] = {
    CaseState.COLLECTING: "还没进入办理",
    CaseState.PENDING: "待接办",
    CaseState.CLAIMED: "办理中",
    CaseState.NEED_INFO: "已问提出人,等回音",
    CaseState.CONSULTING: "已问发布单位,等说明",
    CaseState.DECIDED: "已定",
    CaseState.REMEDYING: "等发布单位办",
    CaseState.ANSWERED: "已答复",
    CaseState.REOPENED: "有人不满意,待复核",
    CaseState.CLOSED: "已办结",
    CaseState.MERGED: "已并入别的办理单",
    CaseState.LAPSED: "已了结",
}
_TITLE, _NAME, _SHOWN, _IN_A_ROW, _WORDS = 40, 20, 20, 5, 400
KEPT_APART = (
    "没有合并:群管理员说过这两件不是重复。如果确实是一件事,请群管理员在私聊里发「改 撤销」,"
    "撤销那次「不是重复」,再来合并。"
)
_REFUSED: Mapping[Refusal, str] = {
    Refusal.UNKNOWN: (
        "没有归您办的这一号。可能在别的群、由别人办,或按规定要回避。发「待办意见」看归您的。"
    ),
    Refusal.NOT_YOURS: "这一件不在您手上。先点「接办」;已有人接办的,请等对方退回。",
    Refusal.NOT_NOW: "这一件现在到了别的一步,不能这样办。请看下面能点的按钮。",
    Refusal.ALREADY: "已经是这样了,没有再改。",
    Refusal.TOO_MANY: "今天已经够多了,请明天再来。",
    Refusal.TOO_LONG: f"太长了,没有记下。请写在{LONGEST_WORDS}字以内,再发一次。",
    Refusal.NO_REASON: "没有这个理由,请点按钮选一个。",
    Refusal.STALE: STALE,
    Refusal.OWN_UNIT: "这一件和您的单位有关,或是您发的通知,按规定请回避,由别的经办人办。",
    Refusal.SAME_REVIEWER: "这一件您办过第一次,复核要换一位经办人。",
    Refusal.TOO_OFTEN: "已经问过两次了,不再问。请直接点「办理决定」。",
    Refusal.NO_CONTACT: (
        "这个单位还没有能答复的联系人(发通知的本人不能当)。可以线下问清后直接点「办理决定」;"
        "或请上级经办人发「联系人」请一位。"
    ),
    Refusal.INCOMPLETE: "还缺文字,没有办成。请写一两句再发。",
    Refusal.LONG_OVER: "这件事过去太久了,不再收意见。",
    Refusal.KEPT_APART: KEPT_APART,
}
_NOTICES: Mapping[NoticeKind, str] = {
    NoticeKind.ENTERED: "新来一件意见,等您接办。",
    NoticeKind.WARNING: "快到时限了。",
    NoticeKind.BREACH: "已经超过时限,请接手办。",
    NoticeKind.CONSULTED: "减负办想请您单位说明这件事的依据和必要性。只告诉您,还没有对别人说。",
    NoticeKind.REPLIED: "发布单位有答复了,可以接着办。",
    NoticeKind.HEARD: "等的时间到了,或有了回音,可以接着办。",
    NoticeKind.ADVISED: "请您单位看一看:可以撤回、改期、合并,或者说明。",
    NoticeKind.HANDED: "减负办把这件事转给您单位,请看一看,有了结果告诉减负办。",
    NoticeKind.REMEDIED: "发布单位已经办了,结果已告诉提意见的人。",
    NoticeKind.REOPENED: "有人对答复不满意,要换一位经办人复核。",
    NoticeKind.RETURNED: "取消过的事又来要了(反弹),重新办理。",
}
_NOBODY = (
    "有一件意见现在没有人能办:该回避的都回避了,或者联系不上。"
    "请发「经办人」,再请一位别的单位的经办人。"
)
_SAID_BY_ISSUER: Mapping[str, str] = {
    "withdrawn": "已撤回这件事",
    "rescheduled": "已改期",
    "merged": "已并到另一件",
}
_OF_ISSUER = (NoticeKind.REPLIED, NoticeKind.REMEDIED)
_TO_CONTACT = (NoticeKind.CONSULTED, NoticeKind.ADVISED)


def notice(kind: NoticeKind, case: Case, reasons: Mapping[str, FlagReason]) -> Outgoing:
    """What a member with an office is told of a case; of one nobody may review, nothing of it."""
    if kind is NoticeKind.NOBODY:
        return Outgoing(plain=_NOBODY)
    verb = "ans" if kind in _TO_CONTACT else "case"
    said = _NOTICES[kind]
    if kind is NoticeKind.ADVISED and case.decision:
        said = f"减负办{OUTCOMES[case.decision.outcome]}。{said}"
    lines = [named(case), f"理由:{reason_words(case, reasons)}", said]
    if kind in _OF_ISSUER and case.issuer_said:
        lines.append(f"发布单位:{issuer_words(case.issuer_said)}")
    if kind is NoticeKind.HANDED:
        # Whoever it is handed to sees nothing of it but this.
        said = case.decision.feedback if case.decision else ""
        return Outgoing(plain="\n".join([*lines, f"答复:{isolated(shorten(said, _WORDS))}"]))
    button = Button(label=OPEN, data=f"{verb}:open:{case.number}")
    return Outgoing(plain="\n".join(lines), buttons=((button,),))


def issuer_words(said: str) -> str:
    """What the issuer did or said about a case."""
    return _SAID_BY_ISSUER.get(said) or f"「{isolated(shorten(said, _WORDS))}」"


def named(case: Case) -> str:
    """第12号 走访照片3张 · 民政办."""
    title = isolated(shorten(case.title, _TITLE)) or "(没有标题)"
    issuer = isolated(shorten(case.issuer or "", _NAME))
    return " · ".join(part for part in (f"第{case.number}号 {title}", issuer) if part)


def reason_words(case: Case, reasons: Mapping[str, FlagReason]) -> str:
    """The reason of a case in plain words."""
    known = reasons.get(case.reason)
    return known.words if known else case.reason


def morning(sheet: Morning, now: datetime) -> Outgoing:
    """One message when a working day begins: what waits, what is due today, what is late."""
    fresh = sum(case.state in WAITING for case in sheet.waiting)
    counts = (
        ("等接办", fresh),
        ("在手上", len(sheet.waiting) - fresh),
        ("今天到时限", len(sheet.today)),
        ("已超时", len(sheet.overdue)),
        ("要线下告诉", len(sheet.untold)),
    )
    head = "、".join(f"{label}{count}件" for label, count in counts if count)
    first = list(dict.fromkeys((*sheet.overdue, *sheet.today, *sheet.untold, *sheet.waiting)))
    lines = [f"{named(case)}{_why_first(case, sheet)}" for case in first[:_IN_A_ROW]]
    if len(first) > _IN_A_ROW:
        lines.append(f"还有{len(first) - _IN_A_ROW}件,发「待办意见」看全部。")
    day = dates.full_date(dates.local(now).date())
    head = f"意见办理 · {day}:{head}" if head else f"意见办理 · {day}"
    lines += new_groups(sheet.groups)
    buttons = (*_rows(first[:_IN_A_ROW]), *assign_buttons(sheet.groups))
    return Outgoing(plain="\n".join((head, *lines)), buttons=buttons)


def _why_first(case: Case, sheet: Morning) -> str:
    marks = (
        ("有人不满意,待复核", case.state is CaseState.REOPENED),
        ("反弹", case.state is CaseState.PENDING and case.came_back),
        ("已超时", case in sheet.overdue),
        ("今天到时限", case in sheet.today and case not in sheet.overdue),
        ("要线下告诉", case in sheet.untold),
    )
    told = ",".join(mark for mark, holds in marks if holds)
    return f"({told})" if told else ""


def queue(found: Sequence[Pressing], reasons: Mapping[str, FlagReason], me: int) -> Outgoing:
    """What waits for a coordinator, the most urgent first."""
    if not found:
        return Outgoing(plain=NONE_WAITS)
    lines = [f"待办意见{len(found)}件,急的在前:"]
    for one in found[:_SHOWN]:
        case = one.case
        facts = (
            reason_words(case, reasons), BANDS[case.band], state_words(one, me),
            clock_words(one), "反弹" if case.came_back else "",
        )  # fmt: skip
        lines += [named(case), "    " + " · ".join(fact for fact in facts if fact)]
    if found[_SHOWN:]:
        lines.append(f"还有{len(found) - _SHOWN}件,办完前面的再看。")
    if found[1:]:
        lines.append("点编号打开。")
    return Outgoing(plain="\n".join(lines), buttons=_rows([one.case for one in found[:_SHOWN]]))


def _rows(cases: Sequence[Case]) -> tuple[tuple[Button, ...], ...]:
    lone = len(cases) == 1
    made = [
        Button(label=OPEN if lone else f"{one.number}", data=f"case:open:{one.number}")
        for one in cases
    ]
    return tuple(tuple(made[i : i + _IN_A_ROW]) for i in range(0, len(made), _IN_A_ROW))


def clock_words(one: Pressing) -> str:
    """答复还剩6个工作小时, 接办已超时; nothing where no clock runs."""
    clock = _CLOCKS.get(one.case.state, "")
    if one.late:
        return f"{clock}已超时"
    return f"{clock}还剩{span_words(one.left, one.day)}" if one.due else ""


_CLOCKS: Mapping[CaseState, str] = {
    CaseState.PENDING: "接办",
    CaseState.REOPENED: "接办",
    CaseState.CLAIMED: "答复",
    CaseState.NEED_INFO: "等回音",
    CaseState.CONSULTING: "等说明",
    CaseState.REMEDYING: "落实",
}
_UNTOLD = "发布单位没有联系人:请您线下告诉他们"
_NOT_HANDED = "转办还没有人告诉对方:请您自己转过去"


def untold_words(case: Case) -> str:
    """Why somebody has to go and tell those who are to act."""
    return _UNTOLD if case.state is CaseState.REMEDYING else _NOT_HANDED


def state_words(one: Pressing, me: int) -> str:
    """Where a case of the queue stands, as the one who reads it does: 您在办, 待接办."""
    if one.untold:
        return untold_words(one.case)
    mine = one.case.claimed_by == me and one.case.state is CaseState.CLAIMED
    return "您在办" if mine else STATES[one.case.state]


def span_words(left: timedelta, day: timedelta) -> str:
    """2个工作日, 6个工作小时, 不到1个工作小时."""
    if left >= 2 * day:
        return f"{left // day}个工作日"
    hours = left // timedelta(hours=1)
    return f"{hours}个工作小时" if hours else "不到1个工作小时"


def refused(refusal: Refusal) -> str:
    """Why something was not done, with the way out."""
    return _REFUSED[refusal]
