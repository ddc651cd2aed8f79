"""What people with an office did, as it is kept for whoever watches over them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Act(StrEnum):
    """What was done; nothing that a member does with a flag is ever among it."""

    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    SETTINGS = "settings"
    ADMIT = "admit"
    REMOVE = "remove"
    LINK = "link"
    UNLINK = "unlink"
    CORRECT = "correct"
    UNDO = "undo"
    TIER = "tier"
    OFFER = "offer"
    TAKE_OFFICE = "take_office"
    DISMISS = "dismiss"
    PUT_BACK = "put_back"
    REVIEW = "review"
    DROP_CONTACT = "drop_contact"
    PUT_CONTACT_BACK = "put_contact_back"
    EXPORT = "export"
    FORMS = "forms"
    ANSWER = "answer"
    CATALOGUE = "catalogue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One act. ``member`` did it (None: whoever runs the machine), ``chat`` is the group it is of.

    ``subject`` is what it was done to: a member's id, a line, a reason; ``detail`` says what is
    now, and of people nothing but the unit of an office.
    """

    at: datetime
    member: int | None
    act: Act
    chat: int | None = None
    subject: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
