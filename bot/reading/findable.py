"""What a request is found by: pairs of letters of its text, its subjects, its period, its chat."""

import re
from collections.abc import Iterator

from bot.reading.likeness import SHIPPED, Features
from bot.reading.terms import terms

_MARK = "#"
_NOT_A_WORD = re.compile(r"\W|_")
_SUBJECT, _TELLING, _REST = 2.0, 1.0, 0.25
"""A subject goes by its one name; what only spells it, or names columns, says it once more."""


def findable(core: str, own: Features, chat: int | None = None) -> dict[str, float]:
    """Terms of ``core``, whose fields are ``own``, with how much each is worth; asked in ``chat``.

    A subject goes by its one name, whatever it is called, and by what it belongs to. What is added
    to the terms of the text begins with a capital, which none of those does: S a subject, P the
    months it is about, C the chat. Names that the place gave an item are told as they were before,
    too: so were they kept.
    """
    found = dict.fromkeys(terms(core), _REST)
    found |= dict.fromkeys((term for term in own.rest if term in found), _TELLING)
    for term, told in own.terms.items():
        name = _NOT_A_WORD.sub("", term) if term.startswith(_MARK) else ""
        if name:
            found[f"S{name}"] = _SUBJECT if told > 1 else _TELLING
    for term, worth in _before(own):
        found.setdefault(term, worth)
    found |= {f"P{span.first}x{span.last}": 0.0 for span in own.periods.spans if not span.weak}
    return found if chat is None else {**found, f"C{chat}": _TELLING}


def _before(own: Features) -> Iterator[tuple[str, float]]:
    """What else its subjects were found by before the place changed the catalogue."""
    called = own.catalogue.called
    for subject in own.subjects.keys() & called.keys() if called else ():
        for spelling in called[subject]:
            known = SHIPPED.item_of(spelling)
            if known:
                yield f"S{_NOT_A_WORD.sub('', known)}", _TELLING
            else:
                yield from ((term, _REST) for term in terms(spelling))
