"""Where labelled sets stand, and how their lines are read."""

import gzip
import json
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
Row = dict[str, Any]


def rows(path: Path) -> list[Row]:
    """The lines of a labelled file, packed or not."""
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in text.decode("utf8").splitlines()]
