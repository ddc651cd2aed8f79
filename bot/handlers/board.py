"""The way to the board: a link that lets whoever asks for it in, once."""

from collections.abc import Sequence

from bot.domain.boundary import Outgoing
from bot.handlers.answers import Call, answer_privately, finish, line
from bot.handlers.context import Context
from bot.services.sessions import offer_link, person_of
from bot.storage.connection import Tx
from bot.wording import board as words


async def open_board(context: Context, call: Call, updates: Sequence[int]) -> None:
    """网页: for whoever has an office; the platform was asked about admins just now."""

    def work(tx: Tx) -> None:
        answer_privately(tx, context, call, _link(tx, context, call))

    await finish(context, updates, work)


def _link(tx: Tx, context: Context, call: Call) -> list[Outgoing]:
    person = person_of(tx, call.member.id)
    if person is None or not (person.post or person.units or call.admin_of):
        return line(words.NO_OFFICE)
    if not context.board:
        return line(words.NO_BOARD)
    word = offer_link(tx, call.member.id, context.now())
    return [words.link(f"{context.board}/enter/{word}")]
