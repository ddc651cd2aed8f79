"""A town in which people flag what is asked, and coordinators decide; through the services."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from bot.domain.case import CaseState, Outcome, Rank
from bot.domain.flag import Flagger
from bot.domain.people import Role
from bot.domain.review import Case, Decision, Move, Sheet
from bot.services import answering, clocks, daily, deciding, flagging, keeping, review
from bot.storage.cases import cases_in
from bot.storage.connection import Tx
from bot.storage.messages import chat_id
from bot.storage.people import grant, meet
from bot.storage.posts import appoint, keep_size, name_contact
from tests.live.kit import GROUP, Town

QIANG, FANG = "东河村文书-阿强", "西河村-桂芳"
PHOTOS = "请各村明天下班前把走访照片3张报民政办"
AGREED = Decision(
    outcome=Outcome.CANCEL, reason="照片不作为工作依据", basis="整治规定第三部分",
    feedback="已建议取消拍照要求",
)  # fmt: skip
REFUSED = replace(
    AGREED, outcome=Outcome.NOT_UPHELD, reason="入户核验要留底", feedback="照片按规定需要"
)


class Chance(Random):
    """No spot checks."""

    def random(self) -> float:
        return super().random() / 2

    def getrandbits(self, k: int, /) -> int:
        return super().getrandbits(k)


async def begun(town: Town, seed: int = 7) -> None:
    """Two clerks and a request in a group of forty; the first clerk has a card."""
    office = replace(town.live.context.office, random=Chance(seed))
    town.live.context.office = office
    town.turn("8:30")
    await town.arrive(town.update(type="membership", role="member"))
    await town.say("8:31", QIANG, "收到")
    await town.say("8:32", FANG, "收到")
    await town.say("9:00", "民政办-小陈", PHOTOS)
    await town.tell(QIANG, "/start")
    town.store.run_sync(_settle)


def _settle(tx: Tx) -> None:
    group = chat_id(tx, GROUP, "")
    keep_size(tx, group, 40)
    for name, unit, rank in (
        ("经办林", "镇党政办", Rank.FIRST),
        ("经办赵", "镇纪委", Rank.FIRST),
        ("督查孙", "县委督查室", Rank.UPPER),
    ):
        member = meet(tx, f"toy:1:{name}", name).id
        appoint(tx, member, unit, rank)
        grant(tx, member, group, Role.COORDINATOR)
    name_contact(tx, meet(tx, "toy:1:联系人", "小陈").id, "民政办")


def who(town: Town, name: str) -> Flagger:
    """Somebody as the bot knows them when they flag."""
    return Flagger(address=town.private(name), private=town.private(name))


def flag(town: Town, name: str, reason: str = "danger", request: int = 1) -> int:
    """Somebody flags a request; the flag."""
    group = town.store.run_sync(chat_id, GROUP, "")
    filed = town.store.run_sync(
        flagging.submit, town.live.context.office, who(town, name), request, reason, "",
        [group], town.live.context.now(),
    )  # fmt: skip
    assert filed.flag, filed.refusal
    return filed.flag.id


async def morning(town: Town, days: int = 1) -> None:
    """Some days go by, each with its batch and its card."""
    for _ in range(days):
        town.turn("7:45", days=1)
        await heartbeat(town)
        await town.tick("7:50")
        await heartbeat(town)


async def heartbeat(town: Town) -> None:
    """What of a heartbeat concerns cases."""
    context = town.live.context
    await context.store.run(daily.batch, context.office, context.now())
    await context.store.run(clocks.tick, context.office, context.now())
    await context.store.run(keeping.sweep, context.office)
    await context.whispers.expire()
    await context.whispers.deliver()


def the_case(town: Town, reason: str = "danger") -> Case:
    """The case of a reason."""
    found = town.store.read_sync(cases_in, *CaseState)
    return next(case for case in found if case.reason == reason)


async def act(
    town: Town, verb: Callable[..., Move], *args: Any, by: str = "经办林", reason: str = "danger"
) -> None:
    """A coordinator acts on the case as it stands; what is new is brought to people."""
    context, case = town.live.context, the_case(town, reason)
    member = town.store.run_sync(meet, f"toy:1:{by}", by).id
    version = () if verb in _ISSUERS else (case.version,)
    moved = town.store.run_sync(
        verb, context.office, case.id, *version, member, *args, context.now()
    )
    assert moved.refusal is None, moved.refusal
    await context.whispers.deliver()
    context.wake()
    await town.settle()


_ISSUERS = (answering.explain, answering.withdraw_request)


def sheet(town: Town, by: str = "经办林") -> Sheet:
    """The case as its reviewer reads it."""
    member = town.store.run_sync(meet, f"toy:1:{by}", by).id
    case = the_case(town).id
    found = town.store.read_sync(review.sheet, town.live.context.office, case, member)
    assert isinstance(found, Sheet)
    return found


async def asked(town: Town, text: str = "哪一项最费时间?", reason: str = "danger") -> None:
    """A coordinator takes the case and asks those who flagged."""
    await act(town, review.claim, reason=reason)
    await act(town, review.ask, text, reason=reason)


async def decided(town: Town, decision: Decision, by: str = "经办林") -> None:
    """A coordinator takes the case and decides it."""
    await act(town, review.claim, by=by)
    await act(town, deciding.decide, decision, by=by)


def later(town: Town, minutes: float) -> None:
    """Time goes by."""
    town.now += timedelta(minutes=minutes)
    town.ticks += minutes * 60
