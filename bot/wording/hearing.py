"""What comes back to somebody who gave their opinion privately, as it is laid over their card."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html import unescape

from bot.domain.boundary import Button, Outgoing
from bot.domain.case import CaseEvent
from bot.domain.flag import LONGEST_TEXT
from bot.domain.review import Decision, Feedback, FeedbackKind
from bot.wording import dates
from bot.wording.cards import TITLE as CARD
from bot.wording.digests import NAME_SHOWN
from bot.wording.flagging import REWRITE, SEND_SO, giving_away
from bot.wording.outcomes import advice_words, result_words
from bot.wording.telegram_html import ENTITIES, UNITS, measure, safe, strip_tags
from bot.wording.text import isolated, shorten

TITLE = "意见办理"
SHOWN = 5
"""Answers shown at a time; the others follow as these are dealt with."""
_ROOM = UNITS - 1100
"""UTF-16 units that answers may take; the card keeps the rest."""
_LENGTHS = (1200, 600, 300, 150, 80, 40)
"""Characters of each text, from what one would like to what always fits."""
_TITLE_SHOWN = 60
_NUMBERS = "①②③④⑤"
_FOLDED = re.compile(r"\n?<blockquote expandable>.*?</blockquote>", re.DOTALL)
_MORE = "……没写下的,发「待办」看全部"

NOTED = "已记下"
THANKS = "谢谢,已记下"
LEFT = "好的,不用回答"
GONE = "这个问题已经过了回答的时间,不用回复了。"
SENT = "已收下。下个工作日的早上转给经办人,看不到是谁写的。"
NO_WORDS = "这里只收文字。"
_WRITE = f"请写一句话回复经办人({LONGEST_TEXT}字以内,不要写能认出您的话)。"
_DISSATISFIED = (
    "已记下,经办人看不到是谁。提意见的人有三分之一不满意,就转另一位经办人重新办理;"
    "重新办理时会在这里告诉您。"
)
_FINAL = "已记下,经办人看不到是谁。这件事已经重新办理过一次,不再转办。"

_ANSWER = (("回答", "write"), ("不回答", "skip"))
_RATE = (("满意", "yes"), ("不满意", "no"))
_READ = (("知道了", "ok"),)


def headline(day: date) -> str:
    """What a phone may show of a message that is to be an answer: no more than a card's."""
    return f"{CARD} · {dates.full_date(day)}"


def laid_over(card: Outgoing, answers: Sequence[Feedback]) -> Outgoing:
    """A card with the answers under its own lines; of the card is left what fits."""
    said, buttons = _section(answers)
    own = safe(card.plain) if card.html is None else card.html
    html = f"{_cut(own, said)}\n\n{said}"
    return Outgoing(
        plain=unescape(strip_tags(html)),
        html=None if card.html is None else html,
        buttons=(*card.buttons, *buttons),
    )


def alone(answers: Sequence[Feedback], day: date) -> Outgoing:
    """The answers in a message of their own, for who has no card."""
    said, buttons = _section(answers)
    html = f"<b>{headline(day)}</b>\n\n{said}"
    return Outgoing(plain=unescape(strip_tags(html)), html=html, buttons=buttons)


def ask_for_text(one: Feedback, before: str = "") -> Outgoing:
    """The screen that waits for a sentence; ``before`` tells what was wrong with the last."""
    said = f"{_named(one, _TITLE_SHOWN)}\n{_question(one.text, _LENGTHS[0])}\n{_WRITE}"
    return _screen(f"{before}\n{said}" if before else said, _close("不写了"))


def too_long(length: int) -> str:
    """What was typed has too many characters."""
    return f"写了{length}字,请缩到{LONGEST_TEXT}字以内。"


def doubtful(one: Feedback, found: Sequence[str]) -> Outgoing:
    """The screen that asks whether a text is to go out although it could tell who wrote it."""
    send = Button(label=SEND_SO, data=f"hear:send:{one.id}")
    again = Button(label=REWRITE, data=f"hear:write:{one.id}")
    return _screen(giving_away(found), send, again, _close("不写了"))


def received(late: bool = False) -> Outgoing:
    """The screen after a sentence was typed."""
    return _screen(GONE if late else SENT, _close("好"))


def dissatisfied(final: bool) -> Outgoing:
    """The screen after 不满意: what follows from it, and what does not."""
    return _screen(_FINAL if final else _DISSATISFIED, _close("好"))


def _close(label: str) -> Button:
    return Button(label=label, data="hear:close")


def _screen(said: str, *buttons: Button) -> Outgoing:
    return Outgoing(plain=said, buttons=(buttons,))


