"""Groups brought together: a one-time code of one admin, used by another for their group."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from bot.domain.audit import Act
from bot.domain.people import Member, Presence, Role
from bot.services.recording import record
from bot.storage.connection import Snapshot, Tx
from bot.storage.links import (
    Code,
    code_behind,
    ended_link,
    keep_code,
    link,
    link_again,
    unlink,
    use_code,
)
from bot.storage.messages import find_chat
from bot.storage.people import find_member, has_role
from bot.storage.targets import target_by_id, target_of

CODE_HOLDS = timedelta(minutes=30)
PUT_BACK_FOR = timedelta(days=1)
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_LENGTH = 8


class BadCode(StrEnum):
    """Why a code joins nothing."""

    VOID = "void"
    OWN = "own"


class Behind(NamedTuple):
    """What a code opens: its row, and the address of the group it is of."""

    code: Code
    address: str


class Joined(NamedTuple):
    """From now on ``source`` feeds the digest of ``to``; ``asked`` is who gave the code."""

    target: int
    source: Presence
    to: Presence
    asked: Member | None = None


def offer_code(tx: Tx, by: int, group: Presence, now: datetime) -> tuple[int, str] | None:
    """The group's target and a new code for it; None where the group is none of theirs, or over."""
    target = target_of(tx, group.address)
    if target is None or not target.active or not has_role(tx, by, group.chat, Role.ADMIN):
        return None
    words = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    keep_code(tx, _hash(words), target.id, by, (now + CODE_HOLDS).timestamp())
    return target.id, words


def _hash(words: str) -> str:
    return sha256(words.strip().upper().encode("utf8", "replace")).hexdigest()


def behind(snapshot: Snapshot, words: str, now: datetime) -> Behind | None:
    """What a code opens, while it holds."""
    code = code_behind(snapshot, _hash(words), now.timestamp())
    target = target_by_id(snapshot, code.target) if code else None
    return Behind(code, target.chat) if code and target and target.active else None


def join(
    tx: Tx, by: int, group: Presence, words: str, now: datetime, *, sure: bool
) -> Joined | BadCode:
    """Let ``group`` feed the one a code is of.

    ``sure``: the platform says that who asked for the code is still in their group.
    """
    found = behind(tx, words, now)
    there = find_chat(tx, found.address) if found else None
    if not (found and there and sure and has_role(tx, by, group.chat, Role.ADMIN)):
        return BadCode.VOID
    code = found.code
    if not has_role(tx, code.member, there.chat, Role.ADMIN):
        return BadCode.VOID
    if there.chat == group.chat:
        return BadCode.OWN
    use_code(tx, _hash(words), now.timestamp())
    joined = Joined(code.target, group, there, find_member(tx, code.address))
    link(tx, joined.target, joined.source.chat, now.timestamp())
    _record_both(tx, Act.LINK, by, joined, now)
    return joined


def end(
    tx: Tx, by: int, mine: Collection[int], target: int, chat: int, now: datetime
) -> Joined | None:
    """End a link, as an admin of either side; None where there is none, or not for them.

    ``mine`` are the groups that the platform, too, sees them in.
    """
    found = _sides(tx, by, mine, target, chat)
    if found is None or not unlink(tx, target, chat, by, now.timestamp()):
        return None
    _record_both(tx, Act.UNLINK, by, found, now)
    return found


def put_back(
    tx: Tx, by: int, mine: Collection[int], target: int, chat: int, now: datetime
) -> Joined | None:
    """Put back a link that they themselves ended within a day."""
    found = _sides(tx, by, mine, target, chat)
    since = (now - PUT_BACK_FOR).timestamp()
    if found is None or not ended_link(tx, target, chat, by, since):
        return None
    link_again(tx, target, chat, now.timestamp())
    _record_both(tx, Act.LINK, by, found, now)
    return found


def _record_both(tx: Tx, act: Act, by: int, joined: Joined, now: datetime) -> None:
    """Both groups have it on record, each with the other's name."""
    subject = f"{joined.target}:{joined.source.chat}"
    for group, other in ((joined.source, joined.to), (joined.to, joined.source)):
        detail = {"other": other.title, "feeds": group is joined.source}
        record(tx, act, by, now, chat=group.chat, subject=subject, **detail)


def _sides(
    snapshot: Snapshot, by: int, mine: Collection[int], target: int, chat: int
) -> Joined | None:
    """The two groups of a link, where somebody looks after one of them."""
    goal = target_by_id(snapshot, target)
    to = find_chat(snapshot, goal.chat) if goal else None
    source = find_chat(snapshot, chat)
    if to is None or source is None or to.chat == source.chat:
        return None
    theirs = [one for one in (to, source) if one.chat in mine]
    may = any(has_role(snapshot, by, one.chat, Role.ADMIN) for one in theirs)
    return Joined(target, source, to) if may else None
