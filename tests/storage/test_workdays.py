from datetime import date

from lunar_python import LunarYear, Solar

from bot.storage.workdays import load_calendar

CALENDAR = load_calendar()


def test_swapped_working_days_are_known() -> None:
    assert CALENDAR.is_workday(date(2026, 2, 28))  # a Saturday made up for the Spring Festival
    assert not CALENDAR.is_workday(date(2026, 2, 23))  # a Monday off
    assert CALENDAR.knows(date(2026, 5, 1))


def test_working_days_are_counted_over_a_break() -> None:
    assert CALENDAR.add_workdays(date(2026, 2, 24), 4) == date(2026, 2, 28)
    assert CALENDAR.add_workdays(date(2025, 9, 30), 1) == date(2025, 10, 9)
    assert CALENDAR.previous_workday(date(2026, 2, 15)) == date(2026, 2, 14)


def test_a_year_not_announced_has_the_statutory_days_and_says_so() -> None:
    day = date(2028, 10, 2)
    assert not CALENDAR.is_workday(day)
    assert not CALENDAR.knows(day)
    assert CALENDAR.is_workday(date(2028, 10, 4))


def test_the_place_has_the_last_word() -> None:
    closed, open_ = date(2026, 3, 17), date(2026, 3, 21)
    calendar = load_calendar({closed: False, open_: True})
    assert not calendar.is_workday(closed)
    assert calendar.is_workday(open_)


def test_lunar_days_and_moving_festivals() -> None:
    assert CALENDAR.lunar(2025, 12, 26) == date(2026, 2, 13)
    assert CALENDAR.lunar(2026, 8, 15) == date(2026, 9, 25)
    assert CALENDAR.lunar(1950, 1, 1) is None
    assert CALENDAR.festivals["除夕", 2026] == date(2026, 2, 16)
    assert CALENDAR.festivals["母亲节", 2026] == date(2026, 5, 10)
    assert CALENDAR.festivals["小年", 2026] == date(2026, 2, 10)
    assert CALENDAR.festivals["清明", 2027] == date(2027, 4, 5)


def test_the_lunar_table_is_what_astronomy_says() -> None:
    """Whoever adds a year to the table finds out here whether it is right."""
    for year in sorted({year for year, _ in CALENDAR.lunar_months}):
        worked_out = LunarYear.fromYear(year)
        months = [month for month in worked_out.getMonthsInYear() if not month.isLeap()]
        assert [CALENDAR.lunar(year, month, 1) for month in range(1, 13)] == [
            _day(month.getFirstJulianDay()) for month in months
        ]
        # From 大雪 of the year before on.
        terms = ("小寒", "立春", "清明", "立夏", "夏至", "立秋", "秋分", "立冬", "冬至")
        places = (2, 4, 8, 10, 13, 16, 19, 22, 25)
        moments = worked_out.getJieQiJulianDays()
        assert [CALENDAR.festivals[term, year] for term in terms] == [
            _day(moments[place]) for place in places
        ]


def _day(julian: float) -> date:
    solar = Solar.fromJulianDay(julian)
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


def test_a_break_runs_over_the_weekend_beside_it() -> None:
    assert CALENDAR.break_around(date(2026, 2, 17)) == (date(2026, 2, 15), date(2026, 2, 23))
