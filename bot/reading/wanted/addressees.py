"""Whom an ask is for: 各村(社区), 相关村, 河东、西台村, 网格员, 班子成员."""

import re
from collections.abc import Iterator
from functools import lru_cache

_UNIT = (
    r"(?:[村社组院校园所站](?:区|部|委)?里|行政村|自然村|村\(社区\)|村\(居\)|村社区|村居|村组|村小|"
    r"村(?:委会|民委员会|两委)?|社区|"
    r"居委会|嘎查|苏木|分场|连队|"
    r"街道(?:办事处)?|乡镇(?:街道)?|镇街|镇办|镇乡|[乡镇]|网格|片区|小区|楼栋|单位|部门|站所|"
    r"办所|所站|科室|股室|处室|中心|机关|"
    r"院(?!长)|港口|渔港|菜场|超市|药店|宾馆|酒店|学校|[小中]学|幼儿园|园所|园|校|卫生院|卫生室|医院|村医|企业|公司|商户|门店|店|餐馆|"
    r"合作社|经营户|养殖户|种植户|农户|户|厂|"
    r"党?支部|党委|党总支|总支|中队|大队|派出所|司法所|[一-龥]{0,3}(?:所(?![在有属需以辖])|站|办|"
    r"局|队)|组|班|船|"
    r"工地|项目部|物业|点位?|妇联|团委|工会|工作队|代表团|武装部)"
)
_ROLE = (
    r"(?:网格[员长]|护林员|保洁员|联络员|信息员|[一-龥]{1,2}员(?![工会])|"
    r"联系人|经办人?|负责人|负责同志|责任人|主要领导|分管领导|领导|村?(?:党支部|党总支)?书记|"
    r"[村支]书|主任|文书|会计|站长|所长|院长|校长|园长|"
    r"班主任|老师|教师|家长|村医|医生|专干|委员|干部|党员(?:干部)?|同志|人员|班子成员|成员|两委|"
    r"村民|居民|业主|房东|楼栋长|楼长|[组队片林河田路湖]长|组员|"
    r"代表|志愿者|农机手|船长|船东|养殖户|户主|店主|老板|职工|员工|姐妹|委托人|代办员|辅导员|"
    r"指导员|报账员|出纳|第一书记|工作队员?|物业经理|经理|主席|团长|财务(?:人员)?|们)们?"
)
_NOTE = r"(?:\([^()\n]{1,14}\))?"
# What may stand within a name: none of the words that begin what is to be done.
_IN = (
    "(?:(?![选把报交填将要请须应让以按于到从对的给派抓做和及与逐跟划别帮也挨还就]|"
    "在(?!职)|通知|督促|提醒|发动)[一-龥])"
)
_WHOLE = (
    rf"(?:各|全体|所有|全部|相关|有关|涉及|辖区|广大|未[^,。;:!?\n的]{{1,8}}的|"
    rf"没[^,。;:!?\n的]{{1,8}}的|全[县镇乡村院校])"
    rf"(?:有关|相关|位|级|类|条线|行业|个)?(?:(?<!的){_IN}{{1,8}}?)??(?:{_ROLE}|"
    rf"{_UNIT}(?:{_ROLE})?){_NOTE}"
)
_NAMED = rf"{_IN}{{0,6}}?(?:{_UNIT}|{_ROLE})(?:{_ROLE})?{_NOTE}"
_SHORT = rf"{_IN}{{1,8}}"
_AND = r"(?:[、/]|以及|[及和与])"
_LED = (
    r"(?:^|(?<=[,。;:!?\n\s】\])、])|(?<=[请望@前内起天晚午早])|"
    r"(?<=麻烦)|(?<=辛苦)|(?<=提醒)|(?<=要求))"
)
# What may follow whom it is for: a time, what is to be done, or the end of a call.
_THEN = (
    r"(?=$|[,:!\s@\d。;]|请|务必|于|在|把|将|要|须|需|应|今|明|后天|本[周月季年]|[下上这]周|"
    r"周[一二三四五六日]|星期|尽快|抓紧|及时|立即|马上|注意|认真|按|"
    r"对|根据|结合|组织|安排|报|交|填|上|提|发|送|统(?!计[站局办所])|摸|排|清|核|整|做|开|完|落|派|"
    r"参|带(?!队|路|头)|准|"
    r"通知|转|收|查|入|加|再|先|都|均|统一|一律|必|不|别|务|月|每|"
    r"自|列|登|更|维|录|扫|接|配|协(?!管)|负责|切|继|严|全面|前往|到|来|赶|去|补|回|确认|看|守|写|拍|盯|"
    r"催|叫|数|抽|腾|领|巡|劝|打|逐|派|出|连夜|当天|当晚|跟|选|拉|挨|梳|检(?!查站)|撤|拆|搬|停(?!电|水)|关(?![于工爱])|换(?!届)|贴|挂|"
    r"洗|挖|修|帮|找|告知|喊|问(?!题)|陪|验|测|播|动员|晚[一-龥\d]|早[一-龥\d]|[一二三四五六七八九十]{1,3}[号点]|"
    r"联|主动|集中|逐|分别|没|还|每日|从|照|给|可|有|以(?!上|下|内|外)|会同|联合|协助)"
    r"(?!各|所属|辖区内的|人数|数|情况|名单|信息|数据|的)"
)
_COMES = r"(?=参加|参会|到会|列席|到场|收看|参训|出席|准时)"
_EDGE = rf"(?={_AND}|[:,]|参会|到会|列席|到场|收看|参训|出席|准时|{_THEN})"
# Each of a list is read in one way only, so that a long one takes no longer.
_BOTH = rf"(?>(?:{_WHOLE}|{_NAMED}){_EDGE})"
_MORE = rf"(?:{_AND}{_BOTH}){{0,6}}+"
_LIST = rf"(?:{_SHORT}{_AND}){{0,12}}+(?>{_NAMED}{_EDGE})"
_ALL = re.compile(
    "(?=[全各广所有未没涉相辖])(?:"
    rf"{_LED}(?P<who>(?>{_WHOLE}{_EDGE}){_MORE}){_THEN}"
    ")"
)
_CALLED = re.compile(
    rf"(?:(?<=(?<!时)请)|(?<=@)|(?<=麻烦)|(?<=烦请)|(?<=辛苦))(?P<who>(?!各|全体|所有|"
    rf"大家){_LIST}){_THEN}"
)
_SALUTED = re.compile(
    rf"^\W*(?:【[^】\n]{{1,20}}】|\[[^\]\n]{{1,20}}\])?"
    rf"(?P<who>(?!关于|通知|[会时]议?[间题]|根据){_LIST})(?:[:,](?!\d(?!\d?[月日号岁]))|(?=请|抓紧|今天|"
    rf"明天))"
)
# What a message begins with, up to a colon, and says each or all: 各护士长:, 各镇(街道)人社所:.
_EACH_CALLED = re.compile(
    r"(?:^|\n)[^\w\n(@]{0,6}(?:[【\[][^】\]\n]{1,20}[】\]]\s*)?"
    r"(?P<who>(?:各(?!项|类|种|地(?!区)|自|有|就)|全体|所有|相关|有关)"
    rf"(?:(?!注意|通知|名单|台账|情况|如下|提供|完成|时间|安排|问题)(?:{_IN}|"
    rf"[(、)及和与])){{1,30}}):"
)
# 家里有退伍军人的户,…: who they are is told by what they have or have not.
_OF_A_KIND = re.compile(
    "(?=[家尚想愿有未没符还需])(?:"
    rf"(?:{_LED})(?P<who>(?:家里有?|家中有?|有|想|愿意|需要|符合|未|没有?|尚未|"
    rf"还没)(?![的关])[^,。;:!?\n、]{{1,24}}的"
    rf"(?:各?(?:农|用|住|低保)?户|家庭|[村居]民|家长|业主|单位|[村企]业?|同志|商户|人员|同学|党员|"
    rf"老师|孕产妇|老人|学生|考生|职工|妇女))"
    r"(?=[,:]|请|把|让|务必|抓紧|尽快|于|在|[今明]|到|来|\d)"
    ")"
)
# 各村台账还没报的,今天报: they are those who have not.
_BEHIND = re.compile(
    "(?=[各哪有])(?:"
    rf"(?:{_LED})(?P<who>(?:各|哪个|有的)(?:{_UNIT}))(?=[^,。;:!?\n、]{{1,18}}(?:还没|没有?|尚未|"
    rf"未)[报交做填传送录完][^,。;:!?\n、]{{0,2}}的)"
    ")"
)
_AT = re.compile(r"(?<![A-Za-z0-9])@(?P<who>[一-龥A-Za-z0-9_—-]{2,12})")
_COME = re.compile(
    r"(?:参[会加训]人员|参[会加]对象|参[会加]范围|培训对象)(?:为|是|:)(?P<who>[^。;:!?\n]{2,60})|"
    r"(?:(?<=[,。;:!?\n\s请])|(?<=通知)|(?<=组织)|(?<=安排)|^)"
    rf"(?P<come>{_BOTH}{_MORE}){_COMES}"
)
# Without any of these nobody is told to come.
_MAY_COME = re.compile("参[会加训]|培训对象|到[会场]|列席|收看|出席|准时")
# 护林员每人分10个山头: without a call, those who are meant only ever as readers.
_BARE = re.compile(
    r"(?:^|(?<=[,。;:!\n]))(?P<who>大家(?=自己|都?(?:把|在|填|报|发|抓紧|按|登))|(?:[一-龥]{0,3}(?:网格员|护林员|保洁员)|网格长|"
    r"[组队楼片]长|村医|村?支书|村书记|文书|"
    r"会计|[河林田路湖]长|班主任|联络员|船长|船东|党员|物业|楼栋长|包村干部|驻村干部|"
    r"\d{1,2}号?网格|(?:社区|街道|村里|网格|组里)(?=\d{1,2}[号日][^\d]|[今明][天日早晚]|请|把))们?)"
    r"(?=[今明本下周\d把要请每都先逐带去到问跟给用拿数查]|自己|都(?=[在把填报发抓按登])|马上|立即|分头|通知|核对|盯)"
)
# 沿江五个村今天中午前上堤: so many of them.
_SO_MANY = re.compile(
    rf"{_LED}(?P<who>(?![还就只共])[一-龥]{{0,4}}(?:[两三四五六七八九十几]|\d{{1,2}})[个家]"
    r"(?:村|社区|组|乡镇|镇|单位|物业|网格|企业|学校|支部))(?=[今明]|请|于|务必|抓紧|把|都|立即|"
    r"马上)"
)
_EVERYBODY = re.compile(r"^(?:所有人|全体成员|all|All|ALL|大家)$")
_TRIM = re.compile(r"^(?:请|由|望|让|叫|和|及|与|@|麻烦|烦请|辛苦|各位同事)+(?=[一-龥])")
# Things that look like somebody: 一户, 各类人员 as what is counted.
_NOBODY = re.compile(
    r"[排值加上下轮]班$|[一二两三四五六七八九十几\d]点$|登记(?!员)|注册|摸排|了解|收队|整组|盘点|宣传(?!委|员|干|部)|"
    r"宣讲|评议|走访|清点|陪同|入户|下村|进厂|告知|周知|^问|问了|配合|^加上|^准备|好多|有没有|最多|动动|"
    r"不准|上船|^每户$|^全部办$|进(?:社区|村|校园?|企业|机关|单位|小区|网格)$|(?:场|厕|处|住)所$|分[一二三四五六七八两几\d]{1,2}组$|^(?:挨家|挨户|逐户|"
    r"入户|家家)|^(?:本[周月人]|[上下]周|今|明|其中|同时|以上|如有|没有|还有|通知|关于|为|根据|"
    r"按照|现将|"
    r"现在|另外|对于?|会议|附件|备注|注明|"
    r"[一二三四五六七八九十]{1,3}[是、]|第[一二三四]|更正|转发?[:,]|提醒|重要|紧急|温馨|"
    r"[一-龥]{0,3}(?:开会|名单|统计|排查|报送|上报|姓名|填报)|时间|地点|经|从|在(?![职校编岗])|"
    r"把|将|"
    r"报|交|填|提供|协同|会同|核|组织|通知|督促|安排|查|对照|登记|摸|转|协助|确认|领|收|看|来|"
    r"带|提前|选|"
    r"推荐|配合|写|做|抓|注意|及时|发|认真|逐|"
    r"并|且|因|如|若|凡|或|即|已|未按|没按|以|于|由于|需|要|须|应|可|能|就|都|也|又|再|才|还(?!没.*的.)|只|"
    r"不|无|有(?!.*的[户家村居单业商人]))"
)
_LONGEST, _MOST, _LOOKED_AT = 40, 6, 30


