"""The bytes of a file as text: the beginning can be looked into, progress is told."""

import codecs
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

HEAD = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"{\0", "utf-16-le"),
    (b"\0{", "utf-16-be"),
)
_LONGEST_CHARACTER = 4

Progress = Callable[[int], None]


class Source(io.RawIOBase):
    """A raw stream; ``head`` holds its first ``HEAD`` bytes, which are read again."""

    def __init__(self, stream: BinaryIO, progress: Progress | None) -> None:
        self._stream = stream
        self._progress = progress
        self._given = 0
        self.head = stream.read(HEAD)

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill ``buffer`` from the head, then from the stream; tell ``progress``."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        if self._given < len(self.head):
            data = self.head[self._given : self._given + len(view)]
            self._given += len(data)
        else:
            data = self._stream.read(len(view))
        view[: len(data)] = data
        if self._progress and data:
            self._progress(len(data))
        return len(data)

    def lines(self) -> Iterator[bytes]:
        """Lines ended by LF only."""
        return iter(io.BufferedReader(self))


class Text:
    """A source as text with its line ends made LF; notes the first unreadable character's line."""

    def __init__(self, source: Source, encoding: str) -> None:
        raw = cast(BinaryIO, io.BufferedReader(source, 1 << 16))
        self._wrapper = io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline=None)
        self._lines = 0
        self.unreadable_line: int | None = None

    def read(self, size: int, /) -> str:
        """At most ``size`` more characters, none at the end."""
        chunk = self._wrapper.read(size)
        self._note(chunk)
        return chunk

    def __iter__(self) -> Iterator[str]:
        """Lines with their LF, the first without a byte order mark."""
        for line in self._wrapper:
            self._note(line)
            yield line

    def _note(self, chunk: str) -> None:
        if self.unreadable_line is None:
            bad = chunk.find("\ufffd")
            if bad >= 0:
                self.unreadable_line = self._lines + 1 + chunk.count("\n", 0, bad)
            self._lines += chunk.count("\n")


def find_encoding(head: bytes) -> str:
    """How the text is encoded: by its mark, as UTF-8 where that fits, else as GB18030.

    UTF-8 in which less than half of what is not ASCII is spoilt is still UTF-8: in GB18030 text
    far fewer bytes happen to form its characters.
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    text = head.decode("utf-8", "replace")
    if len(head) == HEAD:
        text = text[:-_LONGEST_CHARACTER]
    bad = text.count("\ufffd")
    good = len(text) - bad - len(text.encode("ascii", "ignore"))
    return "utf-8" if bad <= good else "gb18030"
