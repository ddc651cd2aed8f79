"""What the reader makes of single messages in their thread, and that nothing makes it fail."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app import knowledge
from bot.config import Config
from bot.domain.message import SHANGHAI, Message
from bot.domain.reading import NO_TIMES, Earlier, Kind, Reading, Relation, What
from bot.reading.reader import read
from tests.telling import told

LEXICON, CALENDAR = knowledge(Config())


def readings(script: str) -> list[Reading]:
    before: list[Earlier] = []
    for message in told(script):
        reading = read(message, message.sent_at, tuple(before[-20:]), LEXICON, CALENDAR)
        before.append(Earlier(message=message, reading=reading))
    return [earlier.reading for earlier in before]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("财政所-小刘: 请各村周五前报送惠农补贴核查表", Kind.REPORT),
        ("城管办-老何: 今天把主街两边的乱堆乱放清理干净", Kind.TASK),
        ("党政办-小王: 明天上午9点召开安全生产例会,各村书记参加", Kind.MEETING),
        ("县应急局 雷: 县应急局定于3月20日上午来我镇督查森林防火", Kind.INSPECTION),
        ("组织办-小赵: 请全体党员今天18点前在群里接龙", Kind.CHECK_IN),
        ("宣传办-小孙: 请大家把这条视频转发朋友圈并点赞", Kind.PROMOTION),
        ("供水站-老吴: 明天8时至12时老街停水,请提前储水", Kind.INFO),
        ("党政办-小王: 周五的例会取消", Kind.CHANGE),
    ],
)
def test_the_eight_kinds(line: str, kind: Kind) -> None:
    reading = readings(f"09:00 {line}")[0]
    assert reading.what is What.NOTICE
    assert reading.asks[0].kind is kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("教体局-小安: 请各乡镇通知在办的暑期托管班今天停课", Kind.TASK),
        ("自来水公司: 明天8点到18点停水，请各楼栋长通知到户", Kind.TASK),
        ("社区-小王: 明天小区停电检修，请各楼长通知到每家每户", Kind.TASK),
        ("镇供水站: 明天8:00—18:00停水，请各村广播通知群众储水", Kind.TASK),
        ("教育办-小林: 请各幼儿园通知家长明天停课", Kind.TASK),
        ("机关事务中心: 16日上午7:00-12:00地下车库清洗，请大家提前把车挪走", Kind.TASK),
        ("水利局-江涛: 白石水库水位142.3米，请白石镇加强巡坝，每小时一次", Kind.TASK),
        ("镇供水站: 明天8时至12时老街停水，请提前储水", Kind.INFO),
        ("镇供水站: 明天上午老街停水，请互相转告", Kind.INFO),
        ("供电所: 明天8点到18点停电，特此通知，请大家周知", Kind.INFO),
    ],
)
def test_word_to_be_passed_on_is_something_to_do(line: str, kind: Kind) -> None:
    (reading,) = readings(f"09:00 {line}")
    assert reading.asks[0].kind is kind


@pytest.mark.parametrize(
    "line",
    [
        "小鱼: 通知:周末图书角照常开放",
        "阿木: 【温馨提示】老街的公厕在修,请用新街的",
        "林: 补充通知:车改从东门走",
    ],
)
def test_what_calls_itself_a_notice_is_one_whoever_sends_it(line: str) -> None:
    (reading,) = readings(f"2026-03-12 09:00 {line}")
    assert (reading.what, reading.unsure) == (What.NOTICE, False)


@pytest.mark.parametrize("text", ["收到", "好的,马上报", "收到书记", "已报", "要得 我去喊", "👌"])
def test_receipts(text: str) -> None:
    answers = readings(f"09:00 民政办-小陈: 请各村周五前报低保名单\n09:01 东河村文书-阿强: {text}")
    assert answers[1].what is What.RECEIPT


@pytest.mark.parametrize("text", ["哈哈哈", "今天食堂吃什么?", "又要填表,头疼", "早上好"])
def test_chatter(text: str) -> None:
    assert readings(f"09:00 东河村文书-阿强: {text}")[0].what is What.CHATTER


@pytest.mark.parametrize(
    "line",
    [
        "应急办-雷主任: 东河村后山滑坡,沿坡住户立即转移!",
        "镇长: 山洪马上下来了,河边的人全部撤到学校!",
        "周书记: 老砖厂着火了,附近的赶紧跑",
        "王建国: 后山裂缝在扩大,一组二组现在就转移",
        "应急办-雷主任: 暴雨红色预警,危险区人员立即转移",
    ],
)
def test_an_alarm_is_an_urgent_notice_whoever_raises_it(line: str) -> None:
    reading = readings(f"02:10 {line}")[0]
    assert (reading.what, reading.unsure) == (What.NOTICE, False)
    assert reading.asks[0].urgent


@pytest.mark.parametrize(
    "line",
    [
        "应急办-雷主任: 【演练】后山滑坡,沿坡住户立即转移!",
        "东河村-老李: 后山滑坡,沿坡住户都已转移",
        "东河村-老李: 听说后山滑坡,要不要现在就转移?",
        "应急办-雷主任: 请各村月底前报防汛转移预案",
    ],
)
def test_what_tells_of_an_alarm_is_none(line: str) -> None:
    assert not any(ask.urgent for ask in readings(f"02:10 {line}")[0].asks)


def test_a_bare_time_moves_the_event_it_follows() -> None:
    first, second = readings("""
        14:00 林业站-老崔: 3月14日早上8点北坡植树,每村10人
        14:20 林业站-老崔: 8点半吧,天亮得晚
        """)
    assert second.relation is Relation.UPDATE
    times = second.asks[0].times
    moved = times.deadline or times.starts_at
    assert moved == datetime(2026, 3, 14, 8, 30, tzinfo=SHANGHAI)
    assert first.relation is Relation.FIRST


def test_two_halves_are_one_ask() -> None:
    _, second = readings("""
        09:40 垃圾分类办-小李: 垃圾分类大赛来啦!请网格组织居民扫码答题
        09:41 垃圾分类办-小李: 每网格不少于40份,满分截图发我,3月15日截止
        """)
    assert second.part_of == 1
    assert second.asks[0].kind is Kind.PROMOTION


def test_numbered_asks_with_their_own_times_are_apart() -> None:
    reading = readings("09:00 党政办-小王: 1.今天17点前报防火台账⏎2.明天12点前报春耕进度表")[0]
    assert len(reading.asks) == 2


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("①报表今天17点前交②照片明天上午发我", 2),
        ("两件事：①泵站台账5月9日前报水利站 ②水费清单5月12日前送到财政所", 2),
        ("1️⃣3月15日前报防火台账⏎2️⃣3月16日前报水费台账", 2),
        ("会上定的：1、警示牌周三前全部立好;2、渠道周五前清完。", 2),
        ("各村:⏎1. 卡口照片3月13日前发应急办;⏎2. 台账改好报林业站;⏎3. 每天17点在群里接龙。", 3),
        ("请各村今天17点前报:①在册人数②工资是否发清③有无拖欠", 1),
        ("请各村3月20日前按附件①、附件②填好报民政办", 1),
        ("低保复核:一、范围为3月1日前在保的家庭;二、3月20日前完成,报汇总表。", 1),
    ],
)
def test_items_are_apart_however_they_are_counted(text: str, count: int) -> None:
    assert len(readings(f"09:00 党政办-小王: {text}")[0].asks) == count


def test_a_circled_number_is_no_digit_of_the_month_that_follows() -> None:
    first, second = readings("09:00 党政办-小王: ①3月15日前报防火台账②3月16日前报水费台账")[0].asks
    assert [ask.times.deadline and f"{ask.times.deadline:%m-%d}" for ask in (first, second)] == [
        "03-15",
        "03-16",
    ]


@pytest.mark.parametrize(
    ("name", "due", "starts"),
    [
        ("关于3月20日召开低保工作会的通知.docx", None, "20 23:59"),
        ("镇民政办关于3月20日上午9点召开低保工作会议的通知(1).docx", None, "20 09:00"),
        ("关于3月20日前报送低保名单的通知.docx", "20 23:59", None),
        ("关于3月20日召开的会议改期的通知.docx", None, None),
        ("关于3月20日召开会议情况的通报.docx", None, None),
        ("按《关于3月20日召开低保工作会的通知》要求整改.docx", None, None),
    ],
)
def test_the_name_of_a_document_tells_when_it_is(
    name: str, due: str | None, starts: str | None
) -> None:
    (one,) = told("2026-03-12 09:00 民政办-小陈: 见附件")
    message = replace(one, text="", file_name=name)
    reading = read(message, one.sent_at, (), LEXICON, CALENDAR)
    times = reading.asks[0].times if reading.asks else NO_TIMES
    assert (times.deadline and f"{times.deadline:%d %H:%M}") == due
    assert (times.starts_at and f"{times.starts_at:%d %H:%M}") == starts


def test_evidence_points_into_the_given_text() -> None:
    text = "春耕\u200b备耕情况,请各村下午4点前报"
    message = told(f"09:00 农技站-老巩: {text}")[0]
    reading = read(message, message.sent_at, (), LEXICON, CALENDAR)
    evidence = reading.asks[0].times.deadline_evidence
    assert evidence is not None
    assert text[evidence.start : evidence.end] == evidence.text


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.sampled_from([None, "民政办-小陈", "东河村老李"]))
def test_no_text_makes_the_reader_fail(text: str, sender: str | None) -> None:
    message = Message(
        group="群", number=1, sent_at=datetime(2026, 3, 12, 9, tzinfo=SHANGHAI), text=text,
        sender=sender,
    )  # fmt: skip
    reading = read(message, message.sent_at, (), LEXICON, CALENDAR)
    assert bool(reading.asks) == (reading.what is What.NOTICE or reading.unsure)


@pytest.mark.parametrize("text", ["请报" * 25_000, "【" * 20_000, "1." * 20_000, "3月" * 20_000])
def test_long_texts_are_read(text: str) -> None:
    message = Message(
        group="群", number=1, sent_at=datetime(2026, 3, 12, 9, tzinfo=SHANGHAI), text=text
    )
    read(message, message.sent_at, (), LEXICON, CALENDAR)
