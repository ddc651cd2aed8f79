"""What a notice says is not so, a rumour denied: nobody may read it as news."""

import re
from collections.abc import Sequence

from bot.domain.message import Message
from bot.domain.reading import Earlier, Times
from bot.reading.emergency.signs import is_hearsay
from bot.reading.normalise import normalise
from bot.reading.sorting.signs import asks_something
from bot.reading.titles.fitting import LONGEST, fitted
from bot.reading.titles.persons import names_anybody
from bot.reading.titles.shown import shown_of

_FALSE = (
    r"(?:(?:均|都|全|纯|皆)?(?:系|为|是|属于?)(?:一?[条则个])?(?:[^,。;!?]{0,4}的)?(?:谣言|谣传|不实|虚假|假(?:的|消息|信息|新闻|通知|视频)|误传|讹传|造谣|"
    r"瞎编|编造|子虚乌有|无中生有|瞎[传说]|乱[传说])|并?(?:不属实|不真实|非事实|不是真的|不实(?=[,。;!]|$))|"
    r"(?<!有)没(?:[有得])?(?:的事|[这那]回?[个件]?事|影)|子虚乌有|无中生有|纯属[^,。;!?]{0,4}(?:谣|虚|编|误))"
)
_VERDICT = re.compile(_FALSE)
# That it is told of as a rumour: 举报不属实 alone is what an inquiry found.
_RUMOUR = re.compile(
    r"[网坊外]上?[^,。;!?]{0,4}传|流传|传言|传闻|谣|[瞎乱别勿莫再]传|不要?(?:再)?(?:信|传|转)|[别莫勿](?:再)?(?:听|信|转)|传播|听信|相信|"
    r"有人[传说讲]|群里?[^,。;!?]{0,6}[传转]|朋友圈|抖音|短视频|小视频|没(?:有)?的事|没(?:有)?[这那]回?[个件]?事|没影"
)
_FRAUD = re.compile("骗|诈|冒充|二维码|链接|刷单|验证码")
_QUOTED = re.compile('[“"「『]([^”"」』]{3,40})[”"」』]')
# 网传…, 关于群里转发的…: how it went round.
_LEAD = re.compile(
    r"^.*?(?:(?:近[日期]|今[天日早]|最近|目前)?,?(?:针对|关于|对于?)?(?:[网坊外群][^,。;!?]{0,8}?(?:流传|在传|转发|[传转说])|有人(?:在)?(?:[传说讲]|造谣)|听(?:人|别人|大家|谁|住户|群众|他们)?(?:说|讲|闻)|传言|传闻|辟谣|澄清|谣言)(?:的|着|说|称|要)?[:,]?)+"
)
# 经与供电公司核实, 大家问的: by whom it was found out, and what goes on before.
_FOUND_OUT = re.compile(
    r"(?:经|据|已|向|与|和)[^,。;!?]{0,14}(?:核[实查]|了解|确认|查证|求证|调查)[^,。;!?]{0,4}$"
)
_ENDS = re.compile(
    r"(?:的)?(?:相关)?(?:消息|传言|说法|信息|言论|视频|图片|传闻|内容|帖子|事情?|情况)?[,。]?(?:[这那此]|以上|上述|完全|根本|目前|现在|已)?[,]?$"
)
_ASKED = re.compile(
    r"[,。]?(?:是不是真的|是真的[吗么]?|真的(?:假的|吗)|有没有[这那]?回?事|是不是|对不对|[吗么呢吧哦啊呀嘛])*"
    r"[?!。]*$"
)
_BARE = re.compile(
    rf"(?:@\S{{1,8}}\s)?(?:[这那都全])?(?:个)?(?:{_FALSE}|(?:假[的嘅]|谣言|没得|不是的?|唔系|冇(?:呢|嘅|咁|的|这)[^,。!]{{0,3}}事)(?=[!,。\s]|[一-龥]{{2}}[,。!])|"
    r"[乱瞎胡](?:[说传讲][啦的啊]?)(?=[!,。\s])|"
    "(?:大家)?(?:[莫别勿]|不要)(?:再|去|听[^,。!]{0,4})?[乱瞎胡][说传讲])"
)
_DO = re.compile("请(?!大家|勿|不|广大)|务必|各[村镇乡社网组单]|通知到|[上报]报")
_ASKED_WITHIN, _LONGEST = 3, 40


