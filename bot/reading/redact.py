"""Masks identity numbers, phones and bank cards in everything that leaves the reader."""

import re
from datetime import date

from stdnum import luhn

from bot.reading.normalise import normalise

ID_MASK = "〔证件号见原通知〕"
PHONE_MASK = "〔电话见原通知〕"
CARD_MASK = "〔卡号见原通知〕"

_HAN_DIGITS = str.maketrans(
    "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两洞拐勾OolI",
    "0012345678912345678912079" + "0011",
)
_DIGIT = r"[0-9〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺]"
# Spoken over the radio, or with letters that look like digits: only a whole number tells them.
_SPOKEN = r"[0-9〇零一二两三四五六七八九壹贰叁肆伍陆柒捌玖幺洞拐勾OolI]"
_SEP = r"[ \-—–~.·_*]"
_ALONE = r"(?<![0-9A-Za-z])"
_END = r"(?![0-9A-Za-z])"
# A run of digits as people disguise it: separators between digits are allowed.
_RUN = re.compile(rf"{_ALONE}{_DIGIT}(?:{_SEP}{{0,2}}{_DIGIT}){{6,400}}(?:{_SEP}?[Xx×])?")
# Chinese digits stand alone, or 张三13812345678 would hide the number behind the name.
_GROUP = re.compile(rf"[0-9]+[Xx×]?|{_DIGIT}[Xx×]?|[Xx×]")
_MAYBE = re.compile(rf"{_DIGIT}{_SEP}{{0,2}}{_DIGIT}{_SEP}{{0,2}}{_DIGIT}|\(\d\)\(\d\)")
_MOBILE = re.compile(r"(?:(?:00)?86|0)?(1[3-9]\d{9})")
_LANDLINE = re.compile(r"0(?:10|2\d|[3-9]\d{2})[1-9]\d{6,7}")
_HOURS = re.compile(r"(?:(?:[01]\d|2[0-3])[0-5]\d){3}")
_DECIMALS = re.compile(r"\d\.\d+[ -]+\d")
_ID_WORD = re.compile(r"身份证|证件号|证号|身份号|户口号")
_DISABLED = re.compile(r"残疾")
_CARD_WORD = re.compile(
    r"卡号|账号|帐号|账户|帐户|银行卡|行卡|社卡|工资卡|社保卡|储蓄卡|借记卡|存折|折子|打卡到|打款到|"
    r"一卡通|[新旧老]卡|卡\W{0,2}$"
)
_PHONE_WORD = re.compile(
    r"(?:电话|手机|联系|热线|座机|固话|传真|值班室|夜班|报修|抢修|致电|来电|tel|拨打)[^\d。;]*$|"
    r"[打拨呼](?:给|到)?\W{0,2}$|(?:办公室|咨询|号码)\W{0,2}$|"
    # 黄伯 63180427
    r"(?:[伯叔姨婶姐哥爷婆娘]|[奶妈爸公]{2}|老师|主任|书记|医生|大夫|师傅|[所站队村镇乡组]长|经理|会计)"
    r"[ ::,]{1,2}$",
    re.IGNORECASE,
)
# Of nineteen digits at the most; one more is a slip of the hand.
_UNION = re.compile(r"62\d{14,18}")
_BANK_PREFIXES = ("62", "4", "51", "52", "53", "54", "55", "35", "60", "65", "95", "94")
_CONTEXT = 14
_LONGEST, _FOUR = 20, 4
_ID, _MISTYPED = 18, (16, 17, 19)
_PROVINCES = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
# What stands before a number that names no person, whatever it looks like.
_OF_A_THING = re.compile(
    r"(?:编号|编码|单号|文号|流水号?|合同号?|工单号?|订单号?|案号|批号|序列号|发票号码?|户号|表号|"
    r"图斑|会议号?|宗地|地块|房源|批次|代码|登记码|注册号|许可证号?|车架号|耳标号?|桩号|群号|群|QQ|"
    r"密码|验证码)[^\w\n]{0,3}$"
)
_AMOUNT = re.compile(r" ?(?:斤|公斤|千克|吨|元(?!旦)|万|亿|亩|平方|立方|度(?!假)|株)")
# Written in three groups, as nobody writes amounts: 138、1234、5678, (138)1234-5678.
_GROUPED = re.compile(
    rf"{_ALONE}[(]?(?:1|一|幺|壹)[\W_]{{0,2}}{_DIGIT}[\W_]{{0,2}}{_DIGIT}[^\w\n]{{1,3}}"
    rf"{_DIGIT}{{4}}[^\w\n]{{0,3}}{_DIGIT}{{4}}(?![0-9])"
)
# Said part by part: 前三位138,中间1234,后四位5678.
_PART = r"(?:中间|后面|最后|末尾|前|后)[三四]?[位个]?|再|接着|然后|尾号|是|加"
_PARTS = rf"[^\w\n]{{0,2}}(?:{_PART})+[^\w\n]{{0,2}}"
_IN_PARTS = re.compile(rf"{_ALONE}1[3-9]\d{_PARTS}\d{{4}}{_PARTS}\d{{4}}(?!\d)")
_SPACED = re.compile(rf"{_ALONE}[1一幺壹lI](?:{_SEP}{{0,3}}{_SPOKEN}){{10}}{_END}")
# Figures and words for figures in one run are there to hide it, even if a digit too many is typed.
_MIXED = re.compile(
    rf"{_ALONE}1[3-9](?=[0-9]*[〇零一二三四五六七八九幺]){_DIGIT}{{8,11}}(?!{_DIGIT})"
)
_FIXED = re.compile(
    rf"{_ALONE}[(]?0\d{{2,3}}[)]?(?:{_SEP}|/){{0,3}}[1-9]\d{{2,3}}{_SEP}?\d{{3,4}}(?!\d)"
)
_ANY_AREA = re.compile(r"0(?:10|2\d|\d{3})[1-9]\d{6,7}")
# A local number spelled out digit by digit, with a dash in its middle.
_SPELLED = re.compile(rf"{_ALONE}[2-8](?: \d){{2,3}} ?[-—–] ?\d(?: \d){{3}}(?![0-9])")
_ANOTHER = re.compile(r" ?[/、或和] ?([2-8]\d{2,3}[ \-]?\d{4})(?![0-9])")
_ACCOUNT = re.compile(
    r"(?:wx|vx|微信号?|v信|tel|phone|dh|sj)[_\-:: ]{0,2}(1[3-9]\d{9})(?!\d)", re.IGNORECASE
)
_FOURS = re.compile(
    rf"{_ALONE}6[\W_]{{0,2}}2(?:[^\w\n]{{0,3}}[0-9OolI]){{14}}(?:[^\w\n]{{0,3}}[0-9OolI]{{3}})?{_END}"
)
_IDENTITY = re.compile(
    rf"{_ALONE}[1-8]\d{{5}}[^\w]{{0,4}}[0-9OolI]{{4}}[^\w]{{0,2}}[0-9OolI]{{2}}[^\w]{{0,2}}[0-9OolI]{{2}}"
    rf"[^\w]{{0,4}}[0-9OolI]{{3}}[^\w]?[0-9OolIXx×]{_END}"
)
_ID_IN_PARTS = re.compile(
    r"(?:身份证|证号)[^\d\n]{0,8}(\d{6}[^\d\n]{1,8}(?:19|20)\d{6}[^\d\n]{1,8}\d{3}[\dXx×])"
)
# ①③⑧…, which one plain form of a text has as (1)(3)(8)….
_RINGED = re.compile(rf"{_ALONE}(?=\d*\()(?:\(\d\)|\d){{11,18}}[Xx]?(?![(]?\d)")


