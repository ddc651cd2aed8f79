"""How well words name the thing that is asked: a thing word, early, and no remark about it."""

import re

from bot.domain.reading import Kind
from bot.reading.titles.heads import DEED
from bot.reading.wanted.fields import is_column

_LONGEST = 24
LATER = 0.6  # a name is worth less with each clause before it

NOUN = re.compile(
    r"表|名单|台账|清单|材料|花名册|情况|数据|照片|信息|总结|方案|计划|灾情|人数|[处家户]数|"
    r"[底船]数|面积|人口|"
    r"报告|需求|进度|"
    r"单据|档案|册|数(?:$|和|、)|记录|典型|人选|名额|编号|明细|安排|线索|简报|资料|凭证|证明|"
    r"承诺书|责任书|"
    r"申请|小结|回执|人次|名册"
)
THING = re.compile(
    rf"{NOUN.pattern}|{DEED}|会|问卷|值班|停水|"
    r"停电|停气|预警|补贴|医保|疫苗|救助|治理|测评|"
    r"险|火|隐患|费|证|业务|服务|行动|工作|任务|(?i:app)|小程序|名录|系统|暂停|"
    r"塌|滑坡|撤离|上岗|失联|落水|被困|困人|渗水|泄漏|中毒|呕吐|停课|霜冻|结冰|降温|大风|暴雨|"
    r"征文|补助|补偿|安置|起底|纠纷|报销|稿|录取|入学|入户|征兵|打药|征收"
)
# Labels and remarks that name nothing.
_EMPTY = re.compile(
    r"^(?:会议|紧急|重要|工作|温馨)?(?:通知|提醒|提示|公告|附件|接龙|转发|说明|要求|注意事项|"
    r"时间|地点|收到|辛苦.*|谢谢.*|因.{2,8}|"
    r"(?:我(?![园校村镇乡社区县院所])|你|他|大家|别|对|不要|不用|不是|没有|记得|都|也|刚才|问过|"
    r"说到|散会|打岔|有(?:情况|问题|事|啥|什么)|逾期|过期|否则|零报告).*|(?:动动手指|带身份证|"
    r"复印件可以|照常|补发|更正|改期|名称|时间)|.*(?:如下|见附件|见图|见上|系统.{0,3}关|见群|"
    r"私发|松口|点名|通报批评|扣分)|.{1,6}(?:将至|在即|临近|快到了?|来临|的季节到了?)|.{0,6}注意|"
    r".{0,12}注意安全|.{0,4}重视|.{0,6}(?:时间|其他|照原来|要求)不[变改动]|县里要?|镇里要?|"
    r"[一-龥]{1,8}(?:局|办|委|公司|院|所|站|中心)(?:紧急)?通知|光(?![荣伏缆纤明彩]).*|.{1,5}们(?:组织)?|"
    r"[一-龥]{2,3}\d+|.*在等|.*(?:就[行成好]|即可)|(?!改)[一-龥]{0,8}(?:室|股|科|办|局|站|所|中心|邮箱)|"
    r".*[跟给和同向]我(?:说|讲|打|吱|通个?气|联系|报).*|打包.{0,4}|"
    r".{0,8}(?:人员|同志|干部)(?:要|都|必须)?(?:到位|在岗|到岗|参加|配合)|联系人[^表单册,]{0,4}|个?数|"
    r"(?:[老小阿][一-龥]、?){1,4}|就一[个张份条].*|个?会|再?(?:更新|核对|核查|排查|统计|登记|整理|检查|清理|走访)一[遍次轮下]|.{1,8}(?:听到?|听好|听着)|[小老阿][一-龥]你(?:别走|好|听|过来|等)[^,]{0,3}|领导(?:要求|说|讲).*|"
    r".{0,3}[这本上下][轮批期]|.{1,4}有[变改][化动]?|(?:会上|群里)(?:刚才)?(?:讲|说|定|强调|布置).*|"
    r"(?>[一-龥]{2,6}?(?:村委|居委|局|镇|乡|村|办|所|站|社区|委)、?){2,})$"
)
# Where something is to be found is not what it is.
_ASIDE = re.compile(
    r"我发|私发|见图|见附|群文件|见附件|发群里?了|在群里|在表里|名单在|见[^,。]{0,4}(?:文件|附件|"
    r"通知)$"
)
# How a thing is to look, how far it is, how many are wanted: no name for it.
_HOW = re.compile(
    r"[要须]有|写[清明上]|注明|不少于|不超过|一式|水印|像素|^已经?(?!办结|故|婚|脱贫|退|纳)|已经|"
    r"已(?:收|发|上线|分|消毒|处理|修好)|签字?$|签名|盖章|"
    r"还剩|剩\d|任务\d|名额|每[村人家户社天]{1,2}[可不]?.{0,2}\d|必须有|(?:姓名|名字|身份证|电话|"
    r"住址|年龄|卡号)[^、]{0,3}、|"
    r"^\d+[人名份个条张分户].{0,3}$|[怎咋]么|^免费|^按(?!揭|键)|^清(?:要|晰)|[一-龥]不了的|"
    r"一[人户村]一|记入|逐条|拍[照相]|[一两三四五六几]张(?=照|图|$)|[加另][^,]{0,20}[列栏项]|之外|年龄|"
    r"^重点|的有\d+[户人家]|多少|几[份亩个人户口只台块]|[是给]谁|没有?$|否$|在查$|[还仍]是?空|"
    r"空着"
)
# What goes with the thing, is done to hand it in, or tells what it is good for.
_WITH = re.compile(
    r"^身份证|^户口[本簿]|^(?:全部|必须|到|并|是|一律|并?附|提前|另附|另加|加(?!强|快|固)|含|"
    r"包括|连同|备好|带[上好]?|拍[照张成]?|标|选|填(?!报)|录入|形成|统一填|弄个|列[个成]|"
    r"建[个好]|"
    r"逐户弄|给个|一[户人家房]一|登记[A-Za-z]|账上|.{1,6}签承诺|整改前后|不[通行听能]|没有?|"
    r"能.{1,4}的|"
    r"信息表用|送样|.{2,4}、.{2,4}、.{2,6}$)|(?:复印|用)$|(?:都|单)列(?:清单|表)?$|重传|重发|"
    r"另列|再报|^要(?!情|素|客)"
)
# 台账, 核查表, 花名册: a shape of paper, whatever stands on it.
SHAPE = re.compile(
    r"(?:做个|这个|那个|个|此|以[上下]|上述|该|相关|农户签字的)?(?:[检核排摸自]查|登记|统计|汇总|"
    r"进度|回执|申[报请]|预约|报名|意见|户主|影像|走访|完成|工作|查完|实施|参会|会议|项目|自评|签收|"
    r"验收|评估){0,2}"
    r"(?:情况|谈话|照片|影像|查验)?(?:汇总)?(?:表[一二三四五六\d]?|名单|台账|列表|记录|材料|资料|"
    r"清单|数据?|照片|情况|小结|总结|方案|回执|花名册|人数|申请|明细|底数|意愿表|联络员|单子|"
    r"盖?章?(?:电子|纸质|扫描|盖章)[版件表档])"
    r"(?:(?:和|及|、)(?:工作)?(?:小结|照片|总结|名单|记录|汇总表|台账|电子版))?(?:电子版)?"
)
# Why it is asked: what is coming, what happened, what is planned.
_WHY = re.compile(
    "(?=[一中为乡今从刚到区县发后启坏坐多季就局市年开形快想扣拟指搞教旺是最来爆用省"
    "立算要起近连镇需高])(?:"
    r"[快就]?要?(?:到了?|来了|用|立项|开$)$|坐不下|快到|季节|发生|一连|"
    r"^[县镇乡市区局省][里委]?.{0,4}(?:拟|准备|打算|想)|"
    r"^(?:拟|想|算|搞|要|为)(?!.*(?:表|名单|台账|情况)$)|需要?(?:底数|数据|摸底)?$|旺$|(?<=.{3})[中后]$|形势|"
    r"[高多]发$|启动$|连着|年年|起.{0,3}事故|坏了?$|^是|^刚|扣分|教训|爆炸|^(?:今年|最近|"
    r"近期)(?!.*的[^的]{1,6}$)|^从今|指标|(?:开课|开班|起火)了?$"
    ")"
)
# 市里来调研: why something is prepared.
_COMING = re.compile(
    "来(?:[我咱]?们?[镇村县区])?(?:进行|开展)?(?:调研|检查|督[查导]|考核|暗访|抽查|验收|看)$"
)
_KIND_WORD = {
    Kind.MEETING: re.compile(r"会|培训|讲座|课|党日|座谈|观摩|演练|来讲"),
    Kind.INSPECTION: re.compile(r"检查|督查|督导|抽查|暗访|调研|验收|考核|复查|来看|执法"),
    Kind.REPORT: NOUN,
    Kind.CHECK_IN: re.compile(r"接龙|打卡|签到|平安|在岗|到岗"),
    Kind.PROMOTION: re.compile(
        r"投票|答题|转发|点赞|关注|注册|下载|安装|小程序|(?i:app)|问卷|竞赛|"
        r"直播|视频"
    ),
}
_SHOWS = (Kind.MEETING, Kind.CHECK_IN, Kind.PROMOTION)
# A clause that only names its matter: 春节返乡人员摸底,…
_SAYS = re.compile(
    r"请|报(?!销|告|名|账)|填|交(?!通|流|叉)|把|将|务必|要|有(?!限|机)|了|到|来|拟|想|我|你|各位|"
    r"大家|们$|还|没|不|已|快|[\x00]"
)


