"""Over the running bot: who is known by nothing but a flag stands in no byte it ever writes."""

import logging
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from structlog.testing import capture_logs

import bot.live
from bot.cli import check
from bot.domain.boundary import RawUpdate
from bot.domain.case import CaseState
from bot.services import deciding, keeping, review
from bot.services.office import Office
from bot.storage.connection import Snapshot
from bot.storage.inbox import dead_letters
from bot.storage.keys import HISTORY, KEYS, Keys
from bot.storage.schema_flags import SEALED as OF_FLAGS
from bot.storage.schema_sealed import SEALED as OF_CHATS
from tests.flags.kit import Chance
from tests.flags.town import act, cases, office
from tests.live.flag_kit import a_day, flags, tap
from tests.live.kit import Town, played
from tests.live.test_corrections import CHEN, _admin
from tests.live.test_outcomes import CANCEL

SEALED = {*OF_FLAGS, *OF_CHATS}
THEY = ("北坡村网格员-小梅", "石桥村老宋头", "杨树湾退役军人专干-阿旺")
OTHERS = ("南岭-阿芳", "西台网格员小邓同志", "上河沟的老庞")
PHOTO, SAID, TOLD = "要拍照、截图、录视频", "每户三张还要定位,没人看", "一天要拍六十张"
MOVED = "toy:1:-200"
Look = Callable[[Town], None]


@pytest.fixture(autouse=True)
def _seeded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Row ids and names of keys are the same in every run; there are no spot checks."""
    made = bot.live.office_of

    def office_of(*args: Any) -> Office:
        return replace(made(*args), random=Chance(7))

    monkeypatch.setattr(bot.live, "office_of", office_of)


async def _flag(town: Town, name: str, *labels: str) -> None:
    await town.tell(name, "/start flag-1")
    await tap(town, name, "1", *labels)


async def _life(town: Town, they: tuple[str, ...], look: Look) -> None:
    """All that can happen around flags, with a look at every turn of it."""
    first, second, third = they
    await _admin(town)
    await a_day(town)
    member = office(town)
    private = {"chat": town.private(first), "kind": "private", "title": first}
    begun = town.update(type="command", number=9, sender=first, text="start flag-1", **private)
    await town.live.inbox.accept([begun])
    look(town)
    await town.settle()
    await tap(town, first, "1", "依据", "返回", PHOTO)
    look(town)
    await town.tell(first, SAID)
    await tap(town, first, "好")
    await _flag(town, second, PHOTO, "直接提交", "好")
    await _flag(town, third, PHOTO, "直接提交", "撤回")
    await _flag(town, first, "好")
    look(town)
    await town.tick("7:45", days=1)
    (case,) = cases(town, CaseState.PENDING)
    act(town, review.claim, case.id, member)
    act(town, review.ask, case.id, member, text="哪一项最费时间?")
    await town.tick("7:50")
    await tap(town, first, "回答")
    await town.tell(first, TOLD)
    await tap(town, first, "好")
    look(town)
    await _requests_come_together(town)
    look(town)
    await town.tick("7:45", days=1)
    await town.arrive(town.update(type="moved", new=MOVED))
    town.store.run_sync(keeping.rotate, town.live.context.office)
    await town.tick("7:50")
    look(town)
    act(town, deciding.decide, case.id, member, decision=CANCEL)
    await town.tick("9:00")
    await tap(town, first, "知道了")
    await town.say("9:30", "民政办-小陈", "走访照片不用报了", chat=MOVED)
    await town.tick("9:31")
    await tap(town, second, "不满意")
    look(town)
    for _ in range(3):
        await town.tick("7:45", days=8)
        await town.tick("17:30")
        look(town)
    await town.tick("7:45", days=110)
    await town.tick("7:46")
    look(town)


async def _requests_come_together(town: Town) -> None:
    """An admin merges what was flagged into another request, and takes that back."""
    await town.tell(CHEN, "改 1 合并 2")
    assert "合并" in town.card(CHEN)
    await town.tick("12:00")
    await town.tell(CHEN, "改 撤销")


def _traces(they: tuple[str, ...]) -> list[bytes]:
    """What would tell of somebody, as it could stand in a file."""
    clear = [SAID, TOLD]
    for name in they:
        address = Town.private(name)
        clear += [name, *name.split("-")[1:], address, address.rpartition(":")[2]]
    return [form for text in clear for form in (text.encode(), text.encode("unicode_escape"))]


def _nowhere(town: Town, they: tuple[str, ...]) -> None:
    """No file has a trace, nor has a copy made as backups are made, nor what others are shown."""
    copy = town.folder.parent / "copy.db"
    town.store.read_sync(_copied, copy)
    files = [path for path in town.folder.rglob("*") if path.is_file()]
    assert {"jianfu.db", "jianfu.db-wal"} <= {path.name for path in files}
    kept = b"".join(path.name.encode() + path.read_bytes() for path in [copy, *files])
    shown = repr(_shown(town, they)).encode()
    assert not [trace.decode() for trace in _traces(they) if trace in kept or trace in shown]


def _shown(town: Town, they: tuple[str, ...]) -> list[str]:
    """What everybody else is shown; the platform's own numbers of messages aside."""
    mine = {town.private(name) for name in they}
    return [repr(replace(one, number=0)) for one in town.platform.posted if one.chat not in mine]


