"""A chat told as a script: one line a message, "HH:MM sender: text", read and digested."""

import re
from datetime import date, datetime, time

from bot.app import make_digest
from bot.config import Config
from bot.domain.digest import Digest, Line, Section
from bot.domain.message import SHANGHAI, Message

GROUP = "柳河镇村居工作群"
DAY = date(2026, 3, 12)
_LINE = re.compile(r"^(?:(\d{4}-\d\d-\d\d) )?(\d\d:\d\d) ([^:]+): (.*)$")


def told(script: str, day: date = DAY, group: str = GROUP) -> list[Message]:
    """Messages of a script; a line may begin with a date, which then holds for the rest."""
    messages = []
    for number, raw in enumerate(filter(None, map(str.strip, script.splitlines())), start=1):
        found = _LINE.match(raw)
        assert found, raw
        if found[1]:
            day = date.fromisoformat(found[1])
        origin, _, sender = found[3].rpartition(">")
        messages.append(
            Message(
                group=group,
                number=number,
                sent_at=datetime.combine(day, time.fromisoformat(found[2]), SHANGHAI),
                sender=sender.strip(),
                forwarded_from=origin.strip() or None,
                text=found[4].replace("⏎", "\n"),
            )
        )
    return messages


def digest_of(*messages: Message, on: date = DAY) -> Digest:
    """The digest of a day of told messages."""
    digest, problems = make_digest(messages, on=on, config=Config(), data=None)
    assert digest is not None
    assert not problems
    return digest


def where(digest: Digest, number: int) -> tuple[Section, Line]:
    """The one section and line a message stands in."""
    found = [
        (section, line)
        for section, lines in digest.sections.items()
        for line in lines
        if any(source.number == number for source in line.sources)
    ]
    assert len(found) == 1, found
    return found[0]
