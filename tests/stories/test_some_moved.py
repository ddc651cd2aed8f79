"""Some of those who were asked are given a time of their own, in words that hardly name the ask."""

import pytest

from bot.domain.digest import Digest, Line, MarkKind, Section
from tests.stories.kit import at, together
from tests.telling import digest_of, told, where


def _digest(*lines: str) -> Digest:
    return digest_of(*told("\n".join(lines)))


def _apart(line: Line) -> list[tuple[str, str]]:
    marks = [mark for mark in line.marks if mark.kind is MarkKind.APART]
    return [(one.whose, f"{one.at:%d %H:%M}") for mark in marks for one in mark.due_for]


SALT = "09:00 应急局 汪海: 请各乡镇今天11点半前报融雪剂储备数量。"
ASKED = "09:07 白杨镇 小霍: 我们12点行不行"


@pytest.mark.parametrize(
    "answer",
    [
        "白杨12点,其他的还是11点半",
        "那你们白杨12点,其他的还是11点半",
        "那你们白杨12点",
        "白杨可以12点,其余按时",
        "行,白杨12点前给我,别的乡镇不变",
        "行",
    ],
)
def test_one_town_is_due_later_and_the_others_as_before(answer: str) -> None:
    digest = _digest(SALT, ASKED, f"09:14 应急局 汪海: {answer}")
    line = where(digest, 1)[1]
    assert together(digest, 1, 3)
    assert _apart(line) == [("白杨镇", "12 12:00"), ("其他", "12 11:30")]
    assert MarkKind.MOVED not in {mark.kind for mark in line.marks}


def test_a_second_exception_leaves_the_first() -> None:
    digest = _digest(
        SALT,
        "09:14 应急局 汪海: 白杨12点,其他的还是11点半",
        "09:20 水田镇 小薛: 我们也12点行不",
        "09:22 应急局 汪海: 水田12点10分,其他的不变",
    )
    assert together(digest, 1, 2, 4)
    assert _apart(where(digest, 1)[1]) == [
        ("白杨", "12 12:00"),
        ("水田镇", "12 12:10"),
        ("其他", "12 11:30"),
    ]


@pytest.mark.parametrize(
    "said",
    [
        "台账18号,其他的还是16号",
        "低保18号报,其他的不变",
        "老李明天来,其他人还是16号",
        "会议18号,其他的不变",
    ],
)
def test_what_is_no_town_is_given_no_time(said: str) -> None:
    digest = _digest("09:00 民政办 小陈: 各村16日前报低保名单", f"09:20 民政办 小陈: {said}")
    line = where(digest, 1)[1]
    assert line.deadline == at(16, 23, 59)
    assert not _apart(line)


@pytest.mark.parametrize(
    "what", ["日期", "日期可以", "期限可以", "截止", "期限", "最迟", "交的时间", "报送期"]
)
def test_what_a_date_is_called_is_no_town(what: str) -> None:
    said = f"09:20 民政办 小陈: {what}18号,其他的不变"
    digest = _digest("09:00 民政办 小陈: 各村16日前报低保名单", said)
    assert not _apart(where(digest, 1)[1])


def test_the_others_are_due_as_an_earlier_change_left_them() -> None:
    digest = _digest(
        "09:00 应急局 汪海: 请各乡镇今天中午12点前把融雪剂储备数量报到应急局。",
        "09:05 应急局 汪海: @各乡镇 融雪剂数量提前到11点半之前报",
        "09:10 白杨镇 小霍: @应急局 汪海 汪局,我们12点行不行,仓库那边电话打不通",
        "09:12 应急局 汪海: 那你们白杨12点,其他的还是11点半",
    )
    assert together(digest, 1, 2, 4)
    assert _apart(where(digest, 1)[1]) == [("白杨镇", "12 12:00"), ("其他", "12 11:30")]


