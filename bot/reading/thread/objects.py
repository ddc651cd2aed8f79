"""The things that a short message names: of which list, meeting or photo it reminds or tells."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.reading import Earlier, Kind, What
from bot.reading import papers
from bot.reading.terms import terms, timeless

_PAPERS = (
    "花名册|名册|名单|清单|(?<!菜)(?<!简)单子|登记表|台账|对比照|对照|照片|截图|视频|报告|总结|小结|材料|方案|预案|问卷|承诺书?|责任书|"
    "档案|数据|人数|说明|简介|感受|心得|线索|[月周日]报表?|快报|"
    r"(?<![今去前明每当\d])年报表?(?![名到送备考销警])|"
    "(?<!继)续报|首报|目录|回执|信息|计划|进度|进展|资料|申请书?|"
    "协议|合同|反馈|复印件|证明|报表|明细|素材|稿件|稿子|灾情|情况|名额|补贴|党费|医保|"
    "(?<![发邮车门粮])票|[表册稿]"
)
_DOINGS = (
    "会议(?!室)|大会|例会|(?<![参到机社学不都就一委工商协才也还再散])会(?![计员场费同])|培训班?|讲座|党课|党日|演练|活动(?!室|中心|场)|检查(?!站)|"
    "督查|督导|调研|核查|验收|考核|投票|竞赛|答题|体检|接种|植树|集合|接龙|打卡|签到|点名|排查|"
    "整治|巡查|自查|比赛|审计|普查|走访|慰问"
)
_HEAD = re.compile(
    "(?=[人会体例信党册医协单反台合名周回培复大审对小巡年心快总情感慰截打承投报排接"
    "数整方日明普月材核档检植比活清演灾点照申登目督票稿竞答签简素线续考自花补表视计讲证"
    "说调责资走进问集预首验])(?:"
    f"{_PAPERS}|{_DOINGS}"
    ")"
)
_PAPER = re.compile(_PAPERS)
_MEETS = re.compile("会议?|大会|例会|培训班?|讲座|党课|演练|活动")
# Why something is moved, and who said so: 因省里督查, 接支队通知, 区里通知有冲突.
_WHY = re.compile(
    r"(?:因为?(?!此)|由于|鉴于|受)[^,。;!?]{2,24}(?=[,。;!?])|"
    r"(?:按|按照|根据|应|接到?)[^,。;!?]{0,14}?(?:通知|要求|来电|电话|精神|安排)(?:[,:]|有冲突,?)|"
    r"[与和跟同][^,。;!?]{2,14}(?:冲突|撞[了车期]?|重[叠了])"
)
_LEAD = re.compile(
    r"^(?:目前|现在|截至?|刚才|上面|今|这|那|此|另外?|另|再次|第[一二三四五]|统一|提供|每村|各村|所有|全部|两|三|四|几|补|"
    r"[份个张次批项]|晨(?![检会读练跑])|只|仅|收|差|缺|单位|社区|全[镇县乡])+"
)
# What stands between things, but not within their names: 申请表, 月报, 报告.
_CUT = re.compile(
    r"(?<!申)请(?:各[村位社区单网格组支部]{1,3}|大家)?|(?<![月周日快续首年季通简申])报(?!告|表)|交(?!通|接)|"
    r"发(?!展|票|现|动|放|改)|务必|抓紧|尽快|及时|提醒|通知|收到|[把将的了吧呢啊哈还没未有都也要不是就在和及只又再各]|[到与](?!会)|问(?![题卷责候政询计需答讯])|咨询"
)
_UNITS = re.compile(r"^(?:[\u4e00-\u9fff]{2,3}?(?:[镇乡村局]|社区|街道))+(?=.)")
# 枫林、新桥、河口材料: who has not handed it in.
_LISTED = re.compile(rf"(?:[\u4e00-\u9fff]{{2,4}}、)+[\u4e00-\u9fff]{{2}}(?={_HEAD.pattern})")
_LONGEST, _MOST = 9, 4
_FITS = 0.33
# Letters of what many lists and visits are called: of itself 检查登记表 is no certain one.
_COMMON = frozenset(
    "排检核巡督导查表单册名照片情况统计登记汇总工作人员数据材料报告台账清安全隐患专项整治"
)


_VAGUE = ("情况", "信息", "反馈", "计划")
# 照片 of who was to send 对比照.
_SHORT = {"照片": "照", "截图": "图", "会议": "会", "大会": "会"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A thing as it is named: its last word, the terms of its whole name, and which of them are
    its ``own``, that tell it from others of its sort.
    """

    head: str
    words: frozenset[str]
    own: frozenset[str]


@lru_cache(maxsize=1024)
def named_in(text: str) -> tuple[Named, ...]:
    """The things that normalised ``text`` names, in its order; why it is said names none."""
    found = []
    said = _LISTED.sub(_unlisted, _CUT.sub(" ", timeless(_WHY.sub(",", text[:_READ]))))
    for run in re.findall(r"[\u4e00-\u9fff]+", said):
        heads = list(_HEAD.finditer(run))
        if heads:
            end = heads[-1].end()
            name = _LEAD.sub("", _UNITS.sub("", run[:end])[-_LONGEST:])
            found.append(_named(name, heads[-1][0]))
    found = [one for one in found if one.own or one.head not in _VAGUE]
    # After a thing with a name of its own, a mere 名单 is part of that; as is a 表 of anything.
    found = [one for i, one in enumerate(found) if one.words or i == 0]
    first = next((i for i, one in enumerate(found) if one.own), len(found))
    return tuple([*found[:first], *(one for one in found[first:] if one.own)][:_MOST])


