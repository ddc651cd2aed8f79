"""报表清单 as upper coordinators keep it, and what it says of a form that is asked for."""

from collections.abc import Sequence
from datetime import date

from bot.domain.boundary import Button, Outgoing
from bot.domain.form import Approval, Form
from bot.services.forms import Changed
from bot.wording.admins import UNDO
from bot.wording.text import isolated, shorten

HOW = (
    "加:发「报表清单 报表名称 备案号 单位 有效期」,一行一份,可以粘贴很多行;单位和有效期可不写。\n"
    "去掉:发「报表清单 删 2」或「报表清单 删 备案号」。查:发「报表清单 资产」。"
)
EMPTY = "报表清单还是空的。有了清单,要报表的事项会注明备案号;没有清单时什么都不说。"
ABOUT = "待办和网页里,要报表的事项会注明备案号;清单里没有的,注明「未查到备案号」。"
NOT_FOUND = "清单里没有这一份,没有改。"
UNDONE = "已撤销。"
LATER = "没有撤销:后来又改过清单,或者已经撤销过了。"
ADD = "加报表"
PASTE = "请把清单粘贴过来,一行一份:报表名称 备案号 单位 有效期。不改了就发「算了」。"
UNFILED = "未查到备案号"
_NAME, _SHOWN, _BAD = 40, 30, 5


def approval_words(found: Approval | None, today: date) -> str:
    """备案号 县统备〔2026〕12号, 未查到备案号, or nothing."""
    if found is None:
        return ""
    form = found.form
    if form is None:
        return UNFILED
    over = f"({_day(form.until)}已到期)" if form.until and form.until < today else ""
    return f"备案号 {_short(form.number)}{over}"


def listed(forms: Sequence[Form], part: str) -> Outgoing:
    """The list, or those of it with ``part`` in them."""
    add = ((Button(label=ADD, data="form:add:-"),),)
    if not forms:
        return Outgoing(plain=f"{EMPTY}\n{HOW}", buttons=add)
    found = [
        (number, form)
        for number, form in enumerate(forms, 1)
        if part in f"{form.name} {form.number} {form.issuer or ''}"
    ]
    lines = [f"报表清单,共{len(forms)}份。{ABOUT}"]
    lines += [f"{number}. {_line(form)}" for number, form in found[:_SHOWN]]
    if len(found) > _SHOWN:
        lines.append(f"还有{len(found) - _SHOWN}份,写上几个字查。")
    if not found:
        lines.append(f"没有带「{_short(part)}」的。要加,请把备案号一起写上。")
    return Outgoing(plain="\n".join([*lines, HOW]), buttons=add)


def changed(done: Changed, bad: Sequence[str]) -> Outgoing:
    """What became of the list, with the way back; lines that were not read are named."""
    lines = []
    if done.new:
        lines.append(f"已加{len(done.new)}份:")
        lines += [_line(form) for form in done.new[:_SHOWN]]
    if done.gone:
        lines.append(f"{'换下' if done.new else '已去掉'}{len(done.gone)}份:")
        lines += [_line(form) for form in done.gone[:_SHOWN]]
    undo = Button(label=UNDO, data=f"form:undo:{done.change}")
    return Outgoing(plain="\n".join([*lines, *_unread(bad)]), buttons=((undo,),))


def not_read(bad: Sequence[str]) -> Outgoing:
    """None of the lines names a form."""
    return Outgoing(plain="\n".join(["没有加。", *_unread(bad), HOW]))


def _unread(bad: Sequence[str]) -> list[str]:
    if not bad:
        return []
    more = f"等{len(bad)}行" if len(bad) > _BAD else ""
    return [f"没看懂(要有名称和备案号):{'、'.join(_short(one) for one in bad[:_BAD])}{more}"]


def _line(form: Form) -> str:
    until = f"{_day(form.until)}前有效" if form.until else ""
    parts = (_short(form.name), _short(form.number), _short(form.issuer or ""), until)
    return " · ".join(part for part in parts if part)


def _day(day: date) -> str:
    return f"{day.year}/{day.month}/{day.day}"


def _short(text: str) -> str:
    return isolated(shorten(text, _NAME))
