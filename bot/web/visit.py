"""One request of somebody to one route: what a page is given, and how it answers."""

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from aiohttp import web

from bot.domain.session import Person
from bot.services.sessions import Visitor
from bot.storage.connection import Snapshot, Tx
from bot.web.board import Board
from bot.web.forms import Form, clean, whole
from bot.web.hall import Hall
from bot.web.people import Rule, may
from bot.web.problem import Problem
from bot.web.rendering import render
from bot.wording import board as words

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A request whose rule was checked, and for a POST its token and origin, too."""

    request: web.Request
    board: Board
    hall: Hall
    secret: str = ""
    visitor: Visitor | None = None
    form: Form = field(default_factory=Form)

    @property
    def me(self) -> Person:
        """Who asks; on routes for whoever is signed in."""
        assert self.visitor is not None
        return self.visitor.person

    @property
    def csrf(self) -> str:
        """What every form of this session must carry."""
        return hmac.new(self.secret.encode("utf8", "replace"), b"csrf", "sha256").hexdigest()

    @property
    def asked(self) -> Form:
        """What stands behind the question mark of the address."""
        return clean(self.request.query.items())

    def named(self, name: str) -> str:
        """A part of the path."""
        return self.request.match_info[name]

    def number(self, name: str) -> int:
        """A number in the path; what is none, is not found."""
        try:
            return whole(self.named(name))
        except Problem as error:
            raise Problem(404) from error

    async def read(
        self, f: Callable[Concatenate[Snapshot, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Look something up."""
        return await self.board.store.read(f, *args, **kwargs)

    async def act(self, work: Callable[[Tx], T]) -> T:
        """Do something; see `Board.act`."""
        return await self.board.act(self.me, work)

    def page(self, template: str, /, *, status: int = 200, **given: Any) -> web.Response:
        """A page of ours."""
        person = self.visitor.person if self.visitor else None
        text = render(
            template,
            base=self.board.base,
            here=self.path,
            me=person,
            nav=tuple((path, label) for path, label, rule in self.hall.nav if may(person, rule)),
            csrf=self.csrf if self.visitor else "",
            flash=self.hall.said(self.csrf) if self._is_looked_at and status < 400 else "",
            now=self.board.now(),
            printed=words.printed(self.board.now()),
            **given,
        )
        return web.Response(text=text, status=status, content_type="text/html", charset="utf-8")

    @property
    def _is_looked_at(self) -> bool:
        """Whether somebody came here; of a page that keeps itself up to date only a part shows."""
        return self.visitor is not None and "X-Refresh" not in self.request.headers

    def back(self, path: str, said: str = "") -> web.Response:
        """Lead to a page of ours after something was done; it shows ``said`` once."""
        if not path.startswith("/") or path.startswith("//") or "\\" in path:
            raise Problem(400)
        if said and self.visitor:
            self.hall.say(self.csrf, said)
        return web.Response(status=303, headers={"Location": self.board.base + path})

    @property
    def path(self) -> str:
        """The path of this page below the board's own."""
        return self.request.path.removeprefix(self.board.base) or "/"


Handler = Callable[[Visit], Awaitable[web.StreamResponse]]


class Route(NamedTuple):
    """One way into the board, and for whom it is; whose a thing is, its handler asks a service."""

    method: str
    path: str
    handler: Handler
    rule: Rule
