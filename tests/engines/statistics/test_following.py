"""Periods, delays and trajectories of indicators that people enter."""

import datetime as dt
from calendar import monthrange
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.engines.statistics.following import Delay, Mark, Period, Trajectory, due, periods

YEARS = st.integers(1, 9999)
PERIODS = st.one_of(
    st.builds(Period, YEARS),
    st.builds(Period, YEARS, st.integers(1, 4), st.just("quarter")),
    st.builds(Period, YEARS, st.integers(1, 12), st.just("month")),
)


def at(written: str | int) -> Period:
    return Period.read(written)


@given(PERIODS)
def test_a_period_is_written_as_it_is_read(period: Period) -> None:
    assert at(str(period)) == period
    assert Period.holding(period.first_day, period.frequency) == period
    assert Period.holding(period.last_day, period.frequency) == period
    assert period.first_day.day == 1
    end = period.last_day
    assert (end.month, end.day) == (
        period.number * period.months,
        monthrange(end.year, end.month)[1],
    )


def test_periods_have_their_usual_names() -> None:
    assert at(2026) == at("2026") == Period(2026)
    assert at("2026-Q3") == Period(2026, 3, "quarter")
    assert at("2026-07") == Period(2026, 7, "month")
    assert str(Period(26)) == "0026"
    assert (at("2024-Q1").first_day, at("2024-Q1").last_day) == (
        dt.date(2024, 1, 1),
        dt.date(2024, 3, 31),
    )
    assert at("2024-02").last_day == dt.date(2024, 2, 29)


WRONG = (
    "", "26", "2026-Q5", "2026-Q0", "2026-13", "2026-00", "2026-7",
    "0000", "２０２６", "2026-07-01",
    0, -5,
)  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_other_texts_are_no_periods(wrong: str | int) -> None:
    with pytest.raises(ValueError, match=r"not a period|no (year|month)"):
        at(wrong)


@given(PERIODS, st.integers(-50, 50))
def test_moving_there_and_back(period: Period, by: int) -> None:
    if not 60 < period.year < 9_900:
        return
    moved = period.moved(by)
    assert moved.moved(-by) == period
    assert period.next.previous == period
    assert period.next.first_day == period.last_day + dt.timedelta(days=1)
    assert (moved > period) == (by > 0)
    start, end = min(period, moved), max(period, moved)
    found = list(periods(start, end))
    assert (len(found), found[0], found[-1]) == (abs(by) + 1, start, end)
    assert all(one.next == other for one, other in pairwise(found))


def test_periods_are_ordered_by_when_they_end() -> None:
    mixed = [at("2026"), at("2025"), at("2026-Q4"), at("2026-12"), at("2026-11"), at("2026-Q3")]
    assert list(map(str, sorted(mixed))) == [
        "2025", "2026-Q3", "2026-11", "2026-12", "2026-Q4", "2026",
    ]  # fmt: skip
    assert list(periods(at("2026-03"), at("2026-01"))) == []
    with pytest.raises(ValueError, match="not of the same frequency"):
        list(periods(at("2026"), at("2026-03")))
    with pytest.raises(ValueError, match="no year"):
        at("9999").next  # noqa: B018 - reading it is the test


def test_values_are_due_after_the_end_of_their_period() -> None:
    month = Delay.read("P1M")
    assert due(at("2026-06"), month) == dt.date(2026, 7, 31)
    assert due(at("2026-01"), month) == dt.date(2026, 2, 28)
    assert due(at("2026-Q4"), month) == dt.date(2027, 1, 31)
    assert due(at("2026"), Delay()) == dt.date(2026, 12, 31)
    assert due(at("2026"), Delay.read("P10D")) == dt.date(2027, 1, 10)
    assert due(at("2026"), Delay.read("P1Y2W")) == dt.date(2028, 1, 14)
    assert due(at("9999"), Delay()) == due(at("9999-12"), month) == dt.date.max
    for wrong in ("", "P", "1M", "PT1H", "P1.5M", "P-1D", "P1M1Y"):
        with pytest.raises(ValueError, match="not a delay"):
            Delay.read(wrong)


WAY = Trajectory(
    Mark(at(2030), Decimal(100)),
    Mark(at(2020), Decimal(0)),
    (Mark(at("2025-06"), Decimal(80)),),
)


def test_a_line_goes_from_mark_to_mark() -> None:
    assert WAY.expected(at(2019)) is None
    assert WAY.expected(at(2020)) == 0
    assert WAY.expected(at("2025-06")) == WAY.expected(at("2025-Q2")) == 80
    # 54 months from December 2020 to June 2025, then 66 to December 2030.
    assert WAY.expected(at(2021)) == Fraction(12 * 80, 54)
    assert WAY.expected(at("2025-07")) == 80 + Fraction(20, 66)
    assert WAY.expected(at(2030)) == WAY.expected(at(2042)) == 100


def test_steps_hold_until_the_next_mark() -> None:
    steps = Trajectory(WAY.target, WAY.baseline, WAY.milestones, "steps")
    expected = [steps.expected(at(each)) for each in (2019, 2020, "2025-05", "2025-06", 2029, 2030)]
    assert expected == [None, 0, 0, 80, 80, 100]


def test_a_target_alone_expects_nothing_before_it() -> None:
    alone = Trajectory(Mark(at(2030), 5))
    assert (alone.expected(at("2030-11")), alone.expected(at("2030-12"))) == (None, 5)
    assert alone.progress(3) is None


def test_marks_come_one_after_the_other() -> None:
    for late in (at(2030), at("2030-12"), at(2031)):
        with pytest.raises(ValueError, match="does not come after"):
            Trajectory(Mark(at(2030), 1), milestones=(Mark(late, 1),))


def test_progress_is_a_part_of_the_way() -> None:
    assert WAY.progress(25) == Fraction(1, 4)
    assert WAY.progress(-50) == Fraction(-1, 2)
    assert Trajectory(Mark(at(2030), 2), Mark(at(2020), 10)).progress(Decimal("6.0")) == Fraction(
        1, 2
    )
    assert Trajectory(Mark(at(2030), 2), Mark(at(2020), 2)).progress(2) is None


@given(st.integers(2020, 2030), st.integers(1, 12))
def test_what_is_expected_lies_between_the_marks_around(year: int, month: int) -> None:
    period = Period(year, month, "month")
    expected = WAY.expected(period)
    if period >= Period(2020, 12, "month"):
        assert expected is not None
        low, high = (0, 80) if period <= at("2025-06") else (80, 100)
        assert low <= expected <= high
