"""What an issuer's contact does about their unit's requests on the board."""

from collections.abc import Callable
from datetime import datetime, timedelta

from aiohttp import web

from bot.domain.case import Refusal
from bot.domain.message import SHANGHAI
from bot.domain.request import Request
from bot.domain.review import Move
from bot.services import answering, unjoining
from bot.services.answering import LOOKED_BACK, Record
from bot.services.flagging import heard_in
from bot.services.office import Office, written
from bot.services.unjoining import may_part
from bot.storage.connection import Snapshot, Tx
from bot.storage.corrections import correction_by_id
from bot.web.pages.case_acts import LONGEST
from bot.web.pages.records import record_with
from bot.web.people import Rule
from bot.web.problem import Problem
from bot.web.visit import Handler, Route, Visit
from bot.wording import board_records as words
from bot.wording import corrections
from bot.wording import records as wording
from bot.wording.cases import named

Do = Callable[[Tx, int], Move]
_FURTHEST = timedelta(days=730)


async def _record(visit: Visit) -> Record:
    number = visit.number("number")
    return await visit.read(record_with, visit.board.office, number, visit.me.member.id)


async def _done(visit: Visit, do: Do, said: str, label: str = "", typed: str = "") -> web.Response:
    """What ``do`` makes of a case; groups that heard of its request see it as it is now."""
    number, office, me = visit.number("number"), visit.board.office, visit.me.member.id

    def work(tx: Tx) -> Move:
        moved = do(tx, record_with(tx, office, number, me).case.id)
        if moved.case is not None and moved.refusal is None:
            visit.board.show(tx, heard_in(tx, moved.case.request))
        return moved

    moved = await visit.act(work)
    if moved.refusal:
        return await _stopped(visit, moved.refusal, label, typed)
    return visit.back(f"/records/{number}", said)


async def _stopped(visit: Visit, why: Refusal, label: str, typed: str) -> web.Response:
    found = await _record(visit)
    return visit.page(
        "stopped.html",
        status=409,
        title=named(found.case),
        said=wording.refused(why),
        state=wording.stands(found),
        lines=(),
        typed=[(label, typed)] if typed else [],
        path=f"/records/{visit.number('number')}",
    )


def _sure(
    visit: Visit,
    found: Record,
    path: str,
    *,
    effect: str,
    why: str,
    do: str,
    label: str,
    fields: dict[str, str],
) -> web.Response:
    """What an act will change, to be confirmed; with ``why`` it cannot be."""
    number = found.case.number
    return visit.page(
        "sure.html",
        status=400 if why else 200,
        title=named(found.case),
        why=why,
        seen=[("", effect.split("\n"))],
        editing=bool(why or visit.form.text("edit", 1)),
        path=f"/records/{number}/{path}",
        fields=fields,
        do=do,
        label=label,
        again=f"/records/{number}/{path}/look" if "text" in fields else "",
        back=f"/records/{number}",
    )


async def look_withdraw(visit: Visit) -> web.Response:
    """撤回: what the groups will read."""
    found = await _record(visit)
    return _sure(
        visit, found, "withdraw", why="", effect=wording.will_withdraw(found.request),
        do=wording.DO_WITHDRAW, label="", fields={},
    )  # fmt: skip


async def withdraw(visit: Visit) -> web.Response:
    """撤回."""
    office, me, now = visit.board.office, visit.me.member.id, visit.board.now()

    def do(tx: Tx, case: int) -> Move:
        return answering.withdraw_request(tx, office, case, me, now)

    return await _done(visit, do, wording.WITHDRAWN)


def _time(visit: Visit) -> datetime | None:
    """The time that was chosen, in the zone of all groups; None for what is none."""
    now = visit.board.now()
    try:
        at = datetime.fromisoformat(visit.form.text("at", 40)).replace(tzinfo=SHANGHAI)
    except ValueError:
        return None
    return at if abs(at - now) <= _FURTHEST else None


async def look_move(visit: Visit) -> web.Response:
    """改期: what the groups will read."""
    found, at, now = await _record(visit), _time(visit), visit.board.now()
    office, me, why = visit.board.office, visit.me.member.id, ""
    if at is None:
        why = words.TIME_UNREAD
    elif refusal := await visit.read(answering.cannot_move, office, found.request, me, at, now):
        why = wording.refused(refusal)
    effect = wording.will_move(found.request, at, now) if at else ""
    return _sure(
        visit, found, "move", effect=effect, why=why, do=wording.DO_MOVE, label=words.TIME,
        fields={"at": visit.form.text("at", 40)},
    )  # fmt: skip


