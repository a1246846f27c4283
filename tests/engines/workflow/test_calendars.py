"""Delays in months, days and working days, in a zone that changes its clocks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.engines.workflow import Calendar, Span, french_holidays
from lieucommun.engines.workflow.calendars import NEVER, weekday

PARIS = ZoneInfo("Europe/Paris")
MOMENTS = [datetime.fromisoformat(each) for each in ("1970-01-01", "2100-01-01")]


def later(start: datetime, written: str, *, working: bool = False) -> datetime:
    return Calendar(PARIS).later(start, Span.read(written, working=working)).astimezone(PARIS)


def paris(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("start", "written", "due"),
    [
        (paris(2026, 12, 31, 8), "P2M", paris(2027, 2, 28, 8)),
        (paris(2024, 2, 29, 8), "P1Y", paris(2025, 2, 28, 8)),
        (paris(2026, 3, 28, 9), "P1D", paris(2026, 3, 29, 9)),  # a day of 23 hours
        (paris(2026, 3, 28, 2, 30), "P1D", paris(2026, 3, 29, 3, 30)),  # an hour that is not
        (paris(2026, 10, 25, 0), "PT4H", paris(2026, 10, 25, 3)),  # elapsed time
        (paris(2026, 1, 1, 9), "P1Y2M3W4DT5H6M", paris(2027, 3, 26, 14, 6)),
    ],
)
def test_delays_keep_the_clock_of_the_zone(start: datetime, written: str, due: datetime) -> None:
    assert later(start, written) == due


def test_working_days_leave_out_weekends_and_holidays() -> None:
    holidays = {day for year in (2026, 2027) for day in french_holidays(year)}
    calendar = Calendar(PARIS, lambda day: weekday(day) and day not in holidays)
    friday = paris(2026, 5, 22, 10)  # before Whit Monday
    due = calendar.later(friday, Span.read("P1D", working=True))
    assert due.astimezone(PARIS) == paris(2026, 5, 26, 10)
    assert later(friday, "P5D", working=True) == paris(2026, 5, 29, 10)


def test_the_holidays_of_a_year() -> None:
    assert sorted(day.isoformat() for day in french_holidays(2026)) == [
        "2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25",
        "2026-07-14", "2026-08-15", "2026-11-01", "2026-11-11", "2026-12-25",
    ]  # fmt: skip
    easter_mondays = {2019: (4, 22), 2024: (4, 1), 2038: (4, 26), 2285: (3, 23)}
    for year, (month, day) in easter_mondays.items():
        assert date(year, month, day) in french_holidays(year)


def test_what_cannot_be_counted() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    assert Calendar().later(start, Span.read("P9999Y")) == NEVER
    assert Calendar().later(start, Span.read("P7000YT9999H")) < NEVER
    with pytest.raises(ValueError, match="no working day"):
        Calendar(UTC, lambda _: False).later(start, Span(days=1, working=True))
    for written in ("", "P", "PT", "10D", "P1.5D", "P-1D", "P1H"):
        with pytest.raises(ValueError, match="not a duration"):
            Span.read(written)


@given(
    st.datetimes(MOMENTS[0], MOMENTS[1], timezones=st.just(UTC)),
    st.integers(0, 40),
    st.integers(0, 400),
    st.booleans(),
)
def test_delays_never_go_back_and_days_add_up(
    start: datetime,
    months: int,
    days: int,
    working: bool,  # noqa: FBT001
) -> None:
    calendar = Calendar(PARIS)
    due = calendar.later(start, Span(months=months, days=days, working=working))
    assert due >= start
    apart = calendar.later(
        calendar.later(start, Span(months=months)), Span(days=days, working=working)
    )
    assert abs(apart - due) <= timedelta(hours=1)
