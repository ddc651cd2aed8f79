"""The library's client of the Bot API, as we use it."""

import ssl
from functools import cache

import httpx
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.platforms.telegram_limits import Limits


@cache
def _certificates(trust_env: bool) -> ssl.SSLContext:
    """Whom to trust; reading that takes longer than anything else at a start."""
    return httpx.create_ssl_context(trust_env=trust_env)


def client(
    token: str, root: str, proxy: str | None, limits: Limits, trust_env: bool, patience: float
) -> ExtBot[None]:
    """The library's bot, with our own limits; the environment's proxy only where it is trusted."""
    encrypted = root.startswith("https:") or proxy is not None
    verify = _certificates(trust_env) if encrypted else False

    def request(connections: int) -> HTTPXRequest:
        return HTTPXRequest(
            connection_pool_size=connections,
            connect_timeout=10,
            read_timeout=patience,
            write_timeout=10,
            pool_timeout=5,
            proxy=proxy,
            httpx_kwargs={"trust_env": trust_env, "verify": verify},
        )

    return ExtBot(
        token,
        base_url=root,
        request=request(64),
        get_updates_request=request(1),
        rate_limiter=limits,
    )
