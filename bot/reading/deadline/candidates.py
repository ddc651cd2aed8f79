"""Atoms chained into candidates, each with the mark that ties it to what is asked."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.reading.deadline.atoms import Atom, Say, Sort


class Mark(StrEnum):
    """How a text ties a candidate to what is asked."""

    NONE = "none"
    BEFORE = "before"
    WITHIN = "within"
    BY = "by"  # 截止, 最迟, 为限, 到…为止
    AFTER = "after"
    SINCE = "since"
    AGO = "ago"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A moment as far as its words say; ``start:end`` in the normalised text, marks included.

    ``until`` is the second half of a range, ``more`` the other members of a list.
    """

    start: int
    end: int
    day: Say | None = None
    clock: Say | None = None
    part: str = ""
    every: Say | None = None
    other: Say | None = None  # a duration, a shift, an event-relative time, a scope
    mark: Mark = Mark.NONE
    until: "Candidate | None" = None
    more: "tuple[Candidate, ...]" = ()
    origin: int | None = None  # where the candidate starts that this one is counted from
    delta: int = 0  # days to add: 元宵节前一天


_GLUE = re.compile(
    r"\s{0,2}(?:\)?\s?[的之,]?\s?(?:也就是|就是|即)|\(\s?(?:也就是|就是|即|本)?|\)?\s?的?"
    r"|的?那一?天的?|这一?天的?|一|刚一?|\([一二三四五六日天]\)|[(,]?(?:调[休班]|要)?(?:补班|上班|调[休班])的?(?:那一?天|当天|日)?\)?,?|(?:之|以)?前\(以?"
    r"|(?<=.)前,?(?=$))\s?"
)
_AFTER = re.compile(
    r"[)\s]{0,2}[”\"』」]?(?:"
    r"(?P<between>之间)|(?P<before>之前|以前|钱(?=[给交报发传到送上])|前(?![后往期半\d]|来(?:开会|参|集合|听|培训|学习)))"
    r"|(?P<within>之内|以内|内(?!容|部|外|涝|务|控))"
    r"|(?P<by>(?:这个?)?(?:时间)?就?(?:(?:为|是|就是|即为)(?:最[后终](?:一[天日])?(?!一?[天日]?(?:上班|营业|上课|供|开放))|[底死]线)(?!一?[天日]?(?:上班|营业|上课|供|开放))"
    r"|最后一[天日](?!上班|营业|上课|供|开放)"
    r"|最[后终](?=期限|时限|截止|时间|提交|一刻)|算截止|为准(?!确)|,?(?:是|为)?最后(?:期限"
    r"|一天)|截止"
    r"|截(?=[,。;!)\s]|$)|截稿|截单|截停|报名截止|提交截止|关门|关闭|封账|封网|为止|为限|为期限|到期(?!的)|收齐|收单"
    r"|收口|停止(?!办理业务|供|营业|施工|生产)|不再(?=受理|接|收|办|登记|补|等|候|开放|放行|录|延)|逾期|过时|过期(?!的)|死线|[锁关封停](?:表|账|平台|通道)|[锁封停]系统|关系统|系统关|清零"
    r"|锁定|锁库|止))"
    r"|(?P<after>之后|以后|过后|后(?!续|勤|台))"
    r"|(?P<since>(?:起|开始|以来|始|算起)(?!床|草|诉|火|到|码|点|重))"
    r")?"
)
_LEAD = re.compile(
    r"(?:(?P<by>截至|截稿(?:日期?|时间)?[:为是]*|截止(?:时间|日期|到|至|于|为|是|:)*|最[晚迟](?:不过|别过|也[得要])?|不得?[晚迟]于|赶在"
    r"|(?:别|莫|勿|甭|不(?:能|要|得|可|许|准|应)?)(?:再|给我)?(?:(?:拖|晚|迟|挨|捱|熬|等|超)过|过(?!了?年))了?"
    r"|(?:务必|必须)[在于]?|须于|限于?|不得?超过|期限[:为是到至]*|"
    r"死线[:是]?|ddl[:是]?|DDL[:是]?|deadline[:是]?"
    r"|(?:窗口|通道|系统|平台|报名|申报|端口)[^,。;]{0,2}[开留延续放]到|(?<![迟达得报来改期长后前延限续开休住排用睡忙坐停活管卖租玩读领享受行干吃穿续保假写批挪移调换提])到|时限[:为是]*)"
    r"|(?P<within>(?<!多)给(?:大家|你们|各村|你)?|(?:还|只)?剩(?:最后)?|还有|倒计时:?|只有|限时?"
    r"|限期|再给|自?(?:发文|收文|印发|下发|通知|收到(?:本|此)?(?:通知|文))之?日?起)"
    r"|(?P<since>自|从))\s?(?:在|于|是|为|:)?\s?$"
)
_CLOSED = re.compile(r"[,。;!?\n)吧啊哈哦哟]|$|为止|截|了(?:[,。;!]|$)|的时间")
# 三天时间, 三个工作日完成, 三天补完; but 用了三天完成, 我们两天填完.
_ALLOWED = re.compile(
    "的?(?:时间|期限|完成|反馈|办结|答复|整改|销号|到位|交|给我(?!们))"
    "|[补查改交报填做走录清核][完齐全](?=[,。;!]|$)"
)
_USED = re.compile("(?:[用仅共时续我]|我们)了?$")
_WORKDAYS = ("after_break", "nth_workday", "next_workday")
_RANK = {
    "ymd": 9, "relative": 8, "lunar": 6, "festival": 6, "day_of_month": 5, "month_part": 5,
    "part_of_this_month": 5, "weekday": 4, "every_weekday": 9, "same": 1,
}  # fmt: skip


