"""What people are called together for, where no meeting is named: 秋收禁烧组长会."""

import re

from bot.reading.titles.fitting import LONGEST, fitted
from bot.reading.titles.named import event_of
from bot.reading.titles.trim import plain

_WHO = (
    "组长|网格[长员]|楼[栋门]?长|村干部|支书|党员|班子|户代表|村民代表|居民代表|代表|保洁员|护林员|会计|文书|"
    "妇女主任|书记|校长|班主任|联络员|业主"
)
_MEET = r"(?:开个?短?会|碰一?[下碰]|碰个?[头面]|碰头|碰面|坐一坐|坐下来)"
_CALLED = re.compile(
    rf"(?:(?P<who>{_WHO})[^,。;!?\n]{{0,8}}?)?(?:(?:到|来|在|去|上)[^,。;!?\n]{{1,12}}?)?(?P<meet>{_MEET})"
    r"(?P<rest>[^\n]*)"
)
_ABOUT = re.compile(
    r"(?:^|[,。;!?\s])(?:主要|就|专门|重点)?(?:是)?(?:说|讲|研究|商量|讨论|安排|布置|议|关于|谈|定|部署)(?:一下|[一下说讲])?"
    r"(?P<topic>[一-龥“”、\d]{2,14}?)(?:的?(?:事情?|工作|问题|安排))?(?=[,。;!?\s]|$)"
)
_NO_NAME = re.compile(
    r"开个?短?会|^(?:召开|举行)?(?:有关|相关)?会议$|(?:[长员]|干部|书记)[到来去在上].{1,8}$|碰(?:一?[下碰]?$|个|面)|^(?:到|来|去|在).*(?:委会|开会)$|^(?:研究|商量|讨论|说|讲|安排|布置|议)|参会|回执$|名单$"
)
_BROUGHT = re.compile("碰")


def gathered(title: str, ruled: str, shown: str) -> str:
    """``title``, or of a meeting that it does not name, what ``ruled`` calls that; else what it is
    about and who comes, as ``shown`` tells.
    """
    if not _NO_NAME.search(title):
        return title
    if _NAMED.search(ruled) and not _COMMITTEE.search(ruled) and not _NO_NAME.search(ruled):
        return ruled
    if (event := event_of(shown)) and not _NO_NAME.search(event):
        return fitted(event)
    called = _CALLED.search(shown)
    if not called:
        return title
    who = called["who"] or ""
    about = _ABOUT.search(called["rest"])
    topic = plain(about["topic"]) if about else ""
    meeting = "碰头会" if _BROUGHT.search(called["meet"]) and not who else f"{who}会"
    if not topic:
        return meeting if len(meeting) > 1 else title
    whole = f"{topic}{meeting}"
    return whole if len(whole) <= LONGEST else f"{topic}会"


_NAMED = re.compile(".{3,}(?:会|会议|培训班?|演练|活动|讲座|党日|党课|座谈|观摩)$")
_COMMITTEE = re.compile("委会$")
