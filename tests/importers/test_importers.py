"""Exports and pastes of every kind become the same messages; broken ones lose nothing readable."""

import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import InputError
from bot.domain.message import SHANGHAI, Media, Message
from bot.importers import Problem, ProblemKind, read_chats, read_stream

DAY = date(2026, 6, 11)


def read(data: bytes, stem: str = "群") -> list[Message | Problem]:
    return list(read_stream(io.BytesIO(data), f"{stem}.x", stem, default_day=DAY))


def messages(data: bytes) -> list[Message]:
    return [item for item in read(data) if isinstance(item, Message)]


def problems(data: bytes) -> list[Problem]:
    return [item for item in read(data) if isinstance(item, Problem)]


def at(hour: int, minute: int, day: int = 10, second: int = 0) -> datetime:
    return datetime(2026, 6, day, hour, minute, second, tzinfo=SHANGHAI)


def export(*rows: dict[str, Any], **more: Any) -> bytes:
    chat = {"name": "青石群", "type": "private_supergroup", "id": 1, "messages": list(rows), **more}
    return json.dumps(chat, ensure_ascii=False, indent=1).encode()


def row(number: int, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "type": "message",
        "date": "2026-06-10T08:12:00",
        "from": "周敏",
        "text": "通知",
        **more,
    }


def test_a_telegram_export() -> None:
    first, second, third = messages(
        export(
            row(
                1, text=["看 ", {"type": "link", "text": "http://a.example"}], forwarded_from="县局"
            ),
            row(2, text="", photo="photos/1.jpg", reply_to_message_id=1),
            row(3, text="", file="files/表.xls", file_name="春耕表.xls"),
        )
    )
    assert (first.text, first.forwarded_from, first.group) == (
        "看 http://a.example",
        "县局",
        "青石群",
    )
    assert (second.media, second.reply_to) == (Media.PHOTO, 1)
    assert (third.media, third.file_name) == (Media.FILE, "春耕表.xls")


def test_the_epoch_decides_over_the_exporters_own_clock() -> None:
    epoch = int(at(8, 12).timestamp())
    (message,) = messages(export(row(1, date="2026-06-10T00:12:00", date_unixtime=str(epoch))))
    assert message.sent_at == at(8, 12)


def test_a_whole_account_leaves_private_chats_out() -> None:
    account = {
        "about": "x",
        "frequent_contacts": {"list": [{"id": 9, "type": "user", "name": "某人"}]},
        "chats": {
            "list": [
                {"name": "甲群", "type": "private_group", "id": 1, "messages": [row(1)]},
                {"name": "某人", "type": "personal_chat", "id": 2, "messages": [row(1)]},
                {"name": "乙群", "type": "public_supergroup", "id": 3, "messages": [row(1)]},
            ]
        },
    }
    items = read(json.dumps(account).encode())
    assert [item.group for item in items if isinstance(item, Message)] == ["甲群", "乙群"]
    assert [i.reason for i in items if isinstance(i, Problem)] == [ProblemKind.NOT_A_GROUP]


def test_a_broken_object_is_named_and_the_rest_goes_on() -> None:
    data = export(row(1), row(2), row(3)).replace(
        b'"id": 2,',
        b'"id": 2 "broken',
    )
    assert [m.number for m in messages(data)] == [1, 3]
    (problem,) = problems(data)
    assert problem.reason is ProblemKind.BROKEN_OBJECT
    assert problem.line > 5


def test_an_impossible_time_is_named() -> None:
    data = export(row(1, date="2026-02-30T08:00:00"), row(2))
    assert [m.number for m in messages(data)] == [2]
    assert problems(data)[0].reason is ProblemKind.BAD_TIME


def test_a_file_cut_anywhere_never_fails_and_invents_nothing() -> None:
    data = export(row(1), row(2, text="请各村明天报名单"))
    whole = messages(data)
    for cut in range(0, len(data), 7):
        got = [m for m in messages(data[:cut]) if m.group == "青石群" and m.sender == "周敏"]
        assert got == whole[: len(got)]


def test_lone_surrogates_are_text() -> None:
    chat = {"name": "g", "type": "private_group", "messages": [row(1, text="坏\ud800字")]}
    (message,) = messages(json.dumps(chat).encode())
    assert message.text == "坏\ud800字"


