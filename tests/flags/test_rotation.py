"""All keys are changed: what was sealed stays usable, and what was copied before does not open."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.rotate_keys import command
from bot.domain.boundary import Outgoing, RawUpdate
from bot.domain.case import CaseState
from bot.domain.errors import StorageError
from bot.domain.flag import FlagState
from bot.services import deciding, flagging, hearing
from bot.services.voices import text_of, way_of
from bot.storage.connection import Tx
from bot.storage.flags import flags_in
from bot.storage.history import verify
from bot.storage.inbox import keep, waiting
from bot.storage.keys import HISTORY, Keys
from bot.storage.lock import FolderLock
from bot.storage.outgoing import Promise, Ready, open_sayings, say
from bot.storage.schema import MIGRATIONS
from bot.storage.seal import begin_rotation, load_seal
from bot.storage.store import Store
from tests.cli.kit import jianfu
from tests.flags.kit import PHOTOS, REFUSED, World, who

UPDATE = RawUpdate(key="toy:1", sequence=1, chat="toy:1:7", body=b'{"said": 1}', private=True)


def _wait(tx: Tx) -> None:
    """Something waits to be said, and something to be worked on."""
    say(tx, "toy:1:7", Outgoing(plain="好"), Promise.ONCE, 1.0)
    keep(tx, UPDATE, now=1.0, not_before=0.0, hot=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What a bot left that was stopped: a case that was answered, flags of today, and more."""
    home = tmp_path / "data"
    home.mkdir()
    (tmp_path / "config.toml").write_text('[data]\nfolder = "data"\n', "utf8")
    (home / "seal.key").write_bytes(b"k" * 32)
    world = World(home)
    request = world.say(PHOTOS)
    world.flag(1, request, text="每户三张")
    world.flag(2, request)
    world.morning(3)
    (case,) = world.cases(CaseState.PENDING)
    world.claimed(case.id)
    world.act(deciding.decide, case.id, world.lin, REFUSED)
    world.flag(3, request, "useless")
    world.do(_wait)
    world.close()
    return tmp_path


def _rotate(folder: Path) -> str:
    told = CliRunner().invoke(command, ["--config", f"{folder}/config.toml"])
    if told.exception:
        raise told.exception
    return told.output


def _all_is_there(folder: Path) -> None:
    """Whoever flagged is known by it as before; what waited waits."""
    home = folder / "data"
    world = World(home)
    for person, count in ((1, 1), (2, 1), (3, 1), (4, 0)):
        assert len(world.see(flagging.flags_of, world.office, who(person))) == count
    assert len(world.see(hearing.answers_for, world.office)) == 2
    assert world.see(verify, world.office.keys).fault is None
    world.close()
    with Store.open(home / "jianfu.db", MIGRATIONS, seal=load_seal(home)) as store:
        (saying,) = store.read_sync(open_sayings, 9.0, 9).sayings
        assert saying.chat == "toy:1:7"
        (row,) = store.read_sync(waiting, 9)
        assert row.body == UPDATE.body


def _keys(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in (folder / "data").rglob("*.key")}


def test_all_keys_but_the_historys_are_new_and_nothing_is_lost(folder: Path) -> None:
    before = _keys(folder)
    assert "密钥已全部更换" in _rotate(folder)
    after = _keys(folder)
    same = {name for name, key in after.items() if key in before.values()}
    assert same == {f"{HISTORY}.key"}
    days = [sum(name.startswith("day-") for name in some) for some in (before, after)]
    assert days == [2, 2]
    assert not (folder / "data" / "seal.old").exists()
    assert any(name.startswith("case-") for name in set(after) - set(before))
    _all_is_there(folder)


def test_what_was_copied_before_does_not_open_with_the_new_keys(folder: Path) -> None:
    home = folder / "data"
    shutil.copy(home / "jianfu.db", folder / "backup.db")
    _rotate(folder)
    shutil.copy(folder / "backup.db", home / "jianfu.db")
    world = World(home)
    assert world.see(hearing.answers_for, world.office) == ()
    assert world.see(flagging.flags_of, world.office, who(1)) == ()
    world.close()
    with Store.open(home / "jianfu.db", MIGRATIONS, seal=load_seal(home)) as store:
        assert store.read_sync(open_sayings, 9.0, 9) == Ready([], [1])


def test_what_was_flagged_today_is_sealed_anew_and_settles_as_ever(folder: Path) -> None:
    """当天换密钥:当天的意见用新钥匙封好,第二天照常汇入,当天的钥匙随后销毁。"""
    home = folder / "data"
    copied = _keys(folder)
    _rotate(folder)
    world = World(home, seed=8)
    world.now += timedelta(days=3)
    (before,) = world.see(flags_in, FlagState.COOLING)
    world.flag(5, before.request, text="白天干不了活")
    today = world.see(flags_in, FlagState.COOLING)
    assert not {f"{flag.way_key}.key" for flag in today} & set(copied)
    world.morning()
    settled = [world.row(flag.id) for flag in today]
    assert {text_of(world.office, flag) for flag in settled} == {"", "白天干不了活"}
    owners = [way[0] for flag in settled if (way := way_of(world.office, flag))]
    assert sorted(one.address for one in owners) == [who(3).address, who(5).address]
    left = {path.name for path in (home / "keys").glob("day-*")}
    assert len(left) == 2
    assert not left & set(copied)
    world.close()


def test_cut_short_it_loses_nothing_and_is_ended_by_doing_it_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: object) -> None:
        raise StorageError("power cut")

    begin_rotation(folder / "data")
    _all_is_there(folder)
    for step in ("rotate", "sweep", "end_rotation"):
        with monkeypatch.context() as broken:
            broken.setattr(f"bot.cli.rotate_keys.{step}", cut)
            with pytest.raises(StorageError):
                _rotate(folder)
        _all_is_there(folder)
    _rotate(folder)
    assert not (folder / "data" / "seal.old").exists()
    _all_is_there(folder)


def test_it_waits_for_nobody_a_bot_that_runs_keeps_it_out(folder: Path) -> None:
    before = _keys(folder)
    with FolderLock(folder / "data"), pytest.raises(StorageError, match="another process"):
        _rotate(folder)
    assert _keys(folder) == before


def test_as_a_command_it_says_what_it_did_or_that_there_is_nothing(folder: Path) -> None:
    call = ("rotate-keys", "--config", f"{folder}/config.toml")
    assert "旧的已销毁" in jianfu(*call).stdout.decode()
    shutil.rmtree(folder / "data")
    done = jianfu(*call)
    assert (done.returncode, "jianfu run" in done.stderr.decode()) == (2, True)


def test_keys_destroyed_are_no_bytes_that_could_be_found_again(folder: Path) -> None:
    before = [key for name, key in _keys(folder).items() if not name.startswith(HISTORY)]
    _rotate(folder)
    kept = b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())
    assert not any(key in kept for key in before)
    assert Keys(folder / "data" / "keys").has(HISTORY)
