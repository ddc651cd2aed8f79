"""Lines of a text chat that are not what somebody wrote: titles, system lines, quotes."""

import re
from collections.abc import Sequence

_QUOTES = "“\"「『《‘'”"
_TITLE = re.compile(
    rf"(?:(?:以下|如下)是)?\s*(?:微信群|微信群聊|群聊|QQ群|群)?\s?[{_QUOTES}]?"
    r"(?P<name>[^\n“”\"「」『』《》]{1,60}?)"
    r"[”\"」』》’]?\s?的?(?:微信)?(?:群聊|群)?的?聊天记录(?:如下)?\s?[:\uff1a。]?\s*$"
)
_LABELLED = re.compile(
    r"(?:消息对象|群名称?|群聊名称?|聊天对象)\s?[:\uff1a]\s?(?P<name>\S.{0,59}?)\s*$"
)
_TITLE_LINES = 12
_FURNITURE = re.compile(
    r"\s*(?:[=*#—\-─\s]*|消息记录.{0,60}|消息分组.{0,60}|导出(?:时间|人|工具|自).{0,60}"
    r"|(?:消息|记录)(?:总)?数.{0,20}|Dear.{0,20}|尊敬的.{0,20}|微信聊天记录|聊天记录(?:如下)?[:\uff1a]?)\s*$"
)
_SERVICE = re.compile(
    r"(?:.{1,40}撤回了一条消息(?:\s?重新编辑)?"
    r"|.{1,40}(?:邀请.{1,200}|通过.{1,60}|已)?加入了?(?:群聊|本群|群组).{0,10}"
    r"|.{1,40}(?:将.{1,60}|被)移出了?群聊|.{1,40}退出了?群聊"
    r"|.{1,40}修改群名为.{1,60}|.{1,30}拍了拍.{1,30}|.{1,40}领取了.{1,40}红包"
    r"|.{1,40}(?:开启|关闭|启用|发起)了?(?:全员禁言|群聊邀请确认|朋友验证|群收款).{0,20}"
    r"|.{0,40}已添加了.{1,40}现在可以开始聊天了。?"
    r"|[\s—\-─]*(?:以下(?:是|为)新消息|以上是打招呼的(?:内容|消息))[\s—\-─]*)\s*"
)
_LONGEST_SERVICE = 240
_ID = re.compile(r"\s*[(<\uff08](?:\d{5,12}|wxid_\w+|gh_\w+|[\w.+-]+@[\w.]+)[)>\uff09]$")
# 「name: words」 over a dashed rule; or a line that says 引用.
_QUOTED_ABOVE = re.compile(
    r"「(?P<who>[^:\uff1a\n」]{1,60})[:\uff1a](?P<said>.{0,4000}?)」\s*\n(?:[\s—─-]{3,}\n|\s*\n)?",
    re.S,
)
_QUOTED_LINE = re.compile(
    r"[\[【(\uff08]?引用(?:了|的)?[\]】:\uff1a\s]\s*(?P<who>[^:\uff1a\n]{1,60}?)(?:的消息)?\s?[:\uff1a]\s?"
    r"(?P<said>[^\n]{1,4000}?)[\]】)\uff09]?\s*$"
)


def title_of(sample: str) -> str | None:
    """The group's name, where one of the first lines is a title."""
    for line in sample.split("\n", _TITLE_LINES)[:_TITLE_LINES]:
        found = _TITLE.match(line.strip()) or _LABELLED.match(line.strip())
        if found and found["name"].strip() not in ("", "以下", "微信"):
            return found["name"].strip()
    return None


def is_furniture(line: str) -> bool:
    """Whether a line above the first message says something about the file only."""
    return bool(
        _FURNITURE.match(line) or _TITLE.match(line.strip()) or _LABELLED.match(line.strip())
    )


def without_id(name: str) -> str | None:
    """A sender's name without the number behind it; None where nothing else is there."""
    return _ID.sub("", name).strip() or None


def is_service(text: str) -> bool:
    """Whether the whole text is a line of the system's: joins, recalls, a changed title."""
    return len(text) <= _LONGEST_SERVICE and _SERVICE.fullmatch(text) is not None


def split_service(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """A block's own lines, and the system's that stand behind them after a blank line."""
    own = list(lines)
    service: list[str] = []
    while own:
        last = own[-1].strip()
        apart = len(own) == 1 or not own[-2].strip() or is_service(own[-2])
        if not last:
            own.pop()
        elif len(own) > 1 and apart and is_service(last):
            service.insert(0, last)
            own.pop()
        else:
            break
    return own, service


def split_quote(text: str) -> tuple[str | None, str]:
    """What a message quotes and what it says itself; the quote is told apart from the words."""
    above = _QUOTED_ABOVE.match(text)
    if above and above.end() < len(text):
        return above["said"].strip(), text[above.end() :].strip()
    first, _, rest = text.partition("\n")
    found = _QUOTED_LINE.match(first)
    if found and rest.strip():
        return found["said"].strip(), rest.strip()
    rest, _, last = text.rpartition("\n")
    found = _QUOTED_LINE.match(last)
    if found and rest.strip():
        return found["said"].strip(), rest.strip()
    return None, text
