"""Emergencies that end, for all or for some, and what never ends one."""

from time import process_time

import pytest

from bot.domain.digest import Digest, MarkKind, Section
from tests.telling import digest_of, told, where

FLOOD = "06:50 防汛办-老周: 紧急!县里发布暴雨红色预警,河口、大湾两个村低洼处的群众马上转移"
SHORE = "06:50 防汛办-老周: 紧急!洪水上涨,河口村沿河住户马上撤离到村小"
GAS = "10:06 物业-邓斌: 紧急!春风里3号楼天然气泄漏,请网格员立即到现场协助疏散居民!"
FIRE = "08:30 河口村-老李: 河口村部配电房着火了,快来人!"
LOST = "09:20 妇联-老莫: 急!五组王小宝,6岁,穿蓝色外套,下午走失,看到的马上联系我"

LEAK = "11:08 网格员-大刘: 紧急!3号楼2单元楼道里燃气味很重"
OUT = "11:10 蒋涛主任: 3号楼2单元所有住户马上下楼,不要开灯,到花坛那边集合!燃气公司已经在路上"
BRIDGE = "14:09 安监阿强: 大湾漫水桥已经过水 人和车一律不准过!大湾村马上派人两头守住 拉警戒线"
DOG = "10:20 五组赵木匠: 老井坎这边有条疯狗,已经咬到一个人了,大家莫过来!细娃儿看好!"
KEEP_OFF = "10:22 谭主任: 老井坎那一路先莫走,各家把门关好,我喊派出所来"


def digest(*said: str) -> Digest:
    return digest_of(*told("\n".join(said)))


def is_lifted(found: Digest, number: int = 1) -> bool:
    section, line = where(found, number)
    assert section is Section.URGENT
    return MarkKind.LIFTED in {mark.kind for mark in line.marks}


@pytest.mark.parametrize(
    ("cry", "word"),
    [
        (FLOOD, "14:15 防汛办-老周: 雨小了,县里红色预警已经解除,转移的群众可以回去了"),
        (FLOOD, "14:15 防汛办-老周: 红色预警已解除,可以回去了,回家前先看看房子有没有裂缝"),
        (FLOOD, "14:15 防汛办-老周: 转县防指:暴雨红色预警于14时解除,未来雨势减弱,请继续做好巡查"),
        (SHORE, "11:50 防汛办-老周: 山洪过了,河边的住户可以回家了"),
        (SHORE, "11:50 防汛办-老周: 水退了,险情排除,住户都可以回家吧"),
        (
            "08:00 供电所-小吴: 紧急!大湾路口高压线断了垂到地上,冒火花,快让群众绕行",
            "09:10 供电所-小吴: 线路抢修完毕",
        ),
        (
            "08:00 水利站-老何: 紧急!水库今天10点开闸泄洪,下游群众立即撤离",
            "16:10 水利站-老何: 泄洪结束",
        ),
        (
            "08:00 河口村-老李: 河口塘边有老人落水了,快来人!",
            "08:20 河口村-老李: 老人救出来了,没有大碍",
        ),
        (GAS, "10:31 物业-邓斌: 虚惊一场,是楼下装修的味道,测过没有泄漏"),
        (GAS, "10:58 物业-邓斌: 燃气公司已抢修完毕,险情解除,3号楼居民可以返回"),
        (
            "08:00 交警中队-小吴: 紧急!老鹰岩路段塌方,道路中断,请各村立即通知村民绕行",
            "16:00 交警中队-小吴: 老鹰岩路段塌方已清理完毕,恢复通行",
        ),
        (
            "09:20 妇联-老莫: 急!五组王小宝,6岁,穿蓝色外套,下午走失,看到的马上联系我",
            "11:40 妇联-老莫: 小宝找到了,在他外婆家,谢谢大家",
        ),
        (OUT, "12:42 蒋涛主任: 燃气公司修好了,检测合格,3号楼2单元居民可以回家了,大家受累"),
        (LEAK, "12:42 蒋涛主任: 管道修好了,测了合格"),
        (BRIDGE, "16:52 安监阿强: 漫水桥水退下去了 清了淤 可以走了 大湾撤岗"),
        (BRIDGE, "16:52 安监阿强: 大湾漫水桥水退了,可以通行了"),
        (DOG, "15:32 谭主任: 疯狗打到了,派出所拖走了,老井坎可以走了"),
        (DOG, "15:32 谭主任: 疯狗打死了,大家莫过来看热闹,可以出门了"),
    ],
)
def test_a_danger_that_is_over_is_said_to_be(cry: str, word: str) -> None:
    assert is_lifted(digest(cry, word))


