"""Whether the visits can be made at all."""

import pytest

from tests.browser.conftest import HOW
from tests.browser.kit import CHROMIUM


def test_a_browser_is_here() -> None:
    if CHROMIUM is None:
        pytest.skip(HOW)
