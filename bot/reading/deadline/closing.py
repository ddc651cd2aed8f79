"""The words that make a time the last one: what closes, is still missing or is refused after."""

import re

from bot.reading.deadline import cues
from bot.reading.deadline.candidates import Candidate, Mark
from bot.reading.deadline.reads import Around

NO_LONGER = re.compile(
    ".{0,4}(?:不再|停止|关闭|关停|锁定|不[收认]|截止|打不开|进不去|[交报录传填改调查看下取导登用]不(?:了|出来|下来|上))"
    "|(?:再)?[报交来送传补填]{1,2}[上来]?的?,?(?:一律|都|就|全)?(?:算|不算|不要|不认|不补|计入|按|视|退)"
)
_I = "我(?:们|这边|这里)?(?:就|会|要|来|再|得|便|统一|准时|集中|直接|后台|一键){0,4}"
TAKES = re.compile(
    "(?![^,。;]{0,8}给[你您大各])(?:就|要|得|来|去|会|统一|必须){0,3}(?:收(?![到拾麦割工稻])|汇总|导出|统计|[取拿](?=[,。;!表材]|$)|要数|(?<=就)要(?:用|看)?(?=[,。;!]|$))"
)
CLOSES = re.compile(
    f"停用|下线|(?:就|会|自动|将)?(?:失效|作废)(?=[,。;!]|$)|(?:一到|整)?,?(?:{_I}|(?:就|要|会|得|再|统一|准时|便){{1,3}}我?)"
    "(?:(?:往|向)[^,。;]{1,5}|把[^,。;]{1,5})?(?:[传导推]|上[传报]|打包|收网|收口|截图)(?![给染])"
    "|我?(?:就|准时)(?:(?:往|向)[^,。;]{1,5})?[发报交送](?=[了走,。;!]|$)"
    "|我(?:就|会|统一|要|再){0,2}(?:过?来(?=[收取拿拉])|[收取拿拉带送寄])(?=[收取拿拉带送寄走出])[^,。;]{0,3}[走出收取拿]"
    f"|{_I}(?:导[出数]|汇总|收(?!到)|关|封|锁|统计|打包|截|打印|合并|汇成|下单|订[餐票车]|排[班号]|出表|开票|取数|清点|点名|盘点|入账)"
    "|我[来去]?[收取拿](?=[,。;!表材]|$)"
    "|我?(?:就|准时)?打包走|我(?:就|要|来|再){0,2}看[^,。;]{0,3}(?:群|表|数|结果|谁)"
    "|(?:系统|通道|平台|端口|页面|后台|服务器|窗口|网站|小程序|链接|二维码|问卷|接龙).{0,3}[锁关封停失]|(?:准时|就|自动)?(?:关[门网闸闭账]?"
    "|锁[定库]?|封[网账库班])(?=[,。;!]|$)"
)
# 31号没续签的自动停发, 明天再没有就通报了.
LACKING = re.compile(
    "(?:还|再|仍|都|要是|如果|若)?(?:[没未](?!有?(?:[问事电水必雨]|办法)|下来|来人|人)|不(?=[报交填发传来做补领办缴改签认续]))"
    "[^,。;]{0,8}(?:就|一律|自动|视[为同作]|算(?!账)|(?:的,?|,)[^,。;]{0,6}(?:就|一律|自动|系统|直接|下月|停|视|按|不再|取消|通报|后果|等|算|我|自))"
)
_MUST_SEE = re.compile(
    "我?(?:就|必须|都|一定)?(?:要|得|必须)(?:能|在[^,。;]{1,4})?(?:(?:拿|见|收|看)(?:到|齐)|[带拿取收拉]走)|我(?:就)?要[带拿取收拉]走"
)
# 周五下午五点,过期自负.
_THREAT = re.compile(
    "[,;!。 (]{1,2}(?:过[期时]|逾期|最后一[次遍回]|最后期限|来不及|不等|别再|不得延|超时|晚了)"
)
# 12月20号系统就关, 月底糖厂就不签了.
_SHUTS_THEN = re.compile(
    "(?:[^,。;就]{0,4}(?:系统|通道|平台|端口|窗口|链接))(?:就|自动|准时|将|会|要){1,2}[关锁封停]"
    "|[^,。;就]{0,4}就不(?:再)?[签收认办卖补受](?:理|了)?(?=[,。;! ]|$)"
)
_IN_HAND = re.compile("[, ]{0,2}(?:必须|要)?[到交放]到?我?(?:手[上里]|桌上|办公室)")
_LAST_DAY = re.compile(
    "(?:[是为]|—{1,2})(?:[^,。;]{0,16}的?(?:最后[期时]限|截止[时日]|最后一天|死线)|[红底死]线|大限|最后(?:期限|关口|机会|窗口))"
)
# 八点外头一条船都不许有.
_NONE_LEFT = re.compile(
    "[^,。;]{0,6}[一半]?[^,。;]{0,3}(?:都|也|全部?|一律)?(?:不许|不准|不能|不得|别想)(?:再)?(?:有|见|留|剩)"
)
_LAST_CALL = re.compile("最后(?:一[次遍回]|期限|机会|通牒|一天)|别再|过期|逾期|[红底死]线")
# 过了20号就不收了; but 过了20号还能补吗.
PASSED = re.compile("(?:过了?|逾期[(:]?)$")
_PAST_IT = re.compile("^一?过了?(?=[,我就再系谁可不没]|一律)")
_NOT_AFTER = re.compile("(?:不(?!影响)|没(?!事)|关|停|算|只能|退|清|等(?!等)|别|自负|作废|失效)")
# 到周五结束 closes an intake.
_ENDS = re.compile(
    "(?:[一-鿿]{0,3}就|要|全部|都|必须|得){0,2}(?:[受办发收报登]?[理证件名记]?(?:结束|关闭|截止)|关(?![心于键注])"
    "|停(?=[,。;!了止用]|[刷填报传录收投](?:[,。;!]|$))|[封锁](?=[,。;!了]|$)|[订定]死)"
)
# 今晚都清了, 天黑前全给我挪走.
ALL_DONE = re.compile(
    "(?:就|必须|要|得|给我|统统){0,2}(?:都|全部?|统统|通通|一律)(?:给我)?[清拆搬捞定订约结挪扫擦填洗铲割换关撕贴刷剪拔砍补弄删改签撤收装修运除挂埋封停]"
    "(?:[完掉净走好出上下齐空开平]|干净|下来|出来|上去)?了(?=[,。;!啊哈吧]|$)"
)
# 请抓紧,今天17:30,别拖.
_PUSHED = re.compile("(?:抓紧|赶紧|尽快|快[点些])[^,。;]{0,4},$")
_LATE = ("晚", "晚上", "下午", "傍晚", "夜里", "晚间", "天黑")
_HURRY = re.compile("赶[紧快]|抓紧|没[^,。;]{1,4}的|还(?:有|剩|差)[^,。;]{1,8}[没未]")
_DUE_IS = re.compile(
    "(?:上报|报送|[报交收送][表材料数件稿名单]{1,2}|截止|最后(?:一天|期限)|[死红]线)(?:时间|日期)?(?:还是|仍是|仍|就是|(?<!不)是|定在|定于|放在|在)$|(?<![刷打办银医保社读发制换领])[卡掐](?:在|到|死在?)?$"
)
DUE_TIME = re.compile(
    "截止|节点|期限|时限|(?:报送?|上报|提交|完成|反馈|回复|办结|整改|上交|交表|收[表齐件料]|填报|缴费"
    "|送达)的?时间"
)
# 没弄好的周五下午四点来.
UNDONE = re.compile("(?<!有)[没未][^,。;的有]{1,6}的(?:同志|人家?|村|户|组)?$")
_ONLINE = re.compile("网[上络]|线上|点赞|评选|学法|认证|测评|直报|发证|[报订]多少|多要")
_UP_TO = re.compile("(?:距离?|(?<![^,。;])离)$")
_UNHANDED = re.compile("[没未]有?[交报填传录]|[没未]有?(?:收?到|送)(?=[,。;])")
_FILLERS = "吧啊哈哦哟呀呢啦了 ~.)*"


