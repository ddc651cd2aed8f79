"""The catalogue of a place: what people change in it reaches the matcher, and leaves no trace."""

from datetime import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.catalogue import Amendment, Claim, amendments
from bot.domain.message import SHANGHAI
from bot.reading.findable import findable
from bot.reading.likeness import SHIPPED, Catalogue, Context, Likeness, catalogue, features
from bot.reading.likeness import plain_name as plain
from bot.reading.likeness.catalogue import LONGEST_NAME
from bot.reading.likeness.model import compare

AT = datetime(2026, 5, 20, 9, 0, tzinfo=SHANGHAI)


def _of(*made: tuple[Claim, str, str]) -> Catalogue:
    return catalogue(amendments(Amendment(claim=t, name=n, other=o) for t, n, o in made))


def _alike(first: str, second: str, known: Catalogue = SHIPPED) -> Likeness:
    one, other = features(first, AT, catalogue=known), features(second, AT, catalogue=known)
    assert compare(one, other) == compare(other, one)
    return compare(one, other)


ASKED = (
    ("请各村报{}名册,含姓名、住址,5月26日前报民政办。", "卫生院要{}名单,姓名、电话,下周一前。"),
    ("{}的底数再摸一遍,26日前报数", "请各社区排查{},逐户登记,5月28日前报。"),
    ("请统计{},填好表格发我", "请统计{},填好表格发我"),
)
NAMES = (
    ("高龄老人", "耄耋长者"),
    ("高龄老人", "80岁以上的老寿星"),
    ("村级小微水体", "房前屋后的水凼子"),
    ("清退人员", "不再享受待遇的人"),
    ("困难党员", "帮扶党员"),
)


@pytest.mark.parametrize("forms", ASKED)
@pytest.mark.parametrize("names", NAMES)
def test_another_name_makes_two_ways_of_saying_it_more_alike(
    forms: tuple[str, str], names: tuple[str, str]
) -> None:
    """「耄耋长者」记成高龄老人的叫法以后,两份名册更像同一件。"""
    texts = forms[0].format(names[0]), forms[1].format(names[1])
    known = _of((Claim.ALIAS, *names))
    before, after = _alike(*texts), _alike(*texts, known)
    assert after.score > before.score
    assert "subject" in after.agree
    one, other = (findable(text, features(text, AT, catalogue=known)) for text in texts)
    assert any(term.startswith("S") and term in other for term in one)


APART = (
    ("困难党员", "流动党员"),
    ("困难党员", "特困党员"),
    ("老年人", "高龄老人"),
    ("食品小作坊", "小作坊"),
    ("清退人员", "清退名额"),
    ("低保户", "低保边缘户"),
)


@pytest.mark.parametrize("forms", ASKED)
@pytest.mark.parametrize("names", APART)
def test_what_was_said_to_be_different_is_kept_apart(
    forms: tuple[str, str], names: tuple[str, str]
) -> None:
    """「困难党员」和「特困党员」说过不是一项,再像也不当重复。"""
    known = _of((Claim.APART, *names))
    for one, other in (names, names[::-1]):
        texts = forms[0].format(one), forms[1].format(other)
        told = _alike(*texts, known)
        assert (told.relation, told.band, told.score) == ("different", "silent", 0.0)
        assert "subject" in told.differ
        among = Context()
        places = [among.add(features(text, AT, catalogue=known)) for text in (*texts, texts[0])]
        assert among.compare(places[0], places[1]).relation == "different"
        assert among.compare(places[0], places[2]).relation == "same"
        # Where both are asked for, neither is what the other is not.
        both = texts[0].replace(one, f"{one}、{other}")
        assert _alike(both, texts[1], known).score > 0


def test_items_that_are_one_take_their_names_and_what_belongs_to_them_along() -> None:
    known = _of((Claim.ALIAS, "老年人", "高龄老人"))
    assert known.item_of("高龄老人") == "老年人"
    assert known.item_of("八旬老人") == "老年人"
    assert known.parents["九十岁以上老人"] == "老年人"
    assert "高龄老人" not in known.items
    assert SHIPPED.item_of("八旬老人") == "高龄老人"


def test_a_name_that_is_dropped_is_a_name_no_more() -> None:
    known = _of((Claim.DROPPED, "困难党员", "特困党员"))
    assert known.item_of("特困党员") is None
    assert known.item_of("困难党员") == "困难党员"
    # What was said since may say otherwise.
    again = _of((Claim.DROPPED, "困难党员", "特困党员"), (Claim.ALIAS, "老党员", "特困党员"))
    assert again.item_of("特困党员") == "老党员"


def test_an_item_of_the_place_belongs_where_it_was_put() -> None:
    known = _of((Claim.ITEM, "驻村党员", "党员"))
    assert known.items["驻村党员"].parent == "党员"
    # What is one already stays as it is.
    assert _of((Claim.ITEM, "困难党员", "")).items["困难党员"].parent == "党员"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (" 耄耋 老人 ", "耄耋老人"),
        ("80岁以上老人", "80岁以上老人"),
        ("「党員」", None),
        ("党員", "党员"),
        ("KTV歌舞厅", "ktv歌舞厅"),
        ("党", None),
        ("12345", None),
        ("名单", None),
        ("上报", None),
        ("请", None),
        ("张" * (LONGEST_NAME + 1), None),
        ("", None),
    ],
)
def test_what_may_be_a_name(said: str, name: str | None) -> None:
    assert plain(said) == name


_NAME = st.sampled_from(
    ["困难党员", "特困党员", "流动党员", "党员", "老党员", "高龄老人", "八旬老人", "老年人",
     "耄耋长者", "80岁以上老人", "HPV疫苗", "hpv疫苗", "小作坊", "食品小作坊", "甲乙名", "反诈app"]
)  # fmt: skip
_CHANGE = st.builds(
    lambda claim, pair: Amendment(claim=claim, name=pair[0], other=pair[1]),
    st.sampled_from(Claim),
    st.tuples(_NAME, _NAME),
)


def _state(known: Catalogue) -> object:
    texts = [name for pair in (*NAMES, *APART) for name in pair]
    found = [features(f"请报{name}名册", AT, catalogue=known).terms for name in texts]
    return known.made, known.items, known.parents, known.apart, known.noise, found


@settings(max_examples=30, deadline=None)
@example([], [Amendment(claim=Claim.ITEM, name="甲乙名", other="甲乙名")])
@example([], [Amendment(claim=Claim.ITEM, name="甲KTV", other="甲ktv")])
@given(st.lists(_CHANGE, max_size=5), st.lists(_CHANGE, max_size=3))
def test_what_is_taken_back_leaves_all_as_it_was(
    kept: list[Amendment], undone: list[Amendment]
) -> None:
    before = _state(catalogue.__wrapped__(amendments(kept)))
    changed = catalogue.__wrapped__(amendments([*kept, *undone]))
    assert _state(catalogue.__wrapped__(amendments(kept))) == before
    assert (amendments(changed.made) == amendments(kept)) is not bool(undone)
    # However they were changed, names lead to items, and items to others that there are.
    assert all(parent in changed.items for parent in changed.parents.values())
    assert all(name != parent for name, parent in changed.parents.items())
    for name, far in changed.apart.items():
        assert far <= changed.items.keys() - {name}
        assert all(name in changed.apart[other] for other in far)
    for name in ("困难党员", "高龄老人", "老年人"):
        assert changed.item_of(name) is None or changed.item_of(name) in changed.items
