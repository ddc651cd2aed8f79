"""Flagging (私下提意见) in words: the list, the reasons, what may be added, one's own flags."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from bot.domain.boundary import Button, Outgoing
from bot.domain.case import Refusal
from bot.domain.flag import LONGEST_TEXT, FlagReason, FlagState
from bot.wording import dates
from bot.wording.digests import NAME_SHOWN
from bot.wording.text import isolated, one_line, shorten

FLAG = "私下提意见"
SEND_SO, REWRITE = "照发", "改写"
LINES_SHOWN, REASONS_SHOWN, MINE_SHOWN = 20, 10, 8
_NUMBERS_IN_A_ROW, _REASONS_IN_A_ROW, _SHORT = 5, 2, 8
_LONG_SHOWN = 2000
_TITLE_SHOWN, _FOUND_SHOWN, _MOST_FOUND = 40, 20, 5

NOT_HERE = "这条链接只有那个群里的人能用。"
_HOW = (
    "想说哪件事像形式主义?请点群里「今日一览」下面的[私下提意见],在那里选;"
    "也可以把那条通知转发给我。只有您看得到。"
)
NO_LINES = "这里没有可以提意见的事。"
IN_PRIVATE = "提意见请到私聊里:点下面的按钮。群里的话谁都看得到,所以我不在群里接。"
NOT_CONNECTED = (
    "这条通知所在的群还没有接入,这次没法转办,意见没有记下。可以请那个群的管理员把我加进群里。"
)
NOTE_GONE = "这条放得太久,已经清除了,请再转发一次。"
PRESS_ONE = "刚才打的字没有记下,请点下面的按钮。"
TOO_LATE = "隔得太久,已经过时了。刚才打的字没有记下,也没有转给谁;请重新点按钮。"
ONLY_TEXT = "补充只收文字,图片和文件我没有留。"
LOST = "刚才写的没有留下(我重启过)。请再写一遍,或直接提交。"
_RECEIVED = "已收下。明早和别的意见一起转给减负办,谁也看不到是谁提的。"
_SMALL = "本群人少,会并到县里一起办。"
_REFUSED = {
    Refusal.NOT_YOURS: (
        "这件事不在您和我都在的群里,或者已经不在了,没法提。请从本群一览下面的按钮再试。"
    ),
    Refusal.ALREADY: "这件事您已经提过了,不用再提。",
    Refusal.TOO_MANY: "今天已经提了5条,先到这里;明天还可以再提。",
    Refusal.NOT_NOW: "这条已经有了决定,撤不回了。",
    Refusal.LONG_OVER: "这件事过去两个月了,不再收意见;要是又来要,请对新的那条提。",
}
_GONE = "这条已经不在了,什么都没有改。"
_STATES = {
    FlagState.COOLING: "等着转给减负办",
    FlagState.ATTACHED: "办理中",
    FlagState.ASKED: "办理中,经办人有话问您",
    FlagState.ANSWERED: "已答复",
    FlagState.APPEALED: "您不满意,待重办",
}
_OVER = "已办结"

Rows = tuple[tuple[Button, ...], ...]


class Line(NamedTuple):
    """One line that can be flagged."""

    number: int
    request: int
    title: str
    issuer: str | None


class Subject(NamedTuple):
    """What is flagged: a request; ``chat`` is the group it was chosen in, 0 where none was."""

    request: int
    chat: int
    title: str
    issuer: str | None


class Mine(NamedTuple):
    """A flag of one's own."""

    flag: int
    title: str
    reason: str
    state: FlagState
    may_withdraw: bool


def lines(heading: str, found: Sequence[Line], token: str, chat: int, page: int) -> Outgoing:
    """A page of the lines that can be flagged; ``token`` names the list."""
    shown = found[page * LINES_SHOWN : (page + 1) * LINES_SHOWN]
    said = [heading, "点编号,或回复编号。只有您看得到。", ""]
    said += [f"{one.number} {_named(one.title, one.issuer)}" for one in shown]
    numbers = [_to(str(one.number), "r", one.request, chat) for one in shown]
    turn = _turning("l", page, len(found), LINES_SHOWN, token)
    last = (_to("我的意见", "m", 0), _to("关闭", "x"))
    return Outgoing(
        plain="\n".join(said), buttons=(*_rows(numbers, _NUMBERS_IN_A_ROW), *turn, last)
    )


