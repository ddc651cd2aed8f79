"""The board over a county's database: how long each page takes for whoever opens it."""

import asyncio
import re
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from urllib.parse import quote

from aiohttp import ClientSession, DummyCookieJar, web

from bench.board_county import CASES, CAST, GROUPS, NAME, NOW, OPEN, REQUESTS, county
from bot.app import knowledge
from bot.config import Config
from bot.domain.boundary import PlatformRole
from bot.live import office_of
from bot.services.sessions import offer_link, sign_in
from bot.storage.connection import Tx
from bot.storage.keys import KEYS, Keys
from bot.storage.schema import MIGRATIONS
from bot.storage.seal import load_seal
from bot.storage.store import Store
from bot.web.application import application
from bot.web.board import Board
from bot.web.cookies import name_of

_ROUNDS, _LIMIT = 20, 100.0
_FILTERED = (
    "/requests?state=due", "/requests?state=past&page=40", "/requests?state=withdrawn",
    "/requests?state=all&page=20", "/requests?q=" + quote("低保年审"),
    "/requests?q=" + quote("台账"),
    "/requests?state=all&issuer=" + quote("民政"), "/requests?state=all&kind=meeting&days=30",
    "/requests?state=all&group=1", "/calendar?by=group", "/calendar?week=2026-03-09",
    "/cases?view=all", "/cases?view=over&below=900", "/cases?view=all&q=" + quote("低保"),
    "/cases?view=over&issuer=" + quote("县民政局"), "/cases?view=all&group=7", "/audit?about=cases",
    "/audit?about=corrections",
)  # fmt: skip
_LISTS = (
    "/requests?state=all",
    "/cases?view=all",
    "/cases",
    "/records",
    "/duplicates",
    "/unsure",
    "/office",
)
"""Pages whose first links lead to pages of one thing, which are measured, too."""


def run(*, errors: bool = False) -> dict[str, float]:
    """Milliseconds of CPU time for each page; ``errors`` keeps quiet about none."""
    del errors
    folder = Path(tempfile.gettempdir()) / f"jianfu-bench-{REQUESTS}"
    folder.mkdir(exist_ok=True)
    spent = county(folder)
    made = f"made in {spent:.0f} s" if spent else f"kept in {folder}"
    sys.stdout.write(
        f"{REQUESTS} requests, {CASES} cases ({OPEN} open), {GROUPS} groups; {made}\n"
        f"{'':12}{'page':44}{'p50':>8}{'p95':>8}{'wall p50':>10} ms, of the process's CPU time\n"
    )
    with Store.open(folder / NAME, MIGRATIONS, seal=load_seal(folder)) as store:
        return asyncio.run(_measured(store, folder))


def _board(store: Store, folder: Path) -> Board:
    config = Config()
    lexicon, calendar = knowledge(config)
    office = office_of(lexicon, calendar, config.clock, Keys(folder / KEYS))

    async def admin(_chat: str, _member: str) -> PlatformRole:
        return PlatformRole.ADMIN

    return Board(
        store=store, office=office, lexicon=lexicon, calendar=calendar, slot=config.slot,
        public_url="https://board.example", now=lambda: NOW, monotonic=_unhurried(),
        changed=lambda: None, show=lambda _tx, _chats: None, hear=lambda: None, standing=admin,
        afresh=admin, link=lambda _source: None, invite=lambda _payload: None,
    )  # fmt: skip


def _unhurried() -> Callable[[], float]:
    """A clock by which nobody asks too often."""
    seconds = count(step=60)
    return lambda: float(next(seconds))


async def _measured(store: Store, folder: Path) -> dict[str, float]:
    board = _board(store, folder)
    runner = web.AppRunner(application(lambda: board), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    figures: dict[str, float] = {}
    try:
        async with ClientSession(f"http://{host}:{port}", cookie_jar=DummyCookieJar()) as session:
            for who, member in CAST._asdict().items():
                secret = await store.run(_signed_in, member)
                headers = {"Host": board.host, "Cookie": f"{name_of(board)}={secret}"}
                for name, path in (await _paths(session, headers)).items():
                    p50, p95, wall = await _timed(session, headers, path)
                    mark = "  !" if p95 > _LIMIT else ""
                    sys.stdout.write(f"{who:12}{name:44}{p50:8.1f}{p95:8.1f}{wall:10.1f}{mark}\n")
                    sys.stdout.flush()
                    figures[f"{who}_p95"] = max(figures.get(f"{who}_p95", 0.0), p95)
    finally:
        await runner.cleanup()
    return figures


def _signed_in(tx: Tx, member: int) -> str:
    secret = sign_in(tx, offer_link(tx, member, NOW), NOW)
    assert secret is not None
    return secret


async def _paths(session: ClientSession, headers: dict[str, str]) -> dict[str, str]:
    """All pages that somebody is led to: the menu's, filtered lists, one of each thing."""
    _, home = await _get(session, headers, "/")
    menu = re.findall(r'<a href="(/[a-z]*)"', home.partition("</nav>")[0])
    found = {path: path for path in [*menu, "/sessions"]}
    for path in _FILTERED:
        if path.partition("?")[0] in found:
            found[_short(path)] = path
    for path in [*menu, *_LISTS]:
        if path.partition("?")[0] not in menu:
            continue
        _, html = await _get(session, headers, path)
        for link in re.findall(r'href="(/[a-z/]+/\d+[^"]*)"', html)[:40]:
            found.setdefault(
                re.sub(r"\d+", "…", link).partition("?")[0], link.replace("&amp;", "&")
            )
    for link in [path for name, path in found.items() if name == "/requests/…"]:
        for more in ("/join", "/try?fix=title&value=x", "/try?fix=no&value="):
            if (await _get(session, headers, link + more))[0] == 200:
                found["/requests/…" + more.partition("?")[0]] = link + more
    return found


def _short(path: str) -> str:
    return re.sub(r"(%\w\w)+", "…", path)


async def _timed(
    session: ClientSession, headers: dict[str, str], path: str
) -> tuple[float, float, float]:
    """CPU time of a page, ours and the client's: p50 and p95; and the median of wall time."""
    await _get(session, headers, path)
    cpu, wall = [], []
    for _ in range(_ROUNDS):
        begun, used = time.perf_counter(), time.process_time()
        status, _ = await _get(session, headers, path)
        cpu.append((time.process_time() - used) * 1000)
        wall.append((time.perf_counter() - begun) * 1000)
        assert status == 200, (status, path)
    cpu.sort()
    return cpu[_ROUNDS // 2], cpu[-1 - _ROUNDS // 20], sorted(wall)[_ROUNDS // 2]


async def _get(session: ClientSession, headers: dict[str, str], path: str) -> tuple[int, str]:
    async with session.get(path, headers=headers, allow_redirects=False) as answer:
        return answer.status, await answer.text()
