"""Where an answer goes: 党政办邮箱, 微信群, 防返贫系统, 扫码, 203室, 我."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.reading.wanted.named import APP, SHARED

_HAND = (
    r"(?:报送|上报|填报|申报|补报|(?<!通)报(?!告|警|备|销|名)|提交|上交|移交|收交|交(?!通|警|流|"
    r"界|接|办(?!公室)|易|叉|班|替|谈|待|付)|"
    r"发(?!放|现|展|生|动|布|病|货|到手)|送(?!医|达|[县市区镇]里)|传(?!达|染|统)|反馈|返(?!乡|贫|"
    r"岗|程)|寄|"
    r"投递?|汇总|回[复传]|填(?=[到至])|上传|给|私信)"
)
_TOPIC_END = r"(?:录完|补录|录入|填完|补齐|录齐|更新|销号|办结|核对)"
_RUN = r"[一-龥A-Z0-9“”\"]"
_NAMED = r"(?:(?![的与和跟是了有])[一-龥A-Z0-9“”\"])"
# All that stands from a word of handing in to the end of its clause: where to is told at the end.
_HANDED = re.compile(
    "(?=[上交传到反发回填寄投报提收汇申私移给至补返送])(?:"
    rf"(?:{_HAND}|(?<=\))[到至])(?P<to>{_RUN}{{1,30}})(?!{_RUN})"
    ")"
)
_AFTER = re.compile(
    r"(?:统一)?(?:汇总|抽查|初审|查[阅验]|审[核查]|备[案查]|存档|登记(?![股科处窗])|盖章|联系|一份|即可|就[行可]|为准|收(?=$)|"
    r"存着?(?=$)|哈|"
    r"啊|哦|吧|哟|了|并[一-龥]|后再|再|处(?!$|[小老]?[一-龥](?:老师|主任|处长|科长|干事|姐|哥))|"
    r"那[里儿边]?|谢谢).*$"
)
_BEFORE = re.compile(
    r"^.*(?:报送|(?<!通)报(?!社[^会]|[名告警到])|(?<!成)交(?![警通管流])|"
    r"(?<![开经])发(?![改展放现])|"
    r"送(?!医)|传(?!达)|到|至|给|往|导[入进]?|填[进入]?)(?=[一-龥A-Za-z\d“\"]{1,30}$)|"
    r"^(?:在(?!线|职)|并|请|统一|一并|集中|直接|分别|及时|电子版|纸质版|来|回|去|一?份|本人)+"
)
_ONE = r"(?:[小老阿][一-龥]|[一-龥](?:大?姐|大?哥|主任|老师|会计|科长|股长|站长|所长))"
_ENDS = re.compile(
    rf"邮箱|信箱|邮件|群(?:里|内|中|文件|相册)?|系统|平台|小程序|[Aa][Pp][Pp]|公众号|直报网|"
    rf"网站|后台|OA|oa|在线表格?|文档|共享表格?|文件夹|网盘|云盘|问卷星|"
    rf"(?<!\d)\d{{3,4}}(?:办公?室|室|房间?)?|办公室{_ONE}?|窗口|大厅|药房|意见箱|收发室|值班室|"
    rf"档案室|传达室|"
    r"(?<![一-龥])我们?(?:这[里儿边]?|处|的?邮箱|微信|私信|[Qq]{2}|钉钉|办公室|手[里上])?|"
    r"我们?[一-龥]{0,4}(?:办|站|所|股|科|室|委|局)|"
    r"(?<![一-龥])[小老阿][一-龥]|(?<![一-龥])[一-龥]{1,6}(?:主任|干事|会计|大姐|姐|哥|老师|"
    r"科长|股长|所长|站长|书记|文书|专干|委员|医生|院长|校长|队长)|"
    r"(?:客服|片警|前台|门岗|财务|会计|出纳|文书|班主任|辅导员|网格[员长]|联络员|报账员|信息员|护士长|"
    r"[一-龥]{0,4}[组楼片段班]长|(?:包|驻|挂)[村片点]干部)|"
    rf"(?:办|站|所|局|中心|科|股|专班|[督纪党工政]委|党支部|指挥部|"
    rf"[装织传战务业防维事益理育保勤产程目文贷群建社教]部|"
    rf"办公厅|股室|科室|组|队|院|[残妇团社侨商文科作]联|[协学工商]会|分会|[员委]会|校|公司|供销社|"
    rf"合作社|[一-龥]{{2}}(?<!会议)室|[一二三四五六]楼|[县镇乡街区市局站所村院校园组队社部科办厂股室班]里|"
    rf"街道|镇政府|村部|"
    rf"村委|社区)(?:{_ONE}处?)?"
)
_END = re.compile(rf"(?:{_ENDS.pattern})$")
_PLACE = (
    r"(?:系统|平台|小程序|[Aa][Pp][Pp]|公众号|直报网|后台|"
    r"信息网|政务网|办事大厅)"
)
_THROUGH = re.compile(
    "(?=[上从传到在填导录打用登维走进通])(?:"
    rf"(?:通过|登录|登陆|进入|打开|上传(?:到|至)?|在|从|用|(?<!签)到|(?<!以)上(?![报午周次月年级架])|"
    rf"走|录(?:[入进到]|(?![完好]))|导入|"
    rf"(?<!宣)传(?:到|至)?|填[入进]?|填报[到在]?|维护)(?P<to>{_NAMED}{{0,16}}?(?:{_PLACE}|"
    rf"{SHARED}))"
    r"(?=里|中|[,。;!?\s(]|$|[^,。;!?\n]{0,14}(?:填|报|缴|自助|自行|录|传|更新|提交|登记|维护|核|选|办|"
    r"截|做|完善|"
    r"勾|认|申|签|打卡|投|查|学|答|预约|领))"
    ")"
)
_IN_APP = re.compile(
    "(?=[上传使在填录打用登通])(?:"
    rf"(?:录[到入进]?|(?<!宣)传[到至]?|在|(?<!引)用|使用|登录|打开|通过|填[到入进]?|"
    rf"(?<!马)上(?!报))[“\"]?(?P<to>{APP})[”\"]?"
    r"(?=里|上|中|端|[,。;!\s]|$|[打填录传报签完巡学拍缴办])"
    ")"
)
# 公卫系统里…务必录完: what is told of first.
_TOPIC = re.compile(
    rf"(?:^|(?<=[,。;:!?\n]))(?P<to>[一-龥]{{1,10}}(?:系统|平台|小程序))(?:里|上|"
    rf"中)[^。!\n]{{0,30}}{_TOPIC_END}"
)
_ROOM = re.compile(r"(?:送到?|交[到至]|拿到|放到?)(?P<to>(?!20[0-3]\d)\d{3,4}室?)(?=[,。;!\s]|$)")
_TO_ME = re.compile(
    "(?=[交传发告回戳找报滴私给跟])(?:"
    r"(?:(?<!通)[报发交传回]|给)(?P<mine>我)(?=总?数|一[个回次下声份遍]|个|统计|汇总|做|原因|就[好行]|"
    r"名单|姓名|人数|截图|情况|备案|审核|看看?[,。;!]|把关|登记)|"
    r"(?:(?:告诉|告知|[私滴戳]|(?<![一-龥])回)(?P<me>我们?)(?=[,。;!\s(哈]|$|一声)|"
    r"(?:给|跟|告诉|回|找|私)(?P<to>我)(?:们)?(?:[报回发给]?一?个(?:[总准]?数|数字|话|信|准信|底|名单|名字)|"
    r"(?:说|言语|吱|讲|招呼)一?[声下]|报[个一]|回复))"
    ")"
)
_GROUP = re.compile(
    "(?=[Qq业回工微接本村网群钉])(?:"
    r"(?P<to>(?:微信|工作|QQ|qq|钉钉|本|村民|网格|业主)?群(?:里|内|中))(?:统一|直接|再|也)?(?:接龙|回复|报|"
    r"发|填|跟帖|打卡|签到|反馈|上传|传|吱|说|喊|留言|告知|应|冒泡|扣|回|举手|认领|"
    r"@)(?![的过了])|"
    r"(?:接龙|回复)(?:到|至|在|进)?(?P<in>(?:微信|工作|QQ|qq|钉钉|本)?群(?:里|内|中)?)(?=$|"
    r"[,。;!?\s])"
    ")"
)
_SHARED = re.compile(rf"(?P<to>{SHARED}|群文件)(?:里|上|中)[^,。;!?\n]{{0,8}}(?:填|写|录)")
_GO = re.compile(
    r"(?:到|去|前往)(?P<to>[一-龥]{1,10}?(?:办公室|窗口|大厅|服务站|服务中心|中心|卫生院|医院|卫生室|村部|村委会?|"
    r"社区|\d{3}室?)(?:[一二三四五六七八九\d]楼)?(?:[一-龥]{2,4}科|窗口)?)(?=办|填|登记|报名|领|交|核对|现场|做|采集|采血|体检|接种|认证|"
    r"签字|缴|拿)"
)
_SCAN = re.compile(
    r"扫码(?!进|入群|看|听|加|关注|下载|装|领|付|缴)|扫(?:[描一扫下上方以此本这个附件图中面的]{0,8})(?:二维码|码)|识别二维码|二维码(?=填|"
    r"报|登|里)"
)
_LINK = re.compile(r"(?:点击?|打开|戳|通过|进)[^,。;!?\n]{0,6}(?P<to>链接)")
_MAIL = re.compile(r"[A-Za-z0-9_.+-]{2,40}@[A-Za-z0-9-]{2,20}\.[A-Za-z.]{2,12}|邮箱(?=[:是为])")
_DIRECT = re.compile(
    r"(?:(?P<to>微信|钉钉|邮箱|QQ|短信)|私信|私聊)(?:发|报|回|联系|告知|传|"
    r"告诉)?(?:给)?(?P<me>我)(?=$|"
    r"[,。;!?\s]|说|报)"
)
_REFUSED = re.compile(
    r"(?:不要|不用|不必|无需|无须|不需|别|勿|莫|禁止|严禁|不得|不准|不)(?:再|另|在|往|向|给|发|"
    r"报|到|传|交|送|上传|回复|单独|私){0,4}[^,。;!?\n]{0,6}"
    r"(?:群(?:里|内|中)?|系统|平台|邮箱|我|小程序|办公室)(?:里|内|中|的?(?:微信|邮箱|[Qq]{2}|钉钉|"
    r"私信))?(?:发|报|回复|传|接龙|"
    r"刷屏|打卡|问)?(?=$|[,。;!?\s)])|"
    r"由[^,。;!?\n]{2,12}(?:统一|汇总后?|一并|负责)(?:提交|上?报送?|交|发|送|传)[^,。;!?\n]{0,16}|"
    r"[一-龥]员(?:上门)?(?:当场|现场|帮忙?|代为?|统一|会|负责)[^,。;!?\n]{0,4}(?:录|填)[^,。;!?\n]{0,8}|"
    # 我报农机站: what the sender does with it.
    r"(?:^|(?<=[,。;!?\n]))(?:然后|再)?我(?:们|这边|来|再|去|好|要|统一|一起|一并|汇总后?){0,3}"
    r"(?:报|交|送|发|传|汇总)(?!给?我)[^,。;!?\n]{1,12}|"
    r"(?:[会稍随过]后|[一等]会儿?)[^,。;!?\n]{0,4}(?:发|传)[^,。;!?\n]{0,8}|群(?:里|内|"
    r"中)?(?:就|都|也)?(?:不要|不用|不必|无需|别|勿|莫|不得|禁止|不)[^,。;!?\n]{0,10}"
)
# What ends as a place does, and is none.
_NO_PLACE = re.compile(
    r"(?:情况|名单|台账|进度|人员|数据|以上|人数|时间|需求|培训|计划|问题|照片|场所|"
    r"活动)(?!邮箱|群|系统|平台|[股科办站室中])|"
    r"^(?:参[会加]|大会|会(?!计)|机会|开|随|[一两三几](?:份|次|个|批|张)|每|各(?!.{0,8}群$)|全体|所在|小组|"
    r"社会(?!救助|事务|保障|治理|工作)|"
    r"本[村社组](?!群)|协会|[年月日\d]{1,4}$|[12]\d{3}$)"
)
# 表报社救科, 8点前在小程序: what stands before a place within what was taken for one.
_INSIDE = re.compile(
    r"^.*(?:告诉|到|在(?!线)|前(?!进|台)|[至往给]|(?<!申)报(?![灾账销名警送告])|传(?![染达统]))(?=.{2,}$)"
)
_NO_NAME = re.compile(
    r"[得别是没不哪](?!.{0,2}我)|的(?!.?.?群)(?!.{0,2}我)|^(?:一下|人家|原|我看)|经办$|电话\d|^姓名"
)
_THAT = re.compile(r"^(?:[上里])?(?:那个|这个|上面的?|下面的?|附件)(?=.{2})")
_QUOTES = re.compile('[“”"《》「」]')
_MOST, _LOOKED_AT = 3, 30


@lru_cache(maxsize=8)
def channel_in(text: str) -> str | None:
    """Where the answer to an ask of normalised ``text`` goes; several are joined by 、."""
    plain = _REFUSED.sub(";", text)
    told: list[str] = []
    for _, where in sorted(_found(plain))[:_LOOKED_AT]:
        name = _THAT.sub("", _QUOTES.sub("", where))
        name = _INSIDE.sub("", name)
        if name and not _NO_NAME.search(name) and not any(_tells(known, name) for known in told):
            told = [known for known in told if not _tells(name, known)] + [name]
    return "、".join(told[:_MOST]) or None


def _tells(known: str, name: str) -> bool:
    """Whether a place says another one: 林保通小程序 says 小程序; 镇妇联邮箱 is not 镇妇联."""
    box = known.startswith(name) and _BOX.fullmatch(known, len(name))
    return name in known and not box


_BOX = re.compile(r"(?:的?电子|工作|微信|QQ)*(?:邮箱|信箱|邮件|群)")


def _place(run: str) -> str:
    """The place at the end of a run of words that begins after one of handing in; "" for none."""
    for name in (_AFTER.sub("", _BEFORE.sub("", run)), _BEFORE.sub("", _AFTER.sub("", run))):
        if _END.search(name) and not _NO_PLACE.search(name):
            return name
    return ""


def _found(text: str) -> Iterator[tuple[int, str]]:
    for one in _HANDED.finditer(text):
        name = _place(one["to"])
        if name:
            yield one.end(), name
    for one in _TO_ME.finditer(text):
        yield one.end(), one["to"] or one["me"] or one["mine"]
    for one in _DIRECT.finditer(text):
        yield one.end(), one["to"] or one["me"]
    for pattern in (_THROUGH, _IN_APP, _TOPIC, _SHARED, _GO, _LINK, _ROOM):
        for one in pattern.finditer(text):
            yield one.end("to"), one["to"]
    for one in _GROUP.finditer(text):
        yield one.end(), one["to"] or one["in"]
    scanned = _SCAN.search(text)
    if scanned:
        yield scanned.end(), _SCANNED
    mail = _MAIL.search(text)
    if mail:
        yield mail.end(), _BY_MAIL


_SCANNED, _BY_MAIL = "扫码", "邮箱"
