"""Masks identity numbers, phones and bank cards in everything that leaves the reader."""

import re
from datetime import date

from stdnum import luhn

from bot.reading.normalise import normalise

ID_MASK = "〔证件号见原通知〕"
PHONE_MASK = "〔电话见原通知〕"
CARD_MASK = "〔卡号见原通知〕"

_HAN_DIGITS = str.maketrans(
    "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两", "0012345678912345678912"
)
_DIGIT = r"[0-9〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺]"
# A run of digits as people disguise it: single separators between digits are allowed.
_RUN = re.compile(rf"(?<![0-9A-Za-z]){_DIGIT}(?:[ \-.·_*]{{0,2}}{_DIGIT}){{6,40}}[ \-]?[Xx]?")
# Chinese digits stand alone, or 张三13812345678 would hide the number behind the name.
_GROUP = re.compile(rf"[0-9]+[Xx]?|{_DIGIT}[Xx]?|[Xx]")
_MAYBE = re.compile(rf"{_DIGIT}[ \-.·_*]{{0,2}}{_DIGIT}[ \-.·_*]{{0,2}}{_DIGIT}")
_MOBILE = re.compile(r"(?:86)?(1[3-9]\d{9})")
_LANDLINE = re.compile(r"0(?:10|2\d|[3-9]\d{2})[1-9]\d{6,7}")
_ID_WORD = re.compile(r"身份证|证件号|证号|身份号|户口号")
_CARD_WORD = re.compile(
    r"卡号|账号|帐号|账户|帐户|银行卡|行卡|社卡|工资卡|社保卡|储蓄卡|借记卡|存折|打卡到|打款到|一卡通"
)
_PHONE_WORD = re.compile(r"电话|手机|联系|热线|座机|tel|拨打", re.IGNORECASE)
_BANK_PREFIXES = ("62", "4", "51", "52", "53", "54", "55", "35", "60", "65", "95", "94")
_CONTEXT = 14
_PROVINCES = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
# What stands before a number that names no person, whatever it looks like.
_OF_A_THING = re.compile(
    r"(?:编号|编码|单号|文号|流水号?|合同号?|工单号?|订单号?|案号|批号|序列号|发票号码?|户号|表号|"
    r"图斑|会议号|宗地|地块|房源|批次)\W{0,3}$"
)
_AMOUNT = re.compile(r" ?(?:斤|公斤|千克|吨|元|万|亿|户|人|份|亩|平方|立方|度|株|只|头)")
# Written in three groups, as nobody writes amounts: 138、1234、5678, (138)1234-5678.
_GROUPED = re.compile(
    rf"(?<![0-9A-Za-z])[(]?(?:1|一|幺|壹)[\W_]{{0,2}}{_DIGIT}[\W_]{{0,2}}{_DIGIT}[^\w\n]{{1,3}}"
    rf"{_DIGIT}{{4}}[^\w\n]{{0,3}}{_DIGIT}{{4}}(?![0-9])"
)
_SPACED = re.compile(
    rf"(?<![0-9A-Za-z])(?:1|一|幺|壹)(?:[ \-–—~·._*]{{0,3}}{_DIGIT}){{10}}(?![0-9])"
)
_BRACKETED = re.compile(r"[(]0\d{2,3}[)][ \-]?[1-9]\d{2,3}[ \-]?\d{4}(?!\d)")
_ACCOUNT = re.compile(r"(?:wx|vx|微信号?|v信)[_\-:: ]{0,2}(1[3-9]\d{9})(?!\d)", re.IGNORECASE)
_LETTERED = re.compile(r"(?<![0-9A-Za-z])(?=[0-9OolI]*[OolI])[1lI][3-9][0-9OolI]{9}(?![0-9A-Za-z])")
_OTHERWISE = (_GROUPED, _SPACED, _BRACKETED, _ACCOUNT, _LETTERED)
_MOBILE_ONLY = frozenset({_GROUPED, _SPACED})


