"""What admins are told of each other, and of groups that feed another group's digest."""

from collections.abc import Sequence

from bot.domain.boundary import Button
from bot.domain.people import Member, Presence
from bot.services.roles import Hindrance
from bot.wording.admins import UNDO, Rows, called
from bot.wording.text import isolated, shorten

ADD_HOW = "要加一位:在群里回复那个人的任意一条消息,写 /角色 加 。不需要是群管理员。"
ADD_WHOM = "要加谁?请在群里回复那个人的一条消息,写 /角色 加 。匿名发言的、机器人都加不了。"
NOT_SURE = "没有改:没能确认那个人在群里。请把我设为群管理员后再试。"
LAST_ADMIN = "没有改:只剩一位管理员了。先加一位,再移除。"
YOURSELF = "没有改:自己不能移除自己,请另一位管理员来。"
BAD_CODE = "没有改:口令不对、用过了,或过了30分钟。请对方管理员在那个群里重新发 /link 。"
OWN_CODE = "没有改:这是本群自己的口令。请到要汇总过来的那个群里发。"
HINDRANCES = {Hindrance.YOURSELF: YOURSELF, Hindrance.LAST: LAST_ADMIN}
_NAME = 16


def person(member: Member) -> str:
    """What a member is called."""
    return isolated(shorten(member.name, _NAME)) or "(没有名字)"


def roles(admins: Sequence[Member], title: str) -> str:
    """Who looks after a group, and how to add somebody."""
    names = "、".join(person(one) for one in admins)
    return f"{called(title)}的减负助手管理员{len(admins)}人:{names}。\n{ADD_HOW}"


def role_buttons(admins: Sequence[Member], chat: int, asking: int) -> Rows:
    """A button to remove each of the others."""
    return tuple(
        (Button(label=f"移除 {person(one)}", data=f"dismiss:{chat}:{one.id}"),)
        for one in admins
        if one.id != asking and len(admins) > 1
    )


def is_admin_already(member: Member, title: str) -> str:
    """Nothing to add."""
    return f"{person(member)}已经是{called(title)}的减负助手管理员。"


def added(member: Member, title: str) -> str:
    """Somebody was given the role."""
    return f"{person(member)}现在是{called(title)}的减负助手管理员。"


def you_were_added(title: str) -> str:
    """The same, told to whom it is about."""
    return f"您现在是{called(title)}的减负助手管理员。发「设置」看能改什么。"


def removed(member: Member, title: str) -> str:
    """The role was taken away."""
    return f"{person(member)}不再是{called(title)}的减负助手管理员。"


def undo_role(chat: int, member: int, verb: str) -> Rows:
    """[撤销]: give the role back, or take it again."""
    return ((Button(label=UNDO, data=f"{verb}:{chat}:{member}"),),)


def code(words: str, title: str) -> str:
    """The code, and what is done with it."""
    return (
        f"把别的群的通知一起整理进{called(title)}的一览:\n"
        f"1. 把这个口令私下发给那个群的减负助手管理员:{words}\n"
        f"2. 对方在那个群里发 /link {words}\n"
        "30分钟内有效,只能用一次。那个群自己的一览照常发。"
    )


def links(fed: Sequence[Presence], feeds: Sequence[Presence]) -> str:
    """Which groups are brought together."""
    said = []
    if fed:
        said.append(f"汇总到这里的群:{_titles(fed)}")
    if feeds:
        said.append(f"本群的通知还汇总到:{_titles(feeds)}")
    return "\n".join(said)


def _titles(groups: Sequence[Presence]) -> str:
    return "、".join(called(one.title) for one in groups)


def cancel_button(title: str, target: int, chat: int) -> Button:
    """[取消 …] of one link."""
    return Button(label=f"取消 {called(title)}", data=f"unlink:{target}:{chat}")


def linked(source: str, target: str) -> str:
    """From now on one group feeds another; told to both admins."""
    return (
        f"从下一份一览起,{called(source)}的通知也整理进{called(target)}的一览;"
        f"紧急通知会同时转过去。{called(source)}自己的照常发。两边的管理员随时可以发 /link 取消。"
    )


def unlinked(source: str, target: str) -> str:
    """It feeds it no more."""
    return f"{called(source)}的通知不再整理进{called(target)}的一览。"


def undo_link(target: int, chat: int, verb: str) -> Rows:
    """[撤销] of a new or an ended link."""
    return ((Button(label=UNDO, data=f"{verb}:{target}:{chat}"),),)
