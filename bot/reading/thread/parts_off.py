"""What of an ask is called off, where not all of it is: for whom, or which paper of it."""

import re

from bot.domain.reading import Earlier
from bot.reading.asks.listed import in_a_row, listed, named_of, of_title
from bot.reading.handing_in import is_for_all
from bot.reading.kinds.excusing import NEED_NOT
from bot.reading.kinds.kind import MOVE
from bot.reading.kinds.sparing import Spared, spared_in
from bot.reading.normalise import normalise
from bot.reading.papers import is_paper as is_sheet
from bot.reading.terms import terms
from bot.reading.thread.event_moved import HELD
from bot.reading.thread.named_apart import listed_with, stem
from bot.reading.thread.objects import Named, is_paper, named_in, without_what_stays
from bot.reading.thread.one_of_all import of_one_alone
from bot.reading.thread.subject import speaks_beside
from bot.reading.thread.taking_back import stops
from bot.reading.titles.persons import names_anybody

# 名单不用盖章了, 不用写电话了, 不用重复报了: how it is handed in, not that it is.
_HOW = re.compile(
    rf"{NEED_NOT}再?(?:加?盖公?章|签[字名]|打印|复印|彩打|装订|排序|编号|纸质|附|自?带|拍照|录像|"
    "重[复新]|[那这]么|太|分[组村户类项]|写(?:电话|身份证号?|证件号|卡号|号码|地址|单位|职务|备注|原因|姓名|名字|时间|日期))"
    r"[^,。;!\n]{0,8}|"
    # How often, to whom, which paper beside it, which of two copies.
    rf"{NEED_NOT}再?(?:一[天日周]一[报次]|每[天日周]|天天)[^,。;!\n]{{0,4}}|"
    rf"{NEED_NOT}再?[报交发送]给我了?(?=[^。;!\n]{{1,6}}[报交发送]给)|"
    rf"附件[一二三四五六\d]{{0,2}}[^,。;!\n]{{0,2}}{NEED_NOT}[^,。;!\n]{{0,4}}|"
    rf"昨[天日]的[^,。;!\n]{{0,8}}{NEED_NOT}[^,。;!\n]{{0,4}}(?=,[报交]今[天日]的)|收回(?:纸质|旧|电子)|"
    "(?:第[^,。;!]{1,3}?[列栏项行]|[一-鿿]{1,6}?(?:栏|(?<!系)列|[这那一][项列栏格]))[^,。;!]{0,3}"
    f"(?:{NEED_NOT}|先别?不?|别)(?:再|先)?填[^,。;!\n]{{0,4}}"
)
# 本周不用报, 这两天下雨,不用打卡; but 明天起不用报了.
_FOR_NOW = re.compile(
    r"(?:[今明][天日晚]|[本这下]周|周末|假期|期间|这[几两三]天|\d{1,2}[日号])(?![起后开以])"
    rf"[^。;!\n]{{0,8}}?{NEED_NOT}"
)
_NIL = "零报告"
# What comes with what is asked.
_BESIDES = re.compile("照片|截图|视频|回执|复印件|证明|承诺书?|总结|小结|简介|发言|稿[子件]?|素材")
# 关于…的通知撤回: all that it asked.
_WHOLE = re.compile(
    '(?:通知|文件|上文)[》”"]?(?:现|已|予以|即日起|同时|特此)*(?:撤回|撤销|作废|取消|收回|停止执行)'
)
_CLAUSE, _LE = re.compile(r"[,。;!?\n\s]+"), re.compile("(?<!免)[了啦喽咯哈啊吧呢]+$")
_OFF = re.compile(f"{NEED_NOT}|取消|作废|不[报交要]|先[不别]|免")
_SAID, _READ, _STEM = 20, 500, 2


