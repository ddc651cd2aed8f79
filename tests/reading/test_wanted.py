"""要什么、什么形式、交到哪、给谁、依据什么、不交会怎样: what an ask tells beside its times."""

import time
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app import knowledge
from bot.config import Config
from bot.domain.message import SHANGHAI, Message
from bot.domain.reading import Details, Format, Kind
from bot.reading.normalise import normalise
from bot.reading.reader import read
from bot.reading.wanted import read_details, refused_in

LEXICON, CALENDAR = knowledge(Config())
SENT = datetime(2026, 3, 11, 9, 10, tzinfo=SHANGHAI)


def asked(text: str) -> list[Details]:
    message = Message(group="青石镇工作群", number=1, sent_at=SENT, text=text, sender="镇里小王")
    return [ask.details for ask in read(message, SENT, (), LEXICON, CALENDAR).asks]


def wanted(text: str) -> Details:
    return asked(text)[0]


def test_a_notice_tells_all_of_it() -> None:
    found = wanted(
        "根据清发〔2026〕12号文件,请各村(社区)3月20日前将高龄津贴花名册(姓名、身份证号、卡号)"
        "盖章后报民政办203室,电子版发民政办邮箱,逾期未报的全镇通报。"
    )
    assert found == Details(
        columns=("姓名", "身份证号", "卡号"),
        forms=(Format.STAMPED,),
        channel="民政办203室、民政办邮箱",
        sanction="逾期未报的全镇通报",
        basis=("清发〔2026〕12号",),
        addressees=("各村(社区)",),
    )


@pytest.mark.parametrize(
    "written",
    [
        "清发〔2026〕12号",
        "清发[2026]12号",
        "清发【2026】12号",
        "清发(2026)第12号",
        "清发［2026］12号",
    ],
)
def test_a_documents_number_is_one_however_its_brackets_are_typed(written: str) -> None:
    assert wanted(f"按照{written}要求,请各村3月20日前报方案。").basis == ("清发〔2026〕12号",)


def test_titles_are_a_ground_where_it_goes_by_them_and_forms_to_fill_in_are_none() -> None:
    by = "根据《信访工作条例》和《减负十条》,请各村3月20日前报台账。"
    assert wanted(by).basis == ("《信访工作条例》", "《减负十条》")
    assert wanted("请各村3月20日前按《收支样表》填好报三资办。").basis == ()
    assert wanted("请各村3月20日前填《流动党员登记表》。").basis == ()


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("请各村3月20日前报低保核查表,加盖公章。", {Format.TABLE, Format.STAMPED}),
        ("请各村3月20日前报一季度工作总结。", {Format.DOCUMENT}),
        ("请各村3月20日前报整治前后照片和一段视频。", {Format.PHOTO, Format.VIDEO}),
        ("请各村今天下班前群里接龙报人数。", {Format.CHAIN}),
        ("请各村3月20日前在防返贫系统填报收入情况。", {Format.IN_SYSTEM}),
        ("反诈答题3月20日前做完,成绩截图发我。", {Format.SCREENSHOT}),
        ("请各村3月20日前报困难老人名单。", set()),
        ("请各村3月20日前报台账,不用盖章,电子版就行。", set()),
        ("请各村3月20日前报情况,无需纸质版,不要发照片。", set()),
        ("请各村3月20日前报人数,不接龙,群里不用回复。", set()),
        ("请各村3月20日前报进度,不要表,照片也不用发了。", set()),
        ("3月13日上午9点开视频会,各村书记参加。", set()),
    ],
)
def test_the_form_is_what_is_wanted_and_not_what_is_let_off(text: str, forms: set[Format]) -> None:
    assert set(wanted(text).forms) == forms


def test_whoever_does_not_is_threatened_and_the_form_still_wanted() -> None:
    found = wanted("请各村今晚8点前拍照打卡,不拍照的通报。")
    assert found.forms == (Format.PHOTO,)
    assert found.sanction == "不拍照的通报"


