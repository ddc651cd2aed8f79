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
from bot.services.eligibility import why_not
from bot.services.office import Office
from bot.storage.audit import LAST, Among, Place, Row, newest_deeds, rows_before
from bot.storage.cases import find_case, must_find
from bot.storage.connection import Snapshot
from bot.storage.history import Happening
from bot.storage.messages import find_chat
from bot.storage.people import member_by_id

PAGE = 50
_LOOKED_THROUGH = 2000
"""Rows looked through for one page, at most."""


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


class Page(NamedTuple):
    """Rows, newest first; ``older`` is where the next page begins, if there is one."""

    rows: tuple[Done | Handled, ...]
    older: Place | None


def lately(snapshot: Snapshot, chat: int, acts: Iterable[Act], limit: int = 5) -> tuple[Done, ...]:
    """The newest of some acts in a group, newest first."""
    return tuple(_deed(snapshot, one) for one in newest_deeds(snapshot, chat, acts, limit))


def audit(
    snapshot: Snapshot,
    office: Office,
    me: Person,
    theme: Theme | None = None,
    day: date | None = None,
    before: Place = LAST,
) -> Page:
    """A page of what was done: all of it for an upper coordinator, that of their groups for admins.

    Of cases, what somebody may see of their past. Others see nothing.
    """
    if me.post is not Rank.UPPER and not me.groups:
        return Page((), None)
    among = _among(me, theme, day)
    may: dict[int, bool] = {}
    found: list[Row] = []
    place, left = before, _LOOKED_THROUGH
    while len(found) <= PAGE and left > 0:
        rows = rows_before(snapshot, place, among, PAGE + 1)
        found += [one for one in rows if _may_see(snapshot, office, me, one, may)]
        if len(rows) <= PAGE:
            break
        place, left = rows[-1].place, left - len(rows)
    shown = tuple(_seen(snapshot, one) for one in found[:PAGE])
    older = found[PAGE - 1].place if len(found) > PAGE else None
    return Page(shown, older or (place if left <= 0 else None))


def _among(me: Person, theme: Theme | None, day: date | None) -> Among:
    since = datetime.combine(day, time(0), SHANGHAI) if day else None
    upper = me.post is Rank.UPPER
    return Among(
        acts=ACTS[theme] if theme else tuple(Act),
        cases=me.post is not None and theme in (None, Theme.CASES),
        since=since,
        until=since + timedelta(days=1) if since else None,
        chats=None if upper else tuple(one.chat for one in me.groups),
        member=me.member.id,
    )


def _may_see(
    snapshot: Snapshot, office: Office, me: Person, row: Row, known: dict[int, bool]
) -> bool:
    if isinstance(row.what, Deed):
        return True
    ident = row.what.case
    if ident not in known:
        case = find_case(snapshot, ident)
        known[ident] = case is not None and case.number is not None
        if case and known[ident]:
            known[ident] = why_not(snapshot, office, case, me.member.id) is None
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
