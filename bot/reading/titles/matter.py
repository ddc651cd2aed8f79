"""What a bare paper is of (核对表, 更新截图), as the words before it tell."""

import re
from collections.abc import Iterator

from bot.domain.reading import Kind
from bot.reading.papers import PROOFS, SHEETS, either, is_paper, is_report
from bot.reading.titles.fitting import LONGEST, fitted, joined
from bot.reading.titles.heads import DEED, headed, names
from bot.reading.titles.named import is_matter, named_by
from bot.reading.titles.shown import shown_of
from bot.reading.titles.trim import BRACKETS, plain
from bot.reading.titles.worth import SHAPE, THING
from bot.reading.wanted.fields import ends_as_known, is_column

_SHEET = either((*SHEETS, *PROOFS))
_BARE = re.compile(
    rf"(?:\d{{1,3}}[个份张名])?(?P<deed>(?:{DEED}|整改前后|前后|对比|现场|复查|复核|补录|完成|录入|汇总|签字|上报|工作|情况){{0,3}})"
    rf"(?P<paper>{_SHEET})"
)
_DEED = re.compile(DEED)
# 再排查一遍, 要做一次走访: how it is done stands between a thing and the deed.
_HOW = re.compile(
    r"(?:再|都|也|要|得|须|需|还|请|先|又|全面|集中|重新|逐[一户家村个人处]|进行|开展|组织|列出|形成|填写|建立|提供|做好?|搞|弄|完成|来|去|"
    r"[一两]次|[一两][遍轮下]|个|的|\s)+$"
)
_BEFORE = re.compile(r"[^,。;!?\n:\x00]{2,40}$")
_FROM = re.compile(
    r".*(?:把(?![手关])|将(?![军来近至于])|(?<![核校针面反绝相查])对(?![象应比照口接])|完成|开展|做好|组织|针对|关于|提供|(?<!合)同步|于)(?=.{2})"
)
# 排查无证校外培训点: what a deed is done to follows it; where it ends its clause, stands before.
_AFTER = re.compile(r"(?P<thing>[一-龥、“”]{3,10}?)(?=[,。;:!\n\x00]|$)")
_ENDS = re.compile(r"(?:工作|开始|启动|并|了|一[遍次下轮]|[,。;:!\n\x00]|$)")
# Who does it, how, and what is said of it: no thing.
_NO_THING = re.compile(
    r"[【】各请按照转我你谁是有不没了过给跟讲说就也还要被让叫怎哪先因逐]|^[附以自](?!建|来|然|行车)|全面|列为|结束|往后|然后|写明|统一|每[家户人]|多$|^月|镇街|负责人|带队|会同|严格|大家|同志|今天|昨天|上[次回]|消息|自己|"
    r"分管|村委|标准|统计$|通知|[员长局办委站所]$|中心$|情况$|出钱|重新|带上|^.?[看去来查]|共\d|超过|人数、|[一二三四五六七八九十\d]个村"
)
# 督促合作社登录系统填报年报: who is to do it names it as well as what.
_URGED = re.compile(
    r"(?:督促|指导|引导|动员|提醒|催促)(?:辖区内?|本[村镇乡社区]{1,2}|各自)?的?(?P<who>[一-龥]{3,10}?)"
    r"(?:登录|登陆|上|在|到|通过|进入|打开|按时|及时|尽快|抓紧|完成|填报|申报|补录|上报|更新)[^,。;\n]{2,30}"
)
_OVER = re.compile(
    r"把(?![手关])(?P<thing>[^,。;:!\x00把]{2,14}?)(?:再|都|全部|重新|逐[一户个]|挨[家户个]|\x00|前|先)*"
    r"(?:摸|排|查|核|对|走|巡|登|数|看|过|捋|筛|理)(?:[一两][遍次下轮]|清楚?|完|一[摸排查核对走看数理])"
)
_VERB = re.compile("[把将报填交发送写做用带签看查核收开来去]|[准备]备$|[、和及与]$")
_ONLINE = re.compile("^(?:登[录陆]|通过|进入)[^,。;]{0,8}?(?:系统|平台|网站|小程序)")
_LEAST, _MOST = 2, 14
_WORTH = 1.0
_PARTED = re.compile("[、和及或]")
_WITHIN = re.compile("^(?:辖区|本[村镇乡社区县]+)[内里]?的?")
_ABOUT_IT = re.compile(
    "(?:第.批)?(?:已经?)?(?:到货|到了?)$|的(?:事情?|工作|通知).*$|[的]?那[家张个份]$|的$"
)


def is_bare(title: str) -> bool:
    """Whether a title is but the form of a paper, with what is done to whatever it is of."""
    return bool(SHAPE.fullmatch(title) or _BARE.fullmatch(title))


