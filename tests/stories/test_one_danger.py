"""One danger told on several lines: its end is the end of all, its latest word stands beside it."""

import pytest

from bot.domain.digest import Digest, Line, MarkKind, Section
from tests.telling import digest_of, told, where

OIL = "09:18 水厂老邓: 急 龙潭溪上游麻园弯刚翻了一辆油罐车 柴油正往溪里流 离我们取水口只有两公里"
NO_WATER = "09:23 乡安监老何: 水厂马上停止取水 石桥 青杠林两个村通知到户 水缸里的水先不要喝 等通知"
SMOKE = "09:01 翠湖园物业-康经理: 紧急!翠湖园B区地下车库3号充电桩冒浓烟,烟已经往2号楼单元门灌"
DOWN = "09:02 社区书记-邱红: 打119!2号楼住户全部从楼梯下来,不要坐电梯,康经理把车库电断了"
BOAT = "09:05 海生: 大镬!阿成条船粤湛渔02187喺白鱼礁外面七海里死咗火,正向礁石嗰边漂,船上三个人"
STAY = "09:07 村支书-陈国雄: 附近有船嘅即刻回话!所有小船唔好出港,唔好自己冲过去,浪太大。"
BOARD = (
    "09:03 县交通局-路建国: 紧急情况通报:G312线红柳镇高速出口东侧200米处,一座单立柱大型广告牌"
    "被大风吹得严重倾斜,随时可能倒向路面,请红柳镇、西坝镇立即通知过往群众和车辆绕行,人员不要靠近。"
)
OUT = (
    "10:06 县交通局-路建国: 吊车已从县城出发,预计40分钟到,"
    "请红柳镇把东侧两户临街商铺的人全部撤出来。"
)
DIKE = "02:14 垸头村-周铁山: 东闸往北两百米子堤脚下翻沙冒水,碗口粗,快调人来!"
ABOVE = "02:17 防汛指挥部-欧阳: 周边三个村劳力全部上东闸,带编织袋;堤内五组住户马上起来往中学走"
SLUICE = (
    "15:00 水库管理站-蒙工: 紧急通知:龙潭水库16时起开三孔泄洪,下游那桑、那朋两村河边的人马上上岸"
)
WALL = "15:20 那桑村-农支书: 那桑小学后墙塌了,压到两个学生,快来人挖!"


def digest(*said: str) -> Digest:
    return digest_of(*told("\n".join(said)))


def marks(line: Line) -> set[MarkKind]:
    return {mark.kind for mark in line.marks}


def latest(found: Digest, number: int) -> str | None:
    line = next(
        one
        for one in found.sections[Section.URGENT]
        if any(s.number == number for s in one.sources)
    )
    return next((mark.text for mark in line.marks if mark.kind is MarkKind.LATEST), None)


@pytest.mark.parametrize(
    "said",
    [
        (OIL, NO_WATER, "16:48 水厂老邓: 水样合格了 油也吸干净了 5点恢复供水 大家可以放心用"),
        (SMOKE, DOWN, "10:47 社区书记-邱红: 消防确认险情已排除,2号楼住户可以回家,B区车库下午再开"),
        (BOAT, STAY, "12:40 海生: 02187已经拖返码头,人平安,冇事啦,小船可以照常出港"),
        (
            BOARD,
            OUT,
            "11:28 县交通局-路建国: 广告牌已由吊车安全放倒并拖离,G312红柳出口东侧11:25恢复双向通行,"
            "撤离群众可以返回。",
        ),
        (DIKE, ABOVE, "14:20 防汛指挥部-欧阳: 水利专家确认东闸翻沙点险情排除,五组的住户可以回家"),
        (
            "10:05 幼儿园-罗园长: 教室屋檐下头那窝马蜂炸窝了,娃娃些都关在屋头,两个老师遭锥了",
            "10:08 社区-何书记: 幼儿园门口莫站人,接娃儿的家长先莫来",
            "11:02 社区-何书记: 蜂包摘走了,消防拿火烧了的,娃儿可以接了,遭锥的老师莫得事",
        ),
        (
            "13:30 六屯屯长-邢国栋: 大风把高压线刮折了,搭在六屯道口杨树上直打火,别让孩子走那条道!",
            "13:33 供电所-佟所长: 六屯那根线我们马上停电,周边20米谁也别进",
            "16:05 供电所-佟所长: 六屯线接上了,送上电了,道口放心走",
        ),
    ],
)
def test_the_end_of_a_danger_ends_every_line_of_it(said: tuple[str, ...]) -> None:
    found = digest(*said)
    lines = found.sections[Section.URGENT]
    assert lines
    assert all(MarkKind.LIFTED in marks(line) for line in lines)
    assert not any(MarkKind.LATEST in marks(line) for line in lines)
    assert sum(map(len, found.sections.values())) == len(lines)


