"""Emergencies that never wait: warnings, transfers, fires, floods, people in danger."""

import re

from bot.reading.emergency.signs import may_alarm

_ALERT = re.compile(
    "(?=[1234ⅠⅡⅢⅣ一三二冰决台四地大寒山应强暴橙水沙洪溃漫火管红蓝警超道雪雷"
    "预高黄])(?:"
    r"[红橙黄蓝]色(?:预警|警报)|(?:预警|警报)信号|(?:暴雨|山洪|地质灾害|地灾|台风|大风|雷电|"
    r"冰雹|寒潮|高温|火险|火灾|洪水|"
    r"雷雨|强对流|强降雨|道路结冰|雪灾|沙尘)[^,。;\n]{0,6}(?:预警|警报|警戒|响应)|应急响应|"
    r"(?:一|二|三|四|[1-4ⅠⅡⅢⅣ])级响应|"
    r"火险等级[^,。;\n]{0,3}[3-5三四五极高]|超警戒|超汛限|漫堤|管涌|决口|溃(?:坝|堤|口)|水位[^,"
    r"。;\n]{0,6}(?:暴涨|上涨|猛涨)"
    ")"
)
_DANGER = re.compile(
    "(?=[中伤全冒化受坍垮塌天失娃孩封小山岁崩开必扑担撤救断晕桥氨江沟河泄泥洪海液溪"
    "溺滑漏火煤燃爆瓦电疏疑疫看着立紧组老落被裂触警走赶起路踩转迅连险马])(?:"
    r"(?:立即|马上|全部|连夜|紧急|赶紧|迅速|必须|组织)[^,。;\n]{0,10}(?:转移|撤离|撤出|避险|"
    r"疏散)|(?:转移|撤离|疏散)[^,。;\n]{0,8}"
    r"(?:群众|人员|住户|村民|老人|到位|完毕|安置)|冒烟|着火|起火|失火|火情|火点|火势|扑火|险情|"
    r"裂缝[^,。;\n]{0,4}(?:扩|变宽|加宽|越来越)|塌方|滑坡|泥石流|垮塌|坍塌|崩塌|落石|山体|"
    r"(?:河|江|沟|溪|洪)水[^,。;\n]{0,6}(?:上涨|暴涨|涨了|漫|进村|过桥)|(?:燃气|煤气|天然气|"
    r"液化气|瓦斯|氨气|化学品|液氯)[^,。;\n]{0,6}(?:泄漏|泄露|味|漏)|漏气|"
    r"(?:马上|立即|立刻|赶紧|全部|连夜)[^,。;\n]{0,4}撤(?!回|销|了?群)|(?:小孩|孩子|娃|老人|岁)[^,。;\n]{0,8}(?:不见|走丢|找不到|没回家)|看到(?:先)?稳住|救生(?:圈|衣)|担架|海警|中毒|爆炸|溺水|落水|走失|失联|被困|触电|"
    r"断电?线|电线[^,。;\n]{0,4}(?:断|落|掉)|踩踏|伤亡|受伤|晕倒|"
    r"桥[^,。;\n]{0,4}(?:断|塌|垮|淹)|路[^,。;\n]{0,4}(?:断了|塌|垮|淹|冲断|中断)|封路|封桥|"
    r"开闸|泄洪|警戒线|"
    r"疫情(?:爆发|处置)|疑似(?:疫情|病例|非瘟|禽流感)"
    ")"
)
_ACT = re.compile(
    r"立即|马上|立刻|赶紧|赶快|迅速|火速|连夜|全部|一律|紧急|注意|不要|不得|严禁|禁止|切勿|务必|"
    r"快|撤|转移|避险|集合|上岗|"
    r"到岗|赶到|到位|值守|巡查|加固|围挡|搬|封|关闭|停(?:课|工|产|运|用|航)|绕行|拉警戒|通知到|"
    r"报(?:告)?|!|关阀|疏散|找|"
    r"发布|预计|未来"
)
# What talks about emergencies without being one.
_CALM = re.compile(
    r"演练|演习|培训|讲座|宣传(?:月|周|日|活动|资料|栏|视频)?|总结|会议精神|工作会|专题会|"
    r"部署会|推进会|例会|视频会|纪念|知识(?:竞赛|问答|测试)|"
    r"答题|观看|学习[^,。;\n]{0,6}(?:精神|讲话|文件|条例)|新闻|转发[^,。;\n]{0,8}(?:报道|新闻|"
    r"文章|视频)|案例|通报[^,。;\n]{0,8}(?:事故|案例|典型)|"
    r"解除|取消[^,。;\n]{0,6}(?:预警|响应)|警报解除|平安无事|已(?:扑灭|控制|处置完)|灭了|"
    r"恢复通行|台账|应急预案|预案|方案|"
    r"物资[^,。;\n]{0,6}(?:清单|盘点|清点)|统计表|清单|排查表|自查|半年|年度|季度|汇总|回头看|"
    r"复盘|评估|险(?:费|种)|保险|投保|意外险|"
    r"历史|别发群|莫发群|发错|撤回|去年|前年|上次|往年|昨天[^,。;\n]{0,8}(?:险情|火情|大雨)"
)
_REPORT_BACK = re.compile(
    r"(?:报|交|填|发)[^,。;\n]{0,12}(?:表|清单|名单|台账|总结|方案|预案|情况|数据|小结|汇总)"
)
_STRONG = re.compile(
    r"(?:立即|马上|立刻|赶紧|全部|连夜|火速|迅速)[^,。;\n]{0,12}(?:转移|撤离|撤|避险|疏散|集合|"
    r"赶到|扑|救|封|上山|关闭|停)|"
    r"[红橙黄蓝]色预警|警报|!!|🔥|🆘"
)


