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


def test_the_page_has_its_words_in_templates_and_asks_nobody_outside() -> None:
    """No sentence in scripts or styles, no other address, nothing typed that becomes HTML."""
    for path in _of_the_page("js", "css"):
        text = path.read_text("utf8")
        for bad in (HAN, re.compile(r"://"), re.compile(r"(?:inner|outer|Adjacent)HTML|\beval\b")):
            assert not bad.search(text), (path.name, bad.pattern)


def test_templates_hold_no_script_and_no_style_of_their_own() -> None:
    """The page's policy lets only files of its own address run."""
    inline = re.compile(r"<style|\sstyle=|\son\w+=|://|<script(?![^>]*(?: src=|application/json))")
    for path in _of_the_page("html"):
        assert not inline.search(path.read_text("utf8")), path.name


def _of_the_page(*kinds: str) -> list[Path]:
    rooms = (BOT / "demo", BOT / "web")
    found = [path for kind in kinds for room in rooms for path in room.rglob(f"*.{kind}")]
    assert found
    return found


def test_files_stay_small() -> None:
    long = [
        path.relative_to(ROOT).as_posix()
        for path in [*BOT.rglob("*.py"), *_of_the_page("js", "css", "html", "json")]
        if len(path.read_text("utf8").splitlines()) > LONGEST_FILE
    ]
    assert long == []
