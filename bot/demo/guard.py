"""Who may talk to the demo: pages of its own address on this machine, nobody else's."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.wording import demo as words

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
HTTP = 80
_NAMES = ("127.0.0.1", "localhost")
_OURS = (None, "same-origin", "none")
"""What a browser says of the page behind a request, if it says anything."""
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what a foreign page sends, also under a name that was made to point here."""
    if _is_ours(request):
        return await handler(request)
    return web.json_response({"error": words.FOREIGN}, status=403)


async def harden(_request: web.Request, response: web.StreamResponse) -> None:
    """The headers of every answer."""
    response.headers.update(HEADERS)


def _is_ours(request: web.Request) -> bool:
    socket = request.transport.get_extra_info("sockname") if request.transport else None
    port = socket[1] if socket else 0
    hosts = {f"{name}:{port}" for name in _NAMES} | (set(_NAMES) if port == HTTP else set())
    host, origin = request.headers.get("Host"), request.headers.get("Origin")
    if host not in hosts or origin not in (None, f"http://{host}"):
        return False
    # To follow a link to us is all right, to use us from elsewhere is not.
    followed = request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate"
    return followed or request.headers.get("Sec-Fetch-Site") in _OURS
