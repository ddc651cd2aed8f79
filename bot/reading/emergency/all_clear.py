"""What says that an emergency of the thread is over: 火灭了, 人找到了, 红色预警已经解除."""

import re
from collections.abc import Collection, Sequence
from datetime import timedelta

from bot.domain.message import Message
from bot.domain.reading import Earlier
from bot.reading.emergency.same_danger import is_of_some, may_be_of
from bot.reading.emergency.signs import dangers
from bot.reading.normalise import normalise

_LONGEST = 100
_ANY, _LIFTED, _ROAD, _HOME, _NAMED = "any", "lifted", "road", "home", "named"
_MENDED, _DRAINED = "mended", "drained"
_PERSON = "(?:人|娃|孩子?|老人|被困的?)[^,。;!?]{0,4}"
_PASS = "(?:走|过(?:人|车|路)?|通行|通车)"
_CALLED_OFF = "(?:终止|结束|撤销|取消)"
# By the sort of danger: 表找到了 ends no fire, and 值班表都出来了 ends nothing.
_OVER = {
    "fire": re.compile(
        "(?=[!,;。已火灭都])(?:"
        r"火情?[^,。;!?]{0,6}(?:灭了|扑灭|熄了|打灭)|(?:^|[,。;!])灭了|"
        r"(?<!\d)(?:已经?|都)(?:[扑打浇][灭熄]?|[灭熄])了?(?=[,。!]|$)"
        ")"
    ),
    "gas": re.compile(
        r"(?:阀门?|总闸)[^,。;!]{0,4}关[^。;!?]{0,10}无人?(?:员)?[伤被]|"
        r"(?:气|管道?|阀门?|漏点|接口)[^,。;!?]{0,6}(?:修[好复]|换好|堵[上好住])[^。;!?]{0,12}"
        r"测[^,。;!?]{0,6}(?:合格|正常|达标)"
    ),
    # 赶跑了 is none: it may come back.
    "attack": re.compile(
        r"(?:狗|猪|蛇|象|蜂窝?|牛|猴|歹徒|凶手|嫌疑人|男子)[^,。;!?]{0,6}"
        r"(?:打[到死倒]|[抓捉逮捕套][到住获走]|制服|控制住|击毙|摘[掉除])了(?![一两二几\d])"
    ),
    _DRAINED: re.compile(r"(?:泄洪|放水|排涝)[^,。;!?]{0,4}(?:结束|停止|完毕)"),
    "missing": re.compile(
        "(?=[人娃孩找捞接老联被进靠])(?:"
        rf"(?:{_PERSON}|^)(?:找到|找着|捞上来|接到)了|联系上了|进港了|靠岸了"
        ")"
    ),
    _ANY: re.compile(
        rf"(?:{_PERSON}|^都?)(?:救出来?|救下来|出来)了|脱险|得救|没有?险情|虚惊一场|是虚惊|"
        r"险情[^,。;!?]{0,6}(?:排除|解除)"
    ),
    _MENDED: re.compile(r"(?:抢修|处置|抢险|排险)[^,。;!?]{0,3}(?:完毕|完成|结束)"),
    _LIFTED: re.compile(
        r"(?:警报|预警|响应|警戒)[^,。;!?]{0,14}?解除|"
        rf"(?:警报|预警|响应)[^,。;!?]{{0,12}}?{_CALLED_OFF}了?(?=[,。;!]|$)|"
        rf"(?:解除|{_CALLED_OFF})[^,。;!?]{{0,16}}?(?:警报|预警|响应|警戒)"
    ),
    _ROAD: re.compile(
        r"恢复(?:正常|双向|全线|全部)?(?:通行|通车|交通)|(?:路|桥)[^,。;!?]{0,6}(?:抢通|打通|畅通)|"
        r"(?:全线|双向|全部)(?:抢通|通行|通车)|"
        # 漫水桥水退下去了 可以走了, 老井坎可以走了; but who was at a meeting 可以走了.
        r"(?:[路桥段坝坎坡湾沟口]|水[^,。;!?]{0,4}退[^,。;!?]{0,3}了)[^。;!?]{0,10}?"
        rf"(?<![人们家会])可以(?:正常|放心)?{_PASS}了"
    ),
    _HOME: re.compile(
        r"(?:群众|居民|村民|住户|乡亲|人员|老人|大家|学生|业主|的人)[^,。;!?]{0,6}"
        r"(?:可以?|能|有序|陆续|放心|安全|已经?|都)[^,。;!?]{0,4}"
        r"(?:返回|返家|返村|回家|回屋|回去|搬回)(?![^,。;!?]{0,4}[取拿收喂看])"
    ),
    # 小宝找到了: by the name that the alarm tells.
    _NAMED: re.compile(
        r"(?P<who>[一-龥]{2,5}?)(?:已经?|都|被|安全|平安){0,3}(?:(?:找到|找着|寻到|接到)了|(?<![再才能要就])(?:到|回)家了?(?=[,。!]|$))"
    ),
}
# What an alarm must speak of for its end to be told so.
_SPOKEN_OF = {
    _ROAD: re.compile("路|桥|通行|交通|塌方|[莫别][走过]|不[准许要][走过]"),
    _HOME: re.compile("撤|转移|疏散|避险|离开|下楼"),
    _LIFTED: re.compile("预警|警报|响应|警戒|险|撤|转移|疏散|避险"),
    _MENDED: re.compile("[漏断裂塌倒爆]|泄(?!洪)|故障|起火|着火|触电"),
    _DRAINED: re.compile("泄洪|放水|开闸|涝|积水"),
}
_NOT_YET = re.compile(
    r"还(?!好)|仍|继续|余火|复燃|没(?!事|有?险情|有?人)|未|正在|不|[?吗]|演练|如果|要是|若|一旦|"
    r"(?:等|待|直[到至])[^,。;!?]{0,14}(?:再|方|才|就|解除|结束|恢复|通知)|才[能可]|白天|"
    "[莫别](?:走|过(?!来看|去看)|出门|靠近)|再等|等等|稍等|耐心等|[明后][天日早晚][^,。;!?]{0,6}(?:可以|能|解除|结束|终止|撤销)|"
    "除了?[^。;!?]{1,8}(?:以?外|其[他它余])|其[他它余][^,。;!?]{0,3}(?:等|先|再|暂|待)|另[一外]?[名个条头只处位]|"
    # Said by others, denied, or not sure; not for all; or some are to stay where they are.
    r"谣|听说|核实(?![^,。;!?]{0,6}[灾损户数])|[邻隔][县镇乡村壁]|吧(?=[?。]|$)(?<!去吧)(?<!家吧)|一半|多半|大半|基本(?!恢复)|待命|先[待等留]|原地(?!安置)|"
    r"(?:妈妈?|爸爸?|父母|家[长属人]|亲属)[^,。;!?]{0,3}联系上|"
    r"(?:解除|终止|结束|扑灭|排除|恢复(?:通[行车]|正常)?)(?:之|以)?[前后时]|"
    # 红色预警降为橙色, 解除红色预警,发布橙色预警: another one is on instead.
    r"[红橙黄蓝ⅠⅡⅢⅣ一二三四]色?级?[^,。;!?]{0,6}[降调改转变][^,。;!?]{0,3}[为至成到发]|[降调改转变]更?[为至成到发][^,。;!?]{0,6}[红橙黄蓝ⅠⅡⅢⅣ一二三四][色级]|"
    r"(?:发布|启动|升级)(?!的)[^,。;!?]{0,14}(?:预警|警报|响应)|(?:预警|警报)[^,。;!?]{0,4}生效|半幅|单[向边]|部分|"
    rf"(?:行人|小车|[摩电三][托动轮][^,。;!?]{{0,2}})[^,。;!?]{{0,3}}(?:可以?|能){_PASS}|"
    "[快要](?:[扑打浇]?[灭熄]|退|修好|通了)|(?:什么时候|几时|何时|多久)[^,。;!?]{0,4}(?:解|结|恢|通)|(?:解除|结束)[^,。;!?]{0,2}再通知|假的|"
    r"(?:预计|将(?=于|会|在|要|陆续|逐步|解除)|拟|可能|争取|力争|有望|即将|尽快)[^,。;!?]{0,14}(?:解除|结束|恢复|扑灭|返回|通)"
)
# 3号楼险情解除,5号楼又漏气了: one danger ends and another begins.
_ANEW = re.compile(
    r"[又再还](?:来|跑|出现|有)[^,。;!?]{0,6}[一两二三几\d][条头只个处]|"
    r"(?:立即|马上|立刻|赶紧|赶快|快|火速|全部|连夜)[^,。;!?]{0,12}(?:转移|撤(?![回销])|避险|疏散|跑|离开|[往到][^,。;!?]{1,6}[走去])|"
    r"[又再](?:次)?[^,。;!?]{0,6}(?:火|着了|漏|塌|垮|涨|裂|险)|新的?(?:险情|火点|漏点)|快来人|救命|救护车|重伤|伤得|昏迷|"
    r"(?:发现|出现)(?!的)[^,。;!?]{0,8}(?:漏|泄|裂|塌|垮|渗|火|险情)"
)
# No harm was done, nothing else is wrong: it goes on no more for that.
_HARMLESS = re.compile(
    r"未来|(?:看|查)[^,。;!?]{0,8}有没有[^,。;!?]{0,8}|不用再?(?:担心|慌|怕|来|去|过来|找|转移|撤|绕)|不必[^,。;!?]{0,4}(?:担心|慌)|不再|"
    r"没烧[^,。;!?]{0,6}|(?:没有?|[无未])(?:再|人)?(?:发现|发生|造成|出现|检测到|测到|检出|见)?[^,。;!?]{0,6}?"
    r"(?:伤|亡|泄漏|漏气|异常|危险|隐患|被困|明火|损失|大碍|问题)"
)
# Who lifts a warning still tells people to be careful: 等村干部看过房前屋后再回家.
_CAREFUL = re.compile(
    "继续(?:做好|加强|关注|保持|开展|落实|留意|注意|密切)|"
    "等[^,。;!?]{0,8}(?:看过|查过|检查|排查)[^,。;!?]{0,8}再"
)
_LONGEST_ALARM, _LONGEST_WARNING = timedelta(hours=12), timedelta(hours=72)


