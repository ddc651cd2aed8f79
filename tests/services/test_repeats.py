"""What repeats what: found among old ones, whichever copy comes first, and never once rejected.

The story: departments of a town ask in two groups, forward, remind, and ask in other words.
"""

import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app import knowledge
from bot.config import Config
from bot.domain.message import SHANGHAI, Message
from bot.domain.people import Presence
from bot.reading.findable import findable
from bot.reading.likeness import features
from bot.reading.reader import read
from bot.services import joining
from bot.services.editing import desk_for
from bot.services.intake import Taken, take_in
from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import chat_id
from bot.storage.pairs import open_pairs
from bot.storage.people import meet
from bot.storage.repeats import Live, likely_repeats
from bot.storage.requests import requests_plain
from bot.storage.schema import MIGRATIONS
from bot.storage.store import Store

_NOW = datetime(2026, 3, 12, 9, 0, tzinfo=SHANGHAI)
_HERE, _THERE = "toy:1:-100", "toy:1:-200"
_TEXTS = (
    "请各村3月16日前报送低保年审花名册,注明姓名、身份证号,报民政办。",
    "各村把吃低保的人今年复核情况摸一下,3月18日前给民政办",
    "请各村3月20日前统计植保无人机台数、机手姓名,报农业办。",
    "各村摸一下打药的飞机,18日前报农业办",
    "请各村3月19日前上报自建房安全隐患排查台账,报村建办。",
    "请各村3月17日前报送一季度困难残疾人慰问名单,报残联。",
    "周五上午9点在镇三楼开防汛工作会,各村书记参加",
)
_KNOWN = knowledge(Config())


def _tell(
    tx: Tx, number: int, chat: str, text: str, at: datetime, sender: str = "办公室-小陈"
) -> Taken | None:
    lexicon, calendar = _KNOWN
    message = Message(group=chat, number=number, sent_at=at, sender=sender, text=text)
    return take_in(tx, chat_id(tx, chat, chat), message, read(message, at, (), lexicon, calendar))


def _stored(work: Callable[[Store], None]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder) / "a.db", MIGRATIONS) as store,
    ):
        work(store)


def _look_for(snapshot: Snapshot, text: str, at: datetime) -> list[str]:
    words = findable(text, features(text, at), 1)
    found = likely_repeats(snapshot, words, Live(at - timedelta(days=45), at), 50)
    return [request.title for request, _ in found]


def test_an_old_request_is_found_as_long_as_it_is_ahead_or_spoken_of() -> None:
    long_ago = _NOW - timedelta(days=60)
    told = (
        "请各村2026年3月30日前报送低保年审花名册,报民政办。",
        "请各村1月20日前报送低保年审公示照片,报民政办。",
    )

    def work(store: Store) -> None:
        for number, text in enumerate(told):
            store.run_sync(_tell, number, _HERE, text, long_ago)
        found = store.read_sync(_look_for, "低保年审的材料", _NOW)
        assert [title[:7] for title in found] == ["低保年审花名册"]
        store.run_sync(
            _tell, 9, _HERE, "低保年审公示照片还没报的抓紧", long_ago + timedelta(days=20)
        )
        assert len(store.read_sync(_look_for, "低保年审的材料", _NOW)) == 2

    _stored(work)


def test_a_subject_is_found_under_its_other_names_and_here_before_elsewhere() -> None:
    def work(store: Store) -> None:
        for number in range(4):
            where = (_HERE, _THERE)[number % 2]
            text = f"请{'甲乙丙丁'[number]}片区3月{16 + number}日前报最低生活保障对象花名册"
            store.run_sync(_tell, number, where, text, _NOW)
        found = store.read_sync(_look_for, "吃低保的人,各村摸个底", _NOW)
        assert len(found) == 4

    _stored(work)


def _partition(told: Sequence[Taken | None]) -> set[frozenset[int]]:
    """Which of the messages speak of one request."""
    places: dict[int, set[int]] = {}
    for place, taken in enumerate(told):
        for request in taken.requests if taken else ():
            places.setdefault(request.id, set()).add(place)
    return {frozenset(group) for group in places.values()}


_ORDERS = st.lists(st.sampled_from(range(len(_TEXTS))), min_size=1, max_size=4, unique=True)


