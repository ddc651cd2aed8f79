"""The fields of one request, read from its text and the moment it was sent."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from bot.reading.likeness.periods import Periods, read_periods
from bot.reading.likeness.words import ACTIONS, BACKGROUND, PARENTS, WORDS, load
from bot.reading.normalise import normalise

_LONGEST = 1000
_DATE = re.compile(
    r"(?:20\d\d年)?\d{1,2}月(?:底|末|初|中旬|上旬|下旬|\d{1,2}[日号]?)|(?<![\d一-龥])\d{1,2}[日号](?=[前之以上下中晚就要收截完日]|$)|"
    r"(?<=[^\d])\d{1,2}[日号](?![楼栋井桥网组池库泵站机院点地线路门段坝闸渠塘])|(?:20\d\d[-/.])?\d{1,2}[-/.]\d{1,2}(?=前|之前|日|$)|"
    r"(?:本|这|下|上)?(?:周|星期|礼拜)[一二三四五六日天末](?:之?前)?|[今明后昨][天日晚早]|(?:年|月|节)(?:底|前|内)|"
    r"\d{1,2}[:点时](?:\d{1,2}分?|半|整)?(?:钟)?|[一二三四五六七八九十]{1,3}点(?:半|钟|前)?"
)
_NOISE = re.compile(r"https?://\S+|\d+(?:\.\d+)?|[a-z]{12,}")
_NUMBERED = re.compile(r"\d{1,3}号[楼栋井桥网组池库泵站机院点地线路门段坝闸渠塘]")
_BOOK = re.compile(r"[《“\"「]([^《》“”\"「」]{2,24})[》”\"」]")
_AGE = re.compile(
    r"(\d{1,3})(?:周?岁)?[-—–~至到]+(\d{1,3})周?岁|(?:满|年满)?(\d{2,3})周?岁?(?:及)?以上|"
    r"满(\d{2})(?:周?岁)?|(\d{2,3})周?岁|([六七八九])十(?=岁|以上|的|,)"
)
_BORN = re.compile(
    r"((?:19|20)\d\d)[年.](\d{1,2})月?(?:\d{1,2}日)?(?:至|到|[—~–-]{1,2})((?:19|20)\d\d)[年.]"
    r"(\d{1,2})月?(?:\d{1,2}日)?(?=[^,。;]{0,4}出生)"
)
_ADDRESSED = re.compile(r"^[@\s]*([一-龥]{2,4})(?:村|社区|居)(?:各组)?[:,]")
_PURPOSE = re.compile(
    r"(?:^|(?<=[,。;:!\s]))(?:为了?(?:做好|进一步|切实|全面|迎接|开展|加强|配合|推进|落实)?|用于|以便|便于|根据|"
    r"(?:按照?|应)(?=[^,]{2,20}(?:要求|部署|安排|精神|通知)))[^,。;:]{2,30}(?:[,。;:]|$)|用于[^,。;:]{2,20}|"
    r"[^,。;:]{2,14}(?:要用|调研用|核查需要|用)[,:]"
)
# Who is called, which is not what the request is about.
_CALL = re.compile(
    r"(?:^|(?<=[:,。!@\s]))@?(?:请|各位|全体|各村|各社区|各)*(?:(?:兼职|专职)?网格[员长]|护林员|保洁员|村干部|支书|书记|党员|楼栋长|楼长|"
    r"[河林田路]长|房东|会计|文书|组长|家长|老师|帮扶干部|驻村干部|村医|调解员|妇联主席|团支书|党员同志|和村?[一-龥]{2,4}主任)+们?"
    r"(?=[,: 、]|注意|请|把|于|在|\d|要|务必|开展|登录|抓紧)"
)
_REMIND = re.compile(
    r"还没(?=[交报给发收来传看弄回反填有做\W]|$)|没交|没报|没给|没发|没传|没填|没截图|还差|[就只]差|[就只]剩|就等|差[^,。]{1,10}(?:村|社区|家|个|组|份)|催|别忘|最后一天|"
    r"今天(?:就?截止|必须|交|补|报)|明天截止|没动静|没看到|没收到|才\d|等着|别等|别拖|不要拖|拖到|别都?压|速[给报]|快报|抓紧|赶紧|赶快|"
    r"搞快|加把劲|太慢|未[报交]|怎么又|咋还|交了没|在哪[里儿]?|尽快|只收到|还有\d+[个户份]|呢[?。!]?$|落后|再不|补一下"
)
_UPDATE = re.compile(
    r"更正|补充|延期|延[到至长]|顺延|宽限|放宽|推迟|改[为到成]|换成|已?更[新换]|新[表版]|新模板|新格式|新网址|口径|作废|为准|"
    r"增加[^,。]{0,8}[列栏项]|新增一|加一?[列栏项]|多了?一栏|再附|添|取消|不变|有误|写错|重报|重新[报发]|(?<!动态)调整(?!表)|减[为到一]|增至|扩大|照[旧交]|也要报|也算|就够|不用了|统一用"
)
_FORWARD = re.compile(
    r"^\W*(?:【?转|fw|再发|请?(?:查收|大家|各位|各组)[^:]{0,8}(?:看|转)|[^,。:]{1,10}(?:说的|发的?|消息|通知|转来通知)[,:])"
)
_MARK_OF_FORWARD = re.compile(r"^\W*(?:转发?|fw)[^\]】):,。]{0,8}[\]】):]")
_OWN = re.compile(
    r"各组|组长|组上|组里|每组|村[上里部]|咱|我们|片区|我片|管区|总支|支部先|网格(?:长|员)?\d|每个?网格|楼[组栋]?长|每栋|每楼|我镇|"
    r"镇[里上](?:定|要求|统一|加)|街道(?:统一|要求)|社区(?:\d|先)|居委|办事处|全乡|[先要](?:交|收|报|看)我?|先(?:交|过|要|审|收|对)|屋组"
)
_DEMANDS = {
    "sign": "签字|按手?印|手印|捺|双签|签名|盖章|加盖",
    "photo": "照片?(?!旧|常|样|办|顾|交)|拍|水印|合影|录像|视频|航拍|截图|录音|录屏|影像|相片|人脸照|出镜|入镜",
    "daily": "每天|每日|日报|每两小时|天天|一天[两三]|每晚|零报告|报一次|调度",
    "place": "定位|经纬度|坐标|轨迹",
    "punish": "通报|点名|追责|扣|约谈|退回|问责|责任追究|批评|会上说明|硬任务|漏[报一]",
    "quota": "不少于|不得?低于|至少|100%|必须|[每一][一-龥]{1,3}\\d+[个张条人份名组票]|不能少|清零|全部|98%|80%",
    "proof": "承诺书|复印件|流水|票据|发票|证明|责任[书状]|情况说明|凭证|佐证|病史|记录|写清|写明|说明",
    "hand": "手写|纸质|雷同|\\d+字",
    "hurry": "提前|先[交收报审过要对看]|别等|就要|就收|先交我|今晚|马上",
    "proper": "一户一|一人一|一点一|一栋一|一地一|逐户|按户|按楼栋|每户|每人|到户|精确",
    "attach": "附表|附件|缺一不可|另附|再附|加报|加一",
    "person": "着装|静音|不得请假|集合",
}
_DEMAND = {name: re.compile(pattern) for name, pattern in _DEMANDS.items()}
_HANDS_IN = re.compile(
    "表(?![彰现演态])|名单|名册|台账|清单|册|统计|底数|底子|人数|户数|数据|数字|数量|多少|几[个户亩起处]|进度|情况(?!说明)|面积|意愿|单子|材料|"
    "有谁|哪些|是谁|名额|(?<![通海喜播预党年申简举])报(?![名到警销刊道考纸告])|(?<![提成移转社])交(?![通流接警管给往易])|[日号]收|没收到|没发|没传|没给|没交|还差"
)


def _bodies() -> re.Pattern[str]:
    known = load("departments")
    stems = sorted({*known["departments"], *_MORE_BODIES}, key=len, reverse=True)
    return re.compile(
        r"(?:镇|乡|县|街道|市|区)?(" + "|".join(map(re.escape, stems)) + r")(?:(?:管理|服务|工作|事务|监管)*"
        r"(?:办公室|办|分局|所|服务站|工作站|站|局|服务中心|中心|委员会|委|联|大?队|窗口|专班|院|社|警务室|(?<=武装)部|(?<=组织)部|(?<=宣传)部|(?<=统战)部)(?:邮箱|窗口)?|邮箱|窗口)"
    )


_MORE_BODIES = (
    "残", "妇", "团", "工", "武装", "卫生服务", "派出", "公安", "老龄", "未保", "流管", "关工", "红白", "计生", "红十字", "供销合作",
    "专", "改厕", "防返贫", "文明", "爱卫", "生态", "振兴", "乡村振兴", "乡村建设", "劳动保障", "人社", "就业", "社保", "党政", "组织",
    "宣传", "统战", "机关工", "政协", "人大", "审计", "商务", "河长", "林长", "田长", "安委", "安监", "林业", "水利", "水务", "农业服务",
    "畜牧", "食安", "三资", "退役军人", "退役军人事务", "退役军人服务", "不动产", "村建", "村镇建设", "城建", "城管", "环卫", "税务", "综治", "反诈",
    "交管", "交警", "综合执法", "消防救援", "消防", "中心学", "移民", "科", "侨", "气象", "供电", "自来水", "公路", "交通", "邮政", "农商", "保险",
    "养老", "教育", "体育", "文旅", "文化", "旅游", "档案", "信访", "司法", "市监", "市场监管", "医保", "卫健", "卫计", "民政", "农经", "农技",
    "统计", "财政", "应急", "纪检", "纪", "政法", "自然资源", "国土", "住建", "规建", "公共服务", "便民服务", "数据", "大数据", "民宗", "平安",
)  # fmt: skip
_BODY = _bodies()
_BODY_WORD = re.compile(r"妇联|残联|团委|工会|武装部|卫生院|派出所|关工委|人大办|纪委|科协|供销社|中心校|民政|应急(?=局)|农业口|专班|保险公司|警务室|社区民警")


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What a request is compared by. Terms and subjects carry how much they tell, 0..2.

    ``letters`` are the bigrams of the whole wording; ``ages`` whom it is about; ``bodies`` who
    is named as wanting it; ``demands`` what is laid on top of the plain ask.
    """

    letters: frozenset[str]
    size: int
    subjects: dict[str, float]
    rest: dict[str, float]
    weight: float
    head: str | None
    columns: frozenset[str]
    actions: frozenset[str]
    lead: frozenset[str]
    books: frozenset[str]
    numbered: frozenset[str]
    tokens: tuple[tuple[str, float], ...]
    ages: frozenset[str]
    periods: Periods
    addressed: str | None
    bodies: frozenset[str]
    demands: frozenset[str]
    hands_in: bool
    own: bool
    reminds: bool
    updates: bool
    forwards: bool
    plain: str
    sent_at: datetime
    deadline: datetime | None

    @property
    def terms(self) -> dict[str, float]:
        """What it can be found by: subjects, what they belong to, and other telling terms."""
        found = dict(self.rest)
        for name, told in self.subjects.items():
            found[_MARK + name] = told
            if name in PARENTS:
                found[_MARK + PARENTS[name]] = told / 2
        return found


