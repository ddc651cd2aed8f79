"""The sentences of a digest: sums, headings, marks, order, honesty."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.digest import Digest, GroupCount, Line, Mark, MarkKind, Period, Section
from bot.domain.reading import Assumption, DueFor, Kind
from bot.domain.request import Source
from bot.wording import digests, marks
from bot.wording.layout import TOP_ROWS, lay_out
from bot.wording.plain import render_text
from tests.wording.conftest import assumed, at, line

APART = (
    DueFor(whose="东河村、西河村", at=at(24, 18, 0)),
    DueFor(whose="其他村", at=at(25)),
)
CONTEXT = marks.Context(now=at(23, 17, 30), numbers={"me": 1, "b": 8, "c": 9})


def words(mark: Mark, of: Line | None = None) -> str:
    return marks.mark_words(mark, of or line("me", "台账", "镇民政办"), CONTEXT)


def with_lines(day: Digest, section: Section, *lines: Line) -> Digest:
    return replace(day, notices=len(lines), requests=len(lines), sections={section: lines})


def test_the_summary_counts_what_is_due_by_the_end_of_the_next_working_day(
    quiet_day: Digest,
) -> None:
    day = with_lines(
        quiet_day,
        Section.DUE_SOON,
        line("slot", "整点", None, deadline=quiet_day.period.end),
        line("today", "今天", None, deadline=at(23, 18, 0)),
        line("last", "明晚", None, deadline=at(24)),
        line("after", "后天", None, deadline=at(25, 0, 0)),
        line("off", "取消了", None, Kind.TASK, Mark(kind=MarkKind.CANCELLED), deadline=at(24)),
    )
    assert digests.due_count(day) == 2
    assert digests.summary(replace(day, notices=9)) == "通知9条,合并为5件事,下个工作日前到期2件"


def test_what_begins_on_the_ground_by_then_is_due_but_no_meeting_nor_news(
    quiet_day: Digest,
) -> None:
    day = with_lines(
        quiet_day,
        Section.DUE_SOON,
        line("bodies", "体检", None, Kind.TASK, starts_at=at(24, 8, 0)),
        line("meeting", "例会", None, Kind.MEETING, starts_at=at(24, 8, 0)),
        line("power", "停电", None, Kind.INFO, starts_at=at(24, 8, 0)),
    )
    assert digests.due_count(day) == 1


def test_carried_lines_are_said_apart_from_the_sum(quiet_day: Digest) -> None:
    old = line("old", "旧事", None, deadline=at(24), carried=True)
    day = replace(quiet_day, sections={Section.DUE_SOON: (old,)})
    assert digests.summary(day) == "没有新通知,下个工作日前到期1件;另列此前通知的1件"
    assert "此前已通知" in render_text(day)


def test_more_asks_than_notices_are_not_called_merged(quiet_day: Digest) -> None:
    day = replace(quiet_day, notices=1, requests=3)
    assert digests.summary(day) == "通知1条,共3件事,下个工作日前没有到期的"


def test_before_rest_days_the_heading_names_the_next_working_day(quiet_day: Digest) -> None:
    day = with_lines(quiet_day, Section.DUE_SOON, line("a", "台账", None, deadline=at(24)))
    assert lay_out(day).blocks[0].heading == "今明到期"
    friday = replace(day, next_workday=date(2026, 11, 26))
    assert lay_out(friday).blocks[0].heading == "下个工作日前到期"


def test_groups_are_named_while_they_fit(quiet_day: Digest) -> None:
    many = tuple(GroupCount(name=f"第{n}网格工作群", messages=1) for n in range(12))
    assert digests.headline(replace(quiet_day, groups=many)) == "今日一览 · 12个群 · 11月23日 周一"
    two = digests.headline(replace(quiet_day, groups=many[:2]))
    assert two == "今日一览 · 第0网格工作群、第1网格工作群 · 11月23日 周一"
    assert digests.headline(replace(quiet_day, groups=())) == "今日一览 · 11月23日 周一"


def test_the_footer_says_what_was_not_seen(rich_day: Digest) -> None:
    assert digests.footer(rich_day) == (
        "覆盖11/22 17:30—11/23 17:30;未识别4条:图片2、语音1、文件1,请点开看;"
        "10:02—10:15未收到消息;另有3行没能读入。自动整理,以原通知为准。"
    )
    gap = Period(start=at(22, 23, 0), end=at(23, 6, 0))
    assert "等5段时间未收到消息" in digests.footer(replace(rich_day, gaps=(gap,) * 5))


def test_an_empty_digest_is_one_honest_line(quiet_day: Digest) -> None:
    said = render_text(quiet_day)
    assert said.startswith("这段时间没有通知。覆盖11/22 17:30—11/23 17:30;未识别1条:图片1")
    assert "\n" not in said


@pytest.mark.parametrize(
    ("local", "upstream", "said"),
    [
        ("镇民政办", "县民政局", "时限:镇11/24 12:00(先交镇里)|县11/25 17:30"),
        ("县民政局", "县民政局", "时限:先交11/24 12:00|县11/25 17:30"),
        ("城关街道办事处", "市场监管局", "时限:街道11/24 12:00(先交街道)|上级11/25 17:30"),
        ("县乡村振兴局", "省厅", "时限:县11/24 12:00(先交县里)|省11/25 17:30"),
        ("临溪镇市场监管所", None, "时限:镇11/24 12:00(先交镇里)|上级11/25 17:30"),
        ("和平社区", "住房和城乡建设局", "时限:先交11/24 12:00|上级11/25 17:30"),
    ],
)
def test_a_tightened_deadline_stands_beside_the_one_above(
    local: str, upstream: str | None, said: str
) -> None:
    mark = Mark(kind=MarkKind.UPSTREAM, before=at(25, 17, 30), after=at(24, 12, 0), issuer=upstream)
    assert words(mark, line("me", "台账", local)) == said


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        (Mark(kind=MarkKind.URGED, count=2), "已催2次"),
        (Mark(kind=MarkKind.URGED), ""),
        (Mark(kind=MarkKind.SAME_DATA, keys=("b",)), "与第8件要同一批名单,可一次备齐"),
        (
            Mark(kind=MarkKind.SAME_DATA, keys=("c", "b", "gone"), text="照片"),
            "与第8、9件要同一批照片,可一次备齐",
        ),
        (Mark(kind=MarkKind.SAME_DATA, keys=("gone", "me")), ""),
        (Mark(kind=MarkKind.CLASH, keys=("b",)), "与第8件时间相近"),
        (Mark(kind=MarkKind.MOVED, before=at(27, 18, 0)), "改期:原周五18:00"),
        (Mark(kind=MarkKind.MOVED, after=at(27, 18, 0)), "补充了时间"),
        (Mark(kind=MarkKind.CANCELLED), "已撤回,不用再做"),
        (Mark(kind=MarkKind.RECURS, text="每周四12点前"), "长期:每周四12点前"),
        (
            Mark(kind=MarkKind.APART, due_for=APART),
            "时限:11/24 18:00(东河村、西河村)|11/25(其他村)",
        ),
        (
            Mark(kind=MarkKind.APART, due_for=APART * 3),
            "时限:" + "11/24 18:00(东河村、西河村)|11/25(其他村)|" * 2 + "另2批",
        ),
        (
            Mark(
                kind=MarkKind.UPSTREAM,
                due_for=(
                    DueFor(whose="东河村", at=at(24, 12, 0)),
                    DueFor(whose="镇民政办", at=at(25, 12, 0)),
                    DueFor(whose="县民政局", at=at(27, 17, 30)),
                ),
            ),
            "时限:村11/24 12:00(先交村里)|镇11/25 12:00|县11/27 17:30",
        ),
        (
            Mark(
                kind=MarkKind.UPSTREAM,
                due_for=(
                    DueFor(whose="街道社保所", at=at(27, 12, 0)),
                    DueFor(whose="区人社局", at=at(25, 12, 0)),
                ),
            ),
            "时限:街道11/27 12:00|区11/25 12:00",
        ),
        (
            Mark(kind=MarkKind.ON_TOP, issuer="镇民政办", wants=("盖章纸质版", "现场照片")),
            "镇里另要:盖章纸质版、现场照片",
        ),
        (
            Mark(kind=MarkKind.ON_TOP, issuer="中心校", wants=("照片",), threats=("逾期通报",)),
            "中心校另要:照片;另写明:逾期通报",
        ),
        (
            Mark(kind=MarkKind.ON_TOP, issuer="乡", wants=tuple("一二三四五六七")),
            "乡里另要:一、二、三、四、五、六等7项",
        ),
        (
            Mark(
                kind=MarkKind.WIDER,
                issuer="镇民政办",
                text="60岁以上",
                less="80岁以上",
                above="县民政局",
            ),
            "范围:镇里60岁以上|县里80岁以上",
        ),
        (
            Mark(kind=MarkKind.WIDER, issuer="镇", text="每天", less="每周五", keys=("often",)),
            "频次:镇里每天|上级每周五",
        ),
        (Mark(kind=MarkKind.VENUE, text="四楼会议室"), "地点改为四楼会议室"),
        (Mark(kind=MarkKind.SPARED, text="城关镇不用报"), "城关镇不用报"),
        (Mark(kind=MarkKind.NO_WORKDAYS), "未含调休"),
        (Mark(kind=MarkKind.ASSUMED, text="another convention"), "时间为推定"),
    ],
)
def test_marks_are_plain_facts(mark: Mark, said: str) -> None:
    assert words(mark) == said


@pytest.mark.parametrize("kind", MarkKind)
@pytest.mark.parametrize("assumption", Assumption)
def test_every_mark_has_calm_words(kind: MarkKind, assumption: Assumption) -> None:
    mark = Mark(
        kind=kind, count=1, keys=("b",), text=assumption.value, before=at(25), due_for=APART
    )
    said = words(mark, line("me", "台账", None, deadline=at(24, 18, 0)))
    assert said
    assert not {"!", "\uff01"} & set(said)


def test_what_the_time_already_tells_is_not_said_twice(quiet_day: Digest) -> None:
    day = with_lines(
        quiet_day,
        Section.DUE_SOON,
        line("a", "甲", None, None, assumed(Assumption.END_OF_WORK), deadline=at(24, 18, 0)),
        line("b", "乙", None, None, Mark(kind=MarkKind.RECURS, text="每周二"), deadline=at(24)),
        line("c", "丙", None, None, assumed(Assumption.PERIOD_END), deadline=at(24, 18, 0)),
    )
    rows = render_text(day).splitlines()
    assert "1 明日下班前(按18:00) 甲 〔#1〕" in rows
    assert "2 每周二 乙 〔#1〕" in rows
    assert "3 明日18:00 丙 〔#1〕 按期末算" in rows


def test_a_convention_is_told_of_the_time_it_was_needed_for(quiet_day: Digest) -> None:
    meeting = line(
        "a", "座谈会", None, Kind.MEETING, assumed(Assumption.NOON),
        deadline=at(24, 12, 0), starts_at=at(25, 14, 0),
    )  # fmt: skip
    rows = render_text(with_lines(quiet_day, Section.MEETINGS, meeting))
    assert "中午按12:00" in rows
    assert "14:00" in rows
    assert "按14:00" not in rows


def test_a_kind_is_named_only_where_the_title_does_not_tell_it() -> None:
    assert digests.labels(line("a", "每日走访", "县委办", Kind.CHECK_IN)) == ("县委办", "打卡接龙")
    assert digests.labels(line("a", "走访打卡", "县委办", Kind.CHECK_IN)) == ("县委办",)
    assert digests.labels(line("a", "老人台账", "县委办", Kind.REPORT)) == ("县委办",)
    assert digests.labels(line("a", "学校食堂", None, Kind.INSPECTION)) == ("检查",)


def test_the_top_stays_short_and_the_rest_is_folded(quiet_day: Digest) -> None:
    many = tuple(line(f"k{n}", f"第{n}份表", None, deadline=at(24)) for n in range(30))
    shown, folded = lay_out(with_lines(quiet_day, Section.DUE_SOON, *many)).blocks
    assert len(shown.items) == TOP_ROWS
    assert folded.folded
    assert folded.heading == f"今明到期还有{30 - TOP_ROWS}件"
    assert [item.number for item in (*shown.items, *folded.items)] == list(range(1, 31))


def test_lines_without_a_deadline_come_last(quiet_day: Digest) -> None:
    day = with_lines(
        quiet_day,
        Section.DUE_LATER,
        line("none", "旧书架", None),
        line("late", "月报", None, deadline=at(30)),
        line("early", "周报", None, deadline=at(26)),
    )
    (block,) = lay_out(day).blocks
    assert block.heading == "以后到期2件、未写时限1件"
    assert [item.when for item in block.items] == ["周四", "11月30日前", "未写时限"]


def test_meetings_and_inspections_stand_together_by_time(rich_day: Digest) -> None:
    (block,) = [b for b in lay_out(rich_day).blocks if b.heading.startswith("会议")]
    assert block.heading == "会议和检查3个"
    assert [item.title for item in block.items] == [
        "高标准农田现场会",
        "镇安全生产例会",
        "学校食堂",
    ]


def test_an_event_also_tells_until_when_names_are_wanted(quiet_day: Digest) -> None:
    start = at(25, 9, 0)
    day = with_lines(
        quiet_day,
        Section.MEETINGS,
        line("m", "例会", None, Kind.MEETING, deadline=start - timedelta(days=1), starts_at=start),
    )
    assert "1 周三9:00 例会 〔#1〕 时限明日9:00" in render_text(day)


def test_many_sources_are_counted_not_listed(quiet_day: Digest) -> None:
    urged = replace(
        line("a", "台账", None),
        sources=tuple(Source(group="g", number=n) for n in range(1, 8)),
    )
    said = render_text(with_lines(quiet_day, Section.DUE_SOON, urged))
    assert "台账 〔#1、#2、#3等7条〕" in said
