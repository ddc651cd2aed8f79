"""Which request a message, or an ask of it, speaks of, and why it is taken to do so."""

from dataclasses import replace

from bot.domain.message import Message
from bot.domain.reading import POINTING, Ask, Kind, Reading, Relation
from bot.domain.request import Request, RequestState
from bot.reading.emergency.all_clear import ends
from bot.reading.thread.due_moved import without_named_again
from bot.reading.thread.event_moved import of_its_start
from bot.reading.thread.named_apart import named_apart
from bot.reading.thread.parts_off import part_off
from bot.services.duplicates import Match, find_earlier
from bot.services.pointed_at import EVENTS
from bot.storage.connection import Tx
from bot.storage.links import may_mean
from bot.storage.mentions import core_of, is_alarm
from bot.storage.messages import find_message
from bot.storage.requests import Because, request_of_message


def met(tx: Tx, chat: int, request: Request | None, apart: frozenset[int]) -> Request | None:
    """The request of an earlier copy of the very same original, if this chat may meet it."""
    request = shown(request, apart)
    return request if request and may_mean(tx, chat, request.id, request.key) else None


def shown(request: Request | None, apart: frozenset[int] = frozenset()) -> Request | None:
    """What was dismissed, or is kept ``apart``, is nothing that another notice could speak of."""
    if request is None or request.state is RequestState.DISMISSED or request.id in apart:
        return None
    return request


def because(message: Message, why: str) -> Because | None:
    """Why a notice is taken to speak of a request; nothing of a new version of it."""
    return None if message.edited_at else Because(why)


def said_of(reading: Reading, asked: tuple[int, Ask]) -> Relation:
    """How an ask of a message mentions what it speaks of."""
    index, ask = asked
    relation = ask.relation or reading.relation or Relation.FIRST
    # What points back is said of the first ask.
    other = index and relation in POINTING and ask.kind is not Kind.CHANGE
    return Relation.FIRST if other else relation


def meant(
    tx: Tx,
    message: Message,
    reading: Reading,
    asked: tuple[int, Ask],
    chat: int,
    core: str,
    apart: frozenset[int],
    form: bytes | None,
) -> tuple[Relation, Match]:
    """What an ask of which nothing is known repeats, by what it refers to or by its words."""
    index, ask = asked
    relation = said_of(reading, asked)
    referred = _referred(tx, message, reading, chat) if index == 0 else None
    if referred and referred.id not in apart:
        return relation, Match(request=referred, because=because(message, "reply"))
    match = find_earlier(
        tx, ask, relation, core, now=message.sent_at, chat=chat, form=form, but=apart
    )
    off = match.request if relation is Relation.CANCEL else None
    if off and ask.base_kind in EVENTS and is_alarm(tx, off.id):
        return relation, Match()  # 因红色预警,例会取消
    if off and _spares(tx, core, off):
        relation = Relation.UPDATE
    if match.request and relation is Relation.FIRST:
        again = reading.relation if reading.relation is Relation.REMINDER else Relation.FORWARD
        relation = Relation.RELAY_TIGHTENED if match.tightened else again
    return relation, match


def _spares(tx: Tx, core: str, request: Request) -> bool:
    """Whether a withdrawal leaves something of a request: of an alarm, all but its end does."""
    if is_alarm(tx, request.id):
        return not ends(core, core_of(tx, request.id))
    held = request.kind in EVENTS or request.starts_at is not None
    return (
        part_off(
            core, request.title, core_of(tx, request.id), held=held, recurs=bool(request.recurs)
        )
        is not None
    )


def for_the_same(ask: Ask, request: Request, core: str) -> Ask:
    """A change in words of ``core`` that names one time, for what that of the request was for."""
    only = ask.times.only_for
    some = bool(request.apart and (only or named_apart(core, later=False)))
    some = some or bool(only and ask.times.starts_at and request.starts_at)
    if ask.kind is Kind.CHANGE and not request.recurs and not some:
        named = without_named_again(ask.times, request.deadline, request.starts_at, core)
        held = of_its_start(named, request.kind, request.starts_at, core)
        ask = replace(ask, times=held)
    times, moved = ask.times, ask.times.starts_at
    bare = ask.kind is Kind.CHANGE and moved and not times.deadline
    due = request.deadline is not None or request.kind in (Kind.REPORT, Kind.CHECK_IN)
    if not bare or not due or request.starts_at or request.kind in EVENTS:
        return ask
    return replace(
        ask,
        times=replace(
            times,
            deadline=moved,
            deadline_evidence=times.starts_evidence,
            starts_at=None,
            starts_evidence=None,
        ),
    )


def _referred(tx: Tx, message: Message, reading: Reading, chat: int) -> Request | None:
    """The request of the message that this one refers to, by the reader or as a reply."""
    number = reading.refers_to
    if number is None and reading.relation in POINTING:
        number = message.reply_to
    if number is None or number == message.number:
        return None
    earlier = find_message(tx, chat, number)
    if earlier is None:
        return None
    return shown(request_of_message(tx, earlier, reading.refers_ask))
