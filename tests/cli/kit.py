"""The command line called as from a shell, but within this process: a start takes a second."""

import io
import sys
from contextlib import chdir
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from bot.cli import main

ROOT = Path(__file__).parents[2]


class Done(NamedTuple):
    """What a call came to, named as `subprocess` names it."""

    returncode: int
    stdout: bytes
    stderr: bytes


def jianfu(*args: str, given: bytes = b"") -> Done:
    """Call a command with ``given`` on its stdin."""
    out, err = io.BytesIO(), io.BytesIO()
    with (
        chdir(ROOT),
        patch.object(sys, "argv", ["jianfu", *args]),
        patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(given))),
        patch.object(sys, "stdout", io.TextIOWrapper(out, encoding="utf8", write_through=True)),
        patch.object(sys, "stderr", io.TextIOWrapper(err, encoding="utf8", write_through=True)),
    ):
        try:
            main()
        except SystemExit as ended:
            sys.stdout.flush()
            return Done(int(ended.code or 0), out.getvalue(), err.getvalue())
    raise AssertionError("a call always ends the program")