@pytest.mark.parametrize(
    ("asked", "plea", "answer", "apart"),
    [
        (
            "信访积案化解的表还差黄泥、下坪,中午12点前啊",
            "小范: 晚点发行不行",
            "行,黄泥下午3点",
            [("黄泥", "12 15:00"), ("下坪", "12 12:00")],
        ),
        (
            "请黄泥、下坪两个村16日前报信访表",
            "黄泥村 小范: 停电了,晚一天行不",
            "那黄泥17号,下坪还是16号",
            [("黄泥村", "17 23:59"), ("下坪", "16 23:59")],
        ),
        (
            "请各村16日前报信访表",
            "黄泥村 小范: 我们能不能缓两天",
            "黄泥、下坪放到18号,别的村不变",
            [("黄泥村、下坪", "18 23:59"), ("其他", "16 23:59")],
        ),
    ],
)
def test_who_is_named_in_the_answer_alone_is_put_off(
    asked: str, plea: str, answer: str, apart: list[tuple[str, str]]
) -> None:
    digest = _digest(f"09:00 平安办 老柯: {asked}", f"09:10 {plea}", f"09:20 平安办 老柯: {answer}")
    assert together(digest, 1, 3)
    assert sorted(_apart(where(digest, 1)[1])) == sorted(apart)


FEE = "09:00 村主任 长林: 今天下午3点前各组把水费交我"


@pytest.mark.parametrize(
    ("said", "apart"),
    [
        ("一组明天中午,其他组今天", [("一组", "13 12:00"), ("其他", "12 15:00")]),
        (
            "一组延到明天中午,其他组今天下午5点",
            [("一组", "13 12:00"), ("其他", "12 17:00")],
        ),
        (
            "一组、二组今天停电,水费明天中午前交,其他组不变",
            [("一组、二组", "13 12:00"), ("其他", "12 15:00")],
        ),
    ],
)
def test_what_is_said_of_the_others_too_is_theirs(said: str, apart: list[tuple[str, str]]) -> None:
    plea = "09:10 一组 老冉: 我们组明天行不行"
    digest = _digest(FEE, plea, f"09:20 村主任 长林: {said}")
    assert together(digest, 1, 3)
    assert _apart(where(digest, 1)[1]) == apart


def test_schools_are_told_apart_as_villages_are() -> None:
    digest = _digest(
        "09:00 教体局 郭主任: 请各学校今天15:00前报停课统计表",
        "09:05 白杨小学 王老师: 我们16点行不行,系统进不去",
        "09:10 教体局 郭主任: 白杨小学16点,其他学校还是15点",
    )
    assert _apart(where(digest, 1)[1]) == [("白杨小学", "12 16:00"), ("其他", "12 15:00")]


@pytest.mark.parametrize(
    "said",
    [
        "四组、六组这两天忙低保,飞线那个你们两个组宽到18号",
        "飞线排查四组、六组宽到18号",
        "飞线的四组、六组延到18号,其他组不变",
    ],
)
def test_groups_are_put_off_where_a_list_is_named_by_its_subject(said: str) -> None:
    digest = _digest(
        "08:30 网格员 小齐: 转镇应急办:请各村于3月20日前完成电动车入户充电、飞线充电排查。"
        "咱们村快一点,各组长17号中午之前把排查的户数发给我",
        "09:00 网格员 小齐: 各组今天下班前把低保的材料送来",
        f"13:20 网格员 小齐: {said}",
    )
    assert together(digest, 1, 3)
    assert _apart(where(digest, 1)[1]) == [("四组、六组", "18 23:59"), ("其他", "17 12:00")]
    assert not _apart(where(digest, 2)[1])


BOTH = (
    "08:40 民政办 小陈: 各村16日前报低保名单",
    "08:50 民政办 小陈: 各村17日前报临时救助台账",
)


