"""Whose flag it is: told by a keyed hash, never by a name; and the sealed way back to them."""

from datetime import date, datetime

from bot.domain.flag import Flagger
from bot.domain.request import Request
from bot.services.office import Office, local_day
from bot.storage.connection import Snapshot, Tx
from bot.storage.flags import (
    Flag,
    change_flag,
    find_flag,
    keep_voice_key,
    kept_voices,
    moved_flags,
    spent,
    voice_key,
)
from bot.storage.requests import request_by_id

DAYS = "day-"
"""What the names of days' keys begin with; the day comes next."""


def voice_key_for(tx: Tx, office: Office, request: Request) -> str:
    """The key of the month in which a canonical request was first seen."""
    return voice_key_in(tx, office, local_day(request.first_at))


def voice_key_in(tx: Tx, office: Office, day: date) -> str:
    """The key of the month of a day."""
    month = f"{day:%Y-%m}"
    name = voice_key(tx, month)
    if name is None:
        name = office.fresh_name(f"voice-{month}")
        keep_voice_key(tx, month, name)
    return name


def day_key(snapshot: Snapshot, office: Office, day: date) -> str:
    """The key that seals what is flagged on a day, until the next batch; not one that is to go."""
    gone = spent(snapshot)
    names = [one for one in office.keys.names(f"{DAYS}{day}") if one not in gone]
    return names[0] if names else f"{DAYS}{day}"


def voice(office: Office, key: str, root: int, who: Flagger) -> bytes:
    """The voice of a person on a canonical request."""
    return office.keys.mark(key, who.address, root)


def is_theirs(office: Office, flag: Flag, who: Flagger) -> bool:
    """Whether a flag is this person's."""
    key = flag.voice_key
    if key is None or flag.voice is None or not office.keys.has(key):
        return False
    return voice(office, key, flag.root, who) == flag.voice


def theirs(snapshot: Snapshot, office: Office, who: Flagger) -> list[Flag]:
    """All flags of a person that can be told to be theirs."""
    found: list[int] = []
    marked, mark, mine = None, None, b""
    for ident, key, root, made in kept_voices(snapshot):
        if marked is None or key != marked[0]:
            mark = office.keys.marker(key, who.address)
        if mark and (key, root) != marked:
            mine = mark(root)
        marked = key, root
        if mark and made == mine:
            found.append(ident)
    return [flag for ident in sorted(found) if (flag := find_flag(snapshot, ident))]


def sealed_way(
    office: Office, key: str, flag: int, who: Flagger, at: datetime | None = None
) -> bytes:
    """The way back to a person; a draft's says when it was begun."""
    value = {"address": who.address, "private": who.private}
    if at:
        value["at"] = at.isoformat()
    return office.keys.close(key, value, f"way:{flag}")


def way_of(office: Office, flag: Flag) -> tuple[Flagger, datetime | None] | None:
    """Who gave a flag (and when a draft was begun); None when the key is gone."""
    value = office.keys.open(flag.way_key, flag.way, f"way:{flag.id}")
    if value is None:
        return None
    begun = datetime.fromisoformat(value["at"]) if "at" in value else None
    return Flagger(address=value["address"], private=value["private"]), begun


def sealed_text(office: Office, key: str, flag: int, text: str) -> bytes | None:
    """What somebody wrote with their flag."""
    return office.keys.close(key, {"text": text}, f"text:{flag}") if text else None


def text_of(office: Office, flag: Flag) -> str:
    """What was written with a flag; nothing when the key is gone."""
    value = office.keys.open(flag.way_key, flag.text, f"text:{flag.id}")
    return str(value["text"]) if value else ""


def reseal(tx: Tx, office: Office, flag: Flag, key: str) -> None:
    """Seal with another key what of a flag is sealed; what cannot be opened is dropped."""
    way, text = way_of(office, flag), text_of(office, flag)
    change_flag(
        tx,
        flag.id,
        way_key=key if way or text else None,
        way=sealed_way(office, key, flag.id, way[0]) if way else None,
        text=sealed_text(office, key, flag.id, text),
    )


def follow_requests(tx: Tx, office: Office) -> None:
    """Requests were merged or split: make voices anew, for what they are about by now."""
    for flag, root in moved_flags(tx):
        way, request = way_of(office, flag), request_by_id(tx, root)
        if way is None or request is None:
            continue
        key = voice_key_for(tx, office, request)
        made = voice(office, key, root, way[0])
        change_flag(tx, flag.id, root=root, voice_key=key, voice=made)
