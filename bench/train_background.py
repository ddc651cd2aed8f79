"""Count how common terms are in all labelled notices: `bot/data/background.json`."""

import json
import sys
from collections import Counter, defaultdict
from datetime import datetime

from bench.chats import OUT
from bench.sets import DATA
from bot.reading.likeness.fields import features
from bot.reading.likeness.words import LETTER

_LEAST = 4


def main() -> None:
    """Count every term once a text, and keep those seen at least four times."""
    seen: Counter[str] = Counter()
    texts: set[str] = set()
    for path in (
        *sorted((DATA / "training").glob("*.jsonl")),
        *sorted(DATA.glob("*deadlines*")),
        DATA / "dev_requests.jsonl",
        *sorted((DATA / "training" / "requests").glob("*.jsonl")),
        *(folder / "requests.jsonl" for folder in sorted(DATA.glob("opened_*"))),
    ):
        for row in map(json.loads, path.read_text("utf8").splitlines()):
            if "unseen" not in path.name and row.get("what", "notice") == "notice":
                texts.add(row["text"])
    for text in texts:
        found = features(text, datetime.now().astimezone())
        seen.update(["#" + name for name in found.subjects])
        seen.update(["|" + name for name in found.heads])
        seen.update({*found.letters, *found.rest})
        seen.update({LETTER + letter for letter in found.plain})
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for term, count in seen.items():
        if count >= _LEAST:
            groups[count].append(term)
    terms = {str(count): " ".join(sorted(groups[count])) for count in sorted(groups, reverse=True)}
    lines = [f'  "{count}": {json.dumps(row, ensure_ascii=False)}' for count, row in terms.items()]
    out = f'{{\n "texts": {len(texts)},\n "seen": {{\n' + ",\n".join(lines) + "\n }\n}\n"
    (OUT / "background.json").write_text(out, "utf8")
    sys.stdout.write(f"{len(texts)} texts, {sum(map(len, groups.values()))} terms\n")


if __name__ == "__main__":
    main()
