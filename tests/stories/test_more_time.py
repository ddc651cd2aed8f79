"""Somebody asks for more time, and who asked for the thing says yes, in a word or with a date."""

import pytest

from bot.domain.digest import Digest, Line, MarkKind
from tests.stories.kit import at, together
from tests.telling import digest_of, told, where


def _digest(*lines: str) -> Digest:
    return digest_of(*told("\n".join(lines)))


def _apart(line: Line) -> list[tuple[str, int]]:
    marks = [mark for mark in line.marks if mark.kind is MarkKind.APART]
    return [(one.whose, one.at.day) for mark in marks for one in mark.due_for]


def _hours(line: Line) -> list[tuple[str, int]]:
    marks = [mark for mark in line.marks if mark.kind is MarkKind.APART]
    return [(one.whose, one.at.hour) for mark in marks for one in mark.due_for]


LIST = "08:00 小蒲: 各组长今天下午6点前把没交医保的名单报给我"
PLEA = "10:20 一组组长老冉: 小蒲,医保名单6点前弄不完,能缓一下不"


@pytest.mark.parametrize(
    ("plea", "answer"),
    [
        ("小蒲,医保名单6点前弄不完,能缓一下不", "可以,晚上8点前给我"),
        ("医保名单能缓到晚上8点不", "可以"),
        ("医保名单晚上8点交行不行", "行吧,尽量快点"),
        ("6点怕来不及哦", "要,每户一行。那就晚上8点前给我"),
        ("名单能不能延到晚上8点", "好的[OK]"),
        ("名单赶不出来", "最迟晚上8点"),
    ],
)
def test_who_pleads_is_due_later_and_nothing_new_is_asked(plea: str, answer: str) -> None:
    digest = _digest(LIST, f"10:20 一组组长老冉: {plea}", f"10:22 小蒲: {answer}")
    assert together(digest, 1, 3)
    assert _hours(where(digest, 1)[1]) == [("一组", 20), ("其他", 18)]
    assert digest.requests == 1


@pytest.mark.parametrize(
    ("plea", "answer"),
    [
        ("小蒲,医保名单6点前弄不完,能缓一下不", "那就晚上8点前交,各组都一样"),
        ("6点怕来不及哦", "要,每户一行。那就晚上8点前给我,都一样"),
        ("医保名单晚上8点交行不行", "行,大家都晚上8点"),
        ("医保名单晚上8点交行不行", "可以,统一晚上8点前"),
        ("各组都弄不完,名单晚上8点交行不行", "可以"),
        ("大家都说来不及,名单能缓到晚上8点不", "行"),
        ("小蒲,系统登不上,6点交不了", "可以,晚上8点前交上来"),
        ("名册6点弄不齐", "那统一延到晚上8点吧,各组都一样"),
    ],
)
def test_it_is_due_later_for_all_where_all_are_spoken_of(plea: str, answer: str) -> None:
    digest = _digest(LIST, f"10:20 一组组长老冉: {plea}", f"10:22 小蒲: {answer}")
    assert together(digest, 1, 3)
    assert where(digest, 1)[1].deadline == at(12, 20)
    assert not _apart(where(digest, 1)[1])


@pytest.mark.parametrize("answer", ["可以", "行", "好的,晚上8点前给我", "最迟晚上8点"])
def test_nothing_moves_where_nobody_can_tell_who_pleads(answer: str) -> None:
    digest = _digest(LIST, "10:20 二妞: 医保名单能缓到晚上8点不", f"10:22 小蒲: {answer}")
    line = where(digest, 1)[1]
    assert (line.deadline, _apart(line)) == (at(12, 18), [])


@pytest.mark.parametrize(
    "answer", ["行", "18号可以", "18号吧", "可以,其他的按时报", "行,其他村还是16号", "那就18号"]
)
def test_what_one_village_is_given_no_other_has(answer: str) -> None:
    digest = _digest(
        "08:00 农业办-石磊: 各村16日前报秋粮测产表",
        "09:20 桥头村老覃: 18号行不行",
        f"09:40 农业办-石磊: {answer}",
    )
    line = where(digest, 1)[1]
    assert (line.deadline, _apart(line)) == (at(16, 23, 59), [("桥头村", 18), ("其他", 16)])


@pytest.mark.parametrize(
    "lines",
    [
        ("10:20 一组组长老冉: 医保名单能缓到晚上8点不", "10:22 二组付大姐: 可以"),
        ("10:20 一组组长老冉: 医保名单能缓到晚上8点不", "10:22 小蒲: 不行"),
        ("10:20 一组组长老冉: 医保名单能缓到晚上8点不", "10:22 小蒲: 收到"),
        ("10:20 一组组长老冉: 医保名单下午4点交行不", "10:22 小蒲: 可以"),
        ("10:20 一组组长老冉: 晚上8点我去你那坐坐行不", "10:22 小蒲: 可以"),
        ("10:20 一组组长老冉: 医保名单晚上8点才弄得完", "10:22 小蒲: 好的"),
        (
            "10:20 一组组长老冉: 医保名单能缓到晚上8点不",
            "10:21 二组付大姐: 明天还开会吗",
            "10:22 小蒲: 可以",
        ),
    ],
)
def test_no_other_yes_moves_it(lines: tuple[str, ...]) -> None:
    """二组付大姐 has no say; 小蒲 says no, or yes to something else."""
    digest = _digest(LIST, *lines)
    assert where(digest, 1)[1].deadline == at(12, 18)
    assert digest.requests == 1


