"""What was done to the world, kept line by line, so that a restart finds it as it was."""

import json
from pathlib import Path
from typing import IO

from bot.sandbox.model import Json


class Journal:
    """A file of JSON lines: the first names the script, each other one thing that was done.

    A line is written before anybody can learn of what it tells. One that a crash cut short is
    as if it had not been. Without a path nothing is kept.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: IO[bytes] | None = None

    def resume(self, mark: str) -> list[Json] | None:
        """What is kept, oldest first, to go on behind it; None where there is none of this script.

        ``mark`` is the script's.
        """
        if self._path is None:
            return None
        try:
            raw = self._path.read_bytes()
        except FileNotFoundError:
            return None
        lines, length = _whole(raw)
        if not lines or lines[0].get("script") != mark:
            return None
        self._file = self._path.open("r+b")
        self._file.truncate(length)
        self._file.seek(length)
        return lines[1:]

    def begin(self, mark: str) -> None:
        """Forget all."""
        self.close()
        if self._path:
            self._path.touch(mode=0o600)
            self._file = self._path.open("wb")
            self.add({"script": mark})

    def add(self, line: Json) -> None:
        """Keep one line."""
        if self._file:
            self._file.write(json.dumps(line).encode() + b"\n")
            self._file.flush()

    def close(self) -> None:
        """Let go of the file."""
        if self._file:
            self._file.close()
            self._file = None


def _whole(raw: bytes) -> tuple[list[Json], int]:
    """The lines that were written to their end, and how many bytes they take."""
    found: list[Json] = []
    length = 0
    for line in raw.split(b"\n")[:-1]:
        try:
            value = json.loads(line)
        except ValueError:
            break
        if not isinstance(value, dict):
            break
        found.append(value)
        length += len(line) + 1
    return found, length
