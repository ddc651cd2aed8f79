"""Of a thread its last messages are remembered, and its last notices, however many receipts."""

from dataclasses import replace

from bot.domain.reading import Earlier, Reading, Voice, What
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


def test_who_was_heard_is_remembered_alike_step_by_step_and_at_once() -> None:
    people = [f"昵称{place}" for place in [*range(70), *range(40, 50), *range(70, 75)] * 2]
    thread = [
        Earlier(
            message=replace(message, sender=sender),
            reading=Reading(what=What.NOTICE if place % 3 else What.CHATTER, voice=Voice()),
        )
        for place, (sender, message) in enumerate(
            zip(people, told("\n".join("09:00 甲: 好" for _ in people)), strict=True)
        )
    ]
    kept: list[Earlier] = []
    for place, one in enumerate(thread):
        kept = remembered([*kept, one])
        assert kept == remembered(thread[: place + 1])
