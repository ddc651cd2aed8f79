"""Things of one sentence, each due by a day of its own, are asks of their own."""

import re

_DAY = (
    r"(?:今[天晚日]|明[天早晚日]|[后次]天|(?:[本这下]周|周|星期|礼拜)[一二三四五六日天]|\d{1,2}月\d{1,2}[日号]"
    r"|(?<![\d月])\d{1,2}[日号]|月底|每[天日晚]|每周[一二三四五六日天]|每月\d{1,2}[日号])"
)
_HOUR = r"(?:\d{1,2}(?:[点时]半?|[:点时]\d\d分?)|[一二三四五六七八九十]{1,2}点半?|下班)"
_TIME = (
    rf"(?P<time>{_DAY}的?(?:上午|下午|中午|晚上?|早上?)?{_HOUR}?"
    "(?:(?:之|以)?前|[之以]内))"
)
_HAND_IN = (
    "(?:[上填补]?报(?!名(?![单册]))送?|[提上]?交|[报发]送|发(?:我|给|到|群|送|至)|送(?:到|至|我|交)|传|填"
    "|给我|反馈|回复)"
)
_DO = (
    "召开|传达|整改|清理|排查|自查|完成|到位|落实|张贴|悬挂|入户|走访|安装|拆除|办结|关闭|签订|转移"
    "|清零|检查|打电话|提醒|通知|告知"
)
_MUST = "(?:务必|必须|要|统一|先|全部|一并|再){0,2}"
# 台账(附件2)于…: what is told of a thing aside.
_ASIDE = r"(?:\([^(),。;!?]{1,20}\))?"
# Of the first: 今晚8点前召开…会, 7月31日前报送检查总结, 名单明天下班前报我.
_FIRST = re.compile(
    rf"{_TIME}(?:{_MUST}{_HAND_IN}|[^,。;!?]{{0,16}}?(?:{_DO}))(?P<rest>[^,。;!?]*)"
)
# Of the second: 会议照片明早8点前发我, 每周五下午4点前报进度表.
_SECOND = re.compile(
    rf"[,;。](?P<what>[一-鿿“”]{{2,10}}?)?{_ASIDE}(?:请?于|请)?{_TIME}{_MUST}(?P<verb>{_HAND_IN})"
    r"(?P<rest>[^,。;!?]*)"
)
# What the level above wants, what was moved, who is late, two copies of one paper.
_ONE = re.compile(
    "[省市县区镇乡]里|上级|上面|上头|街道要|我们|咱|我(?:要|得|再|汇总)|原定|(?<!整)改[到为成在]|延[期到至长]|推迟|提前|更正"
    "|其[他它余]|剩[余下]|没[报交填]|未[报交填]|逾期(?!风险|贷款)|过期|最[迟晚]|超过|否则|电子|纸质|扫描|盖章|初稿|终稿|定稿|[两三]次"
)
_WHOSE = re.compile(
    "(?:村|社区|单位|部门|[镇乡局办所站组]|学校|企业|街道|网格|支部|干部|书记|员|的|户"
    "|人|们|家|[一二三四五六七八九十]批)$"
)
# 转发…:请各县区20日前报…情况。各乡镇的数据17日前报我局: theirs, of what was asked before.
_PASSED_ON = re.compile(r"\s*[【\[(]?转|[^,。;!]{2,12}(?:通知|来电|要求|来文)[:,]")
_THEIRS = re.compile(
    "各(?:县[市区]?|区县?|市|乡镇|镇街?|街道|村居?|社区|单位|部门|学校|网格|[小]?组|企业)"
    "(?:[一-鿿]{0,3}[院室所站校组办])?的?(?:数据|数字|情况|材料|资料|报表|表格?|结果)"
)
_MOST = 200


def split_by_time(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """``text[start:end]`` as it is, or as its parts that are due apart."""
    said = text[start:end]
    if len(said) > _MOST or len(_BY.findall(said)) < 2 or _ONE.search(_IN_BRACKETS.sub("", said)):
        return [(start, end)]
    first = _FIRST.search(said)
    second = _SECOND.search(said, first.end("time")) if first else None
    if first is None or second is None or first["time"] == second["time"]:
        return [(start, end)]
    what = second["what"] or ""
    named = what or ("" if _TO.search(second["verb"]) else second["rest"])
    if _RESULT.match(second["rest"]):
        named = second["rest"]
    if len(named) < _NAMED or _WHOSE.search(what) or _is_theirs(text, first[0], what):
        return [(start, end)]
    cut = start + second.start() + 1
    return [(start, cut), *split_by_time(text, cut, end)]


def _is_theirs(text: str, first: str, what: str) -> bool:
    """Whether ``what`` is due is what a level above wants ``first``, and names nothing else."""
    handed_in = re.search(_HAND_IN, first) and _PASSED_ON.match(text)
    return bool(handed_in) and bool(_THEIRS.fullmatch(what))


_NAMED = 2
# 花名册(盖章): how the one is to look is said of that alone.
_IN_BRACKETS = re.compile(r"\([^(),。;!?]{1,20}\)")
_BY = re.compile("前|[之以]内")
# 明天上午11点前给我反馈一个结果: of what was to be done by the first time.
_RESULT = re.compile("(?:反馈|回复|回话)(?!给|我)")
_TO = re.compile("[到至给我群]$")
