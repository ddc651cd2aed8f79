"""For which body somebody may move what it asked."""

import re

from bot.domain.lexicon import Lexicon
from bot.domain.message import Message
from bot.reading.speaker.sender import read_sender

# 民政专干大刘, 石坞村文书: who does the work of an office in a village is none of it.
_OF_VILLAGES = re.compile("专干|专员|协[理管]员|联络员|网格员|信息员|文书|报账员|[组队社]长")


def speaks_for(message: Message, lexicon: Lexicon) -> str | None:
    """The body as whose word a message gives or takes time; None where nobody can tell."""
    if not message.sender or _OF_VILLAGES.search(message.sender):
        return None
    return read_sender(message.sender, message.group, lexicon).body