def _section(answers: Sequence[Feedback]) -> tuple[str, tuple[tuple[Button, ...], ...]]:
    tries = [*((SHOWN, length) for length in _LENGTHS), (1, _LENGTHS[-1]), (1, _LENGTHS[-1] // 2)]
    html, count = "", 0
    for count, longest in tries:
        html = _written(answers, count, longest)
        if _fits(html, _ROOM, ENTITIES // 2):
            break
    return html, tuple(
        tuple(
            Button(label=f"{mark}{label}", data=f"hear:{act}:{one.id}") for label, act in _acts(one)
        )
        for mark, one in _numbered(answers[:count])
    )


def _acts(one: Feedback) -> tuple[tuple[str, str], ...]:
    if one.kind is FeedbackKind.QUESTION:
        return _ANSWER
    return _RATE if one.ratable else _READ


def _numbered(answers: Sequence[Feedback]) -> list[tuple[str, Feedback]]:
    """A lone answer needs no number."""
    marks = _NUMBERS if len(answers) > 1 else ("",)
    return list(zip(marks, answers, strict=False))


def _written(answers: Sequence[Feedback], count: int, longest: int) -> str:
    lines = [f"<b>{TITLE}</b>"]
    for mark, one in _numbered(answers[:count]):
        lines.append(f"<b>{mark}{safe(_named(one, min(longest, _TITLE_SHOWN)))}</b>")
        lines += [safe(line) for line in _lines(one, longest)]
    if len(answers) > count:
        lines.append(f"还有{len(answers) - count}条,看完这些就显示。")
    return "\n".join(lines)


def _named(one: Feedback, longest: int) -> str:
    title = isolated(shorten(one.title, longest)) or "(没有标题)"
    issuer = isolated(shorten(one.issuer or "", min(longest, NAME_SHOWN)))
    return f"{title} · {issuer}" if issuer else title


def read(one: Feedback) -> list[str]:
    """What its reader will see of it, below the name of the request."""
    return _lines(one, _LENGTHS[0])


def _lines(one: Feedback, longest: int) -> list[str]:
    match one.kind, one.decision:
        case FeedbackKind.QUESTION, _:
            return [_question(one.text, longest)]
        case FeedbackKind.ADVISED, Decision() as decision:
            who = isolated(shorten(one.issuer or "", min(longest, NAME_SHOWN))) or "发布单位"
            wish = f"{advice_words(decision.outcome, who)}。"
            return [wish, *_texts([("经办人说明", decision.feedback)], longest)]
        case FeedbackKind.ANSWERED, Decision() as decision:
            return _answered(one, decision, longest)
    return ["您不满意的这件,已转另一位经办人重新办理,有结果会在这里告诉您。"]


def _question(text: str, longest: int) -> str:
    return f"经办人想了解:{isolated(shorten(text, longest))}(可不答)"


def _answered(one: Feedback, decision: Decision, longest: int) -> list[str]:
    again = "(重新办理)" if one.final else ""
    remedy = replace(one.remedy, title=shorten(one.remedy.title, min(longest, _TITLE_SHOWN)))
    result = f"办理结果{again}:{result_words(decision.outcome, one.event, remedy)}。"
    why = [("理由", decision.reason), ("依据", decision.basis)]
    match one.event:
        case CaseEvent.VERIFIED:
            # What was written with the advice speaks of the time before it was done.
            named = [("发布单位说明", remedy.said), *why]
        case CaseEvent.GIVE_UP:
            named = [("不再等的原因", decision.feedback), *why]
        case _:
            named = [*why, ("答复", decision.feedback)]
    return [result, *_texts(named, longest)]


def _texts(named: Sequence[tuple[str, str]], longest: int) -> list[str]:
    """Texts with their names; one that says nothing but what another says is left out."""
    kept: list[tuple[str, str]] = []
    for name, text in named:
        if text and not any(text in before for _, before in kept):
            kept.append((name, text))
    return [f"{name}:{isolated(shorten(text, longest))}" for name, text in kept]


def _cut(card: str, said: str) -> str:
    """As much of a card as there is room for; what is done already goes first."""
    taken = measure(said)
    units, entities = UNITS - taken[0] - 2, ENTITIES - taken[1]
    if _fits(card, units, entities):
        return card
    kept, units = [], units - measure(_MORE)[0]
    for line in _FOLDED.sub("", card).split("\n"):
        taken = measure(line)
        units, entities = units - taken[0] - 1, entities - taken[1]
        if units < 0 or entities < 0:
            break
        kept.append(line)
    return "\n".join([*kept, _MORE])


def _fits(html: str, units: int, entities: int) -> bool:
    taken = measure(html)
    return taken[0] <= units and taken[1] <= entities
