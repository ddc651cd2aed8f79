"""What the board's page of offices says: who holds which, and what was changed."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.domain.case import Rank
from bot.domain.flag import FlagReason, Tier
from bot.services.appointing import Contact, Officer
from bot.wording.linking import person
from bot.wording.posts import RANK_HOW, RANKS, contact_words, unit
from bot.wording.text import one_line, shorten
from bot.wording.tiers import TIERS

DISMISSED = "已免去{who}。手上没办完的,到时自动回到待办;一天内可以在下面恢复。"
_NAME = 24


class Seat(NamedTuple):
    """A coordinator in the list."""

    member: int
    name: str
    unit: str
    rank: str
    groups: str
    upper: bool
    mine: bool


def seat(one: Officer, me: int) -> Seat:
    """Who they are, and what they look after."""
    upper = one.post.rank is Rank.UPPER
    titles = [shorten(group.title, _NAME) for group in one.groups]
    return Seat(
        member=one.member.id,
        name=person(one.member),
        unit=unit(one.post.unit),
        rank=RANKS[one.post.rank],
        groups="所有的群" if upper else "、".join(titles) or "还没有群",
        upper=upper,
        mine=one.member.id == me,
    )


def answers(found: Sequence[Contact]) -> list[tuple[str, str, str]]:
    """Contacts: the issuer, the name, and what names the two."""
    return [(unit(one.issuer), person(one.member), one.mark) for one in found]


def ranks() -> list[tuple[str, str]]:
    """Ranks by what they are sent as, with what each is."""
    about = RANK_HOW.split("\n")[1:]
    return [(rank.value, line) for rank, line in zip(RANKS, about, strict=True)]


def deadlines(
    reasons: Mapping[str, FlagReason], tiers: Mapping[str, Tier]
) -> list[tuple[str, str, Tier]]:
    """How soon an answer is due, reason by reason."""
    return [(code, one_line(one.words), tiers[code]) for code, one in reasons.items()]


def choices() -> list[tuple[Tier, str]]:
    """All that can be chosen."""
    return list(TIERS.items())


def dismissed(one: Officer) -> str:
    """A coordinator was dismissed."""
    return DISMISSED.format(who=person(one.member))


def dropped(one: Contact) -> str:
    """A contact was dropped."""
    return f"已免去{contact_words(one)}。一天内可以在下面恢复。"
