"""What happened to a case, in plain words."""

from collections.abc import Mapping, Sequence

from bot.domain.boundary import Button, Outgoing
from bot.domain.case import CaseEvent
from bot.domain.flag import Actor
from bot.domain.people import Member
from bot.domain.review import Case
from bot.services.urgency import UNHEARD
from bot.storage.history import Happening
from bot.wording import dates
from bot.wording.cases import named
from bot.wording.linking import person

EVENTS: Mapping[CaseEvent, str] = {
    CaseEvent.ENTER: "进入待办",
    CaseEvent.ALL_WITHDRAWN: "意见都收回了",
    CaseEvent.CLAIM: "接办",
    CaseEvent.ACKNOWLEDGE_BREACH: "超过接办时限,转上一级",
    CaseEvent.RELEASE: "退回待办",
    CaseEvent.ASK: "问提出人",
    CaseEvent.CONSULT: "问发布单位",
    CaseEvent.ANSWER_BREACH: "超过答复时限,转上一级",
    CaseEvent.ANSWERED: "提出人有回音",
    CaseEvent.TIMEOUT: "等满两个工作日",
    CaseEvent.ISSUER_REPLY: "发布单位答复",
    CaseEvent.DECIDE: "办理决定",
    CaseEvent.ADVISE: "请发布单位办",
    CaseEvent.TOLD: "已线下告诉对方",
    CaseEvent.EXPLAIN: "答复提意见的人",
    CaseEvent.VERIFIED: "已办好,答复提意见的人",
    CaseEvent.REMEDY_BREACH: "发布单位还没办,转上一级",
    CaseEvent.GIVE_UP: "不再等,答复提意见的人",
    CaseEvent.REOPEN: "有人不满意,重新办理",
    CaseEvent.CLOSE: "办结",
    CaseEvent.RECUR: "反弹,重新办理",
    CaseEvent.MERGE: "并入别的办理单",
    CaseEvent.SPLIT: "拆出",
}
_ACTORS: Mapping[Actor, str] = {
    Actor.TIMER: "到时自动",
    Actor.BOT: "自动",
    Actor.ISSUER: "发布单位",
    Actor.MEMBER: "提出人",
    Actor.COORDINATOR: "经办人",
    Actor.UPPER: "上级经办人",
}


def past(case: Case, rows: Sequence[tuple[Happening, Member | None]]) -> Outgoing:
    """What happened to a case, oldest first."""
    lines = [happened(row, member) for row, member in rows[-_PAST:]]
    back = Button(label="返回", data=f"case:open:{case.number}")
    return Outgoing(plain="\n".join((f"{named(case)}的经过", *lines)), buttons=((back,),))


_PAST = 60


def happened(row: Happening, member: Member | None) -> str:
    """One line of it: 3/12 9:30 接办(党政办小林)."""
    if row.event is CaseEvent.ADVISE and row.detail.get(UNHEARD):
        return f"{dates.stamp(row.at)} {_UNHEARD}"
    return f"{dates.stamp(row.at)} {EVENTS[row.event]}({_by(row, member)})"


_UNHEARD = "发布单位没有联系人,机器人没有告诉他们"


def _by(row: Happening, member: Member | None) -> str:
    if member and row.actor in (Actor.COORDINATOR, Actor.UPPER):
        return person(member)
    # What the bot saw done, a contact did.
    return _ACTORS[Actor.ISSUER if member else row.actor]
