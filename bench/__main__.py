"""`python -m bench [NAME…] [--errors] [--data DIR] [--size N]`: tables, then figures as JSON."""

import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

NAMES = (
    "deadlines", "days", "wanted", "titles", "folds", "pairs", "shut", "repeats", "speed", "floods",
    "live", "board",
)  # fmt: skip

# A set of one's own, for the bench of pairs; a shorter history, for that of repeats.
_OPTIONS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "--data": ("pairs", Path),
    "--size": ("repeats", int),
}


def main() -> None:
    """Run the benches named on the command line, all of them by default."""
    given = sys.argv[1:]
    options: dict[str, dict[str, Any]] = {}
    for option, (name, read) in _OPTIONS.items():
        at = given.index(option) if option in given else len(given)
        if at + 1 < len(given):
            options[name] = {option.removeprefix("--"): read(given[at + 1])}
        given = given[:at] + given[at + 2 :]
    wanted = [name for name in given if not name.startswith("-")] or list(NAMES)
    unknown = [name for name in given if name not in (*NAMES, "--errors")]
    if unknown:
        sys.exit(f"no such bench: {', '.join(unknown)}; there are: {', '.join(NAMES)}")
    figures: dict[str, float] = {}
    for name in wanted:
        sys.stdout.write(f"\n== {name}\n")
        found = import_module(f"bench.{name}").run(
            errors="--errors" in given, **options.get(name, {})
        )
        figures |= {f"{name}.{key}": round(value, 4) for key, value in found.items()}
    sys.stdout.write("\n" + json.dumps(figures, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