def _named(name: str, head: str) -> Named:
    words = _words_of(name, head)
    own = frozenset(word for word in words if not (word in head or _COMMON.issuperset(word)))
    return Named(head=head, words=words, own=own)


# 会议名单, 参会人员名单 and 到会名单 are one list.
_WHO_MEETS = re.compile("(?:参加)?(?:会议|开会|[参与到]会)的?(?:人员)?(?=[一-鿿])")
_OF_MEETING = "参会"


def _words_of(name: str, head: str) -> frozenset[str]:
    """The terms of a name; a meeting's paper goes by whatever the meeting is called."""
    if not _PAPER.fullmatch(head) or not _WHO_MEETS.search(name):
        return terms(name)
    return terms(_WHO_MEETS.sub(" ", name)) | {_OF_MEETING}


def _unlisted(listed: re.Match[str]) -> str:
    """Nothing of who is listed; what is listed stays: 汇报材料、整改台账、检测报告."""
    return listed[0] if _HEAD.search(listed[0]) else " "


def is_paper(one: Named) -> bool:
    """Whether a thing is handed in as such, not held or done, nor only told of."""
    return papers.is_paper(one.head)


_READ = 200
# 值班小结照旧: what a change leaves as it was is not what it speaks of.
STAYS = re.compile(
    "照常|照旧|照[报开办交做填]|不变|不动|正常|继续|还是?要|仍|其[他它余]的?都?照[拿带来收]"
)
_CLAUSE = re.compile(r"[,。;!\s]|(?<=照常|照旧|照报|不变|不动)[、但]?")


def without_what_stays(text: str) -> str:
    """Normalised ``text`` but for what it says goes on as it was; all of it where that is all."""
    parts = [part for part in _CLAUSE.split(text) if part]
    moved = [part for part in parts if not STAYS.search(part)]
    return ",".join(moved) if len(moved) < len(parts) and moved else text


def holds(told: frozenset[str], kind: Kind | None, things: tuple[Named, ...]) -> float:
    """How surely an ask of these terms is of one of ``things``, 0..1; the first ones count most."""
    return _first_most([_share(told, kind, one) for one in things])


def _first_most(shares: Iterable[float]) -> float:
    return max((share - 0.1 * i for i, share in enumerate(shares)), default=0.0)


def fits(held: float) -> bool:
    """Whether an ask that holds so much of what is named may be what is spoken of."""
    return held >= _FITS - 0.1


def wants_something(earlier: Earlier) -> bool:
    """Whether an earlier message is a notice that asks for more than to be known."""
    asks = earlier.reading.asks if earlier.reading.what is What.NOTICE else ()
    return any(ask.base_kind is not Kind.INFO for ask in asks)


def held_by(earlier: Earlier, things: tuple[Named, ...]) -> tuple[float, int]:
    """How surely one of ``things`` is what an earlier notice asks, by its words or its name; and
    how many of them it asks.
    """
    asks = earlier.reading.asks
    told = earlier.reading.terms.union(*(terms(ask.title) for ask in asks))
    shares = [[_share(told, ask.base_kind, one) for one in things] for ask in asks]
    held = max(map(_first_most, shares), default=0.0)
    return held, sum(map(any, zip(*shares, strict=True)))


def _share(told: frozenset[str], kind: Kind | None, one: Named) -> float:
    own = one.own
    if not own:
        there = _has(told, kind, one)
        return there * (len(one.words & told) / len(one.words) if len(one.words) > 1 else 1.0)
    of_meeting = _OF_MEETING in own and (kind is Kind.MEETING or told & _MEETING_TERMS)
    share = len(own & (told | {_OF_MEETING} if of_meeting else told)) / len(own)
    if share < _FITS:
        return 0.0
    there = _has(told, kind, one)
    return (share + there) / 2 if there or share > _HALF else 0.0


_HALF = 0.5
_MEETING_TERMS = frozenset({"会议", "与会", "到会", "开会"})
# What one thing is called by either name.
_ALIKE = (("名单", "名册", "花名册"), ("总结", "小结"), ("会议", "大会", "例会"))


def _has(told: frozenset[str], kind: Kind | None, one: Named) -> bool:
    if not one.own and _MEETS.fullmatch(one.head):
        return kind is Kind.MEETING
    short = one.head if len(one.head) == 1 else _SHORT.get(one.head)
    if short and any(word.endswith(short) for word in told):
        return True
    if len(one.head) == 1:
        return False
    if any(one.head in names and any(terms(o) <= told for o in names) for names in _ALIKE):
        return True
    own = terms(one.head)
    # 月报 and 首报 leave no term: any report may be one.
    return own <= told if own else kind is Kind.REPORT
