"""Corrections that were made, what they teach, and which requests are never joined."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.domain.correction import Cell, Change, Correction, Fix, Lesson
from bot.storage.connection import Snapshot, Tx
from bot.storage.links import readers_of
from bot.storage.messages import moment, seconds

FIELDS = "id, member, chat, at, fix, ref, value, form, ask, before, after, undone_at"
_TEACH = (Fix.NOT_NOTICE, Fix.NOTICE, Fix.KIND, Fix.ISSUER, Fix.TITLE)


def add_correction(tx: Tx, correction: Correction) -> int:
    """Keep a correction; its id."""
    before = [[*change.cell, change.before] for change in correction.changes]
    after = [[*change.cell, change.after] for change in correction.changes]
    row = tx.execute(
        "insert into correction (member, chat, at, fix, ref, value, form, ask, before, after)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id",
        [correction.member, correction.chat, seconds(correction.at), correction.fix,
         correction.ref, correction.value, correction.form, correction.ask,
         json.dumps(before, ensure_ascii=False), json.dumps(after, ensure_ascii=False)],
    ).fetchone()  # fmt: skip
    return int(row[0])


def correction_by_id(snapshot: Snapshot, ident: int) -> Correction | None:
    """The correction with an id."""
    row = snapshot.execute(f"select {FIELDS} from correction where id = ?", [ident]).fetchone()
    return None if row is None else read_correction(row)


def corrections_after(snapshot: Snapshot, ident: int) -> list[Correction]:
    """Corrections in force that were made after another one, oldest first."""
    rows = snapshot.execute(
        f"select {FIELDS} from correction where id > ? and undone_at is null order by id", [ident]
    ).fetchall()
    return [read_correction(row) for row in rows]


def newest_corrections(
    snapshot: Snapshot,
    chats: Iterable[int] | None,
    limit: int,
    fix: Fix | None = None,
    before: int | None = None,
) -> list[Correction]:
    """The newest corrections in force, of these groups or of all (or of a kind), newest first.

    Only those made ``before`` the one with this id.
    """
    wanted = list(chats) if chats is not None else []
    where = "1" if chats is None else f"chat in ({', '.join('?' * len(wanted))})"
    rows = snapshot.execute(
        f"select {FIELDS} from correction where undone_at is null and {where}"
        " and (? is null or fix = ?) and (? is null or id < ?) order by id desc limit ?",
        [*wanted, fix, fix, before, before, limit],
    ).fetchall()
    return [read_correction(row) for row in rows]


def joined_by(
    snapshot: Snapshot, member: int, limit: int, before: int | None = None
) -> list[Correction]:
    """What a member joined as its issuer's word and is in force, newest first.

    Only what was joined ``before`` the correction with this id.
    """
    rows = snapshot.execute(
        f"select {FIELDS} from correction where undone_at is null and fix = ?1 and member = ?2"
        " and (?3 is null or id < ?3) order by id desc limit ?4",
        [Fix.JOINED, member, before, limit],
    ).fetchall()
    return [read_correction(row) for row in rows]


def count_corrections(snapshot: Snapshot) -> int:
    """How many corrections are in force."""
    row = snapshot.execute("select count(*) from correction where undone_at is null").fetchone()
    return int(row[0])


def often_corrected(snapshot: Snapshot) -> list[tuple[Fix, int]]:
    """What corrections in force put right, with how many did, most often first."""
    rows = snapshot.execute(
        "select fix, count(*) from correction where undone_at is null group by fix"
        " order by count(*) desc, fix"
    ).fetchall()
    return [(Fix(fix), count) for fix, count in rows]


def issuers_corrected(
    snapshot: Snapshot, least: int, chat: int | None = None
) -> list[tuple[str, str, int]]:
    """Issuers read wrong ``least`` times or more, in one group or anywhere: the name read, the
    right one, how often.
    """
    rows = snapshot.execute(
        "select json_extract(c.value, '$[3]') as old, k.value, count(*)"
        " from correction k, json_each(k.before) c where k.fix = ?1 and k.undone_at is null"
        " and (?2 is null or k.chat = ?2)"
        " and json_extract(c.value, '$[2]') = 'issuer' and old is not null and k.value is not null"
        " group by old, k.value having count(*) >= ?3 order by count(*) desc, old, k.value",
        [Fix.ISSUER, chat, least],
    ).fetchall()
    return [(row[0], row[1], row[2]) for row in rows]


def mark_undone(tx: Tx, ident: int, at: datetime) -> None:
    """A correction holds no more."""
    tx.execute("update correction set undone_at = ? where id = ?", [seconds(at), ident])


def corrected_columns(snapshot: Snapshot, request: int) -> frozenset[str]:
    """What of a request corrections in force have set."""
    rows = snapshot.execute(
        "select distinct json_extract(c.value, '$[2]') from correction k, json_each(k.after) c"
        " where k.undone_at is null and json_extract(c.value, '$[0]') = 'request'"
        " and json_extract(c.value, '$[1]') = ?",
        [str(request)],
    ).fetchall()
    return frozenset(row[0] for row in rows)


def joined_by_hand(snapshot: Snapshot, request: int) -> datetime | None:
    """When a correction made a request one with the one it is merged into now, if one did.

    That their issuer joined them is none.
    """
    row = snapshot.execute(
        "select max(k.at) from request r, correction k, json_each(k.after) c where r.id = ?1"
        " and k.undone_at is null and k.fix <> ?3 and json_extract(c.value, '$[0]') = 'request'"
        " and json_extract(c.value, '$[1]') = ?2 and json_extract(c.value, '$[2]') = 'merged_into'"
        " and json_extract(c.value, '$[3]') = r.merged_into",
        [request, str(request), Fix.JOINED],
    ).fetchone()
    return moment(row[0])


def drop_corrections_of(tx: Tx, ref: str) -> None:
    """Forget corrections of what ``ref`` names, also those undone."""
    tx.execute("delete from correction where ref = ?", [ref])


def lessons(snapshot: Snapshot, form: bytes, chat: int) -> list[Lesson]:
    """What was taught of a text, oldest first, by the groups whose digest this chat feeds.

    Other groups teach nothing: whoever has one could hide a notice from everybody.
    """
    kinds = ", ".join("?" * len(_TEACH))
    rows = snapshot.execute(
        f"select fix, ask, value from correction k where form = ? and undone_at is null"
        f" and fix in ({kinds}) and (chat = ? or exists (select 1 from target t join chat c"
        " on c.address = t.chat join target_source s on s.target = t.id"
        " where c.id = k.chat and t.kind = 'daily' and s.chat = ?)) order by id",
        [form, *_TEACH, chat, chat],
    ).fetchall()
    return [Lesson(Fix(row[0]), row[1], row[2]) for row in rows]


def kept_apart(snapshot: Snapshot, names: Iterable[str]) -> frozenset[int]:
    """Requests never to be joined with what bears one of ``names`` (`key_name`, `form_names`)."""
    wanted = list(names)
    marks = ", ".join("?" * len(wanted))
    rows = snapshot.execute(
        f"select other from apart where one in ({marks})"
        f" union select one from apart where other in ({marks})",
        [*wanted, *wanted],
    ).fetchall()
    found: set[int] = set()
    for (name,) in rows:
        by_form = name.startswith(_FORM)
        known = snapshot.execute(
            "select coalesce(r.merged_into, r.id) from request r where "
            + ("r.id in (select n.request from message m join mention n on n.message = m.id"
               " where m.form = ?)" if by_form else "r.key = ?"),
            [bytes.fromhex(name[1:].partition(_AT)[0]) if by_form else name[1:]],
        ).fetchall()  # fmt: skip
        found.update(row[0] for row in known)
    return frozenset(found)


def apart_from(snapshot: Snapshot, request: int) -> frozenset[int]:
    """Requests never to be joined with a canonical one, or with what was merged into it."""
    rows = snapshot.execute(
        "select key from request where id = ?1 or merged_into = ?1", [request]
    ).fetchall()
    return kept_apart(snapshot, [key_name(row[0]) for row in rows])


KEY, _FORM, _AT = "k", "f", "@"
"""Before the name of a request, or of a text, that is kept apart; and where the text is."""


def key_name(key: str) -> str:
    """How a request is named among those kept apart."""
    return KEY + key


def form_name(form: bytes, chat: int) -> str:
    """How a text is named among those that a group keeps apart."""
    return f"{_FORM}{form.hex()}{_AT}{chat}"


def form_names(snapshot: Snapshot, form: bytes, chat: int) -> list[str]:
    """How a text said in ``chat`` is named among those kept apart by the groups that read it.

    Other groups part nothing: whoever has one could keep the texts of all others from joining.
    """
    return [form_name(form, reader) for reader in readers_of(snapshot, chat)]


def read_correction(row: Any) -> Correction:
    """The correction in a row of `FIELDS`."""
    at = moment(row[3])
    assert at is not None
    pairs = zip(json.loads(row[9]), json.loads(row[10]), strict=True)
    return Correction(
        id=row[0],
        member=row[1],
        chat=row[2],
        at=at,
        fix=Fix(row[4]),
        ref=row[5],
        value=row[6],
        form=row[7],
        ask=row[8],
        changes=tuple(Change(Cell(*old[:3]), old[3], new[3]) for old, new in pairs),
        undone_at=moment(row[11]),
    )
