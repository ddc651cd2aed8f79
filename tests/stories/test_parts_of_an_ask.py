"""A change of a part: one of several papers, one of several villages, one of several asks."""

from collections.abc import Sequence
from datetime import datetime

import pytest

from bot.domain.digest import Line, MarkKind, Section
from bot.wording.digests import when
from tests.stories.kit import at, together, urged
from tests.telling import digest_of, told, where


def _apart(line: Line) -> dict[str, datetime]:
    return {
        one.whose: one.at
        for mark in line.marks
        if mark.kind is MarkKind.APART
        for one in mark.due_for
    }


@pytest.mark.parametrize(
    ("asked", "moved", "apart"),
    [
        (
            "请各村18日12:00前报流动党员名单、履职鉴定表。",
            "鉴定表要提前,16日下班前给我,其他不变。",
            {"履职鉴定表": at(16, 18), "其他": at(18, 12)},
        ),
        (
            "请各村18日12:00前报送:1.发展党员情况表;2.流动党员名单;3.履职鉴定表。",
            "汪书记签。鉴定表要提前,16日下班前给我,其他两样不变。",
            {"履职鉴定表": at(16, 18), "其他": at(18, 12)},
        ),
        (
            "请各单位18日12:00前提交以下材料:(1)隐患排查台账;(2)整改方案;(3)责任清单。",
            "更正:整改方案改为17日12:00前交。",
            {"整改方案": at(17, 12), "其他": at(18, 12)},
        ),
        (
            "请各村18日17:30前报送低保花名册、特困人员台账和临时救助申请表。",
            "临时救助申请表推迟到20日下班前,其余按原时间。",
            {"临时救助申请表": at(20, 18), "其他": at(18, 17, 30)},
        ),
        (
            "18日前将种植面积统计表、农资需求清单报农业办。",
            "统计表改到17日17:00前,清单不变。",
            {"种植面积统计表": at(17, 17), "其他": at(18, 23, 59)},
        ),
    ],
)
def test_a_paper_that_is_moved_leaves_the_others_as_they_were(
    asked: str, moved: str, apart: dict[str, datetime]
) -> None:
    digest = digest_of(*told(f"09:00 组织办-钱丽: {asked}\n09:46 组织办-钱丽: {moved}"))
    assert together(digest, 1, 2)
    line = where(digest, 1)[1]
    assert (line.deadline, _apart(line)) == (min(apart.values()), apart)


@pytest.mark.parametrize(
    ("asked", "moved"),
    [
        ("请各村18日17:30前报送低保花名册、特困人员台账。", "花名册和台账都推迟到20日下班前。"),
        ("请各村18日17:30前报送低保花名册、特困人员台账。", "低保花名册等材料推迟到20日下班前。"),
        ("请各村18日17:30前报送独居老人、残疾人走访情况登记表。", "登记表推迟到20日下班前。"),
        (
            "请各村18日17:30前报送低保花名册、特困人员台账。",
            "特困人员台账推迟到20日下班前。\n11:00 民政办-小陈: 低保花名册也推迟到20日下班前。",
        ),
    ],
)
def test_what_moves_all_papers_moves_the_ask(asked: str, moved: str) -> None:
    digest = digest_of(*told(f"09:00 民政办-小陈: {asked}\n10:00 民政办-小陈: {moved}"))
    line = where(digest, 1)[1]
    assert digest.requests == 1
    assert (line.deadline, _apart(line)) == (at(20, 18), {})


_PASSED_ON = (
    "转发县委组织部通知:“请各乡镇党委于20日17:30前报送流动党员名单、履职鉴定表。”"
    "各驻村干部18日12:00前给我。"
)


_PASTED = "【转县委组织部】请各村20日17:30前报流动党员名单、履职鉴定表。⏎请18日12:00前给我。"


@pytest.mark.parametrize("passed_on", [_PASSED_ON, _PASTED])
def test_a_part_of_a_relay_is_moved_and_the_date_above_stays(passed_on: str) -> None:
    digest = digest_of(
        *told(f"""
        09:00 组织办-钱丽: {passed_on}
        09:06 组织办-钱丽: 另外组织部刚打电话,鉴定表要提前,明天下班前给我,其他不变。
        """)
    )
    line = where(digest, 1)[1]
    upstream = [mark.before for mark in line.marks if mark.kind is MarkKind.UPSTREAM]
    assert together(digest, 1, 2)
    assert _apart(line) == {"履职鉴定表": at(13, 18), "其他": at(18, 12)}
    assert (line.deadline, upstream) == (at(13, 18), [at(20, 17, 30)])


