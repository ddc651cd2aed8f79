"""Lines of a pasted list of approved forms, and which of them a request asks for."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from bot.domain.form import Form
from bot.reading.normalise import normalise
from bot.reading.redact import as_kept

_CUT = re.compile(r"[\s,，;；|]+")
_COUNTED = re.compile(r"^\s*\d{1,3}[.、．)）]\s*")
_HEADING = re.compile(r"名称|备案号|文号")
_LABEL = re.compile(r"^(?:备案|审批|批准|制表)?(?:机关)?(?:文号|备案号|号码|号)[:：]?")
_FOR_GOOD = re.compile(r"长期(?:有效)?")
_UNTIL = re.compile(
    r"(?:有效期?)?[:：]?(?:至|到)?(20\d\d)(?:年底?|[-./年](1[0-2]|0?[1-9])"
    r"(?:月底?|[-./月](3[01]|[12]\d|0?[1-9])日?)?)(?:前|止)?(?:有效)?"
)
_DROPS = re.compile(r"(?:删除?|去掉|移除)[\s:：]*(.+)", re.DOTALL)
_LONGEST_NAME, _LONGEST_OTHER = 60, 40


def read_form(line: str) -> Form | None:
    """名称 备案号 单位 有效期, whatever stands between them; None without a name and a number."""
    name, *rest = [part for part in _CUT.split(as_kept(_COUNTED.sub("", line))) if part] or [""]
    number, issuer, until = "", None, None
    for part in rest:
        end = _UNTIL.fullmatch(part)
        bare = _LABEL.sub("", part)
        if end:
            until = _last_day(end)
        elif any(char.isdigit() for char in bare):
            number = number or bare[:_LONGEST_OTHER]
        elif bare and not _FOR_GOOD.fullmatch(bare):
            issuer = issuer or bare[:_LONGEST_OTHER]
    name = name.strip('《》“”"')[:_LONGEST_NAME]
    return Form(name=name, number=number, issuer=issuer, until=until) if name and number else None


def _last_day(found: re.Match[str]) -> date | None:
    year, month = int(found[1]), int(found[2] or 12)
    last = monthrange(year, month)[1]
    return date(year, month, min(int(found[3] or last), last))


def form_lines(text: str) -> list[str]:
    """The lines of a paste that may name a form; not the heads of its columns."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [
        line
        for line in lines
        if any(char.isdigit() for char in _COUNTED.sub("", line)) or not _HEADING.search(line)
    ]


def dropped_form(words: str) -> str:
    """What 删 3 or 删 备案号 names; "" for other words."""
    found = _DROPS.fullmatch(words.strip())
    return found[1].strip() if found else ""


_BOOK = re.compile(r"《([^《》]{2,60})》")
_NOTE = re.compile(r"[((][^()()]*[))]")
_YEAR = re.compile(r"^(?:20\d\d年?度?|年度)")
_TABLE = re.compile(r"(?<![代外手仪发水电])表(?:格|册)?(?=$|[及和、,，并到报交发送])")
# What may stand before a form's name in a title, and be no part of the name.
_BEFORE = re.compile(r"(?:^|[填报送交写善的月《“,，、:：])$")

_TELLS = 4


def asked_form(title: str, core: str, forms: Iterable[Form]) -> tuple[bool, Form | None]:
    """Whether a form is asked for at all, and which of these it is.

    Only a name that is the same, year and notes in brackets apart, is the form: 残疾人基本情况表
    is not 基本情况表.
    """
    books = frozenset(plain_name(book) for book in _BOOK.findall(core))
    plain = plain_name(title)
    known = sorted(forms, key=lambda form: -len(form.name))
    for form in known:
        name = plain_name(form.name)
        start = plain.find(name)
        if name in books or (start >= 0 and len(name) >= _TELLS and _BEFORE.search(plain[:start])):
            return True, form
    return any(_TABLE.search(name) for name in (plain, *books)), None


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """A form's name to be compared: without its year, marks and what stands in brackets."""
    bare = _NOTE.sub("", normalise(name).text).strip('《》“”" ')
    return _YEAR.sub("", bare)
