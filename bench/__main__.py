"""`python -m bench [NAME…] [--errors] [--data DIR]`: tables, then all figures as JSON."""

import json
import sys
from importlib import import_module
from pathlib import Path

NAMES = ("deadlines", "days", "folds", "pairs", "speed", "live", "board")


def main() -> None:
    """Run the benches named on the command line, all of them by default."""
    given = sys.argv[1:]
    # A set of one's own, for the bench of pairs: --data FOLDER.
    at = given.index("--data") if "--data" in given else len(given)
    options = {"data": Path(given[at + 1])} if at + 1 < len(given) else {}
    given = given[:at] + given[at + 2 :]
    wanted = [name for name in given if not name.startswith("-")] or list(NAMES)
    unknown = [name for name in wanted if name not in NAMES]
    if unknown:
        sys.exit(f"no such bench: {', '.join(unknown)}; there are: {', '.join(NAMES)}")
    figures: dict[str, float] = {}
    for name in wanted:
        sys.stdout.write(f"\n== {name}\n")
        found = import_module(f"bench.{name}").run(
            errors="--errors" in given, **(options if name == "pairs" else {})
        )
        figures |= {f"{name}.{key}": round(value, 4) for key, value in found.items()}
    sys.stdout.write("\n" + json.dumps(figures, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
