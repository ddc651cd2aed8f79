"""What notices called off of an ask or changed for some, each in its words: 城关镇不用报."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.domain.digest import Mark, MarkKind
from bot.wording.text import isolated, shorten

SPARED_SHOWN = 6
"""So many are told of one ask, others are counted: what else there is to say has its place."""
_WORDS_SHOWN = 40


def spared_words(mark: Mark) -> str:
    """What a mark tells was called off; of one without words, how many others were."""
    return _told(mark.text) if mark.text else _more(mark.count or 0)


def spared_told(spared: Iterable[str], units: Sequence[str]) -> list[str]:
    """The same of all that was called off; what names one of ``units`` first."""
    told = sorted(spared, key=lambda one: not any(unit in one for unit in units))
    more = _more(len(told) - SPARED_SHOWN)
    return [*map(_told, told[:SPARED_SHOWN]), *([more] if more else [])]


def few_spared(marks: Iterable[Mark]) -> Iterator[Mark]:
    """These marks, where many tell what was called off with one for the last of them."""
    seen, marks = 0, tuple(marks)
    every = sum(mark.kind is MarkKind.SPARED for mark in marks)
    for mark in marks:
        seen += mark.kind is MarkKind.SPARED
        if mark.kind is not MarkKind.SPARED or seen <= SPARED_SHOWN:
            yield mark
        elif seen == SPARED_SHOWN + 1:
            yield replace(mark, text="", count=every - SPARED_SHOWN)


def _told(words: str) -> str:
    return isolated(shorten(words, _WORDS_SHOWN))


def _more(count: int) -> str:
    return f"另{count}处改动见原通知" if count > 0 else ""
