"""The digests that the fault runs deliver: a day's asks, and how to know each part."""

from datetime import datetime, timedelta
from pathlib import Path

from bot.app import knowledge
from bot.config import Config
from bot.domain.message import SHANGHAI, Message
from bot.domain.reading import Earlier
from bot.reading.reader import read
from bot.services.intake import take_in
from bot.storage.connection import Tx
from bot.storage.flags import begin_batch
from bot.storage.messages import chat_id
from bot.storage.schema import MIGRATIONS
from bot.storage.store import Store
from bot.storage.targets import add_target
from tests.faults.town import TITLE

DUE = datetime(2026, 6, 11, 17, 30, tzinfo=SHANGHAI)
_ASKS = {1: 3, 2: 96}
"""Asks that fill one part, and two."""


def template(folder: Path, parts: int, address: str) -> Path:
    """A database with a day's asks, which fill so many parts, and the target they are for."""
    path = folder / f"{parts}.db"
    with Store.open(path, MIGRATIONS) as store:
        store.run_sync(_fill, _ASKS[parts], address)
    return path


def marks(parts: int) -> list[str]:
    """For each part, words that no other part and no headline has."""
    return [_THINGS[0], "覆盖6/"][:parts]


def _fill(tx: Tx, asks: int, address: str) -> None:
    lexicon, calendar = knowledge(Config())
    add_target(tx, address, TITLE, DUE - timedelta(hours=9))
    # What dying over the batch does is tried by itself: see flags.py.
    begin_batch(tx, DUE.date())
    chat, before = chat_id(tx, address, TITLE), list[Earlier]()
    for number in range(1, asks + 1):
        message = Message(
            group=TITLE,
            number=number,
            sent_at=DUE - timedelta(hours=8, minutes=-number),
            sender="民政办-小陈",
            text=f"请各村明天下班前报送{_THINGS[number - 1]}",
        )
        reading = read(message, message.sent_at, before[-20:], lexicon, calendar)
        before.append(Earlier(message=message, reading=reading))
        take_in(tx, chat, message, reading)


_WHOM = ("低保对象", "危旧房屋", "灌溉机井", "留守儿童", "护林人员", "沼气池", "渔船", "茶园")
_FORMS = (
    "核查登记表", "补贴花名册", "隐患台账", "需求统计", "培训名单", "走访记录", "保险清单",
    "年度总结", "整改方案", "验收材料", "维修计划", "受益人数",
)  # fmt: skip
_THINGS = [f"{whom}{form}" for form in _FORMS for whom in _WHOM]
