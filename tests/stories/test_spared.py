"""Who alone need not do it, or what part of it: the ask stays due, and its line says so."""

from time import process_time

import pytest

from bot.domain.digest import Digest, Line, MarkKind, Section
from tests.stories.kit import at, together
from tests.telling import digest_of, told, where


def _spared(line: Line) -> list[str]:
    return [mark.text for mark in line.marks if mark.kind is MarkKind.SPARED]


def _day(asked: str, said: str, office: str = "民政办-小陈") -> Digest:
    return digest_of(*told(f"09:00 {office}: {asked}\n11:00 {office}: {said}"))


LIST = "各村20日前报高龄津贴名单"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("大湾村、桥头村高龄津贴名单不用报了,我去的时候已经拿到", "大湾村、桥头村不用报"),
        ("大湾村没有80岁以上老人,不用报高龄津贴名单", "大湾村不用报"),
        ("大湾村由镇里统一报,不用报高龄津贴名单了", "大湾村不用报"),
        ("说明:石桥村上级有通知,高龄津贴名单无需再报", "石桥村无需再报"),
        ("高龄津贴名单红星村不用写了,上周已经交过", "红星村不用写"),
        ("二组名单早上就给我了,二组不用给了", "二组不用给"),
        ("没变化的村就不用报高龄津贴名单了", "没变化的村不用报"),
        ("高龄津贴名单里去世的不用写", "高龄津贴名单里去世的不用写"),
        ("在系统里录过的不用重复报,只报新增的", "在系统里录过的不用重复报"),
        ("山口村没人够年龄,就不用填了", "山口村不用填"),
        ("高龄津贴名单:卫生院、派出所本期免报,其他单位照常", "卫生院、派出所免报"),
        ("挂职干部不用报高龄津贴名单", "挂职干部不用报"),
        ("那几个村通了系统的,不用报名单", "那几个村通了系统的不用报"),
        ("大湾村高龄津贴名单不要了", "大湾村不要"),
        ("东河村今天开会,名单先不报了,改天", "东河村先不报"),
        ("高龄津贴名单不用那么多栏,有姓名就行", "高龄津贴名单不用那么多栏"),
        ("高龄津贴名单昨天的不用报了,报今天的", "高龄津贴名单昨天的不用报"),
        ("高龄津贴名单不用一天一报了", "高龄津贴名单不用一天一报"),
        ("上个月的高龄津贴名单不用报了", "上个月的高龄津贴名单不用报"),
        ("高龄津贴名单不用报给我了,报给小李", "高龄津贴名单不用报给我"),
        ("高龄津贴名单的附件二不用报了", "高龄津贴名单的附件二不用报"),
        ("先别报高龄津贴名单的死亡人员", "先别报高龄津贴名单的死亡人员"),
        ("那二组就莫报了,高龄津贴名单二组不算", "二组莫报"),
        ("高龄津贴名单大湾村别报了", "大湾村别报"),
        ("西沟就算了 不用报 其他村都要", "西沟不用报"),
        ("大湾村、桥头村就算了", "大湾村、桥头村就算了"),
        ("高龄津贴名单里的照片不用交了,宣传那边都有", "高龄津贴名单里的照片不用交"),
    ],
)
def test_who_is_spared_is_told_beside_what_all_others_owe(said: str, shown: str) -> None:
    digest = _day(LIST, said)
    line = where(digest, 1)[1]
    assert together(digest, 1, 2)
    assert not digest.sections[Section.CHANGED]
    assert (line.deadline, _spared(line)) == (at(20, 23, 59), [shown])