@pytest.mark.parametrize(
    ("head", "said", "due"),
    [
        ("【转县农业农村局】", "上面这个请各村抓紧,汇总表18日下班前交到农业办。", at(18, 18)),
        ("【转县农业农村局】", "汇总表请各村18日下班前交到农业办", at(18, 18)),
        ("【转发县农业农村局通知】", "以上,补贴汇总表请各村19日17:00前发农业办。", at(19, 17)),
        ("【转发】县农业农村局:", "汇总表18日下班前给我", at(18, 18)),
    ],
)
def test_who_pastes_a_bodys_words_asks_for_it_earlier(head: str, said: str, due: datetime) -> None:
    digest = digest_of(
        *told(f"""
        08:31 农业办-李强: {head}各乡镇:22日17:00前将补贴汇总表发县局。
        08:32 农业办-李强: {said}
        """)
    )
    line = where(digest, 1)[1]
    assert together(digest, 1, 2)
    above = [mark.before for mark in line.marks if mark.kind is MarkKind.UPSTREAM]
    assert (line.deadline, above) == (due, [at(22, 17)])


def test_of_two_pasted_asks_the_named_one_is_wanted_earlier() -> None:
    digest = digest_of(
        *told("""
        08:31 应急办-王建国: 【转县安委会】请各单位20日前报送隐患排查台账,25日前报整改报告。
        08:35 应急办-王建国: 各村整改报告23日17:00前报应急办,台账按原时间。
        """)
    )
    dues = {line.title: line.deadline for line in digest.sections[Section.DUE_LATER]}
    assert dues == {"隐患排查台账": at(20, 23, 59), "整改报告": at(23, 17)}


@pytest.mark.parametrize("said", ["临时救助申请表20日下班前给我", "花名册28日下班前给我"])
def test_another_paper_or_a_later_date_tightens_no_relay(said: str) -> None:
    digest = digest_of(
        *told(f"""
        08:31 民政办-小陈: 【转县民政局】请各乡镇25日前报送低保年审花名册。
        08:35 民政办-小陈: {said}
        """)
    )
    line = where(digest, 1)[1]
    assert (line.deadline, line.issuer) == (at(25, 23, 59), "县民政局")


@pytest.mark.parametrize(
    ("asked", "said", "apart"),
    [
        (
            "请各村明天下班前报摸底表。",
            "马鞍村可以周一上午,其他村不变",
            {"马鞍村": at(16, 12), "其他": at(13, 18)},
        ),
        (
            "请各村明天下班前报摸底表。",
            "摸底表马鞍村可以周一中午12点前交,其他村不变",
            {"马鞍村": at(16, 12), "其他": at(13, 18)},
        ),
        (
            "请各村13日17:30前报特困人员台账。",
            "特困人员台账石桥村、河湾村可以下周一下班前交",
            {"石桥村、河湾村": at(16, 18), "其他": at(13, 17, 30)},
        ),
        (
            "请各村13日17:30前报特困人员台账。",
            "同意石桥村周六中午,其余按时",
            {"石桥村": at(14, 12), "其他": at(13, 17, 30)},
        ),
        (
            "请各社区13日17:30前报送隐患整改报告。",
            "整改报告东湖社区可以16日17:30前报。",
            {"东湖社区": at(16, 17, 30), "其他": at(13, 17, 30)},
        ),
    ],
)
def test_one_villages_grace_is_no_other_villages(
    asked: str, said: str, apart: dict[str, datetime]
) -> None:
    digest = digest_of(*told(f"09:00 经管站-苏琴: {asked}\n10:00 经管站-苏琴: {said}"))
    assert together(digest, 1, 2)
    line = where(digest, 1)[1]
    assert (line.deadline, _apart(line)) == (min(apart.values()), apart)


_TWO = "各乡镇:一、{};二、3月20日12:00前报{}。"


