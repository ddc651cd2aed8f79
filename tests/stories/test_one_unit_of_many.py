"""A change for one village or group of those who were asked moves no other one's date."""

import pytest

from bot.domain.digest import MarkKind
from tests.stories.kit import at, together
from tests.telling import digest_of, told, where


@pytest.mark.parametrize(
    ("asked", "moved", "apart"),
    [
        (
            "各村20日前报低保花名册",
            "更正:东河村低保花名册改为17日前报",
            "17 东河村;20 其他",
        ),
        (
            "各村20日前报低保花名册",
            "东河村的低保花名册可以晚两天,22号前交",
            "22 东河村;20 其他",
        ),
        (
            "各村20日前报低保花名册",
            "石坞村、云岭村两个村人手紧,花名册缓到23号,其他村不变",
            "23 石坞村、云岭村;20 其他",
        ),
        (
            "请东河村、西河村20日前报低保花名册",
            "更正:东河村花名册改为17日前报",
            "17 东河村;20 西河村",
        ),
        (
            "低保花名册一组三组16日前、二组四组18日前报",
            "花名册四组延到20号",
            "16 一组三组;18 二组;20 四组",
        ),
        (
            "低保花名册一组16日前、二组18日前报",
            "一组的花名册改到17号",
            "17 一组;18 二组",
        ),
        (
            "低保花名册一组16日前、二组18日前报",
            "二组的花名册也提前到16号",
            "",
        ),
    ],
)
def test_one_of_those_who_were_asked_is_due_at_another_time(
    asked: str, moved: str, apart: str
) -> None:
    digest = digest_of(*told(f"09:00 民政办-小陈: {asked}\n11:00 民政办-小陈: {moved}"))
    line = where(digest, 1)[1]
    due = [one for mark in line.marks if mark.kind is MarkKind.APART for one in mark.due_for]
    assert together(digest, 1, 2)
    assert ";".join(f"{one.at.day} {one.whose}" for one in due) == apart
    assert apart or line.deadline == at(16, 23, 59)


@pytest.mark.parametrize(
    "moved",
    [
        "因系统升级,低保花名册改到17号",
        "花名册改到17号,东河村的要附说明",
        "农村低保花名册提前到17号报",
        "东河村有检查,花名册提前到17号",
        "石坞村明天有检查,花名册大家都改到17号",
    ],
)
def test_what_is_moved_for_all_is_no_single_ones(moved: str) -> None:
    asked = "09:00 民政办-小陈: 各村20日前报农村低保花名册"
    digest = digest_of(*told(f"{asked}\n11:00 民政办-小陈: {moved}"))
    line = where(digest, 1)[1]
    assert line.deadline == at(17, 23, 59)
    assert MarkKind.APART not in {mark.kind for mark in line.marks}
