"""What people with an office did, read by those who may see it."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.domain.audit import Act, Deed
from bot.domain.case import Rank
from bot.domain.message import SHANGHAI
from bot.domain.people import Member
from bot.domain.review import Case
from bot.domain.session import Person
from bot.services.eligibility import Staff, chats_reviewed
from bot.services.office import Office
from bot.storage.audit import LAST, Among, Place, Row, newest_deeds, rows_before
from bot.storage.case_search import ids_asked_in
from bot.storage.cases import find_case, must_find
from bot.storage.connection import Snapshot
from bot.storage.history import Happening
from bot.storage.messages import find_chat
from bot.storage.people import member_by_id

PAGE = 50
_MORE = 1000
"""Rows looked through at once, where the first ones did not fill a page."""


class Theme(StrEnum):
    """What acts are about, to look for them by."""

    CASES = "cases"
    SETTINGS = "settings"
    ROLES = "roles"
    LINKS = "links"
    CORRECTIONS = "corrections"
    TIERS = "tiers"
    OFFICES = "offices"
    SESSIONS = "sessions"
    EXPORTS = "exports"
    CATALOGUE = "catalogue"


ACTS: dict[Theme, tuple[Act, ...]] = {
    Theme.CASES: (),
    Theme.SETTINGS: (Act.SETTINGS,),
    Theme.ROLES: (Act.ADMIT, Act.REMOVE),
    Theme.LINKS: (Act.LINK, Act.UNLINK),
    Theme.CORRECTIONS: (Act.CORRECT, Act.UNDO),
    Theme.TIERS: (Act.TIER,),
    Theme.OFFICES: (
        Act.OFFER, Act.TAKE_OFFICE, Act.DISMISS, Act.PUT_BACK, Act.REVIEW, Act.DROP_CONTACT,
        Act.PUT_CONTACT_BACK,
    ),
    Theme.SESSIONS: (Act.SIGN_IN, Act.SIGN_OUT),
    Theme.EXPORTS: (Act.EXPORT,),
    Theme.CATALOGUE: (Act.CATALOGUE,),
}  # fmt: skip


class Done(NamedTuple):
    """A deed as it is shown: who did it, to whom, and in which group."""

    deed: Deed
    by: Member | None
    whom: Member | None
    group: str


class Handled(NamedTuple):
    """What somebody did with a case."""

    row: Happening
    by: Member | None
    case: Case


class Turn(NamedTuple):
    """Where a page begins: in which second, after how many of its rows that were shown before.

    It stands in links, and so says nothing of rows in between that somebody may not see.
    """

    at: int
    shown: int


NEWEST = Turn(LAST.at, 0)


class Page(NamedTuple):
    """Rows, newest first; ``older`` is where the next page begins, if there is one."""

    rows: tuple[Done | Handled, ...]
    older: Turn | None


def lately(snapshot: Snapshot, chat: int, acts: Iterable[Act], limit: int = 5) -> tuple[Done, ...]:
    """The newest of some acts in a group, newest first."""
    return tuple(_deed(snapshot, one) for one in newest_deeds(snapshot, chat, acts, limit))


def audit(
    snapshot: Snapshot,
    office: Office,
    me: Person,
    theme: Theme | None = None,
    day: date | None = None,
    before: Turn = NEWEST,
) -> Page:
    """A page of what was done: all of it for an upper coordinator, that of their groups for admins.

    Of cases, what somebody may see of their past. Others see nothing.
    """
    if me.post is not Rank.UPPER and not me.groups:
        return Page((), None)
    among, staff = _among(snapshot, me, theme, day), Staff(snapshot, office)
    may: dict[int, bool] = {}
    found: list[Row] = []
    place, most, skipped = Place(before.at + 1, 0, 0), PAGE + 1, before.shown
    while len(found) <= PAGE:
        rows = rows_before(snapshot, place, among, most)
        seen = [one for one in rows if _may_see(snapshot, staff, me, one, may)]
        again = sum(one.place.at == before.at for one in seen[:skipped])
        found, skipped = [*found, *seen[again:]], skipped - again
        if len(rows) < most:
            break
        place, most = rows[-1].place, _MORE
    shown = tuple(_seen(snapshot, one) for one in found[:PAGE])
    return Page(shown, _turn(found, before) if len(found) > PAGE else None)


def _turn(found: list[Row], before: Turn) -> Turn:
    at = found[PAGE - 1].place.at
    shown = sum(one.place.at == at for one in found[:PAGE])
    return Turn(at, shown + (before.shown if at == before.at else 0))


def _among(snapshot: Snapshot, me: Person, theme: Theme | None, day: date | None) -> Among:
    since = datetime.combine(day, time(0), SHANGHAI) if day else None
    upper, cases = me.post is Rank.UPPER, me.post is not None and theme in (None, Theme.CASES)
    # Most cases are other groups': those nobody of theirs hears of are left out at once.
    chats = chats_reviewed(snapshot, me.member.id) if cases else None
    return Among(
        acts=ACTS[theme] if theme else tuple(Act),
        cases=cases,
        only=None if chats is None else tuple(ids_asked_in(snapshot, chats)),
        since=since,
        until=since + timedelta(days=1) if since else None,
        chats=None if upper else tuple(one.chat for one in me.groups),
        member=me.member.id,
    )


def _may_see(
    snapshot: Snapshot, staff: Staff, me: Person, row: Row, known: dict[int, bool]
) -> bool:
    if isinstance(row.what, Deed):
        return True
    ident = row.what.case
    if ident not in known:
        case = find_case(snapshot, ident)
        known[ident] = case is not None and case.number is not None
        if case and known[ident]:
            known[ident] = staff.why_not(case, me.member.id) is None
    return known[ident]


def _seen(snapshot: Snapshot, row: Row) -> Done | Handled:
    if isinstance(row.what, Deed):
        return _deed(snapshot, row.what)
    by = member_by_id(snapshot, row.what.member) if row.what.member else None
    return Handled(row.what, by, must_find(snapshot, row.what.case))


_OF_MEMBERS = (
    Act.ADMIT, Act.REMOVE, Act.DISMISS, Act.PUT_BACK, Act.REVIEW, Act.DROP_CONTACT,
    Act.PUT_CONTACT_BACK,
)  # fmt: skip


def _deed(snapshot: Snapshot, deed: Deed) -> Done:
    by = member_by_id(snapshot, deed.member) if deed.member else None
    whom = None
    if deed.act in _OF_MEMBERS:
        whom = member_by_id(snapshot, int(deed.subject))
    elif deed.act is Act.CORRECT and deed.detail.get("fix") == "unit":
        whom = member_by_id(snapshot, int(deed.subject[1:]))
    group = find_chat(snapshot, deed.chat) if deed.chat else None
    return Done(deed, by, whom, group.title if group else "")
