"""What is called off is what is named, whole or in part; what goes on as it was stays due."""

import pytest

from bot.domain.digest import Digest, MarkKind, Section
from tests.stories.kit import at, together
from tests.telling import digest_of, told, where

TWO = """
08:20 县府办-何秘书: 各乡镇:1.3月13日18:00前完成一次节前安全检查;2.3月16日12:00前报值班情况小结。
"""
APART = """
08:20 县府办-何秘书: 各乡镇3月13日18:00前完成节前安全检查
08:21 县府办-何秘书: 各乡镇3月16日12:00前报值班情况小结
"""


def _off(digest: Digest) -> list[str]:
    return [line.title for line in digest.sections[Section.CHANGED]]


@pytest.mark.parametrize(
    "said",
    [
        "节前安全检查取消,值班小结照旧。",
        "值班小结照旧报,节前安全检查取消。",
        "值班情况小结照旧、节前安全检查取消",
        "节前检查不搞了 值班小结正常报",
        "除节前安全检查取消外,值班小结仍按原时间报。",
    ],
)
@pytest.mark.parametrize("asked", [TWO, APART])
def test_what_is_said_to_go_on_is_not_what_is_called_off(asked: str, said: str) -> None:
    digest = digest_of(*told(f"{asked}\n17:10 县府办-何秘书: {said}"))
    (off,) = _off(digest)
    assert "检查" in off
    assert [line.title for line in digest.sections[Section.DUE_LATER]] == ["值班情况小结"]


def test_what_is_called_off_while_all_else_goes_on_is_off() -> None:
    digest = digest_of(*told(f"{TWO}\n17:10 县府办-何秘书: 值班小结取消,其他照旧"))
    assert _off(digest) == ["值班情况小结"]


@pytest.mark.parametrize("said", ["明天的会商会不取消,照常开", "会商会没有取消,大家别误会"])
def test_a_meeting_that_is_not_called_off_is_held(said: str) -> None:
    digest = digest_of(
        *told(f"""
        08:20 县府办-何秘书: 明天上午9点召开防汛会商会,各乡镇参加
        17:10 县府办-何秘书: {said}
        """)
    )
    assert not _off(digest)


LIST = "请各村今天下班前更新出租房信息"


@pytest.mark.parametrize(
    "said",
    [
        "出租房信息更新先停一下,等通知再做",
        "平安通系统今天升级,出租房信息更新先停一下,等通知再做。",
        "出租房信息更新暂停,等通知",
        "出租房信息更新先停",
        "出租房信息先缓一缓,县里要改方案",
        "出租房信息更新暂时停了",
    ],
)
def test_what_is_to_stop_for_now_is_put_off(said: str) -> None:
    digest = digest_of(*told(f"09:50 综治办-赵磊: {LIST}\n14:30 综治办-赵磊: {said}"))
    section, line = where(digest, 1)
    assert section is Section.CHANGED
    assert MarkKind.SUSPENDED in {mark.kind for mark in line.marks}
    assert together(digest, 1, 2)


@pytest.mark.parametrize(
    "said",
    [
        "出租房信息不用更新了",
        "先不用更新了",
        "接上级通知,出租房信息先不用录入",
        "出租房信息不用再核了",
    ],
)
def test_whatever_need_not_be_done_any_more_is_called_off(said: str) -> None:
    digest = digest_of(*told(f"09:50 综治办-赵磊: {LIST}\n14:30 综治办-赵磊: {said}"))
    assert where(digest, 1)[0] is Section.CHANGED
    assert together(digest, 1, 2)


@pytest.mark.parametrize(
    "said",
    [
        "综治办-赵磊: 出租房信息不用太急了,下班前给我就行",
        "综治办-赵磊: 出租房信息不用打印了,发电子版就行",
        "综治办-赵磊: 出租房信息不用改了,可以",
        "综治办-赵磊: 平安通系统暂停,晚上7点恢复",
        "综治办-赵磊: 大湾村的出租房信息不用补了",
        "大湾村-李会计: 我们出租房信息先停一下,下午接着弄",
    ],
)
def test_what_stops_something_else_stops_no_ask(said: str) -> None:
    digest = digest_of(*told(f"09:50 综治办-赵磊: {LIST}\n14:30 {said}"))
    assert not _off(digest)
    assert where(digest, 1)[0] is Section.DUE_SOON