@pytest.mark.parametrize(
    ("asks", "chased", "first"),
    [
        (
            ("严格落实24小时值班制度,值班表于今日11:00前报", "值班情况小结"),
            "值班表还差石门、云台,11:30前必须报。",
            True,
        ),
        (
            ("加强隐患巡查,巡查记录表于今日11:00前报", "隐患整改小结"),
            "巡查记录表还差石门、云台,11:30前必须报。",
            True,
        ),
        (
            ("做好高龄津贴复核,复核表今日11:00前报我", "高龄津贴新增人员名单"),
            "高龄津贴复核表还有大湾没交",
            True,
        ),
        (("严格落实会风会纪,请假条今日11:00前交", "会议材料"), "请假条还差农业办", True),
        (
            ("严格落实24小时值班制度,值班表于今日11:00前报", "值班情况小结"),
            "值班小结石门还没报。",
            False,
        ),
    ],
)
def test_a_reminder_is_of_the_ask_whose_words_it_has(
    asks: Sequence[str], chased: str, first: bool
) -> None:
    text = _TWO.format(*asks)
    digest = digest_of(*told(f"08:20 县府办-何秘书: {text}\n11:06 县府办-何秘书: {chased}"))
    lines = [line for lines in digest.sections.values() for line in lines]
    due = at(11, 11, 30) if "11:30" in chased else None
    early, late = sorted(lines, key=lambda line: line.deadline or at(31, 0))
    counted = [
        sum(mark.count or 0 for mark in line.marks if mark.kind is MarkKind.URGED)
        for line in (early, late)
    ]
    assert counted == ([1, 0] if first else [0, 1])
    assert urged(digest, 2) == 1
    assert late.deadline == at(20, 12)
    if due and early.deadline:
        assert (early.deadline.hour, early.deadline.minute) == (11, 30)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("【紧急】水库渗漏!请青杠镇17:30前转移群众,转移人数每半小时报一次!", at(12, 17, 30)),
        ("请各镇今天20:00前完成危险区人员转移,转移进度每小时报一次。", at(12, 20)),
        ("漫水桥22:30前封闭,水位每30分钟报一次。", at(12, 22, 30)),
        ("请立即封闭漫水桥,今晚22:00前所有人员撤离到位,每半小时报一次情况!", at(12, 22)),
        ("请东河镇18:30前转移危险区群众,每15分钟报一次进展。", at(12, 18, 30)),
    ],
)
def test_an_hour_stands_beside_what_is_reported_every_half_hour(text: str, due: datetime) -> None:
    digest = digest_of(*told(f"16:17 县防办-廖凯: {text}"))
    line = where(digest, 1)[1]
    recurs = [mark for mark in line.marks if mark.kind is MarkKind.RECURS]
    assert (line.deadline, len(recurs)) == (due, 1)


@pytest.mark.parametrize(
    ("said", "meeting", "paper"),
    [
        ("防汛推进会改到9:30。", at(13, 9, 30), at(12, 18)),
        ("值班表延到明天12:00前。", at(13, 9), at(13, 12)),
    ],
)
def test_a_change_lands_on_the_day_of_its_own_ask(
    said: str, meeting: datetime, paper: datetime
) -> None:
    digest = digest_of(
        *told(f"""
        11:05 党政办-周婷: 周五上午9:00召开防汛推进会。值班表没报的村请今天18:00前报。
        15:05 党政办-周婷: {said}
        """)
    )
    (held,) = digest.sections[Section.MEETINGS]
    (due,) = [line for line in digest.sections[Section.DUE_SOON] if "值班表" in line.title]
    assert (held.starts_at, due.deadline) == (meeting, paper)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("巡护日志每月25日前交,这个月的20号前交给我", "3月20日前(每月25日前)"),
        ("巡护日志每月25日前交", "每月25日前"),
    ],
)
def test_this_month_s_own_day_stands_beside_that_of_every_month(text: str, shown: str) -> None:
    digest = digest_of(*told(f"09:00 林业站-罗成: 各组护林员:{text}"))
    section, line = where(digest, 1)
    assert when(line, section, at(12, 17, 30)) == shown