def of_digest(day: date) -> str:
    """What stands above the lines of a digest."""
    return f"{dates.full_date(day)}的一览,想对哪一件提意见?"


def of_card() -> str:
    """What stands above the lines of a card."""
    return "我的待办,想对哪一件提意见?"


def no_such_line(number: int) -> str:
    """A number the list does not have."""
    return f"没有第{number}件,请看下面的编号。"


def reasons(about: Subject, found: Sequence[FlagReason], page: int) -> Outgoing:
    """The first question: a page of reasons, likely ones first."""
    said = f"{_named(about.title, about.issuer)}\n\n这件事哪里像形式主义?选最像的一条。"
    shown = found[page * REASONS_SHOWN : (page + 1) * REASONS_SHOWN]
    made = [_to(one.words, "w", about.request, about.chat, one.code) for one in shown]
    turn = _more(about, page, len(found))
    last = (*turn, _to("依据", "b", about.request, about.chat, page), _to("取消", "x"))
    return Outgoing(plain=said, buttons=(*_packed(made), last))


def basis(about: Subject, found: Sequence[FlagReason], page: int) -> Outgoing:
    """What rules the reasons of a page rest on."""
    shown = found[page * REASONS_SHOWN : (page + 1) * REASONS_SHOWN]
    said = ["这些原因的依据:", *(f"{one_line(one.words)}:{'、'.join(one.basis)}" for one in shown)]
    back = _to("返回", "r", about.request, about.chat, page)
    return Outgoing(plain="\n".join(said), buttons=((back, _to("取消", "x")),))


def question(about: Subject, reason: FlagReason) -> Outgoing:
    """The second question: whether they want to add a sentence."""
    said = (
        f"{_named(about.title, about.issuer)}\n原因:{one_line(reason.words)}\n\n"
        f"要补充一句吗?直接打字发来(可不写,{LONGEST_TEXT}字以内;不要写能认出您的话)。"
    )
    send = _to("直接提交", "s", about.request, about.chat, reason.code)
    other = _to("换一条", "r", about.request, about.chat)
    return Outgoing(plain=said, buttons=((send,), (other, _to("取消", "x"))))


def too_long(over: int, text: str) -> str:
    """What was written does not fit; it is shown, to be copied and made shorter."""
    return f"多了{over}个字,请删短一点再发。您写的:\n{shorten(text, _LONG_SHOWN)}"


def checked(about: Subject, reason: FlagReason, text: str, found: Sequence[str]) -> Outgoing:
    """What was written, and what of it could tell who they are, for them to decide."""
    said = ["您写的:", shorten(text, LONGEST_TEXT), ""]
    asked = f"原因:{one_line(reason.words)}。就这样提交吗?"
    said.append(giving_away(found) if found else asked)
    send = _to(SEND_SO, "t", about.request, about.chat, reason.code)
    again = _to(REWRITE, "w", about.request, about.chat, reason.code)
    return Outgoing(plain="\n".join(said), buttons=((send, again), (_to("取消", "x"),)))


def giving_away(found: Sequence[str]) -> str:
    """What in a text could tell who wrote it, for them to decide."""
    quoted = "、".join(f"「{shorten(one, _FOUND_SHOWN)}」" for one in found[:_MOST_FOUND])
    return f"这几处可能让人认出您:{quoted}。要照发,还是改写?"


def received(flag: int, *, small: bool) -> Outgoing:
    """It was taken; ``small`` where only the county hears of it."""
    said = f"{_RECEIVED}\n{_SMALL}" if small else _RECEIVED
    return Outgoing(plain=said, buttons=((_to("撤回", "u", flag), _to("好", "x")),))


def already(one: Mine) -> Outgoing:
    """They flagged this before."""
    said = f"这件事您已经提过了:{one_line(one.reason)}({_state(one)})。"
    back = (_to("撤回", "u", one.flag),) if one.may_withdraw else ()
    return Outgoing(plain=said, buttons=((*back, _to("好", "x")),))


