"""What all stories of the board begin with."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.web.kit import played

Play = Callable[..., None]


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Plays a story: ``play(story)``, or ``play(story, url)`` for another address."""
    return partial(played, tmp_path)
