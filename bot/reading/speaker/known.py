"""What a thread has told of who speaks: a fuller name they bore, an office others are of."""

import re
from collections.abc import Sequence

from bot.domain.lexicon import Lexicon
from bot.domain.reading import Earlier
from bot.reading.normalise import normalise
from bot.reading.speaker.level import rank_in, rank_of
from bot.reading.speaker.nickname import person_beside
from bot.reading.speaker.offices import SURNAMES
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
    of_house = _OF_HOUSE.match(normalise(sender).text)
    if of_house and normalise(sender).text[of_house.end() :] == person:
        return True
    return person_of(sender) == person or person_beside(sender, lexicon) == person


_OF_HOUSE = re.compile("社区|居委会?|村委会?|物业|街道|[镇乡]里|村部")


def offices_told(where: str, before: Sequence[Earlier]) -> set[str]:
    """The offices at the level of a group for which others of its thread have asked by name."""
    issuers = {
        one.reading.asks[0].issuer
        for one in before
        if one.reading.asks and not one.reading.voice and not one.message.forwarded_from
    }
    own = rank_in(where)
    bodies = {one for one in issuers if one and _BODY_END.search(one)}
    return {one for one in bodies if rank_of(one, where) == own}


_BODY_END = re.compile("(?:[局办委站所队院部科股]|中心|[联协]|工会|公司|馆|水厂)$")


def bureau_led(name: str | None, where: str, before: Sequence[Earlier]) -> str | None:
    """The one bureau whose people ask in a thread, where 郝局 speaks: it is theirs."""
    if not _LEADS_BUREAU.fullmatch(name or ""):
        return None
    bureaus = {one for one in offices_told(where, before) if one.endswith("局")}
    return bureaus.pop() if len(bureaus) == 1 else None


_LEADS_BUREAU = re.compile(f"[{SURNAMES}]局")
