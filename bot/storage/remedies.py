"""How what was advised was done, as it is kept in a row of history and in a sealed answer."""

from typing import Any

from bot.domain.review import NOT_SEEN, Deed, Remedy
from bot.storage.messages import moment, seconds


def remedy_value(one: Remedy) -> dict[str, Any]:
    """A remedy as it is stored."""
    return {
        "deed": one.deed,
        "event": one.event,
        "title": one.title,
        "at": seconds(one.at),
        "said": one.said,
    }


def remedy_from(value: Any) -> Remedy:
    """A remedy from what `remedy_value` made; older rows have none."""
    if not isinstance(value, dict):
        return NOT_SEEN
    return Remedy(
        deed=Deed(value["deed"]) if value["deed"] else None,
        event=value["event"],
        title=value["title"],
        at=moment(value["at"]),
        said=value["said"],
    )
