"""What holds for all stories of a running bot."""

import pytest

from bot.services import daily


@pytest.fixture(autouse=True)
def _no_spot_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """No case comes from chance, unless a story is about that."""
    monkeypatch.setattr(daily, "spot_checks", lambda *_: [])
