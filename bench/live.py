"""The running bot under load: updates in, digests out, memory held.

Each figure is measured as it runs in production, on one core where it says so; only what other
people's servers would add is left out.
"""

import sys
import tempfile
from pathlib import Path

from bench.live_evening import evening
from bench.live_intake import intake, memory

_UPDATES, _ROUNDS = 8_000, 3
_GROUPS = 10_000
_FIRST, _LAST = 20_000, 100_000


def run(*, errors: bool = False) -> dict[str, float]:
    """Updates and sends a second, seconds to plan an evening, MB after many updates."""
    del errors
    figures = _shown("webhook to stored, one core", intake(_UPDATES, _ROUNDS))
    with tempfile.TemporaryDirectory() as folder:
        figures |= _shown("an evening in a province", evening(_GROUPS, Path(folder)))
    return figures | _shown("memory", memory(_FIRST, _LAST))


def _shown(title: str, figures: dict[str, float]) -> dict[str, float]:
    sys.stdout.write(f"{title}\n")
    for key, value in figures.items():
        sys.stdout.write(f"  {key:24} {value:12.3f}\n")
    sys.stdout.flush()
    return figures
