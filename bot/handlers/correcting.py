"""What corrections need of a chat: numbered lines, their names, and what follows a change."""

import re
from datetime import timedelta
from functools import partial
from typing import Any, NamedTuple

from bot.domain.boundary import Outgoing
from bot.domain.correction import Correction, Fix
from bot.domain.digest import Digest
from bot.domain.people import Presence
from bot.domain.reading import NO_TIMES, Kind
from bot.handlers.answers import Call
from bot.handlers.context import Context
from bot.reading.wishes import Wish, kind_in, says_none, time_in
from bot.services import corrections as mend
from bot.services import joining
from bot.services.editing import Desk, chats_read_by, desk_for, message_of, request_at
from bot.services.previewing import preview
from bot.services.revising import REVISED_FOR, revise_digests_of_chats, sent_digest
from bot.storage.cards import mark_shown_stale
from bot.storage.connection import Snapshot, Tx
from bot.storage.dialogues import dialogue_of, keep_dialogue
from bot.storage.mentions import count_silenced, unsure_at, unsure_message
from bot.storage.newest import newest_of_chats
from bot.storage.targets import target_of
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
    target = target_of(snapshot, group.address)
    if target is None:
        return Lines(0, {})
    now, calendar, clock = context.now(), context.calendar, context.clock
    sent = [
        pair
        for pair in newest_of_chats(snapshot, [group.chat], now - REVISED_FOR)
        if pair[0].target == target.id
    ]
    if sent and not unsent:
        digest = sent_digest(snapshot, *sent[0], calendar, clock)
        return Lines(sent[0][0].id, _refs(snapshot, digest))
    return Lines(0, _refs(snapshot, preview(snapshot, target, now, calendar, clock)))


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
    return words.request_named(request, context.now(), number) if request else None


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
        made = _make(tx, context, desk, ref, fix, value)
    except _Unread as unread:
        return Outgoing(plain=unread.args[0])
    if made is None:
        return Outgoing(plain=words.NO_CHANGE)
    show(tx, context, desk.chats)
    keeps = fix not in (Fix.NOT_NOTICE, Fix.NOTICE)
    shown = value if fix is Fix.MERGE else ref
    named = name_of(tx, context, desk.chats, shown) if keeps else None
    return words.done(fix, named, made)


class _Unread(Exception):
    """What was written could not be read; the words say what can."""


def _make(tx: Tx, context: Context, desk: Desk, ref: str, fix: Fix, value: str) -> int | None:
    match fix:
        case Fix.NOT_NOTICE:
            return mend.dismiss(tx, desk, ref)
        case Fix.NOTICE:
            return mend.accept(tx, desk, ref)
        case Fix.KIND:
            return mend.change_kind(tx, desk, ref, _kind(value))
        case Fix.DEADLINE:
            return _time(tx, context, desk, ref, value)
        case Fix.TITLE:
            return mend.change_words(tx, desk, ref, fix, value)
        case Fix.ISSUER:
            return mend.change_words(tx, desk, ref, fix, "" if says_none(value) else value)
        case Fix.MERGE:
            return joining.merge(tx, desk, ref, value)
        case Fix.SPLIT:
            return joining.split(tx, desk, ref, int(value))
        case Fix.APART if value.startswith("n"):
            return joining.split(tx, desk, ref, int(value[1:]), for_ever=True)
    return joining.keep_apart(tx, desk, ref, value)


def _kind(value: str) -> Kind:
    kind = Kind(value) if value in set(Kind) else kind_in(value)
    if kind is None or kind is Kind.CHANGE:
        raise _Unread(words.KIND_UNREAD)
    return kind


def _time(tx: Tx, context: Context, desk: Desk, ref: str, value: str) -> int | None:
    if says_none(value):
        return mend.change_time(tx, desk, ref, NO_TIMES)
    times = time_in(value, context.now(), context.calendar, context.clock)
    if times == NO_TIMES:
        raise _Unread(words.TIME_UNREAD)
    return mend.change_time(tx, desk, ref, times)


def take_back(tx: Tx, context: Context, call: Call, made: Correction) -> Outgoing:
    """Undo a correction, and show it; said again, it is still undone."""
    later = mend.undo(tx, made, context.now(), call.member.id)
    if later:
        return words.rests(later)
    group = next(one for one in call.admin_of if one.chat == made.chat)
    chats = chats_read_by(tx, group)
    show(tx, context, chats)
    missed = 0
    if made.fix is Fix.NOT_NOTICE and made.form and made.undone_at is None:
        missed = count_silenced(tx, made.form, chats, made.at)
    return Outgoing(plain=words.undone(made.fix, missed))


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
    return words.menu(named, ref, unsure=message_of(ref) is not None)
