"""What was done by people with an office, in plain words."""

from collections.abc import Mapping
from typing import Any

from bot.domain.audit import Act, Deed
from bot.domain.case import Rank
from bot.domain.catalogue import Amendment, Claim
from bot.domain.correction import Fix
from bot.domain.flag import FlagReason, Tier
from bot.services.auditing import Done, Handled, Theme
from bot.wording import dates, posts
from bot.wording.board_catalogue import said
from bot.wording.board_export import LISTS, What
from bot.wording.board_groups import settings_words
from bot.wording.cases import named
from bot.wording.corrections import NAMES
from bot.wording.histories import EVENTS
from bot.wording.linking import person
from bot.wording.text import isolated, shorten
from bot.wording.tiers import TIERS

THEMES = {
    Theme.CASES: "意见办理",
    Theme.SETTINGS: "群设置",
    Theme.ROLES: "管理员",
    Theme.LINKS: "群汇总",
    Theme.CORRECTIONS: "更正、合并、拆分",
    Theme.TIERS: "答复时限",
    Theme.OFFICES: "经办人、联系人",
    Theme.SESSIONS: "登录、退出",
    Theme.EXPORTS: "导出",
    Theme.CATALOGUE: "数据项目录",
}
BAD_DAY = "日期没有看懂。请用 2026-06-20 这样的写法。"
_WIDTH = 40
_MACHINE = "(运维)"


def who(seen: Done | Handled) -> str:
    """Who did it."""
    return person(seen.by) if seen.by else _MACHINE


def when(seen: Done | Handled) -> str:
    """6/10 17:30."""
    return dates.stamp(seen.deed.at if isinstance(seen, Done) else seen.row.at)


def where(seen: Done | Handled) -> str:
    """In which group, if it was in one."""
    return seen.group if isinstance(seen, Done) else ""


def what(seen: Done | Handled, reasons: Mapping[str, FlagReason]) -> str:
    """What they did."""
    if isinstance(seen, Handled):
        return f"{EVENTS[seen.row.event]}:{named(seen.case)}"
    deed, detail = seen.deed, seen.deed.detail
    whom = person(seen.whom) if seen.whom else ""
    match deed.act:
        case Act.SIGN_IN:
            return f"登录网页({_offices(detail)})"
        case Act.SIGN_OUT:
            return (
                "退出网页" if detail.get("sessions", 1) == 1 else f"退出{detail['sessions']}处登录"
            )
        case Act.SETTINGS:
            return settings_words(str(detail.get("after", "")))
        case Act.ADMIT:
            return "成为管理员" if seen.by == seen.whom else f"加{whom}为管理员"
        case Act.REMOVE:
            return f"移除管理员{whom}"
        case Act.LINK | Act.UNLINK:
            verb = "汇总" if deed.act is Act.LINK else "取消汇总"
            there = f"「{_short(detail.get('other'))}」"
            return f"{verb}:本群→{there}" if detail.get("feeds") else f"{verb}:{there}→本群"
        case Act.CORRECT | Act.UNDO:
            return _corrected(deed, whom)
        case Act.EXPORT:
            return f"导出「{LISTS[What(deed.subject)]}」,{detail['rows']}行"
        case Act.TIER:
            reason = reasons.get(deed.subject)
            name = reason.words if reason else deed.subject
            return f"答复时限「{name}」:{_tier(detail, 'before')}→{_tier(detail, 'after')}"
        case Act.FORMS:
            return _forms(detail)
        case Act.CATALOGUE:
            return _catalogue(deed)
        case Act.ANSWER:
            return f"一次答复发给{detail['contacts']}位联系人"
    return _office(deed, whom)


def _catalogue(deed: Deed) -> str:
    told = deed.detail
    what = said(Amendment(claim=Claim(told["claim"]), name=deed.subject, other=str(told["other"])))
    how = {"undone": "撤销", "rejected": "没有采纳"}.get(str(told["how"]), "")
    return f"数据项目录:{how}{what}"


def _forms(detail: Mapping[str, Any]) -> str:
    if detail.get("undone"):
        return "撤销「报表清单」的改动"
    said = [
        f"加{detail['new']}份" if detail["new"] else "",
        f"去掉{detail['gone']}份" if detail["gone"] else "",
    ]
    return f"报表清单:{','.join(part for part in said if part)}"


def _offices(detail: Mapping[str, Any]) -> str:
    held = []
    if rank := detail.get("rank"):
        held.append(_rank(rank))
    if detail.get("units"):
        held.append("发布单位联系人")
    if count := detail.get("groups"):
        held.append(f"{count}个群的管理员")
    return "、".join(held)


def _corrected(deed: Deed, whom: str) -> str:
    name = NAMES[Fix(str(deed.detail["fix"]))]
    if deed.act is Act.UNDO:
        return f"撤销「{name}」"
    if whom:
        return f"{name}:{whom}"
    if deed.detail["fix"] == Fix.ALIAS:
        return f"{name}:{_short(deed.subject[1:])}→{_short(deed.detail.get('value'))}"
    value = deed.detail.get("value")
    shows = value and deed.detail["fix"] in (Fix.TITLE, Fix.ISSUER)
    return f"{name}:{_short(value)}" if shows else name


def _office(deed: Deed, whom: str) -> str:
    unit, groups = _short(deed.detail.get("unit")), deed.detail.get("groups", 0)
    rank = deed.detail.get("rank")
    post = _rank(rank) if rank else "发布单位联系人"
    over = f",{groups}个群" if groups and rank and rank != Rank.UPPER else ""
    return {
        Act.OFFER: f"发出邀请:{unit}的{post}{over}",
        Act.TAKE_OFFICE: f"接受邀请:{unit}的{post}{over}",
        Act.DISMISS: f"不再请{whom}做经办人",
        Act.PUT_BACK: f"恢复经办人{whom}",
        Act.REVIEW: f"{whom}改管{groups}个群",
        Act.DROP_CONTACT: f"不再请{whom}做{unit}的联系人",
        Act.PUT_CONTACT_BACK: f"恢复{whom}为{unit}的联系人",
    }[deed.act]


def _rank(rank: object) -> str:
    return f"经办人({posts.RANKS[Rank(str(rank))]})"


def _tier(detail: Mapping[str, Any], key: str) -> str:
    return TIERS[Tier(str(detail[key]))]


def _short(value: object) -> str:
    return isolated(shorten(str(value or ""), _WIDTH))
