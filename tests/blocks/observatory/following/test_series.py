"""Where an indicator stands on a day: what was entered, what is late, what comes next."""

import datetime as dt
from fractions import Fraction

import pytest

from lieucommun.blocks.observatory.following.declared import day_in
from lieucommun.blocks.observatory.following.queries import Followings, followings
from lieucommun.blocks.observatory.following.series import Series
from lieucommun.engines.statistics.following import Period, State

from .making import NOON, Ground, at

JUNE = dt.date(2026, 6, 3)


def found(ground: Ground, who: str = "nora", today: dt.date = JUNE, *names: str) -> Followings:
    return followings(ground.page(who), today, *names)


def series(ground: Ground, name: str, today: dt.date = JUNE, who: str = "nora") -> Series:
    one = found(ground, who, today).of(name)
    assert one is not None
    return one


def periods(*texts: str) -> tuple[Period, ...]:
    return tuple(map(Period.read, texts))


def test_every_month_since_the_baseline_is_late_once_its_day_is_over(ground: Ground) -> None:
    one = series(ground, "eau")
    assert (one.state, one.first) == (State.LATE, Period.read("2026-01"))
    assert one.missing == periods("2026-01", "2026-02", "2026-03", "2026-04")
    assert one.next == Period.read("2026-01")
    assert one.offered() == list(
        periods("2026-04", "2026-03", "2026-02", "2026-01", "2026-06", "2026-05")
    )


@pytest.mark.parametrize(
    ("value", "state"), [("111", State.ON_TRACK), ("113", State.BEHIND), ("90", State.REACHED)]
)
def test_state_says_how_the_last_value_compares(ground: Ground, value: str, state: State) -> None:
    ground.value("eau", "2026-04", value)
    one = series(ground, "eau")
    assert one.standing.expected == 112  # two months before the milestone, two cubic metres each
    assert one.state == state
    assert one.missing == periods("2026-01", "2026-02", "2026-03"), "holes stay to be filled"
    (one,) = found(ground, "nora", JUNE, "eau").series
    (line,) = [line for line in one.lines() if line.period == Period.read("2026-04")]
    assert line.gap == Fraction(value) - 112


def test_late_changes_at_midnight_of_the_zone_of_the_service(ground: Ground) -> None:
    ground.value("eau", "2026-04", "111")
    assert series(ground, "eau", dt.date(2026, 6, 10)).state == State.ON_TRACK
    assert series(ground, "eau", dt.date(2026, 6, 11)).state == State.LATE


@pytest.mark.parametrize("changes", [(("privacy: none", "privacy: none\nzone: Pacific/Noumea"),)])
def test_day_is_that_of_the_zone_of_the_service(ground: Ground) -> None:
    moment = dt.datetime(2026, 6, 10, 14, tzinfo=dt.UTC)
    assert day_in(ground.service, moment) == dt.date(2026, 6, 11)


def test_day_without_a_zone_is_that_of_the_place(ground: Ground) -> None:
    moment = dt.datetime(2026, 6, 10, 22, 30, tzinfo=dt.UTC)
    assert day_in(ground.service, moment) == dt.date(2026, 6, 11)


def test_nothing_is_due_before_the_first_value_without_a_baseline(ground: Ground) -> None:
    one = series(ground, "bruit")
    assert (one.state, one.missing, one.next) == (State.NOT_STARTED, (), Period.read("2026"))
    ground.value("bruit", "2023", "62")
    one = series(ground, "bruit")
    assert (one.state, one.missing) == (State.LATE, periods("2024"))
    ground.value("bruit", "2025", "61")
    assert series(ground, "bruit").state == State.NO_TARGET


def test_quarters_are_read_from_days(ground: Ground) -> None:
    one = series(ground, "rondes", who="sven")
    assert one.first == Period.read("2026-Q1")
    assert one.missing == periods("2026-Q1")
    assert one.due(Period.read("2026-Q1")) == dt.date(2026, 4, 30)
    assert one.expected(Period.read("2026-Q4")) == 30


def test_nothing_is_asked_after_the_target(ground: Ground) -> None:
    ground.value("eau", "2026-12", "95")
    (one,) = found(ground, "nora", dt.date(2027, 9, 1), "eau").series
    assert (one.state, one.next) == (State.BEHIND, Period.read("2026-01"))
    assert not one.opens(Period.read("2027-01"))
    assert next(one.lines()).period == Period.read("2026-12")


def test_of_two_values_of_a_period_the_latest_counts(ground: Ground) -> None:
    ground.value("eau", "2026-01", "117")
    with at(NOON - dt.timedelta(days=1)):
        ground.value("eau", "2026-01", "118")
    (entry,) = found(ground, "nora", JUNE, "eau").series[0].entries.values()
    assert (str(entry.value), entry.others) == ("117", 1)


def test_period_that_cannot_be_read_is_left_aside_and_counted(ground: Ground) -> None:
    for text in ("2026", "janvier", "2026-13", "2026-Q1"):
        ground.value("eau", text, "118")
    one = series(ground, "eau")
    assert (dict(one.values), one.strays) == ({}, 4)


def test_territories_have_their_own_series_without_a_target(ground: Ground) -> None:
    ground.value("surface", "2025", "12", lieu="departement:42")
    ground.value("surface", "2025", "30", lieu="departement:69")
    listed = [each for each in found(ground).series if each.declared.name == "surface"]
    assert [each.territory for each in listed] == ["departement:42", "departement:69"]
    assert {each.state for each in listed} == {State.NO_TARGET}
    ground.value("surface", "2025", "9")
    listed = [each for each in found(ground).series if each.declared.name == "surface"]
    assert listed[0].territory == ""
    assert listed[0].state == State.BEHIND


def test_reader_of_one_organisation_sees_its_values_only(ground: Ground) -> None:
    ground.round("2026-02-14", 20, "sud")
    assert len(series(ground, "rondes", who="sven").values) == 1
    assert len(series(ground, "rondes", who="nora").values) == 0


def test_indicators_asked_by_name_are_read_alone(ground: Ground) -> None:
    assert list(found(ground, "nora", JUNE, "eau").declared) == ["eau"]
    assert list(found(ground).declared) == ["eau", "bruit", "rondes", "surface"]
