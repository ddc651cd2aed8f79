"""The ask of its sender that a change means which names it by hardly a word: 挖机没来 后天再搞."""

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.domain.message import Message
from bot.domain.reading import Earlier, Reading, Relation, What
from bot.reading.kinds.kind import MOVE
from bot.reading.thread.going_on import changes_something, clauses_of, others_go_on, what_moves
from bot.reading.thread.objects import fits, held_by, named_in
from bot.reading.thread.pointing import own_last, target_of
from bot.reading.thread.subject import echoes, letters_beside, words_of
from bot.reading.thread.taking_back import stops

_WITHIN, _JUST, _FEW = timedelta(days=3), timedelta(hours=6), 1
# 另外说一声,食堂改到11点半: no word of what was asked.
_OTHER_MATTER = re.compile("另外|还有|对了|顺便|上[回次]|昨[日天]|前[几两]?天")


def changed_by(
    message: Message, text: str, found: Reading, before: Sequence[Earlier]
) -> Earlier | None:
    """The earlier notice that a normalised text changes: the one it was ``found`` to speak of, else
    the one that it names, else its sender's last whose words it takes up or adds nearly none to.

    None where it may be an ask of its own: of that nothing is told beside another.
    """
    first = found.relation is Relation.FIRST
    told = None
    if found.relation in (Relation.UPDATE, Relation.CANCEL) and found.refers_to is not None:
        told = next((one for one in before if one.message.number == found.refers_to), None)
        # 其他村照报 goes on with what they asked themselves, not with another's.
        if told is None or told.message.sender == message.sender or not others_go_on(text):
            return told
    if found.relation not in (Relation.FIRST, Relation.UPDATE, Relation.CANCEL):
        return None
    if not changes_something(text) or (first and not others_go_on(text)):
        return None
    if found.what is not What.NOTICE and not found.unsure:
        return None
    own = _own(message, text, before)
    echoing = [one for one in own if _echoes(text, one)]
    if told:
        return echoing[-1] if echoing else told
    named = target_of(message, text, before, loose=False)
    if named or message.reply_to is not None or _OTHER_MATTER.match(text):
        return named
    last = None if first or echoing else own_last(message, before)
    if last is None or last not in own or message.sent_at - last.message.sent_at > _JUST:
        return echoing[-1] if echoing else None
    asked = words_of(last, 0)
    few = letters_beside(clauses_of(text)[0], asked) <= _FEW
    return last if few or others_go_on(text, asked) else None


def its_own(
    message: Message, text: str, before: Sequence[Earlier], *, cancels: bool
) -> Earlier | None:
    """The ask of its sender, of late, in whose own words a normalised text says that it moves, or
    is off: 检修顺延一天, 深翻的事儿黄了.
    """
    tells = stops if cancels else MOVE.search
    said = [_CHANGES.sub(" ", one) for one in clauses_of(text) if tells(one)]
    if not said or others_go_on(text) or _OTHER_MATTER.match(text):
        return None
    for one in reversed(_own(message, said[0], before)):
        told = [f"{words_of(one, at)}{ask.title}" for at, ask in enumerate(one.reading.asks)]
        if any(_is_of(clause, each) for clause in said for each in told):
            return one
    return None


_CHANGES = re.compile(f"{MOVE.pattern}|取消|作废|黄了|不[来开搞办去做]了|的?事儿?(?=\\s|$)")


def _is_of(clause: str, told: str) -> bool:
    return echoes(clause, told) and letters_beside(clause, told) <= _FEW


def moves_its_last(message: Message, text: str, before: Sequence[Earlier]) -> bool:
    """Whether the clauses of a normalised text that move something add nearly nothing to what its
    sender asked last: 下午的会改到3点半,三楼空调坏了.
    """
    last = own_last(message, before)
    moves = what_moves(text)
    if last is None or moves == text or _OTHER_MATTER.match(text):
        return False
    return letters_beside(moves, words_of(last, 0)) <= _FEW


def _own(message: Message, text: str, before: Sequence[Earlier]) -> list[Earlier]:
    """What its sender has asked of late and not called off, and may be what a text names first."""
    things = named_in(clauses_of(text)[0].replace("代表", ""))
    named = any(thing.own for thing in things)
    return [
        one
        for one in before
        if one.message.sender == message.sender
        and one.reading.what is What.NOTICE
        and one.reading.asks
        and one.reading.relation is not Relation.CANCEL
        and message.sent_at - one.message.sent_at <= _WITHIN
        and (not named or fits(held_by(one, things)[0]))
    ]


# Who is asked is the same of many an ask.
_WHO = re.compile("[各全本](?:[村镇乡组校]|社区|单位|学校|部门)")


def _echoes(text: str, one: Earlier) -> bool:
    text = _WHO.sub(" ", text)
    asks = range(len(one.reading.asks))
    return any(echoes(text, f"{words_of(one, at)}{one.reading.asks[at].title}") for at in asks)
