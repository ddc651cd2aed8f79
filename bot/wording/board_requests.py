"""What the board says of requests: when, how they stand, what was said and put right."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.correction import Fix
from bot.domain.digest import Digest
from bot.domain.form import Approval
from bot.domain.reading import Assumption, Kind, Relation
from bot.domain.request import Request, RequestState
from bot.services.browsing import Asked, Row
from bot.services.looking import Link, Made, Step
from bot.services.rehearsing import Rehearsal
from bot.storage.mentions import Unsure
from bot.storage.overview import Shelf
from bot.wording import dates
from bot.wording.corrections import KINDS, name
from bot.wording.forms import approval_words
from bot.wording.layout import lay_out, line_numbers
from bot.wording.marks import ASSUMED, columns
from bot.wording.pairs import agreeing
from bot.wording.text import one_line, shorten
from bot.wording.undoing import SHOWN_COLUMNS, detail_of

SHELVES = {
    Shelf.OPEN: "在办",
    Shelf.DUE: "快到期",
    Shelf.PAST: "已过",
    Shelf.WITHDRAWN: "已撤回",
    Shelf.DISMISSED: "不是通知",
    Shelf.ALL: "全部",
}
DAYS = {7: "近7天", 30: "近30天", 180: "近半年"}
RELATIONS = {
    Relation.FIRST: "首次",
    Relation.FORWARD: "转发",
    Relation.REMINDER: "催办",
    Relation.UPDATE: "更正",
    Relation.CANCEL: "作废",
    Relation.RELAY_TIGHTENED: "层层转发",
}
NO_CHANGE = "已经是这样了,没有改动"
STALE = "没有办:这件事刚刚有变化。请返回看看现在的样子,再定。"
NOT_READ = "没有办:这一步看不懂。"
_EMPTY = {
    Shelf.OPEN: "没有在办的事项。群里来了通知,会自己列在这里。",
    Shelf.DUE: "到下个工作日为止,没有要到期的。",
    Shelf.PAST: "没有过了时限的事项。",
    Shelf.WITHDRAWN: "没有撤回的事项。",
    Shelf.DISMISSED: "没有标为「不是通知」的。",
    Shelf.ALL: "还没有事项。群里来了通知,会自己列在这里。",
}
_EVENTS = (Kind.MEETING, Kind.INSPECTION)
_TITLE_SHOWN = 120


def empty(asked: Asked) -> str:
    """Nothing is listed, and what to do."""
    if asked.words:
        return "没有找到。换个短一点的词,或者把条件放宽。"
    narrowed = asked.chat or asked.issuer or asked.kind or asked.days or asked.page
    return "这些条件下没有。把条件放宽再看。" if narrowed else _EMPTY[asked.shelf]


def title(request: Request) -> str:
    """What is asked, on one line."""
    return shorten(request.title, _TITLE_SHOWN) or "(没有文字)"


def when(request: Request, now: datetime) -> str:
    """By when, or when it begins; both where both are known."""
    assumed = Assumption(request.assumed) if request.assumed in set(Assumption) else None
    said = []
    if request.starts_at:
        guess = assumed if request.kind in _EVENTS else None
        said.append(f"{dates.start_words(request.starts_at, now, guess)}开始")
    if request.deadline:
        guess = None if request.kind in _EVENTS and request.starts_at else assumed
        due = dates.deadline_words(request.deadline, now, guess)
        label = "时限" if request.starts_at else "下次" if request.recurs else ""
        said.append(f"{label}{due}")
    if request.recurs:
        said.insert(0, f"长期:{shorten(request.recurs, 40)}")
    return ",".join(said) or "未写时间"


def evidence(request: Request, steps: Iterable[Step]) -> str:
    """From which notice its time is, and by what convention; or that it was put right."""
    at = request.starts_at if request.kind in _EVENTS else request.deadline
    at = at or request.deadline or request.starts_at
    told = [step.noticed.told for step in steps if step.moves_due or step.moves_start]
    from_them = [one for one in told if at in (one.deadline, one.starts_at)]
    said = []
    if at and from_them:
        last = from_them[-1]
        said.append(f"按{dates.stamp(last.sent_at)}的{RELATIONS[last.relation]}通知")
    elif at and told and not request.recurs:
        said.append("更正过,和通知里写的不一样")
    if request.assumed in ASSUMED and at:
        said.append(ASSUMED[Assumption(request.assumed)].format(clock=dates.clock(at)))
    return ";".join(said)


def standing(request: Request, now: datetime, until: datetime) -> tuple[str, str]:
    """How it stands, as a mark and its tone; nothing for what is simply open."""
    if request.state is not RequestState.OPEN:
        return off(request), "calm"
    ends = max((at for at in (request.deadline, request.starts_at) if at), default=None)
    if ends is None:
        return "", "calm"
    if ends < now:
        return "已过", "calm"
    return ("快到期", "soon") if ends <= until else ("", "calm")


def off(request: Request) -> str:
    """Why nothing is to be done any more; "" while it is open."""
    return _OFF.get(request.state, "")


_OFF = {
    RequestState.WITHDRAWN: "已撤回",
    RequestState.SUSPENDED: "已暂缓",
    RequestState.DISMISSED: "不是通知",
}


def spoken(row: Row) -> str:
    """In how many notices and groups it was told."""
    heard = row.heard
    if heard is None:
        return ""
    where = shorten(heard.group, 24) if heard.groups == 1 else f"{heard.groups}个群"
    return f"{where} · {heard.notices}条通知" if heard.notices > 1 else where


def kind(request: Request) -> str:
    """Of which kind it is."""
    return KINDS.get(request.kind, "")


def approved(found: Approval | None, now: datetime) -> str:
    """What the list of approved forms says of it; "" where there is none, or no form is asked."""
    return approval_words(found, dates.local(now).date())


def upstream(request: Request) -> str:
    """A relay that wants it earlier than the level above; "" where it is none."""
    if not (request.upstream_deadline and request.deadline):
        return ""
    above = shorten(request.upstream_issuer or "上级", 30)
    first = dates.compact_deadline(request.upstream_deadline)
    return f"{above}要求{first},转到这里是{dates.compact_deadline(request.deadline)}"


def changed(step: Step, request: Request) -> str:
    """What one notice changed."""
    told, said = step.noticed.told, []
    if step.moves_due and told.deadline:
        said.append(_moved("时限", step.due_before, told.deadline))
    if step.moves_start and told.starts_at:
        said.append(_moved("开始", step.start_before, told.starts_at))
    if told.relation is Relation.CANCEL:
        suspended = request.state is RequestState.SUSPENDED
        said.append("暂缓,等新的通知" if suspended else "这件事不用做了")
    if said:
        return ";".join(said)
    return "" if told.relation is Relation.FIRST else "没有改动"


def merged_by(step: Step) -> str:
    """Why a notice was taken to speak of the request, as suggested pairs say it; "" if unknown."""
    because = step.noticed.told.because
    if because is None:
        return ""
    if because.why == "reply":
        passed_on = step.noticed.told.relation in (Relation.FORWARD, Relation.RELAY_TIGHTENED)
        return "转发的是前面那条" if passed_on else "接着前面那条说的"
    if because.why in _SURE:
        return _SURE[because.why]
    alike = f"{reason(because.why)},相近{round(because.score * 100)}%"
    return ";".join([alike, *agreeing(because.agree)])


_SURE = {
    "copy": "同一条消息的转发",
    "named": "说的是这件事",
    "relay": "写明转发的是这件",
}


def _moved(what: str, before: datetime | None, after: datetime) -> str:
    now = dates.compact_deadline(after)
    return f"{what}{dates.compact_deadline(before)} → {now}" if before else f"{what}{now}"


def sent(message: Unsure) -> str:
    """When a message was sent."""
    return dates.stamp(message.sent_at)


_WHY = {
    "same_text": "文字一样",
    "edited": "文字大半一样",
    "short_form": "说法短,意思相近",
    "same_data": "要的内容有重叠",
    "unlike": "要的内容有一点重叠",
    "subject": "文字相近,对象不同",
    "period": "时段不同",
}


def why(link: Link) -> str:
    """Why another request may want the same."""
    if link.confirmed:
        return "管理员看过:要同一批数据"
    return reason(link.likeness.why)


def columns_of(link: Link) -> str:
    """The columns that both want, and that only the other one wants."""
    both, more = (columns(named) for named in (link.what.both, link.what.second_only))
    said = (f"都要{both}" if both else "", f"那件另需{more}" if more else "")
    return ";".join(one for one in said if one)


def reason(word: str) -> str:
    """What makes two requests alike, or not."""
    return _WHY.get(word, _WHY["same_data"])


def made(one: Made) -> str:
    """A correction: when, for which group, and what it changed; nobody is named."""
    correction = one.correction
    by = "您" if one.mine else f"「{shorten(one.group, 24)}」管理员"
    detail = detail_of(correction)
    said = f"{dates.stamp(correction.at)} {by}:{name(correction.fix)}"
    return f"{said}:{detail}" if detail else said


def lines(found: Rehearsal) -> list[tuple[str, str]]:
    """The lines of a digest that change: how they read before, and after; "" for none."""
    before, after = _lines(found.before, found.keys), _lines(found.after, found.keys)
    rows = []
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if (old and old[1]) != (new and new[1]):
            rows.append((" ".join(old) if old else "", " ".join(new) if new else ""))
    return rows


def _lines(digest: Digest | None, keys: frozenset[str]) -> dict[str, tuple[str, str]]:
    if digest is None:
        return {}
    numbers = {number: key for key, number in line_numbers(digest).items() if key in keys}
    found = {}
    for block in lay_out(digest).blocks:
        for item in block.items:
            if item.number in numbers:
                said = " ".join(part for part in (item.when, item.words) if part)
                rest = ";".join((*item.beside, *item.below))
                words = f"{said}({rest})" if rest else said
                found[numbers[item.number]] = (f"第{item.number}件", one_line(words))
    return found


def undone_later(fix: Fix) -> str:
    """A later correction must be taken back first."""
    return f"这件后来又做过「{name(fix)}」,请先撤销那一次。"


def asked_words(fix: Fix, value: str) -> str:
    """What is about to be done."""
    kind = KINDS.get(Kind(value)) if fix is Fix.KIND and value in set(Kind) else None
    shown = kind or shorten(value, 60)
    if fix in SHOWN_COLUMNS:
        return f"{name(fix)}:{shown or '无'}"
    return _DOES.get(fix, name(fix))


_DOES = {
    Fix.NOT_NOTICE: "标为「不是通知」:一览里不再列,同样的文字再来也不列",
    Fix.MERGE: "并成一件:一览里只列一行",
    Fix.SPLIT: "拆开:单独列一行",
    Fix.APART: "标为「不是重复」:以后也不再放在一起",
    Fix.SAME_DATA: "标为「要同一批数据」:各列一行,互相注明",
}