@pytest.mark.parametrize(
    ("cry", "word"),
    [
        (SHORE, "07:05 防汛办-老周: 石桥村下街的也马上撤,到小学"),
        (SHORE, "07:05 防汛办-老周: 紧急!大湾村后山着火,民兵马上集合"),
        (GAS, "10:20 物业-邓斌: 5号楼也有人闻到煤气味,5号楼的马上下楼!"),
        (SHORE, "07:05 防汛办-老周: 各村明天12点前把防汛物资台账报我"),
    ],
)
def test_what_is_of_another_place_or_day_has_a_line_of_its_own(cry: str, word: str) -> None:
    found = digest(cry, word)
    assert where(found, 1)[1].key != where(found, 2)[1].key


def test_of_two_dangers_the_one_whose_end_is_told_is_over() -> None:
    found = digest(
        "00:35 防汛办-老周: 紧急!暴雨橙色预警,河口村沿河住户马上转移到村部",
        "01:06 防汛办-老周: 紧急!大湾村后山滑坡监测点报警,坡下11户2点前必须撤到小学",
        "06:48 防汛办-老周: 县气象台6:40解除暴雨橙色预警。转移的群众等村干部看过房前屋后再回家,"
        "大湾11户等老贺看过滑坡点再定",
    )
    assert is_lifted(found, 1)
    assert not is_lifted(found, 2)


@pytest.mark.parametrize(
    ("cry", "word"),
    [
        (FLOOD, "12:10 防汛办-老周: 大湾村的水退了,大湾的群众可以回家了,河口村继续在安置点"),
        (FLOOD, "12:10 防汛办-老周: 大湾险情解除,大湾群众可以返回"),
        (FLOOD, "12:10 防汛办-老周: 暴雨红色预警降为橙色预警,转移人员先不要返回"),
        (FLOOD, "12:10 防汛办-老周: 红色预警预计16时解除,大家再坚持一下"),
        (FLOOD, "12:10 防汛办-老周: 预警解除前,已转移群众不得擅自返回,各村安排人值守"),
        (FLOOD, "12:10 防汛办-老周: 森林火险红色预警已解除"),
        (FLOOD, "12:10 党政办-小夏: 因暴雨红色预警,今天下午的例会取消"),
        (SHORE, "12:10 防汛办-老周: 石桥村险情解除,群众已返回"),
        (f"{SHORE},河口桥封闭", "12:10 交警-小吴: 河口桥恢复通行"),
        (SHORE, "12:10 防汛办-老周: 大部分群众已经返回,剩下8户明早再看"),
        (SHORE, "12:10 党政办-小夏: 防汛会议结束,各村书记可以回去了"),
        (SHORE, "12:10 防汛办-老周: 没有解除,不能回去,等通知"),
        (GAS, "10:58 物业-邓斌: 3号楼险情解除,5号楼又发现漏气,5号楼居民马上疏散!"),
        (FLOOD, "12:10 防汛办-老周: 大湾预警解除,可以回去,河口的老百姓先待着"),
        (FLOOD, "12:10 防汛办-老周: 预警信号已解除,但是山洪风险大,转移群众原地待命"),
        (FLOOD, "12:10 防汛办-老周: 谣传预警已解除,群众可以返回,系谣言"),
        (FLOOD, "12:10 防汛办-老周: 接到电话让解除预警,我核实一下"),
        (FLOOD, "12:10 防汛办-老周: 邻县红色预警已解除"),
        (FLOOD, "12:10 防汛办-老周: 蓝色预警已解除"),
        (FLOOD, "12:10 村民-王强: 红色预警已经解除,大家可以回去了"),
        (SHORE, "12:10 防汛办-老周: 上午的抢修完成了"),
        (SHORE, "12:10 防汛办-老周: 排涝结束"),
        (SHORE, "12:10 防汛办-老周: 一个人救出来了"),
        (GAS, "12:10 物业-邓斌: 电梯抢修完毕"),
        (GAS, "12:10 物业-邓斌: 没有险情吧"),
        (FIRE, "12:10 河口村-老李: 火灭了一半"),
        (LOST, "12:10 妇联-老莫: 王小宝妈妈联系上了"),
        (LOST, "12:10 妇联-老莫: 人找到了,伤得很重快叫救护车"),
        (
            "09:00 林业站-老崔: 后山着火了!民兵马上带工具集合上山",
            "09:20 林业站-老崔: 风大,先不要上山",
        ),
        (OUT, "12:42 蒋涛主任: 燃气公司修好了,1单元居民可以回家了,2单元再等等"),
        (OUT, "12:42 蒋涛主任: 燃气公司修好了,正在检测,检测合格再回家"),
        (BRIDGE, "16:52 安监阿强: 漫水桥行人可以过了,车子莫过"),
        (BRIDGE, "16:52 安监阿强: 等水退了桥就可以走了"),
        (BRIDGE, "16:52 安监阿强: 石桥村的路可以走了"),
        (BRIDGE, "16:52 安监阿强: 上游水库的水退了 明天可以走了"),
        (BRIDGE, "16:52 安监阿强: 开会的人可以走了"),
        (DOG, "15:32 谭主任: 疯狗打到了一条,还有一条没找到"),
        (DOG, "15:32 谭主任: 疯狗赶跑了,大家注意"),
        (DOG, "15:32 谭主任: 疯狗打死了,又来一条,大家莫出门"),
    ],
)
def test_a_danger_that_goes_on_is_never_said_to_be_over(cry: str, word: str) -> None:
    assert not is_lifted(digest(cry, word))