def part_off(text: str, title: str, core: str, *, held: bool, recurs: bool = False) -> str | None:
    """What a normalised ``text`` calls off of an ask that is called ``title``, in its own words:
    some of those asked, a paper that goes with others or an event, one way of handing it in, one
    round of what ``recurs``.

    None where it calls off all of it; "" where no words tell which part. ``core`` is the
    notice's normalised text, as far as it is kept; ``held`` whether the ask is an event.
    """
    text = without_what_stays(text[:_READ])
    if _WHOLE.search(text):
        return None
    spared = spared_of(text, title, core)
    if spared:
        return spared.words
    alone = of_one_alone(text, f"{title}{core}")
    if alone is not None:
        return words_off(alone)
    inside = _is_of_past(text, core) or _is_within(text, title) or drops_inside(text, title, core)
    if inside or drops_how(text) or (recurs and _FOR_NOW.search(text)):
        return words_off(text)
    return words_off(text) if _is_paper_of(text, title, core, held=held) else None


# 上个月的名单不用报了, of what is asked now; 先别报名单的死亡人员.
_OF_PAST = re.compile(rf"(?P<when>上个?月|去年|上年度?|上季度?)的?[^,。;!\n]{{0,12}}{NEED_NOT}")
_WITHIN = re.compile(
    rf"(?:{NEED_NOT}|先[别不])再?[报交填写](?P<of>[^,。;!\n]{{2,18}}?)[里中]?的(?P<what>[一-鿿]{{2,8}})"
)


def _is_of_past(text: str, core: str) -> bool:
    found = _OF_PAST.search(text)
    return found is not None and found["when"] not in core


def _is_within(text: str, title: str) -> bool:
    found = _WITHIN.search(text)
    return found is not None and title in found["of"] and found["what"] not in title


# 总结里的工作照不用交了: of a paper that is asked, not 群里的表不用报了;
# 工作照不用交了 of 另附工作照.
_INSIDE = re.compile(
    r"(?:(?P<whole>[一-鿿]{2,8}?)(?:里面?|当中|中|后面|上面?)的?|(?<![一-鿿]))(?P<inner>[一-鿿]{2,8}?)"
    f"(?:就|可以|先|都|也)*{NEED_NOT}"
)
_WITH = r"(?:附上?|附带|附加|外加)[^,。;!\n]{0,4}"


def drops_inside(text: str, title: str, core: str) -> bool:
    """Whether a normalised text calls off only what stands in a paper that is asked, or what was
    asked to go with it.
    """

    def kept(found: re.Match[str]) -> str:
        whole, inner = found["whole"], found["inner"]
        within = (
            is_sheet(whole) and whole[-_STEM:] in f"{title}{core}"
            if whole
            else bool(re.search(_WITH + inner, core))
        )
        return " " if within and inner not in title else found[0]

    rest = _INSIDE.sub(kept, text)
    return rest != text and not stops(rest)


def drops_how(text: str) -> bool:
    """Whether a normalised text calls off one way of handing something in, and nothing else."""
    return bool(_HOW.search(text)) and not stops(_HOW.sub(" ", text))


def tellable(words: str) -> str | None:
    """Words that call a part off, as they may be shown: none that name a private person."""
    return None if not words or names_anybody(words) else words


def part_of(earlier: Earlier, place: int, text: str) -> str | None:
    """What a normalised text calls off of one ask of an earlier notice, as ``part_off`` does."""
    one = earlier.reading.asks[place]
    held = one.base_kind in HELD or one.times.starts_at is not None
    return part_off(
        text,
        one.title,
        normalise(earlier.message.text).text,
        held=held,
        recurs=bool(one.times.recurs),
    )


def spared_of(text: str, title: str, core: str) -> Spared | None:
    """Who a normalised text spares of those who were asked, if it calls off no more than that.

    None where those are the only ones who were asked, or no people but what is asked: 候选户. Where
    the ``core`` is not kept nobody can tell that there were no others.
    """
    found = spared_in(text)
    if found is None or stops(text.replace(found.clause, " ")):
        return None
    if not found.names:
        alike = found.sort and not speaks_beside(found.sort, f"{title}{core}")
        return None if alike else found
    known = all(stem(one) in title or stem(one) in core for one in found.names)
    alone = known and not is_for_all(core) and not listed_with(core, found.names)
    return None if alone or any(one in title for one in found.names) else found