def test_of_two_dangers_each_ends_by_its_own_end() -> None:
    found = digest(SLUICE, WALL, "15:52 那桑村-农支书: 两个学生挖出来了,都是皮外伤")
    assert MarkKind.LIFTED not in marks(where(found, 1)[1])
    assert MarkKind.LIFTED in marks(where(found, 2)[1])


@pytest.mark.parametrize(
    "word",
    [
        "16:48 水厂老邓: 办公室的电脑修好了",
        "16:48 供电所-小吴: 三组恢复供电了",
        "16:48 水厂老邓: 取水口闸阀换好了,水样明天合格了才恢复供水",
        "16:48 水厂老邓: 预计明天恢复供水",
        "16:48 村民-王强: 水样合格了,可以喝了吧?",
        "16:48 水厂老邓: 石桥恢复供水了,青杠林还要等",
    ],
)
def test_what_may_be_of_another_thing_or_day_ends_no_danger(word: str) -> None:
    found = digest(OIL, NO_WATER, word)
    assert not any(MarkKind.LIFTED in marks(line) for line in found.sections[Section.URGENT])


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            (DIKE, "05:40 防汛指挥部-欧阳: 围井已经做成,出清水,险情基本控制,但人不要撤"),
            "围井已经做成,出清水,险情基本控制,但人不要撤",
        ),
        (
            (OIL, "16:48 水厂老邓: 取水口的水样合格了,预计明天恢复供水"),
            "取水口的水样合格了,预计明天恢复供水",
        ),
        (
            (BOAT, "10:28 渔政所小梁: 救助船已经靠上02187,正在接缆"),
            "救助船已经靠上02187,正在接缆",
        ),
        (
            (
                "10:30 大箐村-罗支书: 麦地梁子着火了,风大得很,在家的男人带砍刀出来!",
                "13:10 林草站-和站长: 明火打完了,留20人守到天亮,三户先在村公所住一晚",
            ),
            "明火打完了,留20人守到天亮,三户先在村公所住一晚",
        ),
    ],
)
def test_what_is_not_surely_an_end_is_told_beside_the_alarm(
    said: tuple[str, ...], words: str
) -> None:
    found = digest(*said)
    assert latest(found, 2) == words
    assert not found.sections[Section.UNSURE]


@pytest.mark.parametrize(
    "word",
    [
        "10:47 社区书记-邱红: 2号楼电梯修好了",
        "10:47 社区书记-邱红: 2号楼恢复供电了",
        "10:47 翠湖园物业-康经理: 门禁换好了,可以正常走了",
        "10:47 翠湖园物业-康经理: B区的路灯修好了",
        "10:47 社区书记-邱红: 小学照常上课",
        "10:47 翠湖园物业-康经理: 人都下来了",
        "10:47 翠湖园物业-康经理: 水退了",
        "10:47 翠湖园物业-康经理: 开会的可以回去了吗",
        "10:47 翠湖园物业-康经理: 1号楼的人可以回家,2号楼的先等等",
        "10:47 住户-王强: 险情排除了,可以回家了",
    ],
)
def test_what_is_well_again_beside_a_danger_ends_none(word: str) -> None:
    found = digest(SMOKE, DOWN, word)
    assert not any(MarkKind.LIFTED in marks(line) for line in found.sections[Section.URGENT])


def test_who_says_that_help_was_called_ends_nothing() -> None:
    found = digest(SMOKE, DOWN, "09:03 翠湖园物业-康经理: 119已打,电已断,保安在敲门")
    assert not any(MarkKind.LIFTED in marks(line) for line in found.sections[Section.URGENT])


def test_the_latest_word_names_no_private_person() -> None:
    word = "10:28 社区书记-邱红: 2号楼王奶奶送医院了,车库还有明火,电话13812345678"
    assert latest(digest(SMOKE, word), 2) == "车库还有明火"


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("车库还有明火,刘桂兰是低保户,先不联系", "车库还有明火,先不联系"),
        ("女,67岁,肝衰竭,送到县医院,车库还有明火", "送到县医院,车库还有明火"),
    ],
)
def test_the_latest_word_tells_nobodys_age_sickness_or_poverty(told: str, shown: str) -> None:
    assert latest(digest(SMOKE, f"10:28 社区书记-邱红: {told}"), 2) == shown


