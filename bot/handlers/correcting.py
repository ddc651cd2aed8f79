"""What corrections need of a chat: numbered lines, their names, and what follows a change."""

import re
from datetime import timedelta
from functools import partial
from typing import Any, NamedTuple

from bot.domain.boundary import Outgoing
from bot.domain.correction import Correction, Fix
from bot.domain.digest import Digest
from bot.domain.people import Presence
from bot.domain.reading import NO_DETAILS
from bot.domain.request import as_heard
from bot.handlers.answers import Call
from bot.handlers.context import Context
from bot.reading.wishes import Wish
from bot.services.adding import details_of
from bot.services.corrections import undo
from bot.services.editing import Desk, chats_read_by, desk_for, message_of, request_at
from bot.services.mending import Unread, mend, missed_since
from bot.services.previewing import shown_digest
from bot.services.revising import revise_digests_of_chats
from bot.storage.cards import mark_shown_stale
from bot.storage.connection import Snapshot, Tx
from bot.storage.corrections import correction_by_id, issuers_corrected
from bot.storage.dialogues import dialogue_of, keep_dialogue
from bot.storage.mentions import unsure_at, unsure_message
from bot.wording import corrections as words
from bot.wording.deliveries import folded_away, printed
from bot.wording.layout import line_numbers

TOPIC = "fix"
KEPT = timedelta(hours=24)
WAITS = timedelta(minutes=10)


class Lines(NamedTuple):
    """The lines of a digest by number: what each is about. ``of`` is its delivery, 0 unsent."""

    of: int
    refs: dict[int, str]


def lines_of(snapshot: Snapshot, context: Context, group: Presence, *, unsent: bool) -> Lines:
    """The lines of a group's newest digest, or of the one that comes next."""
    found = shown_digest(
        snapshot, group, context.now(), context.calendar, context.clock, unsent=unsent
    )
    return Lines(found.of, _refs(snapshot, found.digest)) if found else Lines(0, {})


def _refs(snapshot: Snapshot, digest: Digest) -> dict[int, str]:
    numbers = line_numbers(digest)
    refs = {}
    for line in (line for lines in digest.sections.values() for line in lines):
        ref: str | None = line.key
        if line.kind is None:
            source = line.sources[0]
            message = unsure_at(snapshot, source.chat, source.number)
            ref = f"m{message}" if message else None
        if ref:
            refs[numbers[line.key]] = ref
    return dict(sorted(refs.items()))


def numbered(tx: Tx, context: Context, call: Call, group: Presence) -> Lines:
    """What numbers mean to this member: as shown to them, until a newer digest is out."""
    lines = lines_of(tx, context, group, unsent=False)
    kept = dialogue_of(tx, call.member.id, TOPIC, context.now())
    if kept.get("chat") == group.chat and kept.get("newest") == lines.of:
        return Lines(kept["of"], {int(number): ref for number, ref in kept["refs"].items()})
    return lines


def keep_lines(tx: Tx, context: Context, call: Call, group: Presence, lines: Lines) -> None:
    """Keep what the numbers meant that are shown now."""
    newest = lines_of(tx, context, group, unsent=False).of
    _keep(tx, context, call, chat=group.chat, newest=newest, of=lines.of, refs=lines.refs)


def wait_for(tx: Tx, context: Context, call: Call, **what: str) -> None:
    """The member's next message is what was asked for."""
    until = (context.now() + WAITS).timestamp()
    _keep(tx, context, call, wait={**what, "until": until})


def wait_no_more(tx: Tx, context: Context, call: Call) -> None:
    """Nothing is asked for now."""
    _keep(tx, context, call, wait=None)


def waiting(snapshot: Snapshot, context: Context, member: int) -> dict[str, str] | None:
    """What a member was asked for, if that was just now."""
    now = context.now()
    wait = dialogue_of(snapshot, member, TOPIC, now).get("wait")
    return wait if wait and wait["until"] > now.timestamp() else None


def remember_words(tx: Tx, context: Context, call: Call) -> None:
    """Keep what was written until it is known for which group."""
    _keep(tx, context, call, words=call.words)


def remembered_words(snapshot: Snapshot, context: Context, call: Call) -> str:
    """What was written before the group was chosen."""
    kept = dialogue_of(snapshot, call.member.id, TOPIC, context.now())
    return str(kept.get("words") or "")


def _keep(tx: Tx, context: Context, call: Call, **changed: Any) -> None:
    now = context.now()
    kept = dialogue_of(tx, call.member.id, TOPIC, now)
    keep_dialogue(tx, call.member.id, TOPIC, {**kept, **changed}, now + KEPT)


def desk_of(snapshot: Snapshot, context: Context, call: Call, ref: str) -> Desk | None:
    """The desk at which the caller, as an admin, may correct a line."""
    return desk_for(snapshot, call.member.id, call.admin_of, ref, context.now())


