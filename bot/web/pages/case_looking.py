"""What a coordinator's acts come to, looked at before they count: who reads what."""

from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web

from bot.domain.case import CaseState, Outcome, Refusal
from bot.domain.review import Case
from bot.services.attesting import may_be
from bot.services.deciding import cannot_tell, lacks_time
from bot.services.foreseeing import foresee_end
from bot.services.office import written
from bot.services.review import held
from bot.web.pages.case_acts import LONGEST
from bot.web.pages.case_view import ABOUT_LONGEST, joinable, stopped, time_typed, visible
from bot.web.people import Rule
from bot.web.visit import Handler, Route, Visit
from bot.wording import board_cases as words
from bot.wording import sheets
from bot.wording.cases import named, reason_words, refused

Parts = Sequence[tuple[str, Sequence[str]]]
Seen = Callable[[Visit, Case, str], Awaitable[Parts | Refusal]]
"""What each would read: of a case, and of what was typed if anything was."""
_TO_WRITE = (Refusal.INCOMPLETE, Refusal.TOO_LONG)


def _looking(path: str, do: str, seen: Seen, *, label: str = "", keeps: str = "") -> Handler:
    """With a ``label`` something is typed; ``keeps`` names another field that goes along."""

    async def look(visit: Visit) -> web.Response:
        number, version = visit.number("number"), visit.form.number("version")
        case = await visit.read(visible, visit.board.office, number, visit.me.member.id)
        text = visit.form.text("text", LONGEST) if label else ""
        found = await _found(visit, case, version, written(text) if label else "", seen)
        if isinstance(found, Refusal) and found not in _TO_WRITE:
            return await stopped(visit, number, found, [(words.TYPED, text)])
        fields = {"version": str(version), **({"text": text} if label else {})}
        fields |= {keeps: visit.form.text(keeps, 9)} if keeps else {}
        why = refused(found) if isinstance(found, Refusal) else ""
        return visit.page(
            "sure.html", status=400 if why else 200, title=named(case), why=why,
            seen=() if isinstance(found, Refusal) else found, path=f"/cases/{number}/{path}",
            fields=fields, do=do, label=label, editing=bool(why or visit.form.text("edit", 1)),
            again=f"/cases/{number}/{path}/look" if label else "", back=f"/cases/{number}",
        )  # fmt: skip

    return look


async def _found(
    visit: Visit, case: Case, version: int, text: str | Refusal, seen: Seen
) -> Parts | Refusal:
    if case.version != version:
        return Refusal.STALE
    return text if isinstance(text, Refusal) else await seen(visit, case, text)


async def _ask(_visit: Visit, _case: Case, text: str) -> Parts:
    return [("", sheets.will_ask(text).split("\n"))]


async def _consult(visit: Visit, case: Case, _text: str) -> Parts | Refusal:
    office = visit.board.office
    found = await visit.read(held, office, case.id, case.version, visit.me.member.id)
    if isinstance(found, Refusal):
        return found
    return words.seen_of_consulting(reason_words(case, office.reasons))


async def _end(visit: Visit, case: Case, text: str) -> Parts | Refusal:
    found = await visit.read(
        foresee_end, visit.board.office, case.id, case.version, visit.me.member.id, text
    )
    return found if isinstance(found, Refusal) else words.seen_at_the_end(found)


async def _tell(visit: Visit, case: Case, _text: str) -> Parts | Refusal:
    office, me = visit.board.office, visit.me.member.id
    refusal = await visit.read(cannot_tell, office, case, case.version, me)
    return refusal or words.seen_of_telling(case)


_seen_done = _looking("attest", sheets.DO, _end)


async def _attest(visit: Visit) -> web.StreamResponse:
    """Seen done; of more time that no notice tells of, the new time is asked for."""
    number = visit.number("number")
    case = await visit.read(visible, visit.board.office, number, visit.me.member.id)
    waits = case.state is CaseState.REMEDYING and case.version == visit.form.number("version")
    if not waits or not await visit.read(lacks_time, case):
        return await _seen_done(visit)
    text, now = visit.form.text("text", ABOUT_LONGEST), visit.board.now()
    at, found = time_typed(visit, text), None
    fits = at is not None and await visit.read(may_be, case, at, now)
    if fits:
        held = visit.board.office, case.id, case.version, visit.me.member.id
        found = await visit.read(foresee_end, *held, "", at)
    if isinstance(found, Refusal):
        return await stopped(visit, number, found, [(words.NEW_TIME, text)])
    why = "" if found else words.unfit(Outcome.EXTEND) if text else words.NO_NOTICE
    return visit.page(
        "sure.html", status=400 if why and text else 200, title=named(case), why=why,
        seen=words.seen_at_the_end(found) if found else (), path=f"/cases/{number}/attest",
        fields={"version": str(case.version), "text": text}, do=sheets.DO, label=words.NEW_TIME,
        editing=bool(why or visit.form.text("edit", 1)), again=f"/cases/{number}/attest/look",
        back=f"/cases/{number}",
    )  # fmt: skip


async def _join(visit: Visit, case: Case, _text: str) -> Parts | Refusal:
    into = await visit.read(
        joinable, visit.board.office, case, visit.me.member.id, visit.form.number("into")
    )
    return words.seen_of_joining(into) if into else Refusal.NOT_NOW


def _post(path: str, handler: Handler, rule: Rule = Rule.COORDINATOR) -> Route:
    return Route("POST", rf"/cases/{{number:\d+}}/{path}/look", handler, rule)


ROUTES = (
    _post("ask", _looking("ask", words.SEND, _ask, label=words.QUESTION)),
    _post("consult", _looking("consult", words.SEND, _consult)),
    _post("attest", _attest),
    _post("told", _looking("told", sheets.DO, _tell)),
    _post("join", _looking("join", sheets.DO, _join, keeps="into")),
    _post("end", _looking("end", sheets.DO, _end, label=words.WHY_END), Rule.UPPER),
)
