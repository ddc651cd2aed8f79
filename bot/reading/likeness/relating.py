"""What tells how two linked requests relate; unlike the link, it may look at times and names."""

from bot.reading.likeness.fields import Features

_MANY = 3
_BRIEF = 45


def hints(
    first: Features, second: Features, found: dict[str, float], beside: float = 0.0
) -> dict[str, float]:
    """Named figures for the relation of two linked requests, given their signs of likeness.

    ``beside`` is 1 if they stand in one chat, -1 if in two, 0 if that is not known.
    """
    before, after = sorted((first, second), key=lambda one: (one.sent_at, one.plain))
    whole = before.plain in after.plain or after.plain in before.plain
    told = {
        "bias": 1.0,
        "template": found["template"],
        "contained": found["contained"],
        "verbatim": float(found["contained"] >= _VERBATIM),
        "within": float(whole),
        "within, on time": float(whole and before.deadline == after.deadline),
        "touched": float(not whole and found["template"] >= _TOUCHED),
        "repeated": float(after.size >= before.size - 2 and found["contained"] >= _VERBATIM),
        "covered_most": found["covered_most"],
        "brief": float(after.size <= _BRIEF),
        "reminds": float(after.reminds),
        "updates": float(after.updates),
        "reminds, changes nothing": float(after.reminds and not after.updates and not after.own),
        "updates, verbatim": float(after.updates and found["contained"] >= _VERBATIM),
        "reminds, brief": float(after.reminds and after.size <= _BRIEF),
        "reminds, unnamed": float(after.reminds and not after.bodies),
        "forwards": float(after.forwards),
        "own": float(after.own and not before.own),
        "own_before": float(before.own),
        "reminded_before": float(before.reminds),
        "updated_before": float(before.updates),
    }
    _names(before, after, told)
    _burden(before, after, told)
    _chats(after, told, beside)
    return told


def _chats(after: Features, told: dict[str, float], beside: float) -> None:
    """A reminder or change mostly stands beside its ask, what is passed down in another chat."""
    for where, here in (("beside", beside > 0), ("elsewhere", beside < 0)):
        if here:
            told[where] = 1.0
            told[f"{where}, brief"] = told["brief"]
            told[f"{where}, unnamed"] = float(not after.bodies)
            told[f"{where}, updates"] = float(after.updates)
            told[f"{where}, reminds"] = float(after.reminds)
            told[f"{where}, alike"] = told["template"]
            told[f"{where}, earlier"] = told.get("earlier", 0.0)
            told[f"{where}, later"] = told.get("later", 0.0)
            told[f"{where}, more"] = told["demands"]


_VERBATIM, _TOUCHED = 0.93, 0.6


def _names(before: Features, after: Features, told: dict[str, float]) -> None:
    if before.bodies and after.bodies:
        told["body_same"] = float(bool(before.bodies & after.bodies))
        told["body_other"] = 1.0 - told["body_same"]
        told["body_added"] = float(bool(after.bodies - before.bodies))
    else:
        told["body_unnamed"] = float(not after.bodies)


def _burden(before: Features, after: Features, told: dict[str, float]) -> None:
    """What the later one lays on top of the earlier one, and by when it wants it."""
    more, less = len(after.demands - before.demands), len(before.demands - after.demands)
    told["demands"] = min(more, _MANY) / _MANY
    told["demands_left"] = min(less, _MANY) / _MANY
    if before.deadline and after.deadline:
        told["earlier"] = float(after.deadline < before.deadline)
        told["later"] = float(after.deadline > before.deadline)
        told["on_time"] = float(after.deadline == before.deadline)
        told["earlier, updates"] = told["earlier"] * after.updates
        told["later, reminds"] = told["later"] * after.reminds
        told["earlier, more"] = told["earlier"] * told["demands"]
        told["own, earlier"] = told["earlier"] * told["own"]
        told["earlier, alike"] = told["earlier"] * told["template"]
    told["own, more"] = told["own"] * told["demands"]
