"""Attacks on every way into the board, out of the table: nothing breaks, leaks, changes or runs.

``make hostile`` tries 5 000 of them; here a share runs with the tests.
"""

import asyncio
import hmac
import os
import re
from collections.abc import Iterable
from hashlib import blake2b
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from yarl import URL

from bot.storage.connection import Snapshot
from bot.web import rendering
from bot.web.routes import ROUTES
from bot.web.visit import Route
from tests.web.conftest import Play
from tests.web.kit import ADMIN, CONTACT, COORDINATOR, EVERYBODY, UPPER, Client, Site, played
from tests.web.planted import FLAGGERS, HOSTILE, SECRETS, plant
from tests.web.test_matrix import path_of

EXAMPLES = int(os.environ.get("HOSTILE_EXAMPLES", "200"))
A_ROUND = 250
"""Attacks on one board; those that are let in change it, so another one is built."""
HOME = Path(rendering.__file__).parent
FIELDS = sorted(
    {name for file in HOME.rglob("*.py")
     for name in re.findall(r"\.(?:text|number|many)\(\s*\"(\w+)\"", file.read_text("utf8"))}
    | {name for file in HOME.rglob("*.html")
       for name in re.findall(r"name=\"(\w+)\"", file.read_text("utf8"))}
    | set("qvx")
)  # fmt: skip
TAGS = {
    tag
    for file in HOME.rglob("*.html")
    for tag in re.findall(r"<([a-z][a-z0-9]*)", file.read_text("utf8"))
}
"""All that our own templates are made of; what people write adds none."""
NASTY = st.sampled_from(
    (*HOSTILE, "", "0", "1", "2", "3", "-1", "00", "١", "9" * 9, "9" * 400, "1e9", "0x1", "\0",
     "a\0b", "\ud800", "\udfff!", "..", "../../etc/passwd", "..\\..\\x", "%00", "%2e%2e%2f", "//x",
     "http://evil.example/", "\r\nSet-Cookie: a=b", "\u2028", "\u2066x", "' or 1=1 --", "\"),(",
     "*", "a" * 9000, "机" * 5000, "2026-06-20", "9999-12-31T23:59", "0001-01-01", "2026-W99-9",
     "cancel", "merge", "split", "title", "kind", "apart", "n1", "same_data", "photo", "all",
     "claim", "csv", "xlsx", "requests", "cases", "on", "toy:1:-200", "x-1", "r1")
)  # fmt: skip
TEXTS = NASTY | st.text(st.characters(), max_size=30)
PAIRS = st.lists(st.tuples(st.sampled_from(FIELDS) | TEXTS, TEXTS), max_size=8)


class Attack(NamedTuple):
    """What is sent: by whom, where, with what, and which of the proofs a form of ours carries."""

    who: str
    route: Route
    parts: list[str]
    query: list[tuple[str, str]]
    fields: list[tuple[str, str]]
    raw: bytes | None
    token: str
    origin: str | None

    @property
    def path(self) -> str:
        """Its path, with the open parts of the route filled in as they are."""
        given = iter(self.parts)
        path = re.sub(r"{\w+[^}]*}", lambda _: encoded(next(given)), self.route.path)
        return path + ("?" + form(self.query) if self.query else "")


ATTACKS = st.builds(
    Attack,
    who=st.sampled_from(EVERYBODY),
    route=st.sampled_from(ROUTES),
    # Most are numbers of things that are there, so that what lies behind is reached.
    parts=st.lists(st.sampled_from("1234") | TEXTS, min_size=3, max_size=3),
    query=st.just([]) | PAIRS,
    fields=PAIRS,
    raw=st.none() | st.none() | st.none() | st.binary(max_size=60),
    token=st.sampled_from(("own", "own", "none", "twice", "other", "empty")),
    origin=st.sampled_from(("own", "own", "own", "null", "https://evil.example", None)),
)


def encoded(text: str) -> str:
    return quote(text.encode("utf8", "surrogatepass"), safe="")


def form(pairs: Iterable[tuple[str, str]]) -> str:
    return "&".join(f"{encoded(key)}={encoded(value)}" for key, value in pairs)


def token_of(cookie: str) -> str:
    """What stands in the forms of a session."""
    return hmac.new(cookie.partition("=")[2].encode(), b"csrf", "sha256").hexdigest()


