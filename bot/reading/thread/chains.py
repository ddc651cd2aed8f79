"""A notice of the thread copied with one more name under it (接龙)."""

import re
from collections.abc import Sequence

from bot.domain.reading import Earlier, Kind
from bot.reading.terms import terms

_NUMBERED = re.compile(r"(?:^|\n)[^\S\n]*\d{1,3}[.、.)]\s*\S")


def continues_chain(text: str, before: Sequence[Earlier]) -> bool:
    """Whether a text is a notice of the thread copied with one more name under it (接龙)."""
    if not _NUMBERED.search(text):
        return False
    own = terms(text)
    chains = [
        e.reading.terms
        for e in before
        if e.reading.asks and e.reading.asks[0].base_kind is Kind.CHECK_IN
    ]
    return any(len(c) >= _CHAINED and len(c & own) >= 0.8 * len(c) for c in chains)


_CHAINED = 4
