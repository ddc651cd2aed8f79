"""Private numbers are masked however they are written, and ordinary numbers are not."""

import pytest

from bot.reading.redact import CARD_MASK, ID_MASK, PHONE_MASK, redact


@pytest.mark.parametrize(
    "text",
    [
        "身份证439900196712254095",
        "号439900 19671225 4095办",
        "4399001967\u200b12254095",
        "４３９９００１９６７１２２５４０９５",
        "四三九九〇〇一九六七一二二五四〇九五",
        "证号:439900671225409",
        "河湾村一439900196712254095",
        "4399 0019 6712 2540 95",
        "439900/19671225/409×",
        "439900,1967,1225,409X",
        "43990019671225409O",
        "证号\n439900196712\n254095",
        "身份证前六位439900,生日19671225,后四位409x",
        "残疾证4399001967122540 9542",
        # A digit less, or one more, than it has.
        "你表上写的是43990019671225409,少一位",
        "43990019671225409X",
        "身份证43990196712254095",
        "4399001967122540955",
        "第17行4399001967122540少两位",
    ],
)
def test_identity_numbers(text: str) -> None:
    masked = redact(text)
    assert ID_MASK in masked
    assert "1225" not in masked


@pytest.mark.parametrize(
    "text",
    [
        "打13800008814",
        "138-0000-8814",
        "１３８００００８８１４",
        "一三八零零零零八八一四",
        "0999-6123456",
        "张三13812345678",
        "老钱:138、1234、5678",
        "138/1234/5678",
        "一三八,一二三四,五六七八",
        "(138)12345678",
        "(0571)88123456",
        "1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣",
        "微信号wx13812345678",
        "l38l2345678",
        "138——1234——5678",
        "1 3 8 – 1 2 3 4 – 5 6 7 8",
        "幺三八 洞洞拐四 五六七八",
        "I38-O123-4567",
        "前三位138,中间1234,后四位5678",
        "1381 234 5678",
        "138.1234 5678",
        "0086-138-1234-5678",
        "tel13812345678",
        "13812345678人在外地",
        "0999—612 3456",
        "0000-6123456",
        "值班室 8612—3456",
        "老板姓庞 138五七66零3921",
        "进山的人听老周口令 13885557740",
        "夜里打 6 1 2 3 - 4 5 6 7",
        "咨询打 6123456",
        "2号黄伯 63180427,9号我自己去",
    ],
)
def test_phones(text: str) -> None:
    assert PHONE_MASK in redact(text)


def test_a_second_extension_is_masked_with_the_first() -> None:
    assert redact("0999-6123456/6123457转802") == f"{PHONE_MASK}/{PHONE_MASK}转802"


def test_long_lists_are_masked_to_their_end() -> None:
    ids = " ".join(["439900196712254095"] * 5)
    assert redact(ids) == " ".join([ID_MASK] * 5)


def test_two_numbers_side_by_side_are_both_masked() -> None:
    assert redact("138-0000-8814 439900196712254095") == f"{PHONE_MASK} {ID_MASK}"


@pytest.mark.parametrize(
    "text",
    [
        "卡号6222021234567890123",
        "农商行卡:6217 0012 3456 7890 123",
        "退回来一个6217 0012-3456 7890 12l",
        "户名不符:6217001234567890124",
        "六二一七 零零一二 三四五六 七八九零",
        "韩有粮 2.3亩 622991137800462918",
        "折子 810012345678901",
    ],
)
def test_a_card_number_is_masked(text: str) -> None:
    assert CARD_MASK in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "3月18日17:30前报,2026年一季度",
        "投诉电话12345",
        "财函[2025]0915号",
        "各村人数:120 345 220 118 90",
        "2026-03-13 18:00",
        "编号 330106202603180012",
        "订单号202603181234567890",
        "腾讯会议 823-4567-8901",
        "统一社会信用代码 91110108MA01ABCD12",
        "设备编号13812345678901",
        "户号13812345678是总表",
        "信用代码:125399004300012345",
        "快递单号6217001234567890124",
        "排班 0830-1130 1430-1730",
        "水位 612.4 613.2 614.8 615.0 616.2",
        "气温 13.5 12.3 45.6 78",
        "投诉电话12345,人数1200 3400 560",
        "联系时间20250915",
        "8 1 2 3 4 6 7",
        "登记码 31103201992008120045",
        "全县粮食总产13812345678斤",
        "😀👍",
        "",
    ],
)
def test_ordinary_numbers_stay(text: str) -> None:
    assert redact(text) == text


def test_a_number_that_is_a_files_name_leaves_what_kind_of_file_it_is() -> None:
    assert redact("110105199003072316.xlsx") == "〔证件号见原通知〕.xlsx"