@pytest.mark.parametrize(
    ("answer", "first", "second"),
    [
        ("石坞村18号,其他村还是16号", True, False),
        ("石坞村19号,其他村还是17号", False, True),
        ("石坞村的台账19号,其他村不变", False, True),
        ("石坞村人少,临时救助那个你们村放到19号", False, True),
        ("石坞村低保那个18号,其他村不变", True, False),
    ],
)
def test_of_two_asks_the_one_moves_that_more_is_said_of(
    answer: str, first: bool, second: bool
) -> None:
    digest = _digest(*BOTH, f"14:40 民政办 小陈: {answer}")
    assert bool(_apart(where(digest, 1)[1])) is first
    assert bool(_apart(where(digest, 2)[1])) is second


@pytest.mark.parametrize(
    "lines",
    [
        ("14:40 民政办 小陈: 石坞村18号,其他村不变",),
        ("14:40 民政办 小陈: 石坞村人少,放到18号",),
        ("14:30 石坞村 老魏: 我们能缓到18号不", "14:40 民政办 小陈: 石坞18号,其他村不变"),
        ("14:40 民政办 小陈: 石坞村20号,其他村还是19号",),
    ],
)
def test_of_two_asks_none_moves_where_nothing_tells_which(lines: tuple[str, ...]) -> None:
    """It is shown to be looked at instead."""
    digest = _digest(*BOTH, *lines)
    for number, day in ((1, 16), (2, 17)):
        line = where(digest, number)[1]
        assert line.deadline == at(day, 23, 59)
        assert not _apart(line)
    assert where(digest, 2 + len(lines))[0] is Section.UNSURE


CHECK_UP = "09:20 卫健办 小闵: 65岁以上老人体检定在3月16日"


def test_what_one_office_says_moves_nothing_that_another_asked() -> None:
    digest = _digest(
        "09:00 平安法治办 Kevin: 信访积案化解的表还差黄泥、下坪,中午12点前啊",
        "09:05 黄泥村 小范: 我们这边停电了,晚点发行不行",
        "09:07 平安法治办 Kevin: 行,黄泥下午3点",
        CHECK_UP,
        "09:30 下坪村 罗支书: 16号我们村赶庙会,体检能不能换一天",
        "09:40 卫健办 小闵: 那下坪换到17号,跟社区一起,桐山、黄泥还是16号",
    )
    assert together(digest, 1, 3)
    assert together(digest, 4, 6)
    assert _apart(where(digest, 1)[1]) == [("黄泥村", "12 15:00"), ("下坪", "12 12:00")]


@pytest.mark.parametrize(
    "lines",
    [
        ("09:30 礁石岭社区 小樊: 晚点报行不行", "09:40 礁石岭社区 小樊: 礁石岭17点:88/79/191"),
        ("09:40 石坞村 老魏: 石坞12点到,其他的还是下午走",),
        ("09:40 民政办 小陈: 石坞村3点开会,你们其他人先走",),
        ("09:40 民政办 小陈: 我15号到石坞村,其他村还是16号",),
    ],
)
def test_who_tells_of_other_things_moves_nothing(lines: tuple[str, ...]) -> None:
    digest = _digest(BOTH[0], *lines)
    line = where(digest, 1)[1]
    assert line.deadline == at(16, 23, 59)
    assert not _apart(line)


@pytest.mark.parametrize(
    "lines",
    [
        (
            "09:00 应急局 汪海: 请白杨镇今天11点半前报融雪剂储备数量。",
            "09:14 应急局 汪海: 水田12点,其他的还是11点半",
        ),
        (SALT, "09:14 应急局 汪海: 白杨镇班车改到12点,其他镇不变"),
        (SALT, "09:14 应急局 汪海: 白杨雪大,那边改到12点,其他乡镇不变"),
    ],
)
def test_what_others_keep_is_moved_for_nobody_where_none_can_tell_for_whom(
    lines: tuple[str, ...],
) -> None:
    line = where(_digest(*lines), 1)[1]
    assert line.deadline == at(12, 11, 30)
    assert not _apart(line)


@pytest.mark.parametrize("who", ["上坪", "后沟"])
def test_a_village_may_be_called_by_what_else_begins_a_time(who: str) -> None:
    digest = _digest(SALT, f"09:14 应急局 汪海: {who}12点,其他的还是11点半")
    assert _apart(where(digest, 1)[1]) == [(who, "12 12:00"), ("其他", "12 11:30")]