def tells_end(text: str) -> bool:
    """Whether a normalised text tells of the end of some danger, be it past, ahead or denied."""
    return any(over.search(text) for over in _OVER.values())


def lifts_warning(text: str) -> bool:
    """Whether a normalised text tells of the end of a warning, which an office gave."""
    return bool(_OVER[_LIFTED].search(text))


def is_over(text: str) -> bool:
    """Whether a short normalised text says that a danger is over, and that nothing goes on."""
    if len(text) > _LONGEST or not tells_end(text):
        return False
    return not goes_on(_CAREFUL.sub(" ", text) if _OVER[_LIFTED].search(text) else text)


def goes_on(text: str) -> bool:
    """Whether a normalised text says that something is not over, not for all, or begins anew."""
    told = _HARMLESS.sub(" ", text)
    return bool(_NOT_YET.search(told) or _ANEW.search(told))


def alarm_over(message: Message, text: str, before: Sequence[Earlier]) -> Earlier | None:
    """The alarm of the thread that this short normalised text says is over, if it does.

    One of the same danger, or else the speaker's own, or the only one; never one of another
    danger or place, nor one that is over for some of its places alone.
    """
    called = any(one.reading.alarm for one in before)
    alarm = _alarm_of(message, text, before) if called and is_over(text) else None
    if alarm is None:
        return None
    whole = bool(alarm.message.text)
    return None if is_of_some(text, told_in(alarm), whole=whole) else alarm


