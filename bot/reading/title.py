"""A short title for an ask: the thing itself, without addressee, time and politeness."""

import re
from collections.abc import Iterator

from bot.domain.reading import Kind
from bot.reading.redact import redact
from bot.reading.sought import sought

LONGEST = 24
_CLAUSES = 8
_GAP = "\x00"  # where a time stood

_LINK = re.compile(r"https?://\S+|[\U0001F000-\U0001FAFF\u2600-\u27bf\u2b50\u200d]|@\S{1,12}")
_BRACKETS = re.compile(r"\([^()]{0,60}\)|\[[^\[\]]{0,12}\]")
_CLAUSE = re.compile(r"[,。!;?~\n]+|(?<=[一-龥]{3}):|[|>]")
_WHEN = re.compile(
    r"(?:20\d\d年)?\d{1,2}月\d{1,2}[日号](?![至到—-]|出生)(?:\((?:周|星期).\))?|"
    r"(?<![0-9])\d{1,2}[日号](?=前|之前|下班|上午|"
    r"下午|中午|晚|\d|截止)|(?:本|这|下|上)?(?:周|星期)[一二三四五六日天末](?!例会)|"
    r"[今明后昨][天日早晚](?!会)|"
    r"(?:上午|下午|中午|晚上|凌晨|早上|傍晚)?\d{1,2}(?::\d\d|[点时](?:\d{1,2}分?|半)?)|下班前|"
    r"上班前|之前|以前|(?:春节|元旦|清明|五一|端午|中秋|国庆|过)前(?!后)|"
    r"(?:上午|下午|中午|晚上)(?=开|召开|在|去|到|来|前|报|交|发)|从今天起|(?<![春季])节前|(?<!\d)年前|月底前"
)
# The thing named by itself: a document's subject, a heading, a file.
_NAMED = re.compile(
    r"关于(?:印发|转发|报送|上报|召开|举办|做好|开展|进一步做好|进一步加强|加强|组织)?"
    r"([^,。;\n]{3,40}?)(?:工作)?的(?:紧急|补充|预备)?(?:通知|函|公告|通报|意见|方案|倡议)"
)
_PASSED_DOWN = re.compile(
    r"\s*转发?[一-龥]{1,8}?(?:局|委|办|厅|部|所|院|中心)(?:关于)?([一-龥]{3,24}?)的?(?:通知|函|"
    r"文件)"
)
_LEAD = re.compile(
    rf"^(?:[\s,。.!:;、~·—\-#*{_GAP}]|(?:\d{{1,2}}|[一二三四五六])[.、)](?!\d)|【[^】]*】|(?:重要|紧急|"
    rf"工作|温馨|会议)?(?:通知|提醒|提示|公告)[::]?|"
    r"转发?(?:各村|[一-龥]{1,8}?(?:局|委|办|厅|部|所))?[::]|(?:按|根据|按照|接到?|"
    r"应)[^,。:]{2,18}?(?:通知|要求|部署|安排|"
    r"精神|电话)[,:]?|催报[::]?|再次|再|各位(?:同志|领导|好|村书记|书记|网格员|老师|邻居)?|"
    r"大家(?:好|注意)?|"
    r"同志们|(?:请|望)?各(?:村(?:\(?社区\)?)?|社区|网格(?:员)?|组|单位|支部|站所?|乡镇|部门|片区|"
    r"位|行政村|学校|"
    r"党支部|街道|科室|企业)(?:书记|支书|文书|主任|会计|负责人|联络员|长|员|两委|干部|、|和|及|"
    r"村|社区|抓紧|尽快)*|"
    r"全(?:镇|乡|体|村)(?=.{4})|请(?!假)|务必|烦请|麻烦(?:大家)?|辛苦(?:各位|大家)?|于|"
    r"在(?=.{2,12}(?:开|召开|举行))|"
    r"把|将|按时|及时|尽快|抓紧|认真|切实|另外|另|同时|并|以及|就是|记得|别忘了?|那个什么|那个|"
    r"这个|对了?|好的?|"
    r"收到|还有|姐姐们|兄弟们|亲们|家人们|(?<!提)前(?!期|段|锋|台|端)|之前|以前|起|为止|截止|第[一二三]批|说的|"
    r"接到|至|同步|统一|如实)+"
)
_TAIL = re.compile(
    rf"(?:[\s,。.!:;、~{_GAP}]|改成|改到|改为|改在|定在|定$|给我一份|发我|给我|报我|报来|交来|"
    rf"交我|报送|上报|报上来|发过来|"
    r"发群里?|报给我|(?:送|报|交|发)(?:到|至|给)?[一-龥]{1,6}?(?:办|所|站|室|局|中心|邮箱|群里?)|"
    r"(?:送|报|交|发)(?:到|至|给)"
    r"[^,。;]{1,10}|请(?:大家)?知悉|谢谢.*|收到请?回复.*|重新拉一份|报一下|再?过一遍|再|抓紧|马上|可能|别忘了?|(?:又|还在)?[掉降](?:了|下来)|每(?:村|"
    r"组|户|个?网格|社区)(?:一份|\d+[张份个条])?|[各每].{1,3}核实后?|_|(?<!提)前|于|在|的|把|将|请|各村|"
    r"前报|(?<!到)(?<!出)下?来|吧|哈|啊|呢|了|一下|一份|也是到.*)+$"
)
# What follows the thing: whom it is asked of, how far it is, where it goes.
_ONWARD = re.compile(
    rf"^(.{{3,}}?)(?:请(?:于|各|在|将|把|大家|到|按|及时|尽快|报|交|发|提前)|务必|(?:只|仅)有|\d+[户人家个村份处][没未]|要是|如果|发下去|"
    rf"还差|还没|还有\d|仍未|只差|就差|差(?=.村)|"
    rf"{_GAP}前?(?:报|交|发|填|反馈)|(?:填|整理|准备|打印|弄)好|重新(?:报|拉|填)|(?:发|给|报|"
    rf"交)我|不用(?:报|交|填|再)|于{_GAP}|"
    r"由.{2,6}统一).*$"
)
_PLACE_OF_MEETING = re.compile(
    r"^.{0,22}?(?:召开|举行|举办|参加|组织|搞|有|"
    r"(?<![公展召])开(?!展))(?:一[次个场])?(?=.{2,26}(?:会|训|座|课|演练|活动|交流))"
)
_EVENT = re.compile(
    r"(.{2,26}?(?:会议|例会|大会|[^机社协工都就不]会|培训(?:班|会)?|讲座|演练|活动|党日|党课|"
    r"观摩))(?!议?室|精神|计|员|场|记录|材料)"
)
_BORN = re.compile(r"(?:19|20)\d\d[年.][^,。]{3,24}出生的?(?=.{2})")
_HEADING = re.compile(r"[【《]([^】》]{4,24})[】》]")
_STAGED = re.compile(r"演练|植树活动|志愿活动")
_COMES = re.compile(
    r"^.{0,14}?(?:来|定于\x00*)(?:我[镇村县区街])?(?=督导|检查|督查|调研|抽查|"
    r"验收|暗访|考核|看)"
)
_BY_OBJECT = re.compile(
    rf"(?:^|[^一-龥]|请|各|村|组|要|统一|需)(?:把|将)([^,。:{_GAP}]{{2,30}}?)(?:{_GAP}|整理|准备|"
    rf"填|报|交|送|发|上传|拿|弄|"
    r"于|给|贴|补|核|改|录|统计|带|清)"
)
_BY_VERB = re.compile(
    rf"(?:报送|上报|填报|填写|提交|补报|反馈|摸底|统计|汇总|报(?!名|一下|到|道|告|账|销|警|表|刊|纸|社|备)|"
    rf"交(?!通|流|接)|填(?!好|完))(?:一下|一份|一次|个|{_GAP})*"
    r"([^,。:\x00]{3,28})"
)
_HAND_IN = re.compile(r"^(?:报送|上报|填报|提交|报一下|报(?!告|名)|为(?:做好|了|迎)?)(?=.{3})")
_NOUN = re.compile(
    r"表|名单|台账|清单|材料|花名册|情况|数据|照片|信息|总结|方案|计划|灾情|人数|底数|面积|人口|"
    r"报告|需求|进度|"
    r"单据|档案|册|数$|记录|典型|人选|名额|编号|明细|安排|线索|简报|资料|凭证|证明|承诺书|责任书|"
    r"申请|小结"
)
_THING = re.compile(
    rf"{_NOUN.pattern}|会|培训|讲座|检查|督查|抽查|复查|排查|调研|接龙|打卡|投票|答题|问卷|摸底|"
    rf"统计|巡查|值班|停水|"
    r"停电|停气|预警|补贴|医保|植树|演练|活动|整治|清理|宣传|走访|接种|体检|缴费|登记|推荐|核查|"
    r"申报|验收|比赛|转移|"
    r"险|火|隐患|公示|费|证|业务|服务|行动|工作|任务|加固|消杀|APP|小程序|名录|系统|暂停|核对|认证"
)
# Labels and remarks that name nothing.
_EMPTY = re.compile(
    r"^(?:会议|紧急|重要|工作|温馨)?(?:通知|提醒|提示|公告|附件|接龙|转发|说明|要求|注意事项|"
    r"时间|地点|收到|辛苦.*|谢谢.*|因.{2,8}|"
    r"(?:我|你|他|大家|别|对|不要|不用|不是|没有|记得|都|也|刚才|问过|说到|散会|打岔|有(?:情况|问题|事|啥|什么)|逾期|过期|否则).*|(?:动动手指|带身份证|复印件可以|照常|补发|更正|改期|名称|时间)|.*(?:如下|见附件|见图|见上|见群|私发|松口|点名|通报批评|扣分)|.{1,6}(?:将至|在即|临近|快到|来临)|.{0,6}注意|县里要?|镇里要?|上面要?)$"
)
# Where something is to be found is not what it is.
_ASIDE = re.compile(r"我发|我私|见图|见附|群文件|见附件|发群里?了|在群里|在表里")
# How a thing is to look, how far it is, how many are wanted: no name for it.
_HOW = sought(
    r"[要须]有|要带|写清|写明|注明|格式|不少于|不超过|一式|水印|像素|已(?:收|排好|发|建好|上线)|"
    r"还剩|剩\d|任务\d|名额|每[村人家户社]{1,2}\d|必须有|(?:姓名|名字|身份证|电话|住址|年龄|卡号)[^、]{0,3}、"
)
_KIND_WORD = {
    Kind.MEETING: re.compile(r"会|培训|讲座|课|党日|座谈|观摩|演练|来讲"),
    Kind.INSPECTION: re.compile(r"检查|督查|督导|抽查|暗访|调研|验收|考核|复查|来看|执法"),
    Kind.REPORT: _NOUN,
    Kind.CHECK_IN: re.compile(r"接龙|打卡|签到|平安|在岗|到岗"),
    Kind.PROMOTION: re.compile(
        r"投票|答题|转发|点赞|关注|注册|下载|安装|小程序|APP|问卷|竞赛|"
        r"直播|视频"
    ),
}


