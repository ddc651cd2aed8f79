"""One message against very many stored requests: found or not, how fast, how large the index."""

import gc
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from sqlite_utils import Database

from bench import many_requests
from bench.chats import OUT
from bench.many_requests import END, Repeat, Told, history, repeats, words_of
from bot.domain.reading import NO_TIMES, Ask, Kind, Relation
from bot.reading.findable import findable
from bot.reading.likeness import features
from bot.services.duplicates import CANDIDATES, find_earlier
from bot.services.pointed_at import MEMORY
from bot.storage.connection import Snapshot, Tx, connect, migrate
from bot.storage.repeats import Live, index_terms, likely_repeats
from bot.storage.requests import requests_plain
from bot.storage.schema import MIGRATIONS

SIZE, ASKED, SCANNED = 1_000_000, 1000, 100_000
_WRITTEN = 2000


def run(*, errors: bool = False, size: int = SIZE) -> dict[str, float]:
    """Recall at 5 and 50, milliseconds a message, MB of disk and memory, beside a plain scan."""
    path = Path(tempfile.gettempdir()) / f"jianfu-repeats-{_made_by()}-{size}.db"
    if not path.exists():
        _build(path, size)
    told = history(size)
    asked = repeats(told, ASKED)
    db = connect(path, lasting=False)
    migrate(db, MIGRATIONS)
    try:
        figures = {"requests": size, **_index(db), **_searched(Snapshot(db), asked, errors=errors)}
        figures |= _written(db, told)
    finally:
        db.close()
    figures |= _scanned(told, asked)
    for key, value in figures.items():
        sys.stdout.write(f"{key:24} {value:12.3f}\n")
    return figures


def _made_by() -> str:
    """What a history is made from: another generator or catalogue makes another one."""
    made = Path(many_requests.__file__).read_bytes() + (OUT / "catalogue.json").read_bytes()
    return blake2b(made, digest_size=6).hexdigest()


def _build(path: Path, size: int) -> None:
    """In a process of its own: what building takes is no memory of searching."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    code = (
        "import sys; from pathlib import Path; from bench.many_requests import build;"
        " build(Path(sys.argv[1]), int(sys.argv[2]))"
    )
    subprocess.run([sys.executable, "-c", code, str(part), str(size)], check=True)
    part.replace(path)


def _index(db: Database) -> dict[str, float]:
    """MB of what the search reads beside the requests themselves."""
    blobs = "select sum(length(block)) from request_terms_data"
    sizes = "select sum(length(id) + length(sz) + 4) from request_terms_docsize"
    counts = "select sum(length(cast(term as blob)) + 8) from term"
    found = [db.conn.execute(sql).fetchone()[0] for sql in (blobs, sizes, counts)]
    return {"index_mb": sum(found) / 1e6}


def _searched(snapshot: Snapshot, asked: list[Repeat], *, errors: bool) -> dict[str, float]:
    hits: defaultdict[str, list[bool]] = defaultdict(list)
    finding, whole, working = [], [], []
    linked, wrong = 0, 0
    features(asked[0].text, END)
    before = _memory()
    gc.collect()
    for one in asked:
        features.cache_clear()
        begun = time.perf_counter()
        own = features(one.text, one.at)
        live = Live(one.at - MEMORY, one.at)
        found = likely_repeats(snapshot, findable(one.text, own, one.chat), live, CANDIDATES)
        finding.append(time.perf_counter() - begun)
        ids = [request.id for request, _ in found]
        hits["5"].append(one.of in ids[:5])
        hits["16"].append(one.of in ids[:16])
        hits["50"].append(one.of in ids[:50])
        hits[f"50 {one.sort}"].append(one.of in ids[:50])
        if errors and one.of not in ids:
            sys.stdout.write(f"{one.sort}: {one.text}\n")
        features.cache_clear()
        begun, worked = time.perf_counter(), time.process_time()
        match = _asked(snapshot, one)
        whole.append(time.perf_counter() - begun)
        working.append(time.process_time() - worked)
        linked += match == one.of
        wrong += match not in (one.of, None)
    return {
        **{f"recall@{key}": sum(had) / len(had) for key, had in sorted(hits.items())},
        "linked": linked / len(asked),
        "linked_wrongly": wrong / len(asked),
        "found_p50_ms": _quantile(finding, 0.5),
        "found_p95_ms": _quantile(finding, 0.95),
        "whole_p50_ms": _quantile(whole, 0.5),
        "whole_p95_ms": _quantile(whole, 0.95),
        "whole_p50_cpu_ms": _quantile(working, 0.5),
        "whole_p95_cpu_ms": _quantile(working, 0.95),
        "memory_mb": _memory() - before,
    }


def _asked(snapshot: Snapshot, one: Repeat) -> int | None:
    """The whole way of a message that was read: the request it is linked to."""
    relation = Relation.REMINDER if one.sort == "reminded" else Relation.FIRST
    ask = Ask(kind=Kind.REPORT, title=one.text[:20], times=NO_TIMES)
    match = find_earlier(Tx(snapshot), ask, relation, one.text, now=one.at, chat=one.chat)
    return match.request.id if match.request else None


def _quantile(seconds: list[float], share: float) -> float:
    return sorted(seconds)[int(share * (len(seconds) - 1))] * 1000


def _memory() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def _written(db: Database, told: list[Told]) -> dict[str, float]:
    """Microseconds to index one more request; nothing of it is kept."""
    tx = Tx(Snapshot(db))
    newest = requests_plain(tx, range(len(told) - _WRITTEN + 1, len(told) + 1))
    made = [
        (replace(one, id=len(told) + count), words_of(told[one.id - 1]))
        for count, one in enumerate(newest, start=1)
    ]
    db.conn.execute("begin")
    begun = time.perf_counter()
    for request, words in made:
        index_terms(tx, request, words)
    spent = time.perf_counter() - begun
    db.conn.execute("rollback")
    return {"index_one_us": spent / len(made) * 1e6}


def _scanned(told: list[Told], asked: list[Repeat]) -> dict[str, float]:
    """The same by comparing with each of the newest requests; nothing where it is not installed."""
    try:
        from rapidfuzz import fuzz, process
    except ImportError:
        return {}
    first = max(0, len(told) - SCANNED)
    texts = {ident: told[ident - 1].core for ident in range(first + 1, len(told) + 1)}
    spent, five, fifty = [], 0, 0
    some = asked[:_BY_SCAN]
    for one in some:
        begun = time.perf_counter()
        near = process.extract(one.text, texts, scorer=fuzz.ratio, limit=50)
        spent.append(time.perf_counter() - begun)
        ids = [ident for _, _, ident in near]
        five, fifty = five + (one.of in ids[:5]), fifty + (one.of in ids)
    return {
        "rapidfuzz_requests": len(texts),
        "rapidfuzz_recall@5": five / len(some),
        "rapidfuzz_recall@50": fifty / len(some),
        "rapidfuzz_p95_ms": _quantile(spent, 0.95),
    }


_BY_SCAN = 100
