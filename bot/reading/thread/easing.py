"""More time for what was asked, in words that name no thing: 不用那么赶,2点前弄好就行."""

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.domain.calendar import WorkCalendar
from bot.domain.lexicon import Lexicon
from bot.domain.message import Message
from bot.domain.reading import Earlier, What
from bot.reading.normalise import Normal, normalise
from bot.reading.terms import terms
from bot.reading.thread.agreeing import Agreed, given, plea_before
from bot.reading.thread.memory import replied_to, said_before
from bot.reading.thread.open_asks import Open, Teller, Unsettled, moved, open_asks
from bot.reading.thread.pleading import is_question
from bot.reading.thread.shares import WHEN
from bot.reading.thread.subject import speaks_beside

_EASES = re.compile(
    "不用?(?:那么|这么|太|要|必)?(?:着急|[赶急])|别(?:太|那么)?[急赶慌]|来得及|慢慢[来弄做]|时间宽|"
    "(?:才|晚[点些]|再)[^,。;]{0,2}(?:来|到)(?!得及)|(?:改|推|延)[迟后期]?到[^,。;]{2,12}[来到]"
)
# 党费不急: of what that is said.
_OF = re.compile(r"(?:^|,)([^,]*?)(?:不用?|别)(?:那么|这么|太|要|必)?(?:着急|[赶急慌])")
_DONE = "(?:[弄做搞干扫清整理收拾办忙报交填完]{1,3}(?:好|完|齐|清|到位|毕|了|上来|我)*|[给发]我)"
_ENOUGH = re.compile(
    rf"(?:那|大家|各[组村社]|都|统一|你们){{0,3}}(?P<when>{WHEN})之?前?(?:能|都|再|全部)*{_DONE}"
    "(?:就|也|都)?(?:行|可以?|好|成|即可)[了吧啊哈]*"
)
_ASKS_MORE = re.compile("请|务必|必须|另外|还要|同时|通知|顺便|[报交填][^,]{0,6}[表册单]")
_CLAUSE = re.compile(r"[,。;!?\n~\s]+")
_LONGEST = 60


def eased(
    message: Message,
    normal: Normal,
    before: Sequence[Earlier],
    lexicon: Lexicon,
    calendar: WorkCalendar,
) -> Agreed | Unsettled | None:
    """The ask of its sender for which a short message gives more time without naming it: of
    several that of which it speaks. None where it is no such message, or nothing was asked.
    """
    text = normal.text
    if not message.sender or message.forwarded_from or len(text) > _LONGEST:
        return None
    if not _EASES.search(text) or is_question(text):
        return None
    clauses = [one for one in _CLAUSE.split(text) if one]
    enough = [found for one in clauses if (found := _ENOUGH.fullmatch(one))]
    rest = ",".join(one for one in clauses if not _ENOUGH.fullmatch(one))
    if len(enough) != 1 or not _EASES.search(rest) or _ASKS_MORE.search(rest):
        return None
    read = Teller(message, lexicon, calendar)
    what = " ".join(_OF.findall(rest))
    asked = open_asks(message, said_before(message, before), lexicon)
    asks = [one for one in asked if not speaks_beside(what, f"{one.told}{message.sender}")]
    later = [
        (one, at)
        for one in asks
        if not one.held and (at := read.at(enough[0]["when"], one, later=True)) and at > one.at
    ]
    named = _named(asks, rest)
    meant = [(one, at) for one, at in later if named in (None, one)]
    if len(meant) == 1 and not _answers_another(message, rest, before, meant[0][0]):
        plea = plea_before(message, said_before(message, before))
        put_off = moved(*meant[0], (), normal)
        return given(put_off, text, plea) if plea else put_off
    return Unsettled() if later else None


_JUST = timedelta(minutes=15)
_SAYS_WHY = re.compile("[一-鿿]{3}")


def _answers_another(message: Message, rest: str, before: Sequence[Earlier], meant: Open) -> bool:
    """Whether bare words are said to somebody who has just spoken of another thing: 车胎瘪了."""
    if _SAYS_WHY.search(_EASES.sub("", rest)):
        return False
    last = replied_to(message, before) if message.reply_to is not None else None
    last = last or next(iter(said_before(message, before)[-1:]), None)
    if last is None or last.message.sender == message.sender or last.reading.what is What.RECEIPT:
        return False
    soon = message.reply_to is not None or message.sent_at - last.message.sent_at <= _JUST
    told = f"{meant.told}{message.sender}{last.message.sender}"
    return soon and speaks_beside(normalise(last.message.text[:_READ]).text, told)


_READ = 200


def _named(asks: Sequence[Open], rest: str) -> Open | None:
    """The one that has most of the words, be it none that may be put off; None where two have."""
    own = terms(rest)
    shared = [len(own & terms(one.told)) for one in asks]
    best = max(shared, default=0)
    return asks[shared.index(best)] if best and shared.count(best) == 1 else None
