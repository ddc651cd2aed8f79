"""Groups brought together: a one-time code from one admin, used by another in their group."""

from collections.abc import Sequence

from bot.domain.boundary import Outgoing, PlatformRole
from bot.domain.people import Member, Presence
from bot.handlers.answers import Call, answer, answer_privately, finish, line
from bot.handlers.choosing import group_of
from bot.handlers.context import Context
from bot.services import linking as service
from bot.services.linking import BadCode
from bot.storage.connection import Tx
from bot.storage.links import fed_by, feeders
from bot.wording import admins, linking

_INSIDE = (PlatformRole.MEMBER, PlatformRole.ADMIN)


async def link_groups(context: Context, call: Call, updates: Sequence[int]) -> None:
    """汇总: a code for the group, and what is linked; 汇总 CODE lets the group feed another."""
    group = await group_of(context, call, "link", updates)
    if group is None:
        return
    if call.words:
        await _use(context, call, group, updates)
        return

    def work(tx: Tx) -> None:
        answer_privately(tx, context, call, _offer(tx, context, call, group))

    await finish(context, updates, work)


def _offer(tx: Tx, context: Context, call: Call, group: Presence) -> list[Outgoing]:
    made = service.offer_code(tx, call.member.id, group, context.now())
    if made is None:
        return line(admins.NOT_THERE)
    target, words = made
    said = line(linking.code(words, group.title))
    fed, feeds = feeders(tx, target), fed_by(tx, group.chat)
    if fed or feeds:
        buttons = [linking.cancel_button(one.title, target, one.chat) for one in fed]
        buttons += [linking.cancel_button(one.title, to, group.chat) for to, one in feeds]
        listed = linking.links(fed, [one for _, one in feeds])
        said.append(Outgoing(plain=listed, buttons=tuple((one,) for one in buttons)))
    return said


async def _use(context: Context, call: Call, group: Presence, updates: Sequence[int]) -> None:
    found = await context.store.read(service.behind, call.words, context.now())
    inside = False
    if found:
        role = await context.standings.afresh(found.address, found.code.address)
        inside = role in _INSIDE

    def work(tx: Tx) -> None:
        answer_privately(tx, context, call, _join(tx, context, call, group, sure=inside))

    await finish(context, updates, work)


def _join(tx: Tx, context: Context, call: Call, group: Presence, *, sure: bool) -> list[Outgoing]:
    done = service.join(tx, call.member.id, group, call.words, context.now(), sure=sure)
    if isinstance(done, BadCode):
        return line(linking.OWN_CODE if done is BadCode.OWN else linking.BAD_CODE)
    back = linking.undo_link(done.target, group.chat, "unlink")
    said = Outgoing(plain=linking.linked(group.title, done.to.title), buttons=back)
    _tell(tx, context, call, done.asked, said)
    return [said]


def _tell(tx: Tx, context: Context, call: Call, member: Member | None, said: Outgoing) -> None:
    """The other side learns of it, too, unless that is the same person."""
    if member and member.private and member.id != call.member.id:
        answer(tx, context, member.private, said)


async def press_unlink(context: Context, call: Call, about: str, updates: Sequence[int]) -> None:
    """End a link; an admin of either side may."""
    await _press(context, call, about, updates, again=False)


async def press_relink(context: Context, call: Call, about: str, updates: Sequence[int]) -> None:
    """Put back a link that they themselves ended a while ago."""
    await _press(context, call, about, updates, again=True)


async def _press(
    context: Context, call: Call, about: str, updates: Sequence[int], *, again: bool
) -> None:
    def work(tx: Tx) -> None:
        said = _change(tx, context, call, about, again=again)
        answer_privately(tx, context, call, [said or Outgoing(plain=admins.STALE)])

    await finish(context, updates, work)


def _change(tx: Tx, context: Context, call: Call, about: str, *, again: bool) -> Outgoing | None:
    """None where there is nothing to change, or not for them."""
    ident, _, chat = about.partition(":")
    if not (ident.isdecimal() and chat.isdecimal() and len(about) <= _LONGEST):
        return None
    act = service.put_back if again else service.end
    mine = {one.chat for one in call.admin_of}
    done = act(tx, call.member.id, mine, int(ident), int(chat), context.now())
    if done is None:
        return None
    said = linking.linked if again else linking.unlinked
    verb = "unlink" if again else "relink"
    return Outgoing(
        plain=said(done.source.title, done.to.title),
        buttons=linking.undo_link(done.target, done.source.chat, verb),
    )


_LONGEST = 30
