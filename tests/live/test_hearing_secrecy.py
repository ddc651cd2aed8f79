"""Whoever flagged and was answered: no row, no length and no log tells which of two it was."""

import shutil
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.domain.boundary import Forbidden
from bot.handlers.whispers import Whispers
from bot.services import answering, deciding, review
from bot.storage.connection import Snapshot
from bot.storage.keys import HISTORY, KEYS, Keys
from bot.storage.schema_flags import SEALED
from tests.live.hearing_kit import (
    AGREED,
    FANG,
    QIANG,
    REFUSED,
    act,
    asked,
    begun,
    decided,
    flag,
    heartbeat,
    morning,
)
from tests.live.kit import Town, played

# Messages of all private chats are numbered in one row, whatever they are for.
ELSEWHERE = {("part", "message"), ("_sqlite_migrations", "applied_at")}
Rows = dict[str, list[dict[str, Any]]]


def _rows(snapshot: Snapshot) -> Rows:
    tables = snapshot.execute("select name from sqlite_master where type = 'table'").fetchall()
    found: Rows = {}
    for (name,) in tables:
        cursor = snapshot.execute(f"select * from {name}")
        columns = [one[0] for one in cursor.description]
        found[name] = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return found


async def _life(town: Town, name: str, seen: list[Rows]) -> None:
    """All that can come back to somebody, and all they can say to it."""

    def look() -> None:
        seen.append(town.store.read_sync(_rows))

    await begun(town)
    flag(town, name)
    await morning(town)
    await asked(town)
    look()
    await town.press(name, "回答")
    await town.tell(name, "一户要拍三张")
    await town.press(name, "好")
    look()
    await morning(town)
    await act(town, deciding.decide, AGREED)
    look()
    await town.press(name, "知道了")
    await act(town, answering.withdraw_request, by="联系人")
    look()
    await town.press(name, "不满意")
    await town.press(name, "好")
    await morning(town)
    look()
    await decided(town, REFUSED, by="经办赵")
    await morning(town)
    await town.press(name, "满意")
    look()


def test_which_of_two_was_answered_makes_no_difference_but_in_sealed_columns(
    tmp_path: Path,
) -> None:
    """阿强有卡片,桂芳没有;除了密封的列,两次运行的库一模一样。"""
    # The history is marked with a key of its own, which is chance.
    for name in ("one", "two"):
        Keys(tmp_path / name / KEYS).make(HISTORY)
    shutil.copy(tmp_path / "one" / KEYS / "history.key", tmp_path / "two" / KEYS / "history.key")
    seen: dict[str, list[Rows]] = {"one": [], "two": []}
    with capture_logs() as logs:
        for name, person in (("one", QIANG), ("two", FANG)):
            played(tmp_path / name, partial(_life, name=person, seen=seen[name]))
    differ = set()
    for left, right in zip(seen["one"], seen["two"], strict=True):
        for table, rows in left.items():
            assert len(rows) == len(right[table]), table
            for mine, theirs in zip(rows, right[table], strict=True):
                differ |= {(table, column) for column in mine if mine[column] != theirs[column]}
                for column in (column for where, column in SEALED if where == table):
                    assert len(mine[column] or b"") == len(theirs[column] or b"")
    assert differ - ELSEWHERE <= set(SEALED)
    assert ("feedback", "body") in differ
    _tells_nobody(logs)


def _tells_nobody(logs: list[Any]) -> None:
    for name in (QIANG, FANG):
        number = Town.private(name).rpartition(":")[2]
        assert not any(name in str(one) or number in str(one) for one in logs)


def test_bringing_an_answer_changes_no_part_and_seals_all_that_waits_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two copies of the rows, from before and after, do not tell who has no card or is gone."""

    async def story(town: Town) -> None:
        await begun(town)
        for name in (QIANG, FANG, "北河村-老石"):
            await town.say("10:00", name, "收到")
            flag(town, name)
        await morning(town)
        with monkeypatch.context() as patched:
            patched.setattr(Whispers, "deliver", _nothing)
            await decided(town, REFUSED)
        before = town.store.read_sync(_rows)
        town.platform.faults.append(("send", Forbidden("blocked")))
        with capture_logs() as logs:
            await heartbeat(town)
            await heartbeat(town)
        after = town.store.read_sync(_rows)
        bodies = [{row["id"]: row["body"] for row in at["feedback"]} for at in (before, after)]
        assert len(bodies[0]) == 3
        assert bodies[0].keys() == bodies[1].keys()
        assert not {*bodies[0].values()} & {*bodies[1].values()}
        assert len({len(body) for one in bodies for body in one.values()}) == 1
        before.pop("feedback")
        after.pop("feedback")
        assert after == before
        _tells_nobody(logs)

    played(tmp_path, story)


async def _nothing(whispers: Whispers) -> None:
    """As if the process died before anything was brought."""


def test_a_round_that_reaches_nobody_seals_anew_as_well(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await begun(town)
        flag(town, FANG)
        await morning(town)
        await act(town, review.claim)
        town.platform.faults.append(("send", Forbidden("blocked")))
        sealed: list[bytes] = []
        resealed = Whispers.deliver

        async def watched(whispers: Whispers) -> None:
            sealed.extend(row["body"] for row in town.store.read_sync(_rows)["feedback"])
            await resealed(whispers)

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(Whispers, "deliver", watched)
            await act(town, deciding.decide, REFUSED)
        (row,) = town.store.read_sync(_rows)["feedback"]
        assert [row["body"]] != sealed

    played(tmp_path, story)
