"""What the clauses of an ask might be called: each by a word for a paper or a deed with what stands
before it, by what is done to what, else by all that it says.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.reading import Kind
from bot.reading.papers import is_report
from bot.reading.titles.fitting import papers_of
from bot.reading.titles.heads import headed
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
_WHOLE = 5  # letters of a name that leaves no question what it is
_NOTHING = Name(-9.0, 0, 0, "")
_SURE, _BEST = 6.5, 5.5  # what names an ask beyond doubt; what a first clause is worth at best
POOR = 0.6  # a name worth less tells a reader nothing
_WANTED, _BELOW = 1.5, 1.0  # a verb wants it; it only tells more of what stands before a colon

_CLAUSE = re.compile(r"[,。!;?~\n]+|(?<=[一-龥”]{2}):|[|>]")
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
# 【会议通知】: what is sent, not what is held.
_LABEL = re.compile(r"^[【\[][^】\]]{0,4}(?:通知|提醒|预告)[】\]]")
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


def named_by(shown: str, kind: Kind) -> list[Name]:
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
        below = colon and best.value >= POOR
    return found


# Words that tell something of a thing: what stands with them is no matter of a paper.
_TOLD = re.compile("[了把将请要有是就没未谁]|[单局办委站所部室]$|中心$|^转")


def is_matter(name: Name) -> bool:
    """Whether a name tells of what a paper is that itself does not tell."""
    return name.value >= POOR and not SHAPE.fullmatch(name.words) and not _TOLD.search(name.words)


def event_of(shown: str) -> str | None:
    """The first meeting that a clause names; None where none does."""
    for clause, _ in _clauses(WHEN.sub(GAP, shown)):
        held = where_held(_LABEL.sub("", clause.strip()))
        event = _EVENT.search(held) if held != clause.strip() else None
        if event and len(name := plain(event[1])) >= _WHOLE:
            return name
    return None


def where_held(words: str) -> str:
    """Words without where a meeting is held."""
    return _PLACE_OF_MEETING.sub("", words)


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
    whole = _DONE_TO.sub(rf"{GAP}\1", _LABEL.sub("", clause.strip()))
    head = _HEADING.match(whole)
    if head and THING.search(head[1]):
        yield plain(head[1]), False
    if kind is Kind.MEETING or _STAGED.search(whole):
        event = _EVENT.search(where_held(whole))
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
