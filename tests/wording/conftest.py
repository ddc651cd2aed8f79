"""An invented day with something in every section."""

from datetime import date, datetime

import pytest

from bot.domain.case import CaseEvent, Outcome
from bot.domain.digest import (
    Amplified,
    Digest,
    GroupCount,
    Line,
    Mark,
    MarkKind,
    Period,
    Section,
)
from bot.domain.message import SHANGHAI, Media
from bot.domain.reading import Assumption, Kind
from bot.domain.request import Source
from bot.domain.review import Decision, News

VILLAGES, CIVIL = "临溪镇村(社区)工作群", "临溪镇民政工作群"


def at(day: int, hour: int = 23, minute: int = 59, month: int = 11) -> datetime:
    """A moment of 2026; Monday 23 November 17:30 is when the digest speaks."""
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def line(
    key: str,
    title: str,
    issuer: str | None,
    kind: Kind | None = Kind.REPORT,
    *marks: Mark,
    deadline: datetime | None = None,
    starts_at: datetime | None = None,
    carried: bool = False,
    numbers: tuple[int, ...] = (1,),
    group: str = VILLAGES,
) -> Line:
    """A line with little typing."""
    return Line(
        key=key,
        title=title,
        issuer=issuer,
        kind=kind,
        deadline=deadline,
        starts_at=starts_at,
        carried=carried,
        sources=tuple(Source(group=group, number=number) for number in numbers),
        marks=marks,
    )


def news(
    event: CaseEvent,
    title: str,
    issuer: str | None,
    outcome: Outcome | None = None,
    feedback: str = "",
) -> News:
    """What a group hears of a case."""
    decided = outcome and Decision(
        outcome=outcome, reason="同上", basis="若干规定", feedback=feedback
    )
    return News(
        number=7, event=event, request=1, title=title, issuer=issuer, decision=decided or None
    )


def assumed(what: Assumption) -> Mark:
    return Mark(kind=MarkKind.ASSUMED, text=what.value)


def _due() -> tuple[Line, ...]:
    return (
        line("vaccine", "流感疫苗接种进度", "县卫健局", deadline=at(24, 10, 0), numbers=(11,)),
        line(
            "elders",
            "60岁以上老人台账",
            "县民政局",
            Kind.REPORT,
            Mark(kind=MarkKind.UPSTREAM, before=at(25), after=at(24, 18, 0), issuer="县民政局"),
            Mark(kind=MarkKind.SAME_DATA, keys=("health", "pension")),
            deadline=at(24, 18, 0),
            numbers=(12, 19),
        ),
        line(
            "fraud",
            "反诈宣传照片和台账",
            "县委政法委",
            Kind.REPORT,
            assumed(Assumption.END_OF_WORK),
            deadline=at(24, 18, 0),
            numbers=(13,),
        ),
        line(
            "study",
            "学习平台完成情况",
            "县委组织部",
            Kind.REPORT,
            Mark(kind=MarkKind.URGED, count=2),
            deadline=at(23),
            carried=True,
            numbers=(7, 14, 20),
        ),
        line(
            "fire",
            "防火巡查情况",
            "县应急局",
            Kind.REPORT,
            Mark(kind=MarkKind.RECURS, text="每天17:00前"),
            deadline=at(24, 17, 0),
            numbers=(15,),
        ),
    )


def _later() -> tuple[Line, ...]:
    return (
        line(
            "books",
            "旧书架清点数",
            "镇文化站",
            Kind.REPORT,
            Mark(kind=MarkKind.ADVISED, outcome=Outcome.CANCEL),
            numbers=(21,),
        ),
        line(
            "health",
            "老年人健康体检名单",
            "县卫健局",
            Kind.REPORT,
            Mark(kind=MarkKind.SAME_DATA, keys=("elders",)),
            deadline=at(25, 18, 0),
            numbers=(16,),
        ),
        line(
            "pension",
            "高龄津贴花名册",
            "镇民政办",
            Kind.REPORT,
            Mark(kind=MarkKind.MOVED, before=at(27, 18, 0), after=at(4, 18, 0, 12)),
            deadline=at(4, 18, 0, 12),
            numbers=(3,),
            group=CIVIL,
        ),
        line("likes", "家乡风光视频", "县文旅局", Kind.PROMOTION, deadline=at(27), numbers=(17,)),
    )


