"""What the demo's page is told in words: refusals, service lines, what was understood."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.reading import Assumption, Kind, Relation, What
from bot.wording import dates
from bot.wording.corrections import KINDS
from bot.wording.text import isolated, shorten

NOT_HERE = "演示还没有启动好,请稍等几秒再试。"
BAD_REQUEST = "请求写得不对,没有执行。"
NO_PERSON = "没有这个人。"
NO_CHAT = "您不在这个群里,先换成群里的人再试。"
NO_MESSAGE = "没有这条消息,可能已经删除。"
NOT_YOURS = "只能改、删自己发的消息。"
NO_BUTTON = "这条消息上没有这个按钮。"
NOT_STARTED = "先打开和减负助手的私聊。"
EMPTY = "没有内容,没有发出。"
TOO_LONG = "一条消息最多4096个字,没有发出。"
NO_EMOJI = "这个表情不能用来回应。"
FOREIGN = "只接受本机页面发来的请求。"
NO_PAGE = "没有这个地址。"
PASTE_TOO_LONG = "太长了:一次最多30万字。请分几次粘贴,或在终端用 jianfu digest 读文件。"
PASTE_FAILED = "没能读懂这段文字,请检查是不是群聊内容。"
PASTE_NOTHING = (
    "没有读到消息。请从微信电脑版多选消息、复制后粘贴,"
    "每条要有名字和时间,例如「党政办周敏 2026/06/10 8:50」换行再写内容。"
)
SAME_DATA = "要的是同一批名单,可一次备齐"
BOT_TITLE = "减负助手"

_WHAT = {What.NOTICE: "通知", What.RECEIPT: "回复", What.CHATTER: "闲聊"}
_RELATION = {
    Relation.FORWARD: "转发了前面的通知",
    Relation.REMINDER: "催办前面的通知",
    Relation.UPDATE: "更正或补充前面的通知",
    Relation.CANCEL: "取消前面的通知",
    Relation.RELAY_TIGHTENED: "层层转发,时限提前了",
}
_WHY = {
    Relation.FORWARD: "说的是同一件事",
    Relation.REMINDER: "催的是这件事",
    Relation.UPDATE: "改的是这件事",
    Relation.CANCEL: "取消的是这件事",
    Relation.RELAY_TIGHTENED: "上级要的是这件事,这里要得更早",
}
_ASSUMED = {
    Assumption.END_OF_DAY: "没写钟点,按当天内",
    Assumption.END_OF_WORK: "「下班前」按{clock}",
    Assumption.DUSK: "「天黑前」按{clock}",
    Assumption.START_OF_WORK: "「上班」按{clock}",
    Assumption.NOON: "「中午」按{clock}",
    Assumption.AFTERNOON_START: "「下午」按{clock}",
    Assumption.NEXT_OCCURRENCE: "没写哪月哪周,按最近一次",
    Assumption.HALF_DAY_GUESSED: "没写上午下午,按{clock}",
    Assumption.WORKDAYS_UNKNOWN: "未含调休",
    Assumption.RELATIVE_TO_EVENT: "由会议时间推算",
    Assumption.PERIOD_END: "按期末算",
    Assumption.FROM_SENDING: "从发出时起算",
}
_SHORT = 40


def what(kind: What, *, unsure: bool) -> str:
    """The class of a message."""
    return "拿不准" if unsure and kind is not What.NOTICE else _WHAT[kind]


def kind_word(kind: Kind) -> str:
    """The kind of an ask."""
    return KINDS.get(kind, "变更")


def relation_word(relation: Relation | None) -> str | None:
    """How a notice speaks of an earlier one; None for the first."""
    return _RELATION.get(relation) if relation else None


def duplicate_why(relation: Relation) -> str:
    """Why a message is taken to speak of an earlier one's request."""
    return _WHY.get(relation, "说的是同一件事")


def assumed(assumption: Assumption | None, moment: datetime) -> str | None:
    """The convention by which a time was read."""
    return _ASSUMED[assumption].format(clock=dates.clock(moment)) if assumption else None


def deadline_words(moment: datetime, now: datetime) -> str:
    """A deadline as it is said at a moment."""
    return dates.deadline_words(moment, now)


def proof(first: str, second: str) -> str:
    """教育、卫健要的是同一批名单; given two issuers."""
    return f"{_short_issuer(first)}、{_short_issuer(second)}要的是同一批名单"


_LEVEL = re.compile(r"^(?:省|市(?!场)|县|区|镇|乡(?!村))")
_BODY = re.compile(r"(?:局|委|办|办公室|站|所|中心)$")


def _short_issuer(issuer: str) -> str:
    """县教育局 → 教育, 镇市场监管所 → 市场监管."""
    return _BODY.sub("", _LEVEL.sub("", issuer))


def service(fields: Mapping[str, object], who: str, *, pinned: str | None) -> str:
    """A platform's own line, in words; ``pinned`` is the text of the message pinned."""
    if pinned is not None:
        return f"{who} 置顶了「{shorten(pinned, _SHORT)}」"
    added = _names(fields.get("new_chat_members"))
    if added:
        return f"{who} 进群了" if added == [who] else f"{who} 把 {'、'.join(added)} 拉进群"
    left = fields.get("left_chat_member")
    if isinstance(left, Mapping):
        name = str(left.get("first_name", ""))
        return f"{who} 退群了" if name == who else f"{who} 把 {name} 移出群"
    title = fields.get("new_chat_title")
    return f"{who} 把群名改为「{title}」" if title else f"{who} 更新了群"


def _names(people: object) -> list[str]:
    if not isinstance(people, Sequence):
        return []
    return [str(one.get("first_name", "")) for one in people if isinstance(one, Mapping)]


def media(kind: str) -> str:
    """A message without words, in a list of chats."""
    return f"[{_MEDIA.get(kind, '附件')}]"


_MEDIA = {
    "photo": "图片",
    "video": "视频",
    "voice": "语音",
    "document": "文件",
    "sticker": "表情",
    "location": "位置",
    "contact": "名片",
    "poll": "投票",
}


def coming(kind: str, at: datetime, title: str) -> str:
    """What the clock comes to next."""
    clock = dates.stamp(at)
    if kind == "digest":
        return f"{clock} {isolated(title)}的今日一览"
    if kind == "card":
        return f"{clock} 我的待办"
    return f"{clock} {isolated(title)}的下一条消息"
