"""Who is said to ask when nobody says for whom they speak."""

import pytest

from bot.reading.speaker.group_body import body_of_group


@pytest.mark.parametrize(
    ("group", "body"),
    [
        ("青河县民政业务群", "县民政局"),
        ("鼓东街道梧桐里社区联络群", "梧桐里社区"),
        ("东河村工作群", "东河村"),
        ("柳河镇村居工作群", None),
        ("望江街道社区工作群", None),
        ("城区社区工作群", None),
        ("市监所群", None),
        ("西圩村组长群(莫乱发链接)", "西圩村"),
        ("石桥镇各村组长群", None),
        ("柳河镇村组长群", None),
    ],
)
def test_the_body_whose_group_it_is(group: str, body: str | None) -> None:
    assert body_of_group(group) == body
