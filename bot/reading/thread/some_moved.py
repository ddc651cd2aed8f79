"""A change of when some alone are due, of an ask that it may not name: 白杨12点,其他的不变."""

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot.domain.calendar import WorkCalendar
from bot.domain.lexicon import Lexicon
from bot.domain.message import Message
from bot.domain.reading import DueFor, Earlier, What
from bot.reading.handing_in import is_for_all
from bot.reading.normalise import Normal, normalise
from bot.reading.terms import terms
from bot.reading.thread.agreeing import TOLD_TIME, Agreed, is_at, plea_before
from bot.reading.thread.laggards import laggards_in
from bot.reading.thread.later_for_some import later_for_some, may_put_off
from bot.reading.thread.memory import said_before
from bot.reading.thread.named_apart import NAME, listed_with, short_rows, stem
from bot.reading.thread.objects import Named, fits, holds, named_in
from bot.reading.thread.open_asks import Open, Teller, Unsettled, moved, open_asks, sides_of
from bot.reading.thread.pleading import is_question, unit_of
from bot.reading.thread.rows import spelled_out
from bot.reading.thread.shares import LONGEST, Share, may_share, shares_in
from bot.reading.thread.subject import speaks_beside, words_of

_READ, _AND, _REST = 300, "、", "其他"
_NOON, _MORNING = 12, ("上午", "早上", "早晨")
_HALVES = (*_MORNING, "下午", "晚上")
_JUST = timedelta(minutes=30)
# 进度表 of who is to report 进度; 来领 of what is given out.
_COMMON = re.compile("表|来[领取拿]")
_STAFF = re.compile("(?:管理)?[员长]$|干部$")
_CLOCK = re.compile("[点时:午早晚]")


def some_moved(
    message: Message,
    normal: Normal,
    before: Sequence[Earlier],
    lexicon: Lexicon,
    calendar: WorkCalendar,
) -> Agreed | Unsettled | None:
    """The ask of its sender of which a short message gives some a time of their own.

    The ask is the one that it names, whose time the others keep, that those are asked who are
    named, or that was pleaded about. None where the message tells no such thing, or there is no
    ask it could mean; Unsettled where there are several, or it tells no time that can be read.
    """
    text = normal.text
    if not message.sender or message.forwarded_from or len(text) > LONGEST:
        return None
    before = said_before(message, before)
    plea = plea_before(message, before)
    shared = may_share(text, pleaded=plea is not None)
    if not (shared or may_put_off(text)) or is_question(text):
        return None
    known = _units_of(before)
    asker = unit_of(plea.message.sender) if plea else None
    shares = shares_in(text, known, asker) if shared else ()
    if not shares:
        return _put_off(message, normal, before, known, lexicon, calendar)
    if any(named_in(name) for share in shares for name in share.names):
        return None  # 名单12点,其他的不变
    if not shares or not (plea or any(one.moves or one.stays or not one.names for one in shares)):
        return None
    asked = open_asks(message, before, lexicon)
    asks = [one for one in asked if _may_be_of(one, shares, message)]
    asks = [side for one in asks for side in sides_of(one, text)]
    if not asks:
        short = any(stem(name) == name for one in shares for name in one.names)
        alone = not any(speaks_beside(one.beside, "") for one in shares)
        return Unsettled() if alone and short and any(one.stays for one in shares) else None
    read = Teller(message, lexicon, calendar)
    meant = _narrowed(asks, shares, plea, read)
    only = _only(meant[0], shares, known, read) if len(meant) == 1 else ()
    if not only:
        return Unsettled()
    first = min((due.at for due in only if due.at != meant[0].at), default=meant[0].at)
    return moved(meant[0], first, only, normal)


def _put_off(
    message: Message,
    normal: Normal,
    before: Sequence[Earlier],
    known: Sequence[str],
    lexicon: Lexicon,
    calendar: WorkCalendar,
) -> Agreed | Unsettled | None:
    """The ask of its sender for which some, told by what they are like, are given more time."""
    later = later_for_some(normal.text, known)
    if later is None:
        return None
    shares = later.shares
    read = Teller(message, lexicon, calendar)
    asks = [
        one
        for one in open_asks(message, before, lexicon)
        if not one.held and is_for_all(one.told) and _may_be_of(one, shares, message)
        if (at := read.at(shares[0].when, one, later=True)) and at > one.at
    ]
    sure = later.surely or bool(named_in(shares[0].beside))
    if len(asks) != 1 or not later.known or not (sure or _is_just(asks[0], message)):
        return Unsettled() if asks else None
    only = _only(asks[0], shares, known, read)
    return moved(asks[0], min(due.at for due in only), only, normal) if only else None


def _is_just(one: Open, message: Message) -> bool:
    return message.sent_at - one.last <= _JUST


def _units_of(before: Sequence[Earlier]) -> list[str]:
    """The units that a thread knows by name: who is asked in it, and who speaks."""
    found: dict[str, None] = {}
    for one in before:
        found |= dict.fromkeys(filter(None, [unit_of(one.message.sender)]))
        if one.reading.what is What.NOTICE:
            found |= dict.fromkeys(_named(normalise(one.message.text[:_READ]).text))
    return list(found)