def _rest() -> dict[Section, tuple[Line, ...]]:
    clash = MarkKind.CLASH
    return {
        Section.URGENT: (
            line(
                "storm",
                "暴雪蓝色预警,夜间值守",
                "县气象局",
                Kind.TASK,
                deadline=at(24, 8, 0),
                numbers=(22,),
            ),
        ),
        Section.CHANGED: (
            line(
                "visit",
                "明日迎检材料",
                "镇党政办",
                Kind.REPORT,
                Mark(kind=MarkKind.CANCELLED),
                numbers=(18,),
            ),
            line(
                "training",
                "网格员培训",
                "镇综治办",
                Kind.MEETING,
                Mark(kind=MarkKind.SUSPENDED),
                starts_at=at(26, 9, 0),
                numbers=(23,),
            ),
        ),
        Section.CLOSED_TODAY: (
            line(
                "wind",
                "大风黄色预警零报告",
                "镇应急办",
                Kind.REPORT,
                Mark(kind=MarkKind.MOVED, before=at(23, 15, 0), after=at(23, 17, 0)),
                deadline=at(23, 17, 0),
                numbers=(2, 4, 6),
            ),
        ),
        Section.MEETINGS: (
            line(
                "fields",
                "高标准农田现场会",
                "县农业农村局",
                Kind.MEETING,
                Mark(kind=clash, keys=("safety",)),
                deadline=at(23, 20, 0),
                starts_at=at(24, 9, 0),
                numbers=(24,),
            ),
            line(
                "safety",
                "镇安全生产例会",
                "镇党政办",
                Kind.MEETING,
                Mark(kind=clash, keys=("fields",)),
                starts_at=at(24, 9, 30),
                numbers=(25,),
            ),
        ),
        Section.INSPECTIONS: (
            line(
                "kitchen",
                "学校食堂",
                "县市场监管局",
                Kind.INSPECTION,
                assumed(Assumption.AFTERNOON_START),
                starts_at=at(26, 14, 30),
                numbers=(26,),
            ),
        ),
        Section.INFO: (
            line("bus", "城乡公交线路调整", "县交通局", Kind.INFO, numbers=(27,)),
            line("duty", "本周值班安排", None, Kind.INFO, numbers=(28,)),
        ),
        Section.UNSURE: (line("what", "那个表还差两个村", None, None, numbers=(9,), group=CIVIL),),
    }


@pytest.fixture
def rich_day() -> Digest:
    """Every section, every common mark, two groups, gaps, skipped lines and unread media."""
    return Digest(
        period=Period(start=at(22, 17, 30), end=at(23, 17, 30)),
        groups=(
            GroupCount(name=VILLAGES, messages=96, unread={Media.PHOTO: 2, Media.VOICE: 1}),
            GroupCount(name=CIVIL, messages=31, unread={Media.FILE: 1}),
        ),
        notices=25,
        requests=17,
        next_workday=date(2026, 11, 24),
        sections={Section.DUE_SOON: _due(), Section.DUE_LATER: _later(), **_rest()},
        same_data=(("elders", "health"), ("elders", "pension")),
        clashes=(("fields", "safety"),),
        amplified=(Amplified(key="elders", upstream=at(25), local=at(24, 18, 0)),),
        gaps=(Period(start=at(23, 10, 2), end=at(23, 10, 15)),),
        skipped=3,
        news=(
            news(
                CaseEvent.VERIFIED, "每日走访拍照打卡", "镇民政办", Outcome.CANCEL, "改为随访随记"
            ),
            news(CaseEvent.ADVISE, "旧书架清点数", "镇文化站", Outcome.CANCEL, "上月已清点过"),
            news(CaseEvent.EXPLAIN, "汛期值班签到", None, Outcome.EXPLAINED, "防汛规定要求,汛后停"),
            news(CaseEvent.RECUR, "微信群接龙报平安", "镇综治办"),
        ),
    )


@pytest.fixture
def quiet_day() -> Digest:
    """Nothing was asked."""
    return Digest(
        period=Period(start=at(22, 17, 30), end=at(23, 17, 30)),
        groups=(GroupCount(name=VILLAGES, messages=4, unread={Media.PHOTO: 1}),),
        notices=0,
        requests=0,
        next_workday=date(2026, 11, 24),
        sections={},
    )
