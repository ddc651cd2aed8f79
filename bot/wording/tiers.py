"""How soon an answer is due (答复时限), as upper coordinators see and change it."""

from collections.abc import Mapping

from bot.domain.boundary import Button, Outgoing
from bot.domain.flag import FlagReason, Tier
from bot.wording.text import one_line

LABEL = "答复时限"
SAME = "已经是这一档,没有再改。"
TIERS: Mapping[Tier, str] = {
    Tier.TWO_HOURS: "2小时",
    Tier.DAY: "24小时",
    Tier.WEEK: "7天",
    Tier.FORTNIGHT: "15天",
}
HOW = "只算工作时间:24小时是1个工作日,7天是5个,15天是11个。"
FROM_NOW = "以后新来的按新的算,在办的不变。"
_IN_A_ROW = 5


def button() -> Button:
    """On the list of who holds which office."""
    return Button(label=LABEL, data="tier:all:-")


def listed(reasons: Mapping[str, FlagReason], tiers: Mapping[str, Tier]) -> Outgoing:
    """The tier of every reason, each with a button to change it."""
    shown = list(enumerate(reasons.values(), 1))
    lines = [f"{LABEL}(从意见进入办理起算):", f"{HOW}点编号改。"]
    lines += [f"{index}. {one_line(one.words)}:{TIERS[tiers[one.code]]}" for index, one in shown]
    made = [Button(label=f"{index}", data=f"tier:one:{one.code}") for index, one in shown]
    rows = tuple(tuple(made[i : i + _IN_A_ROW]) for i in range(0, len(made), _IN_A_ROW))
    return Outgoing(plain="\n".join(lines), buttons=rows)


def one(reason: FlagReason, now: Tier, head: str = "") -> Outgoing:
    """The tier of one reason, and those that can be chosen."""
    lines = [f"「{one_line(reason.words)}」的{LABEL}:{TIERS[now]}。", f"改成哪一档?{FROM_NOW}"]
    row = tuple(
        Button(label=f"✓{label}" if tier is now else label, data=f"tier:set:{reason.code}:{tier}")
        for tier, label in TIERS.items()
    )
    text = "\n".join([head, *lines] if head else lines)
    return Outgoing(plain=text, buttons=(row, (Button(label="返回", data="tier:all:-"),)))


def changed(before: Tier, after: Tier) -> str:
    """It was changed; the way back is the button of what it was."""
    return f"已从{TIERS[before]}改成{TIERS[after]}。要改回去,点「{TIERS[before]}」。"
