"""What is said of the units that members stand for: to themselves, and to their admins."""

from collections.abc import Sequence

from bot.domain.boundary import Button, Outgoing
from bot.domain.people import Member, Presence
from bot.wording import replies
from bot.wording.admins import UNDO, called
from bot.wording.corrections import STOP
from bot.wording.linking import person
from bot.wording.text import isolated, shorten

SHOWN, IN_A_ROW = 30, 5
_UNIT = 20
NOT_THERE = "没有改:这个人已经不在群里,或者您不再管这个群。"
OVERTAKEN = "没有动:本人后来自己说过单位,以本人说的为准。"
_HOW = "点编号改,或发「成员单位 桂芳 河湾村」。只给您看,群里不会说。"


def mine(known: Sequence[Presence]) -> str:
    """What a member's units are held to be, and how to put that right."""
    lines = [f"{called(one.title)}:{held(one.unit, told=one.told)}" for one in known]
    return "\n".join((*lines, replies.UNIT_HOW))


def members(
    found: Sequence[tuple[Member, Presence]], title: str, chat: int, words: str
) -> Outgoing:
    """The members of a group whose unit may be put right, each with the button for it."""
    shown = found[:SHOWN]
    if not shown:
        who = f"叫「{isolated(shorten(words, _UNIT))}」的" if words else ""
        none = f"{called(title)}里没有找到{who}成员。在群里说过话的人我才认识。"
        return Outgoing(plain=none)
    lines = [
        f"{index}. {person(member)}:{held(where.unit, told=where.told)}"
        for index, (member, where) in enumerate(shown, 1)
    ]
    if found[SHOWN:]:
        lines.append(f"还有{len(found) - SHOWN}人,请写名字:「成员单位 桂芳」")
    buttons = [
        Button(label=str(index), data=f"unit:{chat}:{member.id}")
        for index, (member, _) in enumerate(shown, 1)
    ]
    rows = tuple(tuple(buttons[i : i + IN_A_ROW]) for i in range(0, len(buttons), IN_A_ROW))
    head = f"{called(title)}的成员,各按哪个单位看:"
    return Outgoing(plain="\n".join((head, *lines, _HOW)), buttons=rows)


def asked(member: Member, where: Presence) -> Outgoing:
    """Which unit it is."""
    question = (
        f"{person(member)}:{held(where.unit, told=where.told)}\n"
        "请发正确的单位,例如「河湾村」;「自动」是按群昵称认。10分钟内有效。"
    )
    return Outgoing(plain=question, buttons=((Button(label=STOP, data="fix:stop:-"),),))


def corrected(member: Member, where: Presence, correction: int) -> Outgoing:
    """It was put right; whom it is about learns of it in private."""
    answer = (
        f"已改。{person(member)}:{held(where.unit, told=where.told)}\n"
        "群里不会说;本人在自己的待办上能看到,也可以自己发「单位」再改。"
    )
    undo = Button(label=UNDO, data=f"fix:undo:{correction}")
    return Outgoing(plain=answer, buttons=((undo,),))


def said(member: Member, unit: str | None) -> str:
    """What an admin put right about somebody."""
    return f"{person(member)}→{isolated(shorten(unit or '', _UNIT)) or '自动'}"


def held(unit: str | None, *, told: bool) -> str:
    """Whom somebody stands for, as far as that is known."""
    if not unit:
        return "还不知道"
    return isolated(shorten(unit, _UNIT)) + ("" if told else "(按群昵称认的)")
