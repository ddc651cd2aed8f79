"""Write the documents' made parts anew: `python -m tests.refresh_readme`."""

from datetime import date
from itertools import chain
from pathlib import Path

from bot.app import make_digest
from bot.config import Config
from bot.domain.people import Role
from bot.handlers.commands import COMMANDS
from bot.importers import read_chats
from bot.wording import commands as words
from bot.wording.plain import render_text

MARK = "<!-- table -->"
ROOT = Path(__file__).parents[1]
DAY = date(2026, 6, 11)
WHO = {
    Role.MEMBER: "所有人",
    Role.ADMIN: "管理员",
    Role.COORDINATOR: "减负办经办人",
    Role.CONTACT: "发布单位联系人",
}


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


def command_table() -> str:
    """The table of commands, members' first."""
    rows = ["| 命令 | 中文 | 谁能用 | 做什么 |", "|---|---|---|---|"]
    for one in sorted(COMMANDS, key=lambda command: list(WHO).index(command.role)):
        entry, who = words.COMMANDS[one.name], WHO[one.role]
        rows.append(f"| `/{one.name}` | {'、'.join(entry.words)} | {who} | {entry.help} |")
    return "\n".join(rows)


def main() -> None:
    """Rewrite the fenced digest of both READMEs, and the table of commands."""
    page = ROOT / "docs" / "commands.md"
    before, _, after = page.read_text("utf8").split(MARK)
    page.write_text(f"{before}{MARK}\n\n{command_table()}\n\n{MARK}{after}", "utf8")
    for name in ("README.md", "README.zh-CN.md"):
        path = ROOT / name
        before, _, after = path.read_text("utf8").split("```", 2)
        path.write_text(f"{before}```\n{demo_text()}\n```{after}", "utf8")


if __name__ == "__main__":
    main()
