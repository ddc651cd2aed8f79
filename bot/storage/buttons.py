"""Rows of buttons as they are stored."""

import json
from dataclasses import asdict

from bot.domain.boundary import Button

Rows = tuple[tuple[Button, ...], ...]


def buttons_json(rows: Rows) -> str:
    """Rows of buttons as JSON."""
    return json.dumps([[asdict(one) for one in row] for row in rows], ensure_ascii=False)


def buttons_of(value: list[list[dict[str, str | None]]]) -> Rows:
    """Rows of buttons from what `buttons_json` wrote, already loaded."""
    return tuple(
        tuple(Button(label=one["label"] or "", data=one["data"], link=one["link"]) for one in row)
        for row in value
    )