def _copied(snapshot: Snapshot, path: Path) -> None:
    target = type(snapshot.conn)(str(path))
    snapshot.conn.backup(target)
    target.close()


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[], bytes]]:
    """All that was logged, by whatever library."""
    caplog.set_level(logging.DEBUG)
    with capture_logs() as logs:
        yield lambda: (repr(logs) + caplog.text).encode()


def test_no_byte_no_copy_no_line_of_a_log_and_nothing_shown_tells_who_flagged(
    tmp_path: Path, logged: Callable[[], bytes]
) -> None:
    looks: list[int] = []

    def look(town: Town) -> None:
        _nowhere(town, THEY)
        looks.append(1)

    (tmp_path / "data").mkdir()
    town = played(tmp_path / "data", partial(_life, they=THEY, look=look))
    assert len(looks) == 11
    assert not [trace.decode() for trace in _traces(THEY) if trace in logged()]
    kept = b"".join(path.read_bytes() for path in town.folder.rglob("*") if path.is_file())
    assert not [trace.decode() for trace in _traces(THEY) if trace in kept]


Rows = dict[str, list[dict[str, Any]]]


def _rows(snapshot: Snapshot) -> Rows:
    tables = snapshot.execute("select name from sqlite_master where type = 'table'").fetchall()
    found: Rows = {}
    for (name,) in tables:
        cursor = snapshot.execute(f'select * from "{name}"')
        columns = [one[0] for one in cursor.description]
        found[name] = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return found


def _differences(one: Rows, two: Rows) -> set[tuple[str, str]]:
    differ = set()
    for table, rows in one.items():
        assert len(rows) == len(two[table]), table
        for mine, theirs in zip(rows, two[table], strict=True):
            differ |= {(table, name) for name in mine if mine[name] != theirs[name]}
            for where, name in SEALED:
                if where == table:
                    assert len(mine[name] or b"") == len(theirs[name] or b""), (table, name)
    return differ


def test_who_of_two_threes_flagged_makes_no_difference_but_in_sealed_columns(
    tmp_path: Path,
) -> None:
    seen: dict[str, list[Rows]] = {"one": [], "two": []}
    shown = {}
    # The history is marked with a key of its own, which is chance.
    for name in seen:
        Keys(tmp_path / name / KEYS).make(HISTORY)
    shutil.copy(tmp_path / "one" / KEYS / "history.key", tmp_path / "two" / KEYS / "history.key")
    for name, they in (("one", THEY), ("two", OTHERS)):

        def look(town: Town, to: list[Rows] = seen[name]) -> None:
            to.append(town.store.read_sync(_rows))

        town = played(tmp_path / name, partial(_life, they=they, look=look))
        shown[name] = _shown(town, they)
    differ = set[tuple[str, str]]()
    for one, two in zip(seen["one"], seen["two"], strict=True):
        differ |= _differences(one, two)
    differ -= {("_sqlite_migrations", "applied_at")}
    assert differ <= SEALED
    assert {("flag", "voice"), ("inbox", "chat"), ("feedback", "body")} <= differ
    assert shown["one"] == shown["two"]
    names = [sorted(path.name for path in (tmp_path / n / KEYS).iterdir()) for n in seen]
    assert names[0] == names[1]


