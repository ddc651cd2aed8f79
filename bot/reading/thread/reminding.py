"""Words that chase what was asked before, and what they cannot speak of."""

import re
from collections.abc import Sequence

from bot.domain.message import Message
from bot.domain.reading import Earlier, Times
from bot.reading.asks.parts import stands_alone
from bot.reading.normalise import normalise
from bot.reading.terms import terms
from bot.reading.thread.chasing import FEW
from bot.reading.thread.objects import named_in
from bot.reading.thread.pointing import target_of
from bot.reading.titles.worth import NOUN, THING

REMIND = re.compile(
    r"(?=[,;。不今倒催册再别到单只名就差截才抓挂据提料时最未材没片的目表账过还\s])(?:"
    r"不要漏|别漏|[表单册账据料片]呢[?!,。]*|只有[^,。]{1,12}(?:交|报|发|填)了|还差|还缺|只差|就差|(?:^|[,。;名单表的])\s*差[一-龥0-9、]{2,14}(?:没|未|$|[,。!\s])|(?:没|"
    r"未|还没)(?:有)?(?:报|交|回|填|发|上报|完成|提交|反馈|接龙|录|统计|送|弄|签)(?:的|上|[,。"
    r"!\s]|$|单位|村|完的)|"
    r"催|挂零|过(?:啦|了|点)|到点了|时间到|最后(?:一天|半天|期限)|再次(?:提醒|强调)|再提醒|"
    r"提醒(?:一下|大家|各|[:,])|别忘|还有[^,。]{0,12}(?:没|未)|没动静|倒计时|只收到|目前[^,。]{0,"
    r"8}\d+(?:份|个|家)|截止哈|今天截止|"
    r"再收收|抓紧(?:报|交|填|啊|了|$|时间)|的[^,。]{1,4}记[到得住](?:[,。!]|$)|"
    rf"(?:材料|名单|表)[^,。]{{0,6}}\d+点啊|{FEW})"
)
# Words that only chase what was asked before, whoever asked it.
CHASES = re.compile(
    r"别忘了?(?:[,。!]|$|[报交填发])|不要漏|别漏|[组村格区]还?[没未](?:报|交|填|发)(?:[,。!]|$)|[表单册账据料片]呢[?!,。]*$|只有[^,。]{1,12}(?:交|报|发|填)了|还差|还缺|只差|就差|差[一-龥0-9、]{2,10}(?:没|未|[,。!]|$)|(?<![逾过到]期)(?:没|未|还没)(?:报|交|回|填|"
    r"接龙|签)(?:的|上)|挂零|过(?:啦|了)[,。!]?$|只收到|再收收|就剩[^,。]{1,8}了|就等[^,。]{1,6}了|[村社区组家]还没有[,。!]?$|(?:材料|名单|表)[^,。]{0,"
    r"6}\d+点啊|截止哈|" + FEW
)


_THINGS = re.compile(rf"{NOUN.pattern}|视频|目录|[审提公]函|疫苗|培训|体检|走访|截图|回执")


def names_another(text: str, other: str) -> bool:
    """Whether a normalised ``text`` names things, and ``other`` speaks of none of them.

    转移人数只收到花园 does not chase the form that was sent last.
    """
    things = {found.group() for found in _THINGS.finditer(text)}
    return bool(things) and not any(thing in other for thing in things)


def whom_it_chases(
    message: Message, text: str, issuer: str | None, before: Sequence[Earlier]
) -> Earlier | None:
    """The notice that a reminder chases: none that speaks of other things or is another body's."""
    target = target_of(message, text, before, loose=True)
    if target is None or target.message.number == message.reply_to:
        return target
    body = f"{target.message.text}\n{target.message.file_name or ''}"
    asked = target.reading.asks[0].issuer if target.reading.asks else None
    others = target.message.sender != message.sender and issuer and asked and issuer != asked
    if others and not THING.search(text):
        return None
    return None if names_another(text, normalise(body).text) else target


def reminds(head: str) -> bool:
    """Whether what stands before several asks says that they were asked before: 提醒:①…②…."""
    return bool(REMIND.search(head))


def names_nothing_own(text: str, times: Times) -> bool:
    """提醒一下,下午3点的会: of something this thread has not seen, and that has no name here."""
    things = named_in(text)
    bare = bool(things) and not things[0].own
    if not bare or len(text) > _SHORT:
        return False
    if REMIND.search(_HEADED.sub("", text)):
        return True  # 还有四个村没发照片,12点截止: that is no ask, whatever it is headed by
    return not stands_alone(text) and not (times.deadline and len(terms(text)) > _LITTLE)


DUE = re.compile("(?<!目)前|截止|[之以]内")
_SHORT = 40
_HEADED = re.compile("(?:再次?)?提醒(?:一下|大家|各|[:,])")
_LITTLE = 6
