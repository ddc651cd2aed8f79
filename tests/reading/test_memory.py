"""Of a thread its last messages are remembered, and its last notices, however many receipts."""

from bot.domain.reading import Earlier, Reading, What
from bot.reading.thread.memory import THREAD, lately, remembered
from tests.telling import told


def _thread(kinds: list[What]) -> list[Earlier]:
    script = "\n".join(f"09:{place % 60:02} 村-甲: 好" for place in range(len(kinds)))
    return [
        Earlier(message=message, reading=Reading(what=what))
        for message, what in zip(told(script), kinds, strict=True)
    ]


def test_a_short_thread_is_remembered_whole() -> None:
    thread = _thread([What.CHATTER, What.NOTICE])
    assert remembered(thread) == thread


def test_a_notice_outlasts_receipts_and_these_do_not_outlast_each_other() -> None:
    thread = _thread([What.NOTICE, *[What.RECEIPT] * 50])
    assert remembered(thread) == [thread[0], *thread[-THREAD:]]


def test_no_more_notices_are_remembered_than_messages() -> None:
    thread = _thread([What.NOTICE] * 50)
    assert remembered(thread) == thread[-THREAD:]


def test_remembering_step_by_step_is_remembering_at_once() -> None:
    thread = _thread([What.NOTICE, What.RECEIPT, What.CHATTER] * 40)
    kept: list[Earlier] = []
    for one in thread:
        kept = remembered([*kept, one])
    assert kept == remembered(thread)
    assert lately(kept) == thread[-THREAD:]
    assert sum(one.reading.what is What.NOTICE for one in kept) == THREAD
