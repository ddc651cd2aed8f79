"""What could tell who wrote a text is named before it is given in."""

import pytest

from bot.reading.identifying import gives_away


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("每户要拍三张照片,数据早就报过", ()),
        ("同一份名单一周报了三次", ()),
        ("我们村只有两个人,天天拍照", ("我们村只有两个人",)),
        ("我是后沟子的,每天跑两趟", ("我是后沟子的",)),
        ("本人昨晚十点还在填表", ("本人",)),
        ("后沟子上周就交了", ("后沟子",)),
        ("有事打13812345678", ("13812345678",)),
        ("有事打138１２３4５６78", ("13812345678",)),
        ("俺们这个村就俩人", ("俺们这个村就俩人",)),
        ("作为网格员,天天打卡", ("作为网格员",)),
        ("後溝子上周就交了", ("后沟子",)),
        ("我\u200b是后沟子的", ("我是后沟子的",)),
    ],
)
def test_words_that_give_the_writer_away(text: str, found: tuple[str, ...]) -> None:
    names = ("后沟子",) if "上周就交" in text else ()
    assert gives_away(text, names) == found


def test_a_long_text_is_read_quickly() -> None:
    gives_away("我们村" * 50_000)
