"""Lists as files for tables: the same rows as on the pages, and kept that somebody took them."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from aiohttp import web

from bot.domain.audit import Act
from bot.services.recording import record
from bot.web.exports import RULES, Wish, wish_in
from bot.web.forms import Form
from bot.web.people import Rule, may
from bot.web.problem import Problem
from bot.web.tables import CsvSheet, Sheet, XlsxSheet
from bot.web.visit import Route, Visit
from bot.wording import board_export as words
from bot.wording.board_export import Format, What

_SHEETS: Mapping[Format, Callable[[Path, str, datetime], Sheet]] = {
    Format.CSV: CsvSheet,
    Format.XLSX: XlsxSheet,
}
_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_AT_ONCE, _CHUNK = 3, 64 * 1024
_OFFERED = (
    {"what": What.REQUESTS, "state": "open"},
    {"what": What.REQUESTS, "state": "all"},
    {"what": What.CASES, "view": ""},
    {"what": What.CASES, "view": "all"},
    {"what": What.RECORDS},
    {"what": What.CALENDAR},
)


async def export(visit: Visit) -> web.Response:
    """What can be exported; the list that somebody comes from stands first."""
    given = [visit.asked] if visit.asked.text("what", 12) else []
    given += [Form(one.items()) for one in _OFFERED if may(visit.me, RULES[What(one["what"])])]
    wishes = [await wish_in(visit, one) for one in given]
    offers = {(one.what, one.told): one for one in wishes}
    return visit.page("export.html", offers=offers.values(), role=words.role(visit.me), words=words)


async def download(visit: Visit) -> web.StreamResponse:
    """The file of a list. One at a time for each session, and few for all."""
    wish, form = await wish_in(visit, visit.form), visit.form.text("format", 4)
    if form not in set(Format):
        raise Problem(400)
    busy = visit.hall.exporting
    if visit.csrf in busy or len(busy) >= _AT_ONCE:
        raise Problem(429, words.BUSY)
    busy.add(visit.csrf)
    try:
        with TemporaryDirectory(prefix="jianfu-") as folder:
            return await _given(visit, wish, Format(form), Path(folder))
    finally:
        busy.discard(visit.csrf)


async def _given(visit: Visit, wish: Wish, form: Format, folder: Path) -> web.StreamResponse:
    now, me = visit.board.now(), visit.me
    sheet = _SHEETS[form](folder, words.LISTS[wish.what], now)
    try:
        sheet.add([(words.first_line(wish.what, wish.told, me, now),), words.HEADINGS[wish.what]])
        count = 0
        async for rows in wish.rows():
            await asyncio.to_thread(sheet.add, rows)
            count += len(rows)
    finally:
        path = await asyncio.to_thread(sheet.close)
    await visit.act(
        lambda tx: record(
            tx, Act.EXPORT, me.member.id, now, subject=wish.what, rows=count, form=form
        )
    )
    name = words.file_name(wish.what, form, now)
    response = web.StreamResponse(
        headers={
            "Content-Type": _TYPES[form],
            "Content-Length": str(path.stat().st_size),
            "Content-Disposition": f"attachment; filename={wish.what}.{form};"
            f" filename*=UTF-8''{quote(name)}",
        }
    )
    await response.prepare(visit.request)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            await response.write(chunk)
    await response.write_eof()
    return response


ROUTES = (
    Route("GET", "/export", export, Rule.SIGNED_IN),
    Route("POST", "/export/file", download, Rule.SIGNED_IN),
)
