"""A short title for an ask: the thing itself, without addressee, time and politeness."""

import re
from collections.abc import Iterator

from bot.domain.reading import Kind
from bot.reading.redact import redact
from bot.reading.titles.trim import BRACKETS, GAP, LINK, NAMES, WHEN, onward, plain, unsaid
from bot.reading.titles.worth import LONGEST, NOUN, THING, worth

_CLAUSES, _READ = 8, 1500
_POOR = 0.6  # a name worth less tells a reader nothing

_CLAUSE = re.compile(r"[,。!;?~\n]+|(?<=[一-龥”]{3}):|[|>]")
# The thing named by itself: a document's subject, a heading, a file.
_NAMED = re.compile(
    r"关于(?:印发|转发|报送|上报|召开|举办|做好|开展|进一步做好|进一步加强|加强|组织)?"
    r"([^,。;\n]{3,40}?)(?:工作)?的(?:紧急|补充|预备)?(?:通知|函|公告|通报|意见|方案|倡议)"
)
_PASSED_DOWN = re.compile(
    r"\s*转发?[一-龥]{1,8}?(?:局|委|办|厅|部|所|院|中心)(?:关于)?([一-龥]{3,24}?)的?(?:通知|函|"
    r"文件)"
)
# 各乡镇社会事务办:, 尊敬的家长: whom it is for.
_ADDRESSED = re.compile(
    r"\s*(?:(?:各|全[体镇县区乡])[^,。:\x00报填交把请]{1,16}|尊敬的.{2,8}|[^,。:]{0,8}(?:同志|领导|老师|家长|书记|校长|主任|会计|文书|支书|网格[员长]|楼长)们?)"
)
# 为做好秋季学生资助,…: what it is for, or rests on.
_AIM = re.compile(r"[\s\x00]*(?:为(?!期|主|人)|因(?!病|公)|由于|根据|按照|鉴于|经研究)[^请]*$")
_PLACE_OF_MEETING = re.compile(
    r"^.{0,22}?(?:召开|举行|举办|参加|组织|搞|(?<![一-龥])有(?!限|机)|里有|"
    r"(?<![公展召])开(?!展))(?:一[次个场])?(?=.{2,26}(?:会|训|座|课|演练|活动|交流))"
)
_EVENT = re.compile(
    r"(.{2,26}?(?:会议|会商|例会|大会|[^机社协工都就不]会(?!商)|培训(?:班|会)?|讲座|演练|活动|党日|党课|"
    r"观摩))(?!议?室|精神|计|员|场|记录|材料|车)"
)
_HEADING = re.compile(r"[【《]([^】》]{4,24})[】》]")
_FORM = re.compile(r"《([^《》]{5,24}(?:表|台账|名单|册|报告|方案|书|清单))》")
_STAGED = re.compile(r"演练|植树活动|志愿活动")
_COMES = re.compile(
    r"^.{0,14}?(?:来|定于\x00*)(?:我[镇村县区街])?(?=督导|检查|督查|调研|抽查|"
    r"验收|暗访|考核|看)"
)
_BY_OBJECT = re.compile(
    rf"(?:^[^,。:把将]{{0,12}}|[^一-龥]|请|各|村|组|要|统一|需|社区|乡镇|地|内)(?:把|将(?![于在对近至]))([^,。:{GAP}]{{2,40}}?)(?:{GAP}|整理|准备|"
    rf"填|报(?![表告名])|交(?![通流])|送|发|上传|拿|弄|一[块个处]{{1,2}}|逐|"
    r"于|给|贴|补|核|改|录|统计|带|清|列|[查过跑看]一|都|数清|摸|理)"
)
_BY_VERB = re.compile(
    rf"(?:报送|上报|填报|填写|提交|补报|反馈|摸底|统计|汇总|报(?!名|一下|到|道|告|账|销|警|表|刊|纸|社|备|案|[来上齐])|"
    rf"交(?!通|流|接|叉|界|办)|填(?!好|完))(?:一下|一份|一次|个|{GAP})*"
    r"([^,。:\x00]{3,28})"
)
# A paper, and whom or what it may be about: it is named by both.
_PAPER = re.compile(
    r"(?:走访|登记|统计|汇总|核查|排查|检查|参[加训会]|报名|摸底|服务|巡查|工作|[人船]员|到场|回港)[^、的]{0,6}"
    r"(?:表|名单|台账|花名册|清单|记录|人数)"
)
_TOLD = re.compile("[了把将请要有是在就]|“|照片|[表册单局办委站所部室]$|中心$|^转")
_MATTER = 1.5
_LISTED = re.compile(r"(?:列[出清]|摸[清下]|数清)(?:一下)?([^,。:\x00]{3,24})")


