"""Lists as files: the same rows as on the pages, and nothing in them that a program would run."""

import csv
import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.message import SHANGHAI
from bot.domain.reading import Kind
from bot.storage.connection import Tx
from bot.storage.messages import find_chat
from bot.web.tables import CsvSheet, XlsxSheet, is_formula
from tests.live.kit import GROUP, Town
from tests.web.conftest import Play
from tests.web.kit import ADMIN, CONTACT, COORDINATOR, MEMBER, UPPER, Client, Site
from tests.web.planted import FOREIGN, VOICE, ask, plant

TITLES = (
    '=HYPERLINK("http://evil.example","点我")', "+1", "-2+3", "＝1+1", "＋1", "－1", "@SUM(A1)",
    "\u200b\u3000=1", "\t=cmd|' /C calc'!A0", '普通的题目,带"引号"\r\n和换行\x07',
)  # fmt: skip
SIGNS = "=+-@＝＋－＠\t\r"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ISSUERS = "发布单位"

Table = list[list[str]]


def rows_of(body: bytes) -> Table:
    """A CSV file as the standard library reads it."""
    text = body.decode("utf-8")
    assert text.startswith("\ufeff")
    assert text.count("\n") == text.count("\r\n") == text.count("\r")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


def cells_of(body: bytes) -> Table:
    """The sheet of an XLSX file; nothing in it is worked out, and nothing leads elsewhere."""
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        assert book.testzip() is None
        assert not [one for one in book.namelist() if "external" in one or "vba" in one]
        tree = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert not list(tree.iter(f"{SHEET}f"))
    assert not list(tree.iter(f"{SHEET}hyperlink"))
    return [["".join(cell.itertext()) for cell in row] for row in tree.iter(f"{SHEET}row")]


async def got(
    browser: Client, what: str, fields: Mapping[str, str] | None = None, form: str = "csv"
) -> tuple[bytes, Mapping[str, str]]:
    """A list as somebody is given it."""
    site, sent = browser.site, {"what": what, "format": form, **(fields or {})}
    async with site.session.post(
        f"{site.root}{site.board.base}/export/file",
        data={"csrf": await browser.token(), **sent},
        headers={"Host": site.board.host, "Cookie": browser.cookie, "Origin": site.board.origin},
    ) as answer:
        assert answer.status == 200, await answer.text()
        return await answer.read(), dict(answer.headers)


async def table(browser: Client, what: str, **fields: str) -> Table:
    """Its rows; in both kinds of files there are the same."""
    rows = rows_of((await got(browser, what, fields))[0])
    cells = cells_of((await got(browser, what, fields, "xlsx"))[0])
    plain = [[_said(cell) for cell in row] for row in rows]
    filled = [row + [""] * (len(plain[at]) - len(row)) for at, row in enumerate(cells)]
    assert filled == plain
    return rows


def _said(cell: str) -> str:
    """What a cell of a CSV file was made of."""
    return cell[1:] if cell[:1] == "'" and is_formula(cell[1:]) else cell


def _formulas(tx: Tx, town: Town) -> None:
    here = find_chat(tx, GROUP)
    assert here is not None
    for number, title in enumerate(TITLES, 500):
        ask(tx, town, here.chat, number, title, "=农业办")
    ask(tx, town, here.chat, 600, "防汛例会", "应急办", Kind.MEETING)
    ask(tx, town, here.chat, 601, "养老例会", "民政办", Kind.MEETING)


