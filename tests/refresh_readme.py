"""Put the digest of the sample day into both READMEs: `python -m tests.refresh_readme`."""

from datetime import date
from itertools import chain
from pathlib import Path

from bot.app import make_digest
from bot.config import Config
from bot.importers import read_chats
from bot.wording.plain import render_text

ROOT = Path(__file__).parents[1]
DAY = date(2026, 6, 11)


def demo_text() -> str:
    """The text that `jianfu digest` prints of the sample day."""
    folder = ROOT / "bot" / "data" / "sample"
    items = chain.from_iterable(
        read_chats(folder / f"qingshi_{chat}.json", default_day=DAY)
        for chat in ("villages", "lines")
    )
    digest, problems = make_digest(items, on=DAY, config=Config(), data=None)
    assert digest is not None
    assert not problems
    return render_text(digest).strip()


def main() -> None:
    """Rewrite the fenced digest of both READMEs."""
    for name in ("README.md", "README.zh-CN.md"):
        path = ROOT / name
        before, _, after = path.read_text("utf8").split("```", 2)
        path.write_text(f"{before}```\n{demo_text()}\n```{after}", "utf8")


if __name__ == "__main__":
    main()
