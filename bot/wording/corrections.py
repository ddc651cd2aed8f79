"""What is said about corrections: lines to choose, what can be changed, what was changed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from bot.domain.boundary import Button, Outgoing
from bot.domain.correction import Correction, Fix
from bot.domain.reading import NO_DETAILS, Details, Kind
from bot.domain.request import Request, RequestState
from bot.wording import dates
from bot.wording.details import details_lines
from bot.wording.text import isolated, shorten

NOTHING = "无"
NO_LINES = "现在没有可以改的条目。"
HOW = "请写上第几件,例如「改 3」,或「改 3 时限是周五」;编号看最新一份今日一览。"
PASSED_ON = "已转给管理员"
PASSED_ON_BEFORE = "这一条您提过的还在等管理员定,这次没有再转。"
MANY_PASSED_ON = "您提过的好几条还在等管理员定,这次没有转。等定了再提。"
NO_ADMIN = "这个群还没有人能改:群主或群管理员在群里发 /setup 就能成为管理员。"
WHICH_GROUP = "要改哪个群的一览?"
NO_CHANGE = "已经是这样了,没有改动。"
NOT_FOUND = "没有找到这一条,可能已经改过。发「改」看现在的编号。"
STOPPED = "好,不改了。"
DECLINED = "好,不改。"
HINT_OVER = "这条建议已经处理过了。"
NOTHING_TO_UNDO = "没有可以撤销的更正。"
NOT_ALONE = "这次更正也动到了别的群,要由也管那些群的管理员撤销。"
NOTHING_TO_SPLIT = "这件只有一条通知,没有可拆的。"
NOTHING_APART = "这件没有和别的通知合在一起,也没有标「同一批数据」。"
NOTHING_TO_JOIN = "没有别的条目可以合并。"
TIME_UNREAD = "没看懂时间。例如「周五下班前」「3月18日 17:30」;「无」是去掉时限,「取消」是不改。"
KIND_UNREAD = "没看懂类型。可以写:报送、办理、会议、检查、打卡接龙、转发投票、知悉。"
ADOPT, DECLINE, UNDO, STOP = "采纳", "不采纳", "撤销", "取消"

KINDS = {
    Kind.REPORT: "报送",
    Kind.TASK: "办理",
    Kind.MEETING: "会议",
    Kind.INSPECTION: "检查",
    Kind.CHECK_IN: "打卡接龙",
    Kind.PROMOTION: "转发投票",
    Kind.INFO: "知悉",
}
_ASKED = {
    Fix.TITLE: "请发新的标题。",
    Fix.ISSUER: "请发发布单位的名称;「无」是不写单位。",
    Fix.DEADLINE: "请发新的时间,例如「周五下班前」「3月18日 17:30」;「无」是去掉时限。",
}
NAMES = {
    Fix.NOT_NOTICE: "不是通知",
    Fix.NOTICE: "是通知",
    Fix.KIND: "换类型",
    Fix.DEADLINE: "改时限",
    Fix.ISSUER: "改单位",
    Fix.TITLE: "改标题",
    Fix.MERGE: "合并",
    Fix.JOINED: "发布单位合并",
    Fix.SPLIT: "拆开",
    Fix.APART: "不是重复",
    Fix.SAME_DATA: "要同一批数据",
    Fix.UNIT: "改成员单位",
    Fix.ALIAS: "合并单位叫法",
}
_EVENTS = (Kind.MEETING, Kind.INSPECTION)
LINES_SHOWN, IN_A_ROW, TITLE_SHOWN, MOST_CHOICES = 40, 5, 30, 20


class Choice(NamedTuple):
    """One thing to choose: its number or word, what it is, and what its button brings back."""

    label: str
    words: str
    data: str


def _choose(head: str, choices: Sequence[Choice], *last: tuple[Button, ...]) -> Outgoing:
    buttons = [Button(label=one.label, data=one.data) for one in choices]
    rows = tuple(
        tuple(buttons[start : start + IN_A_ROW]) for start in range(0, len(buttons), IN_A_ROW)
    )
    lines = [f"{one.label}. {one.words}" for one in choices]
    return Outgoing(plain="\n".join([head, *lines]), buttons=(*rows, *last))


def _stop() -> tuple[Button, ...]:
    return (Button(label=STOP, data="fix:stop:-"),)


def lines(group: str, choices: Sequence[Choice], *, sent: bool, other: str | None) -> Outgoing:
    """The lines of a digest, to choose one; ``other`` is the way to those of the next one."""
    which = "最新一份一览" if sent else "下一份一览(还没发)"
    shown = choices[:LINES_SHOWN]
    more = f";还有{len(choices) - len(shown)}件,请写「改 编号」" if choices[LINES_SHOWN:] else ""
    head = f"「{isolated(shorten(group, TITLE_SHOWN))}」{which},要改第几件?{more}"
    row = ((Button(label="还没发的", data=other),),) if other else ()
    return _choose(head, shown, *row)


def groups(choices: Iterable[Choice]) -> Outgoing:
    """Which group is meant."""
    rows = tuple((Button(label=one.words, data=one.data),) for one in choices)
    return Outgoing(plain=WHICH_GROUP, buttons=rows)


def menu(named: str, ref: str, *, unsure: bool, details: Details = NO_DETAILS) -> Outgoing:
    """What can be changed about a line."""
    words = ("is:是通知", "no:不是通知") if unsure else (
        "no:不是通知", "kind:换类型", "time:改时限", "from:改单位", "name:改标题",
        "join:合并到…", "split:拆开", "part:不是重复",
    )  # fmt: skip
    buttons = [
        Button(label=label, data=f"fix:{verb}:{ref}")
        for verb, label in (word.split(":") for word in words)
    ]
    rows = tuple(tuple(buttons[start : start + 3]) for start in range(0, len(buttons), 3))
    lines = (named, *details_lines(details), "要改什么?")
    return Outgoing(plain="\n".join(lines), buttons=(*rows, _stop()))


def kinds(named: str, ref: str) -> Outgoing:
    """Of which kind it is."""
    buttons = [Button(label=word, data=f"fix:k:{ref}:{kind}") for kind, word in KINDS.items()]
    return Outgoing(
        plain=f"{named}\n是哪一类?", buttons=(tuple(buttons[:4]), tuple(buttons[4:]), _stop())
    )


def asked(named: str, fix: Fix) -> Outgoing:
    """What to write next."""
    return Outgoing(plain=f"{named}\n{_ASKED[fix]}10分钟内有效。", buttons=(_stop(),))


def others(named: str, choices: Sequence[Choice]) -> Outgoing:
    """Into which line it goes."""
    return _choose(f"{named}\n合并到哪一件?", choices[:LINES_SHOWN], _stop())


def notices(named: str, choices: Sequence[Choice], *, for_ever: bool) -> Outgoing:
    """Which notice, or which other line, is something else."""
    question = "哪一条和它不是一回事?以后也不再合并" if for_ever else "哪一条要单独列一件?"
    return _choose(f"{named}\n{question}", choices[:MOST_CHOICES], _stop())


def notice(group: str, sent_at: datetime) -> str:
    """One notice of a line: where and when it was said."""
    return f"{isolated(shorten(group, TITLE_SHOWN))} {dates.stamp(sent_at)}"


def other_line(title: str) -> str:
    """Another line that was said to want the same data."""
    return f"「{isolated(shorten(title, TITLE_SHOWN))}」(标了同一批数据)"


def request_named(request: Request, now: datetime, number: int | None = None) -> str:
    """第3件:低保名单 · 民政办 · 报送 · 明日17:00."""
    at = request.starts_at if request.kind in _EVENTS else request.deadline
    when = dates.moment_words(at, now) if at else "未写时间"
    parts = (
        isolated(shorten(request.title, TITLE_SHOWN * 2)),
        isolated(shorten(request.issuer or "", TITLE_SHOWN)),
        KINDS.get(request.kind, ""),
        when,
        "已标为不是通知" if request.state is RequestState.DISMISSED else "",
    )
    return _numbered(number) + " · ".join(part for part in parts if part)


def unsure_named(excerpt: str, number: int | None = None) -> str:
    """第9件(拿不准):…."""
    return f"{_numbered(number)}拿不准:「{isolated(shorten(excerpt, TITLE_SHOWN * 2))}」"


def _numbered(number: int | None) -> str:
    return f"第{number}件:" if number else ""


def done(fix: Fix, named: str | None, correction: int, *, again: bool = False) -> Outgoing:
    """What was changed, with the way back; said ``again``, also for all that is to come."""
    words = f"{said(fix)}\n{named}" if named else said(fix)
    always = (Button(label=ALWAYS, data=f"fix:alike:{correction}"),)
    undo = undo_button(UNDO, correction)
    return Outgoing(plain=words, buttons=(undo, always) if again else (undo,))


ALWAYS = "以后都这样认"


def unread(fix: Fix) -> str:
    """What was written could not be read; what can be."""
    return KIND_UNREAD if fix is Fix.KIND else TIME_UNREAD


def name(fix: Fix) -> str:
    """A kind of correction."""
    return NAMES[fix]


def said(fix: Fix) -> str:
    """What a correction did."""
    return _DONE.get(fix, f"已{NAMES[fix]}。")


_DONE = {
    Fix.NOT_NOTICE: "已改:不是通知,一览里不再列出;同样的文字再发也不列。",
    Fix.NOTICE: "已改:是通知,已列入一览。",
    Fix.MERGE: "已合并为一件。",
    Fix.SPLIT: "已单独列为一件。",
    Fix.APART: "已分开,以后也不再合并。",
    Fix.SAME_DATA: "已确认要同一批数据,两件各列一行。",
}


def undo_button(label: str, correction: int) -> tuple[Button, ...]:
    """The way back from a correction."""
    return (Button(label=label, data=f"fix:undo:{correction}"),)


def undone(fix: Fix, missed: int = 0) -> str:
    """A correction was taken back; ``missed`` copies that came meanwhile were not taken in."""
    back = f"已撤销「{NAMES[fix]}」,恢复原样。"
    if not missed:
        return back
    return f"{back}其间又发过{missed}次同样的文字,当时没有列;要列的话,请发的人再发一次。"


def rests(later: Correction) -> Outgoing:
    """A later correction must go first."""
    return Outgoing(
        plain=f"这件后来又做过「{NAMES[later.fix]}」,请先撤销那一次。",
        buttons=(undo_button(f"撤销「{NAMES[later.fix]}」", later.id),),
    )


def rests_on_others(later: Correction) -> str:
    """The same, where the later one is not theirs to take back."""
    return f"这件后来别人又做过「{NAMES[later.fix]}」,请他们先撤销那一次。"


def suggested(named: str, words: str, ident: int) -> Outgoing:
    """A member's suggestion, for the admin; nobody is named."""
    quoted = f"\n建议:「{isolated(shorten(words, TITLE_SHOWN * 2))}」" if words else ""
    buttons = (
        Button(label=ADOPT, data=f"hint:yes:{ident}"),
        Button(label=DECLINE, data=f"hint:no:{ident}"),
    )
    return Outgoing(plain=f"有成员觉得这一条不对:\n{named}{quoted}", buttons=(buttons,))


def no_such_line(number: int) -> str:
    """A number the digest does not have."""
    return f"最新的一览里没有第{number}件。发「改」看编号。"


def checked(count: int, newest: Sequence[Correction]) -> str:
    """Corrections in force, for `jianfu check`: what and when, nothing of whom or of texts."""
    if not count:
        return "✓ 更正:还没有"
    shown = "、".join(f"{dates.stamp(one.at)} {NAMES[one.fix]}" for one in newest)
    return f"✓ 更正:共{count}条,同样的文字再来时照此处理;最近:{shown}"
