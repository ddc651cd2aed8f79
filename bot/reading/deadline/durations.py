"""What a duration is for: three days to hand something in, or how long something lasts."""

import re

from bot.reading.deadline import closing
from bot.reading.deadline.candidates import Candidate, Mark
from bot.reading.deadline.reads import Around, Role
from bot.reading.deadline.resolve import SHORT
from bot.reading.deadline.verbs import ASK, EVENT, any_of

_COUNTDOWN = re.compile(
    "(?:[中高]考|考试|春节|过年|开幕|比赛|放假|换届|国庆|普查)[^,。;]{0,4}(?:倒计时|还有"
    "|只剩|仅剩)[^,。;]{0,3}$"
)
_LAST_TIME = re.compile("(?:昨|前天|上[次回周月]|当时|去年|那[次天回])[^,。;]{0,10}$")
# 一季度还剩两个星期,时间过得真快.
_LEFT = re.compile("剩(?:下|最后)?$|还有$")
_PRESSED = re.compile(rf"{ASK.pattern}|快[点些]|赶[紧快]|[没未][报交填]|截止|最后|关门|收口")
# 发现问题2小时内上报、24小时内处置: a standing duty.
_WHENEVER = re.compile("(?:发现|发生|遇到?|出现|接报|受理)(?!了)[^,。;了]{0,20}$")
# Who must do something by law, not by this message.
_MAY = re.compile("可(?:以|依法)?(?:自|在|于)[^,。;]{0,12}$")
_BY_LAW = re.compile(
    "质疑人|异议人|(?<![给向跟和对系])投诉人|复议|诉讼|上诉|仲裁|签?订立|申请人|当事人|中标人|受让人|竞得人"
    "|劳动者|用人单位|参保人|纳税人|工伤认定|书面合同"
)
# A duration with these runs from an event that the text does not date (验收后3日内).
_SINCE_EVENT = re.compile(
    "(?<!最)之?后(?:我们?|咱们?|本[局所站]|窗口)?的?$|[齐到好]了$|(?:之|当)日起$"
)
_SINCE_RECEIPT = re.compile(
    "收到(?:[之后此本该这]|通知|文件|来文|函|短信|消息|信息|$)|收文|接(?:本|此|到)?[文函]|收[函悉]"
    "|来[文函]|发文|接到|通报之|通知|来函|本文|此件|印发|发出|下发|即日|今"
)
_RULED = re.compile(
    "(?:文件|政策|条例|办法|法律?|制度|流程|规程)[^,。;]{0,4}规定,|(?:流程|程序|权限)[:,]$"
)
_COUNTS_FROM = re.compile(
    "从[^,。;]{0,6}(?:收到|受理|收件|立案|入院|开工|签收)[^,。;]{0,4}(?:算|起)"
)
# 被狗抓破皮的,24小时之内打第一针.
_TAKEN_ON = re.compile("\\d[日号](?:受理|立案|签订|登记)的?,$")
_WHOEVER = re.compile("[^没未还漏缺差,。;]{4}的,$")
_SPAN_OF_DATA = re.compile(
    "(?:控制|压缩|浓缩|剪辑?|裁剪?|压|缩短|精简|保持|限定|限制)(?:在|到|至|为|成)$|(?:[讲说念唱跳演播留]|(?<!记)录)$"
    "|(?:[打种吃喝装签割洒喷]完|接种[之以]?后?|完毕)$|(?:办理|审批|承诺|法定|受理|退款)时限[为是:]{0,4}$|(?:距|离(?!得))(?![^,。]{0,4}(?:交|报|截止"
    "|收))[^,。]{0,20}$|(?:近|最近|过去|连续"
    "|前|这|每)$"
)
_SPAN_OF_RULE = re.compile(
    any_of(
        """审批 不[退好消愈响] (?:都|就|才)?是 [干做弄搞忙赶修建][不没][完好了成]
    的(?:才|可|不|均|都|算) 不得 不能 不准 不再 禁止 有效 均可 可以 无 未 可(?!以) 免费
    别(?![忘漏拖再]) 不要(?![忘漏拖再]) [请切]?勿 忌
        见效 值班 值守 受理 在线 开机 热线 降水 累计
        雨量
    气温"""
    )
)
# 停水超2小时的,须在30分钟内报告; 每人限8分钟.
_OF_A_CASE = re.compile(
    "[超遇逢达][^,。;]{1,8}的,(?:必?须|应当?|要)?[在于]?$|期满[^,。;]{0,6}的?,$"
    "|(?:出生|死亡|入职|签约|领证|退休|受理|上岗|离职|完工|竣工)$"
    "|([办做开来])一[场次个件][报交]一[场次个件],[^,。;]{0,4}$"
    "|被[^,。;]{1,6}的[^,。;]{0,3}(?:要|应|须)?在?接到通知后$"
)
_TO_ME = re.compile("[报交发传回]给?我|给我")
_EACH = re.compile("(?:每[人家村位]|发言|汇报|讲话|时长)[^,。;]{0,4}$")
# 发言材料(3分钟以内)明天报, 视频(时长1分钟以内)周五前发我: how long it is to speak or to play.
_OPENED = "[^,。;()]{0,4}\\((?:时长|限时?|控制在|不超过|为|约|:){0,3}$"
_SPOKEN = re.compile(f"(?:发言|讲话|演讲|宣讲|朗诵){_OPENED}")
_PLAYED = re.compile(f"(?:汇报|视频|短片|录像|录音|音频|微课|节目|[材料稿]){_OPENED}")
# 短视频,横屏,1080P,三分钟内,拍好看点.
_FOOTAGE = re.compile("(?:视频|短片|录像|微课|横屏|竖屏|1080|MP4|高清)[^。;]{0,12}[,、/]$", re.I)
_WANTED_BY = re.compile(r"\)[^,。;]{0,6}(?:[今明后][天日晚早]|周[一二三四五六日末天]|\d|月底|下班)")
# 交流发言限时6分钟, 网上答题限时60分钟: how long it may take.
_LIMITED = re.compile("限时(?:为|在|:)?$")
_TALK = re.compile(
    "发言|演讲|宣讲|表态|述职|答辩|[面笔机]试|试讲|说课|考试|测试|答题|竞赛|比赛|展示|点评|时长"
    "|(?:轮流|逐[一个]|依次|会上|现场|口头|作|书记)[^,。;]{0,4}汇报"
)
_LONG = 1000


