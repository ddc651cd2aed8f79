"""The HTML parse mode, as Telegram's own parser reads it (td/telegram/MessageEntity.cpp)."""

import re
from dataclasses import dataclass

from bot.sandbox.model import Json
from bot.sandbox.refusal import Refusal, bad

_SPACE = " \t\r\n\0\v"
_TYPES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler", "code": "code", "pre": "pre",
    "blockquote": "blockquote", "a": "text_link", "tg-emoji": "custom_emoji",
}  # fmt: skip
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_PLAIN = re.compile(r"[^<&\0]+")
_TAG_NAME = re.compile(rf"[^{_SPACE}>]*")
_ATTRIBUTE_NAME = re.compile(rf"[^{_SPACE}=>/\"']*")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_QUOTED = {quote: re.compile(rf"[^{quote}&\0]+") for quote in "\"'"}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([A-Za-z]*));?")


def utf16(text: str) -> int:
    """Return the length of a text in UTF-16 units, which Telegram counts in."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    tag: str
    argument: str
    offset: int
    at: int


class _Reader:
    """One pass over a text; ``text`` ends in a NUL, which stands for the end as it does in C."""

    def __init__(self, text: str) -> None:
        self.text = text.replace("\0", " ") + "\0"
        self.at = 0
        self.out: list[str] = []
        self.units = 0
        self.open: list[_Open] = []
        self.found: list[Json] = []

    def read(self) -> tuple[str, list[Json]]:
        end = len(self.text) - 1
        while self.at < end:
            char = self.text[self.at]
            if char == "<":
                self._tag()
            else:
                self._put(self._reference() if char == "&" else self._run(_PLAIN))
        if self.open:
            raise self._problem(
                f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"'
            )
        return "".join(self.out), self.found

    def _put(self, text: str) -> None:
        self.out.append(text)
        self.units += utf16(text)

    def _next(self) -> str:
        self.at += 1
        return self.text[self.at - 1]

    def _reference(self) -> str:
        """Return the character an &reference; stands for, or the ampersand itself."""
        match = _REFERENCE.match(self.text, self.at)
        char = _character(match) if match else ""
        if not match or not char:
            return self._next()
        self.at = match.end()
        return char

    def _problem(self, what: str, start: int | None = None) -> Refusal:
        where = "" if start is None else f" at byte offset {self._bytes(start)}"
        return bad(f"can't parse entities: {what}{where}")

    def _bytes(self, at: int) -> int:
        return len(self.text[:at].encode("utf8", "surrogatepass"))

    def _tag(self) -> None:
        start = self.at
        self.at += 1
        if self.text[self.at] == "/":
            self._end_tag(start)
        else:
            self._start_tag(start)

    def _run(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        assert found
        self.at = found.end()
        return found[0]

    def _skip_space(self) -> None:
        while self.text[self.at] in _SPACE and self.text[self.at] != "\0":
            self.at += 1

    def _start_tag(self, start: int) -> None:
        tag = self._run(_TAG_NAME).lower()
        if self.text[self.at] == "\0":
            raise self._problem("Unclosed start tag", start)
        if tag not in _TYPES:
            raise self._problem(f'Unsupported start tag "{tag}"', start)
        argument = ""
        while True:
            self._skip_space()
            if self.text[self.at] == ">":
                break
            argument = self._attribute(tag, start) or argument
        self.at += 1
        if tag == "span" and argument != "spoiler":
            raise self._problem('Tag "span" must have class "tg-spoiler"', start)
        self.open.append(_Open(tag=tag, argument=argument, offset=self.units, at=len(self.out)))

    def _attribute(self, tag: str, start: int) -> str:
        """Read one attribute and return what of it matters to the tag."""
        name = self._run(_ATTRIBUTE_NAME)
        if not name:
            raise self._problem(f'Empty attribute name in the tag "{tag}"', start)
        self._skip_space()
        value = ""
        if self.text[self.at] == "=":
            self.at += 1
            self._skip_space()
            value = self._value()
        if self.text[self.at] == "\0":
            raise self._problem(f'Unclosed start tag "{tag}"', start)
        return _meaning(tag, name, value)

    def _value(self) -> str:
        quote = self.text[self.at]
        start = self.at
        if quote not in "\"'":
            token = self._run(_NAME_TOKEN)
            if self.text[self.at] not in _SPACE + ">":
                raise self._problem("Unexpected end of name token", start)
            return token.lower()
        self.at += 1
        value: list[str] = []
        while self.text[self.at] not in (quote, "\0"):
            refers = self.text[self.at] == "&"
            value.append(self._reference() if refers else self._run(_QUOTED[quote]))
        if self.text[self.at] == quote:
            self.at += 1
        return "".join(value)

    def _end_tag(self, start: int) -> None:
        if not self.open:
            raise self._problem("Unexpected end tag", start)
        self.at += 1
        name = self._run(_TAG_NAME)
        self._skip_space()
        if self.text[self.at] != ">":
            raise self._problem("Unclosed end tag", start)
        self.at += 1
        opened = self.open.pop()
        if name and name != opened.tag:
            where = self._bytes(start)
            raise self._problem(
                f"Unmatched end tag at byte offset {where},"
                f' expected "</{opened.tag}>", found "</{name}>"'
            )
        if self.units > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: Json = {
            "type": _TYPES[opened.tag],
            "offset": opened.offset,
            "length": self.units - opened.offset,
        }
        inner = "".join(self.out[opened.at :])
        last = self.found[-1] if self.found else {}
        around = all(last.get(key) == entity[key] for key in ("offset", "length"))
        if opened.tag == "pre" and around and last["type"] == "code" and "language" in last:
            self.found[-1] = {**last, "type": "pre"}
        elif opened.tag == "code" and around and last["type"] == "pre" and opened.argument:
            self.found[-1] = {**last, "language": opened.argument}
        else:
            self.found += _finished(opened, entity, inner)


def _finished(opened: _Open, entity: Json, inner: str) -> list[Json]:
    """Return the entity with its argument, or nothing where a link leads nowhere."""
    if opened.tag == "a":
        url = checked_url(opened.argument or inner)
        return [{**entity, "url": url}] if url else []
    if opened.tag == "tg-emoji":
        return [{**entity, "custom_emoji_id": opened.argument}]
    if opened.tag == "blockquote" and opened.argument:
        return [{**entity, "type": "expandable_blockquote"}]
    if opened.tag == "code" and opened.argument:
        return [{**entity, "language": opened.argument}]
    return [entity]


def _character(match: re.Match[str]) -> str:
    hexadecimal, decimal, named = match.groups()
    if named is not None:
        return _NAMED.get(named, "")
    code = int(hexadecimal or "0", 16) or int(decimal or "0")
    long = len(match[0].rstrip(";")) >= 10
    return "" if long or code == 0 or code >= 0x10FFFF else chr(code)


def _meaning(tag: str, name: str, value: str) -> str:
    if tag == "a" and name == "href":
        return value
    if tag == "code" and name == "class" and value.startswith("language-"):
        return value.removeprefix("language-")
    if tag == "span" and name == "class" and value.startswith("tg-"):
        return value.removeprefix("tg-")
    if tag == "tg-emoji" and name == "emoji-id":
        return value
    return "1" if (tag, name) == ("blockquote", "expandable") else ""


_URL = re.compile(
    r"(?:(https?|tg|ton|tonsite)://)?((?:[^\s/?#:@]+\.)+[^\s/?#:@]{2,}|[^\s/?#]+)"
    r"(:\d+)?([/?#]\S*)?",
    re.IGNORECASE,
)


def checked_url(url: str) -> str | None:
    """Return a link as Telegram keeps it, or None where it is none: no dot, a strange scheme."""
    match = _URL.fullmatch(url.strip())
    if not match:
        return None
    scheme, host, port, rest = match.groups()
    scheme = (scheme or "http").lower()
    if scheme not in ("http", "https"):
        return url.strip()
    if "." not in host or ":" in host or "@" in host:
        return None
    rest = rest or ""
    return f"{scheme}://{host}{port or ''}{rest if rest.startswith('/') else '/' + rest}"


def parse_html(text: str) -> tuple[str, list[Json]]:
    """Return the text without tags and its MessageEntity list; raises Refusal as Telegram does."""
    return _Reader(text).read()
