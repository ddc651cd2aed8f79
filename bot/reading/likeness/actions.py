"""How what is to be done in two requests compares: the same, a step of it, another facet."""

from collections.abc import Mapping

from bot.reading.likeness.fields import Features

# Actions that make another request of the same subject, and those that are hardly one.
_PLAIN = frozenset(
    {"report", "demand", "register", "survey", "count", "supply", "check_in", "cease", "visit"}
)
_ALONE = frozenset(
    {
        "publish",
        "hand_out",
        "apply",
        "meet",
        "train",
        "drill",
        "vote",
        "contest",
        "pay",
        "follow",
        "install",
        "donate",
        "quiz",
        "authenticate",
        "inoculate",
        "progress",
        "summarise",
        "wish",
        "comfort",
        "recruit",
        "call_on",
        "stage",
        "rate",
    }
)
_KIN: Mapping[str, frozenset[str]] = {
    "survey": frozenset({"count", "register", "inspect", "visit", "verify"}),
    "count": frozenset({"survey", "register", "report"}),
    "register": frozenset({"count", "survey", "inspect", "verify", "visit"}),
    "inspect": frozenset({"survey", "register", "verify", "guard", "remedy"}),
    "verify": frozenset({"survey", "register", "inspect"}),
    "remedy": frozenset({"inspect"}),
    "guard": frozenset({"inspect"}),
    "nominate": frozenset({"enrol"}),
    "enrol": frozenset({"nominate"}),
    "examine": frozenset({"inoculate"}),
}
# Steps of one matter that follow on each other and are asked for one by one.
_STEPS = frozenset({"publish", "hand_out"})


def compare_actions(one: Features, other: Features, found: dict[str, float]) -> None:
    """Add to ``found`` how the actions of two requests compare."""
    mine, yours = one.actions - {"report"}, other.actions - {"report"}
    found["action"] = float(bool(mine & yours))
    brief, full = (one, other) if one.weight < other.weight else (other, one)
    found["action_added"] = float(bool((brief.actions - full.actions) & _ALONE))
    found["lead_added"] = float(bool((brief.lead - full.actions) & _ALONE))
    if not (brief.reminds or brief.updates):
        found["lead_left_out"] = float(bool((full.lead - brief.actions) & _ALONE))
    found["other_step"] = float(
        bool((one.lead & _STEPS) - other.actions or (other.lead & _STEPS) - one.actions)
    )
    if not (one.points or other.points):
        found["step_lost"] = float(_only_a_step(one, other) or _only_a_step(other, one))
        for name in sorted((one.lead - other.actions) | (other.lead - one.actions)):
            found[f"only {name}"] = 1.0
    found["counted_inspected"] = float(_inspected(one, other) or _inspected(other, one))
    found["action_left_out"] = float(bool((full.actions - brief.actions) & _ALONE))
    if mine and yours and not mine & yours:
        near = any(a in _KIN.get(b, ()) or b in _KIN.get(a, ()) for a in mine for b in yours)
        plain = not mine - _PLAIN or not yours - _PLAIN
        found["action_kin" if near else "action_plain" if plain else "action_lost"] = 1.0


def _only_a_step(one: Features, other: Features) -> bool:
    """Whether one does nothing but post or hand out what the other asks for."""
    return bool(one.actions) and one.actions <= _STEPS and not one.actions & other.actions


def _inspected(one: Features, other: Features) -> bool:
    """Whether one goes and looks where the other merely counts."""
    looked = "inspect" in one.lead and "count" not in one.actions
    return looked and "count" in other.lead and not other.actions & {"inspect", "survey"}
