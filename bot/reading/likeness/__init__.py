"""How two requests compare: the same, edited, passed down tighter, the same data, or different."""

from bot.reading.likeness.context import RIVALS, Context, said_by_others
from bot.reading.likeness.fields import Features, features
from bot.reading.likeness.model import Likeness, Relation, compare, likelihood

__all__ = [
    "RIVALS",
    "Context",
    "Features",
    "Likeness",
    "Relation",
    "compare",
    "features",
    "likelihood",
    "said_by_others",
]