_MARK = "#"


@lru_cache(maxsize=8192)
def features(text: str, sent_at: datetime, deadline: datetime | None = None) -> Features:
    """The fields of a request's text; periods without a year are those nearest to ``sent_at``.

    The deadline tells only whether a link was tightened, never whether there is one.
    """
    plain = normalise(text[:_LONGEST]).text.lower().strip()
    ages = frozenset(_ages(plain))
    periods, undated = read_periods(_BORN.sub(" ", plain), sent_at)
    undated = _MARK_OF_FORWARD.sub(" ", _DATE.sub(" ", undated))
    bodies = {found[1] for found in _BODY.finditer(undated)}
    bodies |= {found[0] for found in _BODY_WORD.finditer(undated)}
    bare = _BODY_WORD.sub(" ", _BODY.sub(" ", undated))
    bare = _CALL.sub(" ", bare)
    addressed = _ADDRESSED.match(plain)
    subjects, rest, columns, head, tokens = _content(bare)
    actions = list(_actions(bare))
    letters = re.sub(r"[^一-龥a-z]", "", undated)
    return Features(
        letters=frozenset(letters[i : i + 2] for i in range(len(letters) - 1)),
        size=len(letters),
        subjects=subjects,
        rest=rest,
        weight=sum(subjects.values()) + sum(rest.values()),
        head=head,
        columns=frozenset(columns),
        actions=frozenset(name for name, _ in actions),
        lead=frozenset(name for name, start in actions if start <= len(bare) * _LEADING),
        books=frozenset(found[1] for found in _BOOK.finditer(plain)),
        numbered=frozenset(_NUMBERED.findall(plain)),
        tokens=tokens,
        ages=ages,
        periods=periods,
        addressed=addressed[1] if addressed else None,
        bodies=frozenset(bodies),
        demands=frozenset(name for name, said in _DEMAND.items() if said.search(plain)),
        hands_in=bool(_HANDS_IN.search(plain)),
        own=bool(_OWN.search(plain)),
        reminds=bool(_REMIND.search(plain)),
        updates=bool(_UPDATE.search(plain)),
        forwards=bool(_FORWARD.match(plain)),
        plain=letters,
        sent_at=sent_at,
        deadline=deadline,
    )


