"""Something done to see what comes of it, and taken back at once."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from bot.storage.connection import Tx
from bot.web.board import Board

T = TypeVar("T")


class _TakenBackError(Exception):
    """Undoes all that was done before it."""


async def rehearsed(board: Board, work: Callable[[Tx], T]) -> T:
    """What ``work`` gives; of what it did, nothing stays."""
    found: list[T] = []

    def whole(tx: Tx) -> None:
        found.append(work(tx))
        raise _TakenBackError

    with suppress(_TakenBackError):
        await board.store.run(whole)
    return found[0]
