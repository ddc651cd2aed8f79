"""What somebody asked of many, of which a short message spares some: 五组的面积给我了,不用再报."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.lexicon import Lexicon
from bot.domain.message import Message
from bot.domain.reading import Ask, Earlier, Kind, Relation, Times, What
from bot.reading.handing_in import is_for_all
from bot.reading.kinds.excusing import NEED_NOT
from bot.reading.kinds.kind import MOVE
from bot.reading.kinds.sparing import spared_in
from bot.reading.normalise import normalise
from bot.reading.terms import terms
from bot.reading.thread.memory import said_before
from bot.reading.thread.objects import named_in, wants_something
from bot.reading.thread.parts_off import drops_how, spared_of, tellable, words_off
from bot.reading.thread.pleading import is_question, unit_of
from bot.reading.thread.pointing import target_of, which_ask
from bot.reading.thread.speaking_for import may_change
from bot.reading.thread.taking_back import stops

_LONGEST, _WITHIN, _JUST = 80, timedelta(days=3), timedelta(hours=6)
_ANSWERED = timedelta(minutes=30)
_PUT_OFF = re.compile("[推延缓宽挪换改][迟后期限]?[到至]")
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
            kind=Kind.CHANGE,
            subject_kind=asked.base_kind,
            title=asked.title,
            issuer=asked.issuer,
            passed_on_by=asked.passed_on_by,
            spared=tellable(self.words),
        )


def spares_some(text: str) -> bool:
    """Whether a normalised text calls off nothing but what some need not do."""
    found = spared_in(text)
    return found is not None and not stops(text.replace(found.clause, " "))


def some_spared(
    message: Message, text: str, times: Times, before: Sequence[Earlier], lexicon: Lexicon
) -> Excused | None:
    """The ask of which a short normalised text spares some, or drops one way of handing it in, said
    by who may change it.

    None where it does neither, asks for or moves something besides, or may be said of several.
    """
    if not message.sender or message.forwarded_from or len(text) > _LONGEST:
        return None
    if is_question(text) or MOVE.search(text) or _PUT_OFF.search(text) or _MORE.search(text):
        return None
    before = said_before(message, before)
    found, how = spared_in(text), drops_how(text)
    carried = _of_carried(message, text, before) if how else None
    if carried:
        return carried
    claimed = None if how or (found and found.words) else _claimed(message, text, before)
    if claimed:
        return claimed
    if found is None:
        timed = times.deadline or times.starts_at or times.recurs
        return _of_how(message, text, before) if how and not timed else None
    if not spares_some(text) or unit_of(message.sender) in found.names:
        return None
    # 东河村今天开会,名单先不报了: what is called off tells more than why.
    said = [found.clause, text] if named_in(found.clause) else [text]
    each = (_spoken_of(message, one, found.names, before) for one in said)
    earlier = next(filter(None, each), None)
    if earlier is None:
        return None
    core = normalise(earlier.message.text).text
    if not (_collects(message.sender, core) or may_change(message, text, earlier, before, lexicon)):
        return None
    place = which_ask(earlier, text)
    if spared_of(text, earlier.reading.asks[place].title, core) is None:
        return None
    return Excused(earlier=earlier, place=place, words=found.words)


def _of_how(message: Message, text: str, before: Sequence[Earlier]) -> Excused | None:
    """照片不用那么多,每户一张就行: of its sender's ask of photos."""
    earlier = target_of(message, text, before, loose=False)
    if earlier is None or earlier.message.sender != message.sender or not wants_something(earlier):
        return None
    return Excused(earlier=earlier, place=which_ask(earlier, text), words=words_off(text))


_CARRIED = re.compile(rf"(?P<thing>[一-鿿]{{2,4}}?)(?:就|可以|也|先)*{NEED_NOT}再?自?[带拿]")
_HOUR = re.compile("[点:时]")


def _of_carried(message: Message, text: str, before: Sequence[Earlier]) -> Excused | None:
    """锄头就不用带了,撮箕还是要: of its sender's one ask that lists this among what is brought."""
    found = _CARRIED.search(text)
    if found is None or _HOUR.search(text):
        return None
    row = re.compile(rf"、{found['thing']}|{found['thing']}(?:、|[和及与](?=[一-鿿]))")
    held = [
        one
        for one in before
        if one.message.sender == message.sender and wants_something(one) and _is_open(one)
        if row.search(normalise(one.message.text).text)
    ]
    if len(held) != 1 or any(found["thing"] in ask.title for ask in held[0].reading.asks):
        return None
    return Excused(earlier=held[0], place=which_ask(held[0], text), words=found[0])


# 我们村没有残疾人, and 那不用报了: said to who claims it.
_CLAIMS = re.compile(
    "(?:我们?|咱们?|本)(?:这|那)?[村组镇乡所校里]?(?:社区|单位|学校|网格)?[^,。;]{0,6}"
    "(?:没有?|无|不涉及|已经?|早就|[报交]过)"
)


def _claimed(message: Message, text: str, before: Sequence[Earlier]) -> Excused | None:
    """The ask that a unit says just now is none for it, where a text that names nothing agrees."""
    said = before[-1] if before else None
    if said is None or terms(_TO.sub("", text)) or not stops(text):
        return None
    claim, unit = normalise(said.message.text[:_LONGEST]).text, unit_of(said.message.sender)
    if said.message.sender == message.sender or said.reading.what is What.NOTICE:
        return None
    if not _CLAIMS.search(claim) or message.sent_at - said.message.sent_at > _ANSWERED:
        return None
    earlier = _spoken_of(message, claim, (unit or "",), before)
    if earlier is None or earlier.message.sender != message.sender:
        return None
    words = f"{unit}{_TO.sub('', text).strip(' ,。!了')}" if unit else ""
    return Excused(earlier=earlier, place=which_ask(earlier, claim), words=words)


_TO = re.compile(
    "^(?:那|行|好的?|嗯|可以)*,?(?:那就?|就)?(?:你们?(?:[村组队]|社区|单位|学校)?(?:就|可以)?)?"
)


def _spoken_of(
    message: Message, text: str, names: Sequence[str], before: Sequence[Earlier]
) -> Earlier | None:
    """The notice whose ask some are spared: the one named, else one of all of whose words it has
    most, else its sender's last.
    """
    said = text
    for name in filter(None, names):
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
