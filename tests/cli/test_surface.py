"""The edges of the command line: help, wrong calls, pipes, places that cannot be written."""

import json
import os
import re
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.cli import digest
from bot.cli.contract import dump, local, reading_object
from bot.domain.digest import Digest, Period
from bot.domain.message import SHANGHAI, Message
from bot.domain.reading import Ask, Assumption, Evidence, Kind, Reading, Times, What
from bot.importers.times import from_iso
from tests.cli.kit import ROOT, jianfu

PASTE = ROOT / "bot" / "data" / "sample" / "paste.txt"
BUFFERED = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
LINE = json.dumps({"id": "1", "sent_at": "2026-03-12T09:00", "text": "收到"}).encode() + b"\n"


def started(*args: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=BUFFERED,
    )


def test_importing_the_command_line_imports_no_command() -> None:
    code = "import sys, bot.cli; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True, text=True
    )
    loaded = set(done.stdout.split())
    assert not {"bot.cli.digest", "bot.cli.read", "bot.app", "bot.storage"} & loaded


@pytest.mark.parametrize("args", [(), ("demo",), ("digest",), ("read",), ("duplicates",)])
def test_help_pages_speak_chinese_headings_included(args: tuple[str, ...]) -> None:
    done = jianfu(*args, "--help")
    page = done.stdout.decode()
    assert done.returncode == 0
    assert page.startswith("用法:")
    assert "选项:" in page
    assert not re.search("Usage|Options|Show ", page)


def test_without_a_command_the_help_page_is_shown_as_it_is() -> None:
    done = jianfu()
    assert done.returncode == 2
    assert done.stderr.decode().startswith("用法:")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("开始",), "没有「开始」这个命令"),
        (("digest", "--fast", "x"), "没有 --fast 这个选项"),
        (("digest", "x", "--on"), "--on 后面缺少值"),
        (("digest", "x", "--format", "xml"), "--format 只能是 text、html、json"),
        (("read",), "缺少 FILE"),
        (("read", "a", "b"), "参数多了"),
    ],
)
def test_a_wrong_call_is_told_in_one_chinese_line(args: tuple[str, ...], said: str) -> None:
    done = jianfu(*args)
    told = done.stderr.decode()
    assert done.returncode == 2
    assert said in told
    assert told.count("\n") == 1
    assert "--help" in told
    assert not done.stdout


