"""Flags in a town whose bot runs: given through the services, by people nobody has met."""

from functools import partial
from typing import Any

from bot.domain.case import CaseState, Rank
from bot.domain.review import Case, Filed, Move
from bot.services import flagging
from bot.storage.cases import cases_in, must_find
from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import find_chat
from bot.storage.people import meet
from bot.storage.posts import appoint
from tests.flags.kit import who
from tests.live.kit import GROUP, Town

SAID = "请各村每天晚上8点前把走访照片发到群里,要有定位"


async def heard(town: Town, at: str = "9:00", text: str = SAID, **more: Any) -> int:
    """The group is joined, and hears a notice; the request."""
    await town.arrive(town.update(type="membership", role="member", **more))
    await town.say(at, "民政办-小陈", text, **more)
    return town.store.read_sync(_newest)


def _newest(snapshot: Snapshot) -> int:
    return int(snapshot.execute("select max(id) from request").fetchone()[0])


def flag(
    town: Town, number: int, request: int, reason: str = "danger", text: str = "", chat: str = GROUP
) -> Filed:
    """Somebody flags; with the usual reason it is in the queue after the next batch."""
    return town.store.run_sync(_flag, town, number, request, reason, text, chat)


def _flag(
    tx: Tx, town: Town, number: int, request: int, reason: str, text: str, chat: str
) -> Filed:
    known = find_chat(tx, chat)
    assert known is not None
    return flagging.submit(
        tx, town.live.context.office, who(number), request, reason, text, [known.chat], town.now
    )


def withdraw(town: Town, number: int, ident: int) -> Filed:
    """They take it back."""
    office = town.live.context.office
    return town.store.run_sync(flagging.withdraw, office, who(number), ident, town.now)


def cases(town: Town, *states: CaseState) -> list[Case]:
    """Cases in these states, or all."""
    return town.store.read_sync(cases_in, *(states or CaseState))


def office(town: Town) -> int:
    """Somebody of the county's inspection office reviews what the group flags."""
    return town.store.run_sync(_appointed)


def _appointed(tx: Tx) -> int:
    member = meet(tx, "toy:1:55", "督查老沈").id
    appoint(tx, member, "县委督查室", Rank.UPPER)
    return member


def act(town: Town, f: Any, case: int, member: int, **more: Any) -> Case:
    """A coordinator acts on a case as it stands, and it is done."""
    version = town.store.read_sync(must_find, case).version
    moved: Move = town.store.run_sync(
        partial(f, office=town.live.context.office),
        case=case,
        version=version,
        member=member,
        now=town.now,
        **more,
    )
    assert moved.refusal is None
    assert moved.case is not None
    return moved.case
