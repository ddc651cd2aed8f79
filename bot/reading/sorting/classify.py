"""Notice, receipt or chatter: learned from the letters of a message, its sender and its thread."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.lexicon import Model
from bot.domain.reading import What
from bot.reading.emergency.alarm import Heat, alarm_features
from bot.reading.features import grams, probabilities
from bot.reading.sorting.signs import signs
from bot.reading.sorting.turn import Turn, turn_features
from bot.reading.speaker.sender import Standing

_FILLER = re.compile(r"[\W_]|[\U0001F000-\U0001FAFF\u2600-\u27bf\u2b50\u200d]")
_THUMBS = re.compile("[👌👍🆗✅💪🫡🙏]|\\[(?:OK|ok|强|好的|抱拳|胜利|握手)\\]")
# 通知:…, 【温馨提示】…, 关于放假的通知:… say what they are (80 of 83 in labelled chats).
_HEADED = re.compile(
    r"\W*(?:关于[^,。:]{2,30}的)?(?:重要|紧急|温馨|友情|停[水电气]|会议|放假|补充)*"
    r"(?:通知|公告|通告|提示|提醒)(?:[】\]」]|\s*[:!])"
)
_LENGTHS = (0, 2, 5, 10, 20, 40, 80)

NOTICE_FROM = 0.5
"""How likely a message must be a notice to be read as one."""
RECEIPT_OVER_CHATTER = 1.1
"""How much likelier a receipt must be: people talk in more ways than they answer."""
URGENT = "urgent"
URGENT_FROM = {
    What.NOTICE: {"alarm grave": 0.25, "heat": 0.35, "alarm alert": 0.35, "": 0.5},
    What.RECEIPT: {"alarm grave": 0.4, "": 0.55},
    What.CHATTER: {"alarm grave": 0.4, "": 0.55},
}
"""How likely a message must be an emergency to be read as one, by what it would be without: it
names a grave danger, it follows an alarm, it tells of a warning, or none of these.
"""
SURE_FROM, MAYBE_FROM = 0.62, 0.25
"""Between these a reader might well decide otherwise: the digest shows such a message as unsure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """What is known about a message besides its words; ``before`` are the classes before it."""

    standing: Standing
    names_body: bool
    has_deadline: bool
    has_start: bool
    recurs: bool
    urgent: bool
    forwarded: bool
    replies_to_notice: bool
    media: str | None
    file_only: bool
    sender_asked: bool
    sender_answered: bool
    before: tuple[What, ...]
    in_alarm: bool
    names_self: bool
    drill: bool
    below: bool
    names_others: int
    calls: str | None
    replies_to: str | None
    goes_on: What | None
    question_before: int | None
    grave: bool
    heat: Heat | None
    turn: Turn | None


def classify(text: str, shown: frozenset[str], model: Model) -> tuple[What, bool]:
    """``(what, unsure)`` of a message of this normalised text that shows these features.

    ``unsure`` marks the band in which a reader might well decide otherwise.
    """
    if not _FILLER.sub("", text):
        return (What.RECEIPT if _THUMBS.search(text) else What.CHATTER), False
    if _HEADED.match(text):
        return What.NOTICE, False
    odds = probabilities(model, shown)
    return likeliest(odds), MAYBE_FROM <= odds[What.NOTICE] < SURE_FROM


def likeliest(odds: Mapping[str, float]) -> What:
    """The class to read where the model sees these odds."""
    if odds[What.NOTICE] >= NOTICE_FROM:
        return What.NOTICE
    receipt = odds[What.RECEIPT] >= RECEIPT_OVER_CHATTER * odds[What.CHATTER]
    return What.RECEIPT if receipt else What.CHATTER


def cannot_wait(what: What, shown: frozenset[str], model: Model) -> bool:
    """Whether a message that would be read as ``what`` is an emergency, by its urgent features.

    An emergency that waits costs more than one that was none: of what may well be one, little
    suffices.
    """
    least = next(odds for sign, odds in URGENT_FROM[what].items() if not sign or sign in shown)
    return probabilities(model, shown)[URGENT] >= least


def urgent_features(text: str, clues: Clues) -> frozenset[str]:
    """What emergencies are told by: letters, signs of alarm, and who speaks in which thread."""
    shown = alarm_features(text, clues.heat)
    return grams(text).union(shown, _of_speaker(text, clues))


def may_be_urgent(clues: Clues) -> bool:
    """Whether a message that is no notice is worth a look: it names a danger, or follows one."""
    return clues.grave or clues.heat is not None


def _of_speaker(text: str, clues: Clues) -> Iterator[str]:
    told = (_standing(clues), _length(text), f"replies to {clues.replies_to}")
    yield from told
    if clues.heat:
        yield from (f"heat {one}" for one in told)
    if clues.names_self:
        yield "names self"
    if clues.drill:
        yield "drill"
    yield from _who(clues)


def _standing(clues: Clues) -> str:
    return f"standing {clues.standing.value}"


def _length(text: str) -> str:
    return f"length {sum(len(text) > edge for edge in _LENGTHS)}"


def _who(clues: Clues) -> Iterator[str]:
    """Who speaks to whom, and how: in a role, with what its bearer did before."""
    yield f"role {clues.standing.value} {clues.sender_asked} {clues.sender_answered}"
    if clues.calls:
        yield f"calls {clues.calls}"
    if clues.media:
        yield f"media {clues.media}"
    if clues.forwarded:
        yield "forwarded"
    if clues.names_others:
        yield "names others"


def features(text: str, clues: Clues) -> frozenset[str]:
    """All that is looked at; also what is learned from."""
    letters = _short(text) if len(text) <= _SHORT else _letters(text)
    return letters.union(_beside(text, clues), _in_thread(clues))


_SHORT = 8


def _letters(text: str) -> frozenset[str]:
    return grams(text).union(signs(text))


# Most of a group's day is the same few words of receipt.
_short = lru_cache(maxsize=4096)(_letters)


def _in_thread(clues: Clues) -> Iterator[str]:
    """Clues of how a message stands in its thread."""
    standing = clues.standing.value
    yield from _who(clues)
    if clues.below:
        yield "of a unit below"
    if clues.names_others:
        yield f"names others {min(clues.names_others, 3)} {standing}"
    if clues.replies_to:
        yield f"replies to {clues.replies_to}"
    if clues.goes_on:
        yield f"goes on {clues.goes_on}"
    if clues.question_before is not None:
        yield f"answers {clues.question_before}"
        yield f"answers as {standing}"
    yield from turn_features(clues.turn, standing)


def _beside(text: str, clues: Clues) -> Iterator[str]:
    """Clues as features; their names are longer than any run of letters."""
    yield _standing(clues)
    yield _length(text)
    for place, what in enumerate(reversed(clues.before[-3:])):
        yield f"before {place} {what}"
    if clues.names_body:
        yield "names body"
    if clues.has_deadline:
        yield "deadline"
    if clues.has_start:
        yield "start"
    if clues.recurs:
        yield "recurs"
    if clues.urgent:
        yield "urgent"
    if clues.replies_to_notice:
        yield "replies to notice"
    if clues.file_only:
        yield "file only"
    if clues.sender_asked:
        yield "sender asked"
    if clues.sender_answered:
        yield "sender answered"
    if clues.names_self:
        yield "names self"
    if clues.drill:
        yield "drill"
    if clues.in_alarm:
        yield "in alarm"
    if What.NOTICE in clues.before:
        yield "after notice"
