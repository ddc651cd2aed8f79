"""What a group's admins ask for: its settings, its next digest, its issuers."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.boundary import Outgoing
from bot.domain.correction import Fix
from bot.domain.message import SHANGHAI
from bot.domain.people import Presence
from bot.handlers.answers import Call, answer_privately, finish, line
from bot.handlers.choosing import ask_which, group_of, is_admin, looked_after
from bot.handlers.context import Context
from bot.handlers.correcting import renamed, show
from bot.reading.orders import alike_in, hour_in, pause_in, quiet_in
from bot.services.editing import Desk, chats_read_by
from bot.services.naming import aliases, cleaned, name_alike
from bot.services.previewing import preview
from bot.services.settings import Problem, change_settings, next_digest, parting, settings_of
from bot.storage.connection import Snapshot, Tx
from bot.storage.corrections import correction_by_id
from bot.storage.people import keep_focus
from bot.storage.requests import issuers_in
from bot.storage.targets import target_of
from bot.wording import admins as wording
from bot.wording import corrections
from bot.wording.deliveries import digest_parts

ADMIN_COMMANDS = (
    "setup", "settings", "time", "quiet", "pause", "preview", "issuers", "link", "roles",
    "units", "group", "useful",
)  # fmt: skip
_MONTH = timedelta(days=30)
_FRIDAY, _WEEKLY_AT = 4, "1650"


async def settings(context: Context, call: Call, updates: Sequence[int]) -> None:
    """What is set, with a button for each usual change."""
    group = await group_of(context, call, "settings", updates)
    if group:
        said = await context.store.read(_shown, context, group)
        await finish(context, updates, lambda tx: answer_privately(tx, context, call, [said]))


def _shown(snapshot: Snapshot, context: Context, group: Presence) -> Outgoing:
    found = settings_of(snapshot, group.address)
    if found is None:
        return Outgoing(plain=wording.NOT_THERE)
    now = context.now()
    text = wording.settings_text(found, group.title, next_at(snapshot, context, group), now)
    return Outgoing(plain=text, buttons=wording.settings_buttons(found, group.chat, now))


def next_at(snapshot: Snapshot, context: Context, group: Presence) -> datetime:
    """When the group's next digest is due."""
    target = target_of(snapshot, group.address)
    assert target is not None
    return next_digest(snapshot, target, context.now(), context.calendar)


async def hour(context: Context, call: Call, updates: Sequence[int]) -> None:
    """时间 17:30, 时间 工作日, 时间 每周五 16:50, 时间 每周 关; alone it offers hours."""
    group = await group_of(context, call, "time", updates)
    if group is None:
        return
    found = hour_in(call.words)
    if found is None:
        said = Outgoing(plain=wording.TIME_HOW, buttons=wording.more_hours(group.chat, "set"))
        await finish(context, updates, lambda tx: answer_privately(tx, context, call, [said]))
        return
    if found.weekly:
        day = _FRIDAY if found.weekday is None else found.weekday
        at = f"{found.at:%H%M}" if found.at else _WEEKLY_AT
        words = "week=no" if found.off else f"week={day}-{at}"
    else:
        days = {True: "days=work", False: "days=all", None: ""}[found.workdays_only]
        words = ",".join(part for part in (f"at={found.at:%H%M}" if found.at else "", days) if part)
    await _change(context, call, group, words, updates)


async def quiet(context: Context, call: Call, updates: Sequence[int]) -> None:
    """免打扰 22:00-7:00, 免打扰 关."""
    group = await group_of(context, call, "quiet", updates)
    found = quiet_in(call.words)
    if group and found:
        words = f"quiet={found[0]:%H%M}-{found[1]:%H%M}"
        await _change(context, call, group, words, updates)
    elif group:
        await _say(context, call, wording.QUIET_HOW, updates)


async def pause(context: Context, call: Call, updates: Sequence[int]) -> None:
    """暂停 3天, 暂停 到12月1日, 暂停 恢复."""
    group = await group_of(context, call, "pause", updates)
    today = context.now().astimezone(SHANGHAI).date()
    until = pause_in(call.words, today)
    if group and until:
        words = "pause=no" if until == today else f"pause={until:%Y%m%d}"
        await _change(context, call, group, words, updates)
    elif group:
        await _say(context, call, wording.PAUSE_HOW, updates)


async def _say(context: Context, call: Call, said: str, updates: Sequence[int]) -> None:
    await finish(context, updates, lambda tx: answer_privately(tx, context, call, line(said)))