def worth(index: int, name: str, kind: Kind, *, headed: bool, aim: bool) -> float:
    """How well ``name``, out of clause ``index``, names what is asked; about 4 at best.

    ``headed``: the clause stands before a colon, as a heading does; ``aim``: it tells what for.
    """
    word = _KIND_WORD.get(kind)
    empty = bool(_EMPTY.match(name))
    shape = bool(SHAPE.fullmatch(name))
    thing = bool(THING.search(name))
    value = 2.0 * (thing and not empty) - LATER * index
    told = len(name) > 3 and not shape and not empty
    kindly = bool(word and word.search(name)) and not shape and not empty
    value += (2.0 if kind in _SHOWS else 1.5) * kindly - 1.0 * shape
    held = kind in (Kind.MEETING, Kind.CHECK_IN) and kindly  # 组长会 is name enough
    value += 0.5 * (4 <= len(name) <= _LONGEST) - 1.0 * (len(name) < (3 if held else 4))
    topic = told and not index and not _SAYS.search(name)
    value += topic * (1.2 if thing else 0.7)
    value += 1.0 * (told and headed and thing)
    value -= 3.0 * empty + 1.5 * bool(_HOW.search(name))
    value -= 1.5 * _fields_only(name)
    value -= 1.8 * bool(_WITH.search(name)) + 2.0 * (aim or bool(_WHY.search(name)))
    value -= 1.5 * (kind is not Kind.INSPECTION and bool(_COMING.search(name)))
    value -= 1.5 * bool(_ASIDE.search(name)) + 1.0 * (len(name) > _LONGEST)
    return value - 0.02 * max(0, len(name) - 12)


def _fields_only(name: str) -> bool:
    """姓名、住址: what is to stand in a list, and not the list."""
    parts = _PARTED.split(name)
    return len(parts) > 1 and all(is_column(part) for part in parts)


_PARTED = re.compile("[、和及]")
