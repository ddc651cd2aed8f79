"""What people would call an ask is a stretch of its text, with nothing private in it."""

import re
from itertools import product
from time import process_time

import pytest

from bot.domain.lexicon import TitleModel
from bot.domain.reading import Kind
from bot.reading.normalise import normalise
from bot.reading.redact import ID_MASK, PHONE_MASK
from bot.reading.titles.title import make_title
from bot.storage.lexicon import load_lexicon
from tests.reading.test_reader import readings

SHIPPED = load_lexicon().titles
FILLER = re.compile(
    "我说|辛苦|麻烦|打扰|抓紧|帮忙|那个|上次|明天|后天|今天|周[一二三四五]|前给我|发我|报过来|各位|大家|"
    "大伙|刚接到|迟到|哎呀|别拖"
)


def title_of(text: str, kind: Kind = Kind.REPORT, model: TitleModel = SHIPPED) -> str:
    return make_title(normalise(text).text, [], kind, model=model)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (
            "昨天开会我说过的，谁家鱼塘增氧机坏了，增氧机损坏数量摸清楚，后天中午前给我",
            "增氧机损坏数量",
        ),
        ("婶子们别嫌我烦，幼儿园接送车的座位数还没人报，明天上午报过来", "座位数"),
        (
            "县里又在催了，咱们镇上周定的高标准农田管护台账，15号前一定要交，别再拖",
            "高标准农田管护台账",
        ),
        ("老哥几个辛苦，下雨前把后沟的排洪渠清一清，淤泥挖出来堆路边", "排洪渠"),
        ("哎呀忘了说，社保卡没激活的人员名单周四下班前发我邮箱", "人员名单"),
        ("刚接到通知，供电所明早八点到十一点检修线路，三组四组停电，大家提前把水打好", "检修线路"),
        ("那个，上次说的古树名木挂牌照片，还差五个村没传，抓紧", "古树名木挂牌照片"),
        ("各位书记，下周一上午九点镇三楼会议室开防返贫工作推进会，别迟到", "防返贫工作推进会"),
        ("大伙儿听我说一句，卫生院的流感疫苗到了，六十岁以上的老人带身份证去打", "流感疫苗"),
        ("学校那边要个数，今年秋季住校生人数，各班主任周三前报教务处", "住校生人数"),
        ("天太热，怕出事，敬老院的空调线路排查一遍，有问题今天就说", "空调线路"),
        ("不好意思打扰大家，残联要的轮椅需求表，填好今天六点前给我", "轮椅需求表"),
        (
            "镇里先交，县里后交，我们先把退耕还林面积核实表弄出来，20号交农办",
            "退耕还林面积核实表",
        ),
        ("帮忙点点手机，给咱村的草莓节短视频点赞转发，每人转一个群", "草莓节短视频"),
        ("路口那几盏路灯不亮有人反映好几回了，各组把坏了的路灯数报一下", "路灯数"),
    ],
)
def test_what_is_said_at_length_is_called_by_the_thing(text: str, word: str) -> None:
    (reading,) = readings(f"2026-03-12 09:00 民政办-何丽: {text}")
    (ask,) = reading.asks
    assert word in ask.title
    assert not FILLER.search(ask.title)


NUMBERS = (
    "13812345678", "138 1234 5678", "138-1234-5678", "１３８１２３４５６７８",
    "一三八一二三四五六七八", "138\u200b1234\u200b5678", "\u202e13812345678\u202c",
    "138😀1234😀5678", "1😀3😀8😀1😀2😀3😀4😀5😀6😀7😀8", "**138**1234**5678**",
    "①③⑧①②③④⑤⑥⑦⑧", "前三位138,中间1234,后四位5678", "439900196712254095",
    "43990019671225409X", "439900😀19671225😀4095", "6222021234567890123",
)  # fmt: skip
FRAMES = (
    "名单报{}", "联系电话{}", "请把王建国{}的低保申请表报我", "@王建国{} 报表", "{}和{}",
    "@王建国李四王五赵六{}报表", "报送:1.王建国身份证{}复印件;2.李四{}户口本复印件;3.情况表",
    "加我微信{}拉群", "请把{}这户的核查表周五前报", "关于报送{}名单的通知", "【{}】",
    "《{}登记表》报我", "https://a.cn/{} 填问卷", "{}名单、{}台账、{}表", "请给{}转账记录发群里",
    f"{'字' * 1493}报{{}}", f"{'字,' * 746}报{{}}",
)  # fmt: skip
KINDS = (Kind.REPORT, Kind.TASK, Kind.MEETING, Kind.INFO, Kind.CHANGE)


