"""The steps of a flag: the reason, what may be added, given in, looked at, and taken back."""

from typing import NamedTuple

from bot.domain.boundary import Outgoing
from bot.domain.case import Pool, Refusal
from bot.domain.flag import LIVE, Flagger, FlagReason, FlagState, MyFlag
from bot.domain.request import as_heard
from bot.handlers.belonging import groups_with
from bot.handlers.context import Context
from bot.handlers.flag_talk import Turn, show, take, take_anew, take_plain, talk_of
from bot.services.flagging import abandon, flags_of, may_flag, start, submit, withdraw
from bot.services.office import Office, local_day
from bot.storage.connection import Snapshot, Tx
from bot.storage.flags import find_flag
from bot.storage.requests import request_by_id
from bot.storage.spots import cues_of
from bot.wording import flagging as words


class Look(NamedTuple):
    """What a request is to somebody who may flag it; or why they may not, with their flag on it."""

    about: words.Subject | None = None
    reasons: tuple[FlagReason, ...] = ()
    why: Refusal | None = None
    mine: words.Mine | None = None


async def look(context: Context, turn: Turn, request: int, chat: int) -> Look:
    """Look at a request with the eyes of who asks, of whom the platform is asked."""
    chats = await groups_with(context, turn.who.address, request, chat)
    return await context.store.read(_look, context, turn.who, request, chat, chats)


def _look(
    snapshot: Snapshot, context: Context, who: Flagger, request: int, chat: int, chats: list[int]
) -> Look:
    office = context.office
    why = may_flag(snapshot, office, who, request, chats, context.now())
    root = request_by_id(snapshot, request)
    if why or root is None:
        before = [
            one
            for one in flags_of(snapshot, office, who)
            if root and one.request == root.id and one.state in LIVE
        ]
        known = _mine(snapshot, office, before[0]) if before and why is Refusal.ALREADY else None
        return Look(why=why or Refusal.UNKNOWN, mine=known)
    cues = cues_of(snapshot, root.id)
    likely = sorted(office.reasons.values(), key=lambda one: cues.isdisjoint(one.categories))
    issuer = as_heard(root, frozenset(chats)).issuer
    return Look(words.Subject(root.id, chat, root.title, issuer), tuple(likely))


async def choose(context: Context, turn: Turn, request: int, chat: int, page: int = 0) -> None:
    """Ask for the reason."""
    seen = await look(context, turn, request, chat)
    if not await take_anew(context, turn):
        return
    if seen.about is None:
        await show(context, turn, _refusal(seen))
        return
    page = min(page, (len(seen.reasons) - 1) // words.REASONS_SHOWN)
    await show(context, turn, words.reasons(seen.about, seen.reasons, page), text="")


async def explain(context: Context, turn: Turn) -> None:
    """[依据]: what rules the reasons rest on."""
    seen = await look(context, turn, turn.whole(0), turn.whole(1))
    if await take_plain(context, turn):
        page = min(turn.whole(2), (len(seen.reasons) - 1) // words.REASONS_SHOWN)
        told = words.basis(seen.about, seen.reasons, page) if seen.about else _refusal(seen)
        await show(context, turn, told)


async def ask_text(context: Context, turn: Turn, hint: str = "") -> None:
    """A reason was chosen: it is kept, sealed, while they think about what to add."""
    seen = await look(context, turn, turn.whole(0), turn.whole(1))
    reason = context.office.reasons.get(turn.word(2))

    def work(tx: Tx) -> bool:
        if seen.about and reason:
            start(tx, context.office, turn.who, seen.about.request, reason.code, context.now())
        return True

    if not await take(context, turn, work):
        return
    if seen.about is None or reason is None:
        await show(context, turn, _refusal(seen))
        return
    asked = words.question(seen.about, reason)
    shown = words.hinted(hint, asked) if hint else asked
    await show(context, turn, shown, shown=asked, text="", chat=seen.about.chat)


async def send_written(context: Context, turn: Turn) -> None:
    """[照发]: what they wrote is given in; where we forgot it, they are asked again."""
    talk = talk_of(context, turn.who)
    if talk and talk.text:
        await give_in(context, turn, talk.text)
    else:
        await ask_text(context, turn, words.LOST)


async def give_in(context: Context, turn: Turn, text: str = "") -> None:
    """Give a flag in; given in again, it is there already."""
    request, chat, reason = turn.whole(0), turn.whole(1), turn.word(2)
    chats = await groups_with(context, turn.who.address, request, chat)

    def work(tx: Tx) -> tuple[Refusal | None, words.Mine | None, bool]:
        office, now = context.office, context.now()
        filed = submit(tx, office, turn.who, request, reason, text, chats, now)
        abandon(tx, office, turn.who)
        if filed.flag is None:
            return filed.refusal, None, False
        row = find_flag(tx, filed.flag.id)
        twice = filed.flag.reason == reason and filed.flag.day == local_day(now)
        repeated = filed.refusal is Refusal.ALREADY and twice
        why = None if repeated and filed.flag.state is FlagState.COOLING else filed.refusal
        return why, _mine(tx, office, filed.flag), bool(row and row.pool is Pool.COUNTY)

    done = await take(context, turn, work)
    if done is None:
        return
    why, mine, small = done
    if mine and why is None:
        await show(context, turn, words.received(mine.flag, small=small), text="")
    else:
        await show(context, turn, _refusal(Look(why=why, mine=mine)), text="")


async def show_mine(context: Context, turn: Turn) -> None:
    """[我的意见]."""

    def work(tx: Tx) -> list[words.Mine]:
        abandon(tx, context.office, turn.who)
        found = flags_of(tx, context.office, turn.who)
        return [_mine(tx, context.office, one) for one in reversed(found)]

    found = await take(context, turn, work)
    if found is not None:
        page = min(turn.whole(0), max(0, len(found) - 1) // words.MINE_SHOWN)
        await show(context, turn, words.mine(found, page))


async def take_back(context: Context, turn: Turn) -> None:
    """[撤回], until there is a decision."""

    def work(tx: Tx) -> Refusal | str:
        filed = withdraw(tx, context.office, turn.who, turn.whole(0), context.now())
        return filed.refusal or _DONE

    done = await take(context, turn, work)
    if done == _DONE:
        await show(context, turn, words.withdrawn())
    elif done is Refusal.NOT_NOW:
        await show(context, turn, words.refused(done))
    elif done:
        await show(context, turn, words.gone())


_DONE = "done"


def _refusal(seen: Look) -> Outgoing:
    if seen.mine:
        return words.already(seen.mine)
    return words.refused(seen.why or Refusal.UNKNOWN)


def _mine(snapshot: Snapshot, office: Office, flag: MyFlag) -> words.Mine:
    request, reason = request_by_id(snapshot, flag.request), office.reasons.get(flag.reason)
    return words.Mine(
        flag.id,
        request.title if request else "",
        reason.words if reason else "",
        flag.state,
        flag.may_withdraw,
    )