@pytest.mark.parametrize(
    ("text", "sanction"),
    [
        ("请各村3月20日前报台账,逾期的扣2分。", "逾期的扣2分"),
        ("请各村3月20日前报台账,再不报的约谈支部书记。", "再不报的约谈支部书记"),
        ("请各村3月20日前报台账。未按时报送的,取消评优资格。", "未按时报送的,取消评优资格"),
        ("请各村3月20日前报台账,不通报、不扣分,尽量报全。", None),
        ("请各村3月20日前学习县里的情况通报。", None),
        ("请各村3月20日前报约谈记录。", None),
    ],
)
def test_a_threat_is_told_in_its_own_words(text: str, sanction: str | None) -> None:
    assert wanted(text).sanction == sanction


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        (
            "请各村3月20日前报五保户,注明姓名、住址、联系电话报民政办。",
            ("姓名", "住址", "联系电话"),
        ),
        ("请各村3月20日前报水井:在哪里、井深、能不能用,报水利站。", ("在哪里", "井深", "能不能用")),
        ("请各村3月20日前报塘坝,库容、责任人及联系电话。", ("库容", "责任人", "联系电话")),
        ("请各村3月20日前报缺勤名单,写明原因。", ("原因",)),
        ("请各村3月20日前报未参保原因(外地参保、死亡、拒缴等)。", ()),
        ("请各村3月20日前组织网格员、护林员、村医清理垃圾。", ()),
    ],
)
def test_fields_stand_as_they_are_written(text: str, columns: tuple[str, ...]) -> None:
    assert wanted(text).columns == columns


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("请各村3月20日前报台账,发党政办邮箱。", "党政办邮箱"),
        ("请各村3月20日前把表交给兽医站老裴。", "兽医站老裴"),
        ("请各村3月20日前把人数报我。", "我"),
        ("请各村3月20日前录入“林保通”小程序。", "林保通小程序"),
        ("请各村3月20日前扫描下方二维码填报。", "扫码"),
        ("请各村3月20日前报台账,发 zhangsan@126.com。", "邮箱"),
        ("请各村3月20日前报台账到水利站,不要发群里。", "水利站"),
        ("请各村3月20日前报残疾人情况。", None),
    ],
)
def test_where_it_goes(text: str, channel: str | None) -> None:
    assert wanted(text).channel == channel


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("各村、各社区3月20日前报台账。", ("各村", "各社区")),
        ("请河东、西台村今天补报台账。", ("河东、西台村",)),
        ("请相关村3月20日前报台账。", ("相关村",)),
        ("各位护林员:今天下班前报火情。", ("各位护林员",)),
        ("请班子成员3月20日前交述职报告。", ("班子成员",)),
        ("@石门村 @柳湾村 台账还没报,今天下班前报我。", ("石门村", "柳湾村")),
        ("3月13日上午9点在镇三楼开会,各村书记、农技员参加。", ("各村书记", "农技员")),
        ("请3月20日前报各村人数。", ()),
    ],
)
def test_whom_it_is_for(text: str, whom: tuple[str, ...]) -> None:
    assert wanted(text).addressees == whom


def test_each_of_several_asks_has_its_own_and_what_is_said_for_all() -> None:
    first, second = asked(
        "请各村注意:\n1. 3月15日前报灌溉用水,注明渠名、亩数。\n2. 3月18日前交河长制照片。\n"
        "以上材料发党政办邮箱,逾期不报的通报。"
    )
    assert (first.columns, first.forms) == (("渠名", "亩数"), ())
    assert (second.columns, second.forms) == ((), (Format.PHOTO,))
    for one in (first, second):
        assert one.channel == "党政办邮箱"
        assert one.sanction == "逾期不报的通报"
        assert one.addressees == ("各村",)


def test_what_is_private_is_masked() -> None:
    found = wanted("请各村3月20日前报台账,不报的通报,扣分找13812345678。@老王13912345678 收表")
    assert "13812345678" not in str(found)
    assert "13912345678" not in str(found)


def test_what_a_change_lets_off_is_told() -> None:
    assert refused_in("照片不用发了,只要表格", Kind.REPORT) == {Format.PHOTO}
    assert refused_in("不用盖章了", Kind.REPORT) == {Format.STAMPED}
    assert refused_in("请报照片", Kind.REPORT) == frozenset()


PIECES = "请各村社区报交发到群邮箱系统未不用要无需的通报扣分约谈姓名电话、,。;:()〔〕《》@根据按照清发20261号盖章照片表接龙注明以上材料逾期\n"  # noqa: E501


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet=PIECES, max_size=120) | st.text(max_size=60))
def test_no_words_make_it_fail(text: str) -> None:
    plain = normalise(text).text
    for kind in Kind:
        found = read_details(plain, [(0, len(plain))], [kind])[0]
        assert len(found.columns) <= 20
        assert len(found.addressees) <= 6


@pytest.mark.parametrize(
    "unit",
    [
        "各村",
        "请",
        "甲、",
        "请河东、",
        "姓名、",
        "注明",
        "请各村报姓名、电话,",
        "报送到",
        "发到群,",
        "未报的通报,",
        "清发〔2026〕",
        "根据《",
        "不用",
        "@",
        "(",
        "表",
        "1. 报送",
        "(1)",
        "每天",
        "加一栏“",
        "“甲”、",
        "系统里",
        "在网格通",
        "有照片就附",
        "甲情况、",
        "有甲的",
        "\n逾期不报的通报",
        "\n各",
        "拍",
        "的姓名、",
    ],
)
def test_long_texts_take_time_in_proportion(unit: str) -> None:
    def spent(size: int) -> float:
        text = (unit * size)[:size]
        begun = time.process_time()
        read_details(text, [(0, len(text))], [Kind.REPORT])
        return time.process_time() - begun

    spent(1000)
    assert spent(100_000) < 0.25


def test_many_asks_take_time_in_proportion() -> None:
    def spent(count: int) -> float:
        item = "各村3月20日前报姓名、电话,发到党政办邮箱,不报的通报。"
        spans = [(place * len(item), (place + 1) * len(item)) for place in range(count)]
        begun = time.process_time()
        read_details(item * count, spans, [Kind.REPORT] * count)
        return time.process_time() - begun

    spent(10)
    assert spent(2000) < 20 * spent(200) + 0.2
