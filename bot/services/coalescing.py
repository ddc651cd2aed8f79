"""Alarms that flood are said together: fewer messages, none of them dropped."""

from collections.abc import Sequence

from bot.domain.boundary import Outgoing
from bot.storage.outgoing import Promise, Saying

_LONGEST_TEXT = 4000


def coalesced(sayings: Sequence[Saying]) -> list[list[Saying]]:
    """Alarms for one chat together as far as one message holds them, everything else alone."""
    found: list[list[Saying]] = []
    open_for: dict[str, list[Saying]] = {}
    for saying in sayings:
        alarms = open_for.get(saying.chat)
        if saying.promise is not Promise.AT_LEAST_ONCE:
            found.append([saying])
        elif alarms and _length(alarms) + len(saying.what.plain) <= _LONGEST_TEXT:
            alarms.append(saying)
        else:
            open_for[saying.chat] = [saying]
            found.append(open_for[saying.chat])
    return found


def _length(sayings: list[Saying]) -> int:
    return sum(len(saying.what.plain) + 2 for saying in sayings)


def joined(sayings: list[Saying]) -> Outgoing:
    """What is said for all of these in one message."""
    if len(sayings) == 1:
        return sayings[0].what
    return Outgoing(
        plain="\n\n".join(saying.what.plain for saying in sayings),
        silent=all(saying.what.silent for saying in sayings),
    )
