"""What was handed in before, as it is offered again: where it is, whose, how long, who may see."""

from datetime import datetime
from html import escape

from bot.domain.boundary import Button, Outgoing
from bot.domain.card import Reuse
from bot.services.joint import Hearers, Joint, asker
from bot.services.reusing import Recorded
from bot.wording import dates
from bot.wording.digests import NAME_SHOWN
from bot.wording.telegram_html import safe
from bot.wording.text import isolated, shorten

VERB = "kept"
GONE = "这条记录已经没有了。发「待办」看现在有哪些可以复用。"
DROPPED = "好,这条记录已删除。办完的标记还在。"
NOT_BEFORE = (
    "没有找到上次报同类数据的记录,没有记。写上材料在哪就能记下,例如「完成 3 云盘/低保名单.xlsx」。"
)
CUT = "链接没有记下:太长,或者里面像有证件号、手机号。"
OWN_NOTE = "您自己记的事,材料不另存。"
DOCUMENT_HOW = (
    "收到一个文件。要记下是哪件的材料,请回复这个文件写「完成 3」(编号看待办)。"
    "我不存文件内容,只记文件名和在哪条消息里,以后可以再发给您本人。"
)
NO_UNIT = "写好单位(例如「单位 东河村」)以后,才能让本单位的人也能看。"
FOR_ALL, FOR_ME, DROP, ANSWER = "本单位都能看", "只有我看", "删除这条记录", "一次答复"
NO_JOINT = "现在没有几个单位要同一批数据的事。"
NO_RECORD = "还没有记录材料在哪:报完一家以后发「完成 3 材料在哪或链接」,再点这里。"
SEND, SURE, STOP = "发给这些单位的联系人", "确认发送", "不发"
STOPPED = "好,没有发。"
NOBODY = "没有可以发的联系人,或者已经发过一次了。上面这段可以自己转发。"
_TITLE, _WORDS, _DEPARTMENTS, _LISTED, _FILES = 40, 60, 8, 10, 2


def offer(found: Reuse) -> str:
    """HTML: 10/27已报同类「儿童名单」,可直接复用(请核对口径):云盘/儿童名单.xlsx(…)."""
    places = [safe(part) for part in _places(found)]
    if found.link:
        places.append(f'<a href="{escape(found.link)}">链接</a>')
    head = f"{_day(found.at)}已报同类「{_title(found.title)}」,可直接复用(请核对口径)"
    return f"   {safe(head)}:{' '.join(places)}({safe(_terms(found))})"


def offer_briefly(found: Reuse) -> str:
    """The same where a card has many: the button tells the rest."""
    return f"   {_day(found.as_of or found.at)}已报同类的,可复用"


def button(number: int, ref: str) -> Button:
    """On the card, for the line with this number."""
    return Button(label=f"复用{number}", data=f"{VERB}:see:{ref[1:]}")


def recorded(done: Recorded, more: Joint | None) -> Outgoing:
    """It was kept: where, how long, who may see it, how to change that; who ``more`` wants it."""
    found, lines = done.reuse, []
    where = " ".join([*_places(found), *([found.link] if found.link else [])])
    lines.append(f"已记下「{_title(found.title)}」的材料:{where}")
    lines.append(f"再要同类的数据时,在待办上提醒复用,{_date(found.until)}前有效。")
    lines.append(_who(found) + ("" if done.unit or found.unit else NO_UNIT))
    if done.cut:
        lines.append(CUT)
    rows = [_choices(found, done.unit)]
    if more:
        lines.append(f"要同一批数据的有{_all(more.departments)},可以一次答复。")
        rows.append((answer_button(found.request),))
    return Outgoing(plain="\n".join(lines), buttons=tuple(rows))


def _choices(found: Reuse, unit: str | None) -> tuple[Button, ...]:
    drop = Button(label=DROP, data=f"{VERB}:drop:{found.request}")
    if found.unit:
        return (Button(label=FOR_ME, data=f"{VERB}:mine:{found.request}"), drop)
    shown = Button(label=FOR_ALL, data=f"{VERB}:unit:{found.request}")
    return (shown, drop) if unit else (drop,)


def details(found: Reuse, unit: str | None, joint: int | None) -> list[Outgoing]:
    """All of a record, and its documents; ``joint`` is a request that more departments want."""
    title = f"{_title(found.title)}{f' · {_name(found.issuer)}' if found.issuer else ''}"
    lines = [title, f"{_day(found.at)}报的。{_terms(found)}。请核对口径再用。", *_places(found)]
    lines += [found.link] if found.link else []
    if found.documents and not found.theirs:
        lines.append("文件只发给记的人,请向同事要。")
    rows = [_choices(found, unit)] if found.mine else []
    if joint:
        rows.append((answer_button(joint),))
    said = Outgoing(plain="\n".join(lines), buttons=tuple(rows))
    caption = f"{_day(found.as_of or found.at)}报「{_title(found.title)}」时的文件"
    files = found.documents if found.theirs else ()
    return [said, *(Outgoing(plain=caption, document=one) for one in files)]