def build(text: str, atoms: list[Atom]) -> list[Candidate]:
    """One candidate for each chain of ``atoms``, marked, in order."""
    return [_build(text, chain) for chain in _chains(text, atoms)]


def _chains(text: str, atoms: list[Atom]) -> list[list[Atom]]:
    chains: list[list[Atom]] = []
    for atom in atoms:
        if chains and len(chains[-1]) < MOST_JOINED and _continues(text, chains[-1], atom):
            chains[-1].append(atom)
        else:
            chains.append([atom])
    return chains


# Longer chains and lists than people write are not joined, so that time stays linear.
MOST_JOINED = 8
_ALONE = (Sort.SPAN, Sort.SHIFT, Sort.EVENT, Sort.SCOPE)


def _continues(text: str, chain: list[Atom], atom: Atom) -> bool:
    last = chain[-1]
    if text[last.end : atom.start] == "," and atom.sort in (Sort.CLOCK, Sort.PART):
        if last.sort is Sort.PART and atom.sort is Sort.CLOCK:  # 13号下午,3点
            return len(chain) > 1 and atom.say.name == "clock"
        return last.sort is Sort.DAY or last.say.name == "start_of_work"
    if atom.start - last.end > 8 or not _GLUE.fullmatch(text, last.end, atom.start):
        return False
    if atom.sort in _ALONE or last.sort in _ALONE or atom.sort is Sort.EVERY:
        return False
    gap = text[last.end : atom.start]
    named = "(" in gap or "就是" in gap or "即" in gap
    if atom.sort is last.sort is Sort.DAY and atom.say.name == last.say.name and not named:
        return False  # 25号26号
    sorts = {part.sort for part in chain}
    if atom.sort is Sort.CLOCK and Sort.CLOCK in sorts:
        return named or atom.say.name != "clock"
    if Sort.CLOCK in sorts and not named:
        return False
    if atom.sort is Sort.DAY and atom.say.name == "relative" and not named:
        return last.sort is not Sort.DAY
    return True


def _build(text: str, chain: list[Atom]) -> Candidate:
    day = clock = every = other = None
    part, delta = "", 0
    for atom in chain:
        say = atom.say
        if atom.sort is Sort.DAY or atom.sort is Sort.BREAK:
            if say.name == "every_weekday":
                every = say
            elif say.name == "same" and (day is not None or every is not None):
                delta = say.offset or 0
            elif day is not None and day.name == "week" and say.name == "weekday":
                day = replace(say, offset=day.offset)  # 下一周的周三
            elif day is None or _RANK.get(say.name, 7) > _RANK.get(day.name, 7):
                if day is not None and day.name in _WORKDAYS and clock is None:
                    clock = Say("end_of_work")  # 节后第一个工作日(就是今天)
                day = say
        elif atom.sort is Sort.CLOCK:
            clock = say if clock is None or clock.name != "clock" else clock
        elif atom.sort is Sort.PART:
            part = part if part and say.word == "凌晨" else say.word
        elif atom.sort is Sort.EVERY:
            every = say
            part = say.word if say.word in ("早", "晚") else part
        else:
            other = say
    start, end = chain[0].start, chain[-1].end
    mark, end = _mark(text, start, end, chain)
    if mark is Mark.NONE and "前(" in text[start:end]:
        mark = Mark.BEFORE  # 下班前(17:30)
    return Candidate(
        start=start, end=end, day=day, clock=clock, part=part, every=every, other=other, mark=mark,
        delta=delta,
    )  # fmt: skip


def _mark(text: str, start: int, end: int, chain: list[Atom]) -> tuple[Mark, int]:
    """The mark of a chain, and its end with the mark's words."""
    after = _AFTER.match(text, end, end + 12)
    if after and after.lastgroup:
        mark = Mark(after.lastgroup)
        if mark is Mark.BY and chain[0].sort is Sort.SPAN:
            mark = Mark.WITHIN
        if mark is Mark.BEFORE and chain[0].sort is Sort.SPAN:
            mark = Mark.AGO
        if mark is Mark.SINCE and "以来" in after[0]:
            mark = Mark.AGO
        return mark, after.end()
    if text[end : end + 1] == ")" and "(" in text[start:end]:
        end += 1
    lead = _LEAD.search(text, max(0, start - 9), start)
    if lead and lead.lastgroup:
        mark = Mark(lead.lastgroup)
        if mark is Mark.BY and chain[0].sort is Sort.SPAN:
            mark = Mark.NONE if "超过" in lead[0] else Mark.WITHIN
        if lead[0].strip() in ("到", "必须", "务必") and not _CLOSED.match(text, end):
            return Mark.NONE, end
        if mark is Mark.WITHIN and chain[0].sort is not Sort.SPAN:
            mark = Mark.BY if lead[0][0] in "限剩" else Mark.NONE
        return mark, end
    if chain[0].sort is Sort.SPAN and _ALLOWED.match(text, end):
        used = _USED.search(text, max(0, start - 3), start)
        return (Mark.NONE if used else Mark.WITHIN), end
    return Mark.NONE, end
