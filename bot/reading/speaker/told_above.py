"""What somebody of a village says that the town wants: 镇里要各组今天报灾情."""

import re

from bot.reading.speaker.level import Tier, place_of

_TOLD = re.compile(
    r"(?:^|[,。;:!?\s])(?:(?P<level>[镇乡])(?:[里上长]|政府)|街道(?:办事处|办)?|办事处)"
    r"(?:那边|刚才?|又|再|也|昨天?|今|[日天夜晚早黑]|[\d一二三四五六七八九十]+点){0,4}"
    "(?:讲|说|要(?!是)|让|叫|定|打(?:来|电)|来(?:话|电|通知|信|要)|通知|催|问|布置|安排|退|开的)"
)
_READ = 40
"""So far a village's notice tells whose wish it is; behind that it tells of its own reasons."""


def told_above(text: str, group: str) -> str | None:
    """The town that a normalised text in a village's group says it is that wants it, else None."""
    place, told = place_of(group), _TOLD.search(text[:_READ])
    if told is None or place is None or place.tier is not Tier.VILLAGE:
        return None
    return f"{told['level']}政府" if told["level"] else "街道办"
