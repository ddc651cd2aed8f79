"""What keeps strangers out: headers of every answer, the address asked for, origin and token."""

import hmac
from ipaddress import ip_address, ip_network

from aiohttp import web

from bot.web.board import Board
from bot.web.problem import Problem
from bot.web.visit import Visit
from bot.wording import board as words

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Nothing goes to other sites. With no-referrer browsers hide the Origin of our own forms, too.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex",
}
_YEAR = 365 * 24 * 3600
_USUAL = {"https": ":443", "http": ":80"}
_HALF_V6 = 64


def harden(response: web.StreamResponse, secure: bool) -> None:
    """The headers of every answer; it is kept nowhere unless it says otherwise."""
    kept = response.headers.get("Cache-Control", "no-store")
    response.headers.update({**HEADERS, "Cache-Control": kept})
    response.headers.popall("Server", None)
    if secure:
        response.headers["Strict-Transport-Security"] = f"max-age={_YEAR}"


def check_address(request: web.Request, board: Board) -> None:
    """Answer under our own name only; a POST comes from our own pages. Raises Problem."""
    scheme = board.origin.partition(":")[0]
    if request.headers.get("Host", "").removesuffix(_USUAL[scheme]) != board.host:
        raise Problem(403, words.OTHER_ADDRESS)
    if request.method in ("GET", "HEAD"):
        return
    # Browsers always say where a form stands; a page of somebody else cannot say it is ours.
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if request.headers.get("Origin") != board.origin or site != "same-origin":
        raise Problem(403, words.FOREIGN)


def has_token(visit: Visit) -> bool:
    """Whether a form of somebody who is signed in carries their session's token."""
    return hmac.compare_digest(visit.form.text("csrf").encode(), visit.csrf.encode())


def address_of(request: web.Request, board: Board) -> str:
    """Whoever asks, as the one proxy in front of us says, if there is one.

    Of addresses that one subscriber has by the billion, the part they have in common.
    """
    told = request.remote or ""
    forwarded = request.headers.getall("X-Forwarded-For", [])
    try:
        if board.is_secure and forwarded and ip_address(told).is_loopback:
            told = forwarded[-1].rpartition(",")[2].strip()
        found = ip_address(told)
    except ValueError:
        return told[:_HALF_V6]
    if found.version == 4:
        return str(found)
    return str(ip_network((int(found), _HALF_V6), strict=False))
