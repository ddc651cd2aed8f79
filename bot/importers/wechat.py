"""Chats copied or exported as text from WeChat and its like: name, time, text blocks."""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.domain.message import SHANGHAI, Media, Message

_DAY = (
    r"(?P<day>\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}月\d{1,2}日|\d{1,2}/\d{1,2}|昨天|今天|"
    r"前天|(?:星期|周)[一二三四五六日天])"
)
_CLOCK = r"(?P<clock>(?:上午|下午|晚上|凌晨|早上|中午)?\s?\d{1,2}:\d{2}(?::\d{2})?)"
_NAME = r"(?P<name>\S(?:.{0,38}?\S)?)"
# The ways a block may begin; one file keeps to one of them.
_COLON = "[:\uff1a]"
_STYLES = {
    "time_name_text": re.compile(
        rf"^\[?{_DAY}\s+{_CLOCK}\]?\s+(?P<name>[^:\uff1a]{{1,40}}?)\s?{_COLON}\s?(?P<text>.*)$"
    ),
    "name_time_text": re.compile(
        rf"^(?P<name>[^:\uff1a(\uff08]{{1,40}}?)\s?[(\uff08]{_DAY}\s+{_CLOCK}[)\uff09]\s?"
        rf"{_COLON}\s?(?P<text>.*)$"
    ),
    "name_time": re.compile(rf"^{_NAME}\s+(?:{_DAY}\s+)?{_CLOCK}{_COLON}?\s*$"),
    "time_name": re.compile(rf"^\[?{_DAY}\s+{_CLOCK}\]?\s+{_NAME}\s*$"),
}
_DATE_LINE = re.compile(rf"^[\s—\-=*·]*{_DAY}(?:\s*(?:星期|周)[一二三四五六日天])?[\s—\-=*·]*$")
_TITLE = re.compile(
    r"^(?:微信群|群聊|群)?[“\"「『《]?(?P<name>[^”\"」』》]{1,"
    r"40}?)[”\"」』》]?的?(?:群聊)?的?聊天记录(?:如下)?[:\uff1a]?\s*$|^消息对象[:\uff1a](?P<peer>.{1,40})$"
)
_QQ_ID = re.compile(r"\s*[(\uff08<](?:\d{5,11}|wxid_\w+|[\w.]+@[\w.]+)[)\uff09>]$")
_SERVICE = re.compile(
    r"^.{0,60}(?:撤回了一条消息|加入了?群聊|移出了?群聊|修改群名为|拍了拍|以下(?:是|为)新消息|"
    r"以上是打招呼的内容|开启了|领取了.{0,20}红包).{0,40}$"
)
_MEDIA = (
    (re.compile(r"^\[(?:图片|照片)\]"), Media.PHOTO),
    (re.compile(r"^\[(?:视频|小视频)\]"), Media.VIDEO),
    (re.compile(r"^\[语音\]"), Media.VOICE),
    (re.compile(r"^\[文件\]"), Media.FILE),
    (re.compile(r"^\[(?:表情|动画表情)\]"), Media.STICKER),
    (re.compile(r"^\[位置\]"), Media.LOCATION),
    (re.compile(r"^\[名片\]"), Media.CONTACT),
    (re.compile(r"^\[(?:链接|小程序)\]"), Media.LINK),
)
_QUOTE = re.compile(
    r"^「(?P<who>[^:\uff1a」]{1,40})[:\uff1a](?P<said>[^」]{0,2000})」\s*\n[\s—\-]*\n?", re.DOTALL
)
_SNIFFED_LINES = 4000
_REMEMBERED = 200


@dataclass(slots=True)
class _Block:
    """A message being gathered line by line."""

    sender: str | None
    sent_at: datetime
    lines: list[str] = field(default_factory=list)


def title_of(lines: Iterable[str]) -> str | None:
    """The group's name from a title line among the first ones."""
    for line in list(lines)[:12]:
        found = _TITLE.match(line.strip())
        if found:
            return (found["name"] or found["peer"]).strip()
    return None


def read_wechat(
    lines: Iterable[str], group: str, default_day: date, sample: Iterable[str]
) -> Iterator[Message]:
    """Messages of a text chat, numbered from 1; ``sample`` is its beginning, to tell its style.

    Times without a day take the last day seen, else ``default_day``. A text without any header is
    taken as bare notices, one a paragraph.
    """
    style = _dominant(sample)
    if style is None:
        yield from _bare_notices(lines, group, default_day)
        return
    number, quoted = 0, deque[tuple[str, int]](maxlen=_REMEMBERED)
    for block in _blocks(lines, _STYLES[style], default_day):
        message = _message(block, group, number + 1, quoted)
        if message is not None:
            number += 1
            quoted.append((message.text, number))
            yield message


