"""The further alarms that one message ends: of one danger they were told on several lines."""

from dataclasses import replace

from bot.domain.message import Message
from bot.domain.reading import Ask, Reading, Relation
from bot.domain.request import Request, RequestState
from bot.reading.terms import terms
from bot.services.meant import because, shown
from bot.storage.connection import Tx
from bot.storage.mentions import called_off_by, is_alarm
from bot.storage.messages import find_message
from bot.storage.requests import (
    add_mention,
    request_by_id,
    request_of_message,
    update_request,
)


def end_others(
    tx: Tx,
    chat: int,
    message: Message,
    reading: Reading,
    ask: Ask,
    added: int,
    apart: frozenset[int],
    core: str,
) -> list[Request]:
    """Withdraw the alarms that ``message``, kept as ``added``, says are over beside the one of its
    first ``ask``; those that were open. Requests in ``apart`` are known already, or never meant.

    What an earlier version of it ended, and this one does not, is on again.
    """
    found: list[Request] = []
    before = called_off_by(tx, chat, message.number) if message.edited_at else []
    for number in reading.ends if reading.relation is Relation.CANCEL else ():
        earlier = find_message(tx, chat, number)
        request = shown(request_of_message(tx, earlier), apart) if earlier else None
        if request is None or not is_alarm(tx, request.id):
            continue
        apart |= {request.id}
        why = because(message, "reply")
        add_mention(tx, request.id, added, Relation.CANCEL, ask, terms(core), 0, why)
        if request.state is RequestState.OPEN:
            last = max(request.last_at, message.sent_at)
            over = replace(request, state=RequestState.WITHDRAWN, last_at=last)
            update_request(tx, over)
            found.append(over)
    return [*found, *_on_again(tx, [one for one in before if one not in apart])]


def _on_again(tx: Tx, requests: list[int]) -> list[Request]:
    """Open alarms that were said to be over, and are not."""
    found = []
    for ident in requests:
        request = shown(request_by_id(tx, ident))
        if request and request.state is RequestState.WITHDRAWN and is_alarm(tx, ident):
            found.append(replace(request, state=RequestState.OPEN))
            update_request(tx, found[-1])
    return found
