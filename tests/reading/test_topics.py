"""Two texts may speak of one thing and share hardly a word."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.likeness.topics import Topics, alike, topics


def _topics(text: str) -> Topics:
    return topics(frozenset(map("".join, pairwise(text))))


@pytest.mark.parametrize(
    ("formal", "spoken", "sibling"),
    [
        ("七座以上面包车排查表", "能坐七八个人跑镇上拉客的小面", "村里拉货的三个轮子的农机车"),
        ("留守妇女名单", "男人常年在外自己守着家的媳妇", "一个人拉扯娃的单亲妈妈"),
        ("经营性自建房台账", "楼下开店楼上睡人的屋", "土坯墙裂了口子住不得人的老屋"),
    ],
)
def test_other_words_for_a_thing_are_nearer_than_its_siblings(
    formal: str, spoken: str, sibling: str
) -> None:
    assert alike(_topics(formal), _topics(spoken)) > alike(_topics(formal), _topics(sibling))


def test_what_speaks_of_nothing_is_like_nothing() -> None:
    assert _topics("").told == {}
    assert alike(_topics(""), _topics("低保名单")) == 0


@given(st.text(alphabet="低保名单危房台账老人的了吗留守儿童防汛abc", max_size=60))
def test_a_vector_has_length_one_and_is_most_like_itself(letters: str) -> None:
    found = _topics(letters)
    assert not found.told or math.isclose(alike(found, found), 1.0)
    assert all(told > 0 for told in found.told.values())
