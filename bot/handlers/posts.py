"""Upper coordinators appoint coordinators and contacts by one-time links, and dismiss them."""

from collections.abc import Callable, Sequence
from typing import Any

from bot.domain.boundary import Outgoing
from bot.domain.case import Rank, Refusal
from bot.handlers.answers import Call, line
from bot.handlers.context import Context
from bot.handlers.office import answered, drop, keep, kept
from bot.handlers.tending import tend
from bot.reading.speaker.units import is_body, unit_named
from bot.services import appointing
from bot.services.appointing import PAYLOAD, Officer
from bot.storage.connection import Snapshot, Tx
from bot.storage.posts import post_of
from bot.wording import posts as words
from bot.wording.cases import UPPER_ONLY

Answer = Callable[[Tx, Context, Call, str], list[Outgoing]]


async def show_office(context: Context, call: Call, updates: Sequence[int]) -> None:
    """经办人: who holds which office; 经办人 民政: those with these letters in name or unit."""

    def work(tx: Tx) -> list[Outgoing]:
        if not appointing.is_upper(tx, call.member.id):
            return line(UPPER_ONLY)
        known, contacts = appointing.officers(tx), appointing.all_contacts(tx)
        part, without = call.words.strip(), appointing.groups_without(tx)
        return [words.listed(known, contacts, call.member.id, part, without)]

    await answered(context, call, updates, work)


async def name_contact(context: Context, call: Call, updates: Sequence[int]) -> None:
    """联系人 县教育局: a link for somebody who answers for that unit."""

    def work(tx: Tx) -> list[Outgoing]:
        if not appointing.is_upper(tx, call.member.id):
            return line(UPPER_ONLY)
        if not call.words.strip():
            return _ask_issuer(tx, context, call, "")
        return _offer(tx, context, call, {"unit": call.words})

    await answered(context, call, updates, work)


async def pressed(context: Context, call: Call, about: str, updates: Sequence[int]) -> None:
    """A button of ours; who presses must be an upper coordinator now."""
    verb, _, rest = about.partition(":")

    def work(tx: Tx) -> list[Outgoing]:
        if not appointing.is_upper(tx, call.member.id):
            return line(UPPER_ONLY)
        press = _PRESSES.get(verb)
        return press(tx, context, call, rest) if press else line(words.GONE)

    await answered(context, call, updates, work)


def _ask_unit(tx: Tx, context: Context, call: Call, _: str) -> list[Outgoing]:
    keep(tx, context, call, "unit")
    post = post_of(tx, call.member.id)
    assert post is not None
    return [words.which_unit(post.unit)]


def _ask_issuer(tx: Tx, context: Context, call: Call, _: str) -> list[Outgoing]:
    keep(tx, context, call, "issuer")
    return [words.which_issuer()]


def typed(tx: Tx, context: Context, call: Call, state: dict[str, Any], text: str) -> list[Outgoing]:
    """The name of a unit: of a new coordinator, or of the issuer a contact answers for."""
    if not appointing.is_upper(tx, call.member.id):
        drop(tx, context, call)
        return line(UPPER_ONLY)
    if state["step"] == "issuer":
        return _offer(tx, context, call, {"unit": text})
    return _ask_rank(tx, context, call, text)


def _ask_rank(tx: Tx, context: Context, call: Call, text: str) -> list[Outgoing]:
    name = unit_named(text)
    if not is_body(name):
        return line(words.BAD_UNIT)
    keep(tx, context, call, "rank", unit=name)
    return [words.which_rank(name)]


def _own_unit(tx: Tx, context: Context, call: Call, _: str) -> list[Outgoing]:
    post = post_of(tx, call.member.id)
    assert post is not None
    return _ask_rank(tx, context, call, post.unit)


def _rank(tx: Tx, context: Context, call: Call, rest: str) -> list[Outgoing]:
    state = kept(tx, context, call)
    if "unit" not in state or rest not in set(Rank):
        return line(words.GONE)
    state = {**state, "step": "groups", "rank": rest, "picked": []}
    if rest == Rank.UPPER:
        return _offer(tx, context, call, state)
    groups = appointing.all_groups(tx)
    if not groups:
        return line(words.NO_GROUPS)
    keep(tx, context, call, **state)
    return [words.all_or_some(len(groups))]


def _groups(tx: Tx, context: Context, call: Call, rest: str) -> list[Outgoing]:
    """The groups of somebody who is a coordinator already."""
    one = _officer(tx, rest)
    if one is None:
        return line(words.GONE)
    picked = [group.chat for group in one.groups]
    keep(tx, context, call, "groups", member=one.member.id, picked=picked)
    return [words.all_or_some(len(appointing.all_groups(tx)))]


