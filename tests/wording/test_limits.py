"""Whatever people write, parts keep Telegram's limits and say each line once."""

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from bot.domain.case import UPHELD, CaseEvent, Outcome
from bot.domain.digest import Digest, GroupCount, Line, Mark, MarkKind, Period, Section
from bot.domain.message import Media
from bot.domain.reading import Assumption, Kind
from bot.domain.request import Source
from bot.domain.review import Decision, News
from bot.wording.digest_json import digest_object
from bot.wording.layout import lay_out
from bot.wording.page import render_body
from bot.wording.plain import render_text
from bot.wording.telegram_html import render_html
from bot.wording.text import one_line
from tests.wording.test_renderings import address, schema

END = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
VALID = Draft202012Validator(schema("digest"))
ALLOWED = {"b", "i", "u", "s", "a", "code", "blockquote"}

nasty = st.text(
    st.one_of(
        st.sampled_from("<>&\"'@#/表格老人😀👨‍👩‍👧\u202e\u200b\u2028\n\t\x00\ud800ئۇيעב"),
        st.characters(),
    ),
    max_size=40,
)
moments = st.none() | st.integers(-3000, 90000).map(lambda m: END + timedelta(minutes=m))
marks = st.builds(
    Mark,
    kind=st.sampled_from(MarkKind),
    count=st.integers(0, 99),
    before=moments,
    after=moments,
    issuer=st.none() | nasty,
    keys=st.lists(st.integers(0, 30).map("k{}".format), max_size=20).map(tuple),
    text=st.sampled_from(Assumption).map(str) | nasty,
    outcome=st.none() | st.sampled_from(Outcome),
)
_ADVISING = (CaseEvent.ADVISE, CaseEvent.VERIFIED, CaseEvent.GIVE_UP)
decisions = st.builds(
    Decision, outcome=st.sampled_from(sorted(UPHELD)), reason=nasty, basis=nasty, feedback=nasty
)
news = st.builds(
    News,
    number=st.integers(1, 99),
    event=st.sampled_from(_ADVISING),
    request=st.just(1),
    title=nasty,
    issuer=st.none() | nasty,
    decision=decisions,
)
sources = st.builds(Source, group=st.sampled_from(["甲", "乙"]), number=st.integers(1, 10**6))
lines = st.builds(
    Line,
    key=st.just(""),
    title=nasty,
    issuer=st.none() | nasty,
    kind=st.none() | st.sampled_from(Kind),
    deadline=moments,
    starts_at=moments,
    carried=st.booleans(),
    sources=st.lists(sources, max_size=14).map(tuple),
    marks=st.lists(marks, max_size=5).map(tuple),
)
periods = st.tuples(moments, moments).map(
    lambda two: Period(start=two[0] or END, end=two[1] or END)
)


@st.composite
def days(draw: st.DrawFn) -> Digest:
    """A digest whose titles carry a serial number, so that each can be found."""
    placed: dict[Section, list[Line]] = {}
    drawn = draw(st.lists(st.tuples(st.sampled_from(Section), lines), max_size=40))
    for serial, (section, line) in enumerate(drawn):
        titled = replace(line, key=f"k{serial}", title=f"[{serial}]{line.title}")
        placed.setdefault(section, []).append(titled)
    unread = st.dictionaries(st.sampled_from(Media), st.integers(0, 9))
    groups = st.builds(GroupCount, name=nasty, messages=st.integers(0, 999), unread=unread)
    return Digest(
        period=Period(start=END - timedelta(days=1), end=END),
        groups=tuple(draw(st.lists(groups, max_size=4))),
        notices=draw(st.integers(0, 99)),
        requests=draw(st.integers(0, 99)),
        next_workday=date(2026, 11, 24),
        sections={section: tuple(found) for section, found in placed.items()},
        gaps=tuple(draw(st.lists(periods, max_size=6))),
        skipped=draw(st.integers(0, 5)),
        news=tuple(draw(st.lists(news, max_size=6))),
    )


