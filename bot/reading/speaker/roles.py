"""What display names tell of their bearers' part in a group: unit, person, and whether below."""

import re
from functools import lru_cache

from bot.reading.normalise import normalise

_PARTS = re.compile(r"[-—–_·|/\s:()\[\]【】~,、]+")
_ABOVE = re.compile("镇|乡|街道|[县市区](?!里)")
_BELOW = re.compile(r"[一-龥]{1,5}(?:社区|村|组|网格|屯|寨|小区|\d+号?楼|厂|公司|企业)|\d")
_CALLED = 2
"""Letters by which a unit or a person is called at least."""


@lru_cache(maxsize=4096)
def is_below(name: str | None, group: str) -> bool:
    """Whether a name is one of a village, a block or a firm in the group of a level above."""
    parts = _parts(name)
    return bool(parts and _ABOVE.search(group) and _BELOW.match(parts[0]))


@lru_cache(maxsize=4096)
def unit_of(name: str | None) -> str | None:
    """How others call the unit of who bears this name: its first two letters."""
    parts = _parts(name)
    start = parts[0][:_CALLED] if len(parts) > 1 else ""
    return start if len(start) == _CALLED and start.isalpha() else None


@lru_cache(maxsize=4096)
def person_of(name: str | None) -> str | None:
    """How others call who bears this name: its last part."""
    parts = _parts(name)
    return parts[-1] if len(parts) > 1 and len(parts[-1]) >= _CALLED else None


def _parts(name: str | None) -> list[str]:
    return [part for part in _PARTS.split(normalise(name or "").text.strip()) if part]
