"""Upper coordinators set how soon an answer is due, reason by reason."""

from collections.abc import Sequence

from bot.domain.boundary import Outgoing
from bot.domain.case import Refusal
from bot.domain.flag import Tier
from bot.handlers.answers import Call, line
from bot.handlers.context import Context
from bot.handlers.office import answered
from bot.services.appointing import is_upper
from bot.services.tiers import set_tier, tiers
from bot.storage.connection import Tx
from bot.wording import tiers as words
from bot.wording.cases import UPPER_ONLY


async def pressed(context: Context, call: Call, about: str, updates: Sequence[int]) -> None:
    """A button of ours; who presses must be an upper coordinator now."""
    verb, _, rest = about.partition(":")
    code, _, tier = rest.partition(":")

    def work(tx: Tx) -> list[Outgoing]:
        if not is_upper(tx, call.member.id):
            return line(UPPER_ONLY)
        office = context.office
        reason, head = office.reasons.get(code), ""
        if reason and verb == "set" and tier in set(Tier):
            before = set_tier(tx, office, call.member.id, code, Tier(tier), context.now())
            head = words.SAME if isinstance(before, Refusal) else words.changed(before, Tier(tier))
        if reason is None:
            return [words.listed(office.reasons, tiers(tx, office))]
        return [words.one(reason, tiers(tx, office)[code], head)]

    await answered(context, call, updates, work)
