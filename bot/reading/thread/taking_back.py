"""Few words that take an earlier notice back or move it: 名单不用报了, 低保那个延到周五."""

import re
from collections.abc import Sequence

from bot.domain.message import Message
from bot.domain.reading import Earlier, Relation, Times, What
from bot.reading.kinds.excusing import NEED_NOT, without_excused
from bot.reading.kinds.kind import CANCEL, MOVE, calls_off
from bot.reading.terms import terms
from bot.reading.thread.another import bears_another_mark
from bot.reading.thread.memory import replied_to
from bot.reading.thread.objects import Named, named_in
from bot.reading.thread.pointing import previous_notice, target_of

_LONGEST = 40
_ASKS = re.compile(
    r"[??吗呢]|吧\s*[,。!]?$|能不能|能否|可不可以|可以|要不要|是不是|申请|听说|希望|建议"
)
_OWN = re.compile(r"^(?:我|咱|俺|本村|我们)")
_END = r"[哈啊哦噢吧]?(?=[,。;!\s]|$)"
# 台账先停一下, 不用更新了: said of what was asked it calls that off, whatever is to be done.
_STOPS = re.compile(
    "(?=[不停先册办单开总报搞数方无暂材照用甭稿等莫表账黄])(?:"
    rf"黄了{_END}|"
    rf"(?:先|暂时?)(?:停|缓)(?:[一下缓停]{{1,2}})?了?{_END}|停一[停下]|暂停了?{_END}|"
    rf"先[搁放摆](?:[到着下起]|一搁|一放)了?{_END}|暂不(?:开展|组织|举[行办]|召开|报送|上报|执行|实施|安排|填报|评选)|"
    rf"等通知再[报交填做弄搞办]|(?:开|办|搞)不成了?{_END}|"
    rf"先?{NEED_NOT}(?!再?[谢急怕担客催回管问等停愁慌改])再?[^,。;!不]{{0,4}}了{_END}|"
    rf"先不(?:用|必|要)(?![谢急怕担客催回管问等停愁慌改])[^,。;!不]{{1,4}}{_END}|"
    rf"先别[报交填弄做搞整](?![错漏重])|(?:不要|莫)再?[报交填写弄做搞来]了{_END}|不[交填弄搞做办评整]了{_END}|"
    rf"(?:报告|总结|材料|[表册单账稿]|数据|照片|方案)[^,。;!]{{0,8}}(?:不要|免)了{_END}"
    ")"
)
# Without any of these letters nothing is called off or put off.
_MAY_STOP = re.compile("[废终停除消回不无免缓放等搁摆别莫甭黄]")
# 会不开啦, 表不要报了哈
_LE = re.compile("[啦喽咯嘞]")
# 不用报了?谁说的
_ASKED_BACK = re.compile(r"(?:不用|不必|无需|不需要?)[^,。;!?]{0,4}(?:[?]|了?吗)")
# 材料不用打印了,发电子版就行: done in another way.
_OTHERWISE = re.compile("就行|就可以|就好|即可|改[为成用]|直接[报交发送传给]")


def stops(text: str) -> bool:
    """Whether normalised ``text``, said of what was asked, calls it off or puts it off."""
    if not _MAY_STOP.search(text):
        return False
    text = _LE.sub("了", _ASKED_BACK.sub(" ", text))
    if calls_off(text):
        return True
    return bool(_STOPS.search(without_excused(text))) and not _OTHERWISE.search(text)


def takes_back(
    message: Message, text: str, times: Times, before: Sequence[Earlier]
) -> Earlier | None:
    """The notice of the thread that this short normalised text withdraws or moves, if it does.

    Whether whoever says it may do so is for the caller to decide.
    """
    withdrawn = last_withdrawn(message, text, before)
    if withdrawn:
        return withdrawn
    if len(text) > _LONGEST or not MOVE.search(text):
        named = _moved_by_name(message, text, times, before)
        if named or len(text) > _LONGEST:
            return named
    moves = (times.deadline or times.starts_at) and MOVE.search(text)
    if not moves and not stops(text):
        return None
    if _ASKS.search(text) or _OWN.search(text):
        return None
    return target_of(message, text, before, loose=False) or subject_of(message, text, before)


def subject_of(message: Message, text: str, before: Sequence[Earlier]) -> Earlier | None:
    """The one notice of a message's sender that is called by all the words which a normalised text
    calls off: 挖渠的事先搁到,挖机坏了.
    """
    clause = next((one for one in _CLAUSE.split(text) if stops(one)), "")
    found = _STOPS.search(_LE.sub("了", clause)) or CANCEL.search(clause)
    words = terms(_MATTER.sub(" ", clause[: found.start()])) if found else frozenset()
    held = [
        one
        for one in before
        if one.message.sender == message.sender
        and one.reading.what is What.NOTICE
        and one.reading.relation is Relation.FIRST
        and len(one.reading.asks) == 1
        and words <= terms(one.reading.asks[0].title)
    ]
    return held[0] if words and len(held) == 1 else None


