"""Checks of an update's JSON: the type of each field that is used.

Reasons name fields and types only, never what stood in them.
"""

from datetime import datetime
from typing import Any, TypeVar

from bot.domain.boundary import Malformed
from bot.domain.message import SHANGHAI

T = TypeVar("T")

Json = dict[str, Any]
"""An object of the Bot API as it was sent; every value has to be looked at before it is used."""

_LARGEST = 2**63


def inner(value: object, name: str) -> Json:
    """``value``, which must be an object."""
    return part(value, dict, name)


def has(value: Json, name: str) -> bool:
    """Whether a field says something: it may be an empty object, but not null, false or no item."""
    return name in value and value[name] is not None and value[name] not in (False, [])


def part(value: object, kind: type[T], name: str) -> T:
    """``value``, which must be of ``kind``."""
    if not isinstance(value, kind):
        raise Malformed(f"{name} is {type(value).__name__}, not {kind.__name__}")
    return value


def optional(value: object, kind: type[T], name: str) -> T | None:
    """``value``, which must be of ``kind`` if it is there."""
    return None if value is None else part(value, kind, name)


def whole(value: object, name: str) -> int:
    """A whole number that fits 64 bits; True and 1.0 are none."""
    if type(value) is not int or abs(value) >= _LARGEST:
        raise Malformed(f"{name} is no whole number of 64 bits but {type(value).__name__}")
    return value


def words(value: object, name: str) -> str:
    """Text that can be written as UTF-8: half surrogates are replaced, one character for one."""
    return clean(part(value, str, name))


def optional_words(value: object, name: str) -> str | None:
    """Text, or None where there is none or it is empty."""
    return (words(value, name) or None) if value is not None else None


def clean(text: str) -> str:
    """``text`` with U+FFFD for each half surrogate, which UTF-8 cannot hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text


def moment(value: object, name: str) -> datetime:
    """A point in time, from seconds since the epoch, told in Shanghai's."""
    return datetime.fromtimestamp(whole(value, name), SHANGHAI)
