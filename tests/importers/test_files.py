"""Files and folders: the format told by content, encodings, progress, memory, what is refused."""

import io
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import InputError
from bot.domain.message import Message
from bot.importers import Problem, ProblemKind, read_chats, read_stream
from tests.importers.kit import DAY, export, messages, problems, read, row

TEXT = "周敏 2026/06/10 8:12\n请各村报名单\n\n阿强 2026/06/10 8:15\n收到\n"
TABLE = "时间,发送人,内容\n2026-06-10 08:12,周敏,请各村报名单\n2026-06-10 08:15,阿强,收到\n"


@pytest.mark.parametrize("encoding", ["utf8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize(
    "text", [TEXT, TABLE, export(row(1, text="请各村报名单"), row(2)).decode()]
)
def test_encodings(text: str, encoding: str) -> None:
    assert messages(text.encode(encoding)) == messages(text)
    assert messages(text)[0].text == "请各村报名单"
    assert problems(text.encode(encoding)) == []


def test_some_spoilt_bytes_are_told_once_and_cost_no_message() -> None:
    data = export(row(1, text="请X各村"), row(2, text="报X名单")).replace(b"X", b"\xff")
    assert [m.text for m in messages(data)] == ["请\ufffd各村", "报\ufffd名单"]
    assert [(p.reason, p.line) for p in problems(data)] == [(ProblemKind.BAD_CHARACTERS, 11)]


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (b"", ProblemKind.EMPTY),
        (b"\xef\xbb\xbf \n\n", ProblemKind.EMPTY),
        (b"PK\x03\x04rest", ProblemKind.SPREADSHEET),
        (b"\xd0\xcf\x11\xe0rest", ProblemKind.SPREADSHEET),
        (b"\n<!DOCTYPE html>\n<html>", ProblemKind.HTML_EXPORT),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", ProblemKind.UNKNOWN_FORMAT),
        (b"SQLite format 3\x00", ProblemKind.UNKNOWN_FORMAT),
        (b'[{"id": 1}]', ProblemKind.UNKNOWN_FORMAT),
    ],
)
def test_what_cannot_be_read_says_so(head: bytes, reason: ProblemKind) -> None:
    (problem,) = read(head)
    assert isinstance(problem, Problem)
    assert (problem.reason, problem.line) == (reason, 0)


def test_progress_adds_up_to_the_size(tmp_path: Path) -> None:
    for name, data in (("a.json", export(row(1)) + b" " * 200_000), ("b.txt", TEXT.encode())):
        path = tmp_path / name
        path.write_bytes(data)
        counts: list[int] = []
        assert list(read_chats(path, default_day=DAY, progress=counts.append))
        assert sum(counts) == len(data)


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "result.json").write_bytes(export(row(1)))
    (tmp_path / "松岭群.txt").write_text(TEXT, "utf8")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    items = list(read_chats(tmp_path, default_day=DAY))
    assert [item.group for item in items if isinstance(item, Message)] == ["青石群"] + [
        "松岭群"
    ] * 2


def test_a_folder_of_web_pages_names_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "messages.html").write_text("<!DOCTYPE html>")
    (problem,) = read_chats(tmp_path, default_day=DAY)
    assert isinstance(problem, Problem)
    assert (problem.reason, problem.file) == (ProblemKind.HTML_EXPORT, "messages.html")


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="empty_folder"):
        list(read_chats(tmp_path, default_day=DAY))
    with pytest.raises(InputError, match="unreadable"):
        list(read_chats(tmp_path / "none.json", default_day=DAY))


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b'{"messages": [', TEXT.encode(), TABLE.encode(), export(row(1), row(2)),
                     b'{"id":"a","sent_at":"2026-06-10T08:12","text":"x"}\n', b"\xff\xfe"]),
    st.integers(0, 400),
)  # fmt: skip
def test_no_bytes_make_it_fail(noise: bytes, base: bytes, where: int) -> None:
    for item in read(base[:where] + noise + base[where:]):
        assert isinstance(item, Message | Problem)


class _Made(io.RawIOBase):
    """A large export made up while it is read."""

    def __init__(self, megabytes: int) -> None:
        self._parts = self._make(megabytes)
        self._rest = b""

    def _make(self, megabytes: int) -> Iterator[bytes]:
        yield json.dumps({"contacts": {"list": [{"user_id": 1}] * 50_000}}).encode()[:-1]
        yield b',"chats":{"list":[{"name":"g","type":"private_group","messages":['
        one = row(1, text="请各村报名单" * 40, text_entities=["x" * 1500])
        for number in range(megabytes * 400):
            yield json.dumps({**one, "id": number}, ensure_ascii=False).encode() + b",\n"
        yield b"{}]}]}}"

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        parts = [self._rest]
        while sum(map(len, parts)) < size and (part := next(self._parts, None)):
            parts.append(part)
        data = b"".join(parts)
        self._rest = data[size:]
        return data[:size]


def test_memory_does_not_grow_with_the_file() -> None:
    stream = cast(BinaryIO, _Made(30))
    tracemalloc.start()
    count = sum(1 for _ in read_stream(stream, "f", "g", default_day=DAY))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 30 * 400 + 1
    assert peak < 10_000_000
