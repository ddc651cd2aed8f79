"""The fields of one request, read from its text and the moment it was sent."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise

from bot.reading.likeness.ages import ages_in, born_in
from bot.reading.likeness.catalogue import SHIPPED, Catalogue
from bot.reading.likeness.content import MARK, Token, content_of
from bot.reading.likeness.letters import length_of, script_of
from bot.reading.likeness.marks import (
    ADDRESSED,
    BODY,
    BODY_WORD,
    BOOK,
    BORN,
    CALL,
    DATE,
    DEMAND,
    FORWARD,
    HANDS_IN,
    MARK_OF_FORWARD,
    NUMBERED,
    OWN,
    REMIND,
    UPDATE,
)
from bot.reading.likeness.periods import Periods, read_periods
from bot.reading.likeness.stretches import read_stretches
from bot.reading.likeness.which import Which, read_which
from bot.reading.likeness.words import ACTIONS
from bot.reading.normalise import normalise

_LONGEST = 1000
_POINTING = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What a request is compared by. Terms and subjects carry how much they tell, 0..2.

    ``spelled`` is how each subject is written, ``columns`` how each column is, ``heads`` name both
    columns and forms; ``letters`` are the bigrams of the whole wording, ``length`` that of the
    vector of what they tell; ``script`` its single letters and what each tells; ``ages`` whom it is
    about, ``born`` where it says when they were born; ``bodies`` who is named as wanting it;
    ``demands`` what is laid on top of the plain ask; ``which`` tells which of several is meant,
    ``stretches`` the days the data is of.
    """

    letters: frozenset[str]
    length: float
    size: int
    subjects: dict[str, float]
    spelled: dict[str, str]
    rest: dict[str, float]
    weight: float
    head: str | None
    columns: dict[str, str]
    heads: frozenset[str]
    actions: frozenset[str]
    lead: frozenset[str]
    books: frozenset[str]
    numbered: frozenset[str]
    tokens: tuple[Token, ...]
    ages: frozenset[str]
    periods: Periods
    born: frozenset[str]
    addressed: str | None
    bodies: frozenset[str]
    demands: frozenset[str]
    which: Which
    stretches: frozenset[tuple[int, int]]
    hands_in: bool
    own: bool
    reminds: bool
    updates: bool
    forwards: bool
    plain: str
    script: dict[str, float]
    sent_at: datetime
    deadline: datetime | None
    starts_at: datetime | None
    catalogue: Catalogue

    @property
    def points(self) -> bool:
        """Whether it is a short reminder or change, that means more than it says."""
        return (self.reminds or self.updates) and self.size < _POINTING

    @property
    def terms(self) -> dict[str, float]:
        """What it can be found by: subjects, what they belong to, and other telling terms."""
        found, parents = dict(self.rest), self.catalogue.parents
        for name, told in self.subjects.items():
            found[MARK + name] = told
            if name in parents:
                found[MARK + parents[name]] = told / 2
        return found


# @桂花社区刘芳: who is called is no part of what is asked for.
_CALLED_BY_NAME = re.compile(r"@(?!所有人|全体)[^\s@,。;:!?、]{1,16}(?=[\s@,。;:!?、]|$)")


@lru_cache(maxsize=1024)
def features(
    text: str,
    sent_at: datetime,
    deadline: datetime | None = None,
    starts_at: datetime | None = None,
    catalogue: Catalogue = SHIPPED,
) -> Features:
    """The fields of a request's text; periods without a year are those nearest to ``sent_at``.

    Its subjects are items of the catalogue. The times tell whether a link was tightened, and
    whether one was over for the other.
    """
    plain = _CALLED_BY_NAME.sub(" ", normalise(text[:_LONGEST]).text.lower()).strip()
    periods, undated = read_periods(BORN.sub(" ", plain), sent_at)
    undated = MARK_OF_FORWARD.sub(" ", DATE.sub(" ", undated))
    bare, bodies = _without_bodies(undated)
    reminds = bool(REMIND.search(plain))
    told = content_of(bare, catalogue, reminds=reminds)
    actions = list(_actions(bare))
    letters = re.sub(r"[^一-龥a-z]", "", undated)
    pairs = frozenset(map("".join, pairwise(letters)))
    return Features(
        letters=pairs,
        length=length_of(pairs),
        size=len(letters),
        subjects=told.subjects,
        spelled=told.spelled,
        rest=told.rest,
        weight=sum(told.subjects.values()) + sum(told.rest.values()),
        head=told.head,
        columns=told.columns,
        heads=told.heads,
        actions=frozenset(name for name, _ in actions),
        lead=frozenset(name for name, start in actions if start <= len(bare) * _LEADING),
        books=frozenset(found[1] for found in BOOK.finditer(plain)),
        numbered=frozenset(NUMBERED.findall(plain)),
        tokens=tuple(told.tokens),
        ages=frozenset(ages_in(plain)),
        born=frozenset(born_in(plain)),
        periods=periods,
        addressed=_addressed(plain),
        bodies=bodies,
        demands=frozenset(name for name, said in DEMAND.items() if said.search(plain)),
        which=read_which(plain),
        stretches=read_stretches(plain, sent_at),
        hands_in=bool(HANDS_IN.search(plain)),
        own=bool(OWN.search(plain)),
        reminds=reminds,
        updates=bool(UPDATE.search(plain)),
        forwards=bool(FORWARD.match(plain)),
        plain=letters,
        script=script_of(letters),
        sent_at=sent_at,
        deadline=deadline,
        starts_at=starts_at,
        catalogue=catalogue,
    )


def _without_bodies(text: str) -> tuple[str, frozenset[str]]:
    """A text without the bodies it names and whom it calls upon, and those bodies."""
    bodies: set[str] = set()

    def named(found: re.Match[str]) -> str:
        bodies.add(found[1] if found.re is BODY and found[1] else found[0])
        return " "

    bare = BODY_WORD.sub(named, BODY.sub(named, text))
    return CALL.sub(" ", bare), frozenset(bodies)


_MEETING = re.compile(
    r"[一-龥]{2}(?<![社委协工理商机学])(?<!红十字)会(?=$|[,。;:!?\s改定在推延地时,取提]|了|前)"
)


def _actions(text: str) -> Iterator[tuple[str, int]]:
    """Each action with where it stands."""
    for start, word in ACTIONS.scan(text):
        if word and not _LISTED.match(text, start + word.length):
            yield word.name, start
    meeting = _MEETING.search(text)
    if meeting:
        yield "meet", meeting.start()


# The list of an action is not the action: 发放名册, 转移人员名单.
_LISTED = re.compile(r"(?:[一-龥]{0,2})(?:名册|清册|花名|台账|记录)")
_LEADING = 0.75


def _addressed(text: str) -> str | None:
    found = ADDRESSED.match(text)
    return found["called"] or found["asked"] if found else None
