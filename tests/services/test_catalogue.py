"""The catalogue of a place: grown by what people say, taken back without a trace.

The story: two departments ask for the same people under two names; who decides on the two is
asked about the names, and nothing is learnt unless somebody says so.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalogue import NONE, Amendment, Claim, amendments
from bot.domain.correction import Fix
from bot.domain.message import SHANGHAI
from bot.domain.people import Presence
from bot.reading.data_named import data_named
from bot.reading.findable import findable
from bot.reading.likeness import SHIPPED, Catalogue, catalogue, features
from bot.services import joining
from bot.services.catalogue import (
    Refusal,
    amend,
    answer,
    catalogue_of,
    found,
    item_named,
    take_back,
    wanted,
)
from bot.services.corrections import undo
from bot.services.editing import desk_for
from bot.services.rematching import Foretold, foretold
from bot.storage.catalogue import (
    Kept,
    Proposal,
    amendments_of,
    keep_configured,
    kept_amendments,
    waiting_proposals,
)
from bot.storage.connection import Snapshot, Tx
from bot.storage.corrections import correction_by_id
from bot.storage.messages import chat_id
from bot.storage.overview import Sight
from bot.storage.pairs import links_between
from bot.storage.people import meet
from bot.storage.repeats import Live, likely_repeats
from bot.storage.schema import MIGRATIONS
from bot.storage.store import Store
from tests.services.test_repeats import _HERE, _THERE, _stored, _tell

_ALL = Sight(chats=None)
_ITEM_NAMES = st.sampled_from(
    ["空巢老人", "独居老人", "留守老人", "老年人", "高龄老人", "耄耋长者"]
)
_NOW = datetime(2026, 3, 12, 9, 0, tzinfo=SHANGHAI)
_SENIORS = (
    "请各村报高龄老人名册,含姓名、住址,3月16日前报民政办。",
    "卫生院要耄耋长者名单,姓名、电话,3月13日前。",
)
_PARTY = (
    "请各村报困难党员名册,含姓名、电话,16日前报组织办。",
    "请各村报生活困难党员名单,姓名、电话,18日前报",
)


def _told(store: Store, texts: tuple[str, ...], first: int = 1) -> None:
    for number, text in enumerate(texts, first):
        at, sender = _NOW + timedelta(minutes=number), ("民政办-小陈", "卫生院-老钱")[number % 2]
        store.run_sync(_tell, number, _HERE, text, at, sender)


def _by(tx: Tx) -> int:
    return meet(tx, "toy:1:9", "减负办小林").id


def _say(tx: Tx, claim: Claim, name: str, other: str = "") -> Kept | Refusal:
    return amend(tx, _by(tx), claim, name, other, _NOW)


def _kept(tx: Tx, claim: Claim, name: str, other: str = "") -> Kept:
    made = _say(tx, claim, name, other)
    assert isinstance(made, Kept)
    return made


def _back(tx: Tx, made: Kept) -> Kept | Refusal:
    return take_back(tx, _by(tx), made.id, _NOW)


def _linked(snapshot: Snapshot) -> str | None:
    return links_between(snapshot, 1, 2)


def _decide(tx: Tx, how: str, ref: str = "1-2", other: str = "1-1") -> int:
    group = Presence(chat=chat_id(tx, _HERE, _HERE), address=_HERE, title=_HERE)
    desk = desk_for(tx, _by(tx), [group], ref, _NOW)
    assert desk is not None
    act: Callable[..., int | None] = getattr(joining, how)
    made = act(tx, desk, ref, other)
    assert made is not None
    return made


def _waiting(snapshot: Snapshot) -> list[Proposal]:
    return waiting_proposals(snapshot, _ALL, 10)


def _asked(store: Store) -> list[tuple[Claim, str, str]]:
    waiting = [one.amendment for one in store.read_sync(_waiting)]
    return [(one.claim, one.name, one.other) for one in waiting]


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ("请各村3月16日前报高龄老人底数", "耄耋长者有多少,各组数一数"),
        ("耄耋长者有多少,各组3月16日前数一数上报", "报一下高龄老人底数"),
        ("耄耋长者有多少,各组3月16日前数一数上报", "各村报八旬老人底数"),
    ],
)
def test_what_was_told_under_another_name_is_found_under_either(told: str, asked: str) -> None:
    """先要的那份用的是本地叫法也好,后要的用的也好,记下叫法以后都找得到。"""

    def work(store: Store) -> None:
        _told(store, (told,))
        assert store.read_sync(_found_by, asked) == 0
        made = store.run_sync(_kept, Claim.ALIAS, "高龄老人", "耄耋长者")
        assert store.read_sync(_found_by, asked) == 1
        store.run_sync(_back, made)
        assert store.read_sync(_found_by, asked) == 0

    _stored(work)


def _found_by(snapshot: Snapshot, text: str) -> int:
    own = features(text, _NOW, catalogue=catalogue_of(snapshot))
    live = Live(_NOW - timedelta(days=45), _NOW)
    return len(likely_repeats(snapshot, findable(text, own), live, 5))


def test_what_goes_by_another_name_is_linked_from_now_on_and_what_was_told_stays() -> None:
    def work(store: Store) -> None:
        _told(store, _SENIORS)
        before = store.read_sync(_linked)
        store.run_sync(_kept, Claim.ALIAS, "高龄老人", "耄耋长者")
        assert store.read_sync(_linked) == before
        _told(store, ("敬老院也要耄耋长者名单,列明性别、住哪,3月15日前。",), 4)
        assert store.read_sync(links_between, 1, 3) in ("asks", "same_data")

    def unknown(store: Store) -> None:
        _told(store, _SENIORS)
        _told(store, ("敬老院也要耄耋长者名单,列明性别、住哪,3月15日前。",), 4)
        assert store.read_sync(links_between, 1, 3) is None

    _stored(work)
    _stored(unknown)


def test_what_was_said_to_be_different_is_not_asked_about() -> None:
    def work(store: Store) -> None:
        _told(store, _PARTY)
        assert store.read_sync(_linked) is not None

    def apart(store: Store) -> None:
        store.run_sync(_kept, Claim.APART, "困难党员", "生活困难党员")
        _told(store, _PARTY)
        assert store.read_sync(_linked) is None

    _stored(work)
    _stored(apart)


def test_what_an_amendment_would_do_is_told_and_nothing_is_done() -> None:
    made = Amendment(claim=Claim.ALIAS, name="高龄老人", other="耄耋长者")

    def work(store: Store) -> None:
        _told(store, (*_SENIORS, "请各村3月20日前统计植保无人机台数,报农业办。"))
        before = store.read_sync(_all)
        told: Foretold = store.read_sync(foretold, _ALL, made, _NOW + timedelta(hours=1))
        assert (told.speaking, told.looked_at) == (2, 2)
        (one,) = told.otherwise
        assert [request.key for request in one.pair] == ["1-1", "1-2"]
        assert (one.stored, one.now) == (None, "same_data")
        assert store.read_sync(_all) == before
        store.run_sync(_kept, made.claim, made.name, made.other)
        # What is so already would change nothing.
        again = store.read_sync(foretold, _ALL, made, _NOW + timedelta(hours=1))
        assert again.otherwise == ()

    _stored(work)


def _all(snapshot: Snapshot) -> dict[str, list[Any]]:
    tables = ("request", "same_data", "likely", "amendment", "catalogue_version", "proposal")
    return {table: snapshot.execute(f"select * from {table}").fetchall() for table in tables}


@pytest.mark.parametrize(
    ("claim", "name", "other", "why"),
    [
        (Claim.ALIAS, "困难党员", "名单", Refusal.NO_NAME),
        (Claim.ALIAS, "困难党员", "", Refusal.NO_NAME),
        (Claim.ITEM, "老", "", Refusal.NO_NAME),
        (Claim.ITEM, "驻村党员", "没有这一项", Refusal.NO_ITEM),
        (Claim.DROPPED, "没有这一项", "特困党员", Refusal.NO_ITEM),
        (Claim.APART, "困难 党员", "困难党員", Refusal.ONE_NAME),
        (Claim.ALIAS, "困难党员", "特困党员", Refusal.ALREADY),
        (Claim.ITEM, "困难党员", "", Refusal.ALREADY),
        (Claim.DROPPED, "困难党员", "高龄老人", Refusal.ALREADY),
    ],
)
def test_what_says_nothing_new_or_could_not_be_found_is_refused(
    claim: Claim, name: str, other: str, why: Refusal
) -> None:
    assert wanted(SHIPPED, claim, name, other) is why


def test_an_item_is_shown_with_what_it_is_called_and_what_it_is_not() -> None:
    def work(store: Store) -> None:
        store.run_sync(_kept, Claim.ALIAS, "特困党员", "帮扶党员")
        store.run_sync(_kept, Claim.APART, "流动党员", "困难党员")
        items: Catalogue = store.read_sync(catalogue_of)
        shown = item_named(items, "帮扶党员")
        assert shown is not None
        assert (shown.name, shown.parent, shown.apart) == ("困难党员", "党员", ("流动党员",))
        assert shown.own == {"帮扶党员"}
        assert {"老党员", "流动党员"} <= set(shown.siblings)
        assert found(items, "帮扶", 3)[0] == ("困难党员", "帮扶党员") or (
            "困难党员", "帮扶党员",
        ) in found(items, "帮扶党", 3)  # fmt: skip
        assert found(items, "困难党员", 1) == [("困难党员", None)]
        assert found(items, " ", 3) == []
        assert item_named(items, "没有这一项") is None

    _stored(work)


def test_merging_two_names_asks_whether_they_are_one_and_learns_nothing_by_itself() -> None:
    def work(store: Store) -> None:
        _told(store, _SENIORS)
        store.run_sync(_decide, "merge")
        assert _asked(store) == [(Claim.ALIAS, "高龄老人", "耄耋长者")]
        assert store.read_sync(amendments_of) is NONE
        (asked,) = store.read_sync(_waiting)
        store.run_sync(lambda tx: answer(tx, _by(tx), _ALL, asked.id, _NOW, yes=True))
        assert store.read_sync(catalogue_of).item_of("耄耋长者") == "高龄老人"
        assert _asked(store) == []
        late = store.run_sync(lambda tx: answer(tx, _by(tx), _ALL, asked.id, _NOW, yes=True))
        assert late is Refusal.GONE
        # Taken back, it is open again.
        (made,) = store.read_sync(kept_amendments, 5)
        store.run_sync(_back, made)
        assert store.read_sync(catalogue_of) is SHIPPED
        assert _asked(store) == [(Claim.ALIAS, "高龄老人", "耄耋长者")]

    _stored(work)


def test_who_merges_what_others_were_told_too_is_asked_of_what_their_own_groups_say() -> None:
    """别的群也收到过同一件:并的是本群的那一份,问的也是本群看得到的。"""

    def work(store: Store) -> None:
        _told(store, _SENIORS[:1])
        store.run_sync(_tell, 2, _THERE, _SENIORS[0], _NOW, "民政办-小陈")
        _told(store, _SENIORS[1:], 3)
        store.run_sync(_decide, "merge", "1-1", "1-3")
        here = Sight(chats=(store.run_sync(chat_id, _HERE, _HERE),))
        assert len(store.read_sync(waiting_proposals, here, 10)) == 1

    _stored(work)


def test_what_was_denied_is_never_asked_again() -> None:
    def work(store: Store) -> None:
        _told(store, _SENIORS)
        store.run_sync(_decide, "confirm")
        (asked,) = store.read_sync(_waiting)
        store.run_sync(lambda tx: answer(tx, _by(tx), _ALL, asked.id, _NOW, yes=False))
        store.run_sync(_decide, "merge")
        assert _asked(store) == []
        assert store.read_sync(catalogue_of) is SHIPPED

    _stored(work)


def test_what_was_taken_back_asks_nothing_until_it_is_decided_again() -> None:
    def work(store: Store) -> None:
        _told(store, _SENIORS)
        made = store.run_sync(_decide, "merge")

        def back(tx: Tx) -> None:
            kept = correction_by_id(tx, made)
            assert kept is not None
            assert kept.fix is Fix.MERGE
            undo(tx, kept, _NOW)

        store.run_sync(back)
        assert _asked(store) == []
        store.run_sync(_decide, "merge")
        assert len(_asked(store)) == 1

    _stored(work)


def test_rejecting_two_names_of_one_item_asks_whether_they_are_two() -> None:
    def work(store: Store) -> None:
        _told(store, _PARTY)
        store.run_sync(_decide, "keep_apart")
        assert _asked(store) == [(Claim.APART, "困难党员", "生活困难党员")]
        (asked,) = store.read_sync(_waiting)
        store.run_sync(lambda tx: answer(tx, _by(tx), _ALL, asked.id, _NOW, yes=True))
        items: Catalogue = store.read_sync(catalogue_of)
        assert items.apart["困难党员"] == {"生活困难党员"}

    _stored(work)


@pytest.mark.parametrize(
    ("texts", "how"),
    [
        # One name: the two differ in something else.
        ((_SENIORS[0], _SENIORS[0].replace("报民政办", "报卫生院")), "merge"),
        ((_PARTY[0], _PARTY[0].replace("16日", "18日")), "keep_apart"),
        # Two names of one item say nothing new when they are merged, two items none when not.
        (_PARTY, "merge"),
        (_SENIORS, "keep_apart"),
        # What belongs to the other is part of it, as was known.
        ((_PARTY[0], _PARTY[0].replace("困难党员名册", "党员名单")), "merge"),
        # No one thing is named.
        ((_SENIORS[0], "周五上午9点在镇三楼开会,各村书记参加"), "confirm"),
    ],
)
def test_where_nothing_is_to_be_learnt_nothing_is_asked(texts: tuple[str, str], how: str) -> None:
    def work(store: Store) -> None:
        _told(store, (texts[0],))
        _told(store, (texts[1],), 2)
        if store.read_sync(_requests) == 2:
            store.run_sync(_decide, how)
        assert _asked(store) == []

    _stored(work)


def _requests(snapshot: Snapshot) -> int:
    return int(snapshot.execute("select count(*) from request").fetchone()[0])


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("高龄老人名册", "高龄老人"),
        ("2026年度80岁以上老人基本信息", "80岁以上老人"),
        ("3月份新增低保对象花名册", "低保对象"),
        ("更新残疾人底数", "残疾人"),
        ("困难党员和流动党员名单", "困难党员"),
        ("困难党员走访", "困难党员"),
        ("收到请回复", None),
    ],
)
def test_the_name_of_what_a_list_is_of(title: str, named: str | None) -> None:
    assert data_named(title, features(title, _NOW)) == named


def test_what_the_configuration_says_holds_first_and_is_changed_there_alone(
    tmp_path: Path,
) -> None:
    said = Amendment(claim=Claim.ALIAS, name="高龄老人", other="耄耋长者")
    with Store.open(tmp_path / "a.db", MIGRATIONS) as store:
        mine = store.run_sync(_kept, Claim.ALIAS, "高龄老人", "老寿翁")
        store.run_sync(keep_configured, amendments([said]), _NOW)
        held = store.read_sync(amendments_of)
        assert [one.other for one in held.made] == ["耄耋长者", "老寿翁"]
        configured = store.read_sync(kept_amendments, 5)[-1]
        assert configured.member is None
        why = store.run_sync(_back, configured)
        assert why is Refusal.GONE
        store.run_sync(keep_configured, amendments([said]), _NOW)
        assert store.read_sync(amendments_of) is held
        store.run_sync(keep_configured, NONE, _NOW)
        store.run_sync(_back, mine)
        assert store.read_sync(catalogue_of) is SHIPPED


def test_an_item_that_more_was_said_of_is_taken_back_last() -> None:
    def work(store: Store) -> None:
        item = store.run_sync(_kept, Claim.ITEM, "驻村党员", "党员")
        name = store.run_sync(_kept, Claim.ALIAS, "驻村党员", "下派党员")

        assert store.run_sync(_back, item) is Refusal.LATER
        assert store.run_sync(_back, name) == name
        assert store.run_sync(_back, name) is Refusal.GONE
        assert store.run_sync(_back, item) == item
        assert store.read_sync(catalogue_of) is SHIPPED

    _stored(work)


_NAMES = st.sampled_from(
    ["困难党员", "特困党员", "流动党员", "党员", "高龄老人", "八旬老人", "耄耋长者", "驻村党员"]
)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(Claim), _NAMES, _NAMES), min_size=1, max_size=6))
def test_taking_back_the_newest_first_leaves_each_catalogue_that_was_before(
    said: list[tuple[Claim, str, str]],
) -> None:
    def work(store: Store) -> None:
        before: list[tuple[Kept, Catalogue]] = []
        for one in said:
            was = store.read_sync(catalogue_of)
            made = store.run_sync(_say, *one)
            if isinstance(made, Kept):
                before.append((made, was))
                assert store.read_sync(catalogue_of) is not was
            else:
                assert store.read_sync(catalogue_of) is was
        for made, was in reversed(before):
            assert isinstance(store.run_sync(_back, made), Kept)
            now = store.read_sync(catalogue_of)
            assert (now.made, now.items, now.apart) == (was.made, was.items, was.apart)
        assert store.read_sync(catalogue_of) is SHIPPED

    _stored(work)


def test_what_stands_in_groups_one_does_not_see_is_neither_proposed_nor_counted() -> None:
    def work(store: Store) -> None:
        _told(store, _SENIORS)
        store.run_sync(_decide, "merge")
        made = Amendment(claim=Claim.ALIAS, name="高龄老人", other="耄耋长者")
        here, later = store.run_sync(chat_id, _HERE, _HERE), _NOW + timedelta(hours=1)
        for sight, seen in ((Sight(chats=(here,)), 1), (Sight(chats=(here + 1,)), 0)):
            asked = store.read_sync(waiting_proposals, sight, 10)
            assert len(asked) == seen
            told: Foretold = store.read_sync(foretold, sight, made, later)
            assert bool(told.speaking or told.looked_at or told.otherwise) == bool(seen)
        none = Sight(chats=(here + 1,))
        said = store.run_sync(lambda tx: answer(tx, _by(tx), none, 1, _NOW, yes=True))
        assert said is Refusal.GONE
        assert len(store.read_sync(_waiting)) == 1

    _stored(work)


@pytest.mark.parametrize(
    "texts",
    [
        (
            "请村里明天12点前上报王秀英家庭情况登记表。",
            "请各村3月18日前报送李大山信息登记表,报综治办。",
        ),
        (
            "请各村3月18日前报送耕读户登记表,报综治办。",
            "请各村3月18日前报送李大山信息登记表,报农业办。",
        ),
        ("请各村3月18日前报送耕读户登记表,报综治办。", "请各村3月18日前报送张三丰名单,报农业办。"),
    ],
)
def test_whom_a_list_is_of_is_never_proposed(texts: tuple[str, str]) -> None:
    def work(store: Store) -> None:
        _told(store, texts)
        store.run_sync(_decide, "confirm")
        assert _asked(store) == []

    _stored(work)


_MIRRORED = (
    "请各村3月19日前报送渔樵户花名册,报民政办。",
    "请各村3月21日前报送耕读户登记表,报农业办。",
    "请各组4月19日前报送2026年渔樵户台账,报卫健办。",
    "请各组4月21日前报送2026年耕读户清单,报水利站。",
)


def test_a_question_is_the_same_whichever_name_comes_first() -> None:
    def work(store: Store) -> None:
        _told(store, _MIRRORED)
        store.run_sync(_decide, "confirm", "1-1", "1-2")
        (asked,) = store.read_sync(_waiting)
        store.run_sync(_decide, "confirm", "1-4", "1-3")
        assert len(_asked(store)) == 1
        store.run_sync(lambda tx: answer(tx, _by(tx), _ALL, asked.id, _NOW, yes=False))
        # Nor is it another one once the catalogue knows either of them.
        store.run_sync(_kept, Claim.ITEM, "渔樵户")
        store.run_sync(_decide, "keep_apart", "1-4", "1-3")
        store.run_sync(_decide, "confirm", "1-3", "1-4")
        assert _asked(store) == []

    _stored(work)


def test_what_was_said_meanwhile_answers_the_question() -> None:
    def work(store: Store) -> None:
        _told(store, _MIRRORED[:2])
        store.run_sync(_decide, "confirm")
        (asked,) = store.read_sync(_waiting)
        store.run_sync(_kept, Claim.ALIAS, asked.amendment.name, asked.amendment.other)
        said = store.run_sync(lambda tx: answer(tx, _by(tx), _ALL, asked.id, _NOW, yes=True))
        assert said == asked
        assert _asked(store) == []

    _stored(work)


def test_no_item_comes_to_belong_to_itself() -> None:
    assert wanted(SHIPPED, Claim.ALIAS, "空巢老人", "老年人") is Refusal.LOOP
    # What was written in the configuration is not asked about: it is passed over.
    made = Amendment(claim=Claim.ALIAS, name="空巢老人", other="老年人")
    items = catalogue(amendments([made]))
    assert items.item_of("老年人") == "老年人"
    # An item can take the place of what it belongs to.
    parent = SHIPPED.parents["空巢老人"]
    assert isinstance(wanted(SHIPPED, Claim.ALIAS, "空巢老人", parent), Amendment)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(list(Claim)), _ITEM_NAMES, _ITEM_NAMES), max_size=6))
def test_whatever_is_said_no_item_is_above_itself(
    said: list[tuple[Claim, str, str]],
) -> None:
    items = catalogue(
        amendments(Amendment(claim=claim, name=one, other=two) for claim, one, two in said)
    )
    for name in items.parents:
        seen = set[str]()
        at: str | None = name
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = items.parents.get(at)
