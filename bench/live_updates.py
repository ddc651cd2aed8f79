"""Updates as Telegram would push them, and a client that pushes them over loopback."""

import asyncio
import json
import time
from collections.abc import Iterable, Iterator

from bench.days import _ANY_DAY
from bench.sets import DATA
from bot.domain.message import Message
from bot.importers import read_chats

CONNECTIONS = 40
"""Telegram's max_connections, unless it is told otherwise."""
CHATS = 200
_FIRST_CHAT = -1_001_000_000_000
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


def make_updates(number: int, chats: int = CHATS, first: int = 0) -> Iterator[bytes]:
    """``number`` text messages of the labelled days, dealt out to ``chats`` groups in turn.

    Each group lives one of the days from a place of its own on, begun again when it is over; its
    town has a name of its own, or all groups would be forwarding one another's words. ``first``
    is how many updates came before.
    """
    days = _days()
    now = int(time.time())
    for n in range(first, first + number):
        chat, turn = n % chats, n // chats
        day = days[chat % len(days)]
        said = day[(turn + chat * 7) % len(day)]
        text = said.text.translate(_names(chat))
        yield _update(n + 1, chat, turn + 1, said.sender or "", text, now)


def _days() -> list[list[Message]]:
    """The messages with words of each day, in order."""
    return [
        [m for m in read_chats(path, default_day=_ANY_DAY) if isinstance(m, Message) and m.text]
        for path in sorted((DATA / "days_dev").glob("*/result.json"))
    ]


def _names(chat: int) -> dict[int, int]:
    """Other letters for those the towns of the days are named with."""
    first, second = divmod(chat, len(_LETTERS))
    name = _LETTERS[second] + _LETTERS[(first * 7 + second + 1) % len(_LETTERS)]
    return str.maketrans("白榆桂苑", name * 2)


_LETTERS = "柳河清泉石桥松岭杨湾青山云溪龙塘枫林竹园荷花"


def group_day(group: int) -> Iterator[tuple[str, str]]:
    """What is said on a day in one group of a province, as (words, what stands for {}).

    Four requests and what is answered; three are the group's own, one comes from the county in
    the same words for a hundred groups.
    """
    for index, form in enumerate(_FORMS):
        yield form, _topic(group // 100 if index == 0 else group * 4 + index)
        yield "收到", ""
    yield "今天风好大,路上慢点", ""


_FORMS = (
    "转县局通知:请各村于明天下班前上报{}台账",
    "请各村今天20点前把{}花名册发镇民政办",
    "明天上午9点在镇三楼会议室开{}推进会,各村书记参加",
    "各村抓紧{}整治,后天下班前报照片",
)
_WORDS = (
    "防汛低保医保社保林长河长秸秆厕改危房信访禁毒反诈征兵党费普查养老残联妇联"
    "防火饮水路灯沟渠农机种粮补贴疫苗校车消防电梯燃气宗教文旅统计审计环保垃圾"
)


def _topic(number: int) -> str:
    """Six letters that no other number under 30 000 has."""
    size = len(_WORDS) // 2
    digits = (number % size, number // size % size, number // size**2 % size)
    return "".join(_WORDS[2 * digit : 2 * digit + 2] for digit in digits)


def _update(ident: int, chat: int, number: int, sender: str, text: str, at: int) -> bytes:
    value = {
        "update_id": ident,
        "message": {
            "message_id": number,
            "from": {
                "id": 5_000_000 + chat * 100 + sum(map(ord, sender)) % 100,
                "is_bot": False,
                "first_name": sender,
                "language_code": "zh-hans",
            },
            "chat": {
                "id": _FIRST_CHAT - chat,
                "title": f"第{chat}工作群",
                "type": "supergroup",
            },
            "date": at,
            "text": text,
        },
    }
    return json.dumps(value).encode()


async def push(host: str, port: int, path: str, secret: str, updates: Iterable[bytes]) -> None:
    """POST all updates, as many at a time as Telegram would; each must be answered with 200."""
    waiting = iter(updates)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/json\r\n"
        f"{_SECRET_HEADER}: {secret}\r\nContent-Length: "
    ).encode()

    async def one_connection() -> None:
        reader, writer = await asyncio.open_connection(host, port)
        for body in waiting:
            writer.write(b"%b%d\r\n\r\n%b" % (head, len(body), body))
            answer = await reader.readuntil(b"\r\n\r\n")
            if not answer.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(answer.partition(b"\r\n")[0].decode())
            await reader.readexactly(_length(answer))
        writer.close()

    await asyncio.gather(*(one_connection() for _ in range(CONNECTIONS)))


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0
