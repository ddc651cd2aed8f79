"""Settings for PTB's client."""

import pytest


@pytest.fixture(autouse=True)
def _durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have PTB give retry_after as a timedelta; as a number it is deprecated, and a warning."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
