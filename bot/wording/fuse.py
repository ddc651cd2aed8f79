"""The living line of half a day: what falls due before the digest, and what changed."""

from collections.abc import Sequence
from datetime import datetime
from html import unescape

from bot.domain.delivery import Text
from bot.domain.fuse import FuseKind, FuseLine
from bot.domain.reading import Kind
from bot.wording import dates
from bot.wording.digests import NAME_SHOWN
from bot.wording.marks import apart, venue_words
from bot.wording.telegram_html import Link, arrows, safe, strip_tags
from bot.wording.text import isolated, shorten

SHOWN = 12
_TITLE_SHOWN = 60


def fuse_text(lines: Sequence[FuseLine], now: datetime, link: Link) -> Text:
    """One message; the headline is its first line alone."""
    shown = [_line(line, now, link) for line in lines[:SHOWN]]
    if len(lines) > SHOWN:
        shown.append(f"还有{len(lines) - SHOWN}件,发「一览」看全部")
    html = "\n".join(shown)
    return Text(unescape(strip_tags(shown[0])), html, unescape(strip_tags(html)))


def nothing_left() -> Text:
    """What stands there when nothing of it holds any more: called off, put right, or over."""
    said = "现在没有要赶在一览前办的事。"
    return Text(said, said, said)


def off_words(asked: Kind) -> str:
    """How a thing of this kind is said to be off."""
    return _OFF.get(asked, "取消了")


_OFF = {Kind.REPORT: "不用报了", Kind.MEETING: "不开了", Kind.INSPECTION: "不来查了"}


def _line(line: FuseLine, now: datetime, link: Link) -> str:
    title = isolated(shorten(line.title, _TITLE_SHOWN)) or "(没有标题)"
    issuer = f" · {isolated(shorten(line.issuer, NAME_SHOWN))}" if line.issuer else ""
    said = f"({dates.clock(line.said_at)}通知)"
    match line.kind:
        case FuseKind.DUE:
            words = f"还要办:{f'{_when(line, now)} '.lstrip()}{title}{issuer}"
        case FuseKind.WITHDRAWN:
            words = f"更正:{title}{off_words(line.asked)}{said}"
        case FuseKind.LIFTED:
            words = f"{title}已解除{said}"
        case FuseKind.SUSPENDED:
            words = f"更正:{title}暂停,等通知{said}"
        case FuseKind.MOVED:
            words = f"更正:{title}{_moved_to(line, now)}{said}"
        case FuseKind.ADDED:
            words = f"补充:{title}有新要求{said}"
    return f"{safe(words)} {arrows((line.source,), link)}".strip()


def _moved_to(line: FuseLine, now: datetime) -> str:
    to = apart(line.due_for)
    what = "时限" if line.deadline else "时间"
    time = (f"{what}改为{to}" if to else f"改到{_when(line, now)}") if line.timed else ""
    return ",".join(filter(None, (time, venue_words(line.venue) if line.venue else "")))


def _when(line: FuseLine, now: datetime) -> str:
    if line.deadline:
        return dates.deadline_words(line.deadline, now)
    return dates.start_words(line.starts_at, now) if line.starts_at else ""
