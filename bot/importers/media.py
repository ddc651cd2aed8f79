"""What WeChat and its like write in place of a picture, a voice or a file."""

import re

from bot.domain.message import Media

_TOKENS = {
    "图片": Media.PHOTO,
    "照片": Media.PHOTO,
    "视频": Media.VIDEO,
    "小视频": Media.VIDEO,
    "语音": Media.VOICE,
    "文件": Media.FILE,
    "表情": Media.STICKER,
    "动画表情": Media.STICKER,
    "自定义表情": Media.STICKER,
    "位置": Media.LOCATION,
    "地理位置": Media.LOCATION,
    "名片": Media.CONTACT,
    "个人名片": Media.CONTACT,
    "链接": Media.LINK,
    "小程序": Media.LINK,
    "视频号": Media.LINK,
    "笔记": Media.OTHER,
    "音乐": Media.OTHER,
    "红包": Media.OTHER,
    "转账": Media.OTHER,
}
_TOKEN = re.compile(
    rf"[\[【]\s?(?P<kind>{'|'.join(sorted(_TOKENS, key=len, reverse=True))})"
    r"(?:\s?[:\uff1a]\s?(?P<inside>[^\]】\n]{1,200}))?\s?[\]】]\s*"
)
_LENGTH = re.compile(r"(?:\d{1,2}'\s?)?\d{1,3}\s?(?:[\"”″]|秒|'')|\(?\d{1,2}:\d{2}\)?")
_SIZE = re.compile(r"[(\uff08]?\d+(?:\.\d+)?\s?[KMG]?B?[)\uff09]?$", re.I)
_FILE_NAME = re.compile(
    r"[^\n]{1,200}?\.(?=[A-Za-z0-9]{0,4}[A-Za-z])[A-Za-z0-9]{1,5}(?=\s|$|[(\uff08])"
)
_READ_ON = frozenset({Media.LINK, Media.OTHER})


def read_media(text: str) -> tuple[Media | None, str, str | None]:
    """What a message's text stands for: the medium, the words that are left, a file's name.

    Words behind the token stay (a link's title, a caption), the length of a voice and the size of
    a file go. Without a token the text is as it was.
    """
    found = _TOKEN.match(text)
    if not found:
        return None, text, None
    media, rest = _TOKENS[found["kind"]], text[found.end() :].strip()
    inside = (found["inside"] or "").strip()
    if media is Media.FILE:
        name, rest = (inside, rest) if inside else _named(rest)
        return media, "" if _SIZE.match(rest) else rest, name or None
    if media in _READ_ON:
        return media, "\n".join(part for part in (inside, rest) if part), None
    if media is Media.VOICE and (length := _LENGTH.match(rest)):
        rest = rest[length.end() :].strip()
    while again := _TOKEN.match(rest):
        rest = rest[again.end() :].strip()
    if media is Media.STICKER and rest:
        return None, rest, None
    return media, rest, None


def _named(rest: str) -> tuple[str, str]:
    found = _FILE_NAME.match(rest)
    name = found[0] if found else rest.partition("\n")[0]
    return name.strip(), rest[len(name) :].strip()
