"""One chat written in every format reads back as the same messages."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.message import SHANGHAI
from tests.importers.kit import chat, messages

Line = tuple[str, datetime, str]

names = st.sampled_from(
    [
        "周敏",
        "河湾村-老马",
        "河湾 村老马",
        "安监办(小李)",
        "A建材 王姐138",
        "🌻小杜🌻",
        "Li Wei",
        "6组组长",
    ]
)
sentences = st.sampled_from(
    ["请各村明天报名单", "收到", "会议 9:30", "6月15日 8:30 开会", "@所有人 今天18:00前",
     "一、照片5张;",
     "http://a.example/b?c=1,2", "“引用”一下", "培训 14:00", "🙏🙏", "电话13800000000", "(转)",
     "2026年6月15日 9:30", "1. 表格\t一份", "=SUM(A1)", "时间:6月15日", "周敏:你好", "[捂脸]", '"'],
)  # fmt: skip
texts = st.lists(st.lists(sentences, min_size=1, max_size=3).map("\n".join), min_size=1,
                 max_size=2).map("\n\n".join)  # fmt: skip
steps = st.integers(1, 3000).map(lambda minutes: timedelta(minutes=minutes))


def _chat(parts: Sequence[tuple[str, timedelta, str]]) -> list[Line]:
    moment = datetime(2026, 6, 1, 8, 12, tzinfo=SHANGHAI)
    lines = []
    for name, step, text in parts:
        moment += step
        lines.append((name, moment, text))
    return lines


chats = st.lists(st.tuples(names, steps, texts), min_size=2, max_size=8).map(_chat)


def telegram(lines: list[Line]) -> str:
    rows = [
        {"id": n, "type": "message", "date_unixtime": str(int(at.timestamp())), "from": name,
         "text": text}
        for n, (name, at, text) in enumerate(lines, start=1)
    ]  # fmt: skip
    return json.dumps(chat(*rows))


def contract(lines: list[Line]) -> str:
    return "\n".join(
        json.dumps({"id": str(n), "sent_at": at.isoformat(), "sender": name, "text": text})
        for n, (name, at, text) in enumerate(lines, start=1)
    )


def table(lines: list[Line]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["时间", "发送人", "内容"])
    writer.writerows([f"{at:%Y-%m-%d %H:%M}", name, text] for name, at, text in lines)
    return out.getvalue()


def desktop(lines: list[Line]) -> str:
    blocks = (f"{name} {at:%Y/%m/%d} {at.hour}:{at:%M}\n{text}" for name, at, text in lines)
    return "\n\n".join(blocks)


def mailed(lines: list[Line]) -> str:
    out, last = "微信群“群”的聊天记录如下:\n", None
    for name, at, text in lines:
        if at.date() != last:
            out += f"\n————— {at:%Y-%m-%d} —————\n\n"
            last = at.date()
        out += f"\n{name}  {at:%H:%M}\n\n{text}\n\n"
    return out


def exporter(lines: list[Line]) -> str:
    return "".join(f"{at:%Y-%m-%d %H:%M:%S} {name}\n{text}\n\n" for name, at, text in lines)


def bracketed(lines: list[Line]) -> str:
    return "".join(f"[{at:%Y-%m-%d %H:%M:%S}] {name}: {text}\n" for name, at, text in lines)


def behind(lines: list[Line]) -> str:
    return "".join(f"{name}({at:%Y-%m-%d %H:%M:%S}): {text}\n" for name, at, text in lines)


@pytest.mark.parametrize(
    "write", [telegram, contract, table, desktop, mailed, exporter, bracketed, behind]
)
@settings(max_examples=120, deadline=None)
@given(lines=chats)
def test_every_format_reads_back(write: Callable[[list[Line]], str], lines: list[Line]) -> None:
    read = [(m.sender, m.sent_at, m.text) for m in messages(write(lines))]
    assert read == lines


@settings(max_examples=60, deadline=None)
@given(lines=chats, cut=st.floats(0, 1))
def test_a_text_cut_anywhere_keeps_what_stands_before(lines: list[Line], cut: float) -> None:
    data = desktop(lines).encode()
    found = messages(data[: int(cut * len(data))])
    if len(found) > 1:
        whole = messages(data)
        assert found[:-1] == whole[: len(found) - 1]
