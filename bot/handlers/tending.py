"""分派: which coordinators review what concerns a group, chosen by upper coordinators."""

from bot.domain.boundary import Outgoing
from bot.handlers.answers import Call
from bot.handlers.context import Context
from bot.services.appointing import all_groups, give_group, officers
from bot.storage.connection import Tx
from bot.wording import groups as words
from bot.wording.posts import GONE


def tend(tx: Tx, context: Context, call: Call, rest: str) -> list[Outgoing]:
    """A group's coordinators; with a member and on or off, they are given it or not any more."""
    chat, _, choice = rest.partition(":")
    group = next((one for one in all_groups(tx) if str(one.chat) == chat), None)
    who, _, given = choice.partition(":")
    one = next((one for one in officers(tx) if str(one.member.id) == who), None)
    if group is None or (choice and one is None):
        return [Outgoing(plain=GONE)]
    now, on = context.now(), given == "on"
    if one and give_group(tx, call.member.id, group.chat, one.member.id, now, given=on):
        return [Outgoing(plain=GONE)]
    return [words.who_reviews(group, officers(tx))]
