"""A short title for an ask: the thing itself, without addressee, time and politeness.

Each clause is asked what it might be called: by a word for a paper or a deed with what stands
before it, by what is done to what, else by all it says. What names best is the title; a paper that
does not tell of what is given the matter that the rest of the ask speaks of.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.lexicon import TitleModel
from bot.domain.reading import Kind
from bot.reading.asks.listed import in_a_row, listed
from bot.reading.papers import is_report
from bot.reading.titles.fitting import LONGEST, fitted, joined, papers_of, told_as_one
from bot.reading.titles.heads import headed
from bot.reading.titles.needs import fuller, needed_of
from bot.reading.titles.shown import at_least, shown_of
from bot.reading.titles.stretch import OUTRIGHT, SHORTEST, Ruled, best_stretch, tells_which
from bot.reading.titles.trim import BRACKETS, EVERY, GAP, WHEN, onward, plain, unsaid
from bot.reading.titles.worth import LATER, SHAPE, THING, worth


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """What an ask might be called: what it is ``worth``, and of which clause it is."""

    value: float
    before: int
    rank: int
    words: str


_CLAUSES, _LONG = 6, 160  # so many clauses are looked at, and so many letters of each
NO_TITLES = TitleModel()
_WHOLE = 5  # letters of a name that leaves no question what it is
_NOTHING = Name(-9.0, 0, 0, "")
_SURE, _BEST = 6.5, 5.5  # what names an ask beyond doubt; what a first clause is worth at best
_POOR = 0.6  # a name worth less tells a reader nothing
_NAUGHT = -2.0
_WANTED, _BELOW = 1.5, 1.0  # a verb wants it; it only tells more of what stands before a colon

_CLAUSE = re.compile(r"[,。!;?~\n]+|(?<=[一-龥”]{2}):|[|>]")
# The thing named by itself: a document's subject, a heading, a file.
_NAMED = re.compile(
    r"关于(?:印发|转发|报送|上报|召开|举办|做好|开展|进一步做好|进一步加强|加强|组织)?"
    r"([^,。;\n]{3,40}?)(?:工作)?的(?:紧急|补充|预备)?(?:通知|函|公告|通报|意见|方案|倡议)"
)
_PASSED_DOWN = re.compile(
    r"\s*转发?[一-龥]{1,8}?(?:局|委|办|厅|部|所|院|中心)(?:关于)?([一-龥]{3,24}?)的?(?:通知|函|"
    r"文件)(?!:)"
)
# 各乡镇社会事务办:, 尊敬的家长: whom it is for.
_ADDRESSED = re.compile(
    r"(?:\s|\"|“|「|【[^】]*】)*(?:(?:各|全[体镇县区乡])[^,。:\x00报填交把请]{1,16}|尊敬的.{2,8}|"
    r"转发[^,。]{2,12}通知|"
    r"[^,。:]{0,8}(?:同志|领导|老师|家长|书记|校长|主任|会计|文书|支书|网格[员长]|楼长)们?)"
)
# 为做好秋季学生资助,…: what it is for, or rests on.
_AIM = re.compile(r"[\s\x00]*(?:为(?!期|主|人)|因(?!病|公)|由于|根据|按照|鉴于|经研究)[^请]*$")
_PLACE_OF_MEETING = re.compile(
    r"^.{0,22}?(?:召开|举行|举办|参加|组织|搞|(?<![一-龥])有(?!限|机)|里有|"
    r"(?<![公展召])开(?!展))(?:一[次个场])?(?=.{1,26}(?:会|训|座|课|演练|活动|交流))"
)
_EVENT = re.compile(
    r"(.{1,26}?(?:会议|会商|例会|大会|[^机社协工都就不]会(?!商)|培训(?:班|会)?|讲座|演练|活动|"
    r"党日|党课|"
    r"观摩))(?!议?室|精神|计|员|场|记录|材料|车)"
)
_HEADING = re.compile(r"[【《]([^】》]{4,24})[】》]")
_FORM = re.compile(r"《([^《》]{5,24}(?:表|台账|名单|册|报告|方案|书|清单))》")
_STAGED = re.compile(r"演练|植树活动|志愿活动")
_COMES = re.compile(
    r"^.{0,14}?(?:来|到|定于\x00*)(?:[我咱本](?:们)?[镇村县区街])?(?=督导|检查|督查|调研|抽查|"
    r"验收|暗访|考核|看)"
)
_OBJECT = re.compile(
    rf"(?:^[^,。:把将]{{0,16}}|[^一-龥])(?:把(?!手)|"
    rf"将(?![于在对近至]))([^,。:{GAP}]{{2,40}}?)(?:{GAP}|整理|准备|"
    rf"填|报(?![表告名])|交(?![通流])|送|发|上传|拿|弄|一[块个处]{{1,2}}|逐|列|"
    r"于|给|贴|补|核|改|录|统计|带|清|[查过跑看试]一|都|数清|摸|理)"
)
# 对食品小作坊开展拉网式摸排: what is done to it follows it.
_DONE_TO = re.compile(
    rf"(?<![核校针面反绝相查])对(?![象应比照口接策标])([^,。{GAP}]{{2,24}}?)(?:集中|再次|"
    rf"组织)*(?:进行|开展|完成|再|(?=自查|排查|检查|核查|摸排))(?:做|一次(?!性)|一轮|全面|"
    rf"[的])*(?=.{{2,10}})"
)
# What is handed in is named without the verb, what is done with it.
_SHEET = "(?!表|台账|记录|情况|名单|清单|汇总|结果|完|好|一下$|出|改|表|给)"
_HANDED = re.compile(
    "(?=[上交反填报提摸收查汇统])(?:"
    rf"(?:(?:报送|上报|填报|填写|提交|反馈|摸底|统计|汇总|摸清|查清|收集){_SHEET}|"
    rf"(?<![申年预通汇日周月季旬党举没未不人])报(?!名(?![单册额])|(?:一[次声下]|个)?平安|一下|到|道|告|账|销|警|表|刊|纸|社|备|案|"
    rf"酬|法|[的来上齐出了过数])|"
    rf"(?<![社没未不提])交(?!通|流|接|叉|界|办|了)|填(?!好|完)|提供)(?:一下|一份|一次(?!性)|个|"
    rf"{GAP})*([^,。:{GAP}]{{3,28}})"
    ")"
)
_DONE = re.compile(
    rf"(?:^|{GAP}前?|请|[各每]个?[村社区镇乡街道单位校组支部]{{1,4}}|要)"
    rf"((?:清点|核实|核查|排查|摸排|检查|更新|推荐|张贴|领取|发放|安装|清理|转发|学习|整改|拆除|"
    rf"关注|下载|安装|点赞|观看|收看|张挂|播放){_SHEET}[^,。:{GAP}]{{2,24}})"
)
_TO_FETCH = re.compile(
    r"(?:^|[,。\n:])(?:[^,。:\n]{0,6}的)?([^,。:;\n的]{2,14}?)(?:到货|拉回来|到了|"
    r"已?到[一-龥]{0,4}|已?放|在(?=[我镇村县街社办乡物仓院])|来了|好了|印好)[^,。\n]{0,10}"
    r",(?:请|各|自己|快|都)[^,。\n]{0,14}(?:来[^,。:\n]{0,6}|去[^,。:\n]{0,6}|自)[领拿取](?!导)"
)
_LISTS = re.compile(
    rf"(?:把|将|^(?=[^请各]{{4}}))([^,。:{GAP}]{{2,20}}?)(?:列|建|造|做|整理|理|弄|"
    rf"写)(?:[个成出]|一[份个])*"
    r"(名册|花名册|名单|台账|清单|表|情况说明)"
)

# 送进度表, 各点把人数: no more than the verb that wants it, and of whom.
_MERELY = re.compile(
    "[^,]{0,20}(?:把|将)|(?:[^,]{0,6}各[^,]{1,6}|[^,]{0,8}(?:让|叫|要求))?(?:上?报送?|送|提?交|填写?|发|传|列)个?|一下|"
    "[^,]{0,16}[^公展召]开"
)
_NO_MORE = re.compile("[^,]{0,2}|(?:要|得|须|由|都|全部|还|也|必须)[^,]*")


def _is_merely(name: str, thing: str) -> bool:
    """Whether a name says of a thing but that it is wanted, or how it is to be."""
    if name.endswith(thing):
        return name != thing and bool(_MERELY.fullmatch(name, 0, len(name) - len(thing)))
    return name.startswith(thing) and bool(_NO_MORE.fullmatch(name, len(thing)))


_TOLD = re.compile("[了把将请要有是就没未谁]|[单局办委站所部室]$|中心$|^转")


def make_title(
    text: str,
    time_spans: list[tuple[int, int]],
    kind: Kind,
    *,
    head: str = "",
    model: TitleModel = NO_TITLES,
) -> str:
    """At most 18 characters naming what is asked in normalised ``text``, private numbers masked.

    ``time_spans`` are parts of ``text`` that state times and are left out; ``head`` is what stands
    before this ask and gives its name to one that has none of its own. What the rules find is
    weighed by ``model`` against what people would call it.
    """
    told = shown_of(text)
    shown = shown_of(text, time_spans) if time_spans else told
    ruled = by_rules(told, shown, kind, head)
    if ruled.worth < OUTRIGHT and model.weights:
        words = best_stretch(shown, kind, ruled, model)
        if words and kind is Kind.MEETING:
            words = _PLACE_OF_MEETING.sub("", words)
        said = fitted(plain(words)) if words else ""
        if len(said) >= SHORTEST and not tells_which(ruled.words, said):
            return fuller(said, ruled.words, shown)
    if ruled.words:
        return fuller(ruled.words, "", shown)
    return (
        fitted(shown.replace(GAP, "").strip(" ,。"))
        or fitted(told.strip(" ,。"))
        or at_least(text, LONGEST)
    )


def by_rules(told: str, shown: str, kind: Kind, head: str = "") -> Ruled:
    """What the rules call an ask, "" where they find nothing: of a text as ``shown_of`` gives it,
    ``told`` with its times and ``shown`` without.
    """
    papers = listed(told) or in_a_row(told)
    if papers:
        return Ruled(told_as_one(papers), OUTRIGHT)
    if kind is Kind.REPORT and (needed := needed_of(shown)):
        return Ruled(fitted(needed), OUTRIGHT)
    bare = shown.replace(GAP, "")
    named = _NAMED.search(bare) or _PASSED_DOWN.match(bare)
    if named:
        return Ruled(fitted(named[1]), OUTRIGHT)
    names = _named_by(shown, kind)
    best = max(names, default=None)
    above = _named_by(shown_of(head), kind) if head and (best is None or _is_weak(best)) else []
    whole = _with_paper(best, names, above, kind) if best else None
    if whole:
        return Ruled(fitted(whole), OUTRIGHT)
    floor = _NAUGHT if WHEN.search(head) else _POOR  # an ask before this one is no heading of it
    if above and (best is None or best.value < min(floor, max(above).value)):
        return Ruled(fitted(max(above).words), OUTRIGHT)
    return Ruled(fitted(best.words), best.value) if best else Ruled("", _NAUGHT)


def _is_weak(name: Name) -> bool:
    return name.value < _POOR or bool(SHAPE.fullmatch(name.words))


def _with_paper(best: Name, names: list[Name], above: list[Name], kind: Kind) -> str | None:
    """补贴面积核实表: a sheet that does not tell of what, and the matter that it is of."""
    if SHAPE.fullmatch(best.words):
        matters = [one for one in names if _is_matter(one)] or [
            one for one in above if _is_matter(one) and not is_report(one.words)
        ]
        return joined(max(matters).words, best.words) if matters else None
    if kind is not Kind.REPORT or not _is_matter(best):
        return None
    named = THING.search(best.words)
    sheets = [
        one
        for one in names
        if one.value > -1
        and is_report(one.words)
        and (one.words[:2] == best.words[-2:] or (not named and SHAPE.fullmatch(one.words)))
    ]
    return joined(best.words, max(sheets).words) if sheets else None


def _is_matter(name: Name) -> bool:
    return name.value >= _POOR and not SHAPE.fullmatch(name.words) and not _TOLD.search(name.words)


def _named_by(shown: str, kind: Kind) -> list[Name]:
    """What a text without links might be called."""
    timeless = EVERY.sub(GAP, WHEN.sub(GAP, BRACKETS.sub("", shown)))
    for words in (papers_of(timeless), _fetched(timeless.replace(GAP, ""))):
        if words:
            return [Name(_SURE, 0, 0, words)]
    found = [
        Name(worth(1, form[1], kind, headed=True, aim=False), -1, 0, form[1])
        for form in _FORM.finditer(timeless)
    ]
    below, best = False, max(found, default=_NOTHING)
    for index, (clause, colon) in enumerate(_clauses(timeless)):
        if best.value > _BEST - LATER * index:
            break
        aim = bool(_AIM.match(clause))
        for rank, (name, wanted) in enumerate(_names(clause, kind).items()):
            if len(name) >= 2:
                told = worth(index, name, kind, headed=colon, aim=aim)
                told += _WANTED * (wanted and not THING.search(name))
                told -= _BELOW * (below and "、" in name)
                found.append(Name(round(told, 6), -index, -rank, name))
                best = max(best, found[-1])
        below = colon and best.value >= _POOR
    return found


def _fetched(text: str) -> str | None:
    """领报警器 of 报警器到了,请来人领: what is told of first and fetched then."""
    found = _TO_FETCH.search(text) if "领" in text or "取" in text or "拿" in text else None
    return f"领{plain(found[1])}" if found else None


def _clauses(text: str) -> list[tuple[str, bool]]:
    """The first clauses that say something, each with whether it is a heading."""
    found, start = [], 0
    for stop in [*_CLAUSE.finditer(text), None]:
        clause = text[start : stop.start() if stop else len(text)]
        colon = bool(stop) and stop is not None and stop[0] == ":"
        start = stop.end() if stop else len(text)
        if clause.strip(f" 。{GAP}") and not (colon and _ADDRESSED.fullmatch(clause)):
            found.append((clause[:_LONG], colon))
    return found[:_CLAUSES]


def _names(clause: str, kind: Kind) -> dict[str, bool]:
    """What one clause might be called, the narrowest way first, and whether a verb wants it."""
    found: dict[str, bool] = {}
    for name, wanted in _named_in(clause, kind):
        found[name] = found.get(name, False) or wanted
    return found


def _named_in(clause: str, kind: Kind) -> Iterator[tuple[str, bool]]:
    whole = _DONE_TO.sub(rf"{GAP}\1", clause.strip())
    head = _HEADING.match(whole)
    if head and THING.search(head[1]):
        yield plain(head[1]), False
    if kind is Kind.MEETING or _STAGED.search(whole):
        event = _EVENT.search(_PLACE_OF_MEETING.sub("", whole))
        if event:
            yield plain(event[1]), False
    if kind is Kind.INSPECTION:
        whole = _COMES.sub("", whole) if len(_COMES.sub("", whole)) > 3 else whole
    told = [plain(one) for one in headed(whole) if kind is not Kind.INFO or is_report(one)]
    yield from ((one, False) for one in told)
    if kind is not Kind.INFO:
        listed = _LISTS.search(whole)
        if listed:
            yield plain(listed[1]) + listed[2], True
        for held in (_OBJECT.search(whole), _HANDED.search(whole), _DONE.search(whole)):
            if held:
                yield plain(onward(held[1])), True
    if any(len(one) >= _WHOLE and not SHAPE.fullmatch(one) for one in told):
        return
    name = plain(onward(whole))
    if any(_is_merely(name, one) for one in told):
        return
    yield unsaid(name) if kind is Kind.CHANGE else name, False
