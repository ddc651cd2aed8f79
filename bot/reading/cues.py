"""Burden cues F01–F20 of a notice, exemptions first; patterns are data in the lexicon."""

import re
from functools import lru_cache

from bot.domain.lexicon import CueRule, Lexicon
from bot.domain.reading import Kind
from bot.reading.kind import REFUSED

_EMERGENCY, _NOTHING_ASKED, _CHANGE = "X01", "X03", "X04"
# Codes an emergency may rightly ask for: presence, quick answers, pictures of the place.
_EMERGENCY_MAY = frozenset({"F01", "F02", "F03", "F08", "F09", "F11", "F16", "F20"})


def find_cues(text: str, kind: Kind, urgent: bool, lexicon: Lexicon) -> tuple[tuple[str, ...], ...]:
    """``(cues, exemptions)``: codes found in normalised ``text``, in code order.

    What is expressly not wanted (不拍照不签到) is no cue. Only notices that ask are examined.
    """
    plain = REFUSED.sub("", text)
    exemptions = tuple(rule.code for rule in lexicon.exemptions if _matches(rule, plain))
    if kind is Kind.INFO:
        return (), exemptions
    found = [rule.code for rule in lexicon.cues if _matches(rule, plain)]
    if urgent or (_EMERGENCY in exemptions and kind is Kind.TASK):
        found = [code for code in found if code not in _EMERGENCY_MAY]
    return tuple(found), exemptions


def _matches(rule: CueRule, text: str) -> bool:
    return bool(_compiled(rule.patterns).search(text))


@lru_cache(maxsize=256)
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