def is_ahead(candidate: Candidate) -> bool:
    """Whether a day cannot but be ahead of who speaks: 明天, 这周五, 今晚."""
    say = candidate.day
    if say is None or say.offset is None:
        return False
    if say.name == "relative" and say.offset == 0:
        return candidate.part in _LATE or candidate.mark is Mark.BEFORE
    return say.offset > 0 or (say.offset == 0 and say.name in ("weekday", "weekend", "week"))


def is_last_day(candidate: Candidate) -> bool:
    """投票最后一天,每人拉十个: today is the last."""
    return candidate.day is not None and candidate.day.word.startswith("最后一")


def is_last(here: Around) -> bool | None:
    """Whether what stands beside a time makes it the last one; None when it does not tell."""
    passed = PASSED.search(here.before) or _PAST_IT.match(here.after)
    if passed:
        told = _NOT_AFTER.search(_PAST_IT.sub("", here.after) or here.rest, 0, 10)
        return bool(told) and not here.questioned
    if _UP_TO.search(here.before):  # 离20号就三天了,一半人没交
        said = f"{here.sentence_before}…{here.rest}"  # 材料还没到,离下班还有一小时
        return True if _HURRY.search(said) or _UNHANDED.search(said) else None
    if LACKING.match(here.after) or _MUST_SEE.match(here.after) or _LAST_DAY.match(here.after):
        return True
    if _NONE_LEFT.match(here.after) or _SHUTS_THEN.match(here.after):
        return True
    if not here.after and (_THREAT.match(here.rest) or _IN_HAND.match(here.rest)):
        return True
    if not here.after and (here.before.endswith("趁") or _PUSHED.search(here.sentence_before)):
        return True
    due = not here.after.strip(_FILLERS) and _DUE_IS.search(here.before)  # 交表还是22号中午
    if due or (_LAST_CALL.match(here.beyond) and here.alone):
        return True
    return True if _ends(here) else None


def _ends(here: Around) -> bool:
    """投票从现在开始,到周日晚上10点结束; 还有六个人没打卡,明天就关了."""
    if not _ENDS.match(here.after):
        return False
    told = f"{here.sentence_before}{here.after}…{here.rest}"
    open_till = cues.INTAKE.search(here.sentence_before) or _ONLINE.search(told)
    return bool(open_till or _HURRY.search(told))
