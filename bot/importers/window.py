"""A window sliding over JSON text of any size, which can resume after what is broken."""

import json
import re
from typing import Any, Protocol

CONTEXT = 1 << 14
_CHUNK = 1 << 16
_LONGEST_VALUE = 1 << 22
_LONGEST_TOKEN = 12
_OVERLAP = 64
_DECODER = json.JSONDecoder(strict=False)
_SPACE = re.compile(r"[ \t\r\n]*")


class Readable(Protocol):
    """Text that can be read on, a number of characters at a time."""

    def read(self, size: int, /) -> str:
        """At most ``size`` more characters, none at the end."""


class CutOffError(ValueError):
    """The text ended inside a value."""


class Window:
    """Where reading stands: ``text[at]`` comes next, on line ``line`` (from 1)."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._ended = False
        self.text = ""
        self.at = 0
        self.line = 1

    def skip(self, count: int) -> None:
        """Go ``count`` characters on."""
        self.line += self.text.count("\n", self.at, self.at + count)
        self.at += count

    def peek(self) -> str:
        """The next character that is no white space, empty at the end."""
        while True:
            space = _SPACE.match(self.text, self.at)
            if space:
                self.skip(space.end() - self.at)
            if self.at < len(self.text) or not self._more():
                return self.text[self.at : self.at + 1]

    def find(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Go to the start of the next match; None at the end.

        What stands before the match is in ``text``, at least ``CONTEXT`` characters of it.
        """
        while True:
            found = pattern.search(self.text, self.at)
            if found:
                self.skip(found.start() - self.at)
                return found
            # A match may have begun in what was read so far.
            self.skip(max(0, len(self.text) - _OVERLAP - self.at))
            if not self._more():
                self.skip(len(self.text) - self.at)
                return None

    def value(self) -> Any:
        """The JSON value that comes next; ValueError, and no move, where there is none."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self.text, self.at)
            except RecursionError as error:
                raise ValueError from error
            except json.JSONDecodeError as error:
                self._mend(error)
                continue
            if end == len(self.text) and self._more():
                continue  # a number may go on
            self.skip(end - self.at)
            return value

    def _mend(self, error: json.JSONDecodeError) -> None:
        """Make another attempt worth while, or raise."""
        rest = len(self.text) - error.pos
        if rest <= _LONGEST_TOKEN or error.msg.startswith("Unterminated string"):
            if len(self.text) - self.at > _LONGEST_VALUE:
                raise error
            if not self._more():
                raise CutOffError from error
        elif self.text.startswith("\\x", error.pos):
            # Telegram Desktop writes control characters as \x01, which JSON does not know.
            self.text = f"{self.text[: error.pos]}\\u00{self.text[error.pos + 2 :]}"
        else:
            raise error

    def _more(self) -> bool:
        """Read on, twice as far where a long value is waiting; False at the end."""
        if self._ended:
            return False
        chunk = self._stream.read(max(_CHUNK, len(self.text) - self.at))
        self._ended = not chunk
        start = max(0, self.at - CONTEXT)
        self.text = self.text[start:] + chunk
        self.at -= start
        return bool(chunk)
