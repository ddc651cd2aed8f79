"""What the words beside a time settle, whatever is weighed: the sender's own doings, orders."""

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.reading.deadline import closing
from bot.reading.deadline.agents import is_receipt
from bot.reading.deadline.asides import is_remark
from bot.reading.deadline.candidates import Mark
from bot.reading.deadline.reads import Around, Read, Role
from bot.reading.deadline.signed import is_signed
from bot.reading.deadline.verbs import ASK

_DUE = (Role.DEADLINE, Role.WEAK)
# 周五前我再改一遍: work on one's own paper, not the gathering or checking of what others hand in.
_OWN_WORK = re.compile(
    "(?:之?前)?我(?:自己|个人|这边|先|再|还|会|要|得|抽空|抓紧|尽量|争取|来|去|把[^,。;]{1,8}){1,4}"
    "(?:[^,。;报交发收齐查验抽看导汇关锁]{0,3})(?:改|润|顺|写|补|捋|誊|打磨|完善|斟酌|琢磨|校|核一?遍|过一?遍|跑一?[趟次]|理)"
    "(?![^,。;]{0,6}[你大各])"
)
# 我个人打算读三本书,月底前读完.
_OWN_PLAN = re.compile(
    "(?:^|[,:;本这])[^,:;]{0,3}我(?:个人|自己)?(?:打算|准备|计划|想)[^。;!?]{0,16}$"
)
_TO_READERS = re.compile("请|务必|必须|各|大家|你|给我|报我|发我|交我")
# 周末愉快,周一见; 我16号去培训,17号回.
_SEE_YOU = re.compile("再?见[!~吧啦哈哦啊]*")
_BACK = re.compile("(?:才|再|就|能)?回(?:来|去|村|家|单位|岗)?")
_AWAY = re.compile("去|出差|外出|培训|学习|请假|不在")
_WISHES = re.compile("愉快|快乐|再见|辛苦|晚安|开心")
# 钥匙交综合办,5点半锁门.
_HURRIED = re.compile("趁早|赶[紧早快]|抓紧|麻利")
_LOCKED_UP = re.compile("(?:我?就|准时)?(?:下班|关灯)?(?:锁门|落锁|清场|拉闸|贴封条)(?=[,。;!]|$)")


# 报名时间:即日起至10月24日: a form says what the time is for.
_LABELLED = re.compile(
    "(?:报名|申报|报送|上报|提交|填报|交[表件稿]|缴费|投稿|征集|征稿|反馈|受理申请|完成|整改|截止|办结)"
    "(?:的?(?:起止|截止))?(?:时[间限]|日期|期限)(?:[:为是]|定在|定于)?[(“]?$"
)


# 关于3月20日召开低保工作会的通知: all that a bare document tells of its time.
_HEAD = re.compile("(?<!《)关于(?:在|于)?$")
_HEADED = re.compile(
    "(?:(?P<held>召开|举[行办]|开展|组织)|[上填]?报送?|提交|完成)(?!的)"
    "(?:(?!改期|取消|延期|推迟|精神|情况)[^,。;])*的[\u4e00-\u9fff]{0,2}通知[^\u4e00-\u9fff,。;]*"
)


# 气象台5时35分发布暴雨橙色预警信号: when something was issued.
_ISSUED = re.compile(
    "(?:[^,。;]{0,6}(?:气象|水文|水利|应急|地震)[^,。;]{0,4})?(?:[^,。;]{0,4}(?:升级|更新|继续|联合))?"
    "(?:发布|签发|解除|变更)(?=[^,。;]{0,16}(?:预警|警报|响应|预报))"
)


# 周末要预审: what who asks will do with it.
_LOOKED_OVER = re.compile(
    "(?:我们?)?(?:就|还|再|统一)?要(?:预审|[初复会终]审|审核|把关|[过上]会)(?:了)?(?=[,。;!]|$)"
)


def settled(reads: Iterable[Read]) -> tuple[Read, ...]:
    """The reads of a text, those with such words in the role that they tell."""
    return tuple(_settled(read) for read in reads)


def _settled(read: Read) -> Read:
    role = _role(read)
    return read if role is read.role else replace(read, role=role, first=role)


def _role(read: Read) -> Role:
    candidate, here = read.candidate, read.here
    if candidate.every:
        return read.role
    if candidate.mark is Mark.NONE and _LOOKED_OVER.match(here.after):
        return Role.OTHERS
    if read.role in _DUE and is_signed(candidate, here):
        return Role.NOTHING
    if candidate.clock and candidate.mark is Mark.NONE and _ISSUED.match(here.after):
        return Role.NOTHING
    if candidate.day and _HEAD.search(here.before) and (head := _HEADED.fullmatch(here.after)):
        return Role.EVENT if head["held"] else Role.DEADLINE
    if closing.ALL_DONE.match(here.after) and closing.is_ahead(candidate):
        return Role.DEADLINE
    if candidate.day and _LABELLED.search(here.before) and read.role in (Role.OTHERS, Role.EVENT):
        return Role.DEADLINE
    if candidate.clock and _LOCKED_UP.match(here.after):
        wanted = ASK.search(here.sentence_before) or _HURRIED.search(here.sentence_after)
        return Role.DEADLINE if wanted else read.role
    if read.role in _DUE and (is_remark(candidate, here) or _is_own(here)):
        return Role.OTHERS
    return read.role


def _is_own(here: Around) -> bool:
    if _SEE_YOU.fullmatch(here.after) and _WISHES.search(here.sentence_before):
        return True
    if _BACK.fullmatch(here.after) and _AWAY.search(here.sentence_before):
        return True
    if _OWN_WORK.match(here.after):
        return True
    if _TO_READERS.search(here.after):
        return False
    return is_receipt(here) or bool(_OWN_PLAN.search(here.sentence_before))
