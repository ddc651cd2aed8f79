"""Flags, and what is sealed for those who gave them; nothing here tells who that was."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from bot.domain.case import Pool
from bot.domain.flag import FlagState
from bot.storage.cases import FAMILY
from bot.storage.connection import Snapshot, Tx

_FIELDS = (
    "f.id, f.request, f.root, f.reason, f.pool, f.matter, f.state, f.day, f.since, f.echo,"
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
    echo: bool
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


def flags_in(snapshot: Snapshot, *states: FlagState) -> list[Flag]:
    """All flags in these states, in the order of their ids, which are random."""
    marks = ", ".join("?" * len(states))
    rows = snapshot.execute(
        f"select {_FIELDS} from flag f where state in ({marks}) order by id", states
    ).fetchall()
    return [_flag(row) for row in rows]


def flags_of_case(snapshot: Snapshot, case: int) -> list[Flag]:
    """The flags of a case and of what was merged into it; not those withdrawn."""
    rows = snapshot.execute(
        FAMILY + f"select {_FIELDS} from flag f where f.matter in (select id from kin)"
        " and f.state <> 'withdrawn' order by f.id",
        [case],
    ).fetchall()
    return [_flag(row) for row in rows]


def texts_of_case(snapshot: Snapshot, case: int) -> list[Flag]:
    """A case's own flags with a text that is still there; also those withdrawn since the batch."""
    rows = snapshot.execute(
        f"select {_FIELDS} from flag f where f.matter = ? and f.text is not null order by f.id",
        [case],
    ).fetchall()
    return [_flag(row) for row in rows]


def drop_orphaned_texts(tx: Tx) -> None:
    """Destroy what those wrote who took it back, or want to be forgotten."""
    tx.execute(
        "update flag set text = null, way_key = null where text is not null"
        " and state not in ('draft', 'cooling') and (state = 'withdrawn' or voice is null)"
    )


def voices(snapshot: Snapshot, case: int) -> int:
    """How many people's flags are a case's own, each counted once for the whole request."""
    row = snapshot.execute(
        "select count(*) from flag where matter = ? and state <> 'withdrawn' and not echo", [case]
    ).fetchone()
    return int(row[0])


class Voice(NamedTuple):
    """What a flag is told from those of other people by."""

    flag: int
    root: int
    key: str
    mark: bytes


def kept_voices(snapshot: Snapshot) -> list[Voice]:
    """The voices of all flags that have one; of what is sealed, nothing."""
    rows = snapshot.execute(
        "select id, root, voice_key, voice from flag where voice is not null order by id"
    ).fetchall()
    return [Voice(*row) for row in rows]


def moved_flags(snapshot: Snapshot) -> list[tuple[Flag, int]]:
    """Flags whose request was merged or split since, with the canonical one by now."""
    rows = snapshot.execute(
        f"select {_FIELDS}, coalesce(q.merged_into, q.id) from flag f"
        " join request q on q.id = f.request where f.voice is not null"
        " and f.root <> coalesce(q.merged_into, q.id) order by f.id"
    ).fetchall()
    return [(_flag(row[:-1]), row[-1]) for row in rows]


def promote_echoes(tx: Tx) -> None:
    """Of somebody's live flags on one request, one counts."""
    live = "('cooling', 'attached', 'asked', 'answered', 'appealed')"
    tx.execute(
        "update flag set echo = 0 where id in (select min(f.id) from flag f where f.echo"
        f" and f.voice is not null and f.state in {live} and not exists (select 1 from flag o"
        f" where o.voice = f.voice and not o.echo and o.state in {live}) group by f.voice)"
    )


def voice_key(snapshot: Snapshot, month: str) -> str | None:
    """The name of the key that makes voices on requests of a month."""
    row = snapshot.execute("select name from voice_key where month = ?", [month]).fetchone()
    return None if row is None else str(row[0])


def keep_voice_key(tx: Tx, month: str, name: str) -> None:
    """Keep that name; one it takes the place of is to be destroyed."""
    before = voice_key(tx, month)
    tx.execute("insert or replace into voice_key values (?, ?)", [month, name])
    if before:
        spend(tx, [before])


def spend_idle_voice_keys(tx: Tx, month: str) -> None:
    """Keys of months before this one that no flag needs any more are to be destroyed."""
    idle = (
        "from voice_key where month < ?1 and name not in"
        " (select voice_key from flag where voice_key is not null and voice is not null)"
    )
    spend(tx, [row[0] for row in tx.execute(f"select name {idle}", [month]).fetchall()])
    tx.execute(f"delete {idle}", [month])


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
        echo=bool(row[9]),
        rating=row[10],
        voice_key=row[11],
        voice=row[12],
        way_key=row[13],
        way=row[14],
        text=row[15],
    )