def columns_only(title: str, shown: str) -> bool:
    """Whether a title is but some columns of a list: 亩数、户主签名; or begins amid one."""
    parts = _PARTED.split(title)
    at = shown.find(title)
    amid = at > 0 and shown[at - 1] in "、和及或"
    if len(parts) == 1:
        return amid and is_column(title)
    if not all(map(is_column, parts)):
        return False
    return amid or all(len(part) <= _SHORT or ends_as_known(part) == part for part in parts)


_SHORT = 4


def laggards_only(title: str, shown: str) -> bool:
    """Whether a title is but who is spoken to: 柳湾、寺沟|请中午前补."""
    at = shown.find(title)
    parts = title.split("、")
    short = len(parts) > 1 and all(len(one) <= _SHORT for one in parts)
    after = bool(_LATE.match(shown, at + len(title)))
    apart = at > 0 and shown[at - 1] in ",。;:!?"
    return apart and short and after and not (THING.search(title) or is_report(title))


_LATE = re.compile("[请没还未少光就差]|在我表|在表")


def matter_of(title: str, shown: str, head: str, kind: Kind) -> str | None:
    """What a paper is of that a ``title`` names which tells it not, with the paper where there is
    room: what ``shown`` tells before it, or ``head``; None where neither does.
    """
    shown, above, paper = BRACKETS.sub("", shown), shown_of(head), _COUNTED.sub("", title)
    at = shown.find(title)
    before = shown[:at] if at >= 0 else shown
    for found in _told(before, above, shown, paper, kind):
        if found and found != title and not (is_report(found) and found in above):
            row = f"{found}、{paper}"
            whole = row if row in shown and len(row) <= LONGEST else joined(found, paper)
            whole = whole or (fitted(found) if names(found) else None)
            if whole:
                return whole
    return None


def _told(before: str, above: str, shown: str, paper: str, kind: Kind) -> Iterator[str | None]:
    """What a paper may be of, what tells it best first."""
    yield _urged(before)
    yield _beside(before)
    yield _done_to(paper, shown)
    yield _done_to(paper, above)
    if _DEED.match(paper):
        yield _gone_over(before)
    yield _named_in(before, kind)
    yield _named_in(above, kind)


def subject_of(title: str, shown: str, kind: Kind) -> str | None:
    """What a text speaks of before it names those that ``title`` does; None where nothing."""
    found = _named_in(shown[: shown.find(title)], kind)
    return fitted(found) if found else None


_COUNTED = re.compile(r"^\d{1,3}[个份张名]")


def _urged(told: str) -> str | None:
    found = _URGED.search(told)
    if not found:
        return None
    thing = next(headed(found[0][found.end("who") - found.start() :]), "")
    whole = f"{found['who']}{_ONLINE.sub('', thing)}"
    return whole if thing and len(whole) <= LONGEST else None


def _beside(told: str) -> str | None:
    """What stands right before a paper in its own clause: 草畜平衡奖励的|公示照片."""
    clause = None if told.endswith(("、", "和", "及", "与")) else _BEFORE.search(told)
    thing = _thing(clause[0]) if clause else ""
    return thing if thing and not _VERB.search(thing) else None


def _done_to(paper: str, told: str) -> str | None:
    """出租房排查 of 把出租房再排查一遍, where the paper is a 排查表."""
    deed = _DEED.match(paper)
    for place in re.finditer(re.escape(deed[0]), told) if deed else ():
        before = _BEFORE.search(told[: place.start()])
        clause = before[0] if before else ""
        if thing := _thing(clause) if _FROM.match(clause) or _ENDS.match(told, place.end()) else "":
            return thing + place[0]
        after = _AFTER.match(told, place.end())
        if after and (thing := _thing(after["thing"])) and place.start() != told.find(paper):
            return thing + place[0]
    return None


def _gone_over(told: str) -> str | None:
    """摊贩 of 把摊贩再摸一遍."""
    found = _OVER.search(told)
    return _thing(found["thing"]) or None if found else None


def _thing(words: str) -> str:
    thing = plain(_FROM.sub("", _HOW.sub("", words)))
    thing = _ABOUT_IT.sub("", _WITHIN.sub("", thing))
    fits = _LEAST <= len(thing) <= _MOST and not is_paper(thing)
    return thing if fits and not _NO_THING.search(thing) else ""


def _named_in(told: str, kind: Kind) -> str | None:
    """The best name of what stands before a paper, that is no paper itself."""
    found = [
        one
        for one in (named_by(told, kind) if told else ())
        if one.value >= _WORTH and is_matter(one) and not is_bare(one.words)
    ]
    for name in sorted(found, reverse=True):
        thing = _ABOUT_IT.sub("", name.words)
        if len(thing) >= _LEAST and not (_NO_THING.search(thing) or is_paper(thing)):
            return None if columns_only(thing, told) else thing
    return None
