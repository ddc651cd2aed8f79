"""Any correction by its kind and the words for it, as chats and pages ask for it."""

from bot.domain.calendar import WorkCalendar
from bot.domain.correction import Correction, Fix
from bot.domain.lexicon import Clock
from bot.domain.reading import NO_TIMES, Kind
from bot.reading.wishes import kind_in, says_none, time_in
from bot.services import corrections, joining
from bot.services.editing import Desk
from bot.storage.connection import Tx
from bot.storage.mentions import count_silenced


class Unread(Exception):
    """The words for a kind of correction could not be read."""

    def __init__(self, fix: Fix) -> None:
        super().__init__(fix)
        self.fix = fix


def mend(
    tx: Tx, desk: Desk, ref: str, fix: Fix, value: str, calendar: WorkCalendar, clock: Clock
) -> int | None:
    """Make a correction; its id, or None where nothing was to be changed. Raises Unread.

    ``value`` is a kind, words, a time, another line's key, a mention's id, or for what is no
    repeat either of the last two, the mention's after an n.
    """
    match fix:
        case Fix.NOT_NOTICE:
            return corrections.dismiss(tx, desk, ref)
        case Fix.NOTICE:
            return corrections.accept(tx, desk, ref)
        case Fix.KIND:
            return corrections.change_kind(tx, desk, ref, _kind(value))
        case Fix.DEADLINE:
            return _time(tx, desk, ref, value, calendar, clock)
        case Fix.TITLE:
            return corrections.change_words(tx, desk, ref, fix, value)
        case Fix.ISSUER:
            said = "" if says_none(value) else value
            return corrections.change_words(tx, desk, ref, fix, said)
        case Fix.MERGE:
            return joining.merge(tx, desk, ref, value)
        case Fix.SPLIT:
            return joining.split(tx, desk, ref, int(value))
        case Fix.SAME_DATA:
            return joining.confirm(tx, desk, ref, value)
        case Fix.APART if value.startswith("n"):
            return joining.split(tx, desk, ref, int(value[1:]), for_ever=True)
    return joining.keep_apart(tx, desk, ref, value)


def _kind(value: str) -> Kind:
    kind = Kind(value) if value in set(Kind) else kind_in(value)
    if kind is None or kind is Kind.CHANGE:
        raise Unread(Fix.KIND)
    return kind


def _time(
    tx: Tx, desk: Desk, ref: str, value: str, calendar: WorkCalendar, clock: Clock
) -> int | None:
    if says_none(value):
        return corrections.change_time(tx, desk, ref, NO_TIMES)
    times = time_in(value, desk.now, calendar, clock)
    if times == NO_TIMES:
        raise Unread(Fix.DEADLINE)
    return corrections.change_time(tx, desk, ref, times)


def missed_since(tx: Tx, made: Correction, chats: frozenset[int]) -> int:
    """How many copies of a text came while it was taken for no notice, now that it is one."""
    if made.fix is not Fix.NOT_NOTICE or not made.form or made.undone_at is not None:
        return 0
    return count_silenced(tx, made.form, chats, made.at)
