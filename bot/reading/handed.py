"""Where something handed in is, as members write it; whether a request takes it once more."""

import re

from bot.reading.redact import as_kept, redact
from bot.reading.sought import sought

LONGEST, LONGEST_LINK = 120, 300
_LINK = re.compile(r"https?://[^\s<>\"'，。；、）】》」]+", re.IGNORECASE)
_AS_BEFORE = re.compile(r"[同见照和跟按用]?(?:上一?次|以前|之前)[的报交一样相同]*[。.!!]?")
_AFRESH = sought(
    "重新(?:摸|排查|统计|核|采集|登记|调查|普查|入户)|"
    "(?:不得|不能|不要|不可|不准|不许|严禁|禁止|[勿别莫])[^,。;]{0,4}[用抄搬拿报]"
    "[^,。;]{0,2}(?:旧|老的?数|以前|之前|以往|过去|原有|往年|去年|上年|上次|上个?月|上季度|历史)"
    "(?!的?(?:表|格式|模板|版))"
)
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


def wants_new_data(text: str) -> bool:
    """重新摸底, 不得沿用旧数据, 别用去年的: what was handed in before is no answer."""
    return bool(_AFRESH.search(text))


def says_as_before(text: str) -> bool:
    """见上次, 同上次, 照以前的."""
    return bool(_AS_BEFORE.fullmatch(text.strip()))
