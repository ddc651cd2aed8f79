"""Templates and static files of the board."""

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


class Static(NamedTuple):
    """A file as it is served; ``mark`` is another whenever the file is."""

    body: bytes
    type: str
    mark: str


def render(name: str, /, *, base: str, **given: Any) -> str:
    """A template of ours, with everything put into it escaped; ``url(path)`` leads to a page."""

    def url(path: str) -> str:
        return base + path

    def static_url(file: str) -> str:
        found = static(file)
        assert found is not None, file
        return f"{base}/static/{file}?v={found.mark}"

    return _templates().get_template(name).render(url=url, static=static_url, **given)


@cache
def _templates() -> Environment:
    loader = PackageLoader("bot.web")
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip


def static(name: str) -> Static | None:
    """A static file; None for what we do not have."""
    return _files().get(name)


@cache
def _files() -> dict[str, Static]:
    found = {}
    for file in (files("bot.web") / "static").iterdir():
        kind = _TYPES.get(file.name.rpartition(".")[2])
        if kind and file.is_file():
            body = file.read_bytes()
            found[file.name] = Static(body, kind, sha256(body).hexdigest()[:12])
    return found