def holds_something_private(title: str) -> bool:
    """Whether a number, half of one or half of the note that takes its place stands in a title."""
    bare = title.replace(PHONE_MASK, "").replace(ID_MASK, "")
    digits = re.sub(r"\D", "", bare)
    return bool(
        len(digits) > 3
        or re.search("[〇一二三四五六七八]{4}|[〔〕]|原通知|[\u200b-\u200f\u202a-\u202e]", bare)
    )


@pytest.mark.parametrize("number", NUMBERS)
def test_no_half_of_a_private_number_is_in_a_title(number: str) -> None:
    for frame, kind in product(FRAMES, KINDS):
        title = title_of(frame.replace("{}", number), kind)
        assert not holds_something_private(title), (frame, title)
        assert len(title) <= 18


def test_no_half_is_left_where_a_time_was_read_within_a_number() -> None:
    for at in range(len("请报13812345678名单")):
        title = make_title("请报13812345678名单", [(at, at + 3)], Kind.REPORT, model=SHIPPED)
        assert not holds_something_private(title), (at, title)


@pytest.mark.parametrize(
    "text",
    [
        "a13812345678",
        "报送:1.王建国身份证138(哈)1234(哈)5678复印件;2.户口本复印件;3.情况表",
        "报138明天12345678的名单",
        "名单报138@老田 1234@老王 5678",
    ],
)
def test_no_number_comes_together_where_something_was_left_out(text: str) -> None:
    assert "1381234" not in re.sub(r"\D", "", title_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "填问卷https://wj.example/s/9f8a7b 各村今天都要填",
        "@三组 老田 @四组 黄师傅 秸秆台账报我",
        "🌾秸秆台账🌾报我[玫瑰]🔥🔥",
        "\u202e秸秆台账\u202c报\u200b我",
        "<b>秸秆台账</b>报我",
    ],
)
def test_no_link_mention_picture_or_mark_is_in_a_title(text: str) -> None:
    title = title_of(text)
    assert len(title) > 1
    assert not re.search("http|@|[🌾🔥<>\u200b-\u200f\u202a-\u202e\x00]|wj", title), title


HOSTILE = (
    "", " ", "\n\n", "。", ",,", "," * 5000, "。\n" * 2500, "7" * 5000, "1-" * 2500, "😀",
    "😀" * 5000, "受损大棚面积户数" * 625, "台账、表和" * 1000, "王秀英、" * 1250, "@" * 5000,
    "(" * 5000, "〔" * 5000, "“" * 5000, "A" * 5000, "请各村" * 1700, "每月" * 2500, "\x00" * 5000,
    "身份证 " * 1250, "\ud800" * 50, "报", "报表", "请", "\u200b" * 50, "的" * 5000,
    "https://" * 600, "《" * 2500 + "》" * 2500,
)  # fmt: skip
_LONGEST = 0.1
"""Seconds; a few thousandths on a machine at leisure."""


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_too_odd_or_too_long(text: str) -> None:
    for kind in Kind:
        began = process_time()
        title = title_of(text, kind)
        assert process_time() - began < _LONGEST
        assert len(title) <= 18
        assert title or not normalise(text).text.strip("\x00 \n")


def test_what_the_rules_are_sure_of_stays() -> None:
    eager = TitleModel(weights={"=甲": 9999})
    named = "关于报送防汛物资台账的通知,甲甲甲甲"
    listed = "报送:1.情况表;2.流动党员名单;3.履职鉴定表。甲甲甲甲"
    assert title_of(named, model=eager) == "防汛物资台账"
    assert title_of(listed, model=eager) == title_of(listed, model=TitleModel())
    assert title_of("防汛物资台账报我,甲甲甲甲", model=eager) == "甲甲甲甲"


def test_the_rules_are_one_voice_among_those_that_weigh() -> None:
    text = "谁家鱼塘坏了,增氧机数量报我"
    ruled = title_of(text, model=TitleModel())
    assert title_of(text, model=TitleModel(weights={"#rule": 10})) == ruled
    assert title_of(text, model=TitleModel(weights={"#rule": 10, "=塘": 20})) != ruled


def test_a_text_that_is_but_a_number_is_called_by_the_note_in_its_place() -> None:
    assert title_of("13812345678 13912345678") == PHONE_MASK