def _is_mobile(said: str) -> bool:
    return bool(_MOBILE.fullmatch(_digits(said)))


def _is_spelled_mobile(said: str) -> bool:
    return _is_mobile(said) and not _DECIMALS.search(said)


def _is_fixed(said: str) -> bool:
    digits = _digits(said)
    return bool(_ANY_AREA.fullmatch(digits)) and not _HOURS.fullmatch(digits)


def _is_person(said: str) -> bool:
    return _is_identity(re.sub(r"[^\dX]", "", _plain(said)))


def _always(said: str) -> bool:
    return bool(said)


_OTHERWISE = (
    (_GROUPED, PHONE_MASK, _is_mobile),
    (_IN_PARTS, PHONE_MASK, _always),
    (_SPACED, PHONE_MASK, _is_spelled_mobile),
    (_MIXED, PHONE_MASK, _always),
    (_FIXED, PHONE_MASK, _is_fixed),
    (_SPELLED, PHONE_MASK, _always),
    (_ACCOUNT, PHONE_MASK, _always),
    (_FOURS, CARD_MASK, _always),
    (_IDENTITY, ID_MASK, _is_person),
    (_ID_IN_PARTS, ID_MASK, _is_person),
    (_RINGED, PHONE_MASK, _is_mobile),
    (_RINGED, ID_MASK, _is_person),
)


def redact(text: str) -> str:
    """``text`` with every identity number, phone and bank card replaced by a neutral note.

    Finds disguised numbers too (full width, circled or Chinese digits, zero width characters,
    spaces and hyphens between digits). Linear in the length of ``text``.
    """
    out: list[str] = []
    done = 0
    for first, last, mask in private_spans(text):
        out.append(text[done:first] + mask)
        done = last
    out.append(text[done:])
    return "".join(out)


