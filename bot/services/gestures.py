"""What reactions do: done or not done after all, asked before, and how useful a digest was."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from bot.domain.calendar import WorkCalendar
from bot.domain.digest import Period
from bot.domain.gestures import FLAGS, plain
from bot.domain.lexicon import Clock
from bot.domain.people import Member
from bot.domain.request import Request, Source, as_heard
from bot.services.cards import mark_line
from bot.services.due import next_time
from bot.services.submitting import asked_before
from bot.storage.connection import Snapshot, Tx
from bot.storage.heard import requests_by_id
from bot.storage.messages import newest_message
from bot.storage.people import presences
from bot.storage.reactions import (
    count_useful,
    digest_at,
    keep_marked,
    keep_reaction,
    known_reaction,
    take_marked,
    useful_totals,
)
from bot.storage.requests import request_by_id, told_in
from bot.storage.submissions import requests_said_in
from bot.storage.todos import done_by, mark_request_open

_SHOWN_DAYS = 7
_OTHER = "custom"


def hear(
    tx: Tx,
    chat: int,
    number: int,
    member: int,
    before: frozenset[str],
    after: frozenset[str],
    at: datetime,
) -> tuple[frozenset[str], frozenset[str]]:
    """Gestures that are new and gestures taken back, by what we know and not by what is told.

    Told twice, nothing is new; what is older than what we know changes nothing.
    """
    known = known_reaction(tx, chat, number, member)
    said, then = known or (before, None)
    nothing: frozenset[str] = frozenset()
    if then and (at < then or (at == then and before != said)):
        return nothing, nothing
    if known is None and not before | after:
        return nothing, nothing
    keep_reaction(tx, chat, number, member, after, at)
    # Of what was there before we heard of it we did nothing, and have nothing to take back.
    return after - (said if known else nothing), said - after


def done_by_gesture(
    tx: Tx,
    chat: int,
    number: int,
    member: Member,
    now: datetime,
    calendar: WorkCalendar,
    clock: Clock,
) -> None:
    """Mark done what a notice asks, and remember what was not so before."""
    where = frozenset(one.chat for one in presences(tx, member.id))
    for ident in requests_said_in(tx, chat, number):
        request = request_by_id(tx, ident)
        marked = done_by(tx, member.id)
        if request is None or (
            ident in marked
            and marked[ident][0]
            == next_time(as_heard(request, where), now, calendar, clock).deadline
        ):
            continue
        mark_line(tx, member, f"r{ident}", now, calendar, clock, done=True)
        keep_marked(tx, chat, number, member.id, ident)


def undone_by_gesture(tx: Tx, chat: int, number: int, member: Member) -> None:
    """Take back just what the gesture marked."""
    for ident in take_marked(tx, chat, number, member.id):
        mark_request_open(tx, member.id, ident)


def asked_already(
    snapshot: Snapshot, here: Source, chat: int, chats: tuple[int, ...], now: datetime
) -> list[tuple[Request, Source]]:
    """What was asked before the notice ``here`` that is the same or alike, in these chats."""
    period = Period(start=now, end=now, commits=(0, newest_message(snapshot)), chats=chats)
    said = requests_said_in(snapshot, chat, int(here.number))
    found: dict[int, tuple[Request, Source]] = {}
    for request, core in requests_by_id(snapshot, said, period):
        first, begun = told_in(snapshot, request.id, chats)[0]
        if (first.chat, first.number) != (here.chat, here.number):
            found[request.id] = (replace(request, first_at=begun), first)
        for other, source in asked_before(snapshot, core, request.deadline, chats, now):
            if other.id not in said and other.first_at <= begun:
                found.setdefault(other.id, (other, source))
    return list(found.values())


def count_reaction(
    tx: Tx, chat: str, number: int, before: Iterable[str], after: Iterable[str]
) -> None:
    """Count a reaction to our own digest, whoever reacts; what may be a flag is not counted."""
    digest = digest_at(tx, chat, number)
    if digest is None:
        return
    was, now = plain(before) - FLAGS, plain(after) - FLAGS
    for emojis, change in ((now - was, 1), (was - now, -1)):
        for emoji in emojis:
            count_useful(tx, *digest, _OTHER if ":" in emoji else emoji, change)


def usefulness(snapshot: Snapshot, target: int) -> dict[date, dict[str, int]]:
    """How many of each reaction the last digests of a target got, newest day first."""
    return useful_totals(snapshot, target, _SHOWN_DAYS)


def is_about_something(snapshot: Snapshot, chat: int, address: str, number: int) -> bool:
    """Whether a message is a notice, or a digest of ours."""
    return bool(requests_said_in(snapshot, chat, number) or digest_at(snapshot, address, number))
