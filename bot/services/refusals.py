"""What becomes of a part that a chat does not take."""

from bot.domain.delivery import Happened, Part
from bot.storage.connection import Tx
from bot.storage.deliveries import drop_parts_of, give_back, step
from bot.storage.targets import deactivate


def lose_chat(tx: Tx, part: Part, happened: Happened) -> None:
    """Nothing more is sent there, until we are let in again."""
    step(tx, part, happened)
    drop_parts_of(tx, part.chat)
    deactivate(tx, part.chat)


def reject(tx: Tx, part: Part) -> None:
    """Formatting that is not taken goes as plain text; plain text that is not taken, not at all."""
    if not part.as_plain:
        step(tx, part, Happened.EDIT_REJECTED, as_plain=True)
        return
    step(tx, part, Happened.GIVE_UP)
    give_back(tx, part.delivery)
