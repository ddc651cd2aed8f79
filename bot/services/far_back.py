"""What a message says of what was asked longer ago than its thread is kept."""

from dataclasses import replace

from bot.domain.message import Message
from bot.domain.reading import Ask, Kind, Reading, Relation, Times, What
from bot.domain.request import Request
from bot.reading.kinds.sparing import spared_in
from bot.reading.normalise import normalise
from bot.reading.terms import terms
from bot.reading.thread.objects import named_in
from bot.reading.thread.parts_off import spared_of, tellable
from bot.reading.thread.speaking_for import may_change_told
from bot.services.duplicates import find_earlier
from bot.storage.connection import Tx
from bot.storage.mentions import core_of, is_alarm, issuers_told

_CHANGES = (Relation.CANCEL, Relation.UPDATE)
_LONGEST = 80


def changes_anothers(tx: Tx, message: Message, reading: Reading, chat: int) -> bool:
    """Whether a notice that points at no message would withdraw or move, by its words alone, what
    was asked as the word of others.
    """
    ask = reading.asks[0] if reading.what is What.NOTICE and reading.asks else None
    if ask is None or ask.kind is not Kind.CHANGE or reading.relation not in _CHANGES:
        return False
    told = _told(tx, message, reading, ask, reading.relation, chat)
    return told is not None and not _may_change(tx, message, ask, told)


def as_known(tx: Tx, message: Message, reading: Reading, chat: int) -> Reading:
    """The reading of what was unsure for want of what it speaks of: who is spared, or who has not
    handed in yet, of an ask that is known here and is the sender's to speak of.
    """
    if reading.what is What.NOTICE or not (reading.unsure and reading.asks):
        return reading
    ask, text = reading.asks[0], normalise(message.text).text
    if len(text) > _LONGEST or reading.relation not in (*_CHANGES, Relation.REMINDER):
        return reading
    reminds = reading.relation is Relation.REMINDER
    found = None if reminds else spared_in(text)
    if not (reminds or found):
        return reading
    relation = Relation.REMINDER if reminds else Relation.UPDATE
    told = _told(tx, message, reading, ask, relation, chat)
    if told is None or not (_is_named(tx, text, told) and _may_change(tx, message, ask, told)):
        return reading
    spares = found is not None and spared_of(text, told.title, core_of(tx, told.id)) is not None
    if not (reminds or spares):
        return reading
    ask = replace(ask, kind=told.kind, subject_kind=None, title=told.title, times=Times())
    if found and not reminds:
        ask = replace(ask, spared=tellable(found.words))
    return replace(reading, what=What.NOTICE, unsure=False, relation=relation, asks=(ask,))


def _is_named(tx: Tx, text: str, told: Request) -> bool:
    """Whether a text names what a request asks for, by more than its issuer: 水费表, not 电费表."""
    words = terms(core_of(tx, told.id)) | terms(told.title)
    return any(one.own and one.own <= words for one in named_in(text))


def _told(
    tx: Tx, message: Message, reading: Reading, ask: Ask, relation: Relation, chat: int
) -> Request | None:
    """The request that a message means by its words alone; none where it points at a message, and
    no alarm.
    """
    if message.edited_at or message.forwarded_from or message.reply_to is not None:
        return None
    if reading.refers_to is not None:
        return None
    core = normalise(message.text).text
    told = find_earlier(tx, ask, relation, core, now=message.sent_at, chat=chat).request
    return None if told is None or is_alarm(tx, told.id) else told


def _may_change(tx: Tx, message: Message, ask: Ask, told: Request) -> bool:
    bodies = sorted(issuers_told(tx, told.id))
    text = normalise(message.text).text
    return may_change_told(message, text, ask.issuer, bodies, core_of(tx, told.id))