def private_spans(text: str) -> list[tuple[int, int, str]]:
    """Where in ``text`` numbers stand that ``redact`` masks, and with what; in order, apart."""
    normal = normalise(text)
    if not _MAYBE.search(normal.text):
        return []
    found: list[tuple[int, int, str]] = []
    for start, end, mask in _spans(normal.text):
        first, last = normal.span(start, end)
        if not found or first >= found[-1][1]:
            found.append((first, last, mask))
    return found


def _spans(plain: str) -> list[tuple[int, int, str]]:
    """Where numbers stand that are to be masked, in order."""
    found = []
    for match in _RUN.finditer(plain):
        before = plain[max(0, match.start() - _CONTEXT) : match.start()]
        for start, end, mask in _secrets(match.group(), before):
            found.append((match.start() + start, match.start() + end, mask))
    for pattern, mask, holds in _OTHERWISE:
        for match in pattern.finditer(plain):
            group = match.re.groups
            if holds(match.group(group)):
                found.append((match.start(group), match.end(group), mask))
    found = [one for one in found if not _is_of_a_thing(plain, *one[:2])]
    for _, end, mask in tuple(found):
        another = _ANOTHER.match(plain, end) if mask is PHONE_MASK else None
        if another:
            found.append((another.start(1), another.end(1), mask))
    return sorted(found, key=lambda one: (one[0], -one[1]))


def _is_of_a_thing(plain: str, start: int, end: int) -> bool:
    """Whether a number is that of a thing, or an amount: 户号138…, 总产138…斤."""
    before = plain[max(0, start - _CONTEXT) : start]
    return bool(_OF_A_THING.search(before) or _AMOUNT.match(plain, end))


def _plain(said: str) -> str:
    return said.translate(_HAN_DIGITS).replace("×", "X").upper()


def _digits(said: str) -> str:
    return re.sub(r"\D", "", said.translate(_HAN_DIGITS))


def _secrets(run: str, before: str) -> list[tuple[int, int, str]]:
    """Spans of ``run`` that are a secret, with the mask for each; longest first from the left."""
    groups = [(m.start(), m.end()) for m in _GROUP.finditer(run)]
    spans: list[tuple[int, int, str]] = []
    first = 0
    while first < len(groups):
        for last in range(min(len(groups), first + _LONGEST) - 1, first - 1, -1):
            said = groups[first : last + 1]
            digits = "".join(run[start:end] for start, end in said)
            if _DECIMALS.search(run[said[0][0] : said[-1][1]]):
                continue
            sizes = {end - start for start, end in said[:-1]} or {_FOUR}
            mask = _whole(_plain(digits), before, even=min(sizes) >= _FOUR or sizes == {1})
            if mask:
                spans.append((groups[first][0], groups[last][1], mask))
                first = last
                break
        first += 1
    return spans


def _whole(digits: str, before: str, *, even: bool) -> str | None:
    """The mask when ``digits`` as a whole are a secret; ``even`` where written in long groups."""
    count = len(digits)
    if count == 18 and (_is_identity(digits) or _ID_WORD.search(before)):
        return ID_MASK
    if count == 15 and (_ID_WORD.search(before) or _old_identity(digits)):
        return ID_MASK
    if count == _LONGEST and _DISABLED.search(before) and _is_identity(digits[:18]):
        return ID_MASK
    persons = _is_persons(digits) and not _UNION.fullmatch(digits)
    # 18 digits and the x of .xlsx are no longer number.
    longer = count > _ID and "X" in digits
    if count in _MISTYPED and not longer and (persons or _ID_WORD.search(before)):
        return ID_MASK
    if "X" in digits:
        return None
    if _MOBILE.fullmatch(digits) or (_LANDLINE.fullmatch(digits) and not _HOURS.fullmatch(digits)):
        return PHONE_MASK
    if 7 <= count <= 8 and _PHONE_WORD.search(before) and digits[0] in "2345678":
        return None if digits.startswith("20") and _is_date(digits) else PHONE_MASK
    if 12 <= count <= 19 and _CARD_WORD.search(before):
        return CARD_MASK
    banked = digits.startswith(_BANK_PREFIXES) and 16 <= count <= 19 and luhn.is_valid(digits)
    return CARD_MASK if even and (banked or _UNION.fullmatch(digits)) else None


def _is_identity(number: str) -> bool:
    """Whether 18 characters look like an identity number: province code and a real birth date.

    The check digit is not asked for: a mistyped number still names a person, and of random
    18-digit numbers only some 0.02 % pass.
    """
    return number[:17].isdigit() and _is_persons(number)


def _is_persons(number: str) -> bool:
    """Whether a number begins as a person's does, even if a digit less or more was typed."""
    return bool(_PROVINCES.match(number) and _is_date(number[6:14]))


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
