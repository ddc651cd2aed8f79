"""What an issuer's contact reads of cases, and what they are shown before they act."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from html import unescape

from bot.domain.boundary import Button, Outgoing
from bot.domain.case import CaseState, Outcome, Refusal
from bot.domain.flag import FlagReason
from bot.domain.request import Request, RequestState, Source
from bot.domain.review import Case
from bot.services.answering import Record
from bot.services.office import LONGEST_WORDS
from bot.wording import dates
from bot.wording.cases import KEPT_APART, issuer_words, named
from bot.wording.corrections import undo_button
from bot.wording.fuse import off_words
from bot.wording.outcomes import OUTCOMES
from bot.wording.sheets import ROUTINE, decision_lines, request_words, sources_line
from bot.wording.telegram_html import Link, safe, strip_tags
from bot.wording.text import isolated, shorten

NONE = "现在没有要您单位答复的意见。"
GONE = "这一步已经过去了,什么都没有改。发「本单位意见」看现在的情况。"
STOPPED = "好,没有改动。"
TIME_HOW = "改到什么时候?例如「周五下班前」「3月18日 17:30」。要比原来的时间晚。「取消」是不改。"
TIME_UNREAD = "没看懂时间。例如「周五下班前」「3月18日 17:30」;「取消」是不改。"
WHY_HOW = "请发一两句:依据哪个文件,为什么需要。只给减负办看,群里不显示。"
DID_HOW = "请发一句:已经怎么办的,大家现在怎么做。提意见的人也会看到。"
NO_OTHERS = "您单位没有别的还在要的事可以并。"
WITHDRAWN = "已撤回。群里会有一行更正,一览和各人的待办跟着改。"
MOVED = "已改期。群里会有一行更正,一览和各人的待办跟着改。"
JOINED = "已合并,群里只列一件。并错了的话,点「撤销合并」,或者发「改 撤销」。"
EXPLAINED = "已转给减负办。"
CONFIRMED = "已告诉减负办和提意见的人。"
STOP, PART = "不改了", "撤销合并"
RELAYED = "这件事是上级单位要的:能不能撤,由他们定;您可以说明,或放宽到上级的时限以内。"
DO_WITHDRAW, DO_MOVE, DO_JOIN = "确定撤回", "确定改期", "确定合并"
DO_SEND, DO_CONFIRM = "发给减负办", "确认"
_SHOWN, _IN_A_ROW, _TITLE, _WORDS = 20, 5, 40, 400
_AWAITED = (CaseState.CONSULTING, CaseState.REMEDYING)
_OPEN_REQUEST = (RequestState.OPEN, RequestState.SUSPENDED)
_LIVE = (
    CaseState.PENDING,
    CaseState.CLAIMED,
    CaseState.NEED_INFO,
    CaseState.CONSULTING,
    CaseState.REMEDYING,
    CaseState.REOPENED,
)
_NOT_THEIRS = (
    "没有要您答复的这一号。可能不是您单位的;也可能是您本人发的,由别的联系人答复。"
    "发「本单位意见」看看。"
)
_REFUSED: Mapping[Refusal, str] = {
    Refusal.UNKNOWN: _NOT_THEIRS,
    Refusal.NOT_YOURS: (
        "没有改:这件事是上级单位要的,要由他们来改。您可以说明依据,或把时限放宽到上级的时限以内。"
    ),
    Refusal.ALREADY: "这件事已经撤回,或已经并在一起了,没有再改。",
    Refusal.KEPT_APART: KEPT_APART,
    Refusal.NOT_NOW: "这件事现在不能这样改。请看下面能点的按钮。",
    Refusal.INCOMPLETE: "没有改:新时间要比原来的晚,也要晚于现在;说明不能是空的。",
    Refusal.TOO_LONG: f"太长了,没有记下。请写在{LONGEST_WORDS}字以内,再发一次。",
}


def refused(refusal: Refusal) -> str:
    """Why a contact's act was not done, with the way out."""
    return _REFUSED.get(refusal, GONE)


def record(found: Sequence[Record]) -> Outgoing:
    """The cases of somebody's unit, those that wait for it first."""
    if not found:
        return Outgoing(plain=NONE)
    shown = awaited_first(found)[:_SHOWN]
    lines = ["减负办向您单位问过、定过的意见(只给您看):"]
    for one in shown:
        lines += [named(one.case), f"    {stands(one)}"]
    made = [Button(label=f"{one.case.number}", data=f"ans:open:{one.case.number}") for one in shown]
    rows = tuple(tuple(made[i : i + _IN_A_ROW]) for i in range(0, len(made), _IN_A_ROW))
    return Outgoing(plain="\n".join(lines), buttons=rows)


def awaited_first(found: Sequence[Record]) -> list[Record]:
    """What waits for the unit first, then the newest."""
    return sorted(found, key=lambda one: (not is_awaited(one), -(one.case.number or 0)))


def is_awaited(found: Record) -> bool:
    """Whether the office waits for the unit."""
    return found.state in _AWAITED


def stands(found: Record) -> str:
    """Where a case stands, as its issuer may know it."""
    decision = found.case.decision
    if found.state is CaseState.CONSULTING:
        return "请您单位说明依据和必要性"
    if found.state is CaseState.REMEDYING and decision:
        return f"减负办{OUTCOMES[decision.outcome]},请您单位看怎么办"
    if found.state in _LIVE or decision is None:
        return "减负办在看"
    return f"减负办已答复:{OUTCOMES[decision.outcome]}"


