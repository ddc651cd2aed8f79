"""Demands in everyday words, and what only looks like one, as read in chats."""

import pytest

from bot.domain.lexicon import BurdenModel
from bot.reading.burden.senses import senses
from bot.reading.burden.weighing import weighed
from bot.storage.lexicon import load_lexicon
from tests.reading.test_reader import readings

OFFICE = "09:10 党政办-小王: "


def told(said: str) -> set[str]:
    (reading,) = readings(OFFICE + said)
    return {code for ask in reading.asks for code in ask.cues}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("请各位护林员上山时手机别关,轨迹断了的这一趟不算", "F01"),
        ("各村值班的同志看到通知在群里吱一声,半小时没动静的我打电话", "F02"),
        ("请各组把扫过的巷子照两张发群里,门牌要看得见", "F03"),
        ("请各村干部把县里这条视频点个心,再甩到亲戚群", "F04"),
        ("各村进度昨晚统计:上坪98%、下坪91%、柳湾40%,柳湾垫底,书记来说明", "F05"),
        ("上周报过的那张残疾人表,县里换了格式,请各村再填一遍", "F06"),
        ("县里要求月底报,咱们镇二十号就收齐,我要留时间核", "F07"),
        ("请各村今天下午三点前把库存沙袋数报我", "F08"),
        ("请各村从今天起每天傍晚报一次进村车辆数,一辆没有也要报", "F09"),
        ("明天上午镇里开秋收推进会,各村书记、文书都来,不得请假,会后各村接着开", "F10"),
        ("县督查组明天起暗访,抽到哪村看哪村,结果打分", "F11"),
        ("请各村把会议记录补齐,盖章装盒,纸质一式两份送来", "F12"),
        ("请各组长把新的小程序下载到手机里,注册、刷脸,人人都要装", "F13"),
        ("今年党报各村分到二十份,订不满的村里先垫钱", "F14"),
        ("请各站所每月写两篇信息稿,少一篇扣分", "F15"),
        ("请各村书记签好防火责任书,哪个村冒烟就找哪个书记", "F16"),
        ("测评组要来,请沿线各村把门头擦亮、展板换新,迎检路线上不许见垃圾", "F17"),
        ("请每户派一人把反诈答题做了,满分才过,接到满意度电话就说满意", "F18"),
        ("请全体党员今晚收看专题片,看完每人交一篇心得", "F19"),
        ("请各村文书扫码进新群,进群把昵称改成村名加姓名", "F20"),
    ],
)
def test_a_demand_is_seen_in_everyday_words(said: str, code: str) -> None:
    assert code in told(said)


@pytest.mark.parametrize(
    "said",
    [
        "请办证的居民自带一寸照片两张,窗口当场取证",
        "请各村停止在群里打卡报平安,县里已经明令取消",
        "请大家注意:老街明天上午停水,提前接好水",
        "请各位想看戏的自己去,不组织,不点名",
        "请各村把路边的水沟清一清,雨要来了",
        "化肥到了,需要的农户自己到农资店买",
        "请在家的老人明早到卫生室免费量血压,愿来就来",
        "请大家谨防骗子,陌生链接不要点,来历不明的软件不要装",
    ],
)
def test_what_only_looks_like_a_demand_has_none(said: str) -> None:
    assert told(said) == set()


def test_an_emergency_has_no_cues_however_much_it_asks_for() -> None:
    said = "河堤决口!@所有人 沿河住户立即撤离,各组马上清点人数报我,现场拍照"
    assert told(said) == set()


def test_a_cancelled_demand_is_none() -> None:
    script = """
    09:00 党政办-小王: 请各村今天起每天把清扫照片发群里
    15:00 党政办-小王: 清扫照片不用发了,县里叫停
    """
    assert [code for ask in readings(script)[1].asks for code in ask.cues] == []


def test_the_phrases_of_a_place_hold_whatever_the_weights_say() -> None:
    lexicon = load_lexicon(cues={"亮码": "F01"})
    assert [rule.code for rule in lexicon.own_cues] == ["F01"]
    assert lexicon.own_cues[0] in lexicon.cues


def test_a_text_speaks_of_its_longest_words_and_numbers_count_alike() -> None:
    words = {"拍0张": ("photo",), "拍": ("film",), "点赞": ("like", "share")}
    model = BurdenModel(words=words, lengths={"拍": (3, 1), "点": (2,)})
    assert senses("门口拍三张,再点赞", model) == {"photo", "like", "share"}
    assert senses("门口拍12张", model) == {"photo"}
    assert senses("拍", model) == {"film"}
    assert senses("不看", model) == frozenset()


@pytest.mark.parametrize(
    ("seen", "codes"), [((100, 300), {"F08"}), ((101, -5), {"F03"}), ((100, 0), set())]
)
def test_a_burden_is_told_where_its_weights_come_to_more_than_nothing(
    seen: tuple[int, int], codes: set[str]
) -> None:
    first, second = seen
    model = BurdenModel(
        codes={"F03": 1 << 15, "F08": 1 << 31},
        bias=(32767 - 100) + ((32767 - 100) << 16),
        weights={"speaks of photo": first + (second << 16)},
    )
    assert weighed(["speaks of photo", "unheard of"], model) == codes
    assert weighed([], model) == set()