@pytest.mark.parametrize(
    "text",
    [
        "周敏 2026/06/10 8:12\n请各村报名单\n明天前\n\n阿强 2026/06/10 8:15\n收到\n",
        "2026-06-10 08:12:00 周敏\n请各村报名单\n明天前\n2026-06-10 08:15:00 阿强\n收到\n",
        "[2026-06-10 08:12:00] 周敏: 请各村报名单\n明天前\n[2026-06-10 08:15:00] 阿强: 收到\n",
        "周敏(2026-06-10 08:12:00): 请各村报名单\n明天前\n阿强(2026-06-10 08:15:00): 收到\n",
        "————— 2026-06-10 —————\n\n周敏  08:12\n\n请各村报名单\n明天前\n\n阿强  08:15\n\n收到\n",
        "2026-06-10 8:12:00 周敏(12345678)\n请各村报名单\n明天前\n\n"
        "2026-06-10 8:15:00 阿强(87654321)\n收到",
    ],
)
def test_pasted_text_in_its_several_forms(text: str) -> None:
    first, second = messages(text.encode())
    assert (first.sender, first.sent_at, first.text) == ("周敏", at(8, 12), "请各村报名单\n明天前")
    assert (second.sender, second.sent_at, second.text) == ("阿强", at(8, 15), "收到")


def test_a_titled_record_names_the_group_and_media_have_no_text() -> None:
    text = "“青石村群”的聊天记录\n\n周敏 2026/06/10 8:12\n[图片]\n"
    text += "阿强 2026/06/10 8:13\n[文件] 名单.xlsx\n"
    first, second = messages(text.encode())
    assert (first.group, first.media, first.text) == ("青石村群", Media.PHOTO, "")
    assert (second.media, second.file_name) == (Media.FILE, "名单.xlsx")


def test_bare_notices_without_names_are_still_read() -> None:
    first, second = messages("请各村明天报低保名单\n\n周五上午9点开会".encode())
    assert (first.sender, first.sent_at.date()) == (None, DAY)
    assert second.text == "周五上午9点开会"


@pytest.mark.parametrize("encoding", ["utf8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_in_the_usual_encodings(encoding: str) -> None:
    table = '时间,发送人,内容\n2026-06-10 08:12,周敏,"请各村报名单,\n=1+1"\n2026/13/1 8:00,甲,乙\n'
    items = read(table.encode(encoding))
    assert isinstance(items[0], Message)
    assert items[0].text == "请各村报名单,\n=1+1"
    assert items[0].sent_at == at(8, 12)
    assert isinstance(items[1], Problem)


def test_a_table_without_its_columns_says_what_it_found() -> None:
    (problem,) = read("时间,电话,地址\n1,2,3\n".encode())
    assert isinstance(problem, Problem)
    assert problem.reason is ProblemKind.NO_COLUMNS


def test_contract_lines() -> None:
    lines = b'{"id":"a","sent_at":"2026-06-10T08:12","text":"x","group":"g"}\nnot json\n'
    first, second = read(lines)
    assert isinstance(first, Message)
    assert (first.number, first.sent_at, first.group) == ("a", at(8, 12), "g")
    assert isinstance(second, Problem)
    assert second.line == 2


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (b"PK\x03\x04rest", ProblemKind.SPREADSHEET),
        (b"<!DOCTYPE html><html>", ProblemKind.HTML_EXPORT),
    ],
)
def test_what_cannot_be_read_says_so(head: bytes, reason: ProblemKind) -> None:
    (problem,) = read(head)
    assert isinstance(problem, Problem)
    assert problem.reason is reason


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        list(read_chats(tmp_path / "none.json", default_day=DAY))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    for item in read(data):
        assert isinstance(item, Message | Problem)


class _Endless(io.RawIOBase):
    """A large export made up while it is read."""

    def __init__(self, count: int) -> None:
        self._parts = self._make(count)
        self._rest = b""

    def _make(self, count: int) -> Iterator[bytes]:
        yield b'{"name":"g","type":"private_group","messages":['
        for number in range(count):
            yield json.dumps(row(number, text="请各村报名单" * 20)).encode() + b","
        yield b"]}"

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while len(self._rest) < size:
            part = next(self._parts, None)
            if part is None:
                break
            self._rest += part
        out, self._rest = self._rest[:size], self._rest[size:]
        return out


def test_a_large_export_is_never_held_in_memory() -> None:
    import tracemalloc

    tracemalloc.start()
    stream: Any = _Endless(8_000)
    count = sum(isinstance(i, Message) for i in read_stream(stream, "f", "g", default_day=DAY))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 8_000
    assert peak < 8_000_000
