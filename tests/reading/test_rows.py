"""Units in a row, as people say them."""

import pytest

from bot.reading.thread.rows import spelled_out


@pytest.mark.parametrize(
    ("said", "each"),
    [
        ("一组二组改到后天", "一组、二组改到后天"),
        ("三四五六组不变", "三组、四组、五组、六组不变"),
        ("1、2组下午来", "1组、2组下午来"),
        ("一、三网格", "一网格、三网格"),
        ("3到6组", "3组、4组、5组、6组"),
        ("八至十二组", "八组、九组、十组、十一组、十二组"),
        ("1-3网格", "1网格、2网格、3网格"),
    ],
)
def test_each_of_a_row_has_its_kind(said: str, each: str) -> None:
    assert spelled_out(said) == each


@pytest.mark.parametrize(
    "said", ["十二组", "二十三组", "两三组", "周三四组来", "第三网格", "一组长二组长", "6到3组"]
)
def test_what_is_one_or_none_stays_as_it_is(said: str) -> None:
    assert spelled_out(said) == said
