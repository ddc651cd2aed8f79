"""A case as its reviewer reads it (办理单), the buttons of its state, and its history."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from html import unescape

from bot.domain.boundary import Button, Outgoing
from bot.domain.case import UNDECIDED, Band, CaseState, Pool
from bot.domain.people import Member
from bot.domain.request import Request, RequestState, Source
from bot.domain.review import Case, Decision, Side
from bot.services.dossier import Dossier
from bot.services.review import MOST_ROUNDS
from bot.wording import dates
from bot.wording.cases import (
    BACK,
    STATES,
    STOP,
    clock_words,
    issuer_words,
    named,
    span_words,
    untold_words,
)
from bot.wording.linking import person
from bot.wording.outcomes import BANDS, OUTCOMES
from bot.wording.telegram_html import Link, arrows, measure, safe, strip_tags
from bot.wording.text import isolated, shorten

ROUTINE = "例行核查:请说明该事项的依据和必要性。核查事项来自系统比对、抽查和意见反映。"
ORIGIN = "来源:系统比对、抽查和意见反映,不分是哪一种。"
FIRST_TIME = "第一次办的(有人不满意):"
ASK_WHAT = (
    "想问提出人什么?请发一两句。匿名转达,谁提的、有没有人答都不显示;最多等两个工作日。"
    "请不要问会露出身份的话。"
)
END_WHY = "为什么不再等发布单位?请发一两句。提意见的人和群里都会看到。"
CLAIMED = "已接办。"
FREED = "已退回待办,别的经办人可以接办。"
JOINED = "已并入,跟那一件一起答复。点「拆出」可以拆回来。"
PARTED = "已拆出,回到待办。"
ASKED = "已转给提出人。有回音或满两个工作日,会告诉您。"
CONSULTED = "已问发布单位联系人。有答复或满两个工作日,会告诉您。"
TOLD = "已记下:您线下告诉了他们。"
ATTESTED = "已记下办好了,已答复提意见的人。"
ENDED = "已不再等,已答复提意见的人。"
DO = "确定"
_ROOM, _SOURCES, _WORDS, _TITLE = 3500, 5, 400, 40
_REQUEST: Mapping[RequestState, str] = {
    RequestState.OPEN: "还在要",
    RequestState.SUSPENDED: "暂缓,等通知",
    RequestState.WITHDRAWN: "已撤回",
    RequestState.DISMISSED: "已标为不是通知",
}


def sheet(found: Dossier, now: datetime, link: Link, head: str = "") -> list[Outgoing]:
    """The whole sheet; one that is long goes on in further messages, the buttons under the last."""
    lines = [*([safe(head), ""] if head else []), *_lines(found, now, link)]
    pages, page = [], list[str]()
    for line in lines:
        if page and measure("\n".join((*page, line)))[0] > _ROOM:
            pages.append(page)
            page = []
        page.append(line)
    pages.append(page)
    texts = ["\n".join(page) for page in pages]
    last = len(texts) - 1
    return [
        Outgoing(
            plain=unescape(strip_tags(text)), html=text,
            buttons=buttons(found) if index == last else (),
        )
        for index, text in enumerate(texts)
    ]  # fmt: skip


def _lines(found: Dossier, now: datetime, link: Link) -> Iterator[str]:
    case, request = found.sheet.case, found.request
    yield f"<b>{safe(named(case))}</b>"
    yield safe(f"办理:{stands(found)}")
    yield safe(f"事项:{request_words(request, now)}")
    yield from sources_line(found.sources, link)
    if found.reason:
        yield safe(f"理由:{found.reason.words}")
        yield safe(f"有关规定:{'、'.join(found.reason.basis)}")
    spots = "含例行抽查;" if case.band is Band.FEW else ""
    yield safe(f"提出:{BANDS[case.band]}({spots}每天早上更新)")
    yield from (safe(line) for line in facts(found))
    yield from (safe(f"提出人写:「{_cut(text)}」") for text in found.sheet.texts)
    for said in found.sheet.said:
        who = "问" if said.side is Side.COORDINATOR else "答"
        yield safe(f"{who}({said.day.month}/{said.day.day}):「{_cut(said.text)}」")
    if case.issuer_said:
        yield safe(f"发布单位:{issuer_words(case.issuer_said)}")
    if case.decision:
        if case.final and case.state in UNDECIDED:
            yield FIRST_TIME
        yield from (safe(line) for line in decision_lines(case.decision))
    yield ORIGIN


def _cut(text: str) -> str:
    return isolated(shorten(text, _WORDS))


def stands(found: Dossier) -> str:
    """Where a case stands, and its clock: 您在办 · 还剩6个工作小时."""
    case = found.sheet.case
    words = untold_words(case) if found.pressing.untold else STATES[case.state]
    if case.state is CaseState.CLAIMED:
        words = "您在办" if found.mine else f"{_name(found.holder)}在办"
    if case.state is CaseState.MERGED and found.into:
        words = f"已并入第{found.into}号"
    # What is answered waits for nobody's work any more.
    clock = "" if case.state is CaseState.ANSWERED else clock_words(found.pressing)
    return " · ".join(part for part in (words, clock) if part)


def _name(member: Member | None) -> str:
    return person(member) if member else "另一位经办人"


def request_words(request: Request, now: datetime) -> str:
    """How the request of a case stands: 还在要,时限周五18:00."""
    words = _REQUEST[request.state]
    if request.state is not RequestState.OPEN:
        return words
    if request.recurs:
        return f"{words},{isolated(shorten(request.recurs, _TITLE))}"
    if request.deadline and request.deadline <= now:
        return f"时限{dates.deadline_words(request.deadline, now)}已过,没有撤回"
    if request.deadline:
        return f"{words},时限{dates.deadline_words(request.deadline, now)}"
    if request.starts_at:
        return f"{words},{dates.start_words(request.starts_at, now)}开始"
    return words


def newest_sources(sources: Sequence[tuple[Source, datetime]]) -> list[tuple[Source, datetime]]:
    """The newest notices of a request; one that was changed, with when it was first said."""
    first = dict(reversed(sources))
    return sorted(first.items(), key=lambda one: one[1])[-_SOURCES:]


def sources_line(sources: Sequence[tuple[Source, datetime]], link: Link) -> Iterator[str]:
    """The newest notices of a request, each with where it stands and the way there."""
    shown = newest_sources(sources)
    if not shown:
        return
    told = [
        f"{safe(isolated(shorten(source.group, _TITLE)))} {dates.stamp(at)} "
        f"{arrows((source,), link)}".strip()
        for source, at in shown
    ]
    yield "原通知:" + "、".join(told)


def facts(found: Dossier) -> Iterator[str]:
    """What else there is to know of a case before something is done."""
    case = found.sheet.case
    if case.pool is Pool.COUNTY:
        yield "人少的群提的,只在县里办,不对群里说。"
    if case.came_back:
        yield "反弹:减下去以后又来要了。"
    if case.final:
        yield "复核:这次定了就不再复核。"
    if found.parts:
        yield f"并进来的:第{'、'.join(str(number) for number in found.parts)}号"
    # While it runs, the clock stands with the state.
    if case.answer_left is not None:
        yield f"答复时限停着,还有{span_words(case.answer_left, found.pressing.day)}"
    if case.lease_until and found.mine:
        yield f"接办到{dates.stamp(case.lease_until)},没办完会自动放回待办"
    if case.asked or case.consulted:
        yield f"已问提出人{case.asked}次、发布单位{case.consulted}次(各最多{MOST_ROUNDS}次)"


def decision_lines(decision: Decision) -> tuple[str, ...]:
    """A decision as it is read."""
    return (
        f"结论:{OUTCOMES[decision.outcome]}",
        f"理由:{_cut(decision.reason)}",
        f"依据:{_cut(decision.basis)}",
        f"答复:{_cut(decision.feedback)}",
    )


def verbs(found: Dossier) -> dict[str, str]:
    """What can be done now by whoever reads it, each with its label."""
    match found.sheet.case.state:
        case CaseState.PENDING:
            return {"claim": "接办", "into": "并入…"}
        case CaseState.REOPENED:
            return {"claim": "接办"}
        case CaseState.CLAIMED if found.mine:
            return {
                "decide": "办理决定", "ask": "问提出人", "consult": "问发布单位",
                "into": "并入…", "free": "退回",
            }  # fmt: skip
        case CaseState.ANSWERED if found.pressing.untold:
            return {"told": "已线下告诉"}
        case CaseState.REMEDYING:
            told = {"told": "已线下告诉"} if found.pressing.untold else {}
            ends = {"end": "不再等"} if found.upper else {}
            return {**told, "seen": "已看到办好", **ends}
        case CaseState.MERGED:
            return {"split": "拆出"}
    return {}


def buttons(found: Dossier) -> tuple[tuple[Button, ...], ...]:
    """The same as buttons."""
    case = found.sheet.case
    made = [_button(label, verb, case) for verb, label in verbs(found).items()]
    past = Button(label="经过", data=f"case:past:{case.number}")
    rows = [made[i : i + 3] for i in range(0, len(made), 3)]
    return (*map(tuple, rows), (past, Button(label="待办意见", data="case:list:-")))


def _button(label: str, verb: str, case: Case, more: str = "") -> Button:
    return Button(label=label, data=f"case:{verb}:{case.number}:{case.version}{more}")


def claimed_first(case: Case) -> Outgoing:
    """Deciding needs a claim."""
    return Outgoing(
        plain=f"{named(case)}\n先接办,再办理。", buttons=((_button("接办", "claim", case),),)
    )


def asked(
    question: str, case: Case, *, version: int = 0, done: str = "", back: str = ""
) -> Outgoing:
    """A question to be answered by typing; or what was typed, to be sent with ``done``."""
    row = []
    if done:
        about = f"{case.number}:{version}"
        row = [
            Button(label="发出", data=f"case:{done}:{about}"),
            Button(label=BACK, data=f"case:{back}:{about}"),
        ]
    row.append(Button(label=STOP, data=f"case:stop:{case.number}"))
    return Outgoing(plain=f"{named(case)}\n{question}", buttons=(tuple(row),))


def will_ask(text: str) -> str:
    """What flaggers will read."""
    pries = f"{NO_PRYING}\n" if _PRIES.search(text) else ""
    return f"{pries}提出人会看到:「{_cut(text)}」\n发出后答复时限停下,最多等两个工作日。"


_PRIES = re.compile(r"哪位|谁|姓名|电话|哪个同志")
NO_PRYING = "请不要打听是谁:这样问会露出身份,也没有人敢答。"


def will_end(text: str) -> str:
    """What all will read."""
    return f"不再等发布单位,就此答复。大家会看到:「{_cut(text)}」"


def consult_words(reason: str) -> str:
    """What is asked of the issuer, and what follows."""
    return (
        f"发布单位联系人会看到事项和理由「{reason}」,看不到人数和原话。\n"
        f"他们会收到:「{ROUTINE}」\n发出后答复时限停下,最多等两个工作日。"
    )


def will_consult(case: Case, reason: str) -> Outgoing:
    """What the issuer's contact will read."""
    text = f"{named(case)}\n{consult_words(reason)}"
    row = (_button("发出", "consultnow", case), Button(label=STOP, data=f"case:stop:{case.number}"))
    return Outgoing(plain=text, buttons=(row,))


def will_attest(case: Case, told: Iterable[str]) -> Outgoing:
    """What those who flagged will read when a coordinator saw that it is done."""
    text = "\n".join((named(case), "确定已经办好了?提意见的人会看到:", *told))
    row = (_button(DO, "seennow", case), Button(label=STOP, data=f"case:stop:{case.number}"))
    return Outgoing(plain=text, buttons=(row,))


def which_to_join(case: Case, others: Sequence[Case]) -> Outgoing:
    """Into which case it goes."""
    if not others:
        return Outgoing(plain="没有别的办理单可以并入。")
    lines = [f"{named(case)}\n原因相同的并在一起答复。并入哪一件?", *map(named, others[:_MOST])]
    made = [_button(f"{one.number}", "join", case, f":{one.number}") for one in others[:_MOST]]
    rows = tuple(tuple(made[i : i + 5]) for i in range(0, len(made), 5))
    stop = (Button(label=STOP, data=f"case:stop:{case.number}"),)
    return Outgoing(plain="\n".join(lines), buttons=(*rows, stop))


_MOST = 20
