"""Who is said to ask when nobody says for whom they speak."""

import pytest

from bot.reading.group_body import body_of_group


@pytest.mark.parametrize(
    ("group", "body"),
    [
        ("青河县民政业务群", "县民政局"),
        ("鼓东街道梧桐里社区联络群", "梧桐里社区"),
        ("东河村工作群", "东河村"),
        ("柳河镇村居工作群", "镇政府"),
        ("望江街道社区工作群", "街道办"),
        ("城区社区工作群", None),
        ("市监所群", None),
    ],
)
def test_the_body_whose_group_it_is(group: str, body: str | None) -> None:
    assert body_of_group(group, "请大家注意") == body


def test_of_a_town_only_who_addresses_all_speaks() -> None:
    assert body_of_group("柳河镇村居工作群", "我明天去县里") is None
