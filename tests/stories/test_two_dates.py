"""One message passes on what a level above wants by one day, and tells another day of its own."""

import pytest

from bot.domain.digest import Digest, MarkKind
from tests.stories.kit import at
from tests.telling import digest_of, told, where


def _digest(text: str) -> Digest:
    return digest_of(*told(f"09:25 {text}"))


@pytest.mark.parametrize(
    ("text", "title", "due", "above"),
    [
        (
            "县卫健局-何芳: 转发市卫健委3月5日通知:请各县区于3月20日前上报基层卫生院设备缺口情况。"
            "各乡镇卫生院的数据请3月17日下班前报我局。",
            "基层卫生院设备缺口情况",
            at(17, 18),
            at(20, 23, 59),
        ),
        (
            "卫健办 何芳: 县卫健委通知:请各乡镇3月20日前报送村医培训需求。"
            "各村的数据请3月17日中午前报我办。",
            "村医培训需求",
            at(17, 12),
            at(20, 23, 59),
        ),
        (
            "民政办 小陈: 转县民政局:请各乡镇(街道)3月25日前将特困人员台账报局社救股。⏎"
            "各村名单3月20日中午前给我。",
            "特困人员台账",
            at(20, 12),
            at(25, 23, 59),
        ),
    ],
)
def test_it_is_one_ask_due_by_the_earlier_day(
    text: str, title: str, due: object, above: object
) -> None:
    digest = _digest(text)
    assert digest.requests == 1
    line = where(digest, 1)[1]
    assert (line.title, line.deadline) == (title, due)
    (mark,) = [mark for mark in line.marks if mark.kind is MarkKind.UPSTREAM]
    assert (mark.before, mark.after) == (above, due)


@pytest.mark.parametrize(
    "text",
    [
        "农业办 老周: 转县农业局通知:请各乡镇3月20日前上报春耕方案。"
        "各村的种子需求名单3月18日前报给我。",
        "教育办 郭主任: 请各校3月20日前报送消防演练方案。各班的数据3月21日前发我。",
    ],
)
def test_another_thing_is_an_ask_of_its_own(text: str) -> None:
    digest = _digest(text)
    assert digest.requests == 2
