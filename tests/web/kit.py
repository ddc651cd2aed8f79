"""A running board on a real store and bot, and browsers of people with and without an office."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from aiohttp import ClientSession, DummyCookieJar, web

from bot.config import BoardConfig, Config
from bot.domain.people import Role
from bot.services.sessions import offer_link, sign_in
from bot.storage.connection import Tx
from bot.storage.messages import find_chat
from bot.storage.people import grant, keep_private, meet, seen_in
from bot.web.application import application, mounted
from bot.web.cookies import name_of
from tests.live.kit import GROUP, Town, assert_decent
from tests.office.kit import LIN, SUN, WANG, ZHAO, staffed

URL = "https://board.example"
UPPER, COORDINATOR, SECOND, CONTACT = SUN, LIN, ZHAO, WANG
ADMIN, MEMBER, NOBODY = "党政办周敏", "河湾村老何", ""
EVERYBODY = (NOBODY, MEMBER, ADMIN, CONTACT, COORDINATOR, UPPER)

Fields = Mapping[str, str | list[str]]


class Answer(NamedTuple):
    """What came back; of a stream the body is not waited for."""

    status: int
    text: str
    headers: Mapping[str, str]
    set_cookie: str

    @property
    def to(self) -> str:
        """Where it leads, and that it leads there."""
        assert self.status == 303, (self.status, self.text)
        return self.headers["Location"]


class Client:
    """Somebody's browser. It keeps what it is given and says what browsers say."""

    def __init__(self, site: "Site", cookie: str = "") -> None:
        self.site = site
        self.cookie = cookie

    async def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        return await self.site.send("GET", path, self, headers or {})

    async def post(
        self,
        path: str,
        fields: Fields | bytes | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        token: bool = True,
    ) -> Answer:
        """Send a form, with the token of the session unless that is the point."""
        sent = fields if isinstance(fields, bytes) else dict(fields or {})
        if token and self.cookie and isinstance(sent, dict):
            sent = {"csrf": await self.token(), **sent}
        said = {"Origin": self.site.board.origin, "Sec-Fetch-Site": "same-origin"}
        return await self.site.send("POST", path, self, {**said, **(headers or {})}, sent)

    async def token(self) -> str:
        """What stands in the forms of this session."""
        found = re.search(r'name="csrf" value="(\w+)"', (await self.get("/sessions")).text)
        return found[1] if found else ""


class Site:
    """The board of a town. ``pause``: seconds that go by before each request."""

    def __init__(self, town: Town, root: str, session: ClientSession) -> None:
        self.town = town
        self.root = root
        self.session = session
        self.board = town.live.board
        self.pause = 1.0

    async def as_(self, who: str) -> Client:
        """The browser of somebody who is signed in; of nobody and of members, one that is not."""
        secret = await self.town.store.run(_signed_in, self.town, who) if who else None
        return Client(self, f"{name_of(self.board)}={secret}" if secret else "")

    async def link(self, who: str) -> str:
        """The path of the link that somebody is sent when they ask for the board."""
        await self.town.tell(who, "网页")
        found = re.findall(rf"{self.board.public_url}(/enter/[\w-]+)", self.town.card(who))
        return str(found[-1])

    async def send(
        self,
        method: str,
        path: str,
        by: Client,
        headers: Mapping[str, str],
        fields: Fields | bytes | None = None,
    ) -> Answer:
        """One request, followed nowhere."""
        self.town.ticks += self.pause
        said = {"Host": self.board.host, "Cookie": by.cookie, **headers}
        body = [
            (key, one)
            for key, value in fields.items()
            for one in (value if isinstance(value, list) else [value])
        ] if isinstance(fields, Mapping) else fields  # fmt: skip
        kept = {key: value for key, value in said.items() if value}
        if method == "POST":
            kept.setdefault("Content-Type", "application/x-www-form-urlencoded")
        url = f"{self.root}{self.board.base}{path}"
        async with self.session.request(
            method, url, headers=kept, data=body, allow_redirects=False
        ) as answer:
            streams = answer.content_type == "text/event-stream"
            text = "" if streams else await answer.text()
            given = answer.headers.get("Set-Cookie", "")
            if given:
                by.cookie = given.partition(";")[0]
            return Answer(answer.status, text, dict(answer.headers), given)


Story = Callable[[Site], Awaitable[None]]


def played(folder: Path, story: Story, url: str = URL) -> None:
    """Play a story on a board at an address: the office is set up, a notice is out."""
    town = Town(folder, config=Config(board=BoardConfig(public_url=url)))

    async def play() -> None:
        runner = web.AppRunner(_pages(town), access_log=None, shutdown_timeout=0.1)
        try:
            await staffed(town)
            town.store.run_sync(_others, town)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            host, port = runner.addresses[0][:2]
            async with ClientSession(cookie_jar=DummyCookieJar()) as session:
                await story(Site(town, f"http://{host}:{port}", session))
        finally:
            await runner.cleanup()
            town.close()

    asyncio.run(play())
    assert_decent(town)


def _pages(town: Town) -> web.Application:
    return mounted(application(lambda: town.live.board), town.live.board)


def _others(tx: Tx, town: Town) -> None:
    chat = find_chat(tx, GROUP)
    assert chat is not None
    for name in (ADMIN, MEMBER):
        member = meet(tx, town.private(name), name).id
        keep_private(tx, member, town.private(name))
        seen_in(tx, member, chat.chat, None)
        if name == ADMIN:
            grant(tx, member, chat.chat, Role.ADMIN)


def _signed_in(tx: Tx, town: Town, who: str) -> str | None:
    member = meet(tx, town.private(who), who)
    return sign_in(tx, offer_link(tx, member.id, town.now), town.now)
