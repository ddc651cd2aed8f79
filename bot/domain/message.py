"""What arrived: one version of one chat message, whatever platform or export it came from."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Media(StrEnum):
    """What a message carries besides text; the text of these is never read."""

    PHOTO = "photo"
    VIDEO = "video"
    VOICE = "voice"
    FILE = "file"
    STICKER = "sticker"
    POLL = "poll"
    LOCATION = "location"
    CONTACT = "contact"
    LINK = "link"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message of one group.

    ``number`` is the message's own number in its chat (an export's id, a contract line's id);
    ``sent_at`` is aware; a naive source time is taken as Asia/Shanghai. ``service`` marks joins,
    pins and title changes, which are never read.
    """

    group: str
    number: int | str
    sent_at: datetime
    text: str = ""
    sender: str | None = None
    forwarded_from: str | None = None
    forwarded_at: datetime | None = None
    reply_to: int | str | None = None
    file_name: str | None = None
    media: Media | None = None
    album: str | None = None
    topic: str | None = None
    edited_at: datetime | None = None
    service: bool = False
