"""`python -m bench [NAME…] [--errors]`: tables for people, then one JSON object of all figures."""

import json
import sys
from importlib import import_module

NAMES = ("deadlines", "days", "folds", "pairs", "speed", "live", "board")


def main() -> None:
    """Run the benches named on the command line, all of them by default."""
    wanted = [name for name in sys.argv[1:] if not name.startswith("-")] or list(NAMES)
    unknown = [name for name in wanted if name not in NAMES]
    if unknown:
        sys.exit(f"no such bench: {', '.join(unknown)}; there are: {', '.join(NAMES)}")
    figures: dict[str, float] = {}
    for name in wanted:
        sys.stdout.write(f"\n== {name}\n")
        found = import_module(f"bench.{name}").run(errors="--errors" in sys.argv)
        figures |= {f"{name}.{key}": round(value, 4) for key, value in found.items()}
    sys.stdout.write("\n" + json.dumps(figures, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
