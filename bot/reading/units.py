"""The unit (村, 社区, 站所) that a nickname names."""

import re

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


_ANY_BODY = re.compile(
    "(?:委员会|办公室|领导小组|党委|政府|机关|部门|单位|中心|[委办局所站部组院会])*"
)


def is_body(name: str) -> bool:
    """Whether a name tells one body from others: 县委办 does, 局 and 政府办公室 do not."""
    return len(name) > 1 and not _ANY_BODY.fullmatch(name)