def refused(why: Refusal) -> Outgoing:
    """Why not, with the way out; what is unknown and what is not theirs sound the same."""
    known = Refusal.NOT_YOURS if why is Refusal.UNKNOWN else why
    return told(_REFUSED.get(known, _GONE))


def withdrawn() -> Outgoing:
    """A flag was taken back."""
    return told("已撤回,不再转办。", _to("我的意见", "m", 0))


def gone() -> Outgoing:
    """A flag that is not there, or not theirs."""
    return told(_GONE, _to("我的意见", "m", 0))


def mine(found: Sequence[Mine], page: int) -> Outgoing:
    """A page of one's own flags, newest first."""
    if not found:
        return told("您现在没有提过的意见。撤回了的、清除了的不列。")
    first = page * MINE_SHOWN
    shown = list(enumerate(found, 1))[first : first + MINE_SHOWN]
    said = ["您提的意见(只有您看得到):"]
    said += [
        f"{number} {_named(one.title, None)} · {one_line(one.reason)} · {_state(one)}"
        for number, one in shown
    ]
    back = [_to(f"撤回{number}", "u", one.flag) for number, one in shown if one.may_withdraw]
    turn = _turning("m", page, len(found), MINE_SHOWN)
    return Outgoing(
        plain="\n".join(said),
        buttons=(*_rows(back, _NUMBERS_IN_A_ROW), *turn, (_to("关闭", "x"),)),
    )


def how() -> Outgoing:
    """The ways to flag, for who has no list at hand."""
    return told(_HOW, _to("我的意见", "m", 0))


def told(said: str, *more: Button) -> Outgoing:
    """A sentence, and [好] to have it gone."""
    return Outgoing(plain=said, buttons=((*more, _to("好", "x")),))


def hinted(hint: str, what: Outgoing) -> Outgoing:
    """A screen with a sentence ahead of it."""
    return replace(what, plain=f"{hint}\n\n{what.plain}")


def offer_button(draft: int) -> Button:
    """Under a notice that was forwarded to us."""
    return _to(FLAG, "n", draft)


def card_button() -> Button:
    """On a card."""
    return _to(FLAG, "l", "c", 0)


def request_button(request: int) -> Button:
    """Under a word about one request."""
    return _to(FLAG, "r", request, 0)


def close_button() -> Button:
    """Has a message of ours taken away."""
    return _to("好", "x")


def in_group(link: str | None) -> Outgoing:
    """Said to everybody alike who tries to flag in a group."""
    way = ((Button(label="打开私聊", link=link),),) if link else ()
    return Outgoing(plain=IN_PRIVATE, buttons=way)


def _named(title: str, issuer: str | None) -> str:
    shown = isolated(shorten(title, _TITLE_SHOWN)) or "(没有标题)"
    return f"{shown} · {isolated(shorten(issuer, NAME_SHOWN))}" if issuer else shown


def _state(one: Mine) -> str:
    return _STATES.get(one.state, _OVER)


def _to(label: str, step: str, *what: int | str) -> Button:
    return Button(label=label, data=":".join(("flag", step, *map(str, what))))


def _rows(made: Sequence[Button], width: int) -> Rows:
    return tuple(tuple(made[start : start + width]) for start in range(0, len(made), width))


def _packed(made: Sequence[Button]) -> Rows:
    """Short labels two in a row; on a phone a longer one would be cut."""
    rows: list[tuple[Button, ...]] = []
    for one in made:
        pair = (*rows[-1], one) if rows else ()
        if len(pair) == _REASONS_IN_A_ROW and all(len(each.label) <= _SHORT for each in pair):
            rows[-1] = pair
        else:
            rows.append((one,))
    return tuple(rows)


def _more(about: Subject, page: int, count: int) -> tuple[Button, ...]:
    if page:
        return (_to("返回", "r", about.request, about.chat),)
    if count <= REASONS_SHOWN:
        return ()
    return (_to("更多", "r", about.request, about.chat, 1),)


def _turning(step: str, page: int, count: int, shown: int, *what: str) -> Rows:
    back = (_to("上一页", step, *what, page - 1),) if page else ()
    on = (_to("下一页", step, *what, page + 1),) if (page + 1) * shown < count else ()
    return ((*back, *on),) if back or on else ()
