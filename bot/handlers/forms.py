"""报表清单: upper coordinators list approved forms, add pasted ones, take one off, undo."""

from collections.abc import Sequence
from typing import Any

from bot.domain.boundary import Outgoing
from bot.handlers.answers import Call, line
from bot.handlers.context import Context
from bot.handlers.office import answered, drop, keep
from bot.reading.forms import dropped_form, form_lines, read_form
from bot.services.appointing import is_upper
from bot.services.forms import add_forms, drop_forms, take_back
from bot.storage.connection import Tx
from bot.storage.forms import forms
from bot.wording import forms as words
from bot.wording.cases import UPPER_ONLY

STEP = "forms"
_LONGEST = 16


async def show_forms(context: Context, call: Call, updates: Sequence[int]) -> None:
    """报表清单: the list; with lines they are added; 删 2 takes one off; other words look up."""

    def work(tx: Tx) -> list[Outgoing]:
        if not is_upper(tx, call.member.id):
            return line(UPPER_ONLY)
        return [_done(tx, context, call)]

    await answered(context, call, updates, work)


def _done(tx: Tx, context: Context, call: Call) -> Outgoing:
    named = dropped_form(call.words)
    if named:
        gone = drop_forms(tx, call.member.id, named, context.now())
        return words.changed(gone, ()) if gone else Outgoing(plain=words.NOT_FOUND)
    lines = form_lines(call.words)
    if len(lines) > 1 or any(read_form(one) for one in lines):
        return _added(tx, context, call, lines)
    return words.listed(forms(tx), call.words.strip())


def _added(tx: Tx, context: Context, call: Call, lines: Sequence[str]) -> Outgoing:
    read = [(one, read_form(one)) for one in lines]
    new, bad = [form for _, form in read if form], [one for one, form in read if form is None]
    if not new:
        return words.not_read(bad)
    return words.changed(add_forms(tx, call.member.id, new, context.now()), bad)


def typed(tx: Tx, context: Context, call: Call, _: dict[str, Any], text: str) -> list[Outgoing]:
    """The list that was asked for with [加报表]."""
    drop(tx, context, call)
    if not is_upper(tx, call.member.id):
        return line(UPPER_ONLY)
    return [_added(tx, context, call, form_lines(text))]


async def pressed(context: Context, call: Call, about: str, updates: Sequence[int]) -> None:
    """[加报表] [撤销]; who presses must be an upper coordinator now."""
    verb, _, rest = about.partition(":")

    def work(tx: Tx) -> list[Outgoing]:
        if not is_upper(tx, call.member.id):
            return line(UPPER_ONLY)
        if verb == "add":
            keep(tx, context, call, STEP)
            return line(words.PASTE)
        change = int(rest) if rest.isascii() and rest.isdecimal() and len(rest) < _LONGEST else 0
        undone = verb == "undo" and take_back(tx, call.member.id, change, context.now())
        return line(words.UNDONE if undone else words.LATER)

    await answered(context, call, updates, work)
