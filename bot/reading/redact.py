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
_CARD_WORD = re.compile(r"卡号|账号|帐号|银行卡|存折|打卡到|一卡通号")
_PHONE_WORD = re.compile(r"电话|手机|联系|热线|座机|tel|拨打", re.IGNORECASE)
_BANK_PREFIXES = ("62", "4", "51", "52", "53", "54", "55", "35", "60", "65", "95", "94")
_CONTEXT = 14
_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)


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
    for match in _RUN.finditer(normal.text):
        before = normal.text[max(0, match.start() - _CONTEXT) : match.start()]
        for start, end, mask in _secrets(match.group(), before):
            first, last = normal.span(match.start() + start, match.start() + end)
            out.append(text[done:first] + mask)
            done = last
    out.append(text[done:])
    return "".join(out)


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
    return number[:17].isdigit() and number[:2] in _PROVINCES and _is_date(number[6:14])


def _old_identity(number: str) -> bool:
    return number.isdigit() and number[:2] in _PROVINCES and _is_date("19" + number[6:12])


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
