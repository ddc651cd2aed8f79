"""A few words after who has not handed in yet, which only who asked can mean: 其他村呢, 缺大湾."""

import re
from collections.abc import Sequence

from bot.domain.message import Message
from bot.domain.reading import Earlier, Relation, Times
from bot.reading.terms import containment, terms
from bot.reading.thread.another import bears_another_mark
from bot.reading.thread.memory import lately
from bot.reading.thread.objects import fits, held_by, holds, named_in, wants_something
from bot.reading.thread.subject import speaks_beside, words_of

_LONGEST = 50
_WHO = r"[\u4e00-\u9fff]{2,6}"
# 推荐表才收到3个村.
FEW = r"才(?:收到?|交|报|填)了?(?:\d+|[一二三四五六七八九十两]+)[个家份张户]"
# 医保的搞快,五点我就关门了: why they shall hurry asks for nothing further.
_CLOSES = "[^,。]{0,6}(?:关门|下班|锁门|走人|不等人?)了?[!。啊哈]*$"
_CHASES = re.compile(
    r"(?:其[他它余]|别的?|剩下的?|余下的?)(?:几?个?(?:村|社区|单位|乡镇|支部|组|家|的))?呢?(?:[?!]|$)|"
    r"[\u4e00-\u9fff]呢(?:[,。?!]|$)|"
    r"收到(?:了|的?有)?[^。]{0,24},[^。]{0,16}(?:呢|记得|抓紧|还有|尽快|快点|加快)|"
    # 名单还没看到: a paper, no person that is missed.
    r"(?:[表单册账据料片稿件]|材料|报告)[^,。]{0,4}[没未](?:有)?(?:看[到见]|见[到着]|拿到)|"
    r"[没未](?:有)?收到|[没未](?:有)?(?:上线|补|签|动静|到位|交|报)[^,。]{0,10}|"
    r"还(?:有|剩)(?:\d+|半|[一二三四五六七八九十]+)个?(?:多)?(?:分钟|小时|钟头|刻钟)|"
    rf"(?:^|[:,。还单表报册照片料数告书明度])\s*[缺差]{_WHO}(?:[、,和]{_WHO})*\s*(?:[,。!]|$)|"
    r"(?:上述|以上|上面|这)[^,。]{0,8}(?:单位|村|社区|家|几个)[^,。]{0,4}(?:加快|抓紧|快点|尽快)|"
    r"(?:就|都|只)等(?:你|您)|(?:领导|书记|镇长|县里|市里|区里|上面)(?:又|都|已经?)?在?[问催]了|"
    rf"^@?\S{{2,14}}[\s,:](?:{_WHO})?(?:名单|[报表册照片材料说明数]{{1,3}})!+$|"
    rf"^{_WHO}(?:[、,]{_WHO})+!+|"
    rf"^{_WHO}(?:[、和]{_WHO})*的?[, ]?(?:马上|抓紧|赶[紧快]|快点|快些|尽快|搞快)[点些!。啊哈]*$|"
    rf"^{_WHO}的?[, ]?(?:马上|抓紧|赶[紧快]|快点|快些|尽快|搞快)[点些啊哈]*[,!。]{_CLOSES}|{FEW}|"
    r"继续[报填交]|^[^,。]{2,10}报一下[!。]*$"
)
# Who asks what was said, or tells of oneself, chases nobody.
_OWN = re.compile(r"^(?:我们?|咱|俺|本村)|怎么|什么|哪里|谁|吗")


def chased(message: Message, text: str, before: Sequence[Earlier]) -> Earlier | None:
    """The ask of its sender that short ``text`` chases: that holds what it names, else the last.

    None where it chases nothing, or names a thing that its sender did not ask for here.
    """
    if not chases(text):
        return None
    things = named_in(text)
    own = [
        earlier
        for earlier in reversed(before)
        if _is_ask_of(message.sender, earlier) and not bears_another_mark(message, text, earlier)
    ]
    said = terms(text)
    held = [(held_by(one, things)[0], containment(said, one.reading.terms), one) for one in own]
    best = max(held, key=lambda found: found[:2], default=None)
    if best and best[0]:
        return best[2]
    return own[0] if own and own[0] in lately(before) and not things else None


