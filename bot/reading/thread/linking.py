"""How a message relates to what was said before it: an alarm ends by its own end alone."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.message import Message
from bot.domain.reading import Ask, Earlier, Kind, Relation
from bot.reading.emergency.all_clear import alarm_goes_on, takes_alarm_back
from bot.reading.emergency.wake import follows_alarm
from bot.reading.thread.objects import named_in
from bot.reading.thread.relation import Link, relate
from bot.reading.titles.denied import is_denial


def link_of(
    message: Message, text: str, ask: Ask, over: Earlier | None, before: Sequence[Earlier]
) -> Link:
    """How a message relates to earlier ones; nothing but its end calls an alarm off."""
    if over:
        return Link(relation=Relation.CANCEL, refers_to=over.message.number)
    more = None if ask.urgent else alarm_goes_on(message, text, before)
    alarm = more or follows_alarm(message, text, before, urgent=ask.urgent)
    wanted = ask.times.deadline or ask.times.starts_at or ask.kind is Kind.REPORT
    if alarm and not wanted:
        return Link(relation=Relation.UPDATE, refers_to=alarm.message.number)
    if is_denial(ask.title):
        return Link(relation=Relation.FIRST)
    link = relate(message, text, ask, ask.issuer, before)
    if link.relation is not Relation.CANCEL or takes_alarm_back(text):
        return link
    called = (one.reading.alarm for one in before if one.message.number == link.refers_to)
    if not any(called):
        return link
    # 因红色预警,下午的例会取消: it is the meeting that is off.
    named = bool(named_in(text))
    return Link(relation=Relation.CANCEL) if named else replace(link, relation=Relation.UPDATE)