def matter(
    found: Record,
    sources: Sequence[tuple[Source, datetime]],
    reasons: Mapping[str, FlagReason],
    now: datetime,
    link: Link,
    head: str = "",
) -> Outgoing:
    """One case as the issuer's contact reads it: request and reason, no number, no words."""
    lines = [*([safe(head), ""] if head else [])]
    lines += _lines(found, sources, reasons.get(found.case.reason), now, link)
    html = "\n".join(lines)
    return Outgoing(plain=unescape(strip_tags(html)), html=html, buttons=_buttons(found))


def _lines(
    found: Record,
    sources: Sequence[tuple[Source, datetime]],
    reason: FlagReason | None,
    now: datetime,
    link: Link,
) -> Iterator[str]:
    case = found.case
    yield f"<b>{safe(named(case))}</b>"
    yield safe(stands(found))
    yield safe(f"事项:{request_words(found.request, now)}")
    yield from sources_line(sources, link)
    if reason:
        yield safe(f"理由:{reason.words}")
        yield safe(f"有关规定:{'、'.join(reason.basis)}")
    if case.issuer_said:
        yield safe(f"您单位:{issuer_words(case.issuer_said)}")
    if case.decision:
        yield from (safe(line) for line in decision_lines(case.decision))
    else:
        yield safe(ROUTINE)
    if is_relayed(found):
        yield safe(RELAYED)


def is_relayed(found: Record) -> bool:
    """Whether the unit only passes on what the level above asks, and something can be done."""
    return found.state in _LIVE and not found.own


def verbs(found: Record) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """What can be done now, each with its label: to the request, and in words."""
    if found.state not in _LIVE:
        return {}, {}
    changes = {"move": "改期"}
    if found.own:
        changes = {"off": "撤回", **changes, "join": "合并"}
    if found.request.state not in _OPEN_REQUEST:
        changes = {}
    says = {"why": "说明依据"}
    return changes, says | ({"did": "确认"} if found.case.state is CaseState.REMEDYING else {})


def _buttons(found: Record) -> tuple[tuple[Button, ...], ...]:
    return tuple(
        tuple(_button(label, verb, found.case) for verb, label in row.items())
        for row in verbs(found)
        if row
    )


def with_way_back(said: Outgoing, joining: int) -> Outgoing:
    """What is said of a request that was just joined, with the button that parts them again."""
    return replace(said, buttons=(undo_button(PART, joining), *said.buttons))


def _button(label: str, verb: str, case: Case, more: str = "") -> Button:
    return Button(label=label, data=f"ans:{verb}:{case.number}{more}")


def asked(case: Case, question: str) -> Outgoing:
    """What is to be typed next."""
    return Outgoing(plain=f"{named(case)}\n{question}", buttons=((_button(STOP, "stop", case),),))


def sure(case: Case, effect: str, label: str, verb: str, more: str = "") -> Outgoing:
    """What an act will change, to be confirmed."""
    row = (_button(label, verb, case, more), _button(STOP, "stop", case))
    return Outgoing(plain=f"{named(case)}\n{effect}", buttons=(row,))


def will_withdraw(request: Request) -> str:
    """What the groups will read."""
    return (
        f"撤回后群里会看到:「更正:{_title(request)}{off_words(request.kind)}」。"
        "今天的一览和各人的待办跟着改,大家不用再做。"
    )


def will_move(request: Request, at: datetime, now: datetime) -> str:
    """What the groups will read."""
    return (
        f"改期后群里会看到:「更正:{_title(request)}改到{dates.deadline_words(at, now)}」。"
        "今天的一览和各人的待办跟着改。"
    )


def will_join(request: Request, root: Request, now: datetime) -> str:
    """What the groups will read."""
    when = f",时限{dates.deadline_words(root.deadline, now)}" if root.deadline else ""
    return (
        f"合并后群里只列「{_title(root)}」一件{when};「{_title(request)}」的通知并到它下面,"
        "大家报一次就行。"
    )


def will_explain(text: str) -> str:
    """What the coordinators will read."""
    return f"减负办会看到:「{isolated(shorten(text, _WORDS))}」\n群里不显示。"


def will_confirm(text: str, found: Record) -> str:
    """What all will read; to confirm that it is cancelled is to withdraw it."""
    said = (
        f"减负办和提意见的人会看到:「{isolated(shorten(text, _WORDS))}」\n"
        "群里的今日一览也可能写上这一句。"
    )
    decision = found.case.decision
    if decision and decision.outcome is Outcome.CANCEL:
        return f"{said}\n{will_withdraw(found.request)}"
    return f"{said}\n点「确认」,这一件就算办好了。"


def _title(request: Request) -> str:
    return isolated(shorten(request.title, _TITLE)) or "(没有标题)"


def which_to_join(case: Case, others: Sequence[Request], now: datetime) -> Outgoing:
    """Into which of their own requests it goes."""
    lines = [named(case), "并到您单位的哪一件?"]
    for index, one in enumerate(others, 1):
        when = f" · {dates.deadline_words(one.deadline, now)}" if one.deadline else ""
        lines.append(f"{index}. {_title(one)}{when}")
    made = [
        _button(f"{index}", "into", case, f":0:{one.id}") for index, one in enumerate(others, 1)
    ]
    rows = tuple(tuple(made[i : i + _IN_A_ROW]) for i in range(0, len(made), _IN_A_ROW))
    return Outgoing(plain="\n".join(lines), buttons=(*rows, (_button(STOP, "stop", case),)))
