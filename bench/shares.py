"""Shares of 1 with the range they may as well have been, given how many were looked at."""

import sys
from math import sqrt
from typing import NamedTuple


class Share(NamedTuple):
    """How many of how many; ``of`` 0 is a share of nothing, 0."""

    hit: int
    of: int

    @property
    def value(self) -> float:
        """The share, 0..1."""
        return self.hit / max(1, self.of)

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval, in which the true share lies 95 times in 100."""
        if not self.of:
            return 0.0, 1.0
        p, n, z = self.value, self.of, 1.96
        centre, spread = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(0.0, (centre - spread) / (1 + z * z / n)), (centre + spread) / (1 + z * z / n)


def show(name: str, figure: Share | float) -> float:
    """Print a figure, a share with its range; answers its value."""
    if not isinstance(figure, Share):
        sys.stdout.write(f"{name:44} {figure:9.3f}\n")
        return figure
    low, high = figure.interval
    sys.stdout.write(f"{name:44} {figure.value:9.3f}  {low:.3f}-{high:.3f} of {figure.of}\n")
    return figure.value
