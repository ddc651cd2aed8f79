"""A time is moved for some by who asked it: theirs is told on the one line, the others' stays."""

import pytest

from bot.domain.digest import Digest, Line, MarkKind, Section
from tests.stories.kit import at, together
from tests.telling import digest_of, told, where


def _digest(*lines: str) -> Digest:
    return digest_of(*told("\n".join(lines)))


def _apart(line: Line) -> dict[str, str]:
    marks = [mark for mark in line.marks if mark.kind is MarkKind.APART]
    return {one.whose: f"{one.at:%d %H:%M}" for mark in marks for one in mark.due_for}


def _moved(line: Line) -> bool:
    return MarkKind.MOVED in {mark.kind for mark in line.marks}


@pytest.mark.parametrize(
    ("asked", "said", "apart"),
    [
        (
            "社区书记 方敏: 请各网格于3月13日17:00前完成独居老人走访。",
            "第三网格今天支援春风里,独居老人走访延至3月14日完成,其他网格不变。",
            {"第三网格": "14 23:59", "其他": "13 17:00"},
        ),
        (
            "民政办 王姐: 低保年审的资料大家这周五前交上来啊,少一样退回去",
            "河口、大湾这两天忙转移,低保年审资料下周二再交,其他村还是周五",
            {"河口、大湾": "17 23:59", "其他": "13 23:59"},
        ),
        (
            "村主任 长林: 各组组长15号晚上前把水费收齐交会计",
            "三组四组这两天停水,水费可以拖到18号,别的组照旧",
            {"三组、四组": "18 23:59", "其他": "15 23:59"},
        ),
        (
            "组织办 小林: 各村3月16日前报党员发展对象名单",
            "河口村、石坞村还是16号,其他村延到18号",
            {"河口村、石坞村": "16 23:59", "其他": "18 23:59"},
        ),
        (
            "组织办 小林: 各村3月16日前报党员发展对象名单",
            "除河口村外,发展对象名单都延到18号",
            {"河口村": "16 23:59", "其他": "18 23:59"},
        ),
        (
            "水利站 老许: 各村3月16日前报山塘水库巡查表",
            "大湾村的水库正在抢修,巡查表20号交;其他的抓紧",
            {"大湾村": "20 23:59", "其他": "16 23:59"},
        ),
        (
            "党政办 小夏: 各村16号中午12点前把党建总结给我",
            "红星村明天镇长要去,你们的党建总结明天一早就给我,其他村16号不变",
            {"红星村": "13 08:30", "其他": "16 12:00"},
        ),
        (
            "环卫办 老邓: 各村明天上午10点前完成主干道清扫,拍照发群",
            "沿江三个村(河口、大湾、新塘)明天下午4点前完成就行,其他的10点",
            {"河口村、大湾村、新塘村": "13 16:00", "其他": "13 10:00"},
        ),
    ],
)
def test_what_is_due_is_moved_for_those_alone(asked: str, said: str, apart: dict[str, str]) -> None:
    digest = _digest(f"08:00 {asked}", f"14:00 {asked.partition(':')[0]}: {said}")
    assert together(digest, 1, 2)
    line = where(digest, 1)[1]
    assert _apart(line) == apart
    assert not _moved(line)


@pytest.mark.parametrize(
    ("asked", "said", "starts", "apart"),
    [
        (
            "后天上午8点半村卫生室两癌筛查,35到64岁的妇女都去,带身份证",
            "两癌筛查改了啊,一组二组改到大后天上午,三四五六组不变",
            at(14, 8, 30),
            {
                "一组、二组": "15 08:30",
                "三组、四组、五组、六组": "14 08:30",
                "其他": "14 08:30",
            },
        ),
        (
            "明天下午3点在社区二楼开网格例会",
            "一网格二网格的提前到2点来,领物资,其他网格3点",
            at(13, 14),
            {"一网格、二网格": "13 14:00", "其他": "13 15:00"},
        ),
        (
            "明天上午8点开始给娃娃打疫苗,一组二组上午,三组四组下午2点",
            "三组四组改成下午3点",
            at(13, 8),
            {"三组、四组": "13 15:00", "其他": "13 08:00"},
        ),
        (
            "3月17日下午2点半在镇三楼开妇女代表会",
            "河口、大湾的代表改到下午3点半到,其他代表时间不变",
            at(17, 14, 30),
            {"河口、大湾": "17 15:30", "其他": "17 14:30"},
        ),
        (
            "1到6组明天上午9点在晒谷场领种子",
            "1组、2组改成下午2点来领,3到6组还是上午9点",
            at(13, 9),
            {"1组、2组": "13 14:00", "3组、4组、5组、6组": "13 09:00"},
        ),
    ],
)
def test_what_is_held_is_moved_for_those_alone(
    asked: str, said: str, starts: object, apart: dict[str, str]
) -> None:
    digest = _digest(f"08:00 妇女主任 李秀英: {asked}", f"11:00 妇女主任 李秀英: {said}")
    assert together(digest, 1, 2)
    line = where(digest, 1)[1]
    assert line.starts_at == starts
    assert line.deadline is None
    assert _apart(line) == apart


def test_an_event_in_the_afternoon_that_some_come_to_in_a_morning_has_no_hour_for_them() -> None:
    """Nobody told one; where the half of the day is the same, so is the hour."""
    digest = _digest(
        "08:00 村医 老何: 明天下午2点半村卫生室量血压,各组60岁以上的都来",
        "09:00 村医 老何: 二组改到后天上午,其他组不变",
    )
    assert _apart(where(digest, 1)[1]) == {"二组": "14 23:59", "其他": "13 14:30"}


