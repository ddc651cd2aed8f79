"""What tells how two linked requests relate; unlike the link, it may look at times and names."""

from typing import NamedTuple

from bot.reading.likeness.fields import Features
from bot.reading.likeness.marks import LOCAL


class Told(NamedTuple):
    """By whom a request was told, and in which chat; None where that is not known."""

    by: str | None = None
    chat: str | None = None


NOBODY = Told()


def hints(
    first: Features, second: Features, here: Told = NOBODY, there: Told = NOBODY
) -> dict[str, float]:
    """Named figures for the relation of two linked requests, beside their signs of likeness."""
    pairs = sorted(((first, here), (second, there)), key=lambda one: (one[0].sent_at, one[0].plain))
    (before, asked), (after, repeated) = pairs
    found = {
        "within": float(before.plain in after.plain or after.plain in before.plain),
        "longer": float(after.size - before.size),
        "own_before": float(before.own),
        "own_after": float(after.own),
        "reminded_before": float(before.reminds),
        "updated_before": float(before.updates),
    }
    _names(before, after, found)
    _burden(before, after, found)
    _tellers(asked, repeated, found)
    return found


def _names(before: Features, after: Features, found: dict[str, float]) -> None:
    found["bodies"] = float(bool(before.bodies)) + float(bool(after.bodies))
    found["body_unnamed"] = float(not after.bodies)
    if before.bodies and after.bodies:
        found["body_same"] = float(bool(before.bodies & after.bodies))
        found["body_added"] = float(bool(after.bodies - before.bodies))


def _burden(before: Features, after: Features, found: dict[str, float]) -> None:
    """What the later one lays on top of the earlier one, and by when it wants it."""
    found["demands"] = float(len(after.demands - before.demands))
    found["demands_left"] = float(len(before.demands - after.demands))
    if before.deadline and after.deadline:
        found["earlier"] = float(after.deadline < before.deadline)
        found["later"] = float(after.deadline > before.deadline)
        found["on_time"] = float(after.deadline == before.deadline)


def _tellers(before: Told, after: Told, found: dict[str, float]) -> None:
    """A reminder or change mostly comes from the same body in the same chat; what is passed down
    comes from below in another; the same data is wanted by another body.
    """
    if before.chat and after.chat:
        found["beside" if before.chat == after.chat else "elsewhere"] = 1.0
    if before.by and after.by:
        how = _standing(before.by, after.by)
        found[f"by_{how}"] = 1.0


def _standing(before: str, after: str) -> str:
    """Whether the later of two tellers is the same, a lower one, or a peer of the earlier one."""
    if before == after:
        return "same"
    return "lower" if LOCAL.search(after) and not LOCAL.search(before) else "peer"
