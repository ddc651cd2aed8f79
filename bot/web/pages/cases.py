"""Cases in a list: what waits for a coordinator, and what was."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from bot.domain.case import WAITING, CaseState
from bot.domain.people import Presence
from bot.services.docket import NEWEST, browse, groups_of, picked
from bot.services.dossier import urgent_queue
from bot.services.urgency import Pressing, is_to_do
from bot.storage.case_search import Sought
from bot.web.forms import Form
from bot.web.pages.case_view import visible
from bot.web.people import Rule
from bot.web.problem import Problem
from bot.web.visit import Route, Visit
from bot.wording import board_cases as words

_PAGE = 50
_NUMBER = re.compile(r"\D{0,3}([0-9]{1,9})\D?", re.ASCII)
_FIELDS = ("q", "reason", "issuer", "group")
THEIRS: Mapping[str, frozenset[CaseState]] = {
    "": frozenset(),
    "waiting": WAITING,
    "mine": frozenset({CaseState.CLAIMED}),
    "issuer": frozenset({CaseState.CONSULTING}),
    "people": frozenset({CaseState.NEED_INFO}),
    "remedy": frozenset({CaseState.REMEDYING}),
}
"""Views of what waits for whoever asks."""
PAST: Mapping[str, frozenset[CaseState]] = {
    "answered": frozenset({CaseState.ANSWERED}),
    "over": frozenset({CaseState.CLOSED, CaseState.MERGED}),
    "all": frozenset(),
}
"""Views of all that they may open."""


async def cases(visit: Visit) -> web.Response:
    """The queue, or cases of the past, as far as they are looked for."""
    board, me = visit.board, visit.me.member.id
    kept = kept_of(visit.asked)
    number = _NUMBER.fullmatch(kept["q"])
    if number and await _is_there(visit, int(number[1])):
        return visit.back(f"/cases/{int(number[1])}")
    view = visit.asked.text("view") or ("all" if kept["q"] else "")
    groups = await visit.read(groups_of, me)
    sought = sought_in(kept, groups)
    queue = await visit.read(urgent_queue, board.office, me, board.now())
    if view in THEIRS:
        given = await _waiting(visit, view, sought, shown_in(view, queue, me), kept)
    else:
        given = await _past(visit, view, sought, kept)
    filtered = any(kept.values())
    return visit.page(
        "cases.html",
        views=_views(queue, kept, me),
        view=view,
        kept=kept,
        groups=groups,
        reasons=board.office.reasons.values(),
        filtered=filtered,
        empty=words.NOT_FOUND if filtered else words.EMPTY.get(view, words.NOTHING_HERE),
        **given,
    )


def kept_of(given: Form) -> dict[str, str]:
    """What an address or a form looks for, as it is written there."""
    return {name: given.text(name, 100) for name in _FIELDS}


def sought_in(kept: Mapping[str, str], groups: Iterable[Presence]) -> Sought:
    """The same, as cases are looked for; a group that is not theirs is not asked."""
    chat = next((one.chat for one in groups if str(one.chat) == kept["group"]), None)
    return Sought(reason=kept["reason"], issuer=kept["issuer"], words=kept["q"], chat=chat)


async def _is_there(visit: Visit, number: int) -> bool:
    try:
        await visit.read(visible, visit.board.office, number, visit.me.member.id)
    except Problem:
        return False
    return True


def shown_in(view: str, queue: Sequence[Pressing], me: int) -> Sequence[Pressing]:
    """What of the queue a view is about, whatever its state: 要办的 is what waits for oneself."""
    return queue if view else [one for one in queue if is_to_do(one, me)]


async def _waiting(
    visit: Visit, view: str, sought: Sought, queue: Sequence[Pressing], kept: Mapping[str, str]
) -> dict[str, Any]:
    meant = await visit.read(picked, queue, sought._replace(states=THEIRS[view]))
    first = int(start) if (start := visit.asked.text("from", 5)).isdecimal() else 0
    reasons, me = visit.board.office.reasons, visit.me.member.id
    more = first + _PAGE if meant[first + _PAGE :] else None
    return {
        "rows": [words.row(one, reasons, me) for one in meant[first : first + _PAGE]],
        "more": _address(kept, view=view, **{"from": more}) if more else "",
    }


async def _past(visit: Visit, view: str, sought: Sought, kept: Mapping[str, str]) -> dict[str, Any]:
    if view not in PAST:
        raise Problem(404)
    office, me = visit.board.office, visit.me.member.id
    below = visit.asked.number("below") if visit.asked.text("below") else NEWEST
    sought = sought._replace(states=PAST[view])
    found = await visit.read(browse, office, me, sought, below, _PAGE)
    return {
        "rows": [words.old_row(one, office.reasons, me) for one in found.cases],
        "more": _address(kept, view=view, below=found.below) if found.below else "",
    }


def _views(
    queue: Sequence[Pressing], kept: Mapping[str, str], me: int
) -> list[tuple[str, str, str, int]]:
    """Each view: its name in the address, the address, its label, how much waits in it."""
    states, to_do = [one.case.state for one in queue], sum(is_to_do(one, me) for one in queue)
    return [
        (
            view,
            _address(kept, view=view),
            label,
            sum(state in THEIRS[view] for state in states if view in THEIRS) if view else to_do,
        )
        for view, label in words.VIEWS.items()
    ]


def _address(kept: Mapping[str, str], **more: object) -> str:
    given = {name: value for name, value in {**kept, **more}.items() if value}
    return "/cases" + (f"?{urlencode(given)}" if given else "")


ROUTES = (Route("GET", "/cases", cases, Rule.COORDINATOR),)
