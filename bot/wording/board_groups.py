"""What the board says of groups, who looks after them, and the names they use."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.audit import Act
from bot.services.auditing import Done
from bot.services.settings import Settings
from bot.wording import admins, dates
from bot.wording.linking import person
from bot.wording.text import isolated, shorten

NOTHING_NEW = "和现在的设置一样,没有要改的。"
TIMES_UNREAD = "没有改:时间没有看懂。请用 17:30 这样的写法。"
LINK_GONE = "没有改:这个汇总已经取消,或者不归您管。"
NO_CODE = "没有给口令:我现在不在这个群里。"
NAMES_UNREAD = "没有改:两个叫法都要写,不能一样,也不能绕圈。"
GONE = "没有改:这个人已经不在群里,或者刚刚变过。"
NO_UNIT = "没有改:单位没有看懂。请写「河湾村」这样的名称;写「自动」就按群昵称认。"
WEEKDAYS = tuple(f"每周{day}" for day in dates.WEEKDAYS)
_A_DAY = timedelta(days=1)


def upcoming(at: datetime, settings: Settings, now: datetime) -> str:
    """When the next digest comes, or until when none does."""
    (_, paused) = admins.set_now(settings, now)[-1]
    stops = settings.paused_until and settings.paused_until > dates.local(now).date()
    return paused if stops else f"下一份:{dates.moment_words(at, now)}"


def first_day(now: datetime) -> str:
    """The first day on which a pause can end."""
    return (dates.local(now).date() + _A_DAY).isoformat()


def joined(count: int, new: str) -> str:
    """Units that were two are one."""
    return f"已改{count}人:现在都按「{isolated(shorten(new, 20))}」。群里不会说。"


def corrected(name: str) -> str:
    """A unit was put right."""
    return f"已改{name}的单位。群里不会说,本人在自己的待办上能看到。"


def told(done: Sequence[Done]) -> list[tuple[Done, str]]:
    """What was done lately in a group, in words."""
    return [(one, act(one)) for one in done]


def act(done: Done) -> str:
    """When, who, what."""
    by = person(done.by) if done.by else "(运维)"
    whom = person(done.whom) if done.whom else ""
    other = isolated(shorten(str(done.deed.detail.get("other", "")), 24))
    said = {
        Act.ADMIT: "成为管理员" if done.by == done.whom else f"加{whom}为管理员",
        Act.REMOVE: f"移除管理员{whom}",
        Act.LINK: f"与「{other}」汇总",
        Act.UNLINK: f"取消与「{other}」的汇总",
        Act.SETTINGS: settings_words(str(done.deed.detail.get("after", ""))),
    }
    return f"{dates.stamp(done.deed.at)} {by}:{said[done.deed.act]}"


_NAMES = {
    "at": "一览时间",
    "days": "发送日",
    "quiet": "免打扰",
    "pause": "暂停",
    "week": "一周一览",
}
_DAYS = {"work": "只在工作日", "all": "每天", "no": "没有"}
_NEVER = "0000-0000"


def settings_words(words: str) -> str:
    """「at=1730,days=work」 in plain words."""
    said = []
    for part in words.split(","):
        name, _, value = part.partition("=")
        said.append(f"{_NAMES.get(name, name)}改为{_value(name, value)}")
    return ",".join(said)


def _value(name: str, value: str) -> str:
    if value in _DAYS:
        return _DAYS[value]
    if value == _NEVER:
        return "不设"
    if name == "pause":
        return f"到{int(value[4:6])}月{int(value[6:])}日"
    if name == "week":
        return f"{WEEKDAYS[int(value[0])]} {_clock(value[2:])}"
    return "—".join(_clock(one) for one in value.split("-"))


def _clock(value: str) -> str:
    return f"{value[:2]}:{value[2:]}"
