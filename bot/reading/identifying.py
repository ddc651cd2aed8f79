"""What in somebody's text could tell who wrote it."""

import re
from collections.abc import Iterable

from bot.reading.normalise import normalise
from bot.reading.redact import redact
from bot.reading.speaker.units import unit_in

_MYSELF = re.compile(
    r"[我俺咱](?:是|叫|姓|在)[^,。;!?\s]{1,12}|本人|鄙人"
    r"|[我俺咱]们?(?:这个?)?(?:村|组|社区|站|所|科|股|办|单位|家|片区|网格)[^,。;!?\s]{0,6}"
    r"|[我俺](?:爱人|老公|老婆|丈夫|妻子|孩子|母亲|父亲|妈|爸)"
    r"|(?:昨天|今天|上周|那天|刚才)[^,。;!?]{0,8}[我俺]|只有[我俺咱]|就我一?个?人?"
    r"|(?:作为|身为)[^,。;!?\s]{1,12}"
)
_NUMBER = re.compile(r"\d[\dXx \-]{5,}")
_BETWEEN = re.compile(r"[^\w]+|_")
_LONGEST = 2000


def names_in(name: str) -> tuple[str, ...]:
    """The parts of a nickname that name somebody or their unit: 东河村文书-阿强."""
    parts = [*_BETWEEN.split(name), unit_in(name) or ""]
    return tuple(dict.fromkeys(part for part in parts if len(part) > 1))


def gives_away(text: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """The words of a text that could tell who wrote it: numbers, names, "我是…", "我们村…".

    ``names`` are those of the writer and of their units.
    """
    text = normalise(text[:_LONGEST]).text
    found = [name for name in names if name and normalise(name).text in text]
    found += [match.group() for match in _MYSELF.finditer(text)]
    if redact(text) != text:
        found += [match.group().strip() for match in _NUMBER.finditer(text)]
    return tuple(dict.fromkeys(found))