async def send(site: Site, attack: Attack, by: Client) -> tuple[int, str]:
    """Send it as it is; the status and what can be read of the answer."""
    site.town.ticks += 1.0
    tokens = {
        "own": [("csrf", token_of(by.cookie))], "none": [], "empty": [("csrf", "")],
        "twice": [("csrf", token_of(by.cookie))] * 2, "other": [("csrf", "0" * 64)],
    }  # fmt: skip
    origin = site.board.origin if attack.origin == "own" else attack.origin
    headers = {"Host": site.board.host, "Cookie": by.cookie, "Origin": origin or ""}
    body = None
    if attack.route.method == "POST":
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = form([*tokens[attack.token], *attack.fields]).encode()
        body = body if attack.raw is None else attack.raw + b"&" + body
    url = URL(f"{site.root}{site.board.base}{attack.path}", encoded=True)
    async with site.session.request(
        attack.route.method, url, data=body, allow_redirects=False,
        headers={key: value for key, value in headers.items() if value},
    ) as answer:  # fmt: skip
        if answer.content_type == "text/event-stream":
            return answer.status, ""
        text = (await answer.read()).decode("utf8", "replace")
        return answer.status, text + "".join(answer.headers.values())


def state(snapshot: Snapshot) -> bytes:
    """All that is kept, but who is signed in."""
    found = blake2b()
    names = snapshot.execute("select name from sqlite_master where type = 'table'").fetchall()
    for (name,) in names:
        if name not in SIGNING:
            found.update(repr(snapshot.execute(f"select * from [{name}]").fetchall()).encode())
    return found.digest()


SIGNING = ("session", "entry")


async def attacked(site: Site, attack: Attack) -> None:
    """It is turned away, or does what its sender may do; and shows nothing else."""
    by = await site.as_(attack.who)
    before = await site.town.store.read(state)
    status, text = await send(site, attack, by)
    assert status < 500, attack
    for secret in (*SECRETS[attack.who], *FLAGGERS):
        assert secret not in text, (secret, attack)
    proven = attack.token == "own" and attack.origin == "own"
    if attack.route.method == "GET" or not proven or not by.cookie:
        assert await site.town.store.read(state) == before, attack
    if text.startswith("<!doctype html>"):
        assert_inert(text)


class _Tags(HTMLParser):
    """Looks at every tag of a page, and at all text that stands outside what fences it off."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fenced = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        assert tag in TAGS, (tag, attrs)
        assert len(given) == len(attrs), attrs
        assert not [name for name in given if name.startswith("on") or name == "style"], attrs
        for name in ("href", "src", "action", "formaction"):
            assert given.get(name, "/")[:1] in ("/", "?", "#") or _leads_out(given[name]), attrs
        assert tag != "script" or given["src"].startswith("/"), attrs
        self.fenced += tag in FENCES

    def handle_endtag(self, tag: str) -> None:
        self.fenced -= tag in FENCES

    def handle_data(self, data: str) -> None:
        assert self.fenced or not set(data) & OVERRIDES, data


FENCES = ("bdi", "textarea", "option", "title")
OVERRIDES = frozenset("\u202a\u202b\u202d\u202e")


def _leads_out(href: str) -> bool:
    """To a chat, by a link that the platform made."""
    return re.match(r"https://t\.example/toy", href) is not None


def assert_inert(html: str) -> None:
    """A page in which nothing that people wrote is anything but text."""
    _Tags().feed(html)
    for raw in ("<script>", '" onx=', "' onmouseover='", "<img", "</bdi></textarea>", "<svg"):
        assert raw not in html, raw
    assert "49报送" not in html


def test_no_attack_does_anything(play: Play, tmp_path: Path) -> None:
    """Paths, queries and forms out of the table, by everybody, with and without a token."""

    async def story(site: Site) -> None:
        await plant(site)
        loop = asyncio.get_running_loop()

        @settings(
            max_examples=min(EXAMPLES, A_ROUND), deadline=None, database=None,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(ATTACKS)
        def attack(one: Attack) -> None:
            asyncio.run_coroutine_threadsafe(attacked(site, one), loop).result()

        await asyncio.to_thread(attack)

    for number in range(-(-EXAMPLES // A_ROUND)):
        (folder := tmp_path / str(number)).mkdir()
        played(folder, story)


PAGES = [route for route in ROUTES if route.method == "GET" and route.path != "/events"]
ASKED = ("", f"?q={HOSTILE[0]}&by=group&state=all&view=all&what=requests")


@pytest.mark.parametrize("who", [one for one in EVERYBODY if SECRETS[one] or one == UPPER])
def test_what_people_wrote_runs_on_no_page(play: Play, who: str) -> None:
    """Titles, names of people, groups and issuers, and what flaggers wrote, to everybody."""

    async def story(site: Site) -> None:
        await plant(site)
        browser, seen = await site.as_(who), ""
        for route in PAGES:
            for asked in ASKED:
                answer = await browser.get(path_of(route) + asked)
                assert answer.status < 500, route
                assert not [one for one in SECRETS[who] if one in answer.text], route
                if "html" in answer.headers.get("Content-Type", ""):
                    assert_inert(answer.text)
                    seen += answer.text
        wrote = "&lt;script&gt;alert(1)&lt;/script&gt;报送" in seen
        assert wrote == (who in (ADMIN, CONTACT, COORDINATOR, UPPER)), who

    play(story)
