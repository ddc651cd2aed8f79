"""One thing called off and another wanted in one message: neither hides the other."""

import pytest

from bot.domain.digest import MarkKind
from tests.stories.kit import at
from tests.telling import digest_of, told

OFF = (MarkKind.CANCELLED, MarkKind.SUSPENDED)
ASKED = "09:00 水利站 老许: 各村17日前报水库台账"


@pytest.mark.parametrize(
    "said",
    [
        "水库台账不用报了。请各村20日前报山塘表。",
        "水库台账先不报了;各村20日前把山塘表报给我",
        "各村20日前报山塘表,水库台账不用报了",
        "各村20日前报山塘表;水库台账不用再报了。",
        "1.各村20日前报山塘表 2.水库台账不用报了",
        "1.各村20日前报山塘表⏎2.水库台账不用报了",
        "水库台账不用报了 山塘表20日前报",
    ],
)
def test_what_is_off_is_off_and_what_is_wanted_is_due(said: str) -> None:
    digest = digest_of(*told(f"{ASKED}\n10:00 水利站 老许: {said}"))
    lines = [line for lines in digest.sections.values() for line in lines]
    off = {line.title for line in lines for mark in line.marks if mark.kind in OFF}
    due = {line.title: line.deadline for line in lines if line.title not in off}
    assert off == {"水库台账"}
    assert due == {"山塘表": at(20, 23, 59)}


@pytest.mark.parametrize(
    "said",
    ["水库台账20日前不用报了,等通知", "水库台账不用报了,之前说的20日前报山塘表还是要报"],
)
def test_what_is_only_spoken_of_again_is_no_new_ask(said: str) -> None:
    digest = digest_of(*told(f"{ASKED}\n10:00 水利站 老许: {said}"))
    lines = [line for lines in digest.sections.values() for line in lines]
    assert [line.title for line in lines] == ["水库台账"]


@pytest.mark.parametrize(
    "said",
    ["残疾人名单不用报了,请各村20日前报孤儿名单", "请各村20日前报孤儿名单。残疾人名单不用报了"],
)
def test_two_papers_of_one_form_are_two_things(said: str) -> None:
    asked = "09:00 民政办 老许: 各村17日前报残疾人名单"
    digest = digest_of(*told(f"{asked}\n10:00 民政办 老许: {said}"))
    lines = [line for lines in digest.sections.values() for line in lines]
    off = {line.title for line in lines for mark in line.marks if mark.kind in OFF}
    assert off == {"残疾人名单"}
    assert {line.title: line.deadline for line in lines if line.title not in off} == {
        "孤儿名单": at(20, 23, 59)
    }


def test_two_sorts_of_one_thing_are_two_things() -> None:
    asked = "09:00 民政办 老许: 各村17日前报残疾人名单"
    said = "10:00 民政办 老许: 规上企业的名单不用报了,小微企业名单15日前报"
    digest = digest_of(*told(f"{asked}\n{said}"))
    due = {line.title: line.deadline for lines in digest.sections.values() for line in lines}
    assert (due["残疾人名单"], due["小微企业名单"]) == (at(17, 23, 59), at(15, 23, 59))


def test_the_same_paper_wanted_anew_is_no_second_one() -> None:
    said = "残疾人名单先不报了,请各村25日前报名单"
    asked = "09:00 民政办 老许: 各村17日前报残疾人名单"
    digest = digest_of(*told(f"{asked}\n10:00 民政办 老许: {said}"))
    assert len([line for lines in digest.sections.values() for line in lines]) == 1
