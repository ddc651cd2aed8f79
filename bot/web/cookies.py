"""The one cookie: what a browser keeps of a session."""

from aiohttp import web

from bot.services.sessions import SESSION_HOLDS
from bot.web.board import Board


def name_of(board: Board) -> str:
    """Its name, as strict as our address allows."""
    if not board.is_secure:
        return "jianfu"
    return "__Secure-jianfu" if board.base else "__Host-jianfu"


def secret_in(request: web.Request, board: Board) -> str:
    """What the browser keeps; "" if nothing."""
    return request.cookies.get(name_of(board), "")


def give(response: web.Response, board: Board, secret: str) -> None:
    """Let the browser keep a secret as long as its session can hold; "" takes it away."""
    response.set_cookie(
        name_of(board),
        secret,
        max_age=int(SESSION_HOLDS.total_seconds()) if secret else 0,
        path=f"{board.base}/",
        secure=board.is_secure,
        httponly=True,
        samesite="Strict",
    )
