"""Pictures sent together: an export does not say so, sender and second do."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.message import Media, Message
from bot.importers.problem import Problem

_TOGETHER = frozenset({Media.PHOTO, Media.VIDEO})


def with_albums(items: Iterator[Message | Problem]) -> Iterator[Message | Problem]:
    """The same items; photos and videos sent in a row in one second share an ``album``.

    It is named by the number of the first of them.
    """
    held: Message | None = None
    for item in items:
        if held is not None:
            if isinstance(item, Message) and _together(held, item):
                album = held.album or str(held.number)
                yield replace(held, album=album)
                held = replace(item, album=album)
                continue
            yield held
            held = None
        if isinstance(item, Message) and item.media in _TOGETHER:
            held = item
        else:
            yield item
    if held is not None:
        yield held


def _together(one: Message, two: Message) -> bool:
    return (
        two.media in _TOGETHER
        and one.sent_at == two.sent_at
        and (one.group, one.sender, one.forwarded_from, one.topic)
        == (two.group, two.sender, two.forwarded_from, two.topic)
    )