def _named(told: str) -> list[str]:
    told = spelled_out(told)
    named = re.findall(NAME, told)
    late = laggards_in(told)
    return [*named, *(late.split(_AND) if late else ()), *short_rows(told)]


def _may_be_of(one: Open, shares: Sequence[Share], message: Message) -> bool:
    """Whether an ask is asked of those who are named, and speaks of all that is said."""
    names = [name for share in shares for name in share.names]
    if any(name in one.ask.title for name in names if not re.fullmatch(NAME, name)):
        return False  # 水费明天交,其他的不变
    told = spelled_out(one.told)
    known = [stem(name) in told for name in names]
    others = _named(one.told) or [
        who for who in one.ask.details.addressees if not _all_of(who, names)
    ]
    if not all(known) and not is_for_all(one.told) and (any(known) or others):
        return False
    if any(not share.names for share in shares) and not _has_others(one, names):
        return False
    who = f"{one.told}{one.ask.title}{message.sender}"
    return not any(speaks_beside(_COMMON.sub(" ", share.beside), who) for share in shares)


def _all_of(who: str, names: Sequence[str]) -> bool:
    """网格员: whether those who are asked are all of the kind that is named."""
    kind = _STAFF.sub("", who).removeprefix("各")
    return kind in ("网格", "组", "村", "社区") and all(name.endswith(kind) for name in names)


def _has_others(one: Open, names: Sequence[str]) -> bool:
    """Whether an ask is asked of any beside those who are named."""
    others = {stem(unit) for unit in _named(one.told)} - {stem(name) for name in names}
    return bool(others) or is_for_all(one.told) or not _named(one.told)


def _narrowed(
    asks: Sequence[Open],
    shares: Sequence[Share],
    plea: Earlier | None,
    read: Teller,
) -> Sequence[Open]:
    """Those of several asks of which more is said; all of them where nothing tells, and none where
    others than any of these keep their time.
    """
    stay = [one.when for one in shares if one.stays and re.search(r"\d", one.when)]
    asks = [one for one in asks if all(_keeps(one, when, read) for when in stay)]
    if len(asks) < 2:
        return asks
    said = normalise(plea.message.text[:_READ]).text if plea else ""
    words = f"{said},{''.join(one.beside for one in shares)}"
    things = named_in(words)
    asks = [one for one in asks if things and _holds(one, things)] or asks
    names = [stem(name) for share in shares for name in share.names]
    asks = [one for one in asks if all(name in one.told for name in names)] or asks
    given = {found.group() for share in shares for found in TOLD_TIME.finditer(share.when)}
    old = [found for found in TOLD_TIME.finditer(said) if found.group() not in given]
    timed = [one for one in asks if any(is_at(one.at, *found.groups()) for found in old)]
    asks = timed or asks
    since = plea.message.sent_at if plea else None
    just = [one for one in asks if since and since - one.last <= _JUST]
    return just if len(just) == 1 else asks


def _holds(one: Open, things: tuple[Named, ...]) -> bool:
    """Whether an ask is of one of the ``things``."""
    told = terms(words_of(one.earlier, one.place))
    return fits(holds(told, one.ask.base_kind, things))


def _keeps(one: Open, when: str, read: Teller) -> bool:
    """Whether ``when`` is the time of an ask, or of some who are asked, as it is by now."""
    if when in _HALVES:
        return (one.at.hour < _NOON) == (when in _MORNING)
    at = read.at(when, one)
    clock = _CLOCK.search(when)
    told = {one.at, *(part.at for part in one.parts)}
    return at is not None and any(at == old if clock else at.date() == old.date() for old in told)


def _only(
    one: Open, shares: Sequence[Share], known: Sequence[str], read: Teller
) -> tuple[DueFor, ...]:
    """Who is due, or comes, when; () where a time cannot be read, or moves nobody that is known."""
    only: list[DueFor] = []
    for share in shares:
        if not share.when or (not share.names and _keeps(one, share.when, read)):
            continue
        at = read.at(share.when, one, later=share.later)
        if at is None or at <= read.message.sent_at or (share.by_the_way and at <= one.at):
            return ()
        if share.stays and not _keeps(one, share.when, read):
            return ()  # 其他村还是周五, of what is due on no Friday
        if share.names:
            only.append(DueFor(whose=_AND.join(_whole(share.names, one, known)), at=at))
        elif at != one.at:
            only.append(DueFor(whose=_REST, at=at))
    names = [name for share in shares for name in share.names]
    stay = any(not share.names for share in shares) and all(due.whose != _REST for due in only)
    if not one.parts:
        kept = [name for share in shares if share.stays and not share.when for name in share.names]
        if kept:
            only.append(DueFor(whose=_AND.join(_whole(kept, one, known)), at=one.at))
        if stay and listed_with(one.told, names) is None:
            only.append(DueFor(whose=_REST, at=one.at))
    return tuple(only) if one.parts or any(due.at != one.at for due in only) else ()


def _whole(names: Sequence[str], one: Open, known: Sequence[str]) -> Iterable[str]:
    """The units by the names that the ask has for them, else the thread."""
    asked = _named(one.told)
    for name in names:
        alike = [unit for unit in (*asked, *known) if stem(unit) == stem(name)]
        yield next((unit for unit in alike if unit != stem(unit)), name)
