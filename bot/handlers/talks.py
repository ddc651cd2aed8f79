"""What a dialogue of flagging needs beyond what its buttons say: in memory only, gone with us."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.boundary import Outgoing


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Where somebody stands until they touched nothing for a while.

    ``numbers`` are those of the list shown to them, of the group ``chat`` where it is one's
    digest; ``text`` is what they wrote and have not given in.
    """

    until: datetime
    shown: Outgoing
    numbers: Mapping[int, int] = field(default_factory=dict)
    chat: int = 0
    text: str = ""
