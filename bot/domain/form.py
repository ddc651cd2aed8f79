"""Approved forms (报表清单): which there are, and what the list says of something that is asked."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form that was approved under a number (备案号); without ``until`` it holds for good."""

    name: str
    number: str
    issuer: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What the list says of a form that is asked for: the one it is, or that it names none."""

    form: Form | None