def denied(text: str, before: Sequence[Earlier]) -> str | None:
    """What is told of in normalised ``text``, or was asked just before it, and denied there, as a
    title that says so; None where nothing is.
    """
    claim = _claim_before(text, before) or _claim_in(shown_of(text))
    if claim is None:
        return None
    # 的王强吸毒: before that stood a number of his.
    if names_anybody(claim) or claim.startswith("的"):
        return f"{_HEAD}{_OF_SOMEBODY}{_TAIL}"
    room = LONGEST - len(_HEAD) - len(_TAIL)
    claim = _REASON.sub("", claim) or claim
    first = claim.split(",")[0].removesuffix("了")
    said = fitted(first if len(claim) > room >= len(first) > _LONGER else claim)
    if len(said) <= room and not said.endswith("…"):
        return f"{_HEAD}{said}{_TAIL}"
    return f"{_HEAD}{said.rstrip('…')[: room + 1]}…"


# 因为沙尘,明天停课: it is that schools are shut that is not so.
_REASON = re.compile("^(?:因为?|由于|鉴于)[^,]{1,16},")
_HEAD, _TAIL, _OF_SOMEBODY = "辟谣:", "不实", "关于个人的传言"
_LONGER = 3


def denies_asked(text: str, before: Sequence[Earlier]) -> bool:
    """Whether normalised ``text`` denies what was asked or passed on just before it."""
    return _claim_before(text, before) is not None


def is_denial(title: str) -> bool:
    """Whether a title is that of a denial."""
    return title.startswith(_HEAD)


def only_denies(text: str) -> bool:
    """Whether a denial asks nothing but not to believe what is said."""
    return not _DO.search(text)


def denies_nothing(message: Message, text: str, times: Times, before: Sequence[Earlier]) -> bool:
    """Whether bare words that deny something (没有的事,别瞎传) tell not what."""
    del message
    bare = _BARE.match(text) and len(text) <= _LONGEST and only_denies(text)
    timed = times.deadline or times.starts_at
    return bool(bare and _RUMOUR.search(text)) and not timed and denied(text, before) is None


def only_wonders(message: Message, text: str, times: Times, before: Sequence[Earlier]) -> bool:
    """Whether a text passes on what people say, and asks no more than if it is so."""
    del times, before
    return not message.forwarded_from and bool(_HEARD.match(text) and _IS_IT_SO.search(text))


_HEARD = re.compile(
    "(?:(?:我|刚|刚刚|今天|昨天)?听(?:人|别人|他们|群众|大家|哪个)?(?:家|些)?[说讲]|有人[传说讲]|"
    "(?:外头|外面|群众|到处|街上)[^,。;!?]{0,4}[都在][传说讲])"
)
_IS_IT_SO = re.compile(
    "(?:是不是(?:真的|这样|哦|哟|啊|嘛)?|(?:是)?真的(?:假的|吗|么|不)?|有没有[这那]?回?事|吗|么)[哦哟啊呀嘛呢喔]*(?:[?!。]*$|[?])"
)


def _claim_in(text: str) -> str | None:
    verdict = _VERDICT.search(text)
    if verdict is None or not _RUMOUR.search(text) or _FRAUD.search(text):
        return None
    sentence = max(text.rfind(stop, 0, verdict.start()) for stop in "。;!?\n") + 1
    said = text[sentence : verdict.start()]
    quoted = _QUOTED.search(said)
    if quoted:
        return quoted[1].strip(" ,。!?")
    kept = [part for part in said.split(",") if part and not _FOUND_OUT.search(part)]
    claim = _ENDS.sub("", _LEAD.sub("", ",".join(kept))).strip(" ,:")
    return claim if len(claim) >= _LEAST else None


_LEAST = 2


def _claim_before(text: str, before: Sequence[Earlier]) -> str | None:
    """What was asked or passed on just before a bare denial."""
    if not _BARE.match(text):
        return None
    for earlier in before[-_ASKED_WITHIN:]:
        said = normalise(earlier.message.text[:200]).text
        if said and (is_hearsay(said) or (asks_something(said) and _RUMOUR.search(said))):
            first = re.split(r"(?<=.{6})[?。!]", shown_of(said))[0]
            claim = _ASKED.sub("", _LEAD.sub("", _told_of(first))).strip(" ,:。!?个")
            return claim if len(claim) >= _LEAST else None
    return None


# 有两个骑摩托的偷娃儿 是不是真的哦 吓人: what is wondered at is what comes before.
_WONDERS = re.compile(r"[,\s]+(?:(?:这|那)?是不是真的|真的假的|是真的吗|好?吓人|怕人).*$")


def _told_of(said: str) -> str:
    said = _WONDERS.sub("", said)
    parts = [one for one in re.split(r"\s+", said) if one]
    heard = next((at for at, one in enumerate(parts) if _SAY.search(one)), None)
    return parts[heard + 1] if heard is not None and heard + 1 < len(parts) else said


_SAY = re.compile("(?:人|都|在|些)(?:在|都)?[说传讲]$|听[人别谁]?[们人]?[说讲]$")