@settings(max_examples=8, deadline=None)
@given(_ORDERS, st.integers(0, 9), st.integers(0, 9), st.booleans())
def test_it_does_not_matter_which_of_two_copies_comes_first(
    order: list[int], at: int, later: int, elsewhere: bool
) -> None:
    copied = order[at % len(order)]
    first = order.index(copied)
    second = first + 1 + later % (len(order) - first)
    chats = (_HERE, _THERE if elsewhere else _HERE)
    found = []
    for one, other in (chats, reversed(chats)):
        said = [(_HERE, text) for text in order]
        said[first] = (one, copied)
        said.insert(second, (other, copied))

        def work(store: Store, said: list[tuple[str, int]] = said) -> None:
            told = [
                store.run_sync(_tell, n, chat, _TEXTS[text], _NOW + timedelta(minutes=n))
                for n, (chat, text) in enumerate(said)
            ]
            found.append(_partition(told))

        _stored(work)
    assert found[0] == found[1]
    assert any({first, second} <= group for group in found[0])


_LEVELS = (
    ("青石县直联络群", "县民政局-老吴", "请各乡镇3月{}日17:30前报送低保年审花名册"),
    ("柳河镇工作群", "民政办-小陈", "转县民政局通知:请各村3月{}日12:00前报送低保年审花名册,附照片"),
    (
        "白马镇工作群",
        "民政办-小何",
        "转县民政局通知:请各村3月{}日12:00前报送低保年审花名册,签字盖章",
    ),
    ("东河村村务群", "村支书-老周", "请各组3月{}日12:00前报送低保年审花名册,附照片"),
)


@settings(max_examples=12, deadline=None)
@given(
    st.permutations(range(len(_LEVELS))),
    st.lists(st.integers(14, 24), min_size=4, max_size=4, unique=True),
    st.sampled_from([(0, 1), (0, 2), (0, 1, 3), (1, 3), (0, 1, 2, 3)]),
)
def test_it_does_not_matter_which_level_is_heard_first(
    order: list[int], days: list[int], chosen: tuple[int, ...]
) -> None:
    found = []
    for said in ([one for one in order if one in chosen], list(chosen)):

        def work(store: Store, said: list[int] = said) -> None:
            told = [
                store.run_sync(
                    _tell, n, group, text.format(days[level]), _NOW + timedelta(minutes=n), who
                )
                for n, level in enumerate(said)
                for group, who, text in [_LEVELS[level]]
            ]
            assert {len(one.requests) for one in told if one} == {1}
            assert len({one.requests[0].id for one in told if one}) == 1
            found.append(store.read_sync(_levels))

        _stored(work)
    assert found[0] == found[1]


def _levels(snapshot: Snapshot) -> tuple[object, ...]:
    """Of the one request: who wants it by when, what each level wants, and where it was said."""
    (request,) = requests_plain(snapshot, [1])
    chats = dict(snapshot.execute("select id, name from chat").fetchall())
    told = [
        (one.rank, one.by, one.deadline, one.demands, chats[one.chat]) for one in request.levels
    ]
    return (
        request.deadline, request.issuer, request.upstream_deadline, request.upstream_issuer,
        sorted(told, key=str),
    )  # fmt: skip


_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("tell"), st.sampled_from(range(len(_TEXTS))), st.sampled_from((0, 1, 2))),
        st.tuples(st.sampled_from(("merge", "apart")), st.integers(1, 6), st.integers(1, 6)),
    ),
    min_size=3,
    max_size=12,
)


@settings(max_examples=15, deadline=None)
@given(_STEPS)
def test_links_are_a_forest_and_what_was_rejected_is_never_asked_about_again(
    steps: list[tuple[str, int, int]],
) -> None:
    rejected: list[tuple[int, int]] = []

    def work(store: Store) -> None:
        for number, (what, one, other) in enumerate(steps):
            at = _NOW + timedelta(minutes=number)
            if what == "tell":
                text = ("", "转发:", "再提醒一下:")[other] + _TEXTS[one]
                store.run_sync(_tell, number, (_HERE, _THERE)[other == 1], text, at)
            elif store.run_sync(_decide, what, one, other) and what == "apart":
                rejected.append((one, other))
            asked = {frozenset(pair) for pair in store.read_sync(_asked, at)}
            roots = store.read_sync(_roots)
            assert all(roots[root] == root for root in roots.values())
            for pair in rejected:
                assert frozenset(roots[one] for one in pair) not in asked

    _stored(work)


def _decide(tx: Tx, what: str, one: int, other: int) -> int | None:
    meet(tx, "toy:1:7")
    groups = [Presence(chat=chat_id(tx, c, c), address=c, title=c) for c in (_HERE, _THERE)]
    keys = dict(tx.execute("select id, key from request").fetchall())
    if one not in keys or other not in keys:
        return None
    desk = desk_for(tx, 1, groups, keys[one], _NOW)
    act = joining.merge if what == "merge" else joining.keep_apart
    return act(tx, desk, keys[one], keys[other]) if desk else None