CHECK_UPS = (
    "09:22 卫健办 小闵: 老人体检,桐山村、下坪村、黄泥村定在3月16日,石桥社区、新塘村定在3月17日"
)


@pytest.mark.parametrize(
    ("said", "apart"),
    [
        (
            "下坪换到17号,跟社区一起,桐山、黄泥还是16号",
            [("桐山村、黄泥村", 16), ("下坪村", 17), ("石桥社区、新塘村", 17)],
        ),
        (
            "下坪村的体检改到18号",
            [("桐山村、黄泥村", 16), ("下坪村", 18), ("石桥社区、新塘村", 17)],
        ),
        (
            "说错了,下坪村是18号",
            [("桐山村、黄泥村", 16), ("下坪村", 18), ("石桥社区、新塘村", 17)],
        ),
        (
            "新塘放到16号,其他的不变",
            [("桐山村、下坪村、黄泥村", 16), ("新塘村", 16), ("石桥社区", 17)],
        ),
    ],
)
def test_one_village_comes_to_an_event_on_another_day(
    said: str, apart: list[tuple[str, int]]
) -> None:
    digest = _digest(CHECK_UPS, f"14:41 卫健办 小闵: {said}")
    line = where(digest, 1)[1]
    assert together(digest, 1, 2)
    assert line.starts_at == at(16, 23, 59)
    marks = [mark for mark in line.marks if mark.kind is MarkKind.APART]
    due = [(one.whose, one.at.day) for mark in marks for one in mark.due_for]
    assert sorted(due) == sorted(apart)


def test_both_of_two_villages_come_on_other_days() -> None:
    digest = _digest(
        "09:00 卫健办 小闵: 癌症筛查,东河村3月16日上午,西河村3月17日上午,请通知到户",
        "10:00 卫健办 小闵: 癌症筛查东河村改到18号,西河村改到19号",
        "10:30 东河村 老王: 18号赶集,换个日子行不",
        "10:40 卫健办 小闵: 可以,东河19号跟西河一起",
    )
    assert together(digest, 1, 2, 4)
    assert where(digest, 1)[1].starts_at == at(19, 8, 30)


def test_an_event_of_all_is_put_off_for_one() -> None:
    digest = _digest(
        CHECK_UP,
        "14:33 下坪村 罗支书: 16号我们村赶庙会,体检能不能换一天",
        "14:41 卫健办 小闵: 那下坪17号,别的村还是16号",
    )
    line = where(digest, 1)[1]
    assert line.starts_at == at(16, 23, 59)
    assert _apart(line) == [("下坪村", "17 23:59"), ("其他", "16 23:59")]


def test_an_event_is_put_off_for_one_whose_kind_nobody_told() -> None:
    digest = _digest(CHECK_UP, "14:41 卫健办 小闵: 下坪17号,其他的还是16号")
    assert together(digest, 1, 2)
    line = where(digest, 1)[1]
    assert line.starts_at == at(16, 23, 59)
    assert _apart(line) == [("下坪", "17 23:59"), ("其他", "16 23:59")]


def test_an_event_that_is_put_off_for_all_has_no_other_day_for_some() -> None:
    digest = _digest(CHECK_UPS, "14:41 卫健办 小闵: 体检统一推迟到3月20日")
    line = where(digest, 1)[1]
    assert line.starts_at == at(20, 23, 59)
    assert not _apart(line)


def test_of_an_event_and_a_list_the_one_is_put_off_that_names_who_is() -> None:
    digest = _digest(
        CHECK_UPS,
        "09:30 卫健办 小闵: 各村体检名单今天下班前报我",
        "14:41 卫健办 小闵: 下坪换到17号,桐山、黄泥不变",
    )
    assert together(digest, 1, 3)
    assert where(digest, 2)[1].deadline == at(12, 18)
