"""How what an ask wants beside the thing itself is kept: small JSON, only of what it tells."""

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from bot.domain.reading import NO_DETAILS, Details, Format

_NAMES = tuple(field.name for field in fields(Details))


def details_json(details: Details) -> str | None:
    """Details as they are stored; None where there are none."""
    told = {name: value for name in _NAMES if (value := getattr(details, name))}
    return json.dumps(told, ensure_ascii=False) if told else None


def read_details(told: str | None) -> Details:
    """Details from what `details_json` wrote."""
    return details_from(json.loads(told)) if told else NO_DETAILS


def details_from(told: Mapping[str, Any]) -> Details:
    """Details from their fields as JSON has them."""
    return Details(
        columns=tuple(told.get("columns") or ()),
        forms=tuple(Format(one) for one in told.get("forms") or ()),
        channel=told.get("channel"),
        sanction=told.get("sanction"),
        basis=tuple(told.get("basis") or ()),
        addressees=tuple(told.get("addressees") or ()),
    )
