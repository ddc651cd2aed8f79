"""A change that is not for all: where nobody can tell for whom, its words stand by the ask."""

from datetime import datetime

import pytest

from bot.domain.digest import Digest, Line, MarkKind, Section
from tests.stories.kit import at, together
from tests.telling import digest_of, told, where


def _day(office: str, *said: str) -> Digest:
    return digest_of(*told("\n".join(f"{9 + n:02}:00 {office}: {s}" for n, s in enumerate(said))))


def _beside(line: Line) -> list[str]:
    return [mark.text for mark in line.marks if mark.kind is MarkKind.SPARED]


@pytest.mark.parametrize(
    ("office", "asked", "said", "shown"),
    [
        (
            "妇联 小秦",
            "两癌筛查16号上午在卫生院,柳河、沙坝、青龙三个村来",
            "青龙改到17号,柳河沙坝还是16号",
            "青龙改到17号,柳河沙坝还是16号",
        ),
        (
            "街道城管 小郭",
            "各社区牛皮癣清理照片每个点3张周五前交",
            "老城社区不用拍照了,直接现场验收,其余社区照拍",
            "老城社区不用拍照了,直接现场验收,其余社区照拍",
        ),
        (
            "档案馆 倪惠",
            "文书档案、会计档案、照片档案3月30日前移交",
            "补充一下,照片档案暂不移交,等省馆标准出来再说,其他两类照旧",
            "照片档案暂不移交,其他两类照旧",
        ),
        (
            "林草局 赵永财",
            "3月18日上午8:30在黄羊滩开展植树活动,每个乡镇20人参加",
            "苦水镇、马莲乡路远,植树改到北滩林场集合,其他乡镇还在黄羊滩",
            "苦水镇、马莲乡路远,植树改到北滩林场集合,其他乡镇还在黄羊滩",
        ),
        (
            "审计局 何莉",
            "整改台账电子版和盖章的纸质版3月17日下班前送审计局",
            "考虑到公章在外,整改台账纸质版可以放宽到20日中午前送,电子版时间不变",
            "整改台账纸质版可以放宽到20日中午前送,电子版时间不变",
        ),
        (
            "财政 小田",
            "各村报账材料明天交到一楼窗口",
            "山下五个村还是明天交 山上四个村改到后天",
            "山下五个村还是明天交,山上四个村改到后天",
        ),
        (
            "团委 小吴",
            "志愿者名单每村5人,周五前报",
            "名单里马坡村报3个就行,其他村还是5个",
            "名单里马坡村报3个就行,其他村还是5个",
        ),
        (
            "供销社 阿权",
            "冰厂今年的用冰量,各船写个数,星期日中午前报给我",
            "拖网船唔使报冰量,佢哋自己有冷库,其他船照报",
            "拖网船唔使报冰量,佢哋自己有冷库,其他船照报",
        ),
    ],
)
def test_the_words_stand_by_the_ask_and_nothing_moves(
    office: str, asked: str, said: str, shown: str
) -> None:
    digest, before = _day(office, asked, said), _day(office, asked)
    assert together(digest, 1, 2)
    line, as_it_was = where(digest, 1)[1], where(before, 1)[1]
    assert (line.deadline, line.starts_at) == (as_it_was.deadline, as_it_was.starts_at)
    assert _beside(line) == [shown]
    assert MarkKind.CANCELLED not in {mark.kind for mark in line.marks}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("各村困难户名单每村3户,周五前报", "青龙不报了 其他村照报"),
        ("各村困难户名单每村3户,周五前报", "困难户名单青龙不报了,别的村照报"),
    ],
)
def test_what_others_still_hand_in_is_not_withdrawn(asked: str, said: str) -> None:
    digest = _day("民政办 小马", asked, said)
    line = where(digest, 1)[1]
    assert together(digest, 1, 2)
    assert line.deadline == at(13, 23, 59)
    assert MarkKind.CANCELLED not in {mark.kind for mark in line.marks}


@pytest.mark.parametrize(
    ("asked", "said", "due"),
    [
        ("各村春耕台账周五前报给我", "春耕台账延到下周二,其他要求不变", at(17, 23, 59)),
        ("各村清淤照片周五前交到邮箱", "清淤照片延到下周二,邮箱还是那个", at(17, 23, 59)),
        ("各村值班表周五前报", "值班表改到下周二报,大家还是发我邮箱", at(17, 23, 59)),
        ("各村排查表周五前报", "排查表延到下周二,城关村由镇里直接对接,不用报", at(17, 23, 59)),
    ],
)
def test_what_stays_of_the_whole_keeps_nobody_apart(asked: str, said: str, due: object) -> None:
    assert where(_day("农业办 刘洋", asked, said), 1)[1].deadline == due


def test_who_is_let_off_stands_beside_a_time_that_moved_for_all() -> None:
    said = "排查表延到下周二,城关村由镇里直接对接,不用报"
    line = where(_day("教育办 白雪", "各村排查表周五前报", said), 1)[1]
    assert (line.deadline, _beside(line)) == (at(17, 23, 59), ["城关村不用报"])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("今晚7点开村组干部例会", "今晚例会取消,值班照常"),
        ("各村低保名单周五前报", "低保名单不用报了,其他工作照常"),
    ],
)
def test_what_is_off_for_all_is_off_though_other_things_go_on(asked: str, said: str) -> None:
    line = where(_day("村支书 老赵", asked, said), 1)[1]
    assert MarkKind.CANCELLED in {mark.kind for mark in line.marks}