@lru_cache(maxsize=8)
def addressees_in(text: str) -> tuple[str, ...]:
    """Whom an ask of normalised ``text`` is for, in its own words and order."""
    told: list[str] = []
    for _, who in sorted(_found(text))[:_LOOKED_AT]:
        for name in _apart(who):
            if not any(name in known for known in told):
                told = [known for known in told if known not in name] + [name]
    return tuple(told[:_MOST])


def _found(text: str) -> Iterator[tuple[int, str]]:
    for pattern in (_ALL, _CALLED, _SALUTED, _EACH_CALLED, _OF_A_KIND, _BEHIND, _SO_MANY, _BARE):
        for one in pattern.finditer(text):
            yield one.start("who"), one["who"]
    for one in _AT.finditer(text):
        yield one.start("who"), _EVERYBODY.sub(_ALL_OF_THEM, one["who"])
    for one in _COME.finditer(text) if _MAY_COME.search(text) else ():
        yield one.start(), one["who"] or one["come"]


_ALL_OF_THEM = "所有人"
_JOINED = re.compile(r"[、,/]|以及|[及和与](?=各|全体|相关|有关|所有)")
_EACH = re.compile(r"各|全体|所有")
_ENDS = re.compile(rf"(?:{_UNIT}|{_ROLE}){_NOTE}$")


def _apart(who: str) -> list[str]:
    """各村、各社区 are two; 河东、西台村 are named in one go."""
    whole = _TRIM.sub("", who.strip())[:_LONGEST]
    parts = [part.strip() for part in _JOINED.split(whole) if part.strip()]
    named = parts if all(_EACH.match(part) or _ENDS.search(part) for part in parts) else [whole]
    return [name for name in named if not _NOBODY.search(name)]
