"""What of a text may stand in a title: no link, no emoji, no private number nor whose it is."""

import re
from collections.abc import Sequence

from bot.reading.redact import private_spans, redact
from bot.reading.speaker.offices import SURNAMES
from bot.reading.titles.trim import GAP, NAMES

READ = 1500
_MORE = 64
"""Letters of a number, disguised, that may stand where reading stops."""

_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u200d]")
# A mention takes the name with it that a chat puts behind the unit: @四组 老田.
_LINK = re.compile(
    r"https?://\S+|"
    rf"@(?!所有人|全体)[^\s@,。:;!?]{{1,12}}\s(?:[老小阿][一-龥]{{1,2}}|[{SURNAMES}][一-龥]{{1,3}})(?=[\s@,。:;!?]|$)|"
    r"@\S{1,12}?(?=[\s@,。:;!?]|[请把将你]|$)|@\S{1,12}"
)
# A private number with the name and the label before it.
_WHOSE = re.compile(
    r"(?:(?<=[\s,、:;])[一-龥·]{2,4}|(?<=人)[一-龥]{2,3})?[\s,]*(?:身份证号?码?|证号|电话|"
    r"手机号?|卡号|账号|银行卡)?[\s:]*〔[^〕]*〕"
)
_MASK = re.compile("〔[^〕]*〕")
# Nobody calls an ask by a number of so many digits; whose it may be is not known.
_LONG_NUMBER = re.compile("[0-9]{7,}[Xx]?")


def shown_of(text: str, time_spans: Sequence[tuple[int, int]] = ()) -> str:
    """The beginning of a text, its letters that may stand in a title, with a gap where it states a
    time and stops where something private stood.
    """
    text = _EMOJI.sub(" ", text[: READ + _MORE])
    hidden = private_spans(text)
    times = [(*span, GAP) for span in time_spans if _goes(text, span, hidden)]
    out, done = [], 0
    for start, end, instead in sorted(hidden + times):
        if done <= start < READ:
            out.append(text[done:start] + instead)
            done = end
    told = _nobodys("".join([*out, text[done:READ]]))
    bare = _LINK.sub(" ", told)
    return told if bare == told else without_numbers(bare)


def _goes(text: str, span: tuple[int, int], hidden: list[tuple[int, int, str]]) -> bool:
    """Whether a time is left out: none that names which one is meant, none within a number."""
    start, end = span
    if NAMES.fullmatch(text[start:end]) or text[start - 1 : start] in ("“", '"'):
        return False
    return all(end <= first or last <= start for first, last, _ in hidden)


def without_numbers(words: str) -> str:
    """Words without private numbers that came together when something between was left out."""
    return _nobodys(redact(words))


def _nobodys(told: str) -> str:
    told = _WHOSE.sub(",", told) if "〔" in told else told
    return _LONG_NUMBER.sub(",", told)


def at_least(text: str, room: int) -> str:
    """What a text is called, in ``room`` letters, that says nothing to call it by: the note in
    place of its first private number, else its beginning.
    """
    text = text[: READ + _MORE]
    told = redact(_EMOJI.sub(" ", text)).strip() or text
    mask = _MASK.search(told)
    return mask[0] if mask else _LONG_NUMBER.sub("…", told)[:room]