async def move(visit: Visit) -> web.Response:
    """改期."""
    office, me, now, at = visit.board.office, visit.me.member.id, visit.board.now(), _time(visit)
    if at is None:
        return await _stopped(visit, Refusal.INCOMPLETE, "", "")

    def do(tx: Tx, case: int) -> Move:
        return answering.reschedule(tx, office, case, me, at, now)

    return await _done(visit, do, wording.MOVED)


def _chosen(
    snapshot: Snapshot, office: Office, case: int, member: int, into: int, now: datetime
) -> Request | None:
    others = answering.joinable(snapshot, office, case, member, now - LOOKED_BACK)
    return next((one for one in others if one.id == into), None)


async def look_join(visit: Visit) -> web.Response:
    """合并: what the groups will read."""
    found, into, now = await _record(visit), visit.form.number("into"), visit.board.now()
    office, me = visit.board.office, visit.me.member.id
    root = await visit.read(_chosen, office, found.case.id, me, into, now)
    return _sure(
        visit, found, "join", why="" if root else wording.refused(Refusal.UNKNOWN),
        effect=wording.will_join(found.request, root, now) if root else "",
        do=wording.DO_JOIN, label="", fields={"into": str(into)},
    )  # fmt: skip


async def join(visit: Visit) -> web.Response:
    """合并."""
    office, me, now = visit.board.office, visit.me.member.id, visit.board.now()
    into = visit.form.number("into")

    def do(tx: Tx, case: int) -> Move:
        if _chosen(tx, office, case, me, into, now) is None:
            return Move(refusal=Refusal.NOT_NOW)
        return answering.merge_request(tx, office, case, me, into, now)

    return await _done(visit, do, wording.JOINED)


async def part(visit: Visit) -> web.Response:
    """撤销合并: what they joined themselves."""
    office, me, ident = visit.board.office, visit.me.member.id, visit.form.number("made")

    def work(tx: Tx) -> str:
        made = correction_by_id(tx, ident)
        if made is None or not may_part(tx, office, made, me):
            raise Problem(404)
        later, told = unjoining.part(tx, made, visit.board.now(), me)
        if later:
            mine = may_part(tx, office, later, me)
            return corrections.rests(later).plain if mine else corrections.rests_on_others(later)
        visit.board.show(tx, told)
        return corrections.undone(made.fix)

    return visit.back(f"/records/{visit.number('number')}", await visit.act(work))


Effect = Callable[[str, Record], str]
Say = Callable[[Tx, Office, int, int, str, datetime], Move]


def _looking(path: str, effect: Effect, do: str, label: str) -> Handler:
    """What was typed, as it will be read, before it goes."""

    async def look(visit: Visit) -> web.Response:
        found, text = await _record(visit), visit.form.text("text", LONGEST)
        plain = written(text)
        refused = isinstance(plain, Refusal)
        return _sure(
            visit, found, path, why=wording.refused(Refusal(plain)) if refused else "",
            effect="" if refused else effect(plain, found), do=do, label=label,
            fields={"text": text},
        )  # fmt: skip

    return look


def _saying(say: Say, said: str, label: str) -> Handler:
    """What was typed and looked at goes out."""

    async def do(visit: Visit) -> web.Response:
        office, me, now = visit.board.office, visit.me.member.id, visit.board.now()
        text = visit.form.text("text", LONGEST)

        def told(tx: Tx, case: int) -> Move:
            return say(tx, office, case, me, text, now)

        return await _done(visit, told, said, label, text)

    return do


def _will_explain(text: str, _: Record) -> str:
    return wording.will_explain(text)


def _post(path: str, handler: Handler) -> Route:
    return Route("POST", rf"/records/{{number:\d+}}/{path}", handler, Rule.CONTACT)


ROUTES = (
    _post("withdraw/look", look_withdraw),
    _post("withdraw", withdraw),
    _post("move/look", look_move),
    _post("move", move),
    _post("join/look", look_join),
    _post("join", join),
    _post("part", part),
    _post("explain/look", _looking("explain", _will_explain, wording.DO_SEND, words.WHY)),
    _post("explain", _saying(answering.explain, wording.EXPLAINED, words.WHY)),
    _post("confirm/look", _looking("confirm", wording.will_confirm, wording.DO_CONFIRM, words.DID)),
    _post("confirm", _saying(answering.confirm, wording.CONFIRMED, words.DID)),
)