def seen_by(found: Reuse) -> Outgoing:
    """Who may see a record now."""
    return Outgoing(plain=f"好。{_who(found)}", buttons=(_choices(found, found.unit or "-"),))


def joints(found: list[Joint]) -> Outgoing:
    """What several departments want of the same data."""
    lines, made = ["几个单位要同一批数据的:"], []
    for number, one in enumerate(found[:_LISTED], 1):
        have = f"({_day(one.record.at)}有记录)" if one.record else ""
        lines.append(f"{number}. {_title(one.requests[0].title)} · {_all(one.departments)}{have}")
        made.append(Button(label=f"{number}", data=f"{VERB}:one:{one.requests[0].id}"))
    lines.append("点编号,给您一段现成的答复。")
    return Outgoing(plain="\n".join(lines), buttons=(tuple(made[:5]), tuple(made[5:])))


def answer_button(request: int) -> Button:
    """To the ready text, for whoever just said that two want the same data."""
    return Button(label=ANSWER, data=f"{VERB}:one:{request}")


def answer(one: Joint, hearers: Hearers | None) -> list[Outgoing]:
    """The ready text by itself, to be copied or passed on; for coordinators, the way to send it."""
    said = [Outgoing(plain=text(one))]
    if one.record is None:
        return [*said, Outgoing(plain=NO_RECORD)]
    if hearers and hearers.chats:
        send = Button(label=SEND, data=f"{VERB}:send:{one.requests[0].id}")
        words = f"可以由机器人私下发给{_all(hearers.departments)}的联系人。"
        said.append(Outgoing(plain=words, buttons=((send,),)))
    return said


def text(one: Joint) -> str:
    """同一批数据,一次答复:…"""
    lines = ["同一批数据,一次答复:"]
    for request in one.requests:
        who = asker(request)
        lines.append(f"{_name(who)}「{_title(request.title)}」" if who else _title(request.title))
    found = one.record
    if found is None:
        lines.append("材料:(请补上在哪)")
    else:
        places = [*_places(found), *([found.link] if found.link else [])]
        lines.append(f"材料({_day(found.as_of or found.at)}报的):{' '.join(places)}")
    lines.append("各单位另要的栏目另补,以原通知为准。")
    return "\n".join(lines)


def ask_sure(one: Joint, hearers: Hearers) -> Outgoing:
    """What a press would send, to whom; it happens once."""
    row = (
        Button(label=SURE, data=f"{VERB}:sure:{one.requests[0].id}"),
        Button(label=STOP, data=f"{VERB}:stop:-"),
    )
    words = (
        f"将私下发给{_all(hearers.departments)}的{len(hearers.chats)}位联系人,"
        "每件只发一次,发出后不能收回;文件不发,只发上面这段话。"
    )
    return Outgoing(plain=f"{words}\n\n{text(one)}", buttons=(row,))


def sent_on(one: Joint, unit: str) -> Outgoing:
    """What a contact reads."""
    files = one.record.documents if one.record else ()
    apart = "\n文件没有随发,需要时请向报送单位要。" if files else ""
    head = f"{_name(unit)}经办人转来,供您单位直接取用,不用回复:"
    return Outgoing(plain=f"{head}\n{text(one)}{apart}")


def sent(hearers: Hearers) -> str:
    """It was sent."""
    return f"已发给{_all(hearers.departments)}的{len(hearers.chats)}位联系人。"


def _places(found: Reuse) -> list[str]:
    """Where it is, but for the link."""
    same = f"同{_day(found.as_of)}报的" if found.as_of else ""
    note = isolated(shorten(found.note, _WORDS))
    files = [
        f"文件「{isolated(shorten(one.name, _TITLE)) or '没有名字'}」"
        for one in found.documents[:_FILES]
    ]
    more = f"等{len(found.documents)}个文件" if len(found.documents) > _FILES else ""
    return [part for part in (same, note, *files, more) if part]


def _terms(found: Reuse) -> str:
    """Whose it is, who may see it, how long it holds."""
    who = "您自己记的" if found.mine else "本单位同事记的"
    seen = "只有您能看" if found.unit is None else "本单位的人能看"
    fits = "数据时段一致," if found.fits else ""
    newer = "原要求已有新版本,请核对," if found.newer else ""
    return f"{who},{seen};{fits}{newer}{_date(found.until)}前有效"


def _who(found: Reuse) -> str:
    if found.unit is None:
        return "现在只有您能看。"
    unit = _name(found.unit)
    return f"同一个群里、单位也写着「{unit}」的人能看到有这条记录、材料在哪;文件只发给您。"


def _day(at: datetime) -> str:
    day = dates.local(at)
    return f"{day.month}/{day.day}"


def _date(at: datetime) -> str:
    return f"{dates.local(at).year}/{_day(at)}"


def _title(title: str) -> str:
    return isolated(shorten(title, _TITLE)) or "(没有标题)"


def _name(name: str | None) -> str:
    return isolated(shorten(name or "", NAME_SHOWN))


def _all(names: tuple[str, ...]) -> str:
    more = f"等{len(names)}个单位" if len(names) > _DEPARTMENTS else ""
    return "、".join(_name(name) for name in names[:_DEPARTMENTS]) + more