def _all(tx: Tx, context: Context, call: Call, _: str) -> list[Outgoing]:
    state = kept(tx, context, call)
    picked = [one.chat for one in appointing.all_groups(tx)]
    return _made(tx, context, call, {**state, "picked": picked})


def _some(tx: Tx, context: Context, call: Call, rest: str) -> list[Outgoing]:
    return _pick(tx, context, call, f"{rest}:0")


def _pick(tx: Tx, context: Context, call: Call, rest: str) -> list[Outgoing]:
    """A group is taken in or left out; 0 is none, only a page is turned."""
    state, groups = kept(tx, context, call), appointing.all_groups(tx)
    page, _, chat = rest.partition(":")
    if state.get("step") != "groups" or not (page.isdecimal() and len(page) < _LONG):
        return line(words.GONE)
    picked = set(state["picked"])
    picked ^= {one.chat for one in groups if str(one.chat) == chat}
    keep(tx, context, call, **{**state, "picked": sorted(picked)})
    return [words.pick(groups, frozenset(picked), int(page))]


_LONG = 4


def _done(tx: Tx, context: Context, call: Call, _: str) -> list[Outgoing]:
    return _made(tx, context, call, kept(tx, context, call))


def _made(tx: Tx, context: Context, call: Call, state: dict[str, Any]) -> list[Outgoing]:
    if state.get("step") != "groups":
        return line(words.GONE)
    if not state["picked"]:
        return line(words.NONE_PICKED)
    if "member" not in state:
        return _offer(tx, context, call, state)
    drop(tx, context, call)
    member, picked = state["member"], tuple(state["picked"])
    why = appointing.let_review(tx, call.member.id, member, picked, context.now())
    one = _officer(tx, str(member))
    return line(words.GONE if why or one is None else words.groups_set(one))


def _offer(tx: Tx, context: Context, call: Call, state: dict[str, Any]) -> list[Outgoing]:
    """A one-time link for what was put together."""
    rank = Rank(state["rank"]) if "rank" in state else None
    picked, now = tuple(state.get("picked", ())), context.now()
    made = appointing.offer(tx, call.member.id, state["unit"], rank, picked, now)
    if isinstance(made, Refusal):
        return line(words.BAD_UNIT)
    drop(tx, context, call)
    offered = words.offered_words(unit_named(state["unit"]), rank, len(picked))
    link = context.platform.invite(PAYLOAD + made)
    return [words.link(link, offered, now + appointing.LINK_HOLDS)]


def _officer(snapshot: Snapshot, which: str) -> Officer | None:
    found = (one for one in appointing.officers(snapshot) if str(one.member.id) == which)
    return next(found, None)


def _one(tx: Tx, context: Context, call: Call, rest: str) -> list[Outgoing]:
    drop(tx, context, call)
    one = _officer(tx, rest)
    return [words.about(one)] if one else line(words.GONE)


def _dismiss(tx: Tx, context: Context, call: Call, rest: str) -> list[Outgoing]:
    one = _officer(tx, rest)
    if one is None:
        return line(words.GONE)
    why = appointing.dismiss(tx, call.member.id, one.member.id, context.now())
    return line(words.refused(why, words.GONE)) if why else [words.dismissed(one)]


def _put_back(tx: Tx, context: Context, call: Call, rest: str) -> list[Outgoing]:
    member = int(rest) if rest.isdecimal() and len(rest) < _LONGEST else 0
    why = appointing.put_back(tx, call.member.id, member, context.now())
    one = _officer(tx, rest)
    return line(words.GONE if why or one is None else words.put_back(one))


_LONGEST = 16


def _cut(tx: Tx, context: Context, call: Call, rest: str) -> list[Outgoing]:
    found = appointing.drop_contact(tx, call.member.id, rest, context.now())
    return line(words.GONE) if isinstance(found, Refusal) else [words.cut(found)]


def _recut(tx: Tx, context: Context, call: Call, rest: str) -> list[Outgoing]:
    found = appointing.put_contact_back(tx, call.member.id, rest, context.now())
    return line(words.GONE if isinstance(found, Refusal) else words.recut(found))


def _stop(tx: Tx, context: Context, call: Call, _: str) -> list[Outgoing]:
    drop(tx, context, call)
    return line(words.STOPPED)


_PRESSES: dict[str, Answer] = {
    "new": _ask_unit,
    "contact": _ask_issuer,
    "own": _own_unit,
    "rank": _rank,
    "all": _all,
    "some": _some,
    "pick": _pick,
    "made": _done,
    "one": _one,
    "groups": _groups,
    "tend": tend,
    "drop": _dismiss,
    "back": _put_back,
    "cut": _cut,
    "recut": _recut,
    "stop": _stop,
}
