"""A large work group with a day of notices, and somebody known to us by nothing but a flag."""

from typing import Any

from bot.domain.flag import Flagger, MyFlag
from bot.services.flagging import flags_of
from bot.storage.connection import Snapshot
from tests.live.kit import Town

QIANG, MEI = "东河村文书-阿强", "北坡村网格员-小梅"
"""阿强 talks in the group and has a card; 小梅 reads along and never said a word."""
PHOTOS = "请各村明天下班前把走访照片每户3张报民政办"
LEDGER = "请各村本周五下班前报机井检修台账到水利站"
COUNTED = ("member", "presence", "outgoing", "draft", "dialogue", "flag", "part", "target")


async def a_day(town: Town, *, size: int = 30) -> None:
    """Two notices in the morning, and their digest at half past five."""
    # The platform counts us, too.
    town.platform.size = size + 1
    await town.say("8:30", QIANG, "早上好")
    await town.say("9:00", "民政办-小陈", PHOTOS)
    await town.say("9:20", "水利站-小田", LEDGER)
    await town.tick("17:30")


def who(town: Town, name: str) -> Flagger:
    return Flagger(address=town.private(name), private=town.private(name))


def flags(town: Town, name: str) -> tuple[MyFlag, ...]:
    """Somebody's flags."""
    return town.store.read_sync(flags_of, town.live.context.office, who(town, name))


async def tap(town: Town, name: str, *labels: str) -> None:
    """Somebody presses these buttons, one after the other."""
    for label in labels:
        await town.press(name, label)


def labels(town: Town, name: str) -> list[str]:
    """The buttons under what stands in somebody's private chat last."""
    mine = [posted for posted in town.platform.posted if posted.chat == town.private(name)]
    return [button.label for row in mine[-1].buttons for button in row]


def counts(town: Town) -> dict[str, int]:
    """How many rows tables have that could tell of somebody."""
    return {table: town.store.read_sync(_count, table) for table in COUNTED}


def _count(snapshot: Snapshot, table: str) -> int:
    return int(snapshot.execute(f"select count(*) from {table}").fetchone()[0])


def tables(town: Town) -> dict[str, list[tuple[Any, ...]]]:
    """All that is kept."""
    return town.store.read_sync(_all)


def _all(snapshot: Snapshot) -> dict[str, list[tuple[Any, ...]]]:
    rows = snapshot.execute("select name from sqlite_master where type = 'table'").fetchall()
    return {
        name: snapshot.execute(f'select * from "{name}"').fetchall()
        for (name,) in rows
        if not name.startswith("sqlite_")
    }
