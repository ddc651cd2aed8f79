"""A call to the Bot API: its parameters as sent and as meant, and the record that is kept."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.model import Bot, Json
from bot.sandbox.refusal import bad
from bot.sandbox.world import World

# Spec type String and nothing else: never read as JSON, whatever a form holds in them.
TEXTS = frozenset(
    {
        "text", "caption", "parse_mode", "callback_query_id", "url", "secret_token", "ip_address",
        "action", "language_code", "inline_message_id", "business_connection_id",
        "message_effect_id",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call as it was handled.

    ``outcome`` is ok, refused (the answer is an error) or lost (the connection was cut before an
    answer). ``applied``: it had its effect on the world. ``fault`` names the scripted fault.
    """

    number: int
    bot: int
    method: str
    params: Json
    date: int
    outcome: str = "ok"
    applied: bool = True
    result: Any = None
    error: str | None = None
    fault: str | None = None


def decode(fields: Mapping[str, Any]) -> Json:
    """Return form fields with their JSON read: numbers, booleans, lists, objects."""
    return {key: _decode(key, value) for key, value in fields.items()}


def _decode(key: str, value: Any) -> Any:
    if key in TEXTS or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return {"true": True, "false": False}.get(value.lower(), value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What a method is handed: the world, the bot that calls, and typed access to parameters."""

    world: World
    bot: Bot
    params: Json

    def text(self, name: str) -> str | None:
        """Return a string; an empty one counts as missing."""
        value = self.params.get(name)
        return None if value in (None, "") else str(value)

    def number(self, name: str) -> int | None:
        """Return an integer, also one written as a string."""
        value = self.params.get(name)
        if value in (None, ""):
            return None
        try:
            return int(str(value))
        except ValueError:
            raise bad(f"parameter {name} must be an integer") from None

    def flag(self, name: str) -> bool:
        """Return a boolean, false where it is missing."""
        return str(self.params.get(name, "")).lower() in ("true", "1", "yes")

    def structure(self, name: str) -> Any:
        """Return a list or object, also one sent as a JSON string; None where it is missing."""
        value = self.params.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad(f"can't parse {name} JSON object") from None

    def objects(self, name: str) -> list[Json] | None:
        """Return a list of objects, None where it is missing."""
        value = self.structure(name)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise bad(f"can't parse {name} JSON array")
        return value

    def names(self, name: str) -> list[str] | None:
        """Return a list of strings, None where it is missing."""
        value = self.structure(name)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise bad(f"can't parse {name} JSON array")
        return value
