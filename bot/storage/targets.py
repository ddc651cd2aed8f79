"""Targets of digests, and the chats that feed them."""

import json
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.domain.delivery import EVENING, MORNING, NIGHT, Hours, Slot, Target, TargetKind
from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import chat_id, moment, moved_to, newest_message, seconds

_FIELDS = "id, chat, kind, title, slots, workdays_only, quiet, paused_until, active, pinned"


def add_target(tx: Tx, chat: str, title: str, now: datetime, slot: time = EVENING.at) -> Target:
    """The target of a group, made or woken up; it is fed by the group itself.

    What was said before it was made, or while it slept, is not its business.
    """
    chat = moved_to(tx, chat) or chat
    source = chat_id(tx, chat, title)
    known = target_of(tx, chat)
    newest = newest_message(tx)
    if known and known.active:
        tx.execute("update target set title = ? where id = ?", [title, known.id])
    elif known:
        tx.execute(
            "update target set title = ?, active = 1, since = ?, looked_after = ?, covered = ?"
            " where id = ?",
            [title, seconds(now), seconds(now), newest, known.id],
        )
    else:
        _insert(tx, chat, TargetKind.DAILY, title, replace(EVENING, at=slot), now)
    target = target_of(tx, chat)
    assert target is not None
    tx.execute(
        "insert or ignore into target_source (target, chat) values (?, ?)", [target.id, source]
    )
    return target


def _insert(tx: Tx, chat: str, kind: TargetKind, title: str, slot: Slot, now: datetime) -> None:
    tx.execute(
        "insert into target (chat, kind, title, slots, quiet, since, looked_after, covered)"
        " values (?, ?, ?, ?, ?, ?, ?, ?)",
        [chat, kind, title, _slots((slot,)), _hours(NIGHT), seconds(now), seconds(now),
         newest_message(tx)],
    )  # fmt: skip


def add_weekly(tx: Tx, daily: Target, slot: Slot, now: datetime) -> Target:
    """The week of a group beside its day, made or woken up; it is fed by the same chats.

    Woken within days it still covers what it would have; later it starts anew.
    """
    if target_of(tx, daily.chat, TargetKind.WEEKLY) is None:
        _insert(tx, daily.chat, TargetKind.WEEKLY, daily.title, slot, now)
    tx.execute(
        "update target set covered = case when looked_after < ? then ? else covered end,"
        " looked_after = ?, active = 1 where chat = ? and kind = 'weekly' and not active",
        [seconds(now - _SLEEPS), newest_message(tx), seconds(now), daily.chat],
    )
    target = target_of(tx, daily.chat, TargetKind.WEEKLY)
    assert target is not None
    tx.execute(
        "insert or ignore into target_source (target, chat, since)"
        " select ?, chat, since from target_source where target = ?",
        [target.id, daily.id],
    )
    return target


_SLEEPS = timedelta(days=8)


def add_card(tx: Tx, private: str, now: datetime) -> Target:
    """The card of whoever this private chat is with, made or woken up."""
    if target_of(tx, private, TargetKind.CARD) is None:
        _insert(tx, private, TargetKind.CARD, "", MORNING, now)
    tx.execute(
        "update target set active = 1, looked_after = max(looked_after, ?) where chat = ?"
        " and kind = 'card'",
        [seconds(now), private],
    )
    target = target_of(tx, private, TargetKind.CARD)
    assert target is not None
    return target


def drop_card(tx: Tx, private: str) -> None:
    """No card is sent there any more, and what the old ones said is forgotten."""
    tx.execute("update target set active = 0 where chat = ? and kind = 'card'", [private])
    tx.execute(
        "update part set html = '', plain = '', headline = '', state = 'dead' where delivery in"
        " (select d.id from delivery d join target t on t.id = d.target"
        " where t.chat = ? and t.kind = 'card')",
        [private],
    )


def target_of(snapshot: Snapshot, chat: str, kind: TargetKind = TargetKind.DAILY) -> Target | None:
    """The target of a kind at an address."""
    row = snapshot.execute(
        f"select {_FIELDS} from target where chat = ? and kind = ?", [chat, kind]
    ).fetchone()
    return None if row is None else _target(row)


