"""Reactions that say something to us, as far as platforms have them."""

from collections.abc import Iterable
from dataclasses import dataclass

FLAGS = frozenset("👎😡🤬💩🤮🖕")
"""Reactions that may be meant as a flag. Everybody sees them, so they count for nothing."""
_VARIATION = "\ufe0f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gestures:
    """Which reaction to a notice means done, and which asks whether it was asked before."""

    done: str = "👌"
    asked_before: str = "🤔"

    def heard_in(self, reactions: Iterable[str]) -> frozenset[str]:
        """Those of somebody's reactions that are gestures to us."""
        return plain(reactions) & plain((self.done, self.asked_before))


def plain(reactions: Iterable[str]) -> frozenset[str]:
    """Reactions, whichever way they are drawn."""
    return frozenset(one.replace(_VARIATION, "") for one in reactions)