def test_a_coordinator_takes_requests_cases_and_the_week(play: Play) -> None:
    """What is on the page is in the file, as text; what is not theirs is not in it."""

    async def story(site: Site) -> None:
        await plant(site)
        site.town.store.run_sync(_formulas, site.town)
        browser = await site.as_(COORDINATOR)
        page = (await browser.get("/requests?state=all")).text
        assert "/export?state=all&amp;what=requests" in page
        offer = (await browser.get("/export?state=all&what=requests&issuer=农业办")).text
        assert "发布单位「农业办」" in offer
        rows = await table(browser, "requests", state="all")
        (said,), heads = rows[0], rows[1]
        assert said.startswith("自动整理,以原通知为准。2026年")
        assert "由减负办经办导出:事项(全部)" in said
        assert "走访照片3张" in {row[heads.index("事项")] for row in rows[2:]}
        assert {"'=农业办", "镇民政办"} <= {row[heads.index(ISSUERS)] for row in rows[2:]}
        assert not [cell for row in rows for cell in row if cell[:1] in set(SIGNS)]
        assert FOREIGN not in str(rows)
        farmers = await table(browser, "requests", state="all", issuer="农业办")
        assert len(farmers) == 2 + len(TITLES)
        # One that waits for its issuer is nothing they have to do.
        assert len(await table(browser, "cases", view="")) == 2
        cases = await table(browser, "cases", view="issuer")
        assert cases[2][:5] == ["1", "走访照片3张", "镇民政办", "要拍照、截图、录视频", "3–5人"]
        assert len(cases) == 3
        for view in ("all", "over"):
            assert FOREIGN + VOICE not in str(await table(browser, "cases", view=view))
        week = await table(browser, "calendar", weeks="4")
        assert [row[3] for row in week[2:]] == ["防汛例会", "养老例会"]
        assert week[2][-1].startswith("时间相近:")
        _, headers = await got(browser, "requests", form="xlsx")
        assert headers["Content-Type"].startswith("application/vnd.openxml")
        assert "attachment" in headers["Content-Disposition"]
        assert "%E4%BA%8B%E9%A1%B9-2026-" in headers["Content-Disposition"]
        assert headers["Cache-Control"] == "no-store"

    play(story)


def test_everybody_takes_only_what_is_theirs(play: Play) -> None:
    """The contact their own unit's, the admin their group's, and it is kept that they did."""

    async def story(site: Site) -> None:
        await plant(site)
        site.town.store.run_sync(_formulas, site.town)
        contact = await site.as_(CONTACT)
        asked = await table(contact, "requests", state="all")
        assert {row[3] for row in asked[2:]} & {"镇民政办"}
        assert not {row[3] for row in asked[2:]} & {"'=农业办", "应急办"}
        assert [row[3] for row in (await table(contact, "calendar"))[2:]] == ["养老例会"]
        assert [row[0] for row in (await table(contact, "records"))[2:]] == ["1"]
        admin = await site.as_(ADMIN)
        assert "'=农业办" in str(await table(admin, "requests", state="all"))
        for browser, what in ((contact, "cases"), (admin, "cases"), (admin, "records")):
            sent = {"what": what, "format": "csv"}
            assert (await browser.post("/export/file", sent)).status == 404
            assert (await browser.get(f"/export?what={what}")).status == 404
        for who in (contact, admin):
            page = (await who.get("/export")).text
            assert ("意见办理 ·" in page, FOREIGN in page) == (False, False)
        upper = await site.as_(UPPER)
        assert FOREIGN in str(await table(upper, "cases", view="all"))
        audit = (await upper.get("/audit?about=exports")).text
        assert "导出「事项」" in audit
        assert "导出「本单位意见」,1行" in audit
        for bad in ({"what": "x"}, {"what": "requests", "format": "exe"}, {}):
            assert (await upper.post("/export/file", bad)).status in (400, 404)
        sent = {"what": "requests", "format": "csv"}
        assert (await upper.post("/export/file", sent, token=False)).status == 403
        assert (await (await site.as_(MEMBER)).post("/export/file", sent)).status == 403

    play(story)


def test_a_phone_number_is_masked(play: Play) -> None:
    async def story(site: Site) -> None:
        said = "请各村明天下班前把党员电话13900001234的核对表报组织办"
        await site.town.say("9:10", "组织办-小许", said)
        rows = str(await table(await site.as_(ADMIN), "requests"))
        assert "核对表" in rows
        assert "13900001234" not in rows

    play(story)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(), max_size=12) | st.sampled_from(TITLES), min_size=1))
def test_no_text_is_a_formula(texts: list[str]) -> None:
    """Whatever is written: each cell is read back as text, in its row and column."""
    now = datetime(2026, 3, 12, 9, tzinfo=SHANGHAI)
    rows = [(text, "x") for text in texts]
    with TemporaryDirectory() as folder:
        files: list[bytes] = []
        for kind in (CsvSheet, XlsxSheet):
            sheet = kind(Path(folder), "t", now)
            sheet.add(rows)
            files.append(sheet.close().read_bytes())
    found, cells = rows_of(files[0]), cells_of(files[1])
    assert len(found) == len(cells) == len(rows)
    assert all(len(row) == 2 and row[1] == "x" for row in found)
    for row in found:
        assert row[0][:1] == "'" or not is_formula(row[0])
        assert row[0].lstrip("\u200c\u200d\u3000 ")[:1] not in set(SIGNS)