_MEETING = re.compile(r"[一-龥]{2}(?<![社委协工理商机学])(?<!红十字)会(?=$|[,。;:!?\s改定在推延地时,取提]|了|前)")


def _actions(text: str) -> Iterator[tuple[str, int]]:
    """Each action with where it stands."""
    for start, word in ACTIONS.scan(text):
        if word and not _LISTED.match(text, start + word.length):
            yield word.name, start
    meeting = _MEETING.search(text)
    if meeting:
        yield "meet", meeting.start()


# The list of an action is not the action: 发放名册, 转移人员名单.
_LISTED = re.compile(r"(?:[一-龥]{0,2})(?:名册|清册|花名|台账|记录)")
_LEADING = 0.75


def _ages(text: str) -> set[str]:
    found = {"-".join(part for part in age.groups() if part) for age in _AGE.finditer(text)}
    tens = dict(zip("六七八九", ("60", "70", "80", "90"), strict=True))
    return {tens.get(age, age) for age in found} | {
        "-".join(born.groups()) for born in _BORN.finditer(text)
    }


def _content(
    text: str,
) -> tuple[
    dict[str, float], dict[str, float], set[str], str | None, tuple[tuple[str, float], ...]
]:
    """Subjects and other terms with their weights, columns, the subject named first, all words."""
    aside = [found.span() for found in _PURPOSE.finditer(text)]
    plain = _NOISE.sub(lambda found: " " * len(found[0]), text)
    subjects: dict[str, float] = {}
    rest: dict[str, float] = {}
    columns: set[str] = set()
    tokens: list[tuple[str, float]] = []
    head: str | None = None
    run = ""
    for start, word in (*WORDS.scan(plain), (len(plain), None)):
        if word is None and start < len(plain) and "一" <= plain[start] <= "龥":
            run += plain[start]
            continue
        if run:
            share = _ASIDE if any(a <= start - 1 < b for a, b in aside) else 1.0
            tokens.append((run, _take_run(rest, run, share)))
            run = ""
        if word is None:
            continue
        told = 0.0
        if word.sort == "subject":
            share = _ASIDE if any(a <= start < b for a, b in aside) else 1.0
            if word.umbrella:
                share *= _UMBRELLA
            told = share * _SUBJECT * max(0.35, BACKGROUND.weight(_MARK + word.name))
            subjects[word.name] = max(told, subjects.get(word.name, 0.0))
            if head is None and share == 1.0:
                head = word.name
        elif word.sort == "column":
            columns.add(word.name)
        tokens.append((word.name, told))
    return subjects, rest, columns, head, tuple(tokens)


_ASIDE, _SUBJECT, _SINGLE, _UMBRELLA = 0.35, 2.0, 0.3, 0.5


def _take_run(rest: dict[str, float], run: str, share: float) -> float:
    """Weigh the pairs of letters of a stretch of text that no table knows; answers their sum."""
    if len(run) == 1:
        pairs = {run: share * _SINGLE * BACKGROUND.weight(run)}
    else:
        grams = (run[i : i + 2] for i in range(len(run) - 1))
        pairs = {gram: share * BACKGROUND.weight(gram) for gram in grams}
    for pair, told in pairs.items():
        rest[pair] = max(rest.get(pair, 0.0), told)
    return sum(pairs.values())
