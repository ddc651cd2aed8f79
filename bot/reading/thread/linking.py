"""How a message relates to what was said before it: an alarm ends by its own end alone."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.message import Message
from bot.domain.reading import Ask, Earlier, Kind, Relation
from bot.reading.emergency.all_clear import alarm_goes_on, takes_alarm_back
from bot.reading.emergency.incident import shared
from bot.reading.emergency.latest import joins_danger
from bot.reading.emergency.over import OfDanger
from bot.reading.emergency.wake import follows_alarm
from bot.reading.thread.objects import named_in
from bot.reading.thread.relation import Link, relate
from bot.reading.titles.denied import is_denial


def link_of(
    message: Message, text: str, ask: Ask, told: OfDanger | None, before: Sequence[Earlier]
) -> Link:
    """How a message relates to earlier ones; nothing but its end calls an alarm off."""
    if told and told.over:
        return Link(relation=Relation.CANCEL, refers_to=told.alarm.message.number)
    alarm = _alarm_told(message, text, ask, told, before)
    wanted = ask.times.deadline or ask.times.starts_at or ask.kind is Kind.REPORT
    if alarm and (told or not wanted):
        return Link(relation=Relation.UPDATE, refers_to=alarm.message.number)
    if is_denial(ask.title):
        return Link(relation=Relation.FIRST)
    link = relate(message, text, ask, ask.issuer, before)
    if wanted and _is_beside_alarm(message, text, ask, link, before):
        return Link(relation=Relation.FIRST)
    if link.relation is not Relation.CANCEL or takes_alarm_back(text):
        return link
    called = (one.reading.alarm for one in before if one.message.number == link.refers_to)
    if not any(called):
        return link
    # 因红色预警,下午的例会取消: it is the meeting that is off.
    named = bool(named_in(text))
    return Link(relation=Relation.CANCEL) if named else replace(link, relation=Relation.UPDATE)


def _is_beside_alarm(
    message: Message, text: str, ask: Ask, link: Link, before: Sequence[Earlier]
) -> bool:
    """Whether what is wanted shares no word with the alarm that it was taken to go on with, as the
    last that its sender said: 明天上午妇女体检报名, after a child was lost.
    """
    if link.relation is not Relation.UPDATE or ask.kind is Kind.CHANGE or ask.urgent:
        return False
    if message.reply_to is not None:
        return False
    alarm = [one for one in before if one.message.number == link.refers_to and one.reading.alarm]
    return bool(alarm) and shared(text, alarm) == 0


def _alarm_told(
    message: Message, text: str, ask: Ask, told: OfDanger | None, before: Sequence[Earlier]
) -> Earlier | None:
    """The alarm that a message tells more of, if it does."""
    if told:
        return told.alarm
    more = None if ask.urgent else alarm_goes_on(message, text, before)
    more = more or follows_alarm(message, text, before, urgent=ask.urgent)
    return more or (joins_danger(message, text, before) if ask.urgent else None)