async def _change(
    context: Context, call: Call, group: Presence, words: str, updates: Sequence[int]
) -> None:
    def work(tx: Tx) -> None:
        answer_privately(tx, context, call, [change(tx, context, call, group, words)])

    await finish(context, updates, work)


def change(tx: Tx, context: Context, call: Call, group: Presence, words: str) -> Outgoing:
    """Change what ``words`` say ("at=1730"); tells what is now set, with the way back."""
    now = context.now()
    done = change_settings(tx, call.member.id, group, words, now)
    if isinstance(done, Problem):
        return Outgoing(plain=wording.NOT_THERE if done is Problem.NOT_THERE else wording.STALE)
    before, after, problem = done
    if problem:
        return Outgoing(plain=wording.refused(problem, after))
    said = wording.now_set(before, after, group.title, next_at(tx, context, group), now)
    back = wording.undo_buttons(group.chat, parting(before, after))
    return Outgoing(plain=said, buttons=back)


async def press_set(context: Context, call: Call, about: str, updates: Sequence[int]) -> None:
    """A button that sets something, or sets it back."""
    chat, _, words = about.partition(":")
    group = looked_after(call, chat)
    if group is None:
        await _say(context, call, wording.STALE, updates)
    else:
        await _change(context, call, group, words, updates)


async def show_next(context: Context, call: Call, updates: Sequence[int]) -> None:
    """预览: the next digest as it would be now."""
    group = await group_of(context, call, "preview", updates)
    if group:
        answers = await context.store.read(previewed, context, group)
        await finish(context, updates, lambda tx: answer_privately(tx, context, call, answers))


def previewed(snapshot: Snapshot, context: Context, group: Presence) -> list[Outgoing]:
    """What the next digest of a group would say now, with a line before it."""
    target = target_of(snapshot, group.address)
    if target is None or not target.active:
        return line(wording.NOT_THERE)
    now = context.now()
    at = next_digest(snapshot, target, now, context.calendar)
    heading = wording.preview_heading(group.title, at, now)
    digest = preview(snapshot, target, now, context.calendar, context.clock)
    if digest.is_empty:
        return line(f"{heading}\n{wording.NOTHING_YET}")
    parts = digest_parts(digest, context.link)
    return [*line(heading), *(Outgoing(plain=one.plain, html=one.html) for one in parts)]


async def issuers(context: Context, call: Call, updates: Sequence[int]) -> None:
    """发布单位: who asked for something in the last 30 days; 发布单位 民政=民政办: they are one."""
    group = await group_of(context, call, "issuers", updates)
    pair = alike_in(call.words)
    if group and pair:

        def work(tx: Tx) -> None:
            answer_privately(tx, context, call, [_alike(tx, context, call, group, *pair)])

        await finish(context, updates, work)
    elif group:
        found = await context.store.read(issuers_in, group.chat, context.now() - _MONTH)
        named = await context.store.read(aliases, group.chat)
        known = {**context.lexicon.aliases, **{other: one.value or "" for other, one in named}}
        await _say(context, call, wording.issuers(found, known, group.title), updates)


def _alike(
    tx: Tx, context: Context, call: Call, group: Presence, other: str, name: str
) -> Outgoing:
    if not is_admin(tx, call, group):
        return Outgoing(plain=wording.STALE)
    chats = chats_read_by(tx, group)
    desk = Desk(member=call.member.id, chat=group.chat, chats=chats, now=context.now())
    made = name_alike(tx, desk, other, name)
    if made is None:
        return Outgoing(plain=corrections.NO_CHANGE)
    show(tx, context, chats)
    return corrections.done(Fix.ALIAS, wording.alike(cleaned(other), cleaned(name)), made)


def read_always(tx: Tx, context: Context, call: Call, ident: str) -> Outgoing:
    """From now on an issuer's name is read as a correction put it right."""
    made = correction_by_id(tx, int(ident)) if re.fullmatch(r"[0-9]{1,15}", ident) else None
    names = renamed(tx, made.id) if made else None
    group = next((one for one in call.admin_of if made and one.chat == made.chat), None)
    if names is None or group is None:
        return Outgoing(plain=corrections.NOT_FOUND)
    return _alike(tx, context, call, group, *names)


async def choose_group(context: Context, call: Call, updates: Sequence[int]) -> None:
    """换群: which group the commands said in private are about."""
    if len(call.admin_of) > 1:
        await ask_which(context, call, "", updates)
        return
    (group,) = call.admin_of

    def work(tx: Tx) -> None:
        keep_focus(tx, call.member.id, group.chat)
        answer_privately(tx, context, call, line(wording.looks_after(group.title)))

    await finish(context, updates, work)
