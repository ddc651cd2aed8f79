"""Answers over a card, however long both are: within a message's limits, and none lost."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.boundary import Outgoing
from bot.domain.card import Card, Item, ItemState
from bot.domain.case import CaseEvent, Outcome
from bot.domain.reading import Kind
from bot.domain.request import Source
from bot.domain.review import Decision, Deed, Feedback, FeedbackKind, Remedy
from bot.wording import hearing as words
from bot.wording.cards import card_text
from tests.wording.test_limits import Parsed, nasty
from tests.wording.test_renderings import address

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
DECISION = Decision(outcome=Outcome.CANCEL, reason="理", basis="据", feedback="复")
long = st.one_of(nasty, st.integers(1, 4000).flatmap(lambda n: nasty.map(lambda t: (t * n)[:4000])))
decisions = st.builds(
    Decision, outcome=st.sampled_from(Outcome), reason=long, basis=long, feedback=long
)
remedies = st.builds(
    Remedy,
    deed=st.none() | st.sampled_from(Deed),
    event=st.booleans(),
    title=long,
    at=st.none() | st.just(NOW),
    said=long,
)
answers = st.builds(
    Feedback,
    id=st.integers(1, 2**52),
    kind=st.sampled_from(FeedbackKind),
    private=st.just("toy:1:1"),
    flag=st.just(1),
    request=st.just(1),
    title=long,
    issuer=st.none() | nasty,
    text=long,
    event=st.sampled_from((CaseEvent.EXPLAIN, CaseEvent.VERIFIED, CaseEvent.GIVE_UP)),
    decision=decisions,
    remedy=remedies,
    final=st.booleans(),
    ratable=st.booleans(),
)


def _card(lines: int, title: str) -> Outgoing:
    items = tuple(
        Item(
            number=n,
            ref=f"r{n}",
            title=f"{n}{title}",
            issuer="镇民政办",
            kind=Kind.REPORT,
            state=ItemState.DONE if n % 3 == 0 else ItemState.OPEN,
            deadline=NOW + timedelta(hours=n),
            starts_at=None,
            sources=(Source(group="甲", number=n),),
        )
        for n in range(1, lines + 1)
    )
    text = card_text(Card(now=NOW, units=("河湾村",), items=items, groups=2), address)
    return Outgoing(plain=text.plain, html=text.html, buttons=text.buttons)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(answers, min_size=1, max_size=7, unique_by=lambda one: one.id),
    st.integers(0, 40),
    nasty,
    st.booleans(),
)
def test_any_answers_over_any_card_keep_the_limits(
    waiting: list[Feedback], lines: int, title: str, plain: bool
) -> None:
    card = _card(lines, title)
    if plain:
        card = Outgoing(plain=card.plain, buttons=card.buttons)
    for said in (words.laid_over(card, waiting), words.alone(waiting, NOW.date())):
        parsed = Parsed(said.html or "")
        assert parsed.units <= 4096
        assert len(said.plain.encode("utf-16-le")) // 2 <= 4096
        assert parsed.entities <= 100
        data = [button.data or "" for row in said.buttons for button in row]
        assert all(len(one.encode()) <= 64 for one in data)
        shown = {one.rpartition(":")[2] for one in data if one.startswith("hear:")}
        left = len(waiting) - len(shown)
        assert left == 0 or f"还有{left}条" in said.plain
        assert words.TITLE in said.plain
        assert "@" not in said.plain
    assert (words.laid_over(card, waiting).html is None) == plain


def _feedback(**more: object) -> Feedback:
    values: dict[str, object] = {
        "id": 5, "kind": FeedbackKind.ANSWERED, "private": "p", "flag": 1, "request": 1,
        "title": "走访照片", "issuer": "镇民政办", "text": "复", "event": CaseEvent.EXPLAIN,
        "decision": DECISION,
    }  # fmt: skip
    return Feedback(**{**values, **more})  # type: ignore[arg-type]


def test_a_full_card_gives_way_to_a_long_answer_and_its_done_lines_go_first() -> None:
    long_one = _feedback(decision=Decision(outcome=Outcome.EXPLAINED, reason="理" * 900,
                                           basis="据" * 900, feedback="复" * 900))  # fmt: skip
    card = _card(45, "低保年审名单核查登记" * 4)
    assert "已办" in card.plain
    said = words.laid_over(card, [long_one]).plain
    assert said.startswith("我的待办 · 11月23日 周一(河湾村)")
    assert "已办" not in said
    assert "……没写下的,发「待办」看全部\n\n意见办理" in said
    assert "理" * 500 in said
    assert "复" * 500 in said
    short = words.laid_over(_card(3, "名单"), [_feedback()])
    assert "没写下的" not in short.plain
    assert "已办1件" in short.plain


def test_what_says_the_same_twice_is_said_once() -> None:
    same = Decision(outcome=Outcome.NOT_UPHELD, reason="按规定要留底", basis="规定第三条",
                    feedback="按规定要留底")  # fmt: skip
    said = words.alone([_feedback(decision=same)], date(2026, 11, 27)).plain
    assert said == (
        "我的待办 · 11月27日 周五\n\n意见办理\n走访照片 · 镇民政办\n"
        "办理结果:不支持,照常办。\n理由:按规定要留底\n依据:规定第三条"
    )


def test_a_headline_tells_no_more_than_a_cards() -> None:
    card = card_text(Card(now=NOW, units=(), items=(), groups=1), address)
    assert words.headline(NOW.date()) == card.headline
