"""Who may talk to the demo: pages of its own address on this machine, nobody else's."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.wording import demo as words

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
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
    port = request.url.port
    socket = request.transport.get_extra_info("sockname") if request.transport else None
    hosts = {f"{name}:{socket[1]}" for name in _NAMES} if socket else set()
    if socket and port == 80:
        hosts |= set(_NAMES)
    if request.headers.getall("Host", []) != [request.host] or request.host not in hosts:
        return False
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.host}":
        return False
    return request.method == "GET" or request.headers.get("Sec-Fetch-Site") in _OURS