def make_title(text: str, time_spans: list[tuple[int, int]], kind: Kind) -> str:
    """At most 24 characters naming what is asked in normalised ``text``, private numbers masked.

    ``time_spans`` are parts of ``text`` that state times and are left out.
    """
    for start, end in sorted(time_spans, reverse=True):
        text = text[:start] + _GAP + text[end:]
    plain = _LINK.sub(" ", redact(text[:_READ]))
    bare = plain.replace(_GAP, "")
    named = _NAMED.search(bare) or _PASSED_DOWN.match(bare)
    if named:
        return _cut(named[1])
    timeless = _WHEN.sub(_GAP, _BRACKETS.sub("", plain))
    clauses = [part for part in _CLAUSE.split(timeless) if part.strip(f" 。{_GAP}")][:_CLAUSES]
    names = [
        (_worth(index, name, kind), -index, name)
        for index, clause in enumerate(clauses)
        for name in _names(clause, kind)
        if len(name) >= 2
    ]
    return _cut(max(names)[2] if names else bare.strip(" ,。"))


_READ = 1500


def _names(clause: str, kind: Kind) -> Iterator[str]:
    """What one clause might be called, the narrowest way of saying it first."""
    whole = clause.strip()
    head = _HEADING.match(whole)
    if head and _THING.search(head[1]):
        yield _plain(head[1])
    if kind is Kind.MEETING or _STAGED.search(whole):
        event = _EVENT.search(_PLACE_OF_MEETING.sub("", whole))
        if event:
            yield _plain(event[1])
    if kind is Kind.INSPECTION:
        whole = _COMES.sub("", whole)
    if kind in (Kind.REPORT, Kind.TASK, Kind.CHANGE):
        for found in (_BY_OBJECT.search(whole), _BY_VERB.search(whole)):
            if found and _NOUN.search(found[1]):
                yield _plain(found[1])
    onward = _ONWARD.match(_LEAD.sub("", whole))
    yield _plain(onward[1] if onward else whole)


