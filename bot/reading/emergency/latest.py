"""What is said of a danger that is on: it joins that, and its words are shown beside the alarm."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.message import Message
from bot.domain.reading import Earlier, Times
from bot.reading.emergency.alarm import raises_alarm, warns_off
from bot.reading.emergency.all_clear import told_in
from bot.reading.emergency.incident import incidents, is_apart, of_which, shared, sorts_of
from bot.reading.emergency.over import OfDanger, tells_any_end
from bot.reading.emergency.places import sends_people
from bot.reading.emergency.same_danger import is_elsewhere, is_of_another
from bot.reading.emergency.signs import names_grave_danger
from bot.reading.redact import redact
from bot.reading.speaker.offices import SURNAMES
from bot.reading.thread.memory import said_before
from bot.reading.titles.persons import names_anybody

WORDS = 30
_LONGEST = 160
# How it goes on where there is danger.
_GOES_ON = re.compile(
    "到场|到达|赶到|已到|在路上|出发|预计|封[闭控锁路]|围[蔽挡]|封了|分流|警戒|断流|双向|抢[修险]|处置|稀释|降温|水[枪炮]|清理|监测|采样|流调|送[医去到往]|医院|救[出援治护助]|"
    "打捞|搜[救寻]|控制|扑救|围堰|围油|围井|取水口|关[了闭阀]|断[电气水]|停[电气用止运]|改道|南移|拖[住咗]|抛[咗锚]|靠上|接[缆驳]|明火|复燃|余火|"
    "受伤|伤[员者]|被困|还有|仍|继续|暂时|暂不|先[不别莫]"
)
_ASKS = re.compile(r"[?？]|(?:谁|哪个)(?![也都])|[吗么没](?=[。!]|$)|是不是|听[说讲]|真的假的")
_AWAY = re.compile("撤|转移|疏散|避险|离开|下楼|下来|出来|走南侧|往[^,。;!?]{1,8}[走去跑]|上岸")
_WARNING = re.compile("预警|警报|应急响应|级响应")
# Units are told what to do, or something is wanted: whoever it is for reads the name of a line.
_TO_UNITS = re.compile(
    "各[村镇组网户单]|网格员|民兵|应急队|集合|派[人一二两三四五\\d]|[堵封]上|封死|缺|送[到来]|捐|"
    "把[^,。;!?]{1,12}[拉送搬带堵封拦关抬运开](?:到|来|上|起|住|好|出)"
)
_OFF = re.compile(
    "[莫别勿](?:走|过|去|进|靠近|出|再下|站|来|喝|用|上)|(?:不[准许要得能]|唔好)[^,。;!?]{0,4}[走过进喝用吃出下上靠拢回]|谁也|谁都|停止|停业|停课|停产|停用|[门窗]关[好闭]|关[好闭]门窗|看好|绕行"
)


def joins_danger(message: Message, text: str, before: Sequence[Earlier]) -> Earlier | None:
    """The alarm that one which follows tells more of, without a line of its own: 打119.

    None for what cries of a danger itself, keeps people off or sends them away: they read its name.
    """
    # Whoever is sent somewhere, be it in plain words, reads it as a line: 老人小孩先到小学操场.
    to_people = sends_people(text) or any(
        words.search(text) for words in (_AWAY, _OFF, _TO_UNITS, _WARNING)
    )
    if to_people or raises_alarm(text) or warns_off(text):
        return None
    open_now = incidents(message.sent_at, said_before(message, before))
    its, _ = of_which(message, text, open_now)
    if its is None or is_elsewhere(text, its.cry):
        return None
    if names_grave_danger(text) and not sorts_of(text) <= its.sorts:
        return None
    return its.lines[0]


def tells_more(
    message: Message, text: str, before: Sequence[Earlier], *, official: bool
) -> OfDanger | None:
    """The alarm still on that a message tells how things stand with.

    It says so in words of its own of a thing that was named, or as a reply; by an ``official`` or
    one who told of the danger.
    """
    before = said_before(message, before)
    if not any(one.reading.alarm for one in before) or len(text) > _LONGEST or _ASKS.search(text):
        return None
    its, named = of_which(message, text, incidents(message.sent_at, before))
    if its is None or not (official or its.heard(message.sender)) or is_apart(text, its):
        return None
    relief = tells_any_end(text)
    warned = _WARNING.search(text) and not _WARNING.search(its.cry)
    if warned or not (relief or sorts_of(text) <= its.sorts):
        return None
    if not relief and (not _GOES_ON.search(text) or _WANTS.search(text)):
        return None
    of_it = shared(text, its.all) if named else 0
    told = its.heard(message.sender) and (relief or named)
    if not (told or of_it >= (1 if relief else _SURELY) or _OF_DANGER.search(text)):
        return None
    lines = [one for one in its.lines if not is_of_another(text, told_in(one))]
    best = max(lines, key=lambda one: shared(text, [one]), default=None)
    return OfDanger(alarm=best, over=False, known=its.heard(message.sender)) if best else None


def is_of_danger(text: str) -> bool:
    """Whether a text tells of a danger in words that are said of nothing else."""
    return bool(_OF_DANGER.search(text))


def is_no_ask(times: Times, text: str, now: datetime) -> bool:
    """Whether a message of a danger wants nothing by another time; relief may come within hours."""
    at = times.starts_at
    hoped = at is not None and (at - now <= _SOON or _HOPED.search(text))
    soon = at is None or (bool(hoped) and tells_any_end(text))
    return times.deadline is None and soon


_SOON, _SURELY = timedelta(hours=3), 2
_HOPED = re.compile("预计|估计|争取|力争|恢复")
# What is said of dangers alone, of whichever one is on.
_OF_DANGER = re.compile(
    "险情|明火|余火|复燃|火势|抢险|封堵|管涌|围井|围堰|搜救|伤员|被困|打捞|稀释|倒罐"
)
# What is wanted, or called off, is another matter: the visit on Thursday is off.
_WANTS = re.compile(
    "请(?!放心|大家放心)|通知[:,]|务必|缺|谁|取消|推[迟到]|改期|写[一个份完]|写经过|专报|上报|报送|"
    "登记|统统|每[天日]|申请|填"
)


def latest_words(text: str) -> str | None:
    """The beginning of normalised ``text`` as it may be shown beside an alarm, masked, at most
    WORDS letters in whole clauses; None where it tells nothing of how things stand, or of nobody
    but private persons.
    """
    if _ASKS.search(text) or not (tells_any_end(text) or _GOES_ON.search(text)):
        return None
    parts = [part.strip() for part in re.split(r"[,。;!?\s]+", redact(text)) if part.strip()]
    kept = [part for part in parts if not (_names_one(part) or _HEAD.fullmatch(part))]
    words = ""
    for part in kept:
        longer = f"{words},{part}" if words else part
        if len(longer) > WORDS:
            break
        words = longer
    if not words and kept:
        words = kept[0][: WORDS - 1] + "…"
    return words or None


def _names_one(words: str) -> bool:
    return names_anybody(words) or bool(_SOMEBODY.search(words) or _PRIVATE.search(words))


# How old, sick or poor somebody is tells who they are.
_PRIVATE = re.compile(
    r"^[男女]性?$|\d{1,3}岁|低保|贫困户|特困|五保|残疾|精神病|艾滋|癌|衰竭|高血压|心脏病|糖尿病|癫痫|"
    "吸毒|戒毒|刑满|出狱|怀孕|孕妇|自杀|轻生|喝药|喝农药"
)


_SOMEBODY = re.compile(
    rf"[{SURNAMES}老小][一-龥]{{0,2}}(?:奶奶?|爷爷?|婆婆?|大爷|大妈|阿姨|叔叔?|婶|嫂|姐|哥|伯|老汉|娘|某)|阿[一-龥]|"
    rf"我[家孙儿女妈爸爷奶老]|(?:^|[除把给让被叫])[{SURNAMES}]家|[叫是][{SURNAMES}小][一-龥]{{1,2}}$"
)
_HEAD = re.compile(
    "(?:紧急|最新|险情)?(?:情况)?(?:通报|通知|提醒|消息|进展)?:?|收到|好的|各位|大家好?|@.*"
)
