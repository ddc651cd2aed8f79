"""Spot checks: whatever a flag can make a case of, a spot check can, too."""

from dataclasses import replace

from bot.domain.case import CaseState, Pool
from bot.domain.request import RequestState
from bot.services.spotting import spot_checks
from bot.storage.requests import request_by_id, update_request
from tests.flags.kit import CHAIN, OTHER, PHOTOS, SMALL, World


def _spotted(world: World, rounds: int = 150) -> set[tuple[int, Pool]]:
    """What spot checks can be about, of what there is."""
    world.chance.spots = True
    found: set[tuple[int, Pool]] = set()
    for _ in range(rounds):
        cases = world.do(spot_checks, world.office, world.now)
        found |= {(case.request, case.pool) for case in cases}
    world.chance.spots = False
    return found


def test_what_is_told_only_withdrawn_or_weeks_old_is_spot_checked_too(world: World) -> None:
    """只是知悉的、撤回了的、上个月的,都可能被抽查;不然一立单就知道有人提过。"""
    old = world.say(PHOTOS)
    world.weeks(40)
    told = world.say("请各村知悉:镇便民大厅周六照常上班,党政办", chat=OTHER)
    gone = world.say(CHAIN, sender="组织办-小王")
    small = world.say("请各村明天下班前报灭火器数量表,应急办", chat=SMALL, sender="应急办-老周")
    found = world.see(request_by_id, gone)
    assert found
    world.do(update_request, replace(found, state=RequestState.WITHDRAWN))
    spotted = _spotted(world)
    assert {request for request, _ in spotted} == {old, told, gone, small}
    assert {pool for request, pool in spotted if request == small} == {Pool.COUNTY}
    assert {pool for request, pool in spotted if request != small} == {Pool.GROUP}


def test_without_anything_asked_nothing_is_spot_checked(world: World) -> None:
    assert _spotted(world, 3) == set()


def test_a_spot_check_of_what_waits_already_changes_nothing(world: World) -> None:
    world.flag(1, world.say(PHOTOS), "danger")
    world.morning()
    (before,) = world.cases(CaseState.PENDING)
    _spotted(world)
    assert world.cases(CaseState.PENDING) == [before]
