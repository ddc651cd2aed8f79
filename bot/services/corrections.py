"""What an admin puts right about a line: each a function of a desk, with the correction's id.

None means that nothing was to be changed. Whoever calls has checked that the desk may.
"""

from dataclasses import replace
from datetime import datetime

from bot.domain.audit import Act
from bot.domain.correction import Change, Correction, Fix
from bot.domain.reading import Ask, Assumption, Kind, Relation, Times, What
from bot.domain.request import Request, RequestState, as_heard
from bot.reading.redact import redact
from bot.reading.terms import terms
from bot.services.editing import Desk, Edit, first_text, message_of, request_at
from bot.services.opening import new_request, open_request
from bot.services.parting import give_back
from bot.services.recording import record
from bot.services.rewording import put_words_back
from bot.storage.cells import BETWEEN, is_compared, take_back, value_of
from bot.storage.connection import Snapshot, Tx
from bot.storage.corrections import KEY, corrections_after, mark_undone
from bot.storage.levels import levels_json
from bot.storage.mentions import (
    chats_told_by,
    family_of,
    message_chat,
    unsure_message,
)
from bot.storage.messages import seconds
from bot.storage.requests import add_mention, request_by_key

LONGEST_TITLE, LONGEST_ISSUER = 80, 40
EVENTS = (Kind.MEETING, Kind.INSPECTION)
_WHOLE = -1
"""The lesson is about the message, not about one ask of it."""


def dismiss(tx: Tx, desk: Desk, ref: str) -> int | None:
    """It is no notice."""
    edit = Edit(tx, desk)
    message = message_of(ref)
    if message is not None:
        unsure = unsure_message(tx, message)
        if unsure is None:
            return None
        edit.set("message", message, unsure=0)
        return edit.keep(Fix.NOT_NOTICE, ref, None, (unsure.form, _WHOLE))
    request = request_at(tx, ref, desk.chats)
    if request is None or request.state is RequestState.DISMISSED:
        return None
    about = first_text(tx, request, desk.chats)
    edit.set("request", edit.own(request).id, state=RequestState.DISMISSED)
    return edit.keep(Fix.NOT_NOTICE, ref, None, about)


def accept(tx: Tx, desk: Desk, ref: str) -> int | None:
    """A message that was not sure to be a notice is one."""
    message = message_of(ref)
    unsure = unsure_message(tx, message) if message is not None else None
    if unsure is None:
        return None
    edit = Edit(tx, desk)
    edit.set("message", unsure.id, what=What.NOTICE, unsure=0)
    for index, ask in enumerate(unsure.asks or (Ask(kind=Kind.INFO, title=unsure.excerpt),)):
        new = new_request(ask, index, unsure.chat, unsure.number, unsure.sent_at)
        titled = replace(new, title=new.title or unsure.excerpt)
        request = open_request(tx, titled, unsure.excerpt, unsure.chat)
        edit.made("request", request.id)
        said = terms(unsure.excerpt)
        mention = add_mention(
            tx, request.id, unsure.id, Relation.FIRST, ask, said, index, core=unsure.excerpt
        )
        edit.made("mention", mention)
    return edit.keep(Fix.NOTICE, ref, None, (unsure.form, _WHOLE))


def change_kind(tx: Tx, desk: Desk, ref: str, kind: Kind) -> int | None:
    """It is of another kind."""
    request = _shown(tx, desk, ref)
    if request is None or request.kind is kind or kind is Kind.CHANGE:
        return None
    edit = Edit(tx, desk)
    about = first_text(tx, request, desk.chats)
    edit.set("request", edit.own(request).id, kind=kind)
    return edit.keep(Fix.KIND, ref, kind, about)


def change_words(tx: Tx, desk: Desk, ref: str, fix: Fix, words: str) -> int | None:
    """It has another title or issuer; no words are no issuer."""
    limit = LONGEST_TITLE if fix is Fix.TITLE else LONGEST_ISSUER
    plain = words.encode("utf8", "ignore").decode("utf8")
    value = " ".join(redact(plain).split())[:limit] or None
    request = _shown(tx, desk, ref)
    if request is None or (fix is Fix.TITLE and value is None):
        return None
    heard = as_heard(request, desk.chats)
    if value == (heard.title if fix is Fix.TITLE else heard.issuer):
        return None
    edit = Edit(tx, desk)
    about = first_text(tx, request, desk.chats)
    own = edit.own(request)
    edit.set("request", own.id, **{fix.value: value})
    if fix is Fix.ISSUER:
        # The levels name whose it is to those who hear them: theirs was the wrong name.
        renamed = (
            replace(one, issuer=value) if one.issuer == heard.issuer else one for one in own.levels
        )
        edit.set("request", own.id, levels=levels_json(renamed))
    return edit.keep(fix, ref, value, about)


