"""Units in a row as people say them, spelled out: 三四五六组, 1、2组, 3到6组, 一组二组."""

import re
from itertools import pairwise

_CN = "一二三四五六七八九"
_N = rf"(?:\d{{1,2}}|[{_CN}]?十[{_CN}]?|[{_CN}])"
_KIND = r"(?P<kind>[小大]?组(?![长员织])|社(?![会区员])|队(?![长员])|网格(?![长员化]))"
_ALONE = rf"(?<![\d第月点:.周{_CN}十])"
# 三四五六组; but 十二组 is one, and 两三组 are some.
_RUN = re.compile(rf"{_ALONE}(?P<row>[{_CN}]{{2,9}}){_KIND}")
_SPAN = re.compile(
    r"(?=[一七三九二五八六十四\d])(?:"
    rf"{_ALONE}(?P<first>{_N})[组社队]?[到至~—-](?P<last>{_N}){_KIND}"
    ")"
)
_LISTED = re.compile(
    r"(?=[一七三九二五八六十四\d])(?:"
    rf"{_ALONE}(?P<row>{_N}(?:[、,]{_N}){{1,9}}){_KIND}"
    ")"
)
_TOGETHER = re.compile(rf"(?<=[组社队格])(?=第?{_N}(?:[小大]?组|社|队|网格))")
_MOST = 20


def spelled_out(text: str) -> str:
    """Normalised text in which each unit of a row that goes by number has its kind: 三组、四组."""
    text = _RUN.sub(_each_digit, text)
    text = _SPAN.sub(_all_between, text)
    text = _LISTED.sub(_each, text)
    return _TOGETHER.sub("、", text)


def _each_digit(row: re.Match[str]) -> str:
    numbers = [_CN.index(one) for one in row["row"]]
    rising = all(one < two for one, two in pairwise(numbers))
    return "、".join(f"{one}{row['kind']}" for one in row["row"]) if rising else row[0]


def _all_between(span: re.Match[str]) -> str:
    first, last = _value(span["first"]), _value(span["last"])
    if not first < last <= first + _MOST:
        return span[0]
    digits = span["first"].isdecimal()
    numbers = range(first, last + 1)
    return "、".join(f"{one if digits else _said(one)}{span['kind']}" for one in numbers)


def _each(row: re.Match[str]) -> str:
    return "、".join(f"{one}{row['kind']}" for one in re.split("[、,]", row["row"]))


def _value(said: str) -> int:
    if said.isdecimal():
        return int(said)
    tens, ten, ones = said.rpartition("十")
    return 10 * (_CN.index(tens) + 1 if tens else bool(ten)) + (_CN.index(ones) + 1 if ones else 0)


def _said(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = f"{_CN[tens - 1] if tens > 1 else ''}十" if tens else ""
    return f"{ten}{_CN[ones - 1] if ones else ''}"
