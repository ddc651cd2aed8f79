"""What members write of where something they handed in is: words, a link, 见上次."""

import re

from bot.reading.redact import as_kept, redact

LONGEST, LONGEST_LINK = 120, 300
_LINK = re.compile(r"https?://[^\s<>\"'，。；、）】》」]+", re.IGNORECASE)
_AS_BEFORE = re.compile(r"[同见照和跟按用]?(?:上一?次|以前|之前)[的报交一样相同]*[。.!!]?")
_ENDS = ".,;:!?)"


def link_in(text: str) -> str | None:
    """The first address in a text."""
    found = _LINK.search(text)
    return found[0].rstrip(_ENDS) if found else None


def without_link(text: str, link: str | None) -> str:
    """What else a text says."""
    return " ".join(text.replace(link, " ", 1).split()) if link else text


def whereabouts(text: str) -> tuple[str, bool]:
    """Words as they are kept, with the link whole, and whether a link had to be left out.

    Numbers of people are masked; a link in which there may be one would lead nowhere.
    """
    link = link_in(text)
    words = as_kept(without_link(text, link))[:LONGEST]
    left_out = link is not None and (len(link) > LONGEST_LINK or redact(link) != link)
    kept = "" if link is None or left_out else as_kept(link)
    return f"{words} {kept}".strip(), left_out


def says_as_before(text: str) -> bool:
    """见上次, 同上次, 照以前的."""
    return bool(_AS_BEFORE.fullmatch(text.strip()))