def test_only_the_latest_word_stands_there() -> None:
    found = digest(
        BOAT,
        "10:28 渔政所小梁: 救助船已经靠上02187,正在接缆",
        "11:02 渔政所小梁: 02187已经拖住,正返港",
    )
    assert latest(found, 1) == "02187已经拖住,正返港"


@pytest.mark.parametrize(
    ("cry", "ask", "section"),
    [
        (
            OIL,
            "09:31 卫生院-小吴: 65岁以上老人免费体检 23号上午8点在石桥村部 请各村组织老人空腹来",
            Section.MEETINGS,
        ),
        (
            SMOKE,
            "09:05 社区-洪亮: 托管班报名,各网格把报名的孩子姓名、年级收上来,今天下午3点前发",
            Section.CLOSED_TODAY,
        ),
    ],
)
def test_what_is_planned_is_no_danger_though_one_is_near(
    cry: str, ask: str, section: Section
) -> None:
    assert where(digest(cry, ask), 2)[0] is section


@pytest.mark.parametrize(
    ("cry", "more"),
    [
        (BOAT, "09:08 船老大阿炳: 我喺灯船附近,离佢大概十二海里,而家转头过去"),
        (BOAT, "09:12 渔政所小梁: 已报12395,海事救助船“南海救115”已出发,预计10点20分到。"),
        (SMOKE, "09:08 1格-夏雨: 我格2号楼王奶奶坐轮椅,谁在附近帮忙抬一下"),
    ],
)
def test_who_only_tells_more_of_a_danger_has_no_line_of_their_own(cry: str, more: str) -> None:
    found = digest(cry, more)
    assert sum(map(len, found.sections.values())) == 1


@pytest.mark.parametrize(
    ("said", "title"),
    [
        (BOARD, "G312线单立柱广告牌倾斜"),
        (OUT, "东侧两户临街商铺的人全部撤出来"),
        (OIL, "龙潭溪上游麻园弯翻了油罐车"),
        (DOWN, "2号楼住户全部从楼梯下来"),
        (
            "08:25 高速路政-魏强: 险情通报:沪陕高速商州东出口匝道一辆液化气槽车侧翻,随时可能爆燃,"
            "周边1公里请勿进入",
            "沪陕高速商州东出口匝道液化气槽车侧翻",
        ),
        (
            "16:10 河西社区-丁大姐: 急急急!我孙女在滨河公园滑梯那边不见了,4岁,红裙子",
            "我孙女在滨河公园滑梯那边不见了",
        ),
    ],
)
def test_an_alarm_is_called_by_what_happened_or_what_is_to_be_done(said: str, title: str) -> None:
    found = digest(BOARD, said) if said == OUT else digest(said)
    assert where(found, 2 if said == OUT else 1)[1].title == title


@pytest.mark.parametrize(
    "said",
    [
        "09:03 县住建局-老秦: 紧急通知:明天起县政府大院停电检修,车辆请绕行",
        "09:03 县应急局-孔令武: 险情通报演练:假设广告牌倾斜,随时可能倒塌,人员不要靠近",
    ],
)
def test_a_heading_alone_raises_no_alarm(said: str) -> None:
    assert not digest(said).sections[Section.URGENT]


def test_what_is_wanted_after_the_end_has_a_line_of_its_own() -> None:
    found = digest(
        "11:11 环卫所-贾班长: 建设路污水井下去两个工人没动静了,谁都不许再下,快叫120!",
        "17:05 街道应急办-温主任: 建设路解封了,公交恢复原线。井下作业明天上午8点各班组到所里开会",
    )
    assert MarkKind.LIFTED in marks(found.sections[Section.URGENT][0])
    assert [
        line.starts_at and line.starts_at.hour for line in found.sections[Section.MEETINGS]
    ] == [8]


@pytest.mark.parametrize(
    "order",
    [
        "08:01 应急办-老郑: 各村注意,龙卷风预警,12点前把棚户区人员登记撤离完",
        "08:09 供水站-老吴: 自来水受污染,所有人不要饮用!12点前各村报送水需求统计",
    ],
)
def test_an_order_in_a_danger_is_one_though_a_list_is_wanted_with_it(order: str) -> None:
    cry = "08:00 应急办-老郑: 紧急!水库溃坝风险高,下游群众马上撤离"
    assert where(digest(cry, order), 2)[0] is Section.URGENT
