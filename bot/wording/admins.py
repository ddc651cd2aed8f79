"""What a group's admins are told of its settings, and the buttons that change them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from bot.domain.boundary import Button
from bot.domain.people import Presence
from bot.services.settings import NEVER, Problem, Settings
from bot.wording import dates
from bot.wording.commands import COMMANDS, first_word
from bot.wording.text import isolated, shorten

UNDO, PREVIEW, OTHER_TIMES = "撤销", "看下一份", "其他时间"
WHICH_GROUP = "您管着几个群。先选一个,之后的设置都是对它的;换群发「换群」。"
ANONYMOUS = (
    "匿名管理员认不出是谁,所以没有改。请先在群管理里关掉自己的「匿名」,发完再打开;"
    "或请另一位管理员来发。"
)
NOT_THERE = "我现在不在这个群里,没什么可设。先把我加进群,再在群里发 /setup 。"
STALE = "这个按钮已经不能用了,什么都没有改。发「设置」看现在的情况。"
NOTHING_YET = "到现在还没有可以列出的事。一件都没有时,当天就不发。"
TIME_HOW = (
    "点一个时间,或直接发:「时间 17:10」「时间 工作日 17:10」「时间 每天」;"
    "每周另发一份:「时间 每周五 16:50」,不要了:「时间 每周 关」。"
)
QUIET_HOW = "这样写:「免打扰 22:00-7:00」;不要免打扰:「免打扰 关」。这段时间只有紧急通知会发。"
PAUSE_HOW = "这样写:「暂停 3天」「暂停 到12月1日」「暂停 恢复」。"
ALIKE_HOW = "两个叫法是同一单位,就发「发布单位 民政=民政办」:左边以后按右边认。"
_TITLE, _NAMES, _ISSUERS = 24, 12, 30
_USUAL = (time(16, 50), time(17, 30))
_MORE = ("11:30", "12:00", "15:00", "16:00", "16:30", "17:00", "18:00", "18:30", "19:00", "20:00")
_IN_A_ROW = 5
_LONGEST_DATA = 64

Rows = tuple[tuple[Button, ...], ...]


def called(title: str) -> str:
    """「柳河镇村居工作群」, short and safe inside our own words."""
    return f"「{isolated(shorten(title, _TITLE)) or '(没有群名)'}」"


def settings_text(settings: Settings, title: str, next_at: datetime, now: datetime) -> str:
    """All that is set in a group."""
    (name, daily), *others = set_now(settings, now)
    return "\n".join(
        (
            f"{called(title)}现在的设置",
            f"{name}:{daily},下一份:{dates.moment_words(next_at, now)}",
            *(f"{label}:{words}" for label, words in others),
            "",
            "点按钮就改;也可以发「时间 17:10」「免打扰 21:30-7:00」「暂停 到12月1日」。",
        )
    )


def set_now(settings: Settings, now: datetime) -> tuple[tuple[str, str], ...]:
    """Each setting: what it is called, and how it stands."""
    return (
        ("今日一览", _daily(settings)),
        ("一周一览", _weekly(settings)),
        ("免打扰", _quiet(settings)),
        ("暂停", _paused(settings, now) or "没有"),
    )


def settings_buttons(settings: Settings, chat: int, now: datetime) -> Rows:
    """One tap for each usual change; every change can be taken back."""
    days = (
        _set("只在工作日发", chat, "days=work")
        if not settings.workdays_only
        else _set("休息日也发", chat, "days=all")
    )
    week = (
        _set("不发一周一览", chat, "week=no")
        if settings.weekly
        else _set("每周五16:50发一周一览", chat, "week=4-1650")
    )
    hours = [
        _set(f"免打扰 {label}", chat, f"quiet={value}")
        for label, value in (("21:00—7:00", "2100-0700"), ("22:00—7:00", "2200-0700"))
        if value != f"{settings.quiet.start:%H%M}-{settings.quiet.end:%H%M}"
    ]
    pause = (
        Button(label="恢复", data=f"run:{chat}:pause 恢复")
        if _paused(settings, now)
        else Button(label="暂停3天", data=f"run:{chat}:pause 3天")
    )
    return (
        (*_usual("set", chat), Button(label=OTHER_TIMES, data=f"run:{chat}:time")),
        (days, week),
        tuple(hours),
        (pause, Button(label=PREVIEW, data=f"run:{chat}:preview")),
    )


def hour_buttons(chat: int, *, more: str) -> Rows:
    """The two usual hours, and (``more`` is the press) the others."""
    return ((*_usual("hour", chat), Button(label=OTHER_TIMES, data=more)),)


def more_hours(chat: int, verb: str) -> Rows:
    """A choice of hours, so that nothing needs to be typed."""
    made = [Button(label=at, data=f"{verb}:{chat}:at={at.replace(':', '')}") for at in _MORE]
    return tuple(tuple(made[i : i + _IN_A_ROW]) for i in range(0, len(made), _IN_A_ROW))


def undo_buttons(chat: int, back: str) -> Rows:
    """[撤销], which sets back what ``back`` says."""
    return ((_set(UNDO, chat, back),),) if back else ()


def group_buttons(groups: Sequence[Presence], then: str) -> Rows:
    """One button a group; pressing it chooses the group and goes on with ``then``."""
    return tuple(
        (Button(label=called(one.title), data=_fitting(f"run:{one.chat}:{then}")),)
        for one in groups
    )


def _fitting(data: str) -> str:
    """Without its last words where they do not fit into a button (64 bytes)."""
    return data if len(data.encode()) <= _LONGEST_DATA else data.partition(" ")[0]


def looks_after(title: str) -> str:
    """The group was chosen."""
    return f"现在管的是{called(title)}。发「设置」看它的设置;换一个发「换群」。"


def now_set(before: Settings, after: Settings, title: str, next_at: datetime, now: datetime) -> str:
    """What is set now, of that which changed."""
    said = []
    if (before.at, before.workdays_only) != (after.at, after.workdays_only):
        said.append(f"今日一览:{_daily(after)}。")
    if before.weekly != after.weekly:
        said.append(f"一周一览:{_weekly(after)}。")
    if before.quiet != after.quiet:
        said.append(f"免打扰:{_quiet(after)}。")
    if before.paused_until != after.paused_until:
        paused = _paused(after, now)
        said.append(f"{paused}。" if paused else "没有暂停,照常发。")
    if not said:
        return f"{called(title)}本来就是这样,没有变。"
    upcoming = f"下一份一览:{dates.moment_words(next_at, now)}。"
    return "\n".join((f"{called(title)}已设好:", *said, upcoming))


def refused(problem: Problem, wanted: Settings) -> str:
    """Why nothing was changed, and the way out."""
    if problem is Problem.PAUSE:
        return "没有改:一次最多停90天。" + PAUSE_HOW
    clocks = [wanted.at, *([wanted.weekly.at] if wanted.weekly else [])]
    shown = "、".join(dict.fromkeys(f"{at:%H:%M}" for at in clocks))
    return (
        f"没有改:免打扰({_stretch(wanted)})里不发消息,而一览定在 {shown}。"
        "请换个时间,或先把免打扰改短,例如「免打扰 22:00-6:30」。"
    )


def preview_heading(title: str, next_at: datetime, now: datetime) -> str:
    """What stands before a preview."""
    when = dates.moment_words(next_at, now)
    return f"{called(title)}下一份一览在{when}发。按现在的情况会这样说(只有您看得到):"


def issuers(found: Sequence[tuple[str, int]], aliases: Mapping[str, str], title: str) -> str:
    """Who asked for something in the last month, and which names are read as one."""
    if not found:
        return f"{called(title)}近30天没有认出发布单位。"
    shown = [f"{isolated(shorten(name, _TITLE))} {count}条" for name, count in found[:_ISSUERS]]
    left = len(found) - _ISSUERS
    said = [f"{called(title)}近30天认出的发布单位{len(found)}个:", *shown]
    if left > 0:
        said.append(f"还有{left}个")
    names = {name for name, _ in found}
    same = [f"{other}={name}" for other, name in aliases.items() if name in names][:_NAMES]
    if same:
        said.append("按同一单位认的:" + "、".join(same))
    return "\n".join((*said, ALIKE_HOW))


def alike(other: str, name: str) -> str:
    """One name is read as another."""
    return f"「{isolated(shorten(other, _TITLE))}」按「{isolated(shorten(name, _TITLE))}」认。"


def admin_help(names: Sequence[str]) -> str:
    """The part of the help for those who look after a group."""
    return "\n".join(("管理员:", *(f"「{first_word(n)}」{COMMANDS[n].help}" for n in names)))


def _usual(verb: str, chat: int) -> tuple[Button, ...]:
    return tuple(Button(label=f"{at:%H:%M}", data=f"{verb}:{chat}:at={at:%H%M}") for at in _USUAL)


def _set(label: str, chat: int, words: str) -> Button:
    return Button(label=label, data=f"set:{chat}:{words}")


def _daily(settings: Settings) -> str:
    days = "工作日" if settings.workdays_only else "每天"
    return f"{days} {settings.at:%H:%M}"


def _weekly(settings: Settings) -> str:
    week = settings.weekly
    if week is None or week.weekday is None:
        return "不发"
    return f"每周{dates.WEEKDAYS[week.weekday]} {week.at:%H:%M}"


def _quiet(settings: Settings) -> str:
    return "不设" if settings.quiet == NEVER else f"{_stretch(settings)}(紧急通知除外)"


def _stretch(settings: Settings) -> str:
    return f"{settings.quiet.start:%H:%M}—{settings.quiet.end:%H:%M}"


def _paused(settings: Settings, now: datetime) -> str:
    until = settings.paused_until
    if until is None or until <= dates.local(now).date():
        return ""
    return f"停到{until.month}月{until.day}日,当天恢复;紧急通知照发,期间的通知并入恢复后的第一份"
