"""The figures above the page: computed from the newest digest as it stands by now, never typed."""

from datetime import datetime

from bot.demo.town import Town
from bot.domain.digest import Digest, MarkKind, Section
from bot.domain.message import SHANGHAI
from bot.sandbox.model import Json
from bot.services.revising import REVISED_FOR, sent_digest
from bot.storage.connection import Snapshot
from bot.storage.messages import find_chat
from bot.storage.newest import newest_of_chats
from bot.storage.targets import target_of
from bot.wording import demo as words
from bot.wording.digests import due_count
from bot.wording.layout import line_numbers

_TO_DO = (
    Section.URGENT,
    Section.DUE_SOON,
    Section.DUE_LATER,
    Section.MEETINGS,
    Section.INSPECTIONS,
)
_OFF = (MarkKind.CANCELLED, MarkKind.LIFTED, MarkKind.SUSPENDED)


async def facts(town: Town) -> Json:
    """ "headline" and "proof" of the contract, of the first group's digest of the day."""
    context, now = town.live.context, town.now()
    address = town.address(next(iter(town.stage.chats.values())).id)

    def newest(snapshot: Snapshot) -> Digest | None:
        target, chat = target_of(snapshot, address), find_chat(snapshot, address)
        if target is None or chat is None:
            return None
        for delivery, start in newest_of_chats(snapshot, [chat.chat], now - REVISED_FOR):
            if delivery.target == target.id and delivery.day == now.astimezone(SHANGHAI).date():
                return sent_digest(snapshot, delivery, start, context.calendar, context.clock)
        return None

    digest = await context.store.read(newest)
    if digest is None:
        return {"headline": None, "proof": None}
    return {"headline": _headline(digest, digest.period.end), "proof": _proof(digest)}


def _headline(digest: Digest, slot: datetime) -> Json:
    open_lines = [
        line
        for section in _TO_DO
        for line in digest.sections[section]
        if not any(mark.kind in _OFF for mark in line.marks)
    ]
    times = [line.deadline or line.starts_at for line in open_lines]
    return {
        "messages": sum(group.messages for group in digest.groups),
        "to_do": sum(at is None or at > slot for at in times),
        "due": due_count(digest),
    }


def _proof(digest: Digest) -> Json | None:
    lines = {line.key: line for section in digest.sections.values() for line in section}
    numbers = line_numbers(digest)
    for first, second in digest.same_data:
        # Who asked first is named first.
        one, other = sorted((lines[first], lines[second]), key=lambda line: line.sources[0].number)
        if one.issuer and other.issuer:
            text = words.proof(one.issuer, other.issuer)
            return {"text": text, "lines": sorted((numbers[first], numbers[second]))}
    return None