def name_of(
    snapshot: Snapshot,
    context: Context,
    chats: frozenset[int],
    ref: str,
    number: int | None = None,
) -> str | None:
    """A line in words; None where there is no such line any more."""
    message = message_of(ref)
    if message is not None:
        unsure = unsure_message(snapshot, message)
        return words.unsure_named(unsure.excerpt, number) if unsure else None
    request = request_at(snapshot, ref, chats)
    if request is None:
        return None
    return words.request_named(as_heard(request, chats), context.now(), number)


def choices(
    snapshot: Snapshot, context: Context, group: Presence, lines: Lines, verb: str
) -> list[words.Choice]:
    """Lines to choose from, each with the button that chooses it."""
    chats = chats_read_by(snapshot, group)
    found = []
    for number, ref in lines.refs.items():
        named = name_of(snapshot, context, chats, ref)
        if named:
            found.append(words.Choice(str(number), named, f"fix:{verb}:{ref}"))
    return found


def apply(tx: Tx, context: Context, desk: Desk, ref: str, fix: Fix, value: str) -> Outgoing:
    """Make a correction, show it wherever it shows, and say so."""
    try:
        made = mend(tx, desk, ref, fix, value, context.calendar, context.clock)
    except Unread as unread:
        return Outgoing(plain=words.unread(unread.fix))
    if made is None:
        return Outgoing(plain=words.NO_CHANGE)
    show(tx, context, desk.chats)
    keeps = fix not in (Fix.NOT_NOTICE, Fix.NOTICE)
    shown = value if fix is Fix.MERGE else ref
    named = name_of(tx, context, desk.chats, shown) if keeps else None
    return words.done(fix, named, made, again=fix is Fix.ISSUER and _again(tx, desk, made))


def _again(tx: Tx, desk: Desk, made: int) -> bool:
    """Whether an issuer's name was put right in the same way before, in this group."""
    named = renamed(tx, made)
    return named in {(old, new) for old, new, _ in issuers_corrected(tx, 2, desk.chat)}


def renamed(tx: Tx, made: int) -> tuple[str, str] | None:
    """The name of an issuer that a correction changed, and what it is since."""
    known = correction_by_id(tx, made)
    if known is None or known.fix is not Fix.ISSUER or known.value is None:
        return None
    old = next((one.before for one in known.changes if one.cell.column == "issuer"), None)
    return (str(old), known.value) if old else None


def take_back(tx: Tx, context: Context, call: Call, made: Correction) -> Outgoing:
    """Undo a correction, and show it; said again, it is still undone."""
    later = undo(tx, made, context.now(), call.member.id)
    if later:
        return words.rests(later)
    group = next(one for one in call.admin_of if one.chat == made.chat)
    chats = chats_read_by(tx, group)
    show(tx, context, chats)
    return Outgoing(plain=words.undone(made.fix, missed_since(tx, made, chats)))


def show(tx: Tx, context: Context, chats: frozenset[int]) -> None:
    """What was sent follows: digests, cards, the line of the half-day. Nothing new is begun."""
    revise_digests_of_chats(
        tx, chats, context.now(), context.calendar, context.clock,
        partial(printed, link=context.link, invite=context.invite), folded_away(),
    )  # fmt: skip
    mark_shown_stale(tx, chats, context.now())


def wished(
    tx: Tx,
    context: Context,
    call: Call,
    ref: str,
    wish: Wish,
    lines: Lines,
) -> Outgoing | None:
    """What words alone can put right; None where buttons must ask further."""
    desk, value = desk_of(tx, context, call, ref), wish.words
    if desk is None or wish.fix is None or wish.fix in (Fix.SPLIT, Fix.APART):
        return None
    if wish.fix is Fix.MERGE:
        found = re.match(r"\d{1,3}", value)
        value = lines.refs.get(int(found[0]), "") if found else ""
    direct = wish.fix in (Fix.NOTICE, Fix.NOT_NOTICE)
    return apply(tx, context, desk, ref, wish.fix, value) if value or direct else None


def menu(tx: Tx, context: Context, call: Call, ref: str, number: int | None = None) -> Outgoing:
    """What can be changed about a line, as buttons."""
    desk = desk_of(tx, context, call, ref)
    named = name_of(tx, context, desk.chats, ref, number) if desk else None
    if named is None:
        return Outgoing(plain=words.NOT_FOUND)
    unsure = message_of(ref) is not None
    request = None if unsure or desk is None else request_at(tx, ref, desk.chats)
    details = details_of(tx, request.id, desk.chats) if request and desk else NO_DETAILS
    return words.menu(named, ref, unsure=unsure, details=details)
