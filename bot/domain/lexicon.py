"""Frozen data the reader is handed: departments, cue patterns, names of the place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time

from bot.domain.catalogue import NONE, Amendments
from bot.domain.reading import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class CueRule:
    """Words of one burden category (F01–F20) or exemption (X…): code, plain name, patterns.

    ``unless`` are parts of a text that hold such words and mean something else (打卡失败).
    ``letters`` are such that whatever the patterns match holds one of them: a text without any
    is not searched.
    ``kinds`` are the kinds of asks in which the words count, all where it is empty.
    """

    code: str
    name: str
    patterns: tuple[str, ...]
    letters: frozenset[str]
    unless: tuple[str, ...] = ()
    kinds: frozenset[Kind] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Clock conventions: what a moment means that names no minute (deadlines_README)."""

    end_of_day: time = time(23, 59)
    end_of_work: time = time(18, 0)
    start_of_work: time = time(8, 30)
    noon: time = time(12, 0)
    afternoon_start: time = time(14, 30)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Model:
    """Weights learned from labelled messages, in hundredths: for each feature, one for each label.

    The more positive the sum of the weights of what was seen, the likelier the label. The weights
    of a feature stand side by side in one number, ``LANE`` bits each, so that one addition adds
    them all; ``bias`` holds half a lane more in each, so that none of the sums is negative.
    """

    labels: Sequence[str]
    bias: int
    weights: Mapping[str, int]


LANE = 24
"""Bits of a label's own in a number of weights: more than any sum of them needs."""
HALF = 1 << (LANE - 1)


def model_of(
    labels: Sequence[str], bias: Sequence[int], weights: Mapping[str, Sequence[int]]
) -> Model:
    """The model of weights as they are learned and kept: a list for each feature."""
    return Model(
        labels=labels,
        bias=_side_by_side([weight + HALF for weight in bias]),
        weights=shared({feature: _side_by_side(row) for feature, row in weights.items()}),
    )


def shared(weights: Mapping[str, int]) -> dict[str, int]:
    """These weights, each number of which is kept once: few are, and they are near at hand then."""
    known: dict[int, int] = {}
    return {feature: known.setdefault(weight, weight) for feature, weight in weights.items()}


def _side_by_side(row: Sequence[int]) -> int:
    whole = 0
    for weight in reversed(row):
        whole = (whole << LANE) + weight
    return whole


NO_MODEL = Model(labels=(), bias=0, weights={})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BurdenModel:
    """Weights of the burdens (F01–F20) an ask may lay on people, in hundredths.

    ``words`` tells of each word what it speaks of (a photo, handing in), ``lengths`` how long
    words of a first letter are, the longest first. A number of ``weights`` holds those of all
    codes side by side, so that adding numbers adds them all; ``bias`` is such that a code is told
    where its bit of ``codes`` is set in the sum.
    """

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lengths: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    codes: Mapping[str, int] = field(default_factory=dict)
    bias: int = 0
    weights: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TitleModel:
    """What people call an ask by: ``weights`` of signs, in hundredths.

    ``together`` tells of two letters how much oftener they stand side by side than by chance (1 to
    5, where it does): between such a title is not cut.
    """

    weights: Mapping[str, int] = field(default_factory=dict)
    together: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """Everything the reader knows besides grammar; compared by identity so it can key a cache.

    ``departments`` maps a bare word (民政) to the suffix its township body takes (办, 所, 站; may
    be empty). ``aliases`` maps another name of a body to its canonical one. ``what``, ``kind``
    and ``urgent`` are learned weights: class of a message, kind of an ask, whether it can wait;
    ``times`` those of what a time in it is for, ``burdens`` those of what an ask lays on people,
    ``titles`` those of what it is called by.
    ``own_cues`` are those of ``cues`` which a deployment added, ``catalogue`` what it changed in
    the catalogue of data items.
    """

    version: str = "0"
    cues: tuple[CueRule, ...] = ()
    exemptions: tuple[CueRule, ...] = ()
    departments: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    clock: Clock = field(default_factory=Clock)
    what: Model = NO_MODEL
    kind: Model = NO_MODEL
    urgent: Model = NO_MODEL
    times: Model = NO_MODEL
    burdens: BurdenModel = field(default_factory=BurdenModel)
    titles: TitleModel = field(default_factory=TitleModel)
    own_cues: tuple[CueRule, ...] = ()
    catalogue: Amendments = NONE
