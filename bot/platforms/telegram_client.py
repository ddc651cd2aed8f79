"""The library's client of the Bot API, as we use it."""

import ssl
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any
from urllib.parse import parse_qs

import httpx
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.platforms.telegram_limits import Limits


@cache
def _certificates(trust_env: bool) -> ssl.SSLContext:
    """Whom to trust; reading that takes longer than anything else at a start."""
    return httpx.create_ssl_context(trust_env=trust_env)


Answer = Callable[[str, str, dict[str, Any]], Awaitable[tuple[int, bytes]]]
"""A Bot API server within the process: token, method and parameters to status and body."""


class _Within(httpx.AsyncBaseTransport):
    """Calls that never leave the process."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        token, method = request.url.path.removeprefix("/bot").split("/", 1)
        form = parse_qs((await request.aread()).decode(), keep_blank_values=True)
        params = {key: values[0] for key, values in form.items()}
        status, body = await self._answer(token, method, params)
        return httpx.Response(status, content=body)


def client(
    token: str,
    root: str,
    proxy: str | None,
    limits: Limits,
    trust_env: bool,
    patience: float,
    answer: Answer | None,
) -> ExtBot[None]:
    """The library's bot, with our own limits; the environment's proxy only where it is trusted.

    With ``answer`` no connection is made.
    """
    encrypted = root.startswith("https:") or proxy is not None
    verify = _certificates(trust_env) if encrypted else False
    within = {"transport": _Within(answer)} if answer else {}

    def request(connections: int) -> HTTPXRequest:
        return HTTPXRequest(
            connection_pool_size=connections,
            connect_timeout=10,
            read_timeout=patience,
            write_timeout=10,
            pool_timeout=5,
            proxy=proxy,
            httpx_kwargs={"trust_env": trust_env, "verify": verify, **within},
        )

    return ExtBot(
        token,
        base_url=root,
        request=request(64),
        get_updates_request=request(1),
        rate_limiter=limits,
    )
