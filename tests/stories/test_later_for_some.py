"""Some villages, told by what they are like or in a row, may hand in later: no ask of its own."""

import pytest

from bot.domain.digest import Digest, Line, MarkKind, Section
from tests.stories.kit import at, together
from tests.telling import digest_of, told, where

ASKED = "09:00 农业办-石磊: 各村3月16日前报秋粮测产表"


def _day(*lines: str) -> Digest:
    return digest_of(*told("\n".join(lines)))


def _apart(line: Line) -> dict[str, int]:
    marks = [mark for mark in line.marks if mark.kind is MarkKind.APART]
    return {one.whose: one.at.day for mark in marks for one in mark.due_for}


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("山上的几个村,测产表18号报也行", "山上的几个村"),
        ("山上的几个村路不好走,18号报也行", "山上的几个村"),
        ("河对面的村子18号报也可以", "河对面的村子"),
        ("库区几个村晚两天,18号给我", "库区几个村"),
        ("种了晚稻的村测产表18号再报", "种了晚稻的村"),
        ("离镇远的村,18号下午再交", "离镇远的村"),
        ("双桥、石门两地山区村测产表18号报", "双桥、石门"),
        ("老街社区和新城社区18号报也行", "老街社区、新城社区"),
        ("双桥、石门两地的山区村可以18号前报", "双桥、石门"),
    ],
)
def test_they_have_more_time_and_the_others_have_not(said: str, who: str) -> None:
    digest = _day(ASKED, f"13:00 农业办-石磊: {said}")
    assert together(digest, 1, 2)
    line = where(digest, 1)[1]
    assert (line.deadline, _apart(line)) == (at(16, 23, 59), {who: 18, "其他": 16})


@pytest.mark.parametrize("said", ["东坪和后山18号报也行", "东坪、后山路远,测产表18号报就行"])
def test_a_row_of_names_is_whole_where_one_is_known_and_else_unsure(said: str) -> None:
    known = _day(ASKED, "09:30 东坪村老李: 收到", f"13:00 农业办-石磊: {said}")
    assert _apart(where(known, 1)[1]) == {"东坪村、后山": 18, "其他": 16}
    unknown = _day(ASKED, f"13:00 农业办-石磊: {said}")
    assert not _apart(where(unknown, 1)[1])
    assert where(unknown, 2)[0] is Section.UNSURE


@pytest.mark.parametrize(
    "said",
    [
        "山上的几个村,农机台账18号报",
        "山上的几个村15号来领种子",
        "山上的几个村18号前把山洪隐患点报我",
        "山区村18号开会",
        "村干部18号来镇里体检",
        "山区村14号报",
        "张德福家的18号报也行",
    ],
)
def test_another_thing_or_time_gives_nobody_more(said: str) -> None:
    digest = _day(ASKED, f"13:00 农业办-石磊: {said}")
    assert together(digest, 1)
    assert not _apart(where(digest, 1)[1])


def test_of_two_asks_neither_moves_and_of_anothers_none() -> None:
    said = "山上的几个村18号报也行"
    other = "09:01 农业办-石磊: 各村3月15日前报农机台账"
    digest = _day(ASKED, other, f"13:00 农业办-石磊: {said}")
    assert where(digest, 3)[0] is Section.UNSURE
    assert together(digest, 1)
    assert together(_day(ASKED, f"13:00 民政办-小王: {said}"), 1)
