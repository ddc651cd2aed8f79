"""What a dialogue of flagging needs beyond what its buttons say: in memory only, gone with us."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.boundary import Outgoing


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Where somebody stands until they touched nothing for a while.

    ``token`` names the list shown to them, of the group ``chat`` where it is a digest's; ``text``
    is what they wrote and have not given in.
    """

    until: datetime
    shown: Outgoing
    token: str = ""
    chat: int = 0
    text: str = ""