def redact(text: str) -> str:
    """``text`` with every identity number, phone and bank card replaced by a neutral note.

    Finds disguised numbers too (full width, circled or Chinese digits, zero width characters,
    spaces and hyphens between digits). Linear in the length of ``text``.
    """
    normal = normalise(text)
    if not _MAYBE.search(normal.text):
        return text
    out: list[str] = []
    done = 0
    for start, end, mask in _spans(normal.text):
        first, last = normal.span(start, end)
        if first >= done:
            out.append(text[done:first] + mask)
            done = last
    out.append(text[done:])
    return "".join(out)


def _spans(plain: str) -> list[tuple[int, int, str]]:
    """Where numbers stand that are to be masked, in order."""
    found = []
    for match in _RUN.finditer(plain):
        before = plain[max(0, match.start() - _CONTEXT) : match.start()]
        for start, end, mask in _secrets(match.group(), before):
            found.append((match.start() + start, match.start() + end, mask))
    for pattern in _OTHERWISE:
        for match in pattern.finditer(plain):
            group = match.re.groups
            if pattern not in _MOBILE_ONLY or _MOBILE.fullmatch(_digits(match.group())):
                found.append((match.start(group), match.end(group), PHONE_MASK))
    return sorted(one for one in found if not _is_of_a_thing(plain, *one[:2]))


def _is_of_a_thing(plain: str, start: int, end: int) -> bool:
    """Whether a number is that of a thing, or an amount: 户号138…, 总产138…斤."""
    before = plain[max(0, start - _CONTEXT) : start]
    return bool(_OF_A_THING.search(before) or _AMOUNT.match(plain, end))


def _digits(said: str) -> str:
    return re.sub(r"\D", "", said.translate(_HAN_DIGITS))


def _secrets(run: str, before: str) -> list[tuple[int, int, str]]:
    """Spans of ``run`` that are a secret, with the mask for each; longest first from the left."""
    groups = [(m.start(), m.end()) for m in _GROUP.finditer(run)]
    spans: list[tuple[int, int, str]] = []
    first = 0
    while first < len(groups):
        for last in range(len(groups) - 1, first - 1, -1):
            digits = "".join(run[start:end] for start, end in groups[first : last + 1])
            mask = _whole(digits.translate(_HAN_DIGITS).upper(), before)
            if mask:
                spans.append((groups[first][0], groups[last][1], mask))
                first = last
                break
        first += 1
    return spans


def _whole(digits: str, before: str) -> str | None:
    """The mask when ``digits`` as a whole are a secret."""
    count = len(digits)
    if count == 18 and (_is_identity(digits) or _ID_WORD.search(before)):
        return ID_MASK
    if count == 15 and (_ID_WORD.search(before) or _old_identity(digits)):
        return ID_MASK
    if "X" in digits:
        return None
    if _MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits):
        return PHONE_MASK
    if 7 <= count <= 8 and _PHONE_WORD.search(before) and digits[0] in "2345678":
        return PHONE_MASK
    if 12 <= count <= 19 and _CARD_WORD.search(before):
        return CARD_MASK
    if 16 <= count <= 19 and digits.startswith(_BANK_PREFIXES) and luhn.is_valid(digits):
        return CARD_MASK
    return None


def _is_identity(number: str) -> bool:
    """Whether 18 characters look like an identity number: province code and a real birth date.

    The check digit is not asked for: a mistyped number still names a person, and of random
    18-digit numbers only some 0.02 % pass.
    """
    return bool(number[:17].isdigit() and _PROVINCES.match(number) and _is_date(number[6:14]))


def _old_identity(number: str) -> bool:
    return bool(number.isdigit() and _PROVINCES.match(number) and _is_date("19" + number[6:12]))


def _is_date(digits: str) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1900 <= day.year <= 2100


def as_kept(text: str) -> str:
    """What somebody typed, as it is kept: masked, on one line, with no half characters."""
    whole = text.encode("utf8", "replace").decode("utf8")
    return " ".join(redact(whole).split())
