"""How fast messages are read and digested, and how soon the command line answers."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench.days import _ANY_DAY, read_all
from bench.sets import DATA
from bot.domain.message import Message
from bot.importers import read_chats

_ROUNDS = 8
"""The machine does other things too; the best of so many rounds is what the code can do."""
_DIGESTED = 20_000


def run(*, errors: bool = False) -> dict[str, float]:
    """Messages read a second, seconds and MB for a digest, seconds for --help."""
    del errors
    figures = {"read_per_s": _reading(), "help_s": _help(), **_digesting(_DIGESTED)}
    peer = _peer()
    if peer:
        figures["jionlp_per_s"] = peer
    for key, value in figures.items():
        sys.stdout.write(f"{key:24} {value:12.3f}\n")
    return figures


def _messages() -> list[Message]:
    return [
        item
        for path in sorted(DATA.glob("days_dev/*/result.json"))
        for item in read_chats(path, default_day=_ANY_DAY)
        if isinstance(item, Message)
    ]


def _reading() -> float:
    messages = _messages()
    return _best(len(messages), lambda: list(read_all(messages)))


def _peer() -> float | None:
    """jionlp's extractor of times alone, over the same texts; None where it is not installed."""
    try:
        import jionlp
    except ImportError:
        return None
    texts = [message.text for message in _messages() if message.text]

    def extract() -> None:
        for text in texts:
            try:
                jionlp.ner.extract_time(text)
            except Exception:
                continue

    return _best(len(texts), extract)


def _best(count: int, work: Callable[[], object]) -> float:
    """``count`` per second in the fastest of some rounds, the first of which warms up."""
    spent = []
    for _ in range(1 + _ROUNDS):
        begun = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begun)
    return count / min(spent[1:])


def _help() -> float:
    spent = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-m", "bot", "--help"], check=True, capture_output=True)
        spent.append(time.perf_counter() - begun)
    return median(spent)


def _digesting(count: int) -> dict[str, float]:
    texts = [message for message in _messages() if message.text]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.jsonl"
        with path.open("w", encoding="utf8") as file:
            for number in range(count):
                m = texts[number % len(texts)]
                day = 1 + number * 27 // count
                row = {
                    "id": str(number),
                    "sent_at": f"2026-03-{day:02}T{number % 24:02}:{number % 60:02}:00",
                    "text": f"{m.text}{number % 977}",
                    "group": f"群{number % 7}",
                    "sender": m.sender,
                }
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        begun = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", _REPORTING, "digest", str(path), "--format", "json"],
            check=True,
            capture_output=True,
            text=True,
        )
        spent = time.perf_counter() - begun
    peak = int(done.stderr.rsplit("VmHWM:", 1)[1].split()[0]) / 1024
    return {"digest_messages": count, "digest_s": spent, "digest_peak_mb": peak}


# What the kernel adds up for a parent (RUSAGE_CHILDREN, and wait4 too) starts with the parent's
# own size at the fork; only the child knows what it used itself.
_REPORTING = """
import runpy, sys
try:
    runpy.run_module("bot", run_name="__main__", alter_sys=True)
finally:
    lines = open("/proc/self/status").read().splitlines()
    sys.stderr.write(next(line for line in lines if line.startswith("VmHWM:")))
"""