# One requirement, an old form or one day's report dropped: the ask itself stays.
_PARTLY = re.compile(
    r"(?:要求|份数|签字|照片|版本|版|排名|纸质|盖章|模板|旧表|附件)[^,。]{0,4}(?:取消|作废)|改为自愿|"
    r"(?:纸质|电子|复印件|盖章|签字)[版件]?[^,。]{0,4}(?:不用|不需要?|不必|免了?)|"
    r"只[要交报传收](?:电子|纸质|照片|扫描|盖章|总?数)|取消[^,。]{0,6}要求|"
    r"(?:作废|取消)[^。]{0,8}以(?!后续|正式|上级|另行|新的?(?:通知|文件))[^,。]{1,8}为准|时间(?:不变|照旧)"
)


def part_dropped(text: str) -> str | None:
    """The clause of a normalised text that drops one requirement or one form of what is asked, ""
    where no clause does so in few words; None where none is dropped.
    """
    found = _PARTLY.search(text)
    return None if found is None else words_off(text[_start_of(text, found.start()) :])


def dropped_or_spared(text: str) -> str | None:
    """What a normalised text that calls nothing off leaves out of what is asked, as
    ``part_dropped``, or whom it spares: 五组别报了,他们自己办. None where it moves something.
    """
    found = None if MOVE.search(text) else spared_in(text)
    dropped = part_dropped(text)
    return found.words if dropped is None and found else dropped


def _start_of(text: str, place: int) -> int:
    return max((one.end() for one in _CLAUSE.finditer(text, 0, place)), default=0)


def words_off(text: str) -> str:
    """The clause of a normalised text that calls something off, with the one before if only that
    tells what; "" where these are long.
    """
    clauses = [one for one in _CLAUSE.split(text) if one]
    place = next((at for at, one in enumerate(clauses) if _OFF.search(one)), len(clauses))
    if place == len(clauses):
        return ""
    said = _LE.sub("", clauses[place].rpartition(":")[2])
    whole = (
        f"{clauses[place - 1]},{said}"
        if place and len(clauses[place - 1]) > 1 and not named_in(said)
        else said
    )
    return next((one for one in (whole, said) if len(one) <= _SAID), "")


def _is_paper_of(text: str, title: str, core: str, *, held: bool) -> bool:
    text = _called_off(text)
    things, asked = named_in(text), named_in(title)
    papers = of_title(title) or listed(core) or in_a_row(core)
    papers = tuple(one for one in papers if not one.endswith(_NIL))
    if named_of(papers, text):
        return True
    own = terms(text)
    if not _TOGETHER.search(text) and 0 < sum(bool(own & terms(one)) for one in papers) < len(
        papers
    ):
        return True
    meant = [one for one in asked if any(_is_called(thing, one) for thing in things)]
    if meant or not things or not is_paper(things[0]):
        return 0 < len(meant) < len(asked)
    if not any(is_paper(one) for one in asked):
        return held or bool(asked)
    return bool(_BESIDES.fullmatch(things[0].head))


_TOGETHER = re.compile("都|[全一]部|一[并起]|所有")


def _called_off(text: str) -> str:
    """The clauses of a normalised text that call off, each with the one before that names what;
    all of it where no clause of its own does.
    """
    clauses = [one for one in _CLAUSE.split(text) if one]
    found: list[str] = []
    for place, clause in enumerate(clauses):
        if _OFF.search(clause) or stops(clause):
            found += [clause] if named_in(clause) else clauses[max(0, place - 1) : place + 1]
    return ",".join(found) or text


def _is_called(thing: Named, one: Named) -> bool:
    return thing.head == one.head or bool(thing.own & one.words)
