"""What somebody sent with a form, read so that nothing in it can surprise a service."""

import asyncio
from collections.abc import Iterable
from urllib.parse import parse_qsl

from aiohttp import web

from bot.web.problem import Problem
from bot.wording import board as words

LARGEST = 64 * 1024
_PATIENCE = 20.0
_FIELDS, _NAME, _VALUE = 400, 64, 8000
_KIND = "application/x-www-form-urlencoded"
_DIGITS = 9
_WRITTEN = ("text", "reason", "basis", "feedback")


class Form:
    """The fields of a form; what asks for one raises Problem where it was filled in wrongly."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._pairs = tuple(pairs)

    def many(self, name: str) -> tuple[str, ...]:
        """All values of a field that may stand there several times, as boxes to tick do."""
        return tuple(value for key, value in self._pairs if key == name)

    def text(self, name: str, most: int = 400) -> str:
        """What was written in a field, "" where nothing; lines end in LF."""
        found = self.many(name)
        if len(found) > 1:
            raise Problem(400, words.REPEATED)
        text = "\n".join(found).replace("\r\n", "\n").replace("\r", "\n").strip()
        if len(text) > most:
            raise Problem(400, words.too_long(most))
        return text

    def written(self) -> tuple[str, ...]:
        """What somebody wrote by hand, to be given back to them where nothing came of it."""
        return tuple(value for key, value in self._pairs if key in _WRITTEN and value.strip())

    def number(self, name: str) -> int:
        """A whole number, as of a hidden field."""
        return whole(self.text(name))


def whole(text: str) -> int:
    """A small whole number, written in ASCII digits. Raises Problem."""
    if not (text.isascii() and text.isdecimal() and len(text) <= _DIGITS):
        raise Problem(400)
    return int(text)


def clean(pairs: Iterable[tuple[str, str]]) -> Form:
    """A form of fields that are text and of bounded size. Raises Problem."""
    kept = tuple(pairs)
    for name, value in kept:
        if "\0" in name + value or any("\ud800" <= char <= "\udfff" for char in name + value):
            raise Problem(400, words.UNREADABLE)
        if len(name) > _NAME or len(value) > _VALUE:
            raise Problem(400, words.too_long(_VALUE))
    return Form(kept)


async def read_form(request: web.Request) -> Form:
    """The form of a POST. Raises Problem."""
    if request.content_type != _KIND:
        raise Problem(400, words.UNREADABLE)
    body = await _body(request)
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS
        )
    except ValueError as error:
        raise Problem(400, words.UNREADABLE) from error
    return clean(pairs)


async def _body(request: web.Request) -> bytes:
    if (request.content_length or 0) > LARGEST:
        raise Problem(413)
    body = bytearray()
    try:
        async with asyncio.timeout(_PATIENCE):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > LARGEST:
                    raise Problem(413)
    except TimeoutError as error:
        raise Problem(400, words.UNREADABLE) from error
    return bytes(body)
