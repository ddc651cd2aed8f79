"""What people want, where an ask says only how many of it, or the paper by which they apply."""

import re

from bot.reading.titles.fitting import LONGEST, joined
from bot.reading.titles.trim import GAP
from bot.reading.titles.worth import SHAPE

# 把要多少消毒粉报一下, 需要几台抽水机今晚报我
_HOW_MANY = re.compile(
    rf"(?:^|[把将,。;{GAP}]|各[村组社区]{{1,3}}|统计(?:一下)?|看看?)(?:还|再)?(?:需要?|要|缺)(?:多少|几)"
    rf"[台个袋箱份本桶块张顶件瓶斤吨套把根辆副]?(?P<what>[一-龥]{{2,8}}?)"
    rf"(?=[报跟给发说,。;{GAP}]|告诉|统计|今|明|后天|$)"
)
# 想改厕所的户,申请表周五前交: for what it is applied.
_WISH = re.compile(
    r"(?:想|愿意|打算|需要|符合|申请|要)(?:参加|申请|办理?|报名|领取?)?(?P<what>[一-龥]{2,8}?)(?:条件)?的"
    r"(?:农?户|人家?|家庭|村民|群众|居民|同志|老人|[村组]|社区|单位|家长)?[,:]"
)
_NO_MATTER = re.compile(
    "(?:报|交|来|去|看|写|填|发|说|做|改|了解|知道|抓紧|尽快)$|[我你他哪谁啥]|什么"
)


def needed_of(shown: str) -> str | None:
    """消毒粉需求数, where an ask wants to know how many are wanted; None where it does not."""
    found = _HOW_MANY.search(shown)
    return f"{found['what']}需求数" if found else None


def fuller(title: str, ruled: str, shown: str) -> str:
    """A title that is but a shape of paper, with for what it is applied or whose it is, where a
    text tells that; ``ruled`` is what the rules would call it.
    """
    if not SHAPE.fullmatch(title):
        return title
    wish = _WISH.search(shown)
    if wish and not _NO_MATTER.search(wish["what"]):
        return joined(wish["what"], title) or title
    whose = ruled.removesuffix("的" + title)
    return title if whose == ruled or len(ruled) > LONGEST or _TOLD.search(whose) else ruled


# 会上邓局讲的自查表: who spoke of it, not whose it is.
_TOLD = re.compile("[讲说提发要定做交报填给写]$")