@pytest.mark.parametrize(
    "said",
    [
        "明天上午全镇停电,医院照常开",
        "明天村部搬家,其他人照常上班",
        "防汛值班还是老样子,两人一班",
    ],
)
def test_other_news_stands_by_no_ask(said: str) -> None:
    digest = _day("民政办 小马", "各村困难户名单周五前报", said)
    assert not _beside(where(digest, 1)[1])


@pytest.mark.parametrize(
    "said",
    [
        "会议室不用打扫了,各村先把垃圾清运照片今天下班前报来",
        "食堂留样记录推迟到18日,其他要求不变",
        "农药瓶回收改到周五,其他事情照常",
        "山里的村再补报一份茶园面积,18日",
    ],
)
def test_another_ask_or_change_is_no_word_beside_the_last_ask(said: str) -> None:
    digest = _day("民政办 小马", "各村春耕面积周五前报", said)
    assert not _beside(where(digest, 1)[1])
    assert where(digest, 2)[1].key != where(digest, 1)[1].key


def test_a_private_name_is_shown_to_nobody() -> None:
    digest = _day("民政办 小马", "各户残疾证复印件周五前交", "王秀英家的复印件不用交,其他户照交")
    assert not any("王秀英" in text for text in _beside(where(digest, 1)[1]))


def test_a_resident_changes_nothing() -> None:
    script = """
    09:00 民政办 小马: 各村困难户名单周五前报
    10:00 村民 老六: 青龙村不报了,其他村照报
    """
    digest = digest_of(*told(script))
    assert not _beside(where(digest, 1)[1])


def test_a_meeting_is_moved_in_time_and_place_without_a_comma() -> None:
    script = """
    09:02 党政办 小蒋: 今天下午3点在三楼会议室开安全工作会
    10:40 党政办 小蒋: 下午的会改到3点半 改在二楼小会议室
    """
    line = where(digest_of(*told(script)), 1)[1]
    assert line.starts_at == at(12, 15, 30)
    assert [mark.text for mark in line.marks if mark.kind is MarkKind.VENUE] == ["二楼小会议室"]


def test_why_a_time_moved_names_nobody() -> None:
    script = """
    08:31 民政办 小马: 困难户名单今天下午4点前报
    11:05 民政办 小马: 困难户名单推迟到明天上午10点前报 今天好多村停水忙不过来
    """
    section, line = where(digest_of(*told(script)), 1)
    assert section is not Section.UNSURE
    assert line.deadline == at(13, 10)
    assert MarkKind.APART not in {mark.kind for mark in line.marks}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            "各产废单位:2026年度危险废物管理计划请于3月20日前登录系统填报",
            "恒通物流不产危废,管理计划不用填,其他单位抓紧。",
        ),
        (
            "明天中午12点以前交 排查表 每口塘的照片 警示牌数",
            "山坪塘的照片不要了 县上说只要表和警示牌数",
        ),
        ("返乡农民工名单 各村星期五之前发我", "场镇社区不用报返乡的 他们上个月报过了 其他村照报"),
    ],
)
def test_what_is_left_of_it_is_still_wanted(asked: str, said: str) -> None:
    line = where(_day("环保站 冯磊", asked, said), 1)[1]
    assert line.deadline
    assert MarkKind.CANCELLED not in {mark.kind for mark in line.marks}
    assert _beside(line)


def test_their_own_ask_is_meant_and_not_anothers() -> None:
    script = """
    10:15 财政所 白姐: 村级报账的票据后天截止
    10:24 劳保所 小田: 各村社区统计一下今年返乡的农民工,星期五之前发我
    11:30 劳保所 小田: 场镇社区不用报返乡的 他们上个月报过了 其他村照报
    """
    assert together(digest_of(*told(script)), 2, 3)


@pytest.mark.parametrize(
    ("asked", "said", "starts"),
    [
        (
            "今天下午15:00在三楼会议室召开安全生产工作例会",
            "因三楼会议室投影故障,下午的例会改到五楼多功能厅,时间推迟到15:30,请互相转告。",
            at(12, 15, 30),
        ),
        (
            "今天下午4:30在二楼小会议室开联席会",
            "今天的联席会换到党群服务中心一楼,时间往后推半小时,5点开始。",
            at(12, 17),
        ),
    ],
)
def test_what_moves_for_all_moves_whatever_else_is_told(
    asked: str, said: str, starts: datetime
) -> None:
    line = where(_day("综合办 柳静", asked, said), 1)[1]
    assert (line.starts_at, _beside(line)) == (starts, [])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            "合作社有台大马力,免费给大伙儿深翻地,想翻的明天下黑前到我这报个名",
            "对不住大伙儿 后桥干碎了 配件得等半个月 深翻的事儿黄了",
        ),
        (
            "明天9:00客商来园区考察,请沿线企业今天下班前把门前货物清干净",
            "刚接客商通知,航班取消,明天的考察不来了,沿线清理的事取消",
        ),
    ],
)
def test_what_is_off_in_its_own_words_is_off(asked: str, said: str) -> None:
    line = where(_day("投促局 邢科", asked, said), 1)[1]
    assert MarkKind.CANCELLED in {mark.kind for mark in line.marks}
