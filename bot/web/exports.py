"""Lists as they are exported: what somebody asks for, and its rows, a part at a time."""

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import timedelta
from typing import NamedTuple

from bot.domain.message import SHANGHAI
from bot.services.agenda import week_of
from bot.services.browsing import Asked, Found, end_of_next, look_up, rows_of
from bot.services.docket import NEWEST, browse, groups_of, picked
from bot.services.dossier import urgent_queue
from bot.services.sight import sight_of
from bot.storage.case_search import Sought
from bot.storage.connection import Snapshot
from bot.storage.overview import Sight, chats_seen
from bot.web.forms import Form
from bot.web.pages.calendar import day_in
from bot.web.pages.cases import PAST, THEIRS, kept_of, shown_in, sought_in
from bot.web.pages.records import records_of
from bot.web.pages.requests import asked_of
from bot.web.people import Rule, may
from bot.web.problem import Problem
from bot.web.visit import Visit
from bot.wording import board_export as words
from bot.wording.board_export import Cell, What

MOST = 100_000
"""Rows of a table."""
_AT_ONCE = 200
Rows = list[tuple[Cell, ...]]
RULES = {
    What.REQUESTS: Rule.SIGNED_IN,
    What.CASES: Rule.COORDINATOR,
    What.RECORDS: Rule.CONTACT,
    What.CALENDAR: Rule.SIGNED_IN,
}


class Wish(NamedTuple):
    """A list with its filters: in words, as fields of a form, and its rows."""

    what: What
    told: str
    fields: Mapping[str, str]
    rows: Callable[[], AsyncIterator[Rows]]


async def wish_in(visit: Visit, given: Form) -> Wish:
    """What an address or a form asks for. Raises Problem where that is not for them."""
    what = given.text("what", 12)
    if what not in set(What) or not may(visit.me, RULES[What(what)]):
        raise Problem(404)
    match What(what):
        case What.REQUESTS:
            return await _requests(visit, given)
        case What.CASES:
            return await _cases(visit, given)
        case What.RECORDS:
            return Wish(What.RECORDS, "", {}, lambda: _rows_of_records(visit))
    return _calendar(visit, given)


async def _requests(visit: Visit, given: Form) -> Wish:
    asked = asked_of(given)

    def groups(snapshot: Snapshot) -> dict[int, str]:
        sight = sight_of(snapshot, visit.board.office, visit.me)
        return {one.chat: one.title for one in chats_seen(snapshot, sight)}

    titles = await visit.read(groups) if asked.chat is not None else {}
    fields = {
        "state": asked.shelf.value, "q": asked.words, "group": str(asked.chat or ""),
        "issuer": asked.issuer, "kind": asked.kind.value if asked.kind else "",
        "days": str(asked.days or ""),
    }  # fmt: skip
    told = words.asked_words(asked, titles.get(asked.chat or 0, ""))
    return Wish(What.REQUESTS, told, fields, lambda: _rows_of_requests(visit, asked))


async def _rows_of_requests(visit: Visit, asked: Asked) -> AsyncIterator[Rows]:
    board, now = visit.board, visit.board.now()
    until = end_of_next(now, board.calendar)

    def found(snapshot: Snapshot) -> tuple[Sight, Found]:
        sight = sight_of(snapshot, board.office, visit.me)
        return sight, look_up(snapshot, sight, asked, now, board.calendar, 0, MOST + 1)

    sight, seen = await visit.read(found)
    for start in range(0, min(len(seen.idents), MOST), _AT_ONCE):
        part = seen.idents[start : start + _AT_ONCE]
        clock = board.office.work.clock
        rows = await visit.read(rows_of, sight, seen.sight, part, now, board.calendar, clock)
        yield [words.request(row, now, until) for row in rows]
    if len(seen.idents) > MOST:
        yield [words.cut(What.REQUESTS)]


async def _cases(visit: Visit, given: Form) -> Wish:
    kept, view = kept_of(given), given.text("view", 12)
    view = view or ("all" if kept["q"] else "")
    if view not in THEIRS and view not in PAST:
        raise Problem(404)
    groups = await visit.read(groups_of, visit.me.member.id)
    sought = sought_in(kept, groups)
    group = next((one.title for one in groups if one.chat == sought.chat), "")
    told = words.sought_words(view, kept, group, visit.board.office.reasons)
    return Wish(
        What.CASES, told, {"view": view, **kept}, lambda: _rows_of_cases(visit, view, sought)
    )


async def _rows_of_cases(visit: Visit, view: str, sought: Sought) -> AsyncIterator[Rows]:
    board, me = visit.board, visit.me.member.id
    reasons = board.office.reasons
    if view in THEIRS:
        queue = await visit.read(urgent_queue, board.office, me, board.now())
        shown = shown_in(view, queue, me)
        meant = await visit.read(picked, shown, sought._replace(states=THEIRS[view]))
        yield [words.waiting(one, reasons) for one in meant]
        return
    below: int | None = NEWEST
    sought = sought._replace(states=PAST[view])
    while below is not None:
        found = await visit.read(browse, board.office, me, sought, below, _AT_ONCE)
        yield [words.past(one, reasons) for one in found.cases]
        below = found.below


async def _rows_of_records(visit: Visit) -> AsyncIterator[Rows]:
    found = await visit.read(records_of, visit.board.office, visit.me.member.id)
    yield [words.record(one, visit.board.office.reasons) for one in found]


def _calendar(visit: Visit, given: Form) -> Wish:
    day = day_in(given.text("week", 10)) or visit.board.now().astimezone(SHANGHAI).date()
    monday, weeks = day - timedelta(days=day.weekday()), given.text("weeks", 2)
    many = int(weeks) if weeks in {str(one) for one in words.WEEKS} else 1

    async def rows() -> AsyncIterator[Rows]:
        for ahead in range(many):
            start = monday + timedelta(weeks=ahead)
            week = await visit.read(week_of, visit.board.office, visit.me, start)
            yield [words.event(one) for one in week.events]
            if week.more:
                yield [words.cut(What.CALENDAR)]

    told, fields = words.weeks_words(monday, many), {"week": str(monday), "weeks": str(many)}
    return Wish(What.CALENDAR, told, fields, rows)
