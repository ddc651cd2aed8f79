"""What somebody asked of many, of which a short message spares some: 五组的面积给我了,不用再报."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.message import Message
from bot.domain.reading import Ask, Earlier, Relation
from bot.reading.handing_in import is_for_all
from bot.reading.kinds.kind import MOVE
from bot.reading.kinds.sparing import Spared, spared_in
from bot.reading.normalise import normalise
from bot.reading.redact import redact
from bot.reading.terms import terms
from bot.reading.thread.memory import said_before
from bot.reading.thread.objects import named_in, wants_something
from bot.reading.thread.parts_off import spared_of
from bot.reading.thread.pleading import is_question, unit_of
from bot.reading.thread.pointing import target_of, which_ask
from bot.reading.thread.taking_back import stops

_LONGEST, _WITHIN, _JUST = 80, timedelta(days=3), timedelta(hours=6)
_MORE = re.compile("请|务必|必须|另外|还要|同时|抓紧|尽快|截止|(?<![之以提目])前(?![面几天])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Excused:
    """Which ask of which earlier notice some are spared, by which words."""

    earlier: Earlier
    place: int
    words: str

    @property
    def ask(self) -> Ask:
        """What is said of the ask: that a part of it is called off."""
        asked = self.earlier.reading.asks[self.place]
        return Ask(
            kind=asked.base_kind,
            title=asked.title,
            issuer=asked.issuer,
            passed_on_by=asked.passed_on_by,
            spared=redact(self.words) or None,
        )


def spares_some(text: str) -> bool:
    """Whether a normalised text calls off nothing but what some need not do."""
    found = spared_in(text)
    return found is not None and not stops(text.replace(found.clause, " "))


def some_spared(
    message: Message, text: str, before: Sequence[Earlier], *, official: bool
) -> Excused | None:
    """The ask of which a short normalised text spares some, said by who asked or is ``official``.

    None where it spares nobody, asks for or moves something besides, or may be said of several.
    """
    if not message.sender or message.forwarded_from or len(text) > _LONGEST:
        return None
    found = spared_in(text)
    if found is None or not spares_some(text) or MOVE.search(text) or _MORE.search(text):
        return None
    if is_question(text) or unit_of(message.sender) in found.names:
        return None
    before = said_before(message, before)
    earlier = _spoken_of(message, text, found, before)
    if earlier is None:
        return None
    core = normalise(earlier.message.text).text
    mine = earlier.message.sender == message.sender or _collects(message.sender, core)
    if not (official or mine):
        return None
    place = which_ask(earlier, text)
    if spared_of(text, earlier.reading.asks[place].title, core) is None:
        return None
    return Excused(earlier=earlier, place=place, words=found.words)


def _spoken_of(
    message: Message, text: str, found: Spared, before: Sequence[Earlier]
) -> Earlier | None:
    """The notice whose ask some are spared: the one named, else one of all of whose words it has
    most, else its sender's last.
    """
    said = text
    for name in found.names:
        said = said.replace(name, " ")
    asked = [one for one in before if wants_something(one) and _is_open(one)]
    target = target_of(message, said, before, loose=False)
    if target or message.reply_to is not None:
        return target if target in asked else None
    if any(one.own for one in named_in(said)):
        return None
    of_all = [
        one
        for one in asked
        if message.sent_at - one.message.sent_at <= _WITHIN
        and is_for_all(normalise(one.message.text).text)
    ]
    words = terms(said)
    shared = [len(words & one.reading.terms) for one in of_all]
    most = max(shared, default=0)
    if most and shared.count(most) == 1:
        return of_all[shared.index(most)]
    mine = [one for one in of_all if one.message.sender == message.sender]
    just = [one for one in mine if message.sent_at - one.message.sent_at <= _JUST]
    return just[-1] if just and not most else None


_GIVEN_TO = re.compile("[给到向](?P<who>[一-鿿]{2,4})(?:[这那]里?|处)?(?=[,。;!]|$)")


def _collects(sender: str, core: str) -> bool:
    """Whether what a notice asks is handed in to who speaks: 报给会计, of 会计钱有才."""
    return any(found["who"] in sender for found in _GIVEN_TO.finditer(core))


def _is_open(one: Earlier) -> bool:
    return one.reading.relation is not Relation.CANCEL