def _asked(snapshot: Snapshot, now: datetime) -> list[tuple[int, int]]:
    return open_pairs(snapshot, now, now - timedelta(days=45))


def _roots(snapshot: Snapshot) -> dict[int, Any]:
    rows = snapshot.execute("select id, coalesce(merged_into, id) from request").fetchall()
    return dict(rows)


def test_a_reminder_means_what_was_asked_in_its_own_group() -> None:
    town = "请各村3月16日前报送低保年审花名册,报{}。"

    def work(store: Store) -> None:
        first = store.run_sync(_tell, 1, _HERE, town.format("青溪镇民政办"), _NOW)
        second = store.run_sync(
            _tell, 2, _THERE, town.format("石桥镇民政办,每户照片两张,不得少于3页"), _NOW
        )
        third = store.run_sync(_tell, 3, _THERE, "再提醒:低保年审花名册还没报的村抓紧报", _NOW)
        fourth = store.run_sync(_tell, 4, _HERE, "再提醒:低保年审花名册还没报的村抓紧报", _NOW)
        told = [one.requests[0].id if one else 0 for one in (first, second, third, fourth)]
        assert told[2] == told[1]
        assert told[3] == told[0]

    _stored(work)


def test_what_was_kept_apart_stays_so_when_one_of_both_was_merged() -> None:
    school = "县教育局-老何"
    pupils = (
        "县教育局摸底小学新生,请报2019年9月1日至2020年8月31日出生的儿童花名册,填姓名、性别、"
        "身份证号、户籍地址、监护人姓名和电话、拟就读学校。3月16日下班前{}"
    )
    children = (
        "县卫健局做好入学接种查验,请各村报2019年9月—2020年8月出生儿童名单,要姓名、出生日期、"
        "身份证号、现住址、接种证编号、家长电话,3月13日下班前报卫生院。"
    )

    def work(store: Store) -> None:
        store.run_sync(_tell, 1, _HERE, pupils.format("发我"), _NOW, school)
        store.run_sync(_tell, 2, _HERE, children, _NOW, "县卫健局-老吴")
        store.run_sync(_tell, 3, _HERE, _TEXTS[2], _NOW)
        assert store.read_sync(_links) == 1
        store.run_sync(_decide, "apart", 1, 2)
        store.run_sync(_decide, "merge", 1, 3)
        again = store.run_sync(_tell, 4, _HERE, pupils.format("报到学校"), _NOW, school)
        assert again is not None
        assert again.requests[0].id == 3
        assert store.read_sync(_links) == 0

    _stored(work)


def _links(snapshot: Snapshot) -> int:
    return int(snapshot.execute("select count(*) from same_data").fetchone()[0])


def test_what_was_split_off_is_where_its_own_words_go_from_then_on() -> None:
    other = "请各村3月16日前报送低保年审花名册,注明姓名、身份证号、照片,报民政办。"

    def work(store: Store) -> None:
        for number, text in enumerate((_TEXTS[0], other), start=1):
            store.run_sync(_tell, number, _HERE, text, _NOW)
        assert store.run_sync(_split, 2)
        told = [
            store.run_sync(_tell, number, chat, text, _NOW + timedelta(hours=1))
            for number, (chat, text) in enumerate(
                ((_HERE, other), (_HERE, _TEXTS[0]), (_THERE, other)), start=3
            )
        ]
        assert [one.requests[0].id for one in told if one] == [2, 1, 2]

    _stored(work)


def _split(tx: Tx, mention: int) -> int | None:
    meet(tx, "toy:1:7")
    group = Presence(chat=chat_id(tx, _HERE, _HERE), address=_HERE, title=_HERE)
    desk = desk_for(tx, 1, [group], "1-1", _NOW)
    return joining.split(tx, desk, "1-1", mention) if desk else None


def test_what_a_busy_group_is_asked_every_monday_is_a_weekly_report() -> None:
    text = "请各村今天17点前报送值班情况"
    mondays = [_NOW.replace(day=2) + timedelta(days=7 * week) for week in range(4)]

    def work(store: Store) -> None:
        for number, at in enumerate(mondays):
            taken = store.run_sync(_tell, number, _HERE, text, at)
            assert taken is not None

        def cues(snapshot: Snapshot) -> list[str]:
            told = snapshot.execute("select cues from mention order by id").fetchall()
            return [row[0] for row in told]

        assert ["F09" in one for one in store.read_sync(cues)] == [False, False, True, True]

    _stored(work)
