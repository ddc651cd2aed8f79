"""What who asked answers to a question about it: 不行,要现场参会; 要,全家福一张; 不用报了."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.message import Message
from bot.domain.reading import Ask, Earlier, Kind, Relation, Times
from bot.reading.asks.parts import stands_alone
from bot.reading.kinds.kind import MOVE
from bot.reading.normalise import normalise
from bot.reading.terms import first_clause, terms
from bot.reading.thread.memory import said_before
from bot.reading.thread.objects import fits, held_by, holds, is_paper, named_in, wants_something
from bot.reading.thread.parts_off import part_of
from bot.reading.thread.pleading import is_question
from bot.reading.thread.pointing import own_last, which_ask
from bot.reading.thread.subject import echoes, speaks_beside, words_of
from bot.reading.thread.taking_back import stops

_LONGEST, _ASKED_WITHIN, _NEAR, _READ = 40, 3, 10, 300
_SAYS = re.compile(
    "(?:不(?:行|可以?|能|用|要|必|需要?|成|得行|接受)|需要|行|可以|要得?|对|是的?|好的?|能|没有?|有|都|必须|只要|只能|当然)"
    r"(?=[,。!\s的了啊哈吧要不就都]|[报交填带写签盖附发]|$)|(?:不|要)[,。!]|不[要用必]|不需要"
)
# 没受灾也要零报告, 签名后拍照也可以, 转走的也要填: in the words of the question.
_GRANTS = re.compile(
    "也(?:要|得|可以?|行|能|算|[填报写交列])|(?:都|就|也)?(?:可以|[都就也]行|即可|就好)[的了啊哈]*$|"
    "^(?:没|还没|不能|不得|只)"
)
_NONE_TO_TELL = re.compile("[零0]报告?")
_WHICH = re.compile("哪|什么|啥|谁|怎么|咋|几[个份人张]|多少")
# 没有的还要报不: of some, or of who asks alone.
_OF_SOME = re.compile(
    r"没有?的|无的|为?[零0]|已经?|过的|交齐|(?<!给)我|咱|本[村组]|外[出地嫁]|死|去年|上次|上月|如果|要是|"
    "系统里?有|[有得][一-鿿]{0,2}病|瘫|住院|搬走|参军|坐牢|服刑|出狱"
)
_STILL = re.compile("(?:还(?:要|用|需要?)?|[要用需]不[要用需])(?:再)?[报交填做搞弄开办]")
# A new ask, or one more.
_MORE = re.compile("另外|还有|请|各|每[天日周月个村组户]|大家(?!都)|@|再[报交发]|还要[报交填写做]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Which ask of which earlier notice an answer tells more of, or calls off."""

    earlier: Earlier
    place: int
    off: bool

    @property
    def ask(self) -> Ask:
        """What the answer says of the ask."""
        asked = self.earlier.reading.asks[self.place]
        return Ask(
            kind=Kind.CHANGE if self.off else asked.base_kind,
            subject_kind=asked.base_kind if self.off else None,
            title=asked.title,
            issuer=asked.issuer,
            passed_on_by=asked.passed_on_by,
        )

    @property
    def relation(self) -> Relation:
        """How it mentions what was asked."""
        return Relation.CANCEL if self.off else Relation.UPDATE


def answers(message: Message, text: str, times: Times, before: Sequence[Earlier]) -> Answer | None:
    """The ask of its sender about which a short normalised text answers what another has asked.

    It asks nothing new, and calls the ask off only where that was the question: not where it was
    whether some, or who asks alone, must hand it in.
    """
    said = text.strip(" ,。!")
    if times.deadline or times.starts_at or len(said) > _LONGEST or message.forwarded_from:
        return None
    if _MORE.search(said) or MOVE.search(said) or is_question(said):
        return None
    before = said_before(message, before)
    question = _question_before(message, before) if message.sender else None
    if question is None:
        return None
    asked = _asked_in(question)
    which = _WHICH.search(asked) and not stands_alone(said) and not stops(said)
    next_to = question is before[-1] or message.reply_to is not None
    told = _SAYS.match(said) or (_GRANTS.search(said) and echoes(said, asked))
    if not (told or stops(said) or (which and next_to)):
        return None
    target = _spoken_of(message, asked, said, before)
    if target is None:
        return None
    place = which_ask(target, f"{asked},{said}")
    if not stops(said):
        return Answer(earlier=target, place=place, off=False)
    # 八点的会不开了, after another thing was asked: it calls off what it names.
    if _asks_of_it(asked) or speaks_beside(first_clause(said), asked):
        return None
    whole = _is_whole(asked, target, place)
    if whole and _asks_beside(asked, target, place):
        return None
    off = whole and _is_its_day(message, f"{asked},{said}", target, place)
    return Answer(earlier=target, place=place, off=off)


