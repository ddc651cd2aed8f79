"""Hold calls and objects against the Bot API spec; knows nothing of the sandbox."""

import html
import json
import re
from pathlib import Path
from typing import Any

Json = dict[str, Any]

SPEC = Path(__file__).parents[2].parent / "shared" / "botapi" / "api.json"
_ARRAY = "Array of "
_PLAIN: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (float, int),
    "String": (str,),
    "Boolean": (bool,),
}
ENTITIES = 100
"""Not in the spec: formatting beyond is dropped without a word (facts/telegram.md, 27)."""
_TAG = re.compile(r"<[a-z]")
_LENGTH = re.compile(r"(\d+)-(\d+) (?:characters|bytes)")


def load_spec(path: Path = SPEC) -> Json | None:
    """Return the spec, or None where the checkout has no ../shared beside it."""
    return json.loads(path.read_text("utf8")) if path.exists() else None


def check_call(spec: Json, method: str, params: Json) -> list[str]:
    """Return what is wrong with an outgoing call: unknown, missing, mistyped, too long.

    `params` may be typed, or all strings as a form sends them. An HTML text is measured without
    its tags, in UTF-16 units.
    """
    if method not in spec["methods"]:
        return [f"{method}: no such method"]
    fields = {field["name"]: field for field in spec["methods"][method].get("fields", ())}
    problems = [f"{method}: unknown parameter {name}" for name in params if name not in fields]
    for name, field in fields.items():
        where = f"{method}.{name}"
        if name not in params:
            problems += [f"{where}: missing"] if field["required"] else []
            continue
        value = _typed(field["types"], params[name])
        problems += check_value(spec, field["types"], value, where)
        problems += _check_length(field, value, where, params.get("parse_mode"))
    return problems


def _typed(types: list[str], value: Any) -> Any:
    """Read a form's string as what the parameter should be."""
    if not isinstance(value, str) or types == ["String"]:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _check_length(field: Json, value: Any, where: str, parse_mode: Any) -> list[str]:
    limits = _LENGTH.search(field["description"])
    if not limits or not isinstance(value, str):
        return []
    tags = len(_TAG.findall(value)) if parse_mode == "HTML" else 0
    if "bytes" in limits[0]:
        size = len(value.encode())
    else:
        plain = html.unescape(re.sub(r"<[^>]*>", "", value)) if parse_mode == "HTML" else value
        size = len(plain.encode("utf-16-le")) // 2
    low, high = int(limits[1]), int(limits[2])
    problems = [] if low <= size <= high else [f"{where}: {size} long, {low}-{high} allowed"]
    return problems + ([f"{where}: {tags} entities, 100 are kept"] if tags > ENTITIES else [])


def check_object(spec: Json, kind: str, value: Any, where: str = "") -> list[str]:
    """Return what is wrong with an object of a type: unknown, missing or mistyped fields."""
    where = where or kind
    declared = spec["types"][kind]
    if declared.get("subtypes"):
        found = [check_object(spec, sub, value, where) for sub in declared["subtypes"]]
        return min(found, key=len)
    if not isinstance(value, dict):
        return [f"{where}: {kind} expected, not {value!r}"]
    fields = {field["name"]: field for field in declared.get("fields", ())}
    problems = [f"{where}: unknown field {name}" for name in value if name not in fields]
    for name, field in fields.items():
        inside = f"{where}.{name}"
        if name not in value:
            problems += [f"{inside}: missing"] if field["required"] else []
            continue
        problems += check_value(spec, field["types"], value[name], inside)
        problems += _check_constant(field, value[name], inside)
        problems += _check_length(field, value[name], inside, None)
    return problems


def _check_constant(field: Json, value: Any, where: str) -> list[str]:
    """Check fields that are "always" one value, which tell subtypes apart."""
    always = re.search(r"always [“\"]([a-z_]+)[”\"]", field["description"])
    fits = not always or always[1] == value
    return [] if fits else [f"{where}: {value!r}, always {always[1] if always else ''}"]


def check_value(spec: Json, types: list[str], value: Any, where: str) -> list[str]:
    """Return what is wrong with a value that may be of any of these types; the best fit counts."""
    return min((_check_one(spec, one, value, where) for one in types), key=len)


def _check_one(spec: Json, kind: str, value: Any, where: str) -> list[str]:
    if kind.startswith(_ARRAY):
        if not isinstance(value, list):
            return [f"{where}: {kind} expected, not {value!r}"]
        inner = [kind.removeprefix(_ARRAY)]
        checks = (check_value(spec, inner, v, f"{where}[{n}]") for n, v in enumerate(value))
        return [problem for problems in checks for problem in problems]
    if kind not in _PLAIN:
        return check_object(spec, kind, value, where)
    mistaken = isinstance(value, bool) and kind != "Boolean"
    fits = isinstance(value, _PLAIN[kind]) and not mistaken
    return [] if fits else [f"{where}: {kind} expected, not {value!r}"]
