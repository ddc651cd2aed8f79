"""How two requests compare: the same, edited, passed down tighter, the same data, or different."""

from bot.reading.likeness.catalogue import SHIPPED, Catalogue, catalogue, plain_name
from bot.reading.likeness.context import Context
from bot.reading.likeness.fields import Features, features
from bot.reading.likeness.model import Likeness, Relation, compare
from bot.reading.likeness.relating import NOBODY, Told

__all__ = [
    "NOBODY", "SHIPPED", "Catalogue", "Context", "Features", "Likeness", "Relation", "Told",
    "catalogue", "compare", "features", "plain_name",
]  # fmt: skip
