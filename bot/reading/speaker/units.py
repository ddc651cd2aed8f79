"""The unit (村, 社区, 站所) that a nickname names."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.reading import DueFor
from bot.reading.handing_in import common_name, is_collected_from, names_unit
from bot.reading.papers import is_paper
from bot.reading.redact import redact

_UNIT = re.compile(
    r"([\u4e00-\u9fff]{1,6}?(?:村委会|居委会|社区|村|嘎查|街道|办事处|办公室|卫生院|派出所|司法所|中心|"
    r"小学|中学|学校|站|所|办|局))"
)
_LONGEST = 20
_NOT = re.compile("^(?:全村|本村|各村|我村|农村|新农村|进村|驻村|办|所|站|村)$")


def unit_in(nickname: str) -> str | None:
    """东河村文书-阿强 → 东河村, 民政办-小陈 → 民政办; None where a nickname names none."""
    found = _UNIT.search(nickname)
    return None if found is None or _NOT.match(found[1]) else found[1]


def unit_named(words: str) -> str:
    """A unit as somebody names it: others read it, so it notifies nobody and holds no number."""
    return redact(" ".join(words.replace("@", " ").split()))[:_LONGEST]


def addresses(text: str, unit: str) -> bool:
    """Whether a text asks a unit, and not only tells where to hand things in: 报民政办."""
    return bool(re.search(f"(?<![报交送发到找给往回])(?<!联系){re.escape(unit)}", text))


# 其他村; but 其他村不用报.
_OTHERS = re.compile(
    "(?:其[他它余]|剩余|剩下|余下|别)的?(?:各|几个|所有|全部)?"
    "(?:村|社区|嘎查|居委会|单位|部门|站所|乡镇|[镇组](?!织))(?!的)"
    "(?![^,。;]{0,6}(?:不用|不必|无需|不需|免|暂|已|都?[报交]了))"
)
_REST = re.compile("(?:其[他它余]|剩余|剩下|余下|别)的?(?:各|几个|所有|全部)?(.*)")
# 没有烟感的村, 片区的几个村: only they know whether they are some.
_VAGUE = re.compile("的|几个|部分|[没未有]|所[在属]|[这那你本]")
_WHOLE = ("村", "社区", "嘎查", "居委会", "单位", "部门", "学校")
_KINDS = (*_WHOLE, "小学", "中学", "街道", "镇", "乡", "组", "站", "所", "办", "局", "中心")


def asks_others(text: str) -> bool:
    """请东河村13日前报,其他村16日前报: asks those too whom it does not name."""
    return bool(_OTHERS.search(text))


def own_deadlines(
    due_for: Sequence[DueFor], units: Iterable[str], core: str
) -> tuple[datetime, ...] | None:
    """The deadlines of these units among those of ``core`` that are some's alone.

    Empty where it asks none of them, None where nobody can tell: then each may be theirs.
    """
    found = [_deadlines(due_for, common_name(unit), core) for unit in units] if due_for else []
    if not found or None in found:
        return None
    return tuple(at for one in found for at in one or ())


def _deadlines(due_for: Sequence[DueFor], unit: str, core: str) -> tuple[datetime, ...] | None:
    """Those of the parts that name a unit, else its kind, else all others."""
    rest = [(one.at, said[1]) for one in due_for if (said := _REST.match(one.whose))]
    told = [(one.at, word) for one in due_for for word in words_of_whose(one.whose)]
    named = [at for at, word in told if names_unit(word, unit)]
    vague = any(_VAGUE.search(word) or is_paper(word) for _, word in told)
    if named or vague or addresses(core, unit):
        return tuple(named) or None  # else it is named, or meant, where we did not see for what
    own = [at for at, word in told if is_whole(word) and _is_of(unit, word)]
    own = own or [at for at, kind in rest if not kind or _is_of(unit, kind)]
    if own or rest:
        return tuple(own) or None
    # 柳河镇16日前, passed on to its villages, is theirs to do.
    alike = is_collected_from(unit) and all(is_collected_from(word) for _, word in told)
    return () if alike else None


_AND = re.compile(
    r"[、/()和及与]|以及|(?<=组)(?=[\d一二三四五六七八九十]{1,3}组)|(?<=村)(?=[\u4e00-\u9fff]{1,3}村(?!民))"
)


def is_rest(whose: str) -> bool:
    """其他村, 其余各村: those whom a text names nowhere."""
    return bool(_REST.match(whose))


def words_of_whose(whose: str) -> list[str]:
    """The names in 东河村、西河村, 一组三组; none in 其他村."""
    if _REST.match(whose):
        return []
    return [word for word in _AND.split(whose) if word]


def is_whole(word: str) -> bool:
    """各村, 社区: a kind of units, all of them."""
    return word in _WHOLE or word[0] in "各每" or word.startswith(("所有", "全部"))


def _is_of(unit: str, kind: str) -> bool:
    if "单位" in kind or "部门" in kind:
        return True
    return any(one in kind and unit.endswith(one) for one in _KINDS)


_ANY_BODY = re.compile(
    "(?:委员会|办公室|领导小组|党委|政府|机关|部门|单位|中心|[委办局所站部组院会])*"
)


def is_body(name: str) -> bool:
    """Whether a name tells one body from others: 县委办 does, 局 and 政府办公室 do not."""
    return len(name) > 1 and not _ANY_BODY.fullmatch(name)