def eventful(here: Around) -> bool:
    """Whether the sentence speaks of something that starts."""
    return bool(EVENT.search(here.sentence_after) or EVENT.search(here.sentence_before))


def span_role(candidate: Candidate, here: Around) -> Role:
    """三天内, 两个小时后; shifts and event-relative times are weighed later."""
    if candidate.other and candidate.other.name == "named":
        asked = candidate.mark is Mark.BEFORE and ASK.search(here.sentence_after)
        return Role.DEADLINE if asked else Role.NOTHING
    if candidate.other is None or candidate.other.name != "span":
        return Role.NOTHING
    if candidate.mark is Mark.AFTER and len(here.before) < 3:
        if eventful(here):
            return Role.EVENT
        asked = ASK.search(here.after) or closing.NO_LONGER.match(here.after)
        return Role.DEADLINE if asked else Role.NOTHING
    if candidate.mark is not Mark.WITHIN or _begins_unknown(candidate, here):
        return Role.NOTHING
    return Role.NOTHING if _lasts(here) or _counts_down(here) else Role.DEADLINE


def is_hurried(candidate: Candidate, here: Around) -> bool:
    """还差4家,二十分钟; 各网格十分钟到自己那片: so long from now, be it said with no 内."""
    say = candidate.other
    if say is None or say.name != "span" or say.word not in SHORT:
        return False
    if not here.after.strip(_FILLERS):
        told = here.earlier + here.sentence_before
        waits = _WAITS.fullmatch(here.before)
        return bool(waits) or (not here.before and bool(_MISSING.search(told)))
    called = not here.before or _CALLED.fullmatch(here.before)
    return candidate.mark is Mark.NONE and bool(called) and bool(_DO_SO.match(here.after))


# 还有十分钟, 我再等十分钟.
_WAITS = re.compile(
    "(?:我|就|最多|只)?(?:再等|再给|等)(?:你们|大家)?|(?:还|就|只|仅)(?:有|剩)下?|最后"
)
_MISSING = re.compile("[还就]?差|[还仍]?[没未][报交填传到回做录收接]|缺|欠|催")
_CALLED = re.compile("(?:请|@)?(?:各[一-鿿]{1,4}|全体|所有人?|大家|你们?|都)(?:请|都|务必|在)?")
_DO_SO = re.compile(
    "(?:都|全部|务必|必须)?(?:赶?到(?=[一-鿿]{2,8}$)(?![^,。;]*了$)|(?:给|报|发|回|告诉)我|把|集合|撤[出离到]|[报发传交](?:到|上来|过来|来|回来))"
)
_FILLERS = "吧啊哈哦哟呀呢啦了 ~.)*"


def _begins_unknown(candidate: Candidate, here: Around) -> bool:
    """验收后3日内, 昨天3个小时内; and what the law or a plan gives time for."""
    unknown = _SINCE_EVENT.search(here.before) and not _SINCE_RECEIPT.search(here.before)
    if unknown or _LAST_TIME.search(here.before) or _MAY.search(here.before):
        return True
    say = candidate.other
    if say and (say.count or 0) >= {"年": 2, "月": 12}.get(say.word, _LONG):
        return True  # 三年内: a plan
    by_law = _BY_LAW.search(here.sentence_before + here.after) and not _TO_ME.search(here.after)
    if by_law or _RULED.search(here.sentence_before):
        return True
    told = f"{here.sentence_before}…{here.sentence_after}"
    if _OF_A_CASE.search(here.sentence_before):
        return True
    if _TAKEN_ON.search(here.sentence_before) or _WHENEVER.search(here.sentence_before):
        return True
    return bool(_COUNTS_FROM.search(told)) or bool(
        _WHOEVER.search(here.sentence_before) and not ASK.search(here.after)
    )


def _lasts(here: Around) -> bool:
    """发言控制在5分钟以内, 3天内的酸奶, 7天内别摘菜: how long something lasts."""
    if here.after[:1] == "的" and not ASK.search(here.after):
        return True
    if "平均" in here.sentence_after or (_EACH.search(here.before) and not ASK.search(here.after)):
        return True
    if _SPOKEN.search(here.before) and here.after[:1] == ")":
        return True
    if _PLAYED.search(here.before) and _WANTED_BY.match(here.after):
        return True
    if _FOOTAGE.search(here.sentence_before) and not ASK.search(here.after):
        return True
    if _LIMITED.search(here.before) and not ASK.search(here.after):
        return bool(_TALK.search(here.sentence_before))
    return bool(_SPAN_OF_DATA.search(here.before) or _SPAN_OF_RULE.match(here.after))


def _counts_down(here: Around) -> bool:
    """离高考还有82天, 一季度还剩两个星期: told, with nothing to do in that time."""
    if _COUNTDOWN.search(here.before):
        return True
    if here.before.endswith("倒计时"):
        return bool(EVENT.search(here.after))
    said = here.sentence_before + here.sentence_after + here.beyond
    return bool(_LEFT.search(here.before)) and not _PRESSED.search(said)