@pytest.mark.parametrize(
    "said",
    [
        "出租房信息表不用盖章了",
        "出租房信息表不用写电话了",
        "出租房信息表不用附照片了",
        "出租房信息表不用分组了",
        "出租房信息表不用重复报了",
    ],
)
def test_how_it_need_not_be_handed_in_leaves_it_due(said: str) -> None:
    asked = "请各村明天17:00前报出租房信息表"
    digest = digest_of(*told(f"09:50 综治办-赵磊: {asked}\n14:30 综治办-赵磊: {said}"))
    assert not _off(digest)
    assert where(digest, 1)[0] is Section.DUE_SOON
    assert together(digest, 1, 2)


def test_a_sheet_that_need_not_be_stamped_nor_sent_is_called_off() -> None:
    asked, said = "请各村明天17:00前报出租房信息表", "出租房信息表不用盖章了,先不报了"
    digest = digest_of(*told(f"09:50 综治办-赵磊: {asked}\n14:30 综治办-赵磊: {said}"))
    assert where(digest, 1)[0] is Section.CHANGED


MEETING = "3月17日上午9:30召开秋冬种推进会,参会名单16日前报我,带会议材料"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (MEETING, "参会名单不用报了"),
        (MEETING, "会议材料不用准备了"),
        (
            f"{MEETING}。云台乡作交流发言,发言稿一并报送",
            "上午让云台准备的发言稿不用了,会议压缩时间",
        ),
        ("请各乡镇17日前报秋冬种进度表,附照片", "照片不用附了"),
        ("请各乡镇17日前报秋冬种进度表,同时报工作总结", "总结先不报了"),
        ("请各乡镇17日前报秋冬种进度表", "云台乡的进度表不用报了"),
        ("请各乡镇17日前报秋冬种进度表", "进度表云台乡不用报了"),
        ("请农业办17日前报饮水安全汇报材料和整改台账", "整改台账不用报了"),
        ("请农业办17日前报饮水安全汇报材料、整改台账、检测报告", "检测报告先停一下"),
    ],
)
def test_a_part_that_is_called_off_leaves_the_rest(asked: str, said: str) -> None:
    digest = digest_of(*told(f"08:30 局办公室-卢敏: {asked}\n11:02 局办公室-卢敏: {said}"))
    assert not _off(digest)
    assert together(digest, 1, 2)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (MEETING, "会议取消,名单不用报了"),
        (
            "【计划停电公告】因10kV桥南线检修,5月10日07:00—15:00柳荫社区部分区域停电,请提前做好准备",
            "【停电取消】因天气原因,原定5月10日10kV桥南线计划检修取消,检修时间另行通知",
        ),
        ("请各乡镇17日前报秋冬种进度表", "进度不用报了"),
        ("请各乡镇17日前报秋冬种情况总结", "总结不用报了"),
        ("请云台乡17日前报秋冬种进度表", "云台乡的进度表不用报了"),
        ("请农业办17日前报饮水安全汇报材料和整改台账", "汇报材料和台账都不用报了"),
    ],
)
def test_what_is_called_off_by_all_that_it_asks_is_off(asked: str, said: str) -> None:
    digest = digest_of(*told(f"08:30 局办公室-卢敏: {asked}\n11:02 局办公室-卢敏: {said}"))
    assert where(digest, 1)[0] is Section.CHANGED


TWO_OFFICES = (
    "1.请农业办准备饮水安全汇报材料,17日下午3点前发我;2.请水务站安排2个看点,明天12点前报我"
)


@pytest.mark.parametrize(
    ("said", "off"), [("汇报材料先不用写了。", "汇报材料"), ("看点不用安排了", "看点")]
)
def test_of_what_two_offices_are_asked_one_is_called_off(said: str, off: str) -> None:
    digest = digest_of(
        *told(f"""
        08:30 党政办-李静: {TWO_OFFICES}
        11:02 党政办-李静: {said}
        """)
    )
    assert [off in title for title in _off(digest)] == [True]
    assert digest.requests == 2


