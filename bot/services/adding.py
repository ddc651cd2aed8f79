"""What a request wants beside the thing itself, as the readers of some chats were told."""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.message import Message
from bot.domain.reading import NO_DETAILS, POINTING, Ask, Details, Format, Kind, Relation
from bot.reading.normalise import normalise
from bot.reading.wanted import refused_in
from bot.storage.connection import Snapshot
from bot.storage.details import Wanted, wanted_in

_PREVAILS = frozenset({Relation.UPDATE, Relation.RELAY_TIGHTENED})


def taken_back(message: Message, ask: Ask, relation: Relation) -> frozenset[Format]:
    """The forms that a change takes back: 不用盖章了."""
    if relation not in _PREVAILS:
        return frozenset()
    return refused_in(normalise(message.text).text, ask.base_kind)


def details_of(snapshot: Snapshot, request: int, chats: Iterable[int]) -> Details:
    """What a request wants by now, of what was said in these chats and no others.

    A copy adds nothing to what was asked there, a reminder what was not told; a change prevails.
    """
    known, asked = NO_DETAILS, False
    for one in _as_changed(wanted_in(snapshot, request, chats)):
        if one.relation is not Relation.CANCEL and not (asked and one.relation is Relation.FORWARD):
            known = _after(known, one)
        asked = asked or one.relation not in POINTING
    return known


def _as_changed(told: Iterable[Wanted]) -> list[Wanted]:
    """Each notice as it stands by now: a new version that is no mere change says all anew, in the
    place of what it was.
    """
    notices: dict[tuple[int, int | str], list[Wanted]] = {}
    for one in told:
        notice, anew = notices.setdefault((one.chat, one.number), []), one
        if one.version > 1 and one.kind is not Kind.CHANGE and one.relation is Relation.UPDATE:
            as_ = [was.relation for was in notice if was.relation is not Relation.CANCEL]
            anew = one._replace(relation=as_[0]) if as_ else one
            notice[:] = [was for was in notice if was.version == one.version]
        notice.append(anew)
    return [one for notice in notices.values() for one in notice]


def _after(before: Details, one: Wanted) -> Details:
    told, prevails = one.details, one.relation in _PREVAILS
    forms = {*before.forms, *told.forms} - (one.refused if prevails else frozenset())
    return replace(
        before,
        columns=tuple(dict.fromkeys((*before.columns, *told.columns))),
        forms=tuple(sorted(forms, key=list(Format).index)),
        channel=_of(before.channel, told.channel, prevails=prevails),
        sanction=_of(before.sanction, told.sanction, prevails=prevails),
        basis=tuple(dict.fromkeys((*before.basis, *told.basis))),
        addressees=before.addressees or told.addressees,
    )


def _of(before: str | None, told: str | None, *, prevails: bool) -> str | None:
    return (told or before) if prevails else (before or told)
