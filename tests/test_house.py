"""Rules of the house that no linter knows: where Chinese may stand, and how long files grow."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
BOT = ROOT / "bot"
HAN = re.compile(r"[一-龥]")
# Sentences live in wording; patterns and names of things where they are matched.
MAY_SPEAK = ("wording", "reading", "importers")
NAMES_FESTIVALS = "storage/workdays.py"
LONGEST_FILE = 300


def _strings(path: Path) -> Iterator[ast.Constant]:
    tree = ast.parse(path.read_text("utf8"))
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node


def test_chinese_stands_only_where_it_is_said_or_matched() -> None:
    found = [
        f"{path.relative_to(BOT)}:{node.lineno}"
        for path in BOT.rglob("*.py")
        if path.relative_to(BOT).parts[0] not in MAY_SPEAK
        and path.relative_to(BOT).as_posix() != NAMES_FESTIVALS
        for node in _strings(path)
        if HAN.search(str(node.value))
    ]
    assert found == []


def test_files_stay_small() -> None:
    long = [
        path.relative_to(ROOT).as_posix()
        for path in BOT.rglob("*.py")
        if len(path.read_text("utf8").splitlines()) > LONGEST_FILE
    ]
    assert long == []
