"""Groups that no coordinator was given yet, and who is to review them."""

from collections.abc import Sequence

from bot.domain.boundary import Button, Outgoing
from bot.domain.case import Rank
from bot.domain.people import Presence
from bot.services.appointing import Officer
from bot.wording.admins import called
from bot.wording.linking import person
from bot.wording.text import isolated, shorten

_NAMED, _TITLE, _ASKED = 5, 16, 30


def new_groups(groups: Sequence[Presence]) -> list[str]:
    """新接入1个群,还没有经办人:「柳河镇群」."""
    return [f"新接入{len(groups)}个群,还没有经办人:{_titles(groups)}。"] if groups else []


def unassigned(groups: Sequence[Presence]) -> list[str]:
    """The same of all there are."""
    said = f"还没有经办人的群{len(groups)}个,先由上级经办人办:{_titles(groups)}。"
    return [said] if groups else []


def _titles(groups: Sequence[Presence]) -> str:
    shown = "、".join(called(one.title) for one in groups[:_NAMED])
    return f"{shown}等" if groups[_NAMED:] else shown


def assign_buttons(groups: Sequence[Presence]) -> tuple[tuple[Button, ...], ...]:
    """[分派 柳河镇群], one in a row."""
    return tuple((_assign(one),) for one in groups[:_NAMED])


def _assign(group: Presence) -> Button:
    title = isolated(shorten(group.title, _TITLE))
    return Button(label=f"分派 {title}", data=f"post:tend:{group.chat}")


def who_reviews(group: Presence, officers: Sequence[Officer]) -> Outgoing:
    """Whom a group is given to: each coordinator a button, those who have it marked."""
    below = [one for one in officers if one.post.rank is not Rank.UPPER][:_ASKED]
    mine = [one for one in below if _has(one, group)]
    now = "、".join(person(one.member) for one in mine) or "还没有,先由上级经办人办"
    text = f"{called(group.title)}的意见由谁经办?点姓名选上或去掉,当时就算数。\n现在:{now}。"
    rows = tuple((_choice(one, group),) for one in below)
    return Outgoing(plain=text, buttons=rows)


def _choice(one: Officer, group: Presence) -> Button:
    has = _has(one, group)
    data = f"post:tend:{group.chat}:{one.member.id}:{'off' if has else 'on'}"
    return Button(label=("✓" if has else "") + person(one.member), data=data)


def _has(one: Officer, group: Presence) -> bool:
    return any(each.chat == group.chat for each in one.groups)