# 还有11辆车没挪.
_LEFT = re.compile(
    r"还(?:有|剩)(?:\d+|[一二三四五六七八九十几两]+)[\u4e00-\u9fff](?P<what>[\u4e00-\u9fff]{1,4}?)"
    r"还?[没未](?:有)?(?P<done>[\u4e00-\u9fff])"
)


def left_to_do(
    message: Message, text: str, times: Times, before: Sequence[Earlier]
) -> Earlier | None:
    """The one ask of its sender in the words of which ``text`` says what is left to do.

    None where it names a thing, which that ask would have to hold, or tells a time, which may be
    of something new; and where several asks fit.
    """
    left = None if times.deadline or times.starts_at else _LEFT.search(text)
    if left is None or len(text) > _LONGEST or named_in(text) or _OWN.search(text):
        return None
    found = [
        earlier
        for earlier in before
        if message.sender
        and _is_ask_of(message.sender, earlier)
        and all(word in earlier.message.text for word in left.group("what", "done"))
        and not bears_another_mark(message, text, earlier)
    ]
    return found[0] if len(found) == 1 else None


def chases(text: str) -> bool:
    """Whether short ``text`` is such that only who asked says it."""
    return len(text) <= _LONGEST and bool(_CHASES.search(text)) and not _OWN.search(text)


def says_when_again(
    message: Message, text: str, times: Times, before: Sequence[Earlier]
) -> tuple[Earlier, int] | None:
    """The one ask of its sender that is due just when short ``text`` says, which names no thing or
    only says by when that closes: 明天10点前一定报,不能再拖.
    """
    closes = _says_when_it_closes(message, text, times, before)
    if closes:
        return closes
    due = times.deadline
    if due is None or len(text) > _SAYS_WHEN or named_in(text) or not _HANDED_IN.search(text):
        return None
    found = [
        (earlier, place)
        for earlier in reversed(lately(before))
        if message.sender and _is_ask_of(message.sender, earlier)
        for place, ask in enumerate(earlier.reading.asks)
        if ask.times.deadline == due and not speaks_beside(text, words_of(earlier, place))
    ]
    names = {earlier.reading.asks[place].title for earlier, place in found}
    return found[0] if len(names) == 1 else None


# 合作社年报20号截止,过期补不了.
_CLOSES_THEN = re.compile(
    "截止|关闭|关网|不再受理|"
    "(?:过期|逾期|过了|错过)[^,。;!?]{0,4}(?:补不|不[候补办收]|没法|无法|自负|就没)"
)
_ASKS_MORE = re.compile(
    "请|另外|还要|同时|附上|[报交发填送](?:到|给|至|我)|需要|带上?|各[村组社单镇]"
)


def _says_when_it_closes(
    message: Message, text: str, times: Times, before: Sequence[Earlier]
) -> tuple[Earlier, int] | None:
    """The one ask of its sender for what short ``text`` names, due on the day on which that closes,
    where nothing more is asked.
    """
    due = times.deadline
    if due is None or not message.sender or len(text) > _LONGEST:
        return None
    if not _CLOSES_THEN.search(text) or _ASKS_MORE.search(text):
        return None
    things = named_in(text)
    if not any(one.own for one in things):
        return None
    found = [
        (earlier, place)
        for earlier in before
        if _is_ask_of(message.sender, earlier)
        for place, ask in enumerate(earlier.reading.asks)
        if ask.times.deadline and ask.times.deadline.date() == due.date()
        if fits(holds(terms(words_of(earlier, place)), ask.base_kind, things))
    ]
    return found[0] if len(found) == 1 else None


_SAYS_WHEN = 30
_HANDED_IN = re.compile("一定|必须|务必|抓紧|别[再忘]|不[能要]再|[报交]给?我?(?:[,。!]|$)")


def _is_ask_of(sender: str | None, earlier: Earlier) -> bool:
    off = earlier.reading.relation is Relation.CANCEL
    return earlier.message.sender == sender and not off and wants_something(earlier)
