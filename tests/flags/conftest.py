"""A county for each test."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flags.kit import World


@pytest.fixture(autouse=True)
def _no_power_cuts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys come and go every day of every story; none of them has to outlive a power cut."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.close()