def _dominant(lines: Iterable[str]) -> str | None:
    counts: Counter[str] = Counter()
    for index, line in enumerate(lines):
        if index >= _SNIFFED_LINES:
            break
        for name, pattern in _STYLES.items():
            if len(line) < 120 and pattern.match(line.strip("\r\n")):
                counts[name] += 1
                break
    return counts.most_common(1)[0][0] if counts else None


def _blocks(lines: Iterable[str], header: re.Pattern[str], day: date) -> Iterator[_Block]:
    block: _Block | None = None
    today = day
    for raw in lines:
        line = raw.rstrip("\r\n")
        separator = _DATE_LINE.match(line) if len(line) < 60 else None
        if separator:
            day = _day(separator["day"], today, day)
            continue
        found = header.match(line) if len(line) < 2000 else None
        clock = _clock(found["clock"]) if found else None
        if found is None or clock is None:
            if block is not None:
                block.lines.append(line)
            continue
        if block is not None:
            yield block
        if found["day"]:
            day = _day(found["day"], today, day)
        name = _QQ_ID.sub("", found["name"].strip()).rstrip(":\uff1a")
        block = _Block(name, datetime.combine(day, clock, SHANGHAI))
        if "text" in header.groupindex and found["text"]:
            block.lines.append(found["text"])
    if block is not None:
        yield block


def _day(words: str, today: date, last: date) -> date:
    """A day as written in a header; relative words count from ``today``."""
    numbers = [int(n) for n in re.findall(r"\d+", words)]
    try:
        if len(numbers) == 3:
            return date(*numbers)
        if len(numbers) == 2:
            found = date(today.year, *numbers)
            return (
                found if found <= today + timedelta(days=31) else found.replace(year=today.year - 1)
            )
    except ValueError:
        return last
    if words in ("今天", "昨天", "前天"):
        return today - timedelta(days=("今天", "昨天", "前天").index(words))
    weekday = "一二三四五六日".find(words[-1].replace("天", "日"))
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def _clock(words: str) -> time | None:
    parts = [int(n) for n in re.findall(r"\d+", words)]
    hour = parts[0]
    if hour < 12 and words.startswith(("下午", "晚上")):
        hour += 12
    try:
        return time(hour % 24 if hour == 24 else hour, parts[1], parts[2] if len(parts) > 2 else 0)
    except ValueError:
        return None


def _message(
    block: _Block, group: str, number: int, quoted: Iterable[tuple[str, int]]
) -> Message | None:
    text = "\n".join(block.lines).strip()
    reply_to = None
    quote = _QUOTE.match(text)
    if quote:
        said = quote["said"].strip()
        reply_to = next((n for t, n in reversed(list(quoted)) if t == said), None)
        text = text[quote.end() :].lstrip("- \n")
    media, file_name = _media(text)
    if media is not None and media is not Media.LINK:
        text = ""
    if not text and media is None:
        return None
    return Message(
        group=group,
        number=number,
        sent_at=block.sent_at,
        text=text,
        sender=block.sender,
        reply_to=reply_to,
        media=media,
        file_name=file_name,
        service=bool(_SERVICE.match(text)) and "\n" not in text,
    )


def _media(text: str) -> tuple[Media | None, str | None]:
    for pattern, media in _MEDIA:
        found = pattern.match(text)
        if found:
            rest = text[found.end() :].strip()
            return media, (rest or None) if media is Media.FILE else None
    return None, None


def _bare_notices(lines: Iterable[str], group: str, day: date) -> Iterator[Message]:
    """Paragraphs set apart by blank lines, or single lines where there are none."""
    whole = "".join(lines)
    parts = (
        re.split(r"\n[ \t\r]*\n", whole) if re.search(r"\n[ \t\r]*\n", whole) else whole.split("\n")
    )
    start = datetime.combine(day, time(12), SHANGHAI)
    texts = [part.strip() for part in parts if part.strip()]
    for number, text in enumerate(texts, start=1):
        at = start + timedelta(minutes=min(number, 300))
        yield Message(group=group, number=number, sent_at=at, text=text)