def is_urgent(text: str) -> bool:
    """Whether a notice of this normalised text is an emergency that cannot wait for the digest.

    Talk *about* emergencies (drills, meetings, news, summaries, papers to hand in) is not.
    """
    if not may_alarm(text):
        return False
    alert = _ALERT.search(text)
    danger = _DANGER.search(text)
    if not alert and not danger:
        return False
    strong = bool(_STRONG.search(text))
    if _CALM.search(text):
        return strong and not re.search(
            r"演练|演习|解除|新闻|报道|会议精神|竞赛|案例|答题|讲座|培训|例会|工作会|部署会", text
        )
    if _REPORT_BACK.search(text) and not strong:
        return False
    return bool(alert) or strong or bool(_ACT.search(text))


def is_plain_alarm(text: str) -> bool:
    """Whether a text warns, or names a danger, and tells people to act on it at once.

    Whoever says it: an alarm too many costs less than one that is lost.
    """
    warned = _WARNED.search(text) and _AT_ONCE.search(text)
    warned = warned or _ISSUED.search(text)
    if not warned and not (_DANGER.search(text) and _GET_OUT.search(text)):
        return False
    return not _CALM.search(text) and not _TOLD.search(text)


# A bulletin of the second level or the first: whoever it is for must act.
_ISSUED = re.compile(
    r"[红橙]色预警[^。]{0,24}(?:发布|生效)|(?:发布|升级)[^。,]{0,12}[红橙]色预警(?!响应|期间|信号含义)"
)
_WARNED = re.compile(r"[红橙黄]色(?:预警|警报)")
_GET_OUT = re.compile(
    r"(?:立即|马上|立刻|赶紧|赶快|快|现在就?|全部|连夜|火速)[^,。;!]{0,12}"
    r"(?:转移|撤(?!回|销|稿)|避险|疏散|跑|离开|往高处)"
)
# Who tells what was done, or asks, gives no order.
_TOLD = re.compile(
    r"(?:已经?|都|正在|刚|才)[^,。;!]{0,6}(?:转移|撤|疏散)|[?吗呢]\s*$|要不要|是不是|听说"
)
_AT_ONCE = re.compile(r"立即|马上|立刻|连夜|火速|全部转移")


def is_drill(text: str) -> bool:
    """Whether a text says of itself that it is practice: 【演练】, (演练)."""
    return bool(_DRILL.search(text))


_DRILL = re.compile(r"[【(\[<]\s*(?:演练|演习)|(?:演练|演习)\s*[】)\]>]|^\s*(?:演练|演习)")


def is_order(text: str) -> bool:
    """Whether text in the wake of an alarm tells people what to do, or whom to watch for."""
    if _CALM.search(text) or _REPORT_BACK.search(text):
        return False
    return _SHORTEST_ORDER <= len(text) <= _LONGEST_ORDER and bool(_ACT.search(text))


_SHORTEST_ORDER, _LONGEST_ORDER = 6, 80