class Parsed(HTMLParser):
    """What Telegram would make of a part: its text and its entities, tags checked."""

    def __init__(self, part: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.entities, self.open = "", 0, Counter[str]()
        self.feed(part)
        self.close()
        assert not self.open.total()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        assert not self.open["blockquote"] or tag != "blockquote"
        self.entities += 1
        self.open[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        assert self.open[tag]
        self.open[tag] -= 1

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def units(self) -> int:
        return len(self.text.encode("utf-16-le")) // 2


def titles(day: Digest) -> list[str]:
    return [one_line(line.title) for found in day.sections.values() for line in found]


def check_parts(day: Digest) -> list[str]:
    parts = render_html(day, address)
    parsed = [Parsed(part) for part in parts]
    assert all(0 < part.units <= 4096 and part.entities <= 100 for part in parsed)
    for number, part in enumerate(parsed[1:], 2):
        assert part.text.startswith(f"今日一览(续{number}/{len(parts)})\n")
    said = "\n".join(part.text for part in parsed)
    for title in titles(day):
        assert said.count(title.replace("@", "＠")) == 1
    return parts


@settings(max_examples=40, deadline=None)
@given(days())
def test_any_day_keeps_the_limits(day: Digest) -> None:
    check_parts(day)


@settings(max_examples=40, deadline=None)
@given(days())
def test_any_day_reads_in_order_and_loses_nothing(day: Digest) -> None:
    items = [item for block in lay_out(day).blocks for item in block.items]
    assert [item.number for item in items] == list(range(1, len(titles(day)) + 1))
    text = render_text(day)
    page = page_text(render_body(day))
    for title in titles(day):
        assert text.count(title) == 1
        assert page.count(title) == 1
    text.encode()


@settings(max_examples=40, deadline=None)
@given(days())
def test_any_day_fits_the_contract(day: Digest) -> None:
    said = digest_object(day)
    VALID.validate(said)
    said["groups"] = []  # names of groups stay as the export spells them
    json.dumps(said, ensure_ascii=False).encode()


def test_five_hundred_lines_split_at_their_borders() -> None:
    found = tuple(
        Line(
            key=f"k{n}",
            title=f"第{n}号事项<3天&😀",
            issuer="县民政局",
            kind=Kind.REPORT,
            deadline=END + timedelta(hours=1),
            sources=(Source(group="甲", number=n), Source(group="甲", number=n + 1000)),
        )
        for n in range(1000, 1500)
    )
    parts = check_parts(_day(found))
    assert len(parts) > 10
    for part in parts[1:]:
        assert re.search("今明到期(还有488件)?\\(续\\):\n|覆盖", part)


def test_one_line_is_one_part() -> None:
    line = Line(key="k", title="台账", issuer=None, kind=Kind.REPORT)
    assert len(check_parts(_day((line,)))) == 1


def test_a_page_of_text_as_a_title_is_shortened() -> None:
    line = Line(key="k", title="😀" * 5000, issuer="局" * 500, kind=None)
    (part,) = [Parsed(part) for part in render_html(_day((line,)), address)]
    assert part.units < 4096
    assert "…" in part.text


def test_nobody_is_notified_by_a_title() -> None:
    line = Line(key="k", title="@lisi 请报台账", issuer=None, kind=None)
    assert "@" not in render_html(_day((line,)), lambda _: None)[0]


def page_text(page: str) -> str:
    texts: list[str] = []

    class Collector(HTMLParser):
        def handle_data(self, data: str) -> None:
            texts.append(data)

    collector = Collector()
    collector.feed(page)
    return "".join(texts)


def _day(found: tuple[Line, ...]) -> Digest:
    return Digest(
        period=Period(start=END - timedelta(days=1), end=END),
        groups=(GroupCount(name="甲", messages=len(found)),),
        notices=len(found),
        requests=len(found),
        next_workday=date(2026, 11, 24),
        sections={Section.DUE_SOON: found},
    )
