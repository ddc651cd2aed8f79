"""What changed can be written into a button, and set back exactly; nothing else is taken."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.delivery import WEEK, Hours, Slot
from bot.services.settings import Settings, changed, parting

CLOCKS = st.times().map(lambda at: time(at.hour, at.minute))
SLOTS = st.builds(lambda at, day: Slot(id=WEEK.id, at=at, weekday=day), CLOCKS, st.integers(0, 6))
SETTINGS = st.builds(
    Settings,
    at=CLOCKS,
    workdays_only=st.booleans(),
    quiet=st.builds(Hours, start=CLOCKS, end=CLOCKS),
    paused_until=st.none() | st.dates(date(2020, 1, 1), date(2090, 1, 1)),
    weekly=st.none() | SLOTS,
)


@given(SETTINGS, SETTINGS)
def test_what_was_changed_is_set_back_exactly(before: Settings, after: Settings) -> None:
    words = parting(before, after)
    assert (words == "") is (before == after)
    if words:
        assert changed(after, words) == before
    one = parting(before, changed(after, words) if words else after)
    assert one == ""


@given(SETTINGS, st.text(max_size=60))
def test_made_up_words_are_refused_by_one_kind_of_error(before: Settings, words: str) -> None:
    try:
        changed(before, words)
    except ValueError:
        return
    assert "=" in words


@pytest.mark.parametrize("words", ["at=2400", "pause=20260230", "pause=2026W101", "week=7-1000"])
def test_what_is_no_time_is_refused(words: str) -> None:
    before = Settings(
        at=time(17, 30),
        workdays_only=False,
        quiet=Hours(start=time(22), end=time(7)),
        paused_until=None,
        weekly=None,
    )
    with pytest.raises(ValueError, match=r".*"):
        changed(before, words)
