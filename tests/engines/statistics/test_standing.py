"""Where an indicator stands: reached, on track, behind, late, not started, without target."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.engines.statistics.following import (
    Delay,
    Followed,
    Mark,
    Period,
    State,
    Trajectory,
    due,
    missing,
    periods,
    standing,
)


def at(written: str | int) -> Period:
    return Period.read(written)


def years(**values: int | str | None) -> dict[Period, Decimal | None]:
    return {at(key[1:]): None if v is None else Decimal(v) for key, v in values.items()}


WAY = Trajectory(Mark(at(2025), 100), Mark(at(2020), 0))
UP = Followed(at(2021), WAY, delay=Delay(months=2))
TODAY = dt.date(2023, 2, 28)


def state(
    followed: Followed, values: dict[Period, Decimal | None], today: dt.date = TODAY
) -> State:
    return standing(followed, values, today).state


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (years(y2021=20, y2022=40), State.ON_TRACK),
        (years(y2021=20, y2022=39), State.BEHIND),
        (years(y2021=20, y2022=100), State.REACHED),
        (years(y2021=None, y2022=101), State.REACHED),
        (years(y2022=40), State.ON_TRACK),
        (years(y2021=20), State.ON_TRACK),
        (years(y2021=19), State.BEHIND),
    ],
)
def test_the_last_value_is_compared_with_what_was_expected_then(
    values: dict[Period, Decimal | None], expected: State
) -> None:
    # 28 February 2023 is the last day for 2022: nothing of that year is late yet.
    assert state(UP, values) == expected


def test_an_entry_is_late_the_day_after_its_last_day() -> None:
    values = years(y2021=100)
    assert state(UP, values) == State.REACHED
    late = standing(UP, values, TODAY + dt.timedelta(days=1))
    assert (late.state, late.missing, late.period, late.value) == (
        State.LATE, (at(2022),), at(2021), 100,
    )  # fmt: skip


def test_a_hole_is_listed_and_is_not_the_state() -> None:
    found = standing(UP, years(y2022=40), TODAY)
    assert (found.state, found.missing) == (State.ON_TRACK, (at(2021),))


def test_before_anything_is_due_it_has_not_started() -> None:
    assert state(UP, {}, dt.date(2022, 2, 28)) == State.NOT_STARTED
    assert state(UP, years(y2021=None), dt.date(2022, 3, 1)) == State.LATE
    assert state(UP, {at("2021-06"): Decimal(7)}, dt.date(2022, 2, 28)) == State.NOT_STARTED


def test_without_target_only_entries_are_followed() -> None:
    free = replace(UP, trajectory=None)
    assert state(free, years(y2022=3)) == State.NO_TARGET
    assert state(free, years(y2021=3), dt.date(2024, 1, 1)) == State.LATE
    found = standing(free, years(y2022=3), TODAY)
    assert (found.expected, found.ahead, found.progress) == (None, None, None)
    coming = replace(UP, trajectory=Trajectory(Mark(at(2025), 100)))
    assert state(coming, years(y2022=3)) == State.NO_TARGET
    assert state(coming, years(y2022=100)) == State.REACHED


def test_what_is_tolerated_is_a_part_of_the_way() -> None:
    followed = replace(UP, tolerance=5)
    assert state(followed, years(y2022=35)) == State.ON_TRACK
    assert state(followed, years(y2022="34.99")) == State.BEHIND
    higher = replace(followed, trajectory=Trajectory(WAY.target, Mark(at(2020), 20)))
    assert state(higher, years(y2022=48)) == State.ON_TRACK
    assert state(higher, years(y2022="47.99")) == State.BEHIND
    # Once its date has come, a target is met or not.
    over = dt.date(2026, 2, 1)
    assert state(followed, years(y2025="99.9"), over) == State.BEHIND
    assert state(followed, years(y2025=100), over) == State.REACHED


def test_down_and_no_direction() -> None:
    down = replace(
        UP, direction="down", trajectory=Trajectory(Mark(at(2025), 0), Mark(at(2020), 50))
    )
    assert state(down, years(y2022=30)) == State.ON_TRACK
    assert state(down, years(y2022=31)) == State.BEHIND
    assert state(down, years(y2022=-1)) == State.REACHED
    assert standing(down, years(y2022=31), TODAY).ahead == -1
    near = replace(UP, direction="none", tolerance=10)
    assert state(near, years(y2022=50)) == State.ON_TRACK
    assert state(near, years(y2022=51)) == State.BEHIND
    assert state(near, years(y2022=110)) == State.REACHED
    alone = replace(near, trajectory=Trajectory(WAY.target))
    assert state(alone, years(y2022=100)) == State.REACHED
    assert state(alone, years(y2022="100.5")) == State.NO_TARGET


def test_a_standing_tells_its_figures() -> None:
    found = standing(UP, years(y2021=20, y2022=35), TODAY)
    assert (found.period, found.value, found.expected) == (at(2022), 35, 40)
    assert (found.ahead, found.progress, found.missing) == (-5, Fraction(7, 20), ())


def test_nothing_is_due_after_the_target() -> None:
    values = years(y2021=1, y2022=2, y2023=3, y2024=4, y2025=5)
    assert missing(UP, values, dt.date(2040, 1, 1)) == ()
    assert missing(UP, {**values, at(2025): None}, dt.date(2040, 1, 1)) == (at(2025),)
    assert len(missing(replace(UP, trajectory=None), values, dt.date(2040, 1, 1))) == 13
    assert len(missing(replace(UP, first=at(9998), trajectory=None), {}, dt.date.max)) == 1


@given(st.sets(st.integers(0, 30)), st.dates(dt.date(2021, 1, 1), dt.date(2025, 1, 1)))
def test_missing_periods_are_those_due_without_a_value(known: set[int], today: dt.date) -> None:
    followed = Followed(at("2021-03"), delay=Delay(days=10))
    values = {followed.first.moved(n): Decimal(n) for n in known}
    found = missing(followed, values, today)
    every = periods(followed.first, at("2026-12"))
    over = [period for period in every if due(period, followed.delay) < today]
    assert list(found) == [period for period in over if period not in values]
    last = max(values, default=None)
    late = bool(found) and (last is None or found[-1] > last)
    assert (standing(followed, values, today).state == State.LATE) == late
