"""Signs of an emergency: dangers, people in them, cries and orders, and what speaks against it."""

import re
from bisect import bisect
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import combinations

from bot.domain.message import Message
from bot.domain.reading import Earlier

_DANGERS = {
    "fire": r"着火|起火|失火|火[头势光苗舌]|火[!!]|[山野]火|明火|着了|"
    r"烧(?:起|过|到|着|进|了[房屋柴草])|"
    r"冒(?:了|出)?[浓黑白黄]?烟|[浓黑白黄]烟|烟(?:很|好|太)?大|烟都|起烟|冒火|火星|蹿|窜|冒蓝光|"
    r"冒泡",
    "water": r"洪水|水(?:位)?[^,。;!]{0,5}(?:涨|漫|淹|进村|进屋|到(?:脚|膝|腰|窗|胸)|灌|冲)|"
    r"漫[堤水过上]|管涌|决口|"
    r"冒(?:浑|黄|清)?水|浑水|带[泥沙]|进水|[堤坝圩][^,。;!]{0,8}(?:漏|渗|裂|垮|塌|浑|穿|冒)|渗水|"
    r"泄洪|泄量|开闸|放水|"
    r"潮[^,。;!]{0,5}涨|浪[^,。;!]{0,6}(?:打|翻|大|卷)|堤脚|围井|上堤|"
    r"闸门?[^,。;!]{0,6}(?:卡|关不|漏)",
    "ground": r"塌(?!实)|垮|滑坡|泥石流|落石|滚石|石头[^,。;!]{0,8}(?:滚|掉|落|砸|下来)|"
    r"裂[缝开了成起]|[撕裂]开|口子|"
    r"掉(?:泥|土|渣|砖|瓦|石|下来)|簌簌|咔咔|梭|滑了|鼓(?:起|包|出)|歪(?:了|下|倒)|"
    r"倒(?:了|下来|塌|到)|砸|"
    r"吊臂|塔吊|顶(?:不住|压)|坎[^,。;!]{0,6}(?:掉|裂|垮)|[山坡坎岩弯](?:又)?下来了|翘|悬着|摇|晃",
    "gas": r"(?:[燃煤]气|天然气|液化气|氨|液氯|环氧|化学|农药|汽油|气)[^,。;!]{0,8}[泄漏味跑浓泼]|"
    r"泄[漏露]|漏气|"
    r"氨味|煤烟|臭鸡蛋|呛|刺鼻|熏|嗞嗞|嘶嘶|味(?:道|儿)?[^,。;!]{0,6}(?:重|冲|浓|大)|挖断|反应釜|"
    r"压力|炭火|一氧化碳",
    "power": r"触电|电线|断线|线[^,。;!]{0,4}(?:断|落|掉|搭|垂)|带电|漏电|跳闸|变压器|火花|"
    r"冒火星|高压",
    "crash": r"侧翻|翻[车船扣了]|翻扣|撞(?:了|上|到|倒)|追尾|滑沟|掉进|[悬吊挂]在|电梯|"
    r"[关困卡][^,。;!]{0,6}[楼层梯里中间]|刹车|"
    r"机舱|搁浅|冰面|车里|船上|驾驶室|桥[^,。;!]{0,4}(?:断|塌|垮|没)|"
    r"路[^,。;!]{0,4}(?:断|塌|垮|冲)",
    "attack": r"[菜砍拿持架]刀|刀架|砍|劫|行凶|打起来|家暴|发疯|见人就|咬[了伤住]|疯狗|野猪|"
    r"大?象[^,。]{0,6}(?:进|推|撞)|马蜂|"
    r"毒蛇|抢|踩踏|挤(?:变|倒|到)|栏杆|跳(?:楼|河|江|桥)|站在[^,。]{0,6}外|翻到|自杀|轻生|拐|"
    r"陌生人|喝农药|百草枯|闹事",
    "illness": r"中毒|[呕上]?吐(?!槽|司)|拉肚|腹泻|肚子疼|晕[倒了过]|昏|倒了[^,。]{0,6}[个人]|"
    r"心梗|抽搐|没(?:反应|呼吸|气)|"
    r"喘不|气上不来|叫不醒|喊不(?:应|醒|答)|出血|烫|骨折|嘴(?:巴)?麻|眼睛看不|发麻|疫情|阳性|"
    r"霍乱|诺如|食物|吃了|误食|肿",
    "missing": r"走丢|走失|失踪|失联|不见(?!面|得)|没(?:回(?![复话我应])|到家|找到|看见|看到)|"
    r"找不到|"
    r"未归|联系不上|联系不到|寻人|急寻|"
    r"找人|哪个看到|谁看[见到]|谁见着|下落|掉(?:到|下|进|沟|海|河|水|江|井)|落水|溺|冲走|下水|"
    r"救生|岁[^。]{0,30}(?:穿|褂|袄|衣|裤)",
}
_SIGNS = {
    **_DANGERS,
    "alert": r"[红橙]色(?:预警|警报)|警报|警戒|超警|保证水位|险情|指令|转移令|指挥部|命令|"
    r"[ⅠⅡ一二]级(?:应急)?响应|提升",
    "people": r"[里底][头面边]?(?:还)?有(?:人|[一两二三四五六七八九十几\d]+[个人])|人(?:还)?在里|"
    r"有人|没出来|出不(?:来|去)|下不来|"
    r"[困压埋卡陷挂]|孩子|娃|伢|小孩|宝宝|孕妇|老人|老头|老太|老汉|阿婆|大爷|瘫|受伤|伤(?:了|员)|"
    r"死|救|性命|"
    r"[\d一两二三四五六七八九十几]+[口条个]?人",
    "cry": r"救命|快来|来人|来个|来几|来(?:两|[1-9一二三四五六七八九十])+[个条台]|谁来|帮帮|"
    r"求(?:求|哪|大家|助)|急[!!]|不好了|"
    r"要(?:船|绳|人|车|梯|沙|土)|(?:带|拿|扛)[^,。!]{0,10}(?:来|过来|上来)|"
    r"[船车锹梯盘链子]的?(?:快|赶紧)?(?:开)?(?:来|过来)|"
    r"有没有(?:人|车|船|医生)|谁(?:有|家有|能|认识)|啊啊|帮忙|快点|快叫|赶紧(?:来|叫|打)|咋个办|"
    r"怎么办|人呢|再来人|接一[下哈]|"
    r"抬|搭把手|送[^,。]{0,8}来|借|组织人",
    "order": r"马上|立即|立刻|即刻|现在就?|赶紧|赶快|火速|连夜|全部|一律|所有人|一个(?:都)?不|"
    r"一户不|一户都不|不漏|"
    r"都(?:别|莫|不|起来|出来|退|下|去|过来|来)|"
    r"别(?:进|碰|动|开|上|下|坐|扒|去|往|靠|过|按|打|点|再|乱|慌|直接|回)|"
    r"莫(?:去|进|动|开|过|走|收|管|慌|往)|"
    r"不要(?:进|碰|动|开|上|下|坐|靠|往|接近|直接|管|收|喝|吃|围|打)|不[准许得]|严禁|"
    r"退(?:回|到|后|开|下)|绕|封(?:锁|住|路|桥|死|存)?|拦|守住|堵|盯",
    "leave": r"撤|转(?:移|到|出|走|完|脱)|疏散|避险|往[^,。!]{0,8}(?:跑|走|撤|退|靠|上)|跑|离开|"
    r"出来|下楼|上楼|上(?:岸|坎|山|堤)|"
    r"清(?:场|人|空)|进避|到[^,。]{0,8}(?:集合|空地|小学|中学|村小|公园|广场)|先走|人先|"
    r"抱[着起到]|背|喊醒|喊出来|敲门",
    "act": r"关(?:阀|闸|总|门|窗|火|电|掉|死|停|紧)|断电|断气|拉(?:闸|电|警戒|绳|线|卷)|"
    r"停(?:业|课|工|吃|用|食|止|航|机|炉)|"
    r"救护车|消防|1(?:10|19|20)|出发|赶(?:到|过去|往)|上去|过去|集合|带(?:上|队|锹|工具|砂|人)|"
    r"抢险|应急队|民兵|扑火队|打火队|"
    r"搜|分头|沿[^,。]{0,6}找|寻|破门|砸|捂|湿(?:毛)?[巾布]|救援|通风|开窗|隔离|采样|留样|洗胃|"
    r"侧(?:着|躺|睡|起)|抠|冲[\d一]",
    "at once": r"刚(?:才|刚|收|接)?|正在|现在|这会|还在|越来越|眼看|已经?|快要|"
    r"要(?:断|塌|垮|倒|翻|滑|下来)了|又|一直|不住",
    "over": r"(?<!不)过得(?![去了])|走得|\d处|出院|退烧|好转|关紧|无毒|[浇压]灭|小了|洗胃后|"
    r"核实了|找到|找着|[灭熄]了|扑灭|"
    r"(?:已经?|都)[扑打浇]了(?![\d半一二两三四五六七八九十几好多]|[^,。;]{0,4}(?:不|没))|"
    r"明火(?:清|压|没|已|扑)|"
    r"(?:出|抬出|救出|拉上|接下|捞起|捞上|吊出|下|背下|搬出|接)来(?:了|啦)|抱出来|"
    r"控制住|解除|解封|平安|没(?:事|得事|伤)|都在|虚惊|送(?:医院|上)|得救|散开了|脱险|可以回|"
    r"返家|恢复|正常|浓度(?:为|是|测)?[^,。]{0,4}零|"
    r"降(?:到|为|至)|降级|调整为|收队|撤吧|回家|回屋|回去吃|齐了|按(?:倒|住)了|抓(?:到|住)了|"
    r"做成|稳定|合围|协查取消|搜救停|"
    r"阀(?:门)?关了|已拉闸|已停|到齐|转完",
    "drill": r"防溺水|演练|演习|推演|模拟|科目|预案|实战|培训|讲座|教急救|知识|课|宣传|竞赛|答题",
    "not a drill": r"不是(?:演练|演习)|真[的泄着]|真!",
    "forecast": r"预计|预报|可能(?!有)|气象(?:台|局|风险)|[黄蓝橙]色预警|注意防范|等级|风力|台风|"
    r"路径|雨量|未来|天气",
    "past": r"去年|那[场回]|季节|前年|往年|上次|那年|上半年|月(?:月报|通报)|本轮|历史|同比|以来|"
    r"案例|通报|教训|"
    r"已查明|"
    r"前[天几]|刚才[^,。]{0,6}(?:事|之)|灾情|救助|补助|复查|鉴定|赔|追|月报|\d+起(?![火来])|"
    r"引以为戒|外省|邻[县镇市省]",
    "last night": r"昨[天晚夜日]|一夜|昨",
    "paper": r"表(?![哥弟姐妹嫂叔婶舅姨])|[册账]|(?:清|名|一|通知|责任)单|台账|报送|上报|填|统计|"
    r"汇总|名单|照片|截图|签[字名到]|盖章|录入|平台|"
    r"扫描|邮箱|征集|自查|排查|隐患|方案|"
    r"面积|户数|头数|材料|总结|信息|群里?晒|考核|检查|督查|抽查|值班(?!人?员)|排班|带班|底册|签[字订收]|"
    r"上传|系统|零报告|"
    r"补贴|工时|学习|会议|视频会|开会|卡号|例会",
    "rumour": r"听说|真的假的|转[:]|某省|四川|外地|新闻|谣|网传|视频(?!会)|别信|属实|说法|小视频|"
    r"抖音|不转|不传|删",
    "joke": r"比[^,。]{0,4}还|哈哈|笑死|嘿|[😂🤣😅😏🙃🥱😭]|脑壳|像|似的|级别|精神|自燃|"
    r"爆炸[,,]?老板|梦",
    "question": r"[??]|吗|呢(?:[,。!]|$)",
    "report back": r"报(?:我|数|人数|一次|告)|点(?:名|数|人)|清点|回(?:我|话)|几个人",
    "answers": r"^(?:收到|好|晓得|在|我(?:在|去|来|带|领|马上|们?)|照办|已|马上|知道)|"
    r"(?:走|出发|到|下水|动)了$|(?:走|上|往)着",
    "beast": r"牛|黄牯|羊|猪|狗|猫|鸡|鸭|鱼|电捕",
    "wait": r"等(?:我|通知|话|专业|消防|检)|先(?:不|别|莫)|到位|\d+分钟|"
    r"[一二三四五六七八九十]+分钟|在路上|半(?:个)?(?:小时|钟头)",
}
_PATTERNS = {name: re.compile(pattern) for name, pattern in _SIGNS.items()}
_TOGETHER = frozenset(
    {"danger", "grave", "alert", "people", "cry", "order", "leave", "act", "at once", "over",
     "drill", "forecast", "past", "paper", "question", "answers", "joke"}
)  # fmt: skip
_CALM = frozenset({"over", "drill", "forecast", "past", "paper", "joke", "rumour"})
_SERIOUS = frozenset({"people", "cry", "order", "leave", "act", "at once", "alert", "missing"})
_READ = 300
_MARKS = re.compile("[!‼]|⚠|🆘|🔥|🔴")
_CLAUSE = re.compile(r"[,。;!?\n:]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """Alarms raised in a thread within the last hour: how many, how old the last, by whom."""

    alarms: int
    minutes: float
    own: bool


def heat_of(message: Message, before: Sequence[Earlier]) -> Heat | None:
    """The alarms of the thread before a message, if there are any."""
    raised = [e for e in before if e.reading.alarm and message.sent_at - e.message.sent_at <= _HOUR]
    if not raised:
        return None
    return Heat(
        alarms=len(raised),
        minutes=(message.sent_at - raised[-1].message.sent_at) / timedelta(minutes=1),
        own=any(e.message.sender == message.sender for e in raised),
    )


_HOUR = timedelta(hours=1)


def _in_heat(found: Collection[str], heat: Heat) -> Iterator[str]:
    yield "heat"
    yield f"heat {bisect(_AGES, heat.minutes)}"
    yield f"heat of {min(heat.alarms, 3)}"
    if heat.own:
        yield "heat own"
    yield from (f"heat {name}" for name in found)
    if not found:
        yield "heat nothing"


_AGES = (5, 20)


def may_alarm(text: str) -> bool:
    """Whether a normalised text is worth a closer look: quick, and nearly nothing is missed."""
    return bool(_WORTH.search(text))


_WORTH = re.compile(
    r"[撤逃莫别!‼🔥🔴🆘⚠火烟水浪雨塌垮滚滑裂埋压砸困救喊叫冲堵断泄漏氨毒吐泻晕昏燃煤臭呛挖管堤决坡坎崖悬挂吊陷"
    r"翻卡刀砍劫咬熊泼药喘沫杆踩挤急快炸爆溺沟井栏船伤瘫警汛限疫险]|担架|触电|断[电线]|立即|立刻|"
    r"马上|赶紧|不[准许]|全部|转移|"
    r"疏散|"
    r"1[12][09]|没回|没到|没反|没呼|不见|走[失丢散]|失[联踪]|未归|找[人不]|落水|预警|警报|响应|"
    r"电线|野猪|石头|命令|指令|掉|"
    r"倒|拦|封|停|守|关[门死停窗]"
)


def names_grave_danger(text: str) -> bool:
    """Whether a normalised text names what is hardly ever said but in an emergency."""
    head = text[:_READ]
    return bool(may_alarm(head) and _HARD.search(head) and _HARD.search(_NOT_SO.sub("", head)))


def alarm_signs(text: str) -> dict[str, int]:
    """Names of the signs in the beginning of a normalised text, and where the first of each stands.

    "danger" stands for any danger, "grave" for what is hardly ever said but in an emergency.
    """
    head = text[:_READ]
    found = {
        name: match.start()
        for name, match in ((name, pattern.search(head)) for name, pattern in _PATTERNS.items())
        if match
    }
    if not _DANGERS.keys().isdisjoint(found):
        found["danger"] = len(head)
    if names_grave_danger(text):
        found["grave"] = len(head)
    return found


def dangers(text: str) -> frozenset[str]:
    """The sorts of danger that the beginning of a text names."""
    return frozenset(name for name in _DANGERS if _PATTERNS[name].search(text[:_READ]))


def raises_alarm(text: str) -> bool:
    """Whether a text names a grave danger, and cries for help, names people in it, tells what to do
    or what happens now, while nothing speaks against it.
    """
    if not names_grave_danger(text):
        return False
    found = alarm_signs(text).keys()
    if not _CALM.isdisjoint(found):
        return False
    told = "order" in found and not _DO.isdisjoint(found)
    loud = len(_MARKS.findall(text[:_READ])) >= _LOUD
    return loud or told or not _PRESENT.isdisjoint(found)


_NOT_SO = re.compile(
    r"(?:失联|中毒|伤亡|受伤)[:]?0|"
    r"(?:无|没有?|没见|未)(?:失联|[冒烧]\S?|起火|中毒|受伤)"
)
_DO = frozenset({"leave", "act", "missing"})
_PRESENT, _LOUD = frozenset({"cry", "people", "at once"}), 2
_HARD = re.compile(
    r"着火|起火|失火|着了[!,。]|冒(?:了|出|起)?[浓黑白黄]{0,2}烟|[浓黑白]烟|起烟|冒火|"
    r"火[苗舌势头]|烧(?:起来|着|过来)|山火|蓝光|火星|"
    r"(?:煤气|燃气|天然气|氨|液氯|焦)[^,。;!]{0,8}(?:味|泄|漏)|臭鸡蛋|泄[漏露]|呛[嗓鼻眼得人]|煤烟|"
    r"氨[味跑漏]|漏气|挖断|"
    r"[堤坝圩库闸][^,。;!]{0,6}(?:渗水|渗漏|漏水|冒水|裂缝)|管涌|冒[浑黄]?水|决口|漫堤|带[泥沙]|"
    r"(?:水|浪)[^,。;!]{0,4}(?:漫上来|漫过|快?漫到|灌进|往里灌|到(?:脚|膝|腰|胸|窗))|"
    r"水[^,。]{0,6}围起|地库进水|涨水|"
    r"[山坡坎墙房屋岩弯堤桥路桩棚顶][^,。;!]{0,6}(?:垮|塌|倒了|下来了|裂|掏空)|垮了|塌了|"
    r"滑了[!,]|滚石|石头[^,。;!]{0,6}(?:滚|砸)|"
    r"(?:掉|在掉)[泥土渣]|裂(?:了|开)[^,。]{0,4}[缝口]|裂起|裂缝[^,。]{0,6}[大宽扩]|"
    r"道[^,。]{0,2}缝|埋(?:了|在|起|里)|压(?:住|倒)|"
    r"压在[^,。]{0,4}[底下里]|砸(?:到|中|了)|"
    r"(?<![无没未])(?:娃|孩|岁|老[人头汉太]|妈|爸|爹|娘|婆|爷|公|她|他)[^。!]{0,24}(?:不见了|走丢|走失|没回(?![复话我应])|没到家|找不到(?!人)|未归)|"
    r"失联|走失|走丢|寻人|急寻|落水|(?<!防)溺水|掉[^,。]{0,6}[海河水塘池井沟]里|冲走|"
    r"[喊叫][^,。]{0,4}(?:不应|不醒|没人应|没反应)|没(?:反应|呼吸)|晕倒|昏|(?<=[^呕])吐了|呕吐|"
    r"又吐又拉|上吐下泻|中毒|"
    r"喝[^,。]{0,3}农药|百草枯|气上不来|喘不|白沫|[卡困关][^,。]{0,6}(?:楼|层|电梯|里头)|电梯[^,。]{0,4}[困卡]|困人(?!数)|侧翻|"
    r"翻[沟车船扣]|吊在|"
    r"悬[在着起]|挂在[树崖]|[持拿菜砍]着?[^,。]{0,3}刀|刀架|泼汽油|砍|劫|咬(?:伤|了)|"
    r"野猪[^,。]{0,6}冲|见人就咬|断线|"
    r"电线[^,。]{0,6}[断掉倒落]|电杆[^,。]{0,4}倒|变压器[^,。]{0,6}[冒炸噼着]|陷在|栏杆外|踩踏|"
    r"挤(?:变形|倒)"
)


def alarm_features(text: str, heat: Heat | None) -> Iterator[str]:
    """Signs alone and by twos, how loud the text is, what it begins with, and what went before."""
    found = alarm_signs(text)
    if heat:
        yield from _in_heat(found, heat)
    yield from (f"alarm {name}" for name in found)
    yield from _pairs(_TOGETHER.intersection(found))
    loud = len(_MARKS.findall(text[:_READ]))
    yield f"alarm loud {min(loud, 4)}"
    if loud and "danger" in found:
        yield "alarm loud danger"
    if "danger" in found and _CALM.isdisjoint(found):
        yield "alarm bare"
        yield from (f"alarm bare {name}" for name in _SERIOUS.intersection(found))
        if loud:
            yield "alarm bare loud"
    yield f"alarm dangers {min(len(_DANGERS.keys() & found.keys()), 4)}"
    first = _CLAUSE.search(text)
    end = first.start() if first else len(text)
    yield from (f"alarm first {name}" for name, start in found.items() if start < end)


@lru_cache(maxsize=2048)
def _pairs(found: frozenset[str]) -> tuple[str, ...]:
    return tuple(f"alarm {one} and {other}" for one, other in combinations(sorted(found), 2))
