"""Approved forms as they were pasted, each change with its way back."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from bot.domain.form import Form
from bot.storage.connection import Snapshot, Tx

_FIELDS = "name, number, issuer, until"


def forms(snapshot: Snapshot) -> list[Form]:
    """The forms on the list now, in the order they came."""
    rows = snapshot.execute(f"select {_FIELDS} from form where ended is null order by id")
    return [_form(row) for row in rows.fetchall()]


def change_forms(tx: Tx, new: Iterable[Form], gone: Iterable[Form]) -> int:
    """Take forms off the list and put others on it, as one change; the change's id."""
    row = tx.execute("insert into form_change default values returning id").fetchone()
    change = int(row[0])
    for form in gone:
        tx.execute(
            "update form set ended = ? where ended is null and name = ? and number = ?",
            [change, form.name, form.number],
        )
    for form in new:
        until = form.until.isoformat() if form.until else None
        tx.execute(
            f"insert into form ({_FIELDS}, made) values (?, ?, ?, ?, ?)",
            [form.name, form.number, form.issuer, until, change],
        )
    return change


def undo_forms(tx: Tx, change: int) -> bool:
    """Take back a change; only the newest that was not taken back yet. Whether it was."""
    newest = tx.execute("select max(id) from form_change where not undone").fetchone()[0]
    if newest is None or newest != change:
        return False
    tx.execute("update form_change set undone = 1 where id = ?", [change])
    tx.execute("delete from form where made = ?", [change])
    tx.execute("update form set ended = null where ended = ?", [change])
    return True


def _form(row: Any) -> Form:
    until = date.fromisoformat(row[3]) if row[3] else None
    return Form(name=row[0], number=row[1], issuer=row[2], until=until)