@pytest.mark.parametrize(
    ("asked", "said", "shown"),
    [
        (
            "请各网格20日12:00前发2025年度工作总结和述职报告",
            "述职报告街道通知今年不用交了,工作总结仍按原时间报送",
            "述职报告街道通知今年不用交",
        ),
        (
            "请各网格20日12:00前发2025年度工作总结和述职报告",
            "述职报告今年不要了,总结还是20号",
            "述职报告今年不要",
        ),
        (
            "请各村20日12:00前报春耕物资需求表、农机台账、种粮大户名单。",
            "农机台账不用报了,其他两样不变。",
            "农机台账不用报",
        ),
        (
            "各村20日12:00前报体质监测数据和视力筛查表",
            "视力筛查表县疾控统一做,学校不用报",
            "视力筛查表县疾控统一做,学校不用报",
        ),
        ("各村20日12:00前报厕改台账,完工照片一起", "完工照片免了,台账照报", "完工照片免了"),
        ("各村20日12:00前报残疾人名单和低保名单", "低保的不用报了", "低保的不用报"),
        ("发展党员计划表20日12:00前报,附个人简历", "简历不用附了,有计划表就够", "简历不用附"),
        (
            "公益岗名单20日12:00前发我邮箱,纸质盖章的一起送来",
            "纸质的不用交了,发电子版就可以",
            "纸质的不用交",
        ),
        (
            "年度工作总结20日12:00前发我邮箱,800字左右,另附工作照3张",
            "总结里的工作照不用交了,宣传那边都有",
            "总结里的工作照不用交",
        ),
        (
            "年度工作总结20日12:00前发我邮箱,800字左右,另附工作照3张",
            "工作照就不用交了",
            "工作照就不用交",
        ),
        (
            "二季度村级报账的票 20日12:00前拿过来 发票 水电费单子 务工花名册 都要",
            "水电费单子这回先不要拿了 电力公司那边统一开 其他的照拿",
            "水电费单子这回先不要拿",
        ),
        ("各村20日12:00前把巡查日志拍照发群里", "日志不用拍照了,直接送站里", "日志不用拍照"),
    ],
)
def test_a_paper_that_is_called_off_is_told_beside_the_others(
    asked: str, said: str, shown: str
) -> None:
    digest = _day(asked, said)
    line = where(digest, 1)[1]
    assert together(digest, 1, 2)
    assert not digest.sections[Section.CHANGED]
    assert (line.deadline, _spared(line)) == (at(20, 12), [shown])


def test_a_tool_that_need_not_be_brought_leaves_the_others_to_bring() -> None:
    digest = digest_of(
        *told("""
        09:05 杨书记: 明天早上8点,每户出一个劳力,公路两边除草掏沟,锄头、撮箕、扫把都带起
        14:05 杨书记: 明天除草镇上要派割草机来,锄头就不用带了,撮箕扫把还是要
        """)
    )
    assert together(digest, 1, 2)
    assert not digest.sections[Section.CHANGED]
    assert _spared(where(digest, 1)[1]) == ["锄头就不用带"]


def test_who_is_spared_hours_later_is_told_too() -> None:
    digest = digest_of(
        *told("""
        08:30 李群主任: 24号下午5点搞坝坝宴。各组来好多人,明天晌午12点前报给我
        16:33 李群主任: 五组别报了,他们自己办
        """)
    )
    assert together(digest, 1, 2)
    assert _spared(where(digest, 1)[1]) == ["五组别报"]


def test_who_collects_it_spares_who_has_handed_it_in() -> None:
    digest = digest_of(
        *told("""
        09:40 书记赵长河: 各组16号晚上之前把冬小麦播种面积统计报给会计
        16:10 会计钱有才: 五组的麦子面积昨天已经给我了,不用再报
        """)
    )
    assert together(digest, 1, 2)
    assert _spared(where(digest, 1)[1]) == ["五组不用再报"]


def test_why_some_are_spared_may_name_what_was_asked() -> None:
    digest = digest_of(
        *told("""
        06:50 书记赵长河: 今天开始秸秆禁烧,各组长白天晚上都要有人巡,发现烟火马上给我打电话
        15:00 书记赵长河: 六组都是林地没秸秆,巡查就不用排了
        """)
    )
    assert together(digest, 1, 2)
    assert _spared(where(digest, 1)[1]) == ["六组不用排"]


def test_who_cannot_come_is_spared_and_the_meeting_is_held() -> None:
    digest = digest_of(
        *told("""
        08:00 书记-赵长河: 明晚7点村委会开会,各组长都来
        10:00 书记-赵长河: 三组长家里有白事,明晚的会他就不用来了
        """)
    )
    section, line = where(digest, 1)
    assert (section, _spared(line)) == (Section.MEETINGS, ["三组长不用来"])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("各组16号前交水费", "五保户和低保户不用交"),
        ("各村今天17点前报汛情", "没险情就不用报了"),
        ("各单位17日前报送述职报告", "挂职干部不用写述职报告"),
        ("各企业3月20日前报送能耗数据", "规下企业不用报能耗数据"),
        ("明天下午2点半开支委会,支委参加", "老李明天不用来了,他值班"),
        ("各组18号前把养老保险没交的名单给我", "不用催了,我自己去各组拿"),
        ("各村17日前报低保年审名单", "低保年审不用急,弄准点"),
        ("各村明天上午10点前上报旱情", "旱情不用上报了吗?谁说的,照报"),
        (LIST, "河东村、石桥村高龄津贴名单已收到,不用重复发"),
    ],
)
def test_what_only_looks_like_a_withdrawal_withdraws_nothing(asked: str, said: str) -> None:
    digest = _day(asked, said)
    assert not digest.sections[Section.CHANGED]
    assert where(digest, 1)[0] is not Section.CHANGED


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("请石桥村20日前报高龄津贴名单", "石桥村高龄津贴名单不用报了"),
        ("各村20日前报最美家庭候选户两户", "最美家庭今年不评了,候选户就不用推荐了"),
        (LIST, "抱歉,高龄津贴名单发错群了,是给敬老院的,社区不用报"),
        (LIST, "高龄津贴的不用弄了"),
        (LIST, "高龄津贴名单就算了,不用报了"),
        (LIST, "群里的高龄津贴名单不用报了"),
        (LIST, "高龄津贴名单莫报了"),
        (LIST, "高龄津贴名单取消,已报的村不用管"),
    ],
)
def test_where_nobody_is_left_who_owes_it_all_of_it_is_off(asked: str, said: str) -> None:
    line = where(_day(asked, said), 1)[1]
    assert MarkKind.CANCELLED in {mark.kind for mark in line.marks}
    assert not _spared(line)


