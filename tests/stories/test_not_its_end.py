"""What is told of another thing, place or person than the danger's, or not yet so, ends none."""

import pytest

from bot.domain.digest import Digest, MarkKind, Section
from tests.telling import digest_of, told

FIRE = "08:00 林业站-小黄: 紧急!后山起火了,各村打火队马上集合"
LOST = "08:00 妇联-老莫: 急!五组王小宝,6岁,穿蓝色外套,下午走失,看到的马上联系我"
DIKE = "08:00 水利站-老何: 紧急!青龙水库出现管涌,下游石桥村群众立即转移"
ROCKS = "08:00 交警中队-小吴: 紧急!老鹰岩路段塌方,道路中断,请各村立即通知村民绕行"
WIRE = "08:00 供电所-小吴: 紧急!大湾路口高压线断了垂到地上,冒火花,快让群众绕行"
DOG = "08:00 五组赵木匠: 老井坎这边有条疯狗,已经咬到一个人了,大家莫过来!细娃儿看好!"
FLOOD = "08:00 防汛办-老周: 紧急!洪水上涨,河口村沿河住户马上撤离到村小"
GAS = "08:00 物业-邓斌: 紧急!春风里3号楼天然气泄漏,请网格员立即到现场协助疏散居民!"

RAIN = "06:50 防汛办-老周: 紧急!县里发布暴雨红色预警,河口、大湾两个村低洼处的群众马上转移"
OIL = "08:00 供水站-老吴: 紧急!龙潭溪翻了一辆油罐车,柴油往溪里流,水厂马上停止取水"


def digest(*said: str) -> Digest:
    return digest_of(*told("\n".join(said)))


def is_over(found: Digest) -> bool:
    lines = found.sections[Section.URGENT]
    return any(mark.kind is MarkKind.LIFTED for line in lines for mark in line.marks)


@pytest.mark.parametrize(
    ("cry", "word"),
    [
        (FIRE, "09:00 林业站-小黄: 火快灭了"),
        (FIRE, "09:00 林业站-小黄: 火要扑灭了"),
        (FIRE, "09:00 林业站-小黄: 东边的火灭了"),
        (FIRE, "09:00 林业站-小黄: 前山的火灭了"),
        (FIRE, "09:00 林业站-小黄: 火已扑灭的消息是假的"),
        (LOST, "09:00 妇联-老莫: 手机找到了"),
        (LOST, "09:00 妇联-老莫: 鞋子找到了"),
        (LOST, "09:00 妇联-老莫: 表找到了"),
        (LOST, "09:00 派出所-小陈: 老人找到了"),
        (DIKE, "09:00 水利站-老何: 险情什么时候解除再通知"),
        (DIKE, "09:00 水利站-老何: 石门水库险情排除了"),
        (DIKE, "09:00 党政办-小王: 信访隐患已排除,请放心"),
        (ROCKS, "09:00 交警中队-小吴: 老鹰岩路段摩托车能过了"),
        (ROCKS, "09:00 交警中队-小吴: 石门路恢复通行了"),
        (WIRE, "09:00 供电所-小吴: 石桥恢复供电了"),
        (DOG, "09:00 五组赵木匠: 牛找到了"),
        (DOG, "09:00 五组赵木匠: 被咬的人没事了"),
        (FLOOD, "09:00 学校-田校长: 学生可以回家了"),
        (GAS, "09:00 物业-邓斌: 除了3号楼,其他楼可以回家了"),
        (GAS, "09:00 物业-邓斌: 老人小孩可以回家了,其他人等检测"),
        (RAIN, "09:40 防汛办-老周: 明天8点解除红色预警"),
        (OIL, "13:00 供水站-老吴: 上街恢复供水了"),
    ],
)
def test_what_is_not_the_end_of_a_danger_ends_none(cry: str, word: str) -> None:
    assert not is_over(digest(cry, word))


@pytest.mark.parametrize(
    ("cry", "word"),
    [
        (FIRE, "09:00 林业站-小黄: 后山的火灭了"),
        (FIRE, "09:00 林业站-小黄: 山火已扑灭,前面的队伍可以撤回了"),
        (LOST, "09:00 妇联-老莫: 找到了"),
        (LOST, "09:00 妇联-老莫: 已经在河边找到了"),
        (LOST, "09:00 派出所-小陈: 孩子找到了"),
        (LOST, "09:00 派出所-小陈: 小宝找到了"),
        (DIKE, "09:00 水利站-老何: 青龙水库险情排除了"),
        (DIKE, "09:00 水利站-老何: 隐患已排除,大家可以回家了"),
        (ROCKS, "09:00 交警中队-小吴: 老鹰岩路段恢复通行了"),
        (ROCKS, "09:00 交警中队-小吴: 公路恢复通行了"),
        (ROCKS, "09:00 交警中队-小吴: 省道恢复通行了"),
        (WIRE, "09:00 供电所-小吴: 已恢复供电"),
        (DOG, "09:00 五组赵木匠: 疯狗打到了"),
        (RAIN, "09:40 防汛办-老周: 红色预警解除,学校明天恢复上课"),
        (OIL, "13:00 供水站-老吴: 水厂恢复供水了"),
    ],
)
def test_its_own_end_is(cry: str, word: str) -> None:
    assert is_over(digest(cry, word))


@pytest.mark.parametrize(
    "word", ["09:00 业主王姐: 险情解除了,大家可以回家了", "09:00 村民: 虚惊一场,险情解除了"]
)
def test_who_only_lives_there_ends_no_danger_that_others_told_of(word: str) -> None:
    found = digest(GAS, word)
    assert not is_over(found)
    assert found.sections[Section.UNSURE]


def test_a_question_is_no_latest_word() -> None:
    found = digest(WIRE, "09:00 供电所-小吴: 电线修好了没")
    lines = found.sections[Section.URGENT]
    assert not any(mark.kind is MarkKind.LATEST for line in lines for mark in line.marks)


@pytest.mark.parametrize(
    ("cry", "ask"),
    [
        (LOST, "08:50 妇联-老莫: 明天上午妇女体检报名今天17点截止"),
        (FIRE, "08:30 林业站-小黄: 请各村今天5点前报造林宣传照片"),
        (DIKE, "08:30 水利站-老何: 各村明天上午9点派人参加安全培训"),
    ],
)
def test_what_is_wanted_of_another_matter_is_no_more_of_the_danger(cry: str, ask: str) -> None:
    found = digest(cry, ask)
    lines = found.sections[Section.URGENT]
    assert [[source.number for source in line.sources] for line in lines] == [[1]]
