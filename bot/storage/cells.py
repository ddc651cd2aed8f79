"""Cells of tables as corrections change them, so that each change can be taken back exactly."""

from bot.domain.correction import Cell, Change, Value
from bot.storage.connection import Snapshot, Tx

_COLUMNS = {
    "request": frozenset(
        {"kind", "title", "issuer", "state", "deadline", "starts_at", "recurs", "assumed",
         "upstream_deadline", "upstream_issuer", "due_for", "last_due", "levels", "merged_into",
         "core"}
    ),
    "message": frozenset({"what", "unsure"}),
    "mention": frozenset({"request"}),
    "presence": frozenset({"unit", "told"}),
}  # fmt: skip
_PAIRS = {
    "same_data": ("request", "other"),
    "confirmed": ("request", "other"),
    "apart": ("one", "other"),
}
_KEYS = {**_PAIRS, "presence": ("member", "chat")}
BETWEEN = "\t"
"""What stands between the two names of a pair, as a cell names its row."""


def value_of(snapshot: Snapshot, cell: Cell) -> Value:
    """What a cell holds; of a row itself, whether it is there (1 or None)."""
    column = _column(cell) if cell.column else "1"
    where, values = _row(cell)
    row = snapshot.execute(f"select {column} from {cell.table} where {where}", values).fetchone()
    found: Value = row[0] if row else None
    return found


def put(tx: Tx, cell: Cell, value: Value) -> Change | None:
    """Let a cell hold ``value``; the change, or None where it held that already."""
    before = value_of(tx, cell)
    if before == value:
        return None
    where, values = _row(cell)
    if cell.table not in _PAIRS:
        change = f"update {cell.table} set {_column(cell)} = ? where {where}"
        tx.execute(change, [value, *values])
    elif value:
        tx.execute(f"insert into {cell.table} values (?, ?)", values)
    else:
        tx.execute(f"delete from {cell.table} where {where}", values)
    return Change(cell, before, value)


def is_compared(cell: Cell) -> bool:
    """Whether a cell is what a request is compared by, which nobody is shown."""
    return cell.column == "core"


def pair(table: str, first: int | str, second: int | str) -> Cell:
    """The row of a pair, whichever comes first."""
    # Numbers are kept in order of size, names in order of letters.
    return Cell(table, row_of(*sorted((first, second))))


def row_of(one: int | str, other: int | str) -> str:
    """A row that two values name together."""
    return f"{one}{BETWEEN}{other}"


def take_back(tx: Tx, change: Change) -> None:
    """Undo one change, unless something else changed the cell since."""
    cell = change.cell
    if cell.column or cell.table in _PAIRS:
        if value_of(tx, cell) == change.after:
            put(tx, cell, change.before)
    elif cell.table == "mention":
        # Full-text tables do not turn text into numbers by themselves.
        tx.execute("delete from mention_terms where rowid = ?", [int(cell.row)])
        tx.execute("delete from said where mention = ?", [cell.row])
        tx.execute("delete from mention where id = ?", [cell.row])
    elif cell.table == "request":
        _unmake_request(tx, cell.row, change.after)


def _unmake_request(tx: Tx, request: str, origin: Value) -> None:
    """Drop a request that a correction made; later notices of it go back to its ``origin``.

    Where there is none, a request that others joined, or that was flagged, stays.
    """
    if origin:
        tx.execute("update mention set request = ? where request = ?", [origin, request])
        tx.execute("update request set merged_into = ? where merged_into = ?", [origin, request])
        for table in ("flag", "flag_case", "advice"):
            tx.execute(f"update {table} set request = ? where request = ?", [origin, request])
        told = "update flag_case set told_request = ? where told_request = ?"
        tx.execute(told, [origin, request])
    elif tx.execute(
        "select 1 from mention where request = ?1 union select 1 from flag where request = ?1"
        " union select 1 from flag_case where request = ?1",
        [request],
    ).fetchone():
        return
    for table in ("asked_by", "submission", "reminded", "reaction_done", "handed_in"):
        if origin:
            tx.execute(
                f"update or ignore {table} set request = ? where request = ?", [origin, request]
            )
        tx.execute(f"delete from {table} where request = ?", [request])
    for statement in (
        "delete from done where request = ?1",
        "delete from same_data where request = ?1 or other = ?1",
        "delete from confirmed where request = ?1 or other = ?1",
        "delete from likely where request = ?1 or other = ?1",
        "delete from pair_told where request = ?1 or other = ?1",
        "delete from answered_once where request = ?1",
        "delete from request_terms where rowid = ?1",
        "delete from request where id = ?1",
    ):
        # Full-text tables do not turn text into numbers by themselves.
        tx.execute(statement, [int(request)])


def _row(cell: Cell) -> tuple[str, list[str]]:
    """The condition for a cell's row, with its values."""
    names = _KEYS.get(cell.table, ("id",))
    return " and ".join(f"{name} = ?" for name in names), cell.row.split(BETWEEN)


def _column(cell: Cell) -> str:
    if cell.column not in _COLUMNS[cell.table]:
        raise KeyError(cell.column)
    return cell.column