@pytest.mark.parametrize("said", ["不用报了", "那你们村不用报", "好的,那就不用报了"])
def test_who_says_that_there_is_none_is_spared_alone(said: str) -> None:
    digest = digest_of(
        *told(f"""
        09:00 民政办-小陈: 各村18日前报残疾人名单
        09:30 大湾村-李秀: 我们村没有残疾人
        09:31 民政办-小陈: {said}
        """)
    )
    section, line = where(digest, 1)
    assert (section, _spared(line)) == (Section.DUE_LATER, ["大湾村不用报"])


def test_of_what_comes_every_week_one_is_not_all() -> None:
    line = where(_day("安全检查表每周一报", "本周不用报安全检查表"), 1)[1]
    assert MarkKind.CANCELLED not in {mark.kind for mark in line.marks}
    assert _spared(line) == ["本周不用报安全检查表"]


def test_each_of_several_asks_is_told_its_own() -> None:
    digest = digest_of(
        *told("""
        09:00 民政办-小陈: 各村18日前报残疾人名单
        09:05 民政办-小陈: 各村20日前报低保名单
        09:10 卫健办-林芳: 各村19日前报老人体检名单
        11:00 卫健办-林芳: 大湾村体检名单不用报了
        11:10 民政办-小陈: 低保名单不用报了
        11:20 民政办-小陈: 桥头村残疾人名单也不用报
        """)
    )
    assert [line.title for line in digest.sections[Section.CHANGED]] == ["低保名单"]
    assert _spared(where(digest, 1)[1]) == ["桥头村不用报"]
    assert _spared(where(digest, 3)[1]) == ["大湾村不用报"]


def test_of_two_villages_one_is_spared() -> None:
    line = where(_day("请石桥村、大湾村20日前报高龄津贴名单", "石桥村不用报了"), 1)[1]
    assert (line.deadline, _spared(line)) == (at(20, 23, 59), ["石桥村不用报"])


def test_who_is_spared_something_unknown_withdraws_nothing() -> None:
    digest = digest_of(
        *told(
            "09:00 民政办-小陈: 各村20日前报高龄津贴名单\n10:00 林业站-罗成: 大湾村防火台账不用报了"
        )
    )
    assert where(digest, 1)[0] is Section.DUE_LATER
    assert where(digest, 2)[0] is Section.UNSURE


@pytest.mark.parametrize(
    "said",
    [
        "王秀英家的高龄津贴名单不用报了",
        "二组王秀英、李桂兰的高龄津贴名单不用报了",
        "高龄津贴名单里王秀英家庭的不用写",
        "张德福户高龄津贴名单不用报",
        "困难户王秀英的高龄津贴名单不用报了",
        "老刘高龄津贴名单不用报了",
        "高龄津贴名单,张德福死了不用报",
        "高龄津贴名单张德福的不用报了",
        "小王不用报高龄津贴名单",
        "二组李四不用报高龄津贴名单了",
        "大湾村的刘桂芳得了癌症,高龄津贴名单不用报",
        "高龄津贴名单里张德福不用写",
        "高龄津贴名单里的王小二去世了不用写",
        "高龄津贴名单里买买提·艾力的不用写",
        "高龄津贴名单不用写身份证13012319900101123X了",
        "名单里13812345678的不用报高龄津贴",
    ],
)
def test_one_person_who_is_spared_is_not_named_and_all_others_owe_it(said: str) -> None:
    digest = _day(LIST, said)
    assert together(digest, 1, 2)
    assert (where(digest, 1)[1].deadline, _spared(where(digest, 1)[1])) == (at(20, 23, 59), [])
    assert not digest.sections[Section.CHANGED]


def test_a_withdrawal_without_end_holds_up_nothing() -> None:
    began = process_time()
    flood = "昨天的不用报" * 5000
    digest_of(
        *told(
            f"09:00 民政办-小陈: {LIST}\n10:00 民政办-小陈: {flood}\n"
            f"11:00 民政办-小陈: 不用报了{flood}"
        )
    )
    assert process_time() - began < MOST_SECONDS


MOST_SECONDS = 5.0
