"""What was handed in before and can be used again: offered to who recorded it, or to their unit."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.domain.boundary import Document
from bot.domain.card import Reuse
from bot.domain.reading import Kind
from bot.domain.request import Request
from bot.reading.handed import (
    LONGEST,
    link_in,
    says_as_before,
    wants_new_data,
    whereabouts,
    without_link,
)
from bot.reading.likeness import Features, compare, features
from bot.reading.likeness.periods import agreement, is_outside
from bot.reading.redact import as_kept
from bot.services.catalogue import catalogue_of
from bot.storage.connection import Snapshot, Tx
from bot.storage.corrections import kept_apart, key_name
from bot.storage.handed import (
    Handed,
    Key,
    handed_by,
    keep_handed,
    show_handed_to,
)
from bot.storage.heard import with_same_data
from bot.storage.mentions import core_of
from bot.storage.people import presences
from bot.storage.requests import request_by_id, told_in

HOLDS = timedelta(days=400)


class Recorded(NamedTuple):
    """A record as it was kept, the unit it may be shown to, and whether its link was left out."""

    reuse: Reuse
    unit: str | None
    cut: bool


def record(
    tx: Tx, member: int, request: int, note: str, documents: Sequence[Document], now: datetime
) -> Recorded | None:
    """Keep where something handed in is; numbers of people are masked, in names of files too.

    None where nothing is left to keep: no record of the same data for 见上次, or only a link that
    is not kept.
    """
    key, cut = (member, request), False
    if says_as_before(note) and not documents:
        source = _last(tx, key, now)
        if source is None:
            return None
        if source.key != key:
            keep_handed(tx, key, "", (), now, source.source or source.key)
    else:
        words, cut = whereabouts(note)
        if not words and not documents:
            return None
        named = [Document(as_kept(one.name)[:LONGEST], one.ref) for one in documents]
        keep_handed(tx, key, words, named, now)
    kept = own_record(tx, key, now)
    return Recorded(kept, unit_of(tx, key), cut) if kept else None


def _last(tx: Tx, key: Key, now: datetime) -> Handed | None:
    """The newest record of the same data; of the very same request where it comes again."""
    known, request = _seen_by(tx, key[0], now), request_by_id(tx, key[1])
    if request is None:
        return None
    mine = next((one for one in known if one.key == key), None)
    found = _newest(tx, _compared(tx, known), request, core_of(tx, request.id))
    return mine or (found[0] if found else None)


def _seen_by(snapshot: Snapshot, member: int, now: datetime) -> list[Handed]:
    """What a member may use again, newest first; what is as last time says what that said."""
    found = handed_by(snapshot, member, now - HOLDS)
    real = {one.key: one for one in found if one.source is None}
    return [
        one._replace(note=last.note, documents=last.documents, as_of=last.at) if one.source else one
        for one in found
        if (last := real.get(one.source or one.key))
    ]


def own_record(snapshot: Snapshot, key: Key, now: datetime) -> Reuse | None:
    """What a member recorded for a request, as they may use it again."""
    found = (one for one in _seen_by(snapshot, key[0], now) if one.key == key)
    return next((_reuse(one, key[0]) for one in found), None)


def unit_of(snapshot: Snapshot, key: Key) -> str | None:
    """The unit that a member named (or an admin for them) where a request was told, if any."""
    for one in presences(snapshot, key[0]):
        if one.unit and one.told and told_in(snapshot, key[1], (one.chat,)):
            return one.unit
    return None


def share(tx: Tx, key: Key, *, shared: bool) -> str | None:
    """Let colleagues see a record, or (not shared) its owner alone; the unit that sees it now."""
    unit = unit_of(tx, key) if shared else None
    return unit if show_handed_to(tx, key, unit) else None


def reusable(
    snapshot: Snapshot, member: int, asked: Iterable[tuple[Request, str]], now: datetime
) -> dict[int, Reuse]:
    """For what asks for data of which there is a record this member may see: the newest.

    Another period is another answer.
    """
    known = _compared(snapshot, _seen_by(snapshot, member, now))
    if not known:
        return {}
    asked = list(asked)
    linked = with_same_data(snapshot, [request.id for request, _ in asked])
    found = {
        request.id: _newest(snapshot, known, request, core, linked.get(request.id, frozenset()))
        for request, core in asked
    }
    return {ident: _reuse(hit[0], member, fits=hit[1]) for ident, hit in found.items() if hit}


def record_for(
    snapshot: Snapshot, member: int, asked: Sequence[tuple[Request, str]], now: datetime
) -> Reuse | None:
    """The newest record of any of these, or else of the same data as one of them."""
    idents = {request.id for request, _ in asked}
    theirs = (one for one in _seen_by(snapshot, member, now) if one.request.id in idents)
    again = reusable(snapshot, member, asked, now)
    return next((_reuse(one, member) for one in theirs), None) or next(iter(again.values()), None)


def _compared(snapshot: Snapshot, handed: Iterable[Handed]) -> list[tuple[Handed, Features]]:
    items = catalogue_of(snapshot)
    return [(one, features(one.core, one.request.first_at, catalogue=items)) for one in handed]


def _newest(
    snapshot: Snapshot,
    known: list[tuple[Handed, Features]],
    request: Request,
    core: str,
    linked: frozenset[int] = frozenset(),
) -> tuple[Handed, bool] | None:
    """The newest record of the same data, and whether both name the same period.

    Requests ``linked`` to it are known to want the same, whatever their words; of what was said to
    be something else nothing is offered, nor of old data where new is wanted.
    """
    if request.kind is not Kind.REPORT or wants_new_data(core):
        return None
    # Without deadlines: that something is over is no matter where its data may be used again.
    own, apart = features(core, request.first_at, catalogue=catalogue_of(snapshot)), None
    for one, theirs in known:
        fits, differs = agreement(theirs.periods, own.periods)
        if one.request.id == request.id or differs or _is_of_other_months(one, theirs, own):
            continue
        alike = own.subjects.keys() & theirs.subjects.keys()
        if one.request.id in linked or (alike and compare(theirs, own).band != "silent"):
            if apart is None:
                apart = kept_apart(snapshot, [key_name(request.key)])
            if one.request.id not in apart:
                return one, fits
    return None


def _is_of_other_months(one: Handed, theirs: Features, own: Features) -> bool:
    """Whether data that names no months was handed in outside those that are asked about."""
    return not theirs.periods.spans and is_outside(own.periods, one.as_of or one.at)


def _reuse(one: Handed, member: int, *, fits: bool = False) -> Reuse:
    link = link_in(one.note)
    return Reuse(
        request=one.key[1],
        at=one.at,
        title=one.request.title,
        issuer=one.request.issuer,
        note=without_link(one.note, link),
        link=link,
        documents=one.documents,
        mine=one.key[0] == member,
        theirs=(one.source or one.key)[0] == member,
        unit=one.unit,
        as_of=one.as_of,
        until=(one.as_of or one.at) + HOLDS,
        fits=fits,
        newer=one.newer,
    )
