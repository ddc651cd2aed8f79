"""The plain reasons for a flag that the project ships, in the order they are shown."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from bot.domain.flag import FlagReason, Tier


@cache
def load_reasons() -> Mapping[str, FlagReason]:
    """All reasons by their codes."""
    text = (files("bot") / "data" / "reasons.json").read_text(encoding="utf8")
    found = [
        FlagReason(
            code=one["code"],
            words=one["words"],
            categories=tuple(one["categories"]),
            basis=tuple(one["basis"]),
            tier=Tier(one["tier"]),
            severe=one["severe"],
        )
        for one in json.loads(text)
    ]
    return MappingProxyType({one.code: one for one in found})
