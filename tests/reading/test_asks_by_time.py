"""Two things of one sentence, each due by a day of its own."""

from datetime import datetime

import pytest

from tests.reading.test_reader import readings


def plain(moment: datetime | None) -> str | None:
    return moment.strftime("%m-%dT%H:%M") if moment else None


@pytest.mark.parametrize(
    ("text", "due"),
    [
        (
            "各村今晚8点前召开村民组长会传达，会议照片明早8点前发我",
            ["04-14T20:00", "04-15T08:00"],
        ),
        (
            "请各乡镇7月31日前报送检查总结，每周五下午4点前报进度表",
            ["07-31T23:59", "04-17T16:00"],
        ),
        (
            "今晚8点前所有点位必须整改到位，整改照片明天上午9点前报我",
            ["04-14T20:00", "04-15T09:00"],
        ),
        ("名单明天下班前报我，材料周五前交", ["04-15T18:00", "04-17T23:59"]),
        (
            "请各村4月20日前完成高龄老人入户核查，核查表4月22日前报民政办",
            ["04-20T23:59", "04-22T23:59"],
        ),
        (
            "支部书记述职报告周四前发我，主题党日照片周五前交",
            ["04-16T23:59", "04-17T23:59"],
        ),
        (
            "防火期每天下午4点前报巡查情况，值班表4月24日前报我",
            ["04-15T16:00", "04-24T23:59"],
        ),
        ("各村今晚7点前清理村口垃圾，照片明天中午前发群里", ["04-14T19:00", "04-15T12:00"]),
        (
            "逾期风险的今天之内打电话提醒，明天上午11点前给我反馈一个结果",
            ["04-14T23:59", "04-15T11:00"],
        ),
        ("请各村今天之内走访到户，走访结果周五前反馈给我", ["04-14T23:59", "04-17T23:59"]),
        ("今天下班前把通知传达到户，签字单明天上午10点前交", ["04-14T18:00", "04-15T10:00"]),
        (
            "党员名单15日前报我，积极分子名单16日前报我，培训计划20日前报我",
            ["04-15T23:59", "04-16T23:59", "04-20T23:59"],
        ),
    ],
)
def test_each_stands_for_itself(text: str, due: list[str]) -> None:
    (reading,) = readings(f"2026-04-14 17:10 党政办-小王: {text}")
    assert [plain(ask.times.deadline) for ask in reading.asks] == due


@pytest.mark.parametrize(
    "text",
    [
        "东河村4月15日前报名单，其他村4月17日前报",
        "县里周五前要台账，各村台账周三前报我",
        "名单电子版明天前发我，纸质版周五前交到党政办",
        "名单4月20日前报，逾期未报的4月21日前报说明",
        "名单4月20日前报，逾期的4月21日前给我反馈原因",
        "名单原定4月20日前报，现改为4月18日前报我",
        "名单周四前报我，最迟周五前交",
        "明天下午2点开座谈会，名单今天下班前发我",
        "请各村4月20日前报名单",
        "请东河村4月15日前报名单，请西河村4月17日前报名单",
        "名单4月15日前给我，我4月17日前报县",
        "4月15日前交初审，4月17日前报县里",
        "台账初稿周四前发我，定稿4月24日前交",
    ],
)
def test_what_is_one_thing_is_not_taken_apart(text: str) -> None:
    (reading,) = readings(f"2026-04-14 17:10 党政办-小王: {text}")
    assert len(reading.asks) == 1


@pytest.mark.parametrize("late", ["还没交的抓紧", "没报的尽快报来", "未交齐的抓紧"])
def test_an_item_that_is_late_does_not_take_the_time_of_the_one_before(late: str) -> None:
    (reading,) = readings(
        "2026-04-14 17:10 党政办-小王: 各支部：1、4月份主题党日活动总结和照片，周五下班前发我；"
        f"2、党费收缴截止到4月28日，收齐交到街道财务；3、发展对象的政审材料，{late}。"
    )
    due = [plain(ask.times.deadline) for ask in reading.asks]
    assert due == ["04-17T18:00", "04-28T23:59", None]
    assert reading.asks[1].title == "党费收缴"
    assert "政审材料" in reading.asks[2].title