@pytest.mark.parametrize(
    "said",
    [
        "17号大湾、新塘赶集,这两个村改到19号上午9点,其余村时间不变",
        "赶集的两个村改到19号上午9点,其他村还是17号",
    ],
)
def test_where_nobody_can_tell_for_whom_nothing_is_moved_and_the_words_stand_by(said: str) -> None:
    digest = _digest(
        "09:00 卫健办 小闵: 3月17日上午9点在镇卫生院给65岁以上老人体检,各村组织好",
        f"10:00 卫健办 小闵: {said}",
    )
    line = where(digest, 1)[1]
    assert together(digest, 1, 2)
    assert line.starts_at == at(17, 9)
    assert not _apart(line)
    assert [mark.text for mark in line.marks if mark.kind is MarkKind.SPARED] == [said]


def test_where_nobody_can_tell_for_whom_and_words_may_name_somebody_it_is_unsure() -> None:
    digest = _digest(
        "09:00 卫健办 小闵: 3月17日上午9点在镇卫生院给65岁以上老人体检,各村组织好",
        "10:00 卫健办 小闵: 路远的改到19号,其他村不变",
    )
    line = where(digest, 1)[1]
    assert line.starts_at == at(17, 9)
    assert not _apart(line)
    assert where(digest, 2)[0] is Section.UNSURE


def test_what_others_go_on_with_as_ever_is_no_change() -> None:
    digest = _digest("09:00 党政办 小夏: 县检查组16号来看石坞村的路,其他村正常春耕")
    assert where(digest, 1)[0] is not Section.UNSURE


SCREENING = (
    "08:05 妇女主任 李秀英: 后天上午8点半村卫生室两癌筛查,35到64岁的妇女都去,带身份证。"
    "各组长明天中午前把人数报我"
)


@pytest.mark.parametrize(
    ("said", "apart"),
    [
        ("两癌筛查改了啊,二组改到大后天上午,其他组不变", {"二组": "15 08:30", "其他": "14 08:30"}),
        ("人数二组可以明天下班前报,其他组不变", {"二组": "13 18:00", "其他": "13 12:00"}),
    ],
)
def test_of_an_event_and_its_list_the_one_moves_that_is_named(
    said: str, apart: dict[str, str]
) -> None:
    digest = _digest(SCREENING, f"11:20 妇女主任 李秀英: {said}")
    line = where(digest, 2)[1]
    assert (line.deadline, line.starts_at) == (at(13, 12), at(14, 8, 30))
    assert _apart(line) == apart


def test_of_an_event_and_its_list_neither_moves_where_none_is_named() -> None:
    digest = _digest(SCREENING, "11:20 妇女主任 李秀英: 二组改到大后天,其他组不变")
    line = where(digest, 1)[1]
    assert (line.deadline, line.starts_at) == (at(13, 12), at(14, 8, 30))
    assert where(digest, 2)[0] is Section.UNSURE


def test_a_kind_of_units_is_some_of_those_who_were_asked() -> None:
    digest = _digest(
        "09:00 民政办 小陈: 各村、各社区16日前报临时救助台账",
        "09:10 民政办 小陈: 社区的临时救助台账推迟到18号",
    )
    assert _apart(where(digest, 1)[1]) == {"社区": "18 23:59", "其他": "16 23:59"}


@pytest.mark.parametrize(
    "said",
    [
        "春耕进度表延期了,3月19日前报,大湾村、河口村是试点还是17号",
        "上面那个进度,村里的17号不变,社区的推到19号",
    ],
)
def test_who_is_told_to_keep_a_time_is_not_moved_with_the_others(said: str) -> None:
    digest = _digest("08:00 农业办 老周: 各村3月17日前报春耕进度", f"10:00 农业办 老周: {said}")
    line = where(digest, 1)[1]
    assert together(digest, 1, 2)
    assert line.deadline == at(17, 23, 59)
    assert not _apart(line)
    assert [mark.text for mark in line.marks if mark.kind is MarkKind.SPARED] == [said]


def test_an_event_of_which_two_times_are_told_is_not_moved_for_all() -> None:
    digest = _digest(
        "09:00 卫健办 小闵: 3月16日上午9点村医培训会,在卫生院三楼",
        "09:30 卫健办 小闵: 红星村、河口村的村医改到17号上午9点第二批,其余的16号",
    )
    assert where(digest, 1)[1].starts_at == at(16, 9)
    assert where(digest, 2)[0] is Section.UNSURE


def test_a_meeting_that_moves_to_another_morning_keeps_its_hour() -> None:
    digest = _digest(
        "09:00 卫健办 小闵: 3月16日上午9点村医培训会,在卫生院三楼",
        "09:30 卫健办 小闵: 培训会改到红星村卫生室,时间17号上午",
    )
    line = where(digest, 1)[1]
    assert line.starts_at == at(17, 9)
    assert not _apart(line)


def test_who_pleads_is_meant_by_you() -> None:
    digest = _digest(
        "08:00 农业办 老周: 各村3月17日前报春耕进度",
        "10:00 大湾村 老金: 周主任,我们村19号行吗",
        "10:02 农业办 老周: 你们19号,其他村照常",
    )
    assert _apart(where(digest, 1)[1]) == {"大湾村": "19 23:59", "其他": "17 23:59"}


@pytest.mark.parametrize("word", ["大湾村外都延到22号", "大湾村以外,其他村延到22号"])
def test_who_is_named_as_left_out_keeps_the_time(word: str) -> None:
    digest = digest_of(
        *told(f"09:00 民政办-小陈: 各村20日前报高龄津贴名单\n11:00 民政办-小陈: {word}")
    )
    line = where(digest, 1)[1]
    assert line.deadline is not None
    assert line.deadline.day == 20