_CLAUSE, _MATTER = re.compile(r"[,。;!\s]+"), re.compile("[的那这][个件]?(?:事情?|活儿?|工作)?$")
# 上一条发错群了,请忽略; 上面那条作废.
_LAST_ONE = re.compile(
    r"(?=[!,。上不刚前发对我抱撤\s])(?:"
    r"(?:^|[,。!\s])(?:上(?:面|边)?|前面?|刚才?|刚刚)(?:发)?的?(?:这|那|一)?(?:条|个通知)(?:消息|通知|信息)?"
    r"[^,。;!]{0,4}?(?:作废|撤回|发错|不算|忽略|无效|当没)|^(?:不好意思|抱歉|对不起|撤回)?[,。!]?发错(?:了?群|地方)|"
    r"(?:^|[,。!\s]|不好意思|抱歉|对不起|我)发错了?[,。!\s]*(?:请|大家|各位|都)*(?:忽略|不[用要]管|别管|不[用要]理|当没|无视)"
    "(?![^,。!]{0,8}(?:[图照]片|图|表|文件|链接|语音|视频|号码|附件))"
    ")"
)
_LAST_WITHIN = 12 * 60


def last_withdrawn(message: Message, text: str, before: Sequence[Earlier]) -> Earlier | None:
    """The notice that its sender said last of all, where short normalised ``text`` withdraws it."""
    short = len(text) <= _LONGEST and _LAST_ONE.search(text)
    return previous_notice(message, before, _LAST_WITHIN) if short else None


def without_last_one(text: str) -> str:
    """What normalised ``text`` says beside that it withdraws what its sender said last."""
    return _LAST_ONE.sub(" ", text)


# 慰问方案我来写,你们不用报材料: told of what its sender does, no ask.
_MYSELF = re.compile(
    r"我们?(?:自己)?来(?:写|做|弄|报|填|统计|汇总|整理|准备|安排)[^。;!\n]{0,8}?"
    r"(?:你们|大家|各位|各[一-鿿]{1,3})(?:就|都)?(?:不用|不必|无需|不需要?)(?:再)?[报交写做填弄]"
)
_WANTS = re.compile("请|务必|必须|抓紧|尽快")


def does_itself(message: Message, text: str, times: Times, before: Sequence[Earlier]) -> bool:
    """Whether a sender only says to do himself what this thread has not been asked for."""
    if times.deadline or times.starts_at or _WANTS.search(text) or not _MYSELF.search(text):
        return False
    return target_of(message, text, before, loose=False) is None


def takes_back_nothing(
    message: Message, text: str, times: Times, before: Sequence[Earlier]
) -> bool:
    """Whether bare words that call something off (这个不用报了) answer what was no notice."""
    del times
    replied = replied_to(message, before)
    if replied is None or replied.reading.what is What.NOTICE:
        return False
    return not terms(text) and stops(text)


def _moved_by_name(
    message: Message, text: str, times: Times, before: Sequence[Earlier]
) -> Earlier | None:
    """The one notice due ahead that asks what ``text`` names and wants earlier.

    进度表要提前报,请各村改在22日上午10点前给我. Of two that ask it neither is sure.
    """
    moves = len(text) <= _NAMED_LONGEST and _MOVED.search(text)
    named = tuple(one for one in named_in(text) if one.own)[:1]
    if not moves or times.deadline is None or not named or _ASKS.search(text):
        return None
    held = [one for one in before if _asks(one, message) and _holds(one, named[0])]
    if len(held) != 1 or bears_another_mark(message, text, held[0]):
        return None
    months = set(_MONTH.findall(text)), set(_MONTH.findall(held[0].message.text))
    if all(months) and months[0].isdisjoint(months[1]):
        return None
    old = held[0].reading.asks[0].times.deadline
    sooner = old is not None and times.deadline < old
    return held[0] if sooner else None


def _holds(earlier: Earlier, thing: Named) -> bool:
    """Whether an earlier notice says nearly all of a thing's name."""
    told = earlier.reading.terms.union(*(terms(ask.title) for ask in earlier.reading.asks))
    return len(thing.own & told) >= _NEARLY * len(thing.own)


def _asks(earlier: Earlier, message: Message) -> bool:
    """Whether an earlier notice asks one thing of its own that is still ahead."""
    asks = earlier.reading.asks
    if earlier.reading.what is not What.NOTICE or len(asks) != 1:
        return False
    due = asks[0].times.deadline
    first = earlier.reading.relation is Relation.FIRST
    return first and due is not None and due > message.sent_at


_NAMED_LONGEST, _NEARLY = 90, 0.75
_MONTH = re.compile(r"(\d{1,2})月份")
_MOVED = re.compile("改[在到为]|(?<!能)提前(?:报(?!名)|[收交要])")