def alarm_goes_on(message: Message, text: str, before: Sequence[Earlier]) -> Earlier | None:
    """The alarm of the thread that this short normalised text tells more of: that it is not over,
    or not for all.
    """
    if len(text) > _LONGEST or not tells_end(text):
        return None
    return _alarm_of(message, text, before)


def ends(text: str, cry: str) -> bool:
    """Whether short normalised ``text`` says that all is over of what the alarm ``cry`` told."""
    fit = is_over(text) and _ways_told(_ways_in(text), text, cry)
    return bool(fit) and _may_end(text, cry) and not is_of_some(text, cry, whole=True)


def takes_alarm_back(text: str) -> bool:
    """Whether a normalised text says that what was sent should not have been."""
    return bool(_SENT_WRONG.search(text))


_SENT_WRONG = re.compile("作废|撤回(?!来)|误发|发错|[有无]误|误报|乌龙")


def _alarm_of(message: Message, text: str, before: Sequence[Earlier]) -> Earlier | None:
    ways = _ways_in(text)
    alarms = [
        one for one in reversed(before) if one.reading.alarm and _fits(ways, text, one, message)
    ]
    named = dangers(_where_it_ends(text)) or dangers(text)
    like = [one for one in alarms if named & dangers(told_in(one))]
    own = [one for one in alarms if one.message.sender == message.sender]
    return next(iter(like or own or (alarms if len(alarms) == 1 else [])), None)