TIDY = "09:00 社保所-汪洋: 请各社区3月16日17:00前报清洁家园台账"


@pytest.mark.parametrize(
    "said",
    [
        "上一条发错群了,请忽略",
        "上一条发错群了,请忽略。",
        "上一条作废。",
        "上面那条通知发错了",
        "发错群了,不好意思",
        "不好意思,发错群了",
    ],
)
def test_what_was_sent_to_the_wrong_group_is_taken_back(said: str) -> None:
    digest = digest_of(*told(f"{TIDY}\n09:06 社保所-汪洋: {said}"))
    assert _off(digest) == ["清洁家园台账"]
    assert together(digest, 1, 2)
    assert digest.requests == 1


@pytest.mark.parametrize(
    "since",
    [
        "09:05 社保所-汪洋: 大家中午吃啥\n09:06 社保所-汪洋: 发错群了,不好意思",
        "09:06 青山社区-小满: 发错群了,不好意思",
        "09:06 社保所-汪洋: 台账不用扫描了,直接报电子版,时限不变",
        "09:06 社保所-汪洋: 台账不用打印了",
    ],
)
def test_what_was_sent_last_or_how_it_is_made_ready_withdraws_nothing(since: str) -> None:
    digest = digest_of(*told(f"{TIDY}\n{since}"))
    assert _off(digest) == []
    assert [line.title for line in digest.sections[Section.DUE_LATER]] == ["清洁家园台账"]


def test_who_cannot_come_calls_no_meeting_off() -> None:
    digest = digest_of(
        *told(
            "08:00 党政办-周敏: 各村:明天9:30开工作调度会,请村书记参加\n"
            "10:00 农业办-石磊: 明天的调度会我去不成了"
        )
    )
    assert where(digest, 1)[0] is Section.MEETINGS


@pytest.mark.parametrize("said", ["桥头村的表发错了,大家不用管", "我发错了,请忽略上面那张照片"])
def test_another_paper_that_was_sent_by_mistake_withdraws_no_ask(said: str) -> None:
    digest = digest_of(
        *told(f"08:00 民政办-小陈: 各村18日前报高龄津贴名单\n10:00 民政办-小陈: {said}")
    )
    assert where(digest, 1)[0] is Section.DUE_LATER


@pytest.mark.parametrize(
    "said",
    [
        "视频调度会取消,改为书面调度,请各乡镇17:30前报检查情况。",
        "视频调度会取消,请各乡镇17:30前报检查情况",
    ],
)
def test_what_is_wanted_instead_of_a_meeting_is_due_though_that_is_off(said: str) -> None:
    digest = digest_of(
        *told(f"09:00 应急办-老汪: 今天20:00开视频调度会。\n10:00 应急办-老汪: {said}")
    )
    lines = [line for lines in digest.sections.values() for line in lines]
    assert any("检查情况" in line.title and line.deadline == at(12, 17, 30) for line in lines)
    assert where(digest, 1)[0] is Section.CHANGED


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            "请各乡镇党委于18日前完成村(社区)党组织书记培训人员的推荐,推荐表盖章后报组织部。",
            "关于村党组织书记培训人员推荐的通知撤回,待市委组织部名额明确后再通知。",
        ),
        (
            "请各乡镇于19日前报送高标准农田管护情况报告。",
            "因省厅口径调整,《关于报送高标准农田管护情况的通知》予以撤回,各乡镇无需报送。",
        ),
        (
            "各村20日前报特困供养人员护理情况表",
            "【作废通知】今日发的特困供养人员护理情况表报送通知作废,以后续正式文件为准。",
        ),
        (
            "各乡镇请于16日前完成经营性自建房“回头看”排查,结果报我局。",
            "自建房“回头看”暂不开展,待省里文件下发后另行部署。",
        ),
        ("后天一早村口集合挖渠,每家出一个人", "挖渠的事先搁到,挖机坏球了,哪天弄等我喊"),
        ("各村文艺队16号之前把节目单报我", "节目单不要报了哈,晚会取消了"),
        ("明天下午3点在二楼开森林防火调度会", "明天下午的防火会不开啦,县上领导来不了"),
        ("各村把厕改台账18号前报来", "厕改台账嘛,莫搞了,县头说今年不检查"),
        ("各村把厕改台账18号前报来", "厕改台账不整了哈"),
        ("各村把厕改台账18号前报来", "那个厕改台账先摆起,等我问清楚口径"),
        ("各组明天把水渠清淤的出工人数报给我", "出工人数甭报了,改请挖机"),
    ],
)
def test_what_is_called_off_in_whatever_words_is_off(asked: str, said: str) -> None:
    digest = digest_of(*told(f"09:00 党政办-周敏: {asked}\n15:00 党政办-周敏: {said}"))
    assert where(digest, 1)[0] is Section.CHANGED
    assert together(digest, 1, 2)


