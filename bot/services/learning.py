"""What corrections taught is applied when the same text comes again."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b

from bot.domain.correction import Fix
from bot.domain.message import Message
from bot.domain.reading import Ask, Kind, Reading, What
from bot.domain.request import Request
from bot.reading.normalise import normalise
from bot.storage.aliases import aliases_for
from bot.storage.connection import Snapshot
from bot.storage.corrections import corrected_columns, lessons
from bot.storage.mentions import times_told


def form_of(message: Message) -> bytes | None:
    """The hash of a message's normal form, blanks apart; None where it has no words."""
    plain = "".join(normalise(message.text or message.file_name or "").text.split())
    return blake2b(plain.encode("utf8", "replace"), digest_size=16).digest() if plain else None


def corrected(
    snapshot: Snapshot, reading: Reading, form: bytes | None, chat: int, sender: str | None = None
) -> tuple[Reading, frozenset[int]]:
    """The reading after what was taught of its text, and which of its asks are none.

    ``sender`` is the name of who said it.
    """
    if reading.asks:
        names = aliases_for(snapshot, chat)
        reading = replace(reading, asks=tuple(_named(ask, names, sender) for ask in reading.asks))
    return _after_lessons(snapshot, reading, form, chat)


def _named(ask: Ask, names: Mapping[str, str], sender: str | None) -> Ask:
    """Whoever asks, under the name that the group gives them."""
    known = names.get(ask.issuer or sender or "")
    return replace(ask, issuer=known) if known else ask


def _after_lessons(
    snapshot: Snapshot, reading: Reading, form: bytes | None, chat: int
) -> tuple[Reading, frozenset[int]]:
    taught = lessons(snapshot, form, chat) if form and reading.asks else []
    asks, none = list(reading.asks), set[int]()
    notice = reading.what is What.NOTICE
    for fix, index, value in taught:
        if index < 0:
            notice = fix is Fix.NOTICE
            none = set() if notice else none
        elif index < len(asks):
            if fix is Fix.NOT_NOTICE:
                none.add(index)
            else:
                asks[index] = _mended(asks[index], fix, value)
    if not taught:
        return reading, frozenset()
    if not notice or len(none) == len(asks):
        return replace(reading, what=What.CHATTER, unsure=False, asks=()), frozenset()
    return replace(reading, what=What.NOTICE, unsure=False, asks=tuple(asks)), frozenset(none)


def keep_corrected(
    snapshot: Snapshot, before: Request, after: Request, *, restated: bool
) -> Request:
    """A request after one more notice of it, without what would undo a correction.

    What an admin called it stays. Its times, and that it is no notice, stay as long as the new
    words name no other time (``restated``).
    """
    columns = corrected_columns(snapshot, before.id)
    if "title" in columns:
        after = replace(after, title=before.title)
    if "kind" in columns:
        after = replace(after, kind=before.kind)
    if not restated:
        return after
    if columns & _TIMES:
        after = replace(
            after, deadline=before.deadline, starts_at=before.starts_at, recurs=before.recurs,
            assumed=before.assumed, due_for=before.due_for,
        )  # fmt: skip
    return replace(after, state=before.state) if "state" in columns else after


def names_again(snapshot: Snapshot, ask: Ask, request: Request, form: bytes | None) -> bool:
    """Whether who asked merely names once more, as they did last, times that an admin put right."""
    named = (ask.times.deadline, ask.times.starts_at)
    if named in ((None, None), (request.deadline, request.starts_at)):
        return False
    if not _TIMES.isdisjoint(corrected_columns(snapshot, request.id)):
        return times_told(snapshot, request.id, ask.issuer, form) == named
    return False


_TIMES = frozenset({"deadline", "starts_at", "recurs"})


def _mended(ask: Ask, fix: Fix, value: str | None) -> Ask:
    if fix is Fix.TITLE and value:
        return replace(ask, title=value)
    if fix is Fix.ISSUER:
        return replace(ask, issuer=value)
    if fix is Fix.KIND and value:
        kind = Kind(value)
        changes = ask.kind is Kind.CHANGE
        return replace(ask, subject_kind=kind) if changes else replace(ask, kind=kind)
    return ask
