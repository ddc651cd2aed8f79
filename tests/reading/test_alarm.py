"""What is an emergency, whoever says it in whatever words, and what only speaks of one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.reading import Earlier, Relation, What
from bot.reading.emergency.alarm import raises_alarm
from bot.reading.reader import read
from tests.reading.test_reader import CALENDAR, LEXICON, readings
from tests.telling import told


@pytest.mark.parametrize(
    "text",
    [
        "快来人啊!粮站后面那排平房冒黑烟了,里面还有两个娃",
        "柳林坝脚冒浑水,洞有脸盆大,要沙袋要人!",
        "哪个看到我妈没得,76岁,早上出门到现在没回来,帮忙找一下",
        "三号楼电梯卡在7楼和8楼之间,里头有个孕妇喘不上气",
        "井里下去的两个人喊不应了,谁都别再下去!赶紧送鼓风机来",
        "后山在掉土,石头已经滚到院坝里了",
        "食堂吃完饭有九个学生上吐下泻,救护车叫了没有,快点",
    ],
)
def test_a_cry_from_the_place_raises_an_alarm(text: str) -> None:
    assert raises_alarm(text)
    reading = readings(f"02:10 东河村 老李: {text}")[0]
    assert reading.what is What.NOTICE
    assert reading.asks[0].urgent


@pytest.mark.parametrize(
    "text",
    [
        "明天上午10点氨气泄漏应急演练,会拉警报冒白烟,大家莫慌",
        "听说城里有栋楼着火了,真的假的?",
        "火已经扑灭,人都出来了,没人受伤",
        "去年山体滑坡受灾的户,补助名单今天报我",
        "请各村把房屋裂缝排查表周五前交来",
        "东河村失联0人,无人员伤亡",
        "防溺水巡河的缺两件救生衣,谁有",
        "有人传加油站要爆炸,让大家快跑,真的假的",
    ],
)
def test_talk_of_emergencies_raises_none(text: str) -> None:
    assert not raises_alarm(text)


def test_orders_in_the_wake_of_an_alarm_do_not_wait_either() -> None:
    _, order, answer = readings("""
        02:10 东河村 老李: 快来人!后坡垮了,压到两户,人还在里面!
        02:11 应急办-雷主任: 坡脚的人全部退到公路以上,不准回去拿东西!
        02:20 东河村 老李: 好,喊了
        """)
    assert order.asks[0].urgent
    assert not any(ask.urgent for ask in answer.asks)


@pytest.mark.parametrize(
    "text",
    [
        "村东头老刘家麦茬地冒烟，已经扑了，是烟头",
        "麦茬地冒烟，都扑了，没事",
        "路边草堆着火已经扑了",
        "路边草堆着火，村民已经打灭了，就烧了两分地",
        "沟边有个火点，我们已经浇了，没有明火",
    ],
)
def test_a_fire_that_is_out_when_it_is_told_of_raises_none(text: str) -> None:
    reading = readings(f"10:05 王店村-小赵: {text}")[0]
    assert not any(ask.urgent for ask in reading.asks)


@pytest.mark.parametrize(
    "text",
    [
        "西坡着火，已经扑了半小时了，扑不住，请求支援",
        "路边草堆着火，已经扑了没扑住！快来人",
        "林子着火，已经扑了三个小时，火势还大，请求增援",
    ],
)
def test_a_fire_that_is_fought_is_not_out(text: str) -> None:
    reading = readings(f"10:05 王店村-小赵: {text}")[0]
    assert reading.asks[0].urgent


@pytest.mark.parametrize("text", ["已经扑了，大家放心", "都打灭了", "火已扑灭，无人员伤亡"])
def test_a_fire_is_over_in_the_words_of_who_was_there(text: str) -> None:
    _, over = readings(f"10:05 王店村-小赵: 西坡着火了，快来人！\n10:35 王店村-小赵: {text}")
    assert over.relation is Relation.CANCEL


def test_an_end_put_right_by_its_sender_is_an_end_still() -> None:
    messages = told("""
        09:18 水厂老邓: 急 龙潭溪上游麻园弯刚翻了一辆油罐车 柴油正往溪里流 离我们取水口只有两公里
        09:23 乡安监老何: 水厂马上停止取水 石桥 青杠林两个村通知到户 水缸里的水先不要喝 等通知
        16:48 水厂老邓: 水样合格了 5点恢复供水
        """)
    edited = replace(
        messages[2],
        text="水样合格了 5点半恢复供水",
        edited_at=messages[2].sent_at + timedelta(minutes=2),
    )
    before: list[Earlier] = []
    for message in [*messages, edited]:
        reading = read(message, message.sent_at, tuple(before), LEXICON, CALENDAR)
        before.append(Earlier(message=message, reading=reading))
    for end in before[2:]:
        assert (end.reading.relation, end.reading.refers_to) == (Relation.CANCEL, 1)
        assert end.reading.ends == (2,)
