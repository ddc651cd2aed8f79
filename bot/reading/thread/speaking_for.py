"""For which body somebody may move what it asked."""

import re
from collections.abc import Sequence

from bot.domain.lexicon import Lexicon
from bot.domain.message import Message
from bot.domain.reading import Earlier, Reading, Relation
from bot.reading.speaker.group_body import own_body
from bot.reading.speaker.issuer import passes_on
from bot.reading.speaker.sender import Standing, read_sender

# 民政专干大刘, 石坞村文书: who does the work of an office in a village is none of it.
_OF_VILLAGES = re.compile("专干|专员|协[理管]员|联络员|网格员|信息员|文书|报账员|[组队社]长")


def speaks_for(message: Message, lexicon: Lexicon) -> str | None:
    """The body as whose word a message gives or takes time; None where nobody can tell."""
    if not message.sender or _OF_VILLAGES.search(message.sender):
        return None
    return read_sender(message.sender, message.group, lexicon).body


def is_anothers(
    message: Message, text: str, reading: Reading, before: Sequence[Earlier], lexicon: Lexicon
) -> bool:
    """Whether a message, as it was read, withdraws, spares or moves what an office or a leader
    asked, and its sender is neither, nor passes on the words of one.
    """
    first = reading.asks[0] if reading.asks else None
    if first is None or reading.refers_to is None or passes_on(text):
        return False
    moves = first.times.deadline or first.times.starts_at or first.spared
    off = reading.relation is Relation.CANCEL
    if not off and not (reading.relation is Relation.UPDATE and moves):
        return False
    asked = next((one for one in before if one.message.number == reading.refers_to), None)
    if asked is None or asked.reading.alarm or asked.message.sender == message.sender:
        return False
    if own_body(message.group) and _OF_HOUSE.search(message.sender or ""):
        return False
    own, theirs = (
        read_sender(one.sender, one.group, lexicon).standing for one in (message, asked.message)
    )
    return own < Standing.UNKNOWN < theirs and bool(_LIVES_THERE.search(message.sender or ""))


# In a village's own group its 文书 speaks for the house as its 书记 does.
_OF_HOUSE = re.compile("书记|支书|主任|文书|会计|委员|村长|村委")
# 组织委员-老曹 may be of the house that asked; 大湾村-李秀 and 村民-王强 are not.
_LIVES_THERE = re.compile("村|社区|[组队社]长|居民|群众|业主|网格")
