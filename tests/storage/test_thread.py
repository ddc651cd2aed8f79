"""What is kept of a thread for after a restart: its last messages and its last notices."""

from collections.abc import Sequence
from pathlib import Path

from bot.domain.reading import Earlier, Reading, Relation, Voice, What
from bot.reading.thread.memory import THREAD, remembered
from bot.storage.connection import Tx
from bot.storage.messages import chat_id
from bot.storage.schema import MIGRATIONS
from bot.storage.store import Store
from bot.storage.thread import keep_in_thread, load_thread
from tests.telling import told

CHAT = "toy:1:-100"


def restarted(said: Sequence[Earlier], folder: Path) -> list[Earlier]:
    """What a new start loads after these messages were kept."""

    def keep(tx: Tx) -> None:
        for one in said:
            keep_in_thread(tx, chat_id(tx, CHAT, "群"), one, THREAD)

    with Store.open(folder / "jianfu.db", MIGRATIONS) as store:
        store.run_sync(keep)
        return list(store.read_sync(load_thread, CHAT, None))


def test_what_was_asked_is_known_after_a_restart_however_many_receipts(tmp_path: Path) -> None:
    script = "\n".join(f"09:{place % 60:02} 村-甲: 收到" for place in range(150))
    said = [
        Earlier(
            message=message,
            reading=Reading(what=What.RECEIPT if place % 50 else What.NOTICE),
        )
        for place, message in enumerate(told(script))
    ]
    kept = restarted(said, tmp_path)
    numbers = [one.message.number for one in remembered(kept)]
    assert numbers == [one.message.number for one in remembered(said)]
    assert numbers[:3] == [1, 51, 101]
    assert len(kept) < 2 * THREAD


def test_which_alarms_were_ended_is_known_after_a_restart(tmp_path: Path) -> None:
    (message,) = told("10:47 书记: 险情排除")
    reading = Reading(what=What.NOTICE, relation=Relation.CANCEL, refers_to=2, ends=(1, "7"))
    (kept,) = restarted([Earlier(message=message, reading=reading)], tmp_path)
    assert kept.reading == reading


def test_the_same_people_are_known_after_a_restart_however_many_were_heard(tmp_path: Path) -> None:
    script = "\n".join(f"09:00 昵称{place * 7 % 90}: 报表" for place in range(238))
    said = [
        Earlier(
            message=message,
            reading=Reading(what=What.NOTICE if place % 3 else What.CHATTER, voice=Voice()),
        )
        for place, message in enumerate(told(script))
    ]
    kept = restarted(said, tmp_path)
    thread: list[Earlier] = []
    for one in said:
        thread = remembered([*thread, one])
    assert [one.message.number for one in remembered(kept)] == [
        one.message.number for one in thread
    ]
