"""What a request is found by: pairs of letters of its text, the subjects and periods it names."""

import re

from bot.reading.likeness import Features
from bot.reading.terms import terms

_MARK = "#"
_NOT_A_WORD = re.compile(r"\W|_")


def findable(core: str, own: Features, chat: int | None = None) -> frozenset[str]:
    """Terms of ``core``, whose fields are ``own``; asked first in ``chat``.

    A subject goes by its one name, whatever it is called, and by what it belongs to. What is added
    begins with a capital, which no term of a text does.
    """
    named = {_NOT_A_WORD.sub("", term[1:]) for term in own.terms if term.startswith(_MARK)}
    spans = {f"P{span.first}x{span.last}" for span in own.periods.spans if not span.weak}
    heard = {f"C{chat}"} if chat is not None else set()
    return terms(core) | {f"S{name}" for name in named if name} | spans | heard