def test_the_office_whose_word_was_passed_on_may_give_time() -> None:
    digest = _digest(
        "08:00 党政办-周敏: 转镇民政办通知:请各村16日前报低保年审名单",
        "09:20 桥头村老覃: 低保年审名单18号交行不行,人手不够",
        "09:40 镇民政办-小陈: 行",
    )
    assert _apart(where(digest, 1)[1]) == [("桥头村", 18), ("其他", 16)]


def test_of_two_asks_the_one_that_is_named_is_put_off() -> None:
    digest = _digest(
        "08:00 农业办-石磊: 各村16日前报秋粮测产表",
        "08:30 农业办-石磊: 各村17日前报农机台账",
        "09:20 桥头村老覃: 测产表18号交行不行,16号人手不够",
        "09:40 农业办-石磊: 行",
    )
    assert _apart(where(digest, 1)[1]) == [("桥头村", 18), ("其他", 16)]
    assert where(digest, 2)[1].deadline == at(17, 23, 59)


def test_of_two_asks_neither_is_put_off_where_nobody_can_tell_which() -> None:
    digest = _digest(
        "08:00 农业办-石磊: 各村16日前报秋粮测产表",
        "08:10 农业办-石磊: 各村17日前报农机台账",
        "14:20 桥头村老覃: 能缓到18号不",
        "14:40 农业办-石磊: 可以",
    )
    assert where(digest, 1)[1].deadline == at(16, 23, 59)
    assert where(digest, 2)[1].deadline == at(17, 23, 59)


@pytest.mark.parametrize("answer", ["行,你们村18号交", "可以"])
def test_who_asks_for_oneself_gets_time_for_oneself(answer: str) -> None:
    digest = _digest(
        "08:00 农业办-石磊: 各村16日前报秋粮测产表",
        "09:20 桥头村老覃: 我们村测产表18号交行不行",
        f"09:40 农业办-石磊: {answer}",
    )
    assert _apart(where(digest, 1)[1]) == [("桥头村", 18), ("其他", 16)]


def test_a_grid_is_a_unit_that_is_given_time_alone() -> None:
    digest = _digest(
        "08:00 社区小邓: 街道要求,各网格16日前报独居老人台账",
        "09:20 三网格小孙: 独居老人台账能缓到18号吗",
        "09:40 社区小邓: 可以的",
    )
    assert _apart(where(digest, 1)[1]) == [("三网格", 18), ("其他", 16)]


def test_an_answer_wants_nothing_earlier() -> None:
    digest = _digest(
        "08:00 农业办-石磊: 各村16日前报秋粮测产表",
        "09:20 桥头村老覃: 测产表明天交可以吗",
        "09:40 农业办-石磊: 可以",
    )
    assert where(digest, 1)[1].deadline == at(16, 23, 59)


@pytest.mark.parametrize(
    ("plea", "answer"),
    [
        ("工资晚上8点发行不", "可以"),
        ("种子晚上8点送过来行不", "可以"),
        ("下午的会议能不能推迟到7点", "可以"),
        ("今晚的值班能推到明天不", "可以"),
        ("直播推迟到8点吗", "好的"),
        ("水费明天交行不", "行"),
        ("车晚点了", "好的,最晚9点到就行"),
        ("名单今天弄不完", "可以,明天我带队来检查"),
        ("名单今天弄不完", "好的,明天下午联系你"),
        ("下雨了,工地干不了,晚点", "那就明天上午9点开工"),
    ],
)
def test_a_yes_to_another_thing_moves_nothing(plea: str, answer: str) -> None:
    digest = _digest(LIST, f"10:20 一组组长老冉: {plea}", f"10:22 小蒲: {answer}")
    _, line = where(digest, 1)
    assert line.deadline == at(12, 18)
    assert not _apart(line)


@pytest.mark.parametrize(
    ("plea", "answer"),
    [
        ("有几户在外地,没交医保的能缓到晚上8点不", "行,抓紧吧"),
        ("停电了,下午6点交不上", "那就等来电,最迟晚上8点"),
        ("名册6点弄不齐", "那延到晚上8点吧"),
    ],
)
def test_why_there_is_too_little_time_is_no_other_thing(plea: str, answer: str) -> None:
    digest = _digest(LIST, f"10:20 一组组长老冉: {plea}", f"10:22 小蒲: {answer}")
    assert _hours(where(digest, 1)[1]) == [("一组", 20), ("其他", 18)]


@pytest.mark.parametrize("who", ["民政专干大刘", "河口村-大刘", "大刘", "党政办 小夏"])
def test_a_yes_of_who_is_not_of_the_office_moves_nothing(who: str) -> None:
    digest = _digest(
        "09:00 小陈(民政办): 各村16日前报临时救助台账",
        "09:20 石坞村老魏: 18号行不行?",
        f"09:22 {who}: 行",
    )
    line = where(digest, 1)[1]
    assert line.deadline == at(16, 23, 59)
    assert not _apart(line)