def target_by_id(snapshot: Snapshot, ident: int) -> Target | None:
    """The target with an id."""
    row = snapshot.execute(f"select {_FIELDS} from target where id = ?", [ident]).fetchone()
    return None if row is None else _target(row)


def is_target(snapshot: Snapshot, chat: str) -> bool:
    """Whether there is a target at an address, spoken to or not."""
    row = snapshot.execute(
        "select 1 from target where chat = ? and kind = ?", [chat, TargetKind.DAILY]
    ).fetchone()
    return row is not None


def active_targets(snapshot: Snapshot, kind: TargetKind | None = None) -> list[Target]:
    """All targets, or those of a kind, that are spoken to."""
    rows = snapshot.execute(
        f"select {_FIELDS} from target where active and (?1 is null or kind = ?1) order by id",
        [kind],
    ).fetchall()
    return [_target(row) for row in rows]


def targets_fed_by(snapshot: Snapshot, chat: str) -> list[Target]:
    """Active targets of daily digests that the chat at this address feeds."""
    rows = snapshot.execute(
        f"select {_FIELDS} from target where active and kind = 'daily' and id in"
        " (select s.target from target_source s join chat c on c.id = s.chat where c.address = ?)"
        " order by id",
        [chat],
    ).fetchall()
    return [_target(row) for row in rows]


def sources_of(snapshot: Snapshot, target: int, at: datetime | None = None) -> tuple[int, ...]:
    """Ids of the chats that feed a target, and did so ``at`` a moment if one is given."""
    rows = snapshot.execute(
        "select chat from target_source where target = ?1 and (?2 is null or since <= ?2)"
        " order by chat",
        [target, seconds(at)],
    ).fetchall()
    return tuple(row[0] for row in rows)


def progress(snapshot: Snapshot, target: int) -> tuple[datetime, int]:
    """When a target was last looked after, and the last message id its digests cover."""
    row = snapshot.execute(
        "select looked_after, covered from target where id = ?", [target]
    ).fetchone()
    looked_after = moment(row[0])
    assert looked_after is not None
    return looked_after, int(row[1])


def keep_progress(tx: Tx, target: int, looked_after: datetime, covered: int) -> None:
    """Keep what `progress` tells."""
    tx.execute(
        "update target set looked_after = ?, covered = ? where id = ?",
        [seconds(looked_after), covered, target],
    )


def change_target(tx: Tx, target: Target) -> None:
    """Keep the settings of a target."""
    paused = target.paused_until.isoformat() if target.paused_until else None
    slots = _slots(target.slots)
    tx.execute(
        "update target set title = ?, slots = ?, workdays_only = ?, quiet = ?, paused_until = ?,"
        " active = ?, pinned = ? where id = ?",
        [target.title, slots, target.workdays_only, _hours(target.quiet), paused, target.active,
         target.pinned, target.id],
    )  # fmt: skip


def deactivate(tx: Tx, chat: str) -> None:
    """Speak there no more, until we are let in again."""
    tx.execute("update target set active = 0 where chat = ?", [chat])


def _hours(hours: Hours) -> str:
    return f"{hours.start:%H:%M}-{hours.end:%H:%M}"


def _slots(slots: tuple[Slot, ...]) -> str:
    return json.dumps([[slot.id, f"{slot.at:%H:%M}", slot.weekday] for slot in slots])


def _target(row: tuple[Any, ...]) -> Target:
    start, end = map(time.fromisoformat, row[6].split("-"))
    slots = tuple(
        Slot(id=name, at=time.fromisoformat(at), weekday=weekday)
        for name, at, weekday in json.loads(row[4])
    )
    return Target(
        id=row[0],
        chat=row[1],
        kind=TargetKind(row[2]),
        title=row[3],
        slots=slots,
        workdays_only=bool(row[5]),
        quiet=Hours(start=start, end=end),
        paused_until=date.fromisoformat(row[7]) if row[7] else None,
        active=bool(row[8]),
        pinned=row[9],
    )
