"""What the people of the sample say and do, as a list of timed steps."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from hashlib import sha256
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from bot.domain.case import Rank
from bot.domain.message import SHANGHAI, Media, Message
from bot.importers import read_chats

DAY = date(2026, 6, 11)
"""The Thursday that the demo shows first."""
LINK, PRESS, TELL = "link", "press", "tell"
IN_PRIVATE = frozenset({LINK, PRESS, TELL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody a visitor can be; ``key`` stands in addresses, ``role`` is Chinese."""

    key: str
    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What ``who`` was named to: a coordinator of a ``unit``, or without a rank its contact."""

    who: str
    unit: str
    rank: Rank | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A group: ``number`` is the export's, ``members`` are names, the owner's first."""

    key: str
    number: int
    title: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing somebody does in a group; ``what`` is post, edit, react or add.

    Or in private: open the link under the group's newest digest whose button says ``text``, or
    press a button under what the bot said last: one that says so, or has the number of such a line;
    or tell the bot ``text``, in which {words} stand for the number of the line that has them.

    ``number`` is the message's in the sample: its own, or that of the one edited or reacted to.
    ``more`` names a photo count, an emoji, a file, a reply, an origin or who is added.
    """

    at: datetime
    place: str
    who: str
    what: str = "post"
    number: int | None = None
    text: str = ""
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """The cast and the steps; ``mark`` tells one script from another."""

    bot: dict[str, str]
    visitor: str
    people: tuple[Person, ...]
    places: tuple[Place, ...]
    offices: tuple[Office, ...] = ()
    steps: tuple[Step, ...]
    mark: str


@cache
def load_script() -> Script:
    """The script that the project ships."""
    with as_file(files("bot") / "data" / "sample") as folder:
        raw = (folder / "stage.json").read_bytes()
        stage = json.loads(raw)
        mark, places = sha256(raw), []
        steps = [_invented(step) for step in stage["steps"]]
        steps += [step for flag in stage["flags"] for step in _flagged(flag)]
        newcomers = {step.more["add"] for step in steps if step.what == "add"}
        for group in stage["groups"]:
            said: list[Message] = []
            if "file" in group:
                mark.update((folder / group["file"]).read_bytes())
                said = list(_messages(folder / group["file"]))
            steps += [step for message in said for step in _steps(group["key"], message)]
            places.append(_place(group, said, newcomers))
    return Script(
        bot=stage["bot"],
        visitor=stage["visitor"],
        people=tuple(Person(**person) for person in stage["people"]),
        offices=tuple(_office(office) for office in stage["offices"]),
        places=tuple(places),
        steps=tuple(sorted(steps, key=lambda step: step.at)),
        mark=mark.hexdigest()[:16],
    )


def _messages(path: Path) -> Iterator[Message]:
    return (item for item in read_chats(path, default_day=DAY) if isinstance(item, Message))


def _place(group: dict[str, Any], said: list[Message], newcomers: set[str]) -> Place:
    speakers = [message.sender for message in said if message.sender]
    names = dict.fromkeys([group["owner"], *group["members"], *speakers])
    return Place(
        key=group["key"],
        number=group["id"],
        title=group.get("title") or said[0].group,
        members=tuple(name for name in names if name not in newcomers),
    )


def _steps(place: str, message: Message) -> Iterator[Step]:
    number = message.number if isinstance(message.number, int) else None
    more: dict[str, Any] = {
        "reply_to": message.reply_to,
        "origin": message.forwarded_from,
        "file": message.file_name,
        "media": message.media if message.media is not Media.FILE else None,
    }
    if message.service:
        # An export does not say who was let in; the stage does.
        return
    yield Step(
        at=message.sent_at,
        place=place,
        who=message.sender or "",
        number=number,
        text=message.text,
        more={key: value for key, value in more.items() if value is not None},
    )
    if message.edited_at:
        yield Step(
            at=message.edited_at, place=place, who=message.sender or "", what="edit", number=number
        )


def _office(office: dict[str, str]) -> Office:
    rank = Rank(office["rank"]) if "rank" in office else None
    return Office(who=office["who"], unit=office["unit"], rank=rank)


def _flagged(flag: dict[str, Any]) -> Iterator[Step]:
    """Somebody flags a line of the newest digest, button by button."""
    at = datetime.fromisoformat(flag["at"]).replace(tzinfo=SHANGHAI)
    for what, text in ((LINK, flag["link"]), *((PRESS, text) for text in flag["presses"])):
        yield Step(at=at, place=flag["group"], who=flag["from"], what=what, text=text)
        at += _PAUSE


_PAUSE = timedelta(seconds=6)


def _invented(step: dict[str, Any]) -> Step:
    """A step of our own that the sample lacks, or cannot tell."""
    shown = ("photos", "emoji", "add")
    more: dict[str, Any] = {key: step[key] for key in shown if key in step}
    return Step(
        at=datetime.fromisoformat(step["at"]).replace(tzinfo=SHANGHAI),
        place=step["group"],
        who=step["from"],
        what=step.get("what")
        or ("react" if "emoji" in more else "add" if "add" in more else "post"),
        number=step.get("number"),
        text=step.get("text", ""),
        more=more,
    )
