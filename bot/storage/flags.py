"""Flags, and what is sealed for those who gave them; nothing here tells who that was."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from bot.domain.case import Pool
from bot.domain.flag import FlagState
from bot.storage.cases import FAMILY
from bot.storage.connection import Snapshot, Tx

_FIELDS = (
    "f.id, f.request, f.root, f.reason, f.pool, f.matter, f.state, f.day, f.since,"
    " f.rating, f.voice_key, f.voice, f.way_key, f.way, f.text"
)


class Flag(NamedTuple):
    """One row. ``day`` is when it was given, ``since`` when it came into its state."""

    id: int
    request: int
    root: int
    reason: str
    pool: Pool
    case: int | None
    state: FlagState
    day: date
    since: date
    rating: str | None
    voice_key: str | None
    voice: bytes | None
    way_key: str | None
    way: bytes | None
    text: bytes | None


def add_flag(tx: Tx, flag: Flag) -> None:
    """Keep a new flag."""
    marks = ", ".join("?" * len(flag))
    tx.execute(f"insert into flag values ({marks})", [_stored(value) for value in flag])


def change_flag(tx: Tx, ident: int, **changes: Any) -> None:
    """Give columns of a flag new values."""
    columns = ", ".join(f"{name} = ?" for name in changes)
    tx.execute(f"update flag set {columns} where id = ?", [*map(_stored, changes.values()), ident])


def drop_flag(tx: Tx, ident: int) -> None:
    """Forget a draft."""
    tx.execute("delete from flag where id = ? and state = 'draft'", [ident])


def find_flag(snapshot: Snapshot, ident: int) -> Flag | None:
    """The flag with an id."""
    row = snapshot.execute(f"select {_FIELDS} from flag f where id = ?", [ident]).fetchone()
    return None if row is None else _flag(row)


def _flags(snapshot: Snapshot, chosen: str, given: Sequence[object], first: str = "") -> list[Flag]:
    rows = snapshot.execute(f"{first}select {_FIELDS} from flag f {chosen}", given).fetchall()
    return [_flag(row) for row in rows]


def flags_in(snapshot: Snapshot, *states: FlagState) -> list[Flag]:
    """All flags in these states, in the order of their ids, which are random."""
    marks = ", ".join("?" * len(states))
    return _flags(snapshot, f"where state in ({marks}) order by id", states)


def flags_of_case(snapshot: Snapshot, case: int) -> list[Flag]:
    """The flags of a case and of what was merged into it; not those withdrawn."""
    return _flags(
        snapshot,
        "where f.matter in (select id from kin) and f.state <> 'withdrawn' order by f.id",
        [case],
        first=FAMILY,
    )


def own_flags(snapshot: Snapshot, case: int) -> list[Flag]:
    """All flags that ever were a case's own."""
    return _flags(snapshot, "where f.matter = ? order by f.id", [case])


def texts_of_case(snapshot: Snapshot, case: int) -> list[Flag]:
    """A case's own flags with a text that is still there; also those withdrawn since the batch.

    The oldest day first; on a day, by chance.
    """
    chosen = "where f.matter = ? and f.text is not null order by f.day, f.id"
    return _flags(snapshot, chosen, [case])


_NOTHING = "voice_key = null, voice = null, way_key = null, way = null, text = null"


def purge_flags(tx: Tx, today: date, until: date, case: int | None = None) -> None:
    """Destroy all that is sealed of flags closed by a day, or of a case's own; they still count."""
    tx.execute(
        f"update flag set state = 'purged', since = ?1, {_NOTHING} where state = 'closed'"
        " and case when ?3 is null then since <= ?2 else matter = ?3 end",
        [today.isoformat(), until.isoformat(), case],
    )


def forget_withdrawn(tx: Tx, before: date) -> None:
    """Destroy what is sealed of flags that were taken back before a day."""
    tx.execute(
        f"update flag set {_NOTHING} where state = 'withdrawn' and since < ? and voice is not null",
        [before.isoformat()],
    )


def drop_orphaned_texts(tx: Tx) -> None:
    """Destroy what those wrote who took it back, or want to be forgotten."""
    tx.execute(
        "update flag set text = null, way_key = null where text is not null"
        " and state not in ('draft', 'cooling') and (state = 'withdrawn' or voice is null)"
    )


