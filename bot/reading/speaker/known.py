"""What a thread has told of who speaks: a fuller name they bore, an office they spoke for."""

import re
from collections.abc import Sequence

from bot.domain.lexicon import Lexicon
from bot.domain.message import Message
from bot.domain.reading import Earlier
from bot.reading.normalise import normalise
from bot.reading.speaker.level import Tier, place_of
from bot.reading.speaker.nickname import person_beside
from bot.reading.speaker.roles import person_of


def full_name(name: str | None, before: Sequence[Earlier], lexicon: Lexicon) -> str | None:
    """丁欣, who wrote as 党政办 丁欣 or 党政办丁欣 before."""
    if not name or person_of(name):
        return name
    plain = normalise(name).text.strip()
    return next((s for s in _others(name, before) if _is_of(s, plain, lexicon)), name)


def _others(name: str, before: Sequence[Earlier]) -> list[str]:
    """The longer names of a thread that end as this one, each once, the latest first."""
    found = (e.message.sender for e in reversed(before))
    return list(dict.fromkeys(s for s in found if s and s != name and len(s) > len(name)))


def _is_of(sender: str, person: str, lexicon: Lexicon) -> bool:
    return person_of(sender) == person or person_beside(sender, lexicon) == person


def known_office(message: Message, before: Sequence[Earlier]) -> str | None:
    """The office for which a sender has asked in their own words earlier in the thread.

    None where they have spoken for several: who passes on what all ask is not known by it.
    """
    asked = {
        ask.issuer
        for earlier in before
        if earlier.message.sender == message.sender and not earlier.message.forwarded_from
        for ask in earlier.reading.asks[:1]
        if ask.issuer and _OFFICE.search(ask.issuer) and not _above(ask.issuer, message.group)
    }
    return asked.pop() if len(asked) == 1 else None


_OFFICE = re.compile("(?:[局办委站所队院部]|中心|[联协]|工会|公司|馆|水厂|物业)$")
_UPPER = re.compile("中共|国家|[一-龥]{0,4}?(?:省|州|市(?![监政场容])|县|区)")


def _above(issuer: str, group: str) -> bool:
    """Whether a body stands above the town or village whose group it is."""
    place = place_of(group)
    return bool(place and place.tier is not Tier.COUNTY and _UPPER.match(issuer))