@pytest.mark.parametrize(
    ("beside", "off"),
    [
        ("另,原定3月19日的校园安全现场会取消。", "校园安全现场会"),
        ("另外,原定3月20日举办的教师演讲比赛不再举办。", "教师演讲比赛"),
        ("还有,明天的碰头会不开了", "碰头会"),
        ("此外,3月18日的防汛演练取消,另行安排。", "防汛演练"),
    ],
)
def test_an_event_called_off_beside_what_is_asked_is_shown(beside: str, off: str) -> None:
    digest = digest_of(*told(f"14:20 教育局-黄娟: 请各中心校14日前报控辍保学台账。{beside}"))
    assert _off(digest) == [off]
    assert [line.title for line in digest.sections[Section.DUE_LATER]] == ["控辍保学台账"]


def test_an_event_of_another_day_is_off_though_it_stands_beside_what_is_asked() -> None:
    digest = digest_of(
        *told("""
        2026-03-10 09:00 教育局-黄娟: 定于3月19日上午9:00在一小召开校园安全现场会,请各校长参加。
        2026-03-12 14:20 教育局-黄娟: 请各校14日前报控辍保学台账。另,原定19日的校园安全现场会取消。
        """)
    )
    (line,) = digest.sections[Section.CHANGED]
    assert (line.title, line.starts_at) == ("校园安全现场会", at(19, 9))
    assert [one.title for one in digest.sections[Section.DUE_LATER]] == ["控辍保学台账"]


def test_what_is_left_out_of_a_record_calls_no_meeting_off() -> None:
    digest = digest_of(
        *told("09:00 党政办-周敏: 各村16日前报会议记录。另,上次会议取消的议题不用写。")
    )
    assert not _off(digest)


@pytest.mark.parametrize(
    "word",
    [
        "村民-王强: 高龄津贴名单不用报了",
        "大湾村-李秀: 桥头村高龄津贴名单不用报",
        "村民-王强: 大湾村的高龄津贴名单延到22号",
        "第三网格-小曾: 高龄津贴名单推迟到22号报",
    ],
)
def test_who_lives_there_changes_nothing_that_an_office_asked(word: str) -> None:
    digest = digest_of(*told(f"09:00 民政办-小陈: 各村20日前报高龄津贴名单\n11:00 {word}"))
    line = where(digest, 1)[1]
    assert [source.number for source in line.sources] == [1]
    assert {mark.kind for mark in line.marks} == {MarkKind.ASSUMED}


def test_who_passes_on_that_it_is_off_is_believed() -> None:
    digest = digest_of(
        *told("""
        09:00 民政办-小陈: 各村20日前报高龄津贴名单
        11:00 大湾村-李秀: 转镇民政办通知:高龄津贴名单不用报了
        """)
    )
    assert MarkKind.CANCELLED in {mark.kind for mark in where(digest, 1)[1].marks}


def test_in_a_village_its_clerk_withdraws_what_its_secretary_asked() -> None:
    script = "09:00 书记-赵长河: 各组20日前报高龄津贴名单\n11:00 {}: 高龄津贴名单不用报了"
    clerk, resident = (
        where(digest_of(*told(script.format(who), group="河口村工作群")), 1)[1].marks
        for who in ("村文书-小钱", "村民-王强")
    )
    assert MarkKind.CANCELLED in {mark.kind for mark in clerk}
    assert MarkKind.CANCELLED not in {mark.kind for mark in resident}
