"""Spot checks: whatever a flag can make a case of, a spot check can, too."""

from dataclasses import replace
from random import Random

import pytest

from bot.domain.case import CaseState, Pool
from bot.domain.request import RequestState
from bot.services import spotting
from bot.services.spotting import spot_checks
from bot.storage.requests import request_by_id, update_request
from tests.flags.kit import CHAIN, OTHER, PHOTOS, SMALL, World


def _spotted(world: World, rounds: int = 150) -> set[tuple[int, Pool]]:
    """What spot checks can be about, of what there is, were they as frequent as they can be."""
    found: set[tuple[int, Pool]] = set()
    with world.spot_checks():
        for _ in range(rounds):
            cases = world.do(spot_checks, world.office, world.now)
            found |= {(case.request, case.pool) for case in cases}
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


@pytest.mark.parametrize(("asked", "least", "most"), [(0, 0, 0), (8, 1, 25), (120, 160, 270)])
def test_how_many_there_are_hangs_on_how_much_is_asked_of_late(
    world: World, monkeypatch: pytest.MonkeyPatch, asked: int, least: int, most: int
) -> None:
    """两周只有八件事的小地方,一年也就抽查几件;事多的地方才常有。"""
    if asked:
        world.say(PHOTOS)
    office = replace(world.office, random=Random(3))
    monkeypatch.setattr(spotting, "open_requests", lambda *_, **__: [1] * asked)
    made = [len(world.do(spot_checks, office, world.now)) for _ in range(250)]
    assert least <= sum(made) <= most


def test_a_flag_changes_nothing_about_how_many_there_are(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """提的意见再多,抽查的件数也不变:从办理单的多少看不出有没有人提。"""
    request = world.say(PHOTOS)

    monkeypatch.setattr(spotting, "RARITY", 5)

    def made() -> list[bool]:
        chances = [replace(world.office, random=Random(seed)) for seed in range(60)]
        return [bool(world.do(spot_checks, office, world.now)) for office in chances]

    before = made()
    for number in range(6):
        world.flag(number, request)
    assert made() == before
    assert any(before)
