"""Keys in files: for their owner only, padded, bound to their row, and gone when destroyed."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.storage.keys import Keys

_TEXT = st.text(st.characters(codec="utf-8"), max_size=300)


def test_a_key_is_made_on_use_for_its_owner_only(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "keys")
    assert not keys.has("case-1")
    keys.make("case-1")
    (path,) = (tmp_path / "keys").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_what_is_sealed_opens_in_its_own_row_and_with_its_own_key(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    sealed = keys.close("case-1", {"text": "每户三张"}, "way:5")
    assert Keys(tmp_path).open("case-1", sealed, "way:5") == {"text": "每户三张"}
    assert keys.open("case-1", sealed, "way:6") is None
    keys.make("case-2")
    assert keys.open("case-2", sealed, "way:5") is None
    assert keys.open("case-1", sealed[:-1] + bytes([sealed[-1] ^ 1]), "way:5") is None
    assert keys.open("case-3", sealed, "way:5") is None
    assert not keys.has("case-3")


def test_a_destroyed_key_is_gone_for_good(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    sealed = keys.close("case-1", {}, "x")
    mark = keys.mark("case-1", "x")
    keys.destroy("case-1")
    keys.destroy("case-1")
    assert list(tmp_path.iterdir()) == []
    assert keys.open("case-1", sealed, "x") is None
    assert keys.mark("case-1", "x") != mark


@given(_TEXT, _TEXT)
def test_lengths_tell_nothing(one: str, other: str) -> None:
    keys = Keys(Path())
    keys._known["k"] = bytes(32)
    lengths = {len(keys.close("k", {"text": text}, "x")) for text in (one, other)}
    # Three hundred characters outside the common planes need a second block.
    assert lengths <= {1024 + 28, 2048 + 28}
    if max(len(one), len(other)) < 250:
        assert len(lengths) == 1


def test_marks_do_not_run_together(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    assert keys.mark("k", "1", "23") != keys.mark("k", "12", "3")


@given(st.text(max_size=200), st.integers(0, 2**63))
def test_many_numbers_are_marked_alike(first: str, number: int) -> None:
    keys = Keys(Path())
    keys._known["k"] = bytes(range(32))
    mark = keys.marker("k", first)
    assert mark
    assert mark(number) == mark(number) == keys.mark("k", first, number)


def test_nothing_is_marked_with_a_key_that_is_gone(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    assert keys.marker("k", "x") is None
    assert list(tmp_path.iterdir()) == []


def test_a_key_left_half_made_by_a_process_of_this_number_does_no_harm(tmp_path: Path) -> None:
    left = tmp_path / f"case-1.{os.getpid()}"
    left.write_bytes(b"half")
    keys = Keys(tmp_path)
    keys.make("case-1")
    assert [path.name for path in tmp_path.iterdir()] == ["case-1.key"]


def test_threads_that_make_a_key_at_once_have_the_same(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        marks = set(pool.map(lambda _: keys.mark("case-1", "x"), range(32)))
    assert len(marks) == 1