def make_title(text: str, time_spans: list[tuple[int, int]], kind: Kind, *, head: str = "") -> str:
    """At most 24 characters naming what is asked in normalised ``text``, private numbers masked.

    ``time_spans`` are parts of ``text`` that state times and are left out; ``head`` stands over
    several asks and gives its name to one that has none of its own.
    """
    for start, end in sorted(time_spans, reverse=True):
        if not NAMES.fullmatch(text[start:end]) and text[start - 1 : start] not in ("“", '"'):
            text = text[:start] + GAP + text[end:]
    shown = LINK.sub(" ", redact(text[:_READ]))
    bare = shown.replace(GAP, "")
    named = _NAMED.search(bare) or _PASSED_DOWN.match(bare)
    if named:
        return _cut(named[1])
    value, name = _best(shown, kind)
    if head and value < _POOR:
        above, over = _best(LINK.sub(" ", redact(head[:_READ])), kind)
        name = over if above > value else name
    return _cut(name or bare.strip(" ,。"))


def _best(shown: str, kind: Kind) -> tuple[float, str]:
    """The best name in a text without links, and what it is worth."""
    timeless = WHEN.sub(GAP, BRACKETS.sub("", shown))
    found = []
    for index, (clause, headed) in enumerate(_clauses(timeless)):
        aim = bool(_AIM.match(clause))
        for rank, name in enumerate(_names(clause, kind)):
            if len(name) >= 2:
                told = worth(index, name, kind, headed=headed, aim=aim)
                found.append((round(told, 6), -index, -rank, name))
    for form in _FORM.finditer(timeless):
        found.append((worth(1, form[1], kind, headed=True, aim=False), -1, 0, form[1]))
    if not found:
        return -9.0, ""
    value, at, _, name = max(found)
    matters = [
        one for one in found if not one[1] and one[0] >= _MATTER and not _TOLD.search(one[3])
    ]
    papers = [one for one in found if one[1] and one[0] > 0 and _PAPER.fullmatch(one[3])]
    if matters and papers and (_PAPER.fullmatch(name) if at else not THING.search(name)):
        return value, _of_them(max(matters)[3], max(papers)[3])
    return value, name


def _of_them(whom: str, paper: str) -> str:
    """独居老人、残疾人 and 走访情况登记表: whom a paper is about, and the paper."""
    both = whom + paper
    return both if len(both) <= LONGEST and not THING.search(whom) else paper


def _clauses(text: str) -> list[tuple[str, bool]]:
    """The first clauses that say something, each with whether it is a heading."""
    found, start = [], 0
    for stop in [*_CLAUSE.finditer(text), None]:
        clause = text[start : stop.start() if stop else len(text)]
        colon = bool(stop) and stop is not None and stop[0] == ":"
        start = stop.end() if stop else len(text)
        if clause.strip(f" 。{GAP}") and not (colon and _ADDRESSED.fullmatch(clause)):
            found.append((clause, colon))
    return found[:_CLAUSES]


def _names(clause: str, kind: Kind) -> Iterator[str]:
    """What one clause might be called, the narrowest way of saying it first."""
    whole = clause.strip()
    head = _HEADING.match(whole)
    if head and THING.search(head[1]):
        yield plain(head[1])
    if kind is Kind.MEETING or _STAGED.search(whole):
        event = _EVENT.search(_PLACE_OF_MEETING.sub("", whole))
        if event:
            yield plain(event[1])
    if kind is Kind.INSPECTION:
        whole = _COMES.sub("", whole)
    if kind in (Kind.REPORT, Kind.TASK, Kind.CHANGE):
        for found in (_BY_OBJECT.search(whole), _BY_VERB.search(whole)):
            if found and NOUN.search(found[1]):
                yield plain(onward(found[1]))
        for shape in (_BY_OBJECT, _LISTED):
            found = shape.search(whole)
            if found and len(found[1]) > 3:
                yield plain(found[1])
    name = plain(onward(whole))
    yield unsaid(name) if kind is Kind.CHANGE else name


def _cut(title: str) -> str:
    title = " ".join(title.split())
    if len(title) <= LONGEST:
        return title
    cut = title[: LONGEST - 1]
    return (cut[: cut.rfind("〔")] if cut.rfind("〔") > cut.rfind("〕") else cut) + "…"
