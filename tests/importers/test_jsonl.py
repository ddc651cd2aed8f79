"""Contract lines: what is answered, and what is an error with the line's id."""

import json
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.message import SHANGHAI, Message
from bot.importers.jsonl import LineError, parse_line
from tests.importers.kit import at, messages, problems, read


def line(**more: Any) -> bytes:
    return json.dumps({"id": "a", "sent_at": "2026-06-10T08:12", "text": "x", **more}).encode()


def good(raw: bytes) -> Message:
    parsed = parse_line(raw)
    assert isinstance(parsed, Message)
    return parsed


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-06-10T08:12", at(8, 12)),
        ("2026-06-10 08:12:33", at(8, 12, 33)),
        ("2026-06-10T08:12:33.5", at(8, 12, 33) + timedelta(seconds=0.5)),
        ("2026-06-10T00:12Z", at(8, 12)),
        ("2026-06-10T02:12:00+02:00", at(8, 12)),
        ("1969-12-31T23:59", datetime(1969, 12, 31, 15, 59, tzinfo=UTC)),
        ("2099-12-31T23:59", datetime(2099, 12, 31, 15, 59, tzinfo=UTC)),
    ],
)
def test_times(written: str, meant: datetime) -> None:
    assert good(line(sent_at=written)).sent_at == meant


@pytest.mark.parametrize(
    "sent_at",
    ["", "2026-06-10", "2026-02-30T08:00", "2026-06-10T25:00", "10000-01-01T00:00", "soon",
     "0000-01-01T00:00", "9999-12-31T23:59-12:00", "\ud800"],
)  # fmt: skip
def test_no_real_time(sent_at: str) -> None:
    assert parse_line(line(sent_at=sent_at)) == LineError(code="bad_time", key="sent_at", id="a")


def test_every_key() -> None:
    message = good(
        line(group="g", sender="s", forwarded_from="f", forwarded_at="2026-06-09T08:12",
             reply_to="b", file_name="表.xls", unknown={"a": [1]})
    )  # fmt: skip
    assert (message.group, message.sender, message.forwarded_from) == ("g", "s", "f")
    assert (message.reply_to, message.file_name) == ("b", "表.xls")
    assert message.forwarded_at == at(8, 12, day=9)
    assert good(line(group=None, sender=None, reply_to=None)).group == ""


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (b'{"id": "a", "text": "\xff"}', LineError(code="not_utf8")),
        (b'{"id": "a"', LineError(code="not_json")),
        (b'{"id": "a"} {}', LineError(code="not_json")),
        (b"[" * 100_000, LineError(code="not_json")),
        (b'["a"]', LineError(code="not_object")),
        (b"NaN", LineError(code="not_object")),
        (b"{}", LineError(code="missing", key="id")),
        (line(id=5), LineError(code="not_string", key="id")),
        (b'{"id": "a", "sent_at": "x"}', LineError(code="missing", key="text", id="a")),
        (line(text=None), LineError(code="not_string", key="text", id="a")),
        (line(text=["x"]), LineError(code="not_string", key="text", id="a")),
        (line(reply_to=3), LineError(code="not_string", key="reply_to", id="a")),
        (line(forwarded_at="x"), LineError(code="bad_time", key="forwarded_at", id="a")),
    ],
)
def test_errors(raw: bytes, error: LineError) -> None:
    assert parse_line(raw) == error


@pytest.mark.parametrize(
    "text",
    ["", "坏\ud800字", "\u202e\u2066", "\u200b", "((((" * 5000, "请" * 100_000, "\x00\r\u2028"],
)
def test_any_text_is_text(text: str) -> None:
    assert good(line(text=text)).text == text


def test_what_json_allows_is_no_error() -> None:
    assert good(b'{"id":"a","sent_at":"2026-06-10T08:12","text":"1","text":"2"}').text == "2"
    assert good(line(nan=float("nan"))).number == "a"
    assert good(line()[:-1] + b', "n": ' + b"9" * 6000 + b"}\r").number == "a"


def test_only_lf_ends_a_line() -> None:
    raw = line(text="\u2028\x85").decode().encode() + b"\n\n \n" + line(id="b") + b"\r\n" + b"{}"
    first, second, wrong = read(raw, "镇群.jsonl")
    assert isinstance(first, Message)
    assert (first.group, first.text) == ("镇群", "\u2028\x85")
    assert isinstance(second, Message)
    assert problems(raw, "镇群.jsonl") == [wrong]
    assert problems(raw)[0].line == 5


def test_a_byte_order_mark_is_no_error() -> None:
    assert len(messages(b"\xef\xbb\xbf" + line())) == 1


@given(
    st.text(min_size=1),
    st.text(),
    st.integers(1, 10**9).map(lambda seconds: at(8, 12) + timedelta(seconds=seconds)),
    st.sampled_from([UTC, timezone(timedelta(hours=8)), SHANGHAI]),
)
def test_what_is_written_is_read(name: str, text: str, sent_at: datetime, zone: tzinfo) -> None:
    message = good(line(id=name, text=text, sent_at=sent_at.astimezone(zone).isoformat()))
    assert (message.number, message.text, message.sent_at) == (name, text, sent_at)


@given(st.binary())
def test_no_bytes_make_it_fail(raw: bytes) -> None:
    assert isinstance(parse_line(raw), Message | LineError)
