"""Foreign text made safe to stand inside our own lines."""

import unicodedata

# Directional controls would reorder the rest of a line; the others are invisible.
_DROPPED = dict.fromkeys(
    [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF]
)
_REPLACED = {**_DROPPED, ord("@"): "＠"}
_FIRST_STRONG, _POP = "\u2068", "\u2069"


def one_line(text: str) -> str:
    """``text`` on one line, without control characters, calling nobody by @, valid as UTF-8."""
    kept = text.translate(_REPLACED)
    if not kept.isprintable():
        kept = "".join(map(_plain, kept))
    return " ".join(kept.split())


def shorten(text: str, limit: int) -> str:
    """``one_line`` of ``text``, cut to ``limit`` characters with an ellipsis."""
    line = one_line(text)
    return line if len(line) <= limit else line[: limit - 1].rstrip("\u200d ") + "…"


def isolated(text: str) -> str:
    """``text`` fenced off when it runs right to left, so that what follows keeps its place."""
    if any(unicodedata.bidirectional(char) in ("R", "AL") for char in text):
        return f"{_FIRST_STRONG}{text}{_POP}"
    return text


def _plain(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cs":
        return "\ufffd"
    return " " if category in ("Cc", "Zl", "Zp") else char