def test_an_alarm_after_the_end_of_one_is_on() -> None:
    found = digest(
        FLOOD,
        "11:15 防汛办-老周: 暴雨红色预警解除,群众可以返回",
        "15:40 防汛办-老周: 紧急!再次发布暴雨红色预警,河口、大湾低洼处群众马上转移",
    )
    assert not is_lifted(found, 3)


def test_what_is_to_be_handed_in_once_it_is_over_has_its_own_line() -> None:
    over = "暴雨红色预警已解除,群众可以返回。各村明天17点前把受灾情况报防汛办"
    found = digest(FLOOD, f"14:15 防汛办-老周: {over}")
    assert is_lifted(found)
    reports = [line.deadline for line in found.sections[Section.DUE_SOON]]
    assert [at and at.hour for at in reports] == [17]


def test_what_is_ordered_around_a_danger_is_over_with_it() -> None:
    found = digest(
        GAS,
        "10:10 社区书记-方敏: 请周边各网格立即提醒居民绕行,第三网格派两人支援",
        "10:58 物业-邓斌: 燃气公司已抢修完毕,险情解除,3号楼居民可以返回",
    )
    assert where(found, 2)[1] == where(found, 1)[1]
    assert is_lifted(found)


def test_a_meeting_off_for_an_alarm_is_off() -> None:
    found = digest(FLOOD, "07:10 党政办-小夏: 因暴雨红色预警,今天下午的例会取消")
    assert where(found, 2)[0] is Section.CHANGED


def test_a_second_danger_elsewhere_is_a_second_alarm() -> None:
    found = digest(
        "08:30 河口村-老李: 河口村部配电房着火了,快来人!",
        "08:40 大湾村-老陈: 大湾后山滑坡了,压了两间房,请立即组织人员支援抢险!",
        "09:10 河口村-老李: 火已经扑灭了",
    )
    assert is_lifted(found, 1)
    assert not is_lifted(found, 2)


