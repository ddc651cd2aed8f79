"""From what a bot sent to what a message shows: parse mode, trimming, limits, found links."""

import re
from collections.abc import Iterator

from bot.sandbox.html import parse_html, utf16
from bot.sandbox.model import Json
from bot.sandbox.refusal import bad

TEXT_LIMIT = 4096
ENTITY_LIMIT = 100

# In the order in which one wins over the next at the same place.
_FOUND = (
    (
        "url",
        re.compile(r"(?<![\w@.])(?:https?://|www\.|t\.me/)[^\s<>\"\u3000-\u303f\uff00-\uff0f]+"),
    ),
    ("email", re.compile(r"(?<![\w.])[A-Za-z0-9._-]+@[A-Za-z0-9-]+(?:\.[A-Za-z]{2,})+(?!\w)")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/<>])")),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z0-9_]{2,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<!\w)#(?=\w*[^\W\d])\w+")),
)
_VERBATIM = ("code", "pre", "text_link", "text_mention")
_ALONE = ("code", "pre")
_QUOTES = ("blockquote", "expandable_blockquote")


def formatted(
    text: str, parse_mode: str | None, entities: list[Json] | None
) -> tuple[str, list[Json]]:
    """Return text and entities as the message will show them.

    Entities beyond the first 100 are dropped without a word. Raises Refusal for what Telegram's
    parser refuses, and for a parse mode other than HTML, the one mode this server reads.
    """
    marked = list(entities or ())
    if not all(_is_entity(entity) for entity in marked):
        raise bad("can't parse MessageEntity")
    if parse_mode:
        if parse_mode.lower() != "html":
            raise bad("unsupported parse_mode")
        text, marked = parse_html(text)
    text, marked = _trimmed(text, marked)
    marked = _tidied(marked)
    marked += _links(text, [entity for entity in marked if entity["type"] in _VERBATIM])
    return text, sorted(marked, key=_place)[:ENTITY_LIMIT]


def found_in(text: str) -> list[Json]:
    """Return the entities that a person's client finds in plain text."""
    return formatted(text, None, None)[1]


def check_text(text: str) -> None:
    """Raise Refusal for a text that is empty or too long, once parsed."""
    if not text:
        raise bad("text must be non-empty")
    if utf16(text) > TEXT_LIMIT:
        raise bad("message is too long")


def _is_entity(entity: Json) -> bool:
    numbers = entity.get("offset"), entity.get("length")
    return isinstance(entity.get("type"), str) and all(isinstance(n, int) for n in numbers)


def _place(entity: Json) -> tuple[int, int, str]:
    return entity["offset"], -entity["length"], entity["type"]


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Cut white space at both ends and move the entities along."""
    text = re.sub(r"[\x00-\x09\x0b-\x1f]", " ", text.replace("\r", ""))
    lead = utf16(text) - utf16(text.lstrip())
    text = text.strip()
    size = utf16(text)
    kept: list[Json] = []
    for entity in entities:
        start = min(max(0, entity["offset"] - lead), size)
        end = min(max(0, entity["offset"] + entity["length"] - lead), size)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return text, kept


def _tidied(entities: list[Json]) -> list[Json]:
    """Join neighbours of one kind; drop what lies in code, and quotes in quotes."""
    out: list[Json] = []
    for entity in sorted(entities, key=_place):
        kind, start = entity["type"], entity["offset"]
        around = [other for other in out if start < other["offset"] + other["length"]]
        if kind in _QUOTES and any(other["type"] in _QUOTES for other in around):
            continue
        if any(other["type"] in _ALONE for other in around):
            continue
        twin = next((other for other in reversed(out) if _joins(other, entity)), None)
        if twin and kind not in _QUOTES:
            end = max(twin["offset"] + twin["length"], start + entity["length"])
            out[out.index(twin)] = {**twin, "length": end - twin["offset"]}
        else:
            out.append(entity)
    return out


def _joins(earlier: Json, later: Json) -> bool:
    apart = later["offset"] > earlier["offset"] + earlier["length"]
    if apart or earlier["type"] != later["type"]:
        return False
    other = {key for key in earlier.keys() | later.keys() if earlier.get(key) != later.get(key)}
    return other <= {"offset", "length"}


def _links(text: str, taken: list[Json]) -> Iterator[Json]:
    """Yield links, commands, mentions and hashtags that do not lie in a `taken` entity."""
    spans = [(entity["offset"], entity["offset"] + entity["length"]) for entity in taken]
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            start = utf16(text[: match.start()])
            end = start + utf16(match[0].rstrip(".,!?:;") if kind == "url" else match[0])
            if all(end <= left or start >= right for left, right in spans):
                spans.append((start, end))
                yield {"type": kind, "offset": start, "length": end - start}
