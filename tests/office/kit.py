"""A county whose office is set up in chat, people who flag, and what all of them are told."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.case import Rank
from bot.domain.flag import Flagger
from bot.domain.review import Case, Notice
from bot.services import clocks, daily, flagging, keeping, notifying
from bot.services.appointing import offer
from bot.storage.cases import find_number
from bot.storage.connection import Tx
from bot.storage.messages import find_chat
from bot.storage.people import keep_private, meet, member_by_private
from bot.storage.posts import appoint, give_chats, keep_size, name_contact
from bot.wording import cases as words
from tests.flags.kit import Chance
from tests.live.kit import GROUP, Town

SUN, LIN, ZHAO, WANG = "督查室老孙", "党政办小林", "纪委小赵", "民政办小王"
"""An upper coordinator, two others, and a contact of the office that asks."""
PHOTOS = "请各村明天下班前把走访照片3张报民政办"
POSTER = "民政办-小陈"


def member(town: Town, name: str) -> int:
    found = town.store.read_sync(member_by_private, town.private(name))
    assert found is not None
    return found.id


async def upper(town: Town, name: str = SUN, unit: str = "县委督查室") -> None:
    """Whoever runs the machine makes a link; it is opened and accepted."""
    word = town.store.run_sync(offer, None, unit, Rank.UPPER, (), town.now)
    await town.tell(name, f"/start post-{word}")
    await town.press(name, "接受")


async def appointed(town: Town, name: str, unit: str, rank: str = "经办") -> None:
    """老孙 asks somebody to coordinate, for all groups; they accept."""
    await town.tell(SUN, "经办人")
    await town.press(SUN, "请一位经办人")
    await town.tell(SUN, unit)
    await town.press(SUN, rank)
    if rank != "上级":
        await town.press(SUN, button(town, SUN, "都管"))
    await town.tell(name, f"/start {passed_on(town)}")
    await town.press(name, "接受")


async def named(town: Town, name: str, issuer: str) -> None:
    """老孙 asks somebody to answer for an issuer; they accept."""
    await town.tell(SUN, f"联系人 {issuer}")
    await town.tell(name, f"/start {passed_on(town)}")
    await town.press(name, "接受")


def passed_on(town: Town, who: str = SUN) -> str:
    """The payload of the link that was given last."""
    found = re.findall(r"start=(post-[\w-]+)", "\n".join(town.shown(town.private(who))))
    return str(found[-1])


async def staffed(town: Town) -> None:
    """老孙 is upper coordinator, 小林 and 小赵 coordinate, 小王 answers for 民政办.

    A notice is out; no case is made by chance.
    """
    context = town.live.context
    context.office = replace(context.office, random=Chance(7))
    await town.say("9:00", POSTER, PHOTOS)
    town.store.run_sync(_staff, town)


def _staff(tx: Tx, town: Town) -> None:
    """What the links would have done; they have stories of their own."""
    chat = find_chat(tx, GROUP)
    assert chat is not None
    keep_size(tx, chat.chat, 40)
    met = {}
    for name in (SUN, LIN, ZHAO, WANG):
        met[name] = meet(tx, town.private(name), name).id
        keep_private(tx, met[name], town.private(name))
    appoint(tx, met[SUN], "县委督查室", Rank.UPPER)
    for name, unit in ((LIN, "镇党政办"), (ZHAO, "镇纪委")):
        appoint(tx, met[name], unit, Rank.FIRST)
        give_chats(tx, met[name], [chat.chat])
    name_contact(tx, met[WANG], "民政办")


def flag(town: Town, *numbers: int, reason: str = "photo", text: str = "", ask: int = 1) -> None:
    """People flag what was asked, each by a number."""
    for number in numbers:
        who = Flagger(address=f"toy:1:77{number:08}", private=f"toy:1:88{number:08}")
        filed = town.store.run_sync(
            flagging.submit,
            town.live.context.office,
            who,
            ask,
            reason,
            text,
            _chats(town),
            town.now,
        )
        assert filed.refusal is None, filed


def _chats(town: Town) -> list[int]:
    chat = town.store.read_sync(find_chat, GROUP)
    assert chat is not None
    return [chat.chat]


def beat(tx: Tx, town: Town) -> Sequence[Notice]:
    """What the heartbeat does for cases."""
    office, now = town.live.context.office, town.now
    notices = (*daily.batch(tx, office, now), *clocks.tick(tx, office, now))
    notifying.tell(tx, office, notices, words.notice, now)
    notifying.say_mornings(tx, office, words.morning, now)
    return notices


async def tick(town: Town, at: str, days: int = 0) -> Sequence[Notice]:
    """The heartbeat at a clock."""
    town.turn(at, days)
    notices = town.store.run_sync(beat, town)
    town.store.run_sync(keeping.sweep, town.live.context.office)
    town.live.context.wake()
    await town.settle()
    return notices


async def morning(town: Town, days: int = 1) -> None:
    """Some days go by, each with its batch."""
    for _ in range(days):
        await tick(town, "7:45", 1)


async def entered(town: Town) -> None:
    """The office is set up, three people flag, and next morning there is a case."""
    await staffed(town)
    flag(town, 1, 2, 3)
    await morning(town)


def case(town: Town, number: int = 1) -> Case:
    found = town.store.read_sync(find_number, number)
    assert found is not None
    return found


def labels(town: Town, who: str) -> list[str]:
    """The buttons under what somebody was told last."""
    posted = [one for one in town.platform.posted if one.chat == town.private(who)][-1]
    return [each.label for row in posted.buttons for each in row]


def button(town: Town, who: str, part: str) -> str:
    """The label of the last button with these letters in it."""
    return next(label for label in labels(town, who) if part in label)
