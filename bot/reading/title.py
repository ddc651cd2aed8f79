"""A short title for an ask: the thing itself, without addressee, time and politeness."""

import re

from bot.reading.redact import redact

LONGEST = 24

_LEAD = re.compile(
    r"^(?:\s|[,。.!:;、~·—\-#]|\[[^\]]{0,8}\]|【(?:重要|紧急|通知|提醒|温馨提示|转发|更正|催报|"
    r"工作提醒|工作通知|紧急通知|重要通知|上一条作废)】|@\S{1,12}\s?|"
    r"(?:重要|紧急|工作|温馨)?(?:通知|提醒|提示)[::]|转发?(?:各村)?[::]|(?:今|明|后|昨)天(?=.{4})|(?:转发|接|按|根据|按照)[^,。"
    r":]{2,18}(?:通知|要求|部署|安排|精神)[,:]?|催报[::]?|再次提醒|"
    r"各位(?:同志|领导|好|村书记|书记|网格员|老师)?[,:]?|大家(?:好|注意)?[,:]?|同志们[,:!]?|"
    r"各(?:村(?:\(?社区\)?)?|社区|网格(?:员)?|组|单位|支部|站所|乡镇|部门|片区|位|行政村|学校|"
    r"党支部)"
    r"(?:书记|支书|文书|主任|负责人|联络员|长|员|、|和|及)*[,:]?|请各[^,。:把将于在按]{1,"
    r"8}(?=把|将|于|在|按|务必|尽快|抓紧|认真|组织|做好|上报|报|填|统计|检查|核对|推荐|完成|派)|"
    r"请(?!假)|务必|烦请|麻烦|辛苦|于|在|把|将|按时|及时|尽快|抓紧|认真|再|一下|那个什么|那个|"
    r"这个|对|好的?|收到|还有|另外|另|同时|并|以及|就是|记得|别忘了?|姐姐们|兄弟们|亲们|家人们|"
    r"前|之前|以前|起|为止|截止|第[一二三]批)+"
)
_TAIL = re.compile(
    r"(?:改成|改到|改为|改在|发我|给我|报我|报来|交来|交我|报送|上报|报上来|发过来|发群里|报给我|(?:送|报|交|"
    r"发)(?:到|至|给)[^,。;]{1,12}|请(?:大家)?知悉|谢谢.*|收到请?回复.*|前|于|在|的|把|将|请|"
    r"各村|[,。.!:;、~\s]|前报|下?来|吧|哈|啊|呢|了)+$"
)
_CLAUSE = re.compile(r"[,。!;?\n]+|(?<=[一-龥]{3}):")
_BRACKETS = re.compile(r"\([^()]{0,60}\)|\[[^\[\]]{0,12}\]")
_QUOTED = re.compile(
    r"关于((?:印发|转发|开展|做好|召开|报送|组织|进一步|加强)?[^,。;\n]{3,40}?)的(?:紧急|"
    r"补充)?(?:通知|函|公告|通报|意见|方案|倡议)"
)
_PASSED_DOWN = re.compile(
    r"\s*转发?[一-龥]{1,8}?(?:局|委|办|厅|部|所|院|中心)(?:关于)?([一-龥]{3,24}?)的?(?:通知|函|文件)"
)
_LINK = re.compile(r"https?://\S+|[\U0001F000-\U0001FAFF\u2600-\u27bf\u2b50\u200d]")
_THING = re.compile(
    r"表|名单|台账|清单|材料|花名册|情况|数据|照片|信息|总结|方案|计划|会|培训|讲座|检查|督查|"
    r"抽查|复查|排查|调研|接龙|打卡|投票|答题|问卷|摸底|统计|巡查|值班|停水|停电|预警|补贴|医保|"
    r"植树|演练|"
    r"灾情|人数|底数|面积|人口|报告|需求|进度|活动|整治|清理|宣传|走访|接种|体检|缴费|登记|推荐|核查|申报|验收|比赛|转移|"
    r"险|火|隐患|公示|费|证|业务|服务|行动|工作|任务"
)


def make_title(text: str, time_spans: list[tuple[int, int]]) -> str:
    """At most 24 characters naming what is asked in normalised ``text``, private numbers masked.

    ``time_spans`` are parts of ``text`` that state times and are left out.
    """
    for start, end in sorted(time_spans, reverse=True):
        text = text[:start] + "\x00" + text[end:]
    plain = _LINK.sub(" ", redact(text))
    bare = plain.replace("\x00", "")
    named = _QUOTED.search(bare) or _PASSED_DOWN.match(bare)
    if named:
        return _cut(named[1])
    clauses = [_trim(part) for part in _CLAUSE.split(_BRACKETS.sub("", plain))]
    clauses = [part for part in clauses if len(part) >= 2] or [
        plain.replace("\x00", "").strip(" ,。")
    ]
    return _cut(max(enumerate(clauses[:6]), key=lambda item: _worth(*item))[1])


# What follows the thing: whom it is asked of and where it goes.
_ONWARD = re.compile(
    r"^(.{4,}?)(?:请(?:于|各|在|将|把|大家|到|按|及时|尽快|报|交|发)|务必|(?:只|仅)有|还差|还没|仍未|(?:填|整理|准备|打印|弄)好).*$"
)


_HANDED_IN = re.compile(
    r"^(?:转[一-龥]{1,8}(?:局|委|办|厅|部):?|报送|上报|填报|报一下|报|为(?:做好|了)?)(?=.{3})"
)


def _trim(clause: str) -> str:
    clause = (
        clause.replace("\x00前", "\x00").replace("\x00", "", 1)
        if clause.startswith("\x00")
        else clause
    )
    clause = _LEAD.sub("", clause.strip())
    clause = _LEAD.sub("", clause.replace("\x00", ""))
    onward = _ONWARD.match(clause)
    return _HANDED_IN.sub("", _TAIL.sub("", onward[1] if onward else clause))


def _worth(index: int, clause: str) -> float:
    """How well a clause names the thing: earlier, with a thing word, of middling length."""
    worth = 2.0 * bool(_THING.search(clause)) - 0.6 * index
    worth += 0.5 * (4 <= len(clause) <= 26) - 1.0 * (len(clause) < 4)
    return worth


def _cut(title: str) -> str:
    title = " ".join(title.split())
    if len(title) <= LONGEST:
        return title
    cut = title[: LONGEST - 1]
    return (cut[: cut.rfind("〔")] if cut.rfind("〔") > cut.rfind("〕") else cut) + "…"