@pytest.mark.parametrize(
    ("cry", "title"),
    [
        (FLOOD, "河口、大湾两个村低洼处的群众转移"),
        (
            "08:00 应急办-老谭: 台风红色预警!沿海危房人员今晚8点前全部转移到安置点,不漏一人",
            "沿海危房人员转移到安置点",
        ),
        (
            "08:00 林业站-老黄: 县里发布森林火险红色预警,各村立即上山巡查,严禁一切野外用火",
            "县里发布森林火险红色预警",
        ),
    ],
)
def test_an_alarm_is_called_by_who_must_get_away(cry: str, title: str) -> None:
    section, line = where(digest(cry), 1)
    assert (section, line.title) == (Section.URGENT, title)


@pytest.mark.parametrize("row", ["河口和大湾和", "三组、四组、", "一二三和", "和和平"])
def test_an_alarm_with_a_row_of_places_without_end_holds_up_nothing(row: str) -> None:
    began = process_time()
    digest(
        f"06:50 防汛办-老周: 紧急!暴雨红色预警,{row * 400}马上转移",
        "14:15 防汛办-老周: 红色预警已经解除",
    )
    assert process_time() - began < MOST_SECONDS


MOST_SECONDS = 5.0


@pytest.mark.parametrize(
    ("cry", "order", "word"),
    [
        (LEAK, OUT, "12:42 蒋涛主任: 燃气公司修好了,检测合格,3号楼2单元居民可以回家了"),
        (DOG, KEEP_OFF, "15:32 谭主任: 疯狗打到了,派出所拖走了,老井坎可以走了"),
    ],
)
def test_who_is_kept_off_or_brought_out_hears_of_one_danger(
    cry: str, order: str, word: str
) -> None:
    found = digest(cry, order, word)
    assert where(found, 2)[1] == where(found, 1)[1] == where(found, 3)[1]
    assert is_lifted(found)


@pytest.mark.parametrize(
    "order",
    [
        "11:10 蒋涛主任: 3号楼2单元的人马上撤离到花坛",
        "11:10 蒋涛主任: 5号楼的住户马上下楼,到花坛集合!",
        "11:10 蒋涛主任: 河边那条路莫走,水涨上来了",
    ],
)
def test_who_is_sent_away_or_kept_off_elsewhere_has_a_line_of_its_own(order: str) -> None:
    found = digest(LEAK, order)
    assert where(found, 2)[1].key != where(found, 1)[1].key
    assert where(found, 2)[0] is Section.URGENT


@pytest.mark.parametrize(
    "cry",
    [
        "老井坎这边有条疯狗,已经咬到一个人了,大家莫过来!细娃儿看好!",
        "后山有野猪,把王三撞伤了,大家别上山",
        "马蜂窝掉下来了,蜇到两个人,大家绕开走",
        "井边电线掉下来了,大家莫过去,有电",
        "河堤那里塌了个大口子,大家莫过来",
        "村口大树倒了,压到一辆车,莫走那边",
        "有个外地人拿刀在小卖部门口,大家关好门",
        "牛发疯了,顶到一个老人了,大家莫出来",
    ],
)
def test_who_only_answered_before_warns_of_a_danger_as_well_as_any(cry: str) -> None:
    found = digest(
        "08:01 五组赵木匠: 收到",
        "08:15 电工刘师: 明天检修线路,早上8点到下午5点全村停电,冰柜里头的东西各家自己安排好",
        f"10:20 五组赵木匠: {cry}",
    )
    assert where(found, 3)[0] is Section.URGENT


@pytest.mark.parametrize(
    "said",
    [
        "前面路口在修,大家绕开走",
        "医院排队的人多,大家别过来",
        "骗子又来敲门,大家别出来",
        "听说河堤塌了,大家莫过去,真的假的",
        "疯狗一样的堵车,大家绕开走",
        "明天坎上挖机做工,怕掉石头,大家别上山",
    ],
)
def test_who_tells_people_to_keep_off_for_less_raises_no_alarm(said: str) -> None:
    found = digest("08:01 五组赵木匠: 收到", f"10:20 五组赵木匠: {said}")
    assert not found.sections[Section.URGENT]
