"""One message ends several alarms of a danger; a new version of it may take that back."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import knowledge
from bot.config import Config
from bot.domain.message import Message
from bot.domain.reading import Earlier
from bot.domain.request import RequestState
from bot.reading.reader import read
from bot.services.intake import take_in
from bot.storage.connection import Tx
from bot.storage.messages import chat_id
from bot.storage.schema import MIGRATIONS
from bot.storage.store import Store
from tests.telling import told

_DAY = """
    09:18 水厂老邓: 急 龙潭溪上游麻园弯刚翻了一辆油罐车 柴油正往溪里流 离我们取水口只有两公里
    09:23 乡安监老何: 水厂马上停止取水 石桥 青杠林两个村通知到户 水缸里的水先不要喝 等通知
    16:48 水厂老邓: 水样合格了 5点恢复供水
    """


def states(messages: list[Message], folder: Path) -> list[str]:
    """The states of all requests of a chat, the oldest first."""

    def keep(tx: Tx) -> list[str]:
        chat, before = chat_id(tx, "toy:1:-100", "群"), list[Earlier]()
        for message in messages:
            reading = read(message, message.sent_at, tuple(before), *knowledge(Config()))
            before.append(Earlier(message=message, reading=reading))
            take_in(tx, chat, message, reading)
        return [row[0] for row in tx.execute("select state from request order by id").fetchall()]

    with Store.open(folder / "jianfu.db", MIGRATIONS) as store:
        return store.run_sync(keep)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("水样合格了 5点半恢复供水", RequestState.WITHDRAWN),
        ("水样还没合格 明天再测一次", RequestState.OPEN),
    ],
)
def test_what_a_new_version_ends_no_more_is_on_again(
    text: str, state: RequestState, tmp_path: Path
) -> None:
    said = told(_DAY)
    edited = replace(said[2], text=text, edited_at=said[2].sent_at + timedelta(minutes=2))
    (tmp_path / "first").mkdir()
    assert states(said, tmp_path / "first") == [RequestState.WITHDRAWN] * 2
    assert states([*said, edited], tmp_path)[:2] == [state] * 2
