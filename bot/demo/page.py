"""The page itself: one template and its static files."""

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape

_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
}


def render(name: str, **given: Any) -> str:
    """A template of ours, with everything put into it escaped."""
    return _templates().get_template(name).render(**given)


@cache
def _templates() -> Environment:
    return Environment(loader=PackageLoader("bot.demo"), autoescape=select_autoescape(default=True))


def static(name: str) -> tuple[bytes, str] | None:
    """A static file with its type; None for what we do not have."""
    stem, dot, kind = name.rpartition(".")
    if not stem.replace("-", "").replace("_", "").isalnum() or dot + kind not in _TYPES:
        return None
    file = files("bot.demo") / "static" / name
    return (file.read_bytes(), _TYPES[dot + kind]) if file.is_file() else None
