"""What the bot understood of one message, read again in its thread, and what it is known by."""

import asyncio
import json
from collections.abc import Mapping
from datetime import datetime

from bot.demo.town import Town
from bot.domain.boundary import MessageIn
from bot.domain.digest import Period
from bot.domain.message import SHANGHAI
from bot.domain.reading import Ask, Earlier, Reading, Relation, What
from bot.domain.request import Request, Source
from bot.handlers.context import Context
from bot.reading.reader import read
from bot.reading.redact import redact
from bot.reading.thread.memory import THREAD, remembered
from bot.sandbox.model import Chat, Json, Message
from bot.sandbox.render import message_json
from bot.storage.connection import Snapshot
from bot.storage.heard import requests_by_id
from bot.storage.mentions import relations_at
from bot.storage.requests import request_by_key
from bot.wording import demo as words

_WARM_UP = 2 * THREAD
"""So many messages before the thread are read first: what they are decides what it is."""


async def about(town: Town, chat: Chat, message: Message) -> Json:
    """The contract's answer for a message."""
    context, now = town.live.context, town.now()
    event = None if message.is_service else _event(town, message)
    before = [m for m in chat.messages.values() if m.key < message.key][-_WARM_UP - THREAD :]
    reading, known = Reading(what=What.CHATTER), {}
    if event:
        heard = [*filter(None, (_event(town, one) for one in before)), event]
        reading = await asyncio.to_thread(_read, heard, context)
        known = await context.store.read(_known, town.address(chat.id), event.message.number, now)
    names = {rule.code: rule.name for rule in context.lexicon.cues}
    return {
        "what": words.what(reading.what, unsure=reading.unsure),
        "asks": [_ask(ask, message, now, names) for ask in reading.asks],
        "relation": words.relation_word(reading.relation),
        "duplicate_of": None,
        "same_data": None,
        **known,
    }


def _event(town: Town, message: Message) -> MessageIn | None:
    """A message as it came to the bot; None for what it does not hear."""
    bot = town.stage.bot
    if message.author == bot.id:
        return None
    update = {"update_id": 1, "message": message_json(town.world, message, bot.id)}
    event = town.live.context.platform.parse(json.dumps(update).encode())
    return event if isinstance(event, MessageIn) else None


def _read(heard: list[MessageIn], context: Context) -> Reading:
    thread: list[Earlier] = []
    reading = Reading(what=What.CHATTER)
    for event in heard:
        message = event.message
        reading = read(message, message.sent_at, thread, context.lexicon, context.calendar)
        thread = remembered([*thread, Earlier(message=message, reading=reading)])
    return reading


def _known(snapshot: Snapshot, address: str, number: int | str, now: datetime) -> Json:
    """What the store knows beside the reading: whose request it repeats, who wants the same."""
    told = dict(relations_at(snapshot, address, number))
    since = datetime.fromtimestamp(0, SHANGHAI)
    found = requests_by_id(snapshot, told, Period(start=since, end=now))
    answer: Json = {}
    for request, _ in found:
        first = request.mentions[0].source if request.mentions else None
        if first and (first.chat, first.number) != (address, number) and not answer:
            answer["duplicate_of"] = _earlier(first, told[request.id])
        relation = words.relation_word(told[request.id])
        if relation:
            answer["relation"] = relation
        for key in request.same_data[:1]:
            other = request_by_key(snapshot, key)
            if other:
                answer["same_data"] = _same(other)
    return answer


def _earlier(first: Source, relation: Relation) -> Json:
    chat = int(first.chat.rpartition(":")[2])
    return {"chat": chat, "message": first.number, "why": words.duplicate_why(relation)}


def _same(other: Request) -> Json:
    return {"title": other.title, "issuer": other.issuer, "why": words.SAME_DATA}


def _ask(ask: Ask, message: Message, now: datetime, names: Mapping[str, str]) -> Json:
    times = ask.times
    evidence, text = times.deadline_evidence, message.text or ""
    moment = times.deadline or times.starts_at
    shown = None
    if evidence and moment and evidence.end <= len(text):
        shown = {
            "span": [evidence.start, evidence.end],
            "text": redact(evidence.text),
            "assumption": words.assumed(evidence.assumption, moment),
        }
    return {
        "kind": words.kind_word(ask.kind),
        "issuer": redact(ask.issuer) if ask.issuer else None,
        "title": redact(ask.title),
        "deadline": _iso(times.deadline),
        "deadline_words": words.deadline_words(times.deadline, now) if times.deadline else None,
        "evidence": shown,
        "starts_at": _iso(times.starts_at),
        "cues": [names[code] for code in ask.cues if code in names],
    }


def _iso(at: datetime | None) -> str | None:
    return at.astimezone(SHANGHAI).isoformat(timespec="minutes") if at else None
