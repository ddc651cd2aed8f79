"""A second group with an admin of its own, and what a group's digest says by now."""

from bot.domain.people import Role
from bot.storage.connection import Tx
from bot.storage.messages import find_chat
from bot.storage.people import grant, meet, seen_in
from bot.storage.targets import add_target
from tests.live.kit import Town
from tests.web.kit import Site

SECOND = "toy:1:-200"
OTHER_ADMIN, FARMER = "水利站-吴敏", "农业办-小马"


async def others(site: Site) -> None:
    """Another group with an admin of its own, which a county notice reaches, too."""
    town = site.town
    await town.say("9:30", FARMER, "请各村明天12点前报秸秆台账")
    water = {"chat": SECOND, "title": "县水利工作群"}
    await town.say("9:40", "水利局-老唐", "请各站明天16点前报水库巡查台账", **water)
    await town.say("9:45", "民政办-小陈", "请各村明天下班前把走访照片3张报民政办", **water)
    await town.store.run(admin_there, town)


def admin_there(tx: Tx, town: Town) -> None:
    chat = find_chat(tx, SECOND)
    assert chat is not None
    member = meet(tx, town.private(OTHER_ADMIN), OTHER_ADMIN)
    seen_in(tx, member.id, chat.chat, None)
    grant(tx, member.id, chat.chat, Role.ADMIN)
    add_target(tx, SECOND, "县水利工作群", town.now)


def digest(site: Site) -> str:
    return site.town.shown()[-1]