def voices(snapshot: Snapshot, case: int) -> list[tuple[int, bytes]]:
    """Whose flags are a case's own, as (what they flagged, their voice); each once.

    Who cannot be told apart any more, as they wanted to be forgotten or time went by, is left out:
    they may have flagged anew, and nobody has two voices.
    """
    rows = snapshot.execute(
        "select distinct request, voice from flag where matter = ? and state <> 'withdrawn'"
        " and voice is not null",
        [case],
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def kept_voices(snapshot: Snapshot) -> list[tuple[int, str, int, bytes]]:
    """(flag, key, root, voice) of all flags that have one; those of one key and root together."""
    return snapshot.execute(
        "select id, voice_key, root, voice from flag where voice is not null"
        " order by voice_key, root"
    ).fetchall()


def flags_on(snapshot: Snapshot, request: int) -> list[Flag]:
    """The flags on a canonical request that have a voice."""
    return _flags(
        snapshot,
        "where f.voice is not null and f.request in"
        " (select id from request where id = ?1 or merged_into = ?1) order by f.id",
        [request],
    )


def given_on(snapshot: Snapshot, today: date) -> list[Flag]:
    """The flags of a day that have a voice, before the batch that settles them."""
    return _flags(
        snapshot,
        "where f.state in ('cooling', 'withdrawn') and f.since = ?1"
        " and f.day = ?1 and f.voice is not null order by f.id",
        [today.isoformat()],
    )


def moved_flags(snapshot: Snapshot) -> list[tuple[Flag, int]]:
    """Flags whose request was merged or split since, with the canonical one by now."""
    # Few requests were ever merged, and few flags have another root than their own request.
    rows = snapshot.execute(
        f"select {_FIELDS}, coalesce(q.merged_into, q.id) from flag f"
        " join request q on q.id = f.request where f.id in"
        " (select g.id from request m cross join flag g on g.request = m.id"
        " where m.merged_into is not null and g.voice is not null union all"
        " select g.id from flag g where g.voice is not null and g.root <> g.request)"
        " and f.root <> coalesce(q.merged_into, q.id) order by f.id"
    ).fetchall()
    return [(_flag(row[:-1]), row[-1]) for row in rows]


def voice_key(snapshot: Snapshot, month: str) -> str | None:
    """The name of the key that makes voices on requests of a month."""
    row = snapshot.execute("select name from voice_key where month = ?", [month]).fetchone()
    return None if row is None else str(row[0])


def voice_months(snapshot: Snapshot) -> list[str]:
    """The months whose requests' voices have a key."""
    rows = snapshot.execute("select month from voice_key order by month").fetchall()
    return [month for (month,) in rows]


def keep_voice_key(tx: Tx, month: str, name: str) -> None:
    """Keep that name; one it takes the place of is to be destroyed."""
    before = voice_key(tx, month)
    tx.execute("insert or replace into voice_key values (?, ?)", [month, name])
    if before:
        spend(tx, [before])


def spend_idle_voice_keys(tx: Tx, but: frozenset[str]) -> None:
    """Keys of months, except some, that no flag needs any more are to be destroyed."""
    idle = tx.execute(
        "select month, name from voice_key where month not in (select value from json_each(?))"
        " and name not in (select voice_key from flag where voice is not null)",
        [json.dumps(sorted(but))],
    ).fetchall()
    for month, name in idle:
        spend(tx, [name])
        tx.execute("delete from voice_key where month = ?", [month])


def spend(tx: Tx, names: Iterable[str]) -> None:
    """Keys to be destroyed once this is committed."""
    for name in names:
        tx.execute("insert or ignore into spent_key values (?)", [name])


def spent(snapshot: Snapshot) -> list[str]:
    """Keys to be destroyed."""
    return [row[0] for row in snapshot.execute("select name from spent_key").fetchall()]


def forget_spent(tx: Tx, name: str) -> None:
    """A key was destroyed."""
    tx.execute("delete from spent_key where name = ?", [name])


def begin_batch(tx: Tx, day: date) -> bool:
    """Whether a day's batch was not done before; now it is."""
    cursor = tx.execute("insert or ignore into flag_batch values (?)", [day.isoformat()])
    return cursor.rowcount > 0


def batch_done(snapshot: Snapshot, day: date) -> bool:
    """Whether a day's batch was done."""
    row = snapshot.execute("select 1 from flag_batch where day = ?", [day.isoformat()]).fetchone()
    return row is not None


def batches_ago(snapshot: Snapshot, until: date, count: int) -> date | None:
    """The day of the ``count``-th batch back from a day; None where there were not so many."""
    row = snapshot.execute(
        "select day from flag_batch where day <= ? order by day desc limit 1 offset ?",
        [until.isoformat(), count - 1],
    ).fetchone()
    return None if row is None else date.fromisoformat(row[0])


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _flag(row: Any) -> Flag:
    return Flag(
        id=row[0],
        request=row[1],
        root=row[2],
        reason=row[3],
        pool=Pool(row[4]),
        case=row[5],
        state=FlagState(row[6]),
        day=date.fromisoformat(row[7]),
        since=date.fromisoformat(row[8]),
        rating=row[9],
        voice_key=row[10],
        voice=row[11],
        way_key=row[12],
        way=row[13],
        text=row[14],
    )
