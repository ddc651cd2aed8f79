"""What stands in a private chat beside the ledger: a screen that is open, answers over a card."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a screen waits for: a sentence for a question, or whether to send what was written."""

    question: int
    written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A message that shows a dialogue."""

    number: int
    until: datetime
    asked: Asked | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Which answers stand at which message, or were given up there."""

    number: int
    ids: tuple[int, ...]