@pytest.mark.parametrize(
    "asked",
    [
        "请各乡镇于今天18时前报值班表。请各村今天12时前报值班表。",
        "转县防指：请各乡镇于今天18时前上报防汛值班安排。⏎"
        "请各村今天12时前把防汛值班表报镇应急办，并立即检查雨量计。",
    ],
)
def test_what_a_village_owes_is_due_when_it_owes_it_though_the_town_has_until_later(
    asked: str,
) -> None:
    section, line = where(digest_of(*told(f"08:20 镇应急办-赵勇: {asked}")), 1)
    assert section is Section.CLOSED_TODAY
    assert line.deadline == at(12, 12)
    assert any(mark.kind is MarkKind.UPSTREAM and mark.before == at(12, 18) for mark in line.marks)


COPIES = "请将公益性岗位名单于16日12时前发邮箱，盖章纸质版18日15:00前送203室。"


@pytest.mark.parametrize(
    ("moved", "apart"),
    [
        ("", {"电子版": at(16, 12), "盖章纸质版": at(18, 15)}),
        (
            "公益性岗位名单纸质版延到19日12时前送。",
            {"电子版": at(16, 12), "盖章纸质版": at(19, 12)},
        ),
        ("公益性岗位名单还差石坞镇，抓紧。", {"电子版": at(16, 12), "盖章纸质版": at(18, 15)}),
        ("公益性岗位名单延到20日12时前。", {}),
    ],
)
def test_a_paper_copy_is_due_by_its_own_date(moved: str, apart: dict[str, datetime]) -> None:
    more = f"\n10:00 县人社局-孟凡: {moved}" if moved else ""
    digest = digest_of(*told(f"09:00 县人社局-孟凡: {COPIES}{more}"))
    line = where(digest, 1)[1]
    assert digest.requests == 1
    assert _apart(line) == apart
    assert line.deadline == (min(apart.values()) if apart else at(20, 12))


def test_a_paper_copy_is_what_is_due_once_the_other_is_over() -> None:
    asked = COPIES.replace("16日12时前", "今天12时前")
    line = where(digest_of(*told(f"09:00 县人社局-孟凡: {asked}")), 1)[1]
    assert line.deadline == at(18, 15)


@pytest.mark.parametrize(
    ("asked", "spared"),
    [
        ("请各组明天前报低保材料", "二组的不用交"),
        ("请各组明天前把低保材料收齐交来", "3组的先不用报了"),
        ("各村的早稻面积核实表明天下班前交我", "核实表第5列先不填,县里说要单独搞"),
        ("明天9点开防汛会,名单今天晚上8点前发我", "会照开,名单不用报"),
    ],
)
def test_who_spares_some_or_a_column_takes_nothing_back(asked: str, spared: str) -> None:
    digest = digest_of(*told(f"09:00 民政办-小陈: {asked}\n10:00 民政办-小陈: {spared}"))
    assert where(digest, 1)[0] is not Section.CHANGED
    assert where(digest, 2)[0] is not Section.CHANGED


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("请于20日前完成山塘水库隐患排查,报排查表", "补充一下,城关镇没有山塘,不用报排查表"),
        ("各村20日前报党建工作总结", "党建总结红星村不用写了,上周已经交过"),
        ("各网格20日前报出租屋台账", "第二网格不用报台账"),
        ("各镇20日前报危窑台账", "云台镇无危窑,危窑台账就不用报了"),
    ],
)
def test_who_is_spared_for_a_reason_spares_nobody_else(asked: str, said: str) -> None:
    line = where(digest_of(*told(f"08:10 应急办-老张: {asked}\n09:40 应急办-老张: {said}")), 1)[1]
    assert line.deadline == at(20, 23, 59)
    assert MarkKind.CANCELLED not in {mark.kind for mark in line.marks}


@pytest.mark.parametrize("said", ["党建总结各村不用写了", "党建总结全镇各行政村不用报了"])
def test_what_all_are_spared_is_withdrawn(said: str) -> None:
    asked = "08:10 应急办-老张: 各村20日前报党建工作总结"
    line = where(digest_of(*told(f"{asked}\n09:40 应急办-老张: {said}")), 1)[1]
    assert MarkKind.CANCELLED in {mark.kind for mark in line.marks}