def _plain(name: str) -> str:
    name = _BORN.sub("", name)
    name = _TAIL.sub("", _LEAD.sub("", name.strip())).replace(_GAP, "")
    name = _HAND_IN.sub("", _LEAD.sub("", name)).strip()
    book = re.fullmatch(r"(?:填写|报送)?《([^《》]{3,})》", name)
    return book[1] if book else name


def _worth(index: int, name: str, kind: Kind) -> float:
    """How well a name names the thing: earlier, with a thing word, of middling length."""
    word = _KIND_WORD.get(kind)
    worth = 2.0 * bool(_THING.search(name)) - 0.6 * index
    worth += 1.5 * bool(word and word.search(name)) - 3.0 * bool(_EMPTY.match(name))
    worth += 0.5 * (4 <= len(name) <= LONGEST) - 1.0 * (len(name) < 4)
    worth -= 1.2 * bool(_HOW.search(name))
    worth -= 1.5 * bool(_ASIDE.search(name)) + 1.0 * (len(name) > LONGEST)
    return worth - 0.02 * max(0, len(name) - 12)


def _cut(title: str) -> str:
    title = " ".join(title.split())
    if len(title) <= LONGEST:
        return title
    cut = title[: LONGEST - 1]
    return (cut[: cut.rfind("〔")] if cut.rfind("〔") > cut.rfind("〕") else cut) + "…"
