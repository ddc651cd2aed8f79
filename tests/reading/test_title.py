"""A title names the thing that is wanted: not whom it is asked of, nor how it is to look."""

import pytest

from bot.domain.reading import Kind
from bot.reading.normalise import normalise
from bot.reading.titles.title import make_title
from tests.reading.test_reader import readings


def title_of(text: str, kind: Kind = Kind.REPORT) -> str:
    return make_title(normalise(text).text, [], kind)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("请大家动动手指给我乡的“好媳妇”投票,每天可投2票", "给我乡的“好媳妇”投票"),
        ("敬老院床位登记,房号、床号、姓名,附一张照片", "敬老院床位登记"),
        ("渡口船只“回头看”:请逐船排查,形成台账", "渡口船只“回头看”"),
        ("为做好汛期工作,请各村报沙袋底数", "沙袋底数"),
        ("各村妇女主任:留守儿童名单请对一遍", "留守儿童名单"),
        ("老井户摸一下,填《农村老井排查登记表》交我", "农村老井排查登记表"),
        ("有限空间培训请各企业报人", "有限空间培训"),
        ("困难家庭助学的申请还剩两户没交", "困难家庭助学的申请"),
        ("姐妹们,今年两癌筛查启动啦!各乡镇把应筛妇女名单理出来", "应筛妇女名单"),
        ("请对辖区内的老旧电梯开展一次安全检查", "老旧电梯安全检查"),
        ("独居老人、残疾人今天要上门看看,药够不够,走访登记表给我", "独居老人、残疾人走访登记表"),
        ("各村有想参加月嫂培训的吗,报我", "月嫂培训"),
        ("会场坐不下,财会培训分两场,请重新报名", "财会培训分两场"),
    ],
)
def test_the_thing_is_named(text: str, title: str) -> None:
    assert title_of(text) == title


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("原定明天下午的表彰学习会取消,时间另行通知", Kind.CHANGE, "表彰学习会"),
        ("定于明天上午召开全区创卫攻坚调度会", Kind.MEETING, "全区创卫攻坚调度会"),
        ("学校今天有3个孩子发烧,已经让家长接回", Kind.INFO, "学校有3个孩子发烧"),
        ("早上路滑结冰,来开会的同志注意安全", Kind.INFO, "早上路滑结冰"),
        ("河边巡护员请求沙袋50个,现在就要", Kind.TASK, "河边巡护员请求沙袋50个"),
    ],
)
def test_other_kinds_are_named_by_their_thing(text: str, kind: Kind, title: str) -> None:
    assert title_of(text, kind) == title


def test_an_item_without_a_name_of_its_own_is_called_by_what_stands_over_it() -> None:
    reading = readings(
        "09:00 应急办-雷主任: 【暴雨黄色预警】请各村:⏎1.低洼户中午12点前全部转移到位;"
        "⏎2.下午1点前上报转移人数;⏎3.以后每两小时报一次,零报告也要报"
    )[0]
    assert [ask.title for ask in reading.asks][1:] == ["转移人数", "暴雨黄色预警"]