def _where_it_ends(text: str) -> str:
    """Its sentences that tell of an end: 解除暴雨预警。滑坡点看过再说."""
    return "。".join(one for one in re.split("[。;!?]", text) if tells_end(one))


def may_end(message: Message, text: str, alarm: Earlier) -> bool:
    """Whether the end that a normalised text tells may be that of this alarm."""
    ways = {way for way, over in _OVER.items() if over.search(text)}
    return bool(ways) and _fits(ways, text, alarm, message)


def _fits(ways: Collection[str], text: str, alarm: Earlier, message: Message) -> bool:
    """Whether what is said to be over may be what an alarm told of."""
    cry, age = told_in(alarm), message.sent_at - alarm.message.sent_at
    fit = _ways_told(ways, text, cry)
    # Who is missed is found wherever it is.
    if age <= _LONGEST_ALARM and fit & {_NAMED, "missing"}:
        return True
    late = age > _LONGEST_ALARM
    longest = _LONGEST_WARNING if _LIFTED in fit else _LONGEST_ALARM
    return bool(fit) and age <= longest and _may_end(text, cry, surely=late)


def _ways_in(text: str) -> frozenset[str]:
    """The ways in which a normalised text says that a danger is over."""
    return frozenset(way for way, over in _OVER.items() if over.search(text))


def _ways_told(ways: Collection[str], text: str, cry: str) -> set[str]:
    """Those of the ways in which a danger ends that are of the danger which ``cry`` tells."""
    sorts = dangers(cry)
    fit = {way for way in ways if way in (_ANY, *sorts)}
    fit |= {way for way, spoken in _SPOKEN_OF.items() if way in ways and spoken.search(cry)}
    if _SPOKEN_OF[_HOME].search(cry):
        fit.discard(_ROAD)  # a bridge is open again, and people are still away
    found = _OVER[_NAMED].search(text)
    if _NAMED in ways and found and "missing" in sorts and found["who"][-2:] in cry:
        fit.add(_NAMED)
    return fit


def _may_end(text: str, cry: str, *, surely: bool = False) -> bool:
    """Whether ``text`` speaks of the danger of ``cry``, and says of no other that it is over."""
    return may_be_of(text, cry, surely=surely) and may_be_of(_where_it_ends(text), cry)


def told_in(alarm: Earlier) -> str:
    """What an alarm says; of one read before a restart its name and its words, in no order."""
    if alarm.message.text:
        return normalise(alarm.message.text).text
    return ",".join([*(ask.title for ask in alarm.reading.asks), *sorted(alarm.reading.terms)])