def test_a_place_that_cannot_be_written_is_one_chinese_line(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("")
    for args in (("digest", str(PASTE), "--data", str(taken)), ("demo", "--data", str(taken))):
        done = jianfu(*args)
        told = done.stderr.decode()
        assert done.returncode == 2
        assert "读写失败" in told
        assert "Traceback" not in told


def test_more_than_twenty_problems_are_counted_not_listed(tmp_path: Path) -> None:
    path = tmp_path / "群.csv"
    rows = ["时间,内容", "2026-06-10 08:12,请各村报名单", *["没有时间,乙"] * 23]
    path.write_text("\n".join(rows), encoding="utf8")
    done = jianfu("digest", str(path))
    told = done.stderr.decode().splitlines()
    assert done.returncode == 0
    assert len(told) == 21
    assert told[-1] == "另有3处"


def test_parts_of_the_html_are_apart_by_a_blank_line(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(digest, "render_html", lambda *_: ["<b>一</b>", "二\ud800"])
    end = datetime(2026, 6, 11, 17, 30, tzinfo=SHANGHAI)
    empty = Digest(
        period=Period(start=end - timedelta(days=1), end=end),
        groups=(),
        notices=0,
        requests=0,
        next_workday=end.date() + timedelta(days=1),
        sections={},
    )
    digest.print_digest(empty, "html")
    assert capsysbinary.readouterr().out.decode() == "<b>一</b>\n\n二?\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("args", [("read", "README.md"), ("digest", str(PASTE))])
def test_a_full_disk_is_one_chinese_line(args: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *args],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=BUFFERED,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.decode().startswith("读写失败")
    assert done.stderr.count(b"\n") == 1


def test_check_goes_on_after_a_bad_configuration_and_fails(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[digest]\nslott = 1\n", encoding="utf8")
    done = jianfu("check", "--config", str(path))
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 1
    assert [line for line in lines if line.startswith("✗") and "slott" in line]
    assert len(lines) == 5
    assert all(line[0] in "✓⚠✗" for line in lines)


@pytest.mark.parametrize(("command", "code"), [("run", 2), ("check", 1)])
def test_a_digest_that_would_be_due_at_night_is_refused_in_words(
    tmp_path: Path, command: str, code: int
) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[digest]\nslot = "23:00"\n', encoding="utf8")
    done = jianfu(command, "--config", str(path))
    assert done.returncode == code
    assert "23:00" in (done.stdout + done.stderr).decode()
    assert "群里会一直收不到一览" in (done.stdout + done.stderr).decode()


@pytest.mark.parametrize("command", ["read", "duplicates"])
def test_each_line_is_answered_before_the_next_is_given(command: str) -> None:
    with started(command, "-") as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for number in ("1", "2"):
            running.stdin.write(LINE.replace(b'"1"', b'"%s"' % number.encode()))
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["id"] == number
        running.stdin.close()
        assert running.wait() == 0


@pytest.mark.parametrize("command", ["read", "duplicates"])
def test_a_reader_that_goes_away_leaves_no_noise(command: str, tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_bytes(LINE * 3000)
    with started(command, str(path)) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""


def test_only_a_line_feed_ends_a_line(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    texts = ["一\u2028二", "三\u0085四\x0b", "五\r六"]
    rows = [
        json.dumps({"id": str(n), "sent_at": "2026-03-12T09:00", "text": t}, ensure_ascii=False)
        for n, t in enumerate(texts)
    ]
    path.write_bytes(("\r\n".join(rows) + "\n \n").encode())
    done = jianfu("read", str(path))
    assert done.returncode == 0
    assert [json.loads(row)["id"] for row in done.stdout.split(b"\n") if row] == ["0", "1", "2"]


def test_only_a_line_with_half_a_surrogate_pair_is_escaped() -> None:
    assert dump({"a": "村"}) == '{"a": "村"}\n'.encode()
    assert dump({"a": "村\ud800"}) == b'{"a": "\\u6751\\ud800"}\n'


def test_the_top_level_repeats_the_first_ask_and_masks_what_it_quotes() -> None:
    sent = from_iso("2026-03-12T01:00:00+00:00")
    assert sent is not None
    evidence = Evidence(start=0, end=11, text="13812345678", assumption=Assumption.END_OF_WORK)
    first = Ask(
        kind=Kind.REPORT,
        title="报13812345678",
        times=Times(deadline=sent, deadline_evidence=evidence),
    )
    reading = Reading(what=What.NOTICE, asks=(first, Ask(kind=Kind.MEETING, title="开会")))
    message = Message(group="g", number="1", sent_at=sent, text="13812345678前报低保名单")
    found = json.loads(dump(reading_object(message, reading)))
    assert {key: found[key] for key in found["asks"][0]} == found["asks"][0]
    assert found["deadline"] == "2026-03-12T09:00"
    assert found["deadline_evidence"]["assumption"] == "end_of_work"
    assert "13812345678" not in json.dumps(found)
    assert [ask["kind"] for ask in found["asks"]] == ["report", "meeting"]


def test_chatter_has_all_keys_and_no_ask() -> None:
    sent = from_iso("2026-03-12T09:00")
    assert sent is not None
    assert sent.tzinfo is SHANGHAI
    message = Message(group="g", number="1", sent_at=sent, text="早")
    found = reading_object(message, Reading(what=What.CHATTER))
    assert (found["kind"], found["title"], found["asks"]) == (None, "", [])
    assert local(None) is None
