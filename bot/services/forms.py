"""The list of approved forms: kept by upper coordinators, and what it says of what is asked."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from bot.domain.audit import Act
from bot.domain.form import Approval, Form
from bot.domain.reading import Kind
from bot.domain.request import Request
from bot.reading.forms import asked_form, plain_name
from bot.services.recording import record
from bot.storage import forms as kept
from bot.storage.connection import Snapshot, Tx


class Changed(NamedTuple):
    """One change of the list: what came, what went, and the id by which it is taken back."""

    new: tuple[Form, ...]
    gone: tuple[Form, ...]
    change: int


def approvals(snapshot: Snapshot, asked: Iterable[tuple[Request, str]]) -> dict[int, Approval]:
    """What the list says of each request that asks for a form; nothing where there is no list."""
    known = kept.forms(snapshot)
    found: dict[int, Approval] = {}
    for request, core in asked if known else ():
        if request.kind is not Kind.REPORT:
            continue
        asks, form = asked_form(request.title, core, known)
        if asks:
            found[request.id] = Approval(form=form)
    return found


def add_forms(tx: Tx, by: int, new: Sequence[Form], now: datetime) -> Changed:
    """Put forms on the list; one with the same name or number gives way."""
    latest = {form.number: form for form in {plain_name(form.name): form for form in new}.values()}
    names = {plain_name(form.name) for form in latest.values()}
    gone = [
        form for form in kept.forms(tx) if form.number in latest or plain_name(form.name) in names
    ]
    return _changed(tx, by, tuple(latest.values()), tuple(gone), now)


def drop_forms(tx: Tx, by: int, named: str, now: datetime) -> Changed | None:
    """Take a form off the list, by its place, number or name; None where there is no such one."""
    known = kept.forms(tx)
    gone = [form for form in known if named in (form.number, form.name)]
    if not gone and named.isascii() and named.isdecimal() and 0 < int(named) <= len(known):
        gone = [known[int(named) - 1]]
    return _changed(tx, by, (), tuple(gone), now) if gone else None


def _changed(
    tx: Tx, by: int, new: tuple[Form, ...], gone: tuple[Form, ...], now: datetime
) -> Changed:
    record(tx, Act.FORMS, by, now, new=len(new), gone=len(gone))
    return Changed(new, gone, kept.change_forms(tx, new, gone))


def take_back(tx: Tx, by: int, change: int, now: datetime) -> bool:
    """Undo a change of the list, if none came after it; whether it was."""
    if not kept.undo_forms(tx, change):
        return False
    record(tx, Act.FORMS, by, now, undone=True)
    return True