def change_time(tx: Tx, desk: Desk, ref: str, times: Times) -> int | None:
    """It is due, or an event begins, at another time; without one, at none that is known."""
    request = _shown(tx, desk, ref)
    if request is None:
        return None
    heard = as_heard(request, desk.chats)
    after = replace(_timed(heard, times), due_for=())
    if after == heard:
        return None
    edit = Edit(tx, desk)
    edit.set(
        "request",
        edit.own(request).id,
        deadline=seconds(after.deadline),
        starts_at=seconds(after.starts_at),
        issuer=after.issuer,
        recurs=after.recurs,
        assumed=after.assumed,
        upstream_deadline=seconds(after.upstream_deadline),
        upstream_issuer=after.upstream_issuer,
        due_for=None,
        # It may be just what another town said: here it is said by hand.
        levels=None,
    )
    # A time is of its day: it teaches nothing about copies that come later.
    return edit.keep(Fix.DEADLINE, ref, None, (None, 0))


_GUESSES = (Assumption.NEXT_OCCURRENCE, Assumption.HALF_DAY_GUESSED)


def _timed(request: Request, times: Times) -> Request:
    at = times.starts_at or times.deadline
    evidence = times.deadline_evidence or times.starts_evidence
    assumed = evidence.assumption if evidence else None
    if assumed in _GUESSES:
        # The admin was shown what came of it, and may say otherwise.
        assumed = None
    if at is None:
        bare = replace(request, deadline=None, recurs=None, assumed=None)
        bare = replace(bare, upstream_deadline=None, upstream_issuer=None)
        return replace(bare, starts_at=None) if request.kind in EVENTS else bare
    if request.kind in EVENTS:
        return replace(request, starts_at=at, recurs=times.recurs, assumed=assumed)
    due = times.deadline or at
    above = request.upstream_deadline
    kept = above is not None and (due < above or due == request.deadline)
    return replace(
        request,
        deadline=due,
        recurs=times.recurs,
        assumed=assumed,
        upstream_deadline=above if kept else None,
        upstream_issuer=request.upstream_issuer if kept else None,
    )


def _shown(tx: Tx, desk: Desk, ref: str) -> Request | None:
    if message_of(ref) is not None:
        return None
    request = request_at(tx, ref, desk.chats)
    return None if request is None or request.state is RequestState.DISMISSED else request


def undo(tx: Tx, correction: Correction, now: datetime, by: int | None = None) -> Correction | None:
    """Take a correction back; the later one that rests on it, where that must go first."""
    after = corrections_after(tx, correction.id)
    later = next((one for one in after if _rests(one, correction)), None)
    if later is not None or correction.undone_at is not None:
        return later
    if correction.fix is not Fix.UNIT or not is_overtaken(tx, correction):
        for change in reversed(correction.changes):
            if not is_compared(change.cell):
                take_back(tx, change)
        put_words_back(tx, correction, after)
        give_back(tx, correction)
    mark_undone(tx, correction.id, now)
    record(tx, Act.UNDO, by, now, chat=correction.chat, subject=correction.ref, fix=correction.fix)
    return None


def may_undo(snapshot: Snapshot, made: Correction, chats: frozenset[int]) -> bool:
    """Whether whoever may put right what is said in these chats could have made a correction.

    All that it changed was said there alone, and whatever it was joined to, or parted from, there
    too. What was said since bars nobody.
    """
    set_ = [one.cell for one in made.changes if one.cell.column and not is_compared(one.cell)]
    mine = {int(cell.row) for cell in set_ if cell.table == "request"}
    told = [int(cell.row) for cell in set_ if cell.table == "mention"]
    said = [message_chat(snapshot, int(cell.row)) for cell in set_ if cell.table == "message"]
    if not chats.issuperset([*chats_told_by(snapshot, mine, told, made.at), *filter(None, said)]):
        return False
    # What a notice was taken out of was told there, too: by that notice.
    left = {int(one.before) for one in made.changes if one.cell.table == "mention" and one.before}
    beside = {ident for one in made.changes for ident in _named(snapshot, one)} - mine - left
    return all(
        chats & chats_told_by(snapshot, {*family_of(snapshot, ident)} - mine) for ident in beside
    )


def _named(snapshot: Snapshot, change: Change) -> list[int]:
    """The other requests that a change is about."""
    cell = change.cell
    if cell.column == "merged_into":
        return [int(one) for one in (change.before, change.after) if one]
    if cell.table in ("same_data", "confirmed"):
        return [int(one) for one in cell.row.split(BETWEEN)]
    if cell.table == "apart":
        keys = [one[1:] for one in cell.row.split(BETWEEN) if one.startswith(KEY)]
        return [found.id for key in keys if (found := request_by_key(snapshot, key))]
    return []


def is_overtaken(snapshot: Snapshot, correction: Correction) -> bool:
    """Whether what it changed is not as it left it: a member's own word since stands."""
    return any(value_of(snapshot, change.cell) != change.after for change in correction.changes)


def _rests(later: Correction, earlier: Correction) -> bool:
    """Whether a correction changed what an earlier one changed, or used what it made."""
    return any(_touches(mine, theirs) for mine in earlier.changes for theirs in later.changes)


_POINTERS = ("merged_into", "request")


def _touches(mine: Change, theirs: Change) -> bool:
    if mine.cell == theirs.cell:
        return not is_compared(mine.cell)
    if mine.cell.column or mine.cell.table not in ("request", "mention"):
        return False
    if mine.cell[:2] == theirs.cell[:2]:
        return True
    points = theirs.cell.column in _POINTERS or (not theirs.cell.column and theirs.after)
    return bool(
        mine.cell.table == "request"
        and points
        and mine.cell.row in (str(theirs.before), str(theirs.after))
    )
