"""The catalogue of a place, given in config.toml, is what `jianfu duplicates` compares by."""

import json
from pathlib import Path

from click.testing import CliRunner

from bot.cli.duplicates import command

SENIORS = (
    "请各村报耄耋长者名册,含姓名、住址,3月16日前报民政办。",
    "卫生院要高龄老人名单,姓名、电话,3月13日前。",
)
PARTY = (
    "请各村报困难党员名册,含姓名、电话,16日前报组织办。",
    "请各村报生活困难党员名单,姓名、电话,18日前报",
)
ITEMS = """
[catalogue."高龄老人"]
aliases = ["耄耋长者"]
[catalogue."困难党员"]
different_from = ["生活困难党员"]
"""


def _repeats(folder: Path, texts: tuple[str, str], settings: str) -> bool:
    lines = [
        {"id": str(number), "sent_at": f"2026-03-1{number}T09:00:00", "text": text}
        for number, text in enumerate(texts)
    ]
    file, config = folder / "lines.jsonl", folder / "config.toml"
    file.write_text("\n".join(json.dumps(line) for line in lines), "utf8")
    config.write_text(settings, "utf8")
    done = CliRunner().invoke(command, [str(file), "--config", str(config)], standalone_mode=False)
    return bool(json.loads(done.stdout.splitlines()[1])["of"] == "0")


def test_names_of_the_place_are_known_and_what_differs_there_is_kept_apart(tmp_path: Path) -> None:
    assert [_repeats(tmp_path, SENIORS, settings) for settings in ("", ITEMS)] == [False, True]
    assert [_repeats(tmp_path, PARTY, settings) for settings in ("", ITEMS)] == [True, False]