def answers_beside(message: Message, text: str, before: Sequence[Earlier]) -> bool:
    """Whether a withdrawal that names nothing answers a question about what its sender's ask does
    not say: 核桃苗还要报不, and 不用报了. Nobody can tell what it calls off.
    """
    said = text.strip(" ,。!")
    if len(said) > _LONGEST or not stops(said) or not message.sender:
        return False
    before = said_before(message, before)
    question = _question_before(message, before)
    asked = _asked_in(question) if question else ""
    if question is None or speaks_beside(first_clause(said), asked):
        return False
    target = _spoken_of(message, asked, said, before)
    return target is None or _asks_beside(asked, target, which_ask(target, f"{asked},{said}"))


def _asked_in(question: Earlier) -> str:
    return normalise(question.message.text[:_READ]).text.strip(" ,。!?")


def _asks_beside(asked: str, target: Earlier, place: int) -> bool:
    """Whether a question is about what an ask does not say."""
    told, kind = words_of(target, place), target.reading.asks[place].base_kind
    things = named_in(asked)
    if any(one.own for one in things) and fits(holds(terms(told), kind, things)):
        return False
    still = [one for one in _CLAUSE.split(asked) if _STILL.search(one)] or [asked]
    return any(speaks_beside(one, f"{told}{target.message.sender}") for one in still)


def _is_its_day(message: Message, said: str, target: Earlier, place: int) -> bool:
    """Whether what is called off, if for a day alone (今天不用报了), is due or held on that day."""
    times = target.reading.asks[place].times
    when = times.deadline or times.starts_at
    days = {_DAYS.index(day[0]) for day in _DAY.findall(said)}
    if when is None or times.recurs:
        return not days
    return not days or (when.date() - message.sent_at.date()).days in days


_CLAUSE = re.compile(r"[,。;!?\s]")
_DAY, _DAYS = re.compile("[今明后][天日晚早]"), "今明后"


def _asks_of_it(asked: str) -> bool:
    """Whether a question may be of the whole thing (名单要报吗), not of what stands in it or whom
    it is of.
    """
    if _OF_SOME.search(asked) or _STILL.search(asked):
        return False
    before = _WANTED.split(asked)[0]
    things = named_in(before)
    return not before or bool(things and before.endswith(things[-1].head))


_WANTED = re.compile("(?:还|需)?[要用](?!求)")


def _is_whole(asked: str, target: Earlier, place: int) -> bool:
    """Whether a question is if the whole of an ask is still wanted, and of all."""
    still = _STILL.search(asked)
    if still is None or _OF_SOME.search(asked):
        return False
    # 名单还要交照片不: what stands behind is what is asked about.
    behind = asked[still.end() :] if named_in(asked[still.end() :]) else _STILL.sub("", asked)
    return part_of(target, place, f"不用报{behind}") is None


def _question_before(message: Message, before: Sequence[Earlier]) -> Earlier | None:
    """What another has just asked, if the sender has said nothing since."""
    for earlier in reversed(before[-_ASKED_WITHIN:]):
        if earlier.message.sender == message.sender:
            return None
        if message.reply_to not in (None, earlier.message.number):
            continue
        if is_question(normalise(earlier.message.text[:_READ]).text):
            return earlier
    return None


def _spoken_of(
    message: Message, asked: str, said: str, before: Sequence[Earlier]
) -> Earlier | None:
    """The sender's ask that both speak of, else the last; None where the answer names another."""
    own = [one for one in before if one.message.sender == message.sender and wants_something(one)]
    things = named_in(f"{asked},{said}")
    held = [one for one in own if things and fits(held_by(one, things)[0])]
    if held:
        return max(reversed(held), key=lambda one: held_by(one, things)[0])
    if any(one.own and is_paper(one) for one in named_in(_NONE_TO_TELL.sub(" ", said))):
        return None
    last = own_last(message, before) if own else None
    return last if last in before[-_NEAR:] else None
