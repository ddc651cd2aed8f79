"""A group lives on under another address, with all that is known of it.

It keeps its row of ``chat``. Messages are counted from 1 again where it goes, so what was said
before has negative numbers from then on (`bot.domain.moving`).
"""

import json

from bot.domain.delivery import Happened, PartState, after
from bot.domain.moving import before_move
from bot.storage.connection import Tx
from bot.storage.messages import chat_id, moved_to
from bot.storage.outgoing import move_sayings


def move_chat(tx: Tx, old: str, new: str) -> None:
    """Everything of the group at ``old`` goes along to ``new``. May be repeated.

    What comes from there later, and what was taken in at ``new`` before, is of the same group.
    """
    if old == new:
        return
    if moved_to(tx, old) is None:
        _move_room(tx, old, new)
        _move_updates(tx, old, new)
    _move_targets(tx, old, new)
    move_sayings(tx, old, new)


def _move_room(tx: Tx, old: str, new: str) -> None:
    """The row of the group gets the new address, and whatever row had that the old one."""
    known = tx.execute("select id from chat where address = ?", [old]).fetchone()
    there = tx.execute("select id from chat where address = ?", [new]).fetchone()
    if known is None:
        kept = chat_id(tx, new, "") if there is None else there[0]
        tx.execute("insert into chat (address, name, moved_to) values (?, '', ?)", [old, kept])
        return
    (kept,) = known
    _keep_numbers_apart(tx, kept)
    if there is None:
        tx.execute("update chat set address = ? where id = ?", [new, kept])
        tx.execute(
            "insert into chat (address, name, moved_to) select ?, name, id from chat where id = ?",
            [old, kept],
        )
        return
    (gone,) = there
    _join(tx, "chat", gone, kept)
    tx.execute("update or ignore reaction_done set chat = ? where chat = ?", [kept, gone])
    tx.execute(
        "update invitation set chats = (select json_group_array(distinct case value when ?1"
        " then ?2 else value end) from json_each(chats))"
        " where ?1 in (select value from json_each(chats))",
        [gone, kept],
    )
    tx.execute(
        "update chat set members = coalesce((select members from chat where id = ?), members)"
        " where id = ?",
        [gone, kept],
    )
    # Its id is never given to another chat: keys of requests begin with it.
    tx.execute(
        "update chat set address = '', members = null, moved_to = ? where id = ?", [kept, gone]
    )
    tx.execute("update chat set address = ?, moved_to = null where id = ?", [new, kept])
    tx.execute("update chat set address = ? where id = ?", [old, gone])


def _keep_numbers_apart(tx: Tx, chat: int) -> None:
    for table in ("message", "reaction", "reaction_done"):
        tx.execute(
            f"update {table} set number = -number where chat = ? and typeof(number) = 'integer'"
            " and number > 0",
            [chat],
        )
    for ident, body in tx.execute("select id, body from thread where chat = ?", [chat]).fetchall():
        value = json.loads(body)
        value["message"]["number"] = before_move(value["message"]["number"])
        changed = json.dumps(value, ensure_ascii=False)
        tx.execute("update thread set body = ? where id = ?", [changed, ident])


def _move_updates(tx: Tx, old: str, new: str) -> None:
    """What waits is of the new address, and has new ids.

    So whatever is under way with one of them cannot mark it done: it knew of no move, and its
    effects must not stand.
    """
    tx.execute(
        "update inbox set chat = ?1, id = fresh.id from (select id as was, (select max(id)"
        " from inbox) + row_number() over (order by id) as id from inbox where state = 'waiting'"
        " and chat in (?1, ?2)) fresh where inbox.id = fresh.was",
        [new, old],
    )
    tx.execute("update inbox set chat = ? where chat = ? and state = 'dead'", [new, old])


def _move_targets(tx: Tx, old: str, new: str) -> None:
    """Settings, ledger and progress are those of before; what was begun anew joins them."""
    moved = tx.execute("select id, kind from target where chat = ?", [old]).fetchall()
    for target, kind in moved:
        _leave_messages(tx, target)
        fresh = tx.execute(
            "select id, covered from target where chat = ? and kind = ?", [new, kind]
        ).fetchone()
        if fresh is None:
            continue
        tx.execute(
            "update delivery set slot = slot || '-' || id where target = ? and exists (select 1"
            " from delivery d where d.target = ? and d.day = delivery.day"
            " and d.slot = delivery.slot)",
            [fresh[0], target],
        )
        _join(tx, "target", fresh[0], target)
        tx.execute("delete from target where id = ?", [fresh[0]])
        tx.execute("update target set covered = min(covered, ?) where id = ?", [fresh[1], target])
    # We are told of a move where we are inside. That we are outside of what the group was may have
    # been told before: what was looked after as long as its day was put to sleep by just that.
    tx.execute(
        "update target set chat = ?1, pinned = null, active = active or coalesce(looked_after >="
        " (select looked_after from target where chat = ?2 and kind = 'daily'), 0)"
        " where chat = ?2",
        [new, old],
    )


def _leave_messages(tx: Tx, target: int) -> None:
    """Our messages stay where the group was: none is edited there, or pinned, or counts as new."""
    mine = "delivery in (select id from delivery where target = ?)"
    # The line of this half-day begins anew where it is read.
    tx.execute(
        "update delivery set slot = slot || '-' || id where target = ? and reason = 'fuse'"
        " and exists (select 1 from part where delivery = delivery.id and state = ?)",
        [target, PartState.SENT],
    )
    for state, happened in ((PartState.SENT, Happened.REST), (PartState.PLACED, Happened.GONE)):
        tx.execute(
            f"update part set state = ?, not_before = 0 where state = ? and {mine}",
            [after(state, happened), state, target],
        )
    tx.execute(
        f"update part set message = case state when 'skipped' then -abs(message) end where {mine}"
        " and message is not null",
        [target],
    )


def _join(tx: Tx, table: str, gone: int, kept: int) -> None:
    """Whatever points at one row of a table points at another; what that has already goes."""
    pointing = tx.execute(
        'select m.name, f."from" from sqlite_master m join pragma_foreign_key_list(m.name) f'
        " where m.type = 'table' and f.\"table\" = ?",
        [table],
    ).fetchall()
    for name, column in pointing:
        where = f"where {column} = ?"
        tx.execute(f"update or ignore {name} set {column} = ? {where}", [kept, gone])
        tx.execute(f"delete from {name} {where}", [gone])
