"""What a request wants beside the thing itself, after one more notice of it."""

from dataclasses import replace

from bot.domain.message import Message
from bot.domain.reading import Ask, Details, Format, Kind, Relation
from bot.domain.request import Request
from bot.reading.normalise import normalise
from bot.reading.wanted import refused_in


def details_after(request: Request, message: Message, ask: Ask, relation: Relation) -> Details:
    """What is wanted by now: a copy adds nothing, a reminder what was not told, a change prevails.

    A new version of a message that is no mere change says all anew.
    """
    before, told = request.details, ask.details
    if relation in (Relation.FORWARD, Relation.CANCEL):
        return before
    if message.edited_at and ask.kind is not Kind.CHANGE:
        return told
    prevails = relation in (Relation.UPDATE, Relation.RELAY_TIGHTENED)
    refused = refused_in(normalise(message.text).text, ask.base_kind) if prevails else frozenset()
    forms = {*before.forms, *told.forms} - refused
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
