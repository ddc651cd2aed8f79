"""What one office asked is not another's to withdraw, spare or move; their word is passed on."""

import pytest

from bot.domain.digest import Digest, Line, MarkKind, Section
from tests.stories.kit import OTHERS_ASKED, at
from tests.telling import GROUP, digest_of, told, where

DEBTS = "09:00 财政所-李会计: 各村3月14日前把村级债务统计表报财政所"
HOUSES = "09:00 周支书: 镇里通知,各组3月14日前把危房排查表报给文书"
VILLAGE = "石坞村大家庭"


def _day(*lines: str, group: str = GROUP) -> Digest:
    return digest_of(*told("\n".join(lines), group=group))


def _is_off(line: Line) -> bool:
    return MarkKind.CANCELLED in {mark.kind for mark in line.marks}


def _stays(digest: Digest) -> bool:
    """Whether the first message's ask is due by its own date, told by itself alone."""
    line = where(digest, 1)[1]
    kinds = {mark.kind for mark in line.marks}
    alone = [source.number for source in line.sources] == [1]
    return alone and line.deadline == at(14, 23, 59) and kinds <= {MarkKind.ASSUMED}


@pytest.mark.parametrize(
    "said",
    [
        "民政办-小王: 债务统计表不用报了",
        "民政办-小王: 那个表不用报了",
        "民政办-小王: 债务统计表改到3月17日",
        "民政办-小王: 那个表改到周五",
        "林业站-罗成: 债务统计表推迟到下周一报",
        "民政办-小王: 石坞村的债务统计表不用报了",
        "民政办-小王: 三组的债务统计表不用报了",
        "党政办-周敏: 那个表不用报了",
        "李桂花: 债务统计表不用报了",
    ],
)
def test_what_another_office_says_of_it_is_shown_and_changes_nothing(said: str) -> None:
    digest = _day(DEBTS, f"10:00 {said}")
    assert _stays(digest)
    assert where(digest, 2)[0] is Section.UNSURE


@pytest.mark.parametrize("said", ["债务统计表不用报了", "债务统计表改到3月17日"])
@pytest.mark.parametrize("who", ["民政办-小王", "村民-王强"])
def test_nor_does_it_where_much_was_asked_since(who: str, said: str) -> None:
    digest = _day(DEBTS, OTHERS_ASKED, f"15:00 {who}: {said}")
    assert _stays(digest)
    assert where(digest, 26)[0] is Section.UNSURE


def test_its_own_office_withdraws_it_though_much_was_asked_since() -> None:
    digest = _day(DEBTS, OTHERS_ASKED, "15:00 财政所-周所长: 债务统计表不用报了")
    assert _is_off(where(digest, 1)[1])


@pytest.mark.parametrize(
    "said",
    [
        "财政所-周所长: 债务统计表不用报了",
        "镇长-刘建国: 债务统计表不用报了",
        "党政办-周敏: 债务统计表不用报了",
        "党政办-周敏: 财政所说那个表不用报了",
        "民政办-小王: 刚接县财政局通知,债务统计表不用报了",
        "县财政局-老郑: 债务统计表不用报了",
    ],
)
def test_the_office_who_is_above_or_who_passes_on_their_word_withdraws_it(said: str) -> None:
    assert _is_off(where(_day(DEBTS, f"10:00 {said}"), 1)[1])


def test_where_two_such_things_are_asked_the_general_office_is_not_sure_to_mean_either() -> None:
    other = "09:10 统计站-小郑: 各村3月14日前把村级债务统计表报统计站"
    digest = _day(DEBTS, other, "10:00 党政办-周敏: 债务统计表不用报了")
    assert not any(_is_off(where(digest, number)[1]) for number in (1, 2))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (HOUSES, "周支书: 镇里说危房排查表先不用报了"),
        (HOUSES, "赵文书: 镇里说危房排查表先不用报了"),
        (HOUSES, "赵文书: 镇里刚来电话,危房排查表不用报了"),
        ("09:00 小赵: 镇里通知,各组3月14日前把危房排查表报给我", "周支书: 镇里讲那个表不用报了"),
        (
            "09:00 镇民政办-小陈: 各组14日前把高龄补贴名单报给文书",
            "赵文书: 镇里说高龄补贴名单不用报",
        ),
    ],
)
def test_in_a_village_its_own_people_pass_on_that_it_is_off(asked: str, said: str) -> None:
    assert _is_off(where(_day(asked, f"10:00 {said}", group=VILLAGE), 1)[1])


@pytest.mark.parametrize(
    "said",
    [
        "村民老钱: 镇里说危房排查表不用报了",
        "三组长老钱: 镇里说危房排查表不用报了",
        "三组长老钱: 危房排查表改到周五",
    ],
)
def test_whoever_lives_there_changes_nothing_whatever_they_heard(said: str) -> None:
    digest = _day(HOUSES, f"10:00 {said}", group=VILLAGE)
    assert _stays(digest)


@pytest.mark.parametrize("sender", ["党建办-小王", "综合执法队-老丁", "镇长-刘建国"])
def test_any_official_tells_that_an_event_is_off(sender: str) -> None:
    asked = "09:00 林业站-小闵: 13日上午8点半在北山开展植树活动,各村来10人"
    line = where(_day(asked, f"10:00 {sender}: 植树活动因大风取消,转告各村"), 1)[1]
    assert _is_off(line)


@pytest.mark.parametrize("sender", ["村民老钱", "大湾村-李秀"])
def test_nobody_who_lives_there_calls_an_event_off(sender: str) -> None:
    asked = "09:00 林业站-小闵: 13日上午8点半在北山开展植树活动,各村来10人"
    line = where(_day(asked, f"10:00 {sender}: 植树活动因大风取消,转告各村"), 1)[1]
    assert not _is_off(line)


def test_a_village_withdraws_nothing_of_an_office_in_its_own_name() -> None:
    asked = "09:00 镇民政办-小陈: 各组3月14日前把高龄补贴名单报给文书"
    digest = _day(asked, "10:00 赵文书: 高龄补贴名单不用报了", group=VILLAGE)
    assert _stays(digest)
    assert where(digest, 2)[0] is Section.UNSURE


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("低保户李桂花的债务统计表不用报了", "低保户某某的债务统计表不用报了"),
        ("债务统计表里,周国平家的不用报了", "债务统计表里,某某家的不用报了"),
        ("周国平刚出狱,债务统计表不用报了", "某某刚出狱,债务统计表不用报了"),
        ("债务统计表改到周五,13812345678的不用报", "债务统计表改到周五,〔电话见原通知〕的不用报"),
    ],
)
def test_what_is_unsure_names_no_private_person(said: str, shown: str) -> None:
    section, line = where(_day(DEBTS, f"10:00 民政办-小王: {said}"), 2)
    assert (section, line.title) == (Section.UNSURE, shown)


def test_who_spoke_of_it_before_has_no_more_say_for_that() -> None:
    digest = _day(
        DEBTS,
        "10:00 民政办-小王: 债务统计表还没报的抓紧",
        "11:00 民政办-小王: 债务统计表改到3月17日",
    )
    assert where(digest, 1)[1].deadline == at(14, 23, 59)
