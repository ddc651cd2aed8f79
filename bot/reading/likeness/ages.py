"""How old those are whom a text is about."""

import re

from bot.reading.likeness.marks import AGE, BORN

_SPEAKS_OF_AGE = re.compile("[岁满]|[六七八九]十[以的,]|以上|出生")


def ages_in(text: str) -> set[str]:
    """From which age on, or from which to which."""
    if not _SPEAKS_OF_AGE.search(text):
        return set()
    found = {"-".join(part for part in age.groups() if part) for age in AGE.finditer(text)}
    tens = dict(zip("六七八九", ("60", "70", "80", "90"), strict=True))
    return {tens.get(age, age) for age in found} | born_in(text)


def born_in(text: str) -> set[str]:
    """From which month to which those were born whom it is about."""
    return {"-".join(born.groups()) for born in BORN.finditer(text)}
