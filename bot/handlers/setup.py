"""The guided set-up: who may, the rights tested on the spot, an hour, a preview. No typing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time

from bot.domain.boundary import Button, Outgoing, PlatformError
from bot.domain.message import SHANGHAI
from bot.domain.people import Presence
from bot.domain.platform import Standing
from bot.handlers.admins import change, previewed
from bot.handlers.answers import Call, answer, answer_privately, finish, line
from bot.handlers.choosing import group_of, looked_after
from bot.handlers.context import Context
from bot.services.roles import set_up
from bot.services.settings import settings_of
from bot.storage.connection import Tx
from bot.storage.messages import count_heard
from bot.storage.people import keep_focus
from bot.storage.targets import add_target
from bot.wording import admins as words
from bot.wording import setup as wording

MORE = "more"


async def setup(context: Context, call: Call, updates: Sequence[int]) -> None:
    """Whoever the platform calls an admin of this group becomes one of ours; then the wizard."""
    if call.private:
        group = await group_of(context, call, "setup", updates)
    else:
        group = next((one for one in call.groups if one.address == call.chat.address), None)
    if group and call.words == MORE:
        buttons = words.more_hours(group.chat, "hour")
        more = Outgoing(plain=wording.MORE_HOURS, buttons=buttons)
        await finish(context, updates, lambda tx: answer_privately(tx, context, call, [more]))
    elif group:
        await _guide(context, call, group, updates)


async def _guide(context: Context, call: Call, group: Presence, updates: Sequence[int]) -> None:
    standing = await _standing(context, group)

    def work(tx: Tx) -> None:
        if not call.private:
            set_up(tx, call.member.id, group, context.now())
            add_target(tx, group.address, group.title, context.now(), context.slot)
        keep_focus(tx, call.member.id, group.chat)
        if call.private or call.member.private:
            answer_privately(tx, context, call, [_wizard(tx, context, group, standing)])
        else:
            answer(tx, context, call.chat.address, _way_in(context, call))

    await finish(context, updates, work)


async def _standing(context: Context, group: Presence) -> Standing | None:
    try:
        return await context.platform.standing(group.address)
    except PlatformError:
        return None


def _way_in(context: Context, call: Call) -> Outgoing:
    """Nobody can be written to who never opened the chat with us."""
    link = context.platform.invite("setup")
    button = Button(label=wording.OPEN_PRIVATE, link=link)
    return Outgoing(
        plain=wording.OPEN_FIRST, buttons=((button,),), reply_to=call.number, topic=call.topic
    )


def _wizard(tx: Tx, context: Context, group: Presence, standing: Standing | None) -> Outgoing:
    now, found = context.now(), settings_of(tx, group.address)
    if found is None:
        return Outgoing(plain=words.NOT_THERE)
    heard = _heard(tx, context, group)
    text = wording.wizard(group.title, standing, heard, f"{found.at:%H:%M}", now)
    hours = words.hour_buttons(group.chat, more=f"run:{group.chat}:setup {MORE}")
    again = Button(label=wording.AGAIN, data=f"run:{group.chat}:setup")
    return Outgoing(plain=text, buttons=(*hours, (again,)))


def _heard(tx: Tx, context: Context, group: Presence) -> int:
    """How many messages of the group arrived today: that proves that we read."""
    today = context.now().astimezone(SHANGHAI).date()
    return count_heard(tx, group.chat, datetime.combine(today, time(0), SHANGHAI))


async def press_hour(context: Context, call: Call, about: str, updates: Sequence[int]) -> None:
    """The wizard's last step: the hour, and what today's digest would say so far."""
    chat, _, hour = about.partition(":")
    group = looked_after(call, chat)
    standing = await _standing(context, group) if group else None

    def work(tx: Tx) -> None:
        if group is None or not hour.startswith("at=") or "," in hour:
            answer_privately(tx, context, call, line(words.STALE))
            return
        said = change(tx, context, call, group, hour)
        found = settings_of(tx, group.address)
        if found is None or hour != f"at={found.at:%H%M}":
            answer_privately(tx, context, call, [said])  # refused, with the reason
            return
        ending = wording.ending(standing, _heard(tx, context, group))
        done = replace(said, plain=f"{said.plain}\n{ending}")
        answer_privately(tx, context, call, [done, *previewed(tx, context, group)])

    await finish(context, updates, work)