def _for_others(folder: Path, *people: str, gone: str = "", again: str = "") -> list[str]:
    """All that is shown to whoever did not flag, edits and all, up to a decision."""
    folder.mkdir()
    they = {*people, gone} - {""}

    async def story(town: Town) -> None:
        await _admin(town)
        await a_day(town)
        member = office(town)
        await town.tell("督查老沈", "/start")
        for name in people:
            await _flag(town, name, PHOTO, "直接提交", "好")
        if gone:
            await _flag(town, gone, PHOTO, "直接提交", "撤回")
        if again:
            await _flag(town, again, "好")
        for at in ("7:45", "7:50", "17:30"):
            await town.tick(at, days=at == "7:45")
        for at in ("7:45", "17:30"):
            await town.tick(at, days=at == "7:45")
        (case,) = cases(town, CaseState.PENDING)
        act(town, review.claim, case.id, member)
        await town.tick("17:31")

    return _shown(played(folder, story), tuple(they))


def test_a_first_a_repeated_and_a_withdrawn_flag_show_the_same_to_everybody_else(
    tmp_path: Path,
) -> None:
    one, two, three = THEY
    usual = _for_others(tmp_path / "usual", one, two)
    assert usual == _for_others(tmp_path / "again", one, two, again=one)
    assert usual == _for_others(tmp_path / "gone", one, two, gone=three)


def test_a_mistake_of_ours_and_a_broken_update_are_set_aside_without_a_word_of_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logged: Callable[[], bytes]
) -> None:
    """Nor does `jianfu check` repeat any, which lists what was set aside."""
    name = THEY[0]

    async def broken(*_: object) -> None:
        raise ValueError(f"{name} {Town.private(name)} {SAID}")

    async def story(town: Town) -> None:
        await a_day(town)
        with monkeypatch.context() as patched:
            patched.setattr("bot.handlers.flagging.show_list", broken)
            await town.tell(name, "/start flag-1")
        torn = RawUpdate(
            key="toy:torn", sequence=99, chat=town.private(name), private=True,
            body=f'{{"chat": "{town.private(name)}", "text": "{SAID}"'.encode(),
        )  # fmt: skip
        await town.arrive(torn)
        _nowhere(town, THEY)
        _, found = town.store.read_sync(dead_letters)
        assert [error.partition(" ")[0] for _, error in found] == ["Malformed:", "ValueError"]
        # A story ends well only without a mistake.
        town.store.run_sync(
            lambda tx: tx.execute("update inbox set error = 'Malformed' where error > ''").rowcount
        )

    (tmp_path / "data").mkdir()
    (tmp_path / "config.toml").write_text('[data]\nfolder = "data"\n', "utf8")
    played(tmp_path / "data", story)
    checked = CliRunner().invoke(check.command, ["--config", f"{tmp_path}/config.toml"]).output
    assert "toy:torn(Malformed" in checked
    for text in (logged(), checked.encode()):
        assert not [trace.decode() for trace in _traces(THEY) if trace in text]


def test_an_older_database_beside_newer_keys_tells_nothing_and_stops_nothing(
    tmp_path: Path, logged: Callable[[], bytes]
) -> None:
    """As after a backup was put back: keys were changed and destroyed meanwhile."""
    first = THEY[0]
    backup = tmp_path / "backup.db"

    async def before(town: Town) -> None:
        await a_day(town)
        await _flag(town, first, PHOTO, "直接提交", "好")
        await town.tick("7:45", days=1)
        town.store.read_sync(_copied, backup)
        town.store.run_sync(keeping.rotate, town.live.context.office)
        await town.tick("7:46")
        assert flags(town, first)

    async def after(town: Town) -> None:
        town.turn("7:47", days=1)
        assert not flags(town, first)
        for _ in range(3):
            await town.tick("7:48", days=1)
        assert not flags(town, first)
        _nowhere(town, THEY)

    (tmp_path / "data").mkdir()
    played(tmp_path / "data", before)
    for name in ("jianfu.db", "jianfu.db-wal", "jianfu.db-shm"):
        (tmp_path / "data" / name).unlink(missing_ok=True)
    shutil.copy(backup, tmp_path / "data" / "jianfu.db")
    played(tmp_path / "data", after)
    assert b"failed" not in logged()
    assert not [trace.decode() for trace in _traces(THEY) if trace in logged()]
