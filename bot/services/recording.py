"""What somebody with an office does is kept where it is done, for chat and board alike."""

from datetime import datetime

from bot.domain.audit import Act, Deed
from bot.storage.audit import add_deed
from bot.storage.connection import Tx


def record(
    tx: Tx,
    act: Act,
    by: int | None,
    now: datetime,
    *,
    chat: int | None = None,
    subject: object = "",
    **detail: object,
) -> None:
    """Keep what somebody did, in the transaction of the act itself."""
    deed = Deed(at=now, member=by, act=act, chat=chat, subject=str(subject), detail=detail)
    add_deed(tx, deed)
