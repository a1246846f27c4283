"""Schedules: each moment once, whatever the clock, the season and the restarts do."""

import datetime as dt
import zoneinfo

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.kernel.jobs import registry
from lieucommun.kernel.jobs.context import JobContext
from lieucommun.kernel.jobs.models import Job, Schedule
from lieucommun.kernel.jobs.registry import Timing, scheduled
from lieucommun.kernel.jobs.scheduling import LAST, following, latest, tick

PARIS = zoneinfo.ZoneInfo("Europe/Paris")
NIGHTLY, HOURLY = "essai.nightly", "essai.hourly"
AT = Timing(at=dt.time(2, 30))


def paris(text: str, fold: int = 0) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=PARIS, fold=fold)


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two schedules, and no other."""
    registry.known()
    monkeypatch.setattr(registry, "_known", {})

    def nothing(context: JobContext) -> None:
        del context

    scheduled(NIGHTLY, at="02:30")(nothing)
    scheduled(HOURLY, every=dt.timedelta(hours=1))(nothing)


def jobs(name: str) -> int:
    return Job.objects.filter(name=name).count()


def at(moment: dt.datetime) -> None:
    """What a worker does at a moment, one that has just started; failed jobs are all kept."""
    with time_machine.travel(moment, tick=False):
        tick()
        Job.objects.filter(state="waiting").update(state="failed")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-25T02:29", "2026-11-24T01:30"),
        ("2026-11-25T02:30", "2026-11-25T01:30"),
        ("2026-07-14T12:00", "2026-07-14T00:30"),
        ("2026-03-29T03:29", "2026-03-28T01:30"),  # 02:30 does not exist that night
        ("2026-03-29T03:30", "2026-03-29T01:30"),
        ("2026-10-25T02:30", "2026-10-25T00:30"),  # it exists twice that night
        ("2026-10-25T23:00", "2026-10-25T00:30"),
    ],
)
def test_the_last_moment_of_a_daily_schedule(now: str, expected: str) -> None:
    found = latest(AT, paris(now))
    assert found.astimezone(dt.UTC).isoformat(timespec="minutes") == f"{expected}+00:00"
    assert following(AT, found - dt.timedelta(seconds=1)) == found


def test_a_weekly_schedule_comes_on_its_day() -> None:
    timing = Timing(at=dt.time(4), weekday=6)
    assert latest(timing, paris("2026-11-25T12:00")) == paris("2026-11-22T04:00")
    assert following(timing, paris("2026-11-25T12:00")) == paris("2026-11-29T04:00")


@given(st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2028, 1, 1)), st.integers(0, 1439))  # noqa: DTZ001 - made aware below
def test_moments_follow_one_another_once_a_day(naive: dt.datetime, minute: int) -> None:
    timing, now = Timing(at=dt.time(minute // 60, minute % 60)), naive.replace(tzinfo=dt.UTC)
    last, after = latest(timing, now), following(timing, now)
    assert last <= now < after
    assert latest(timing, after) == after
    gap = after.astimezone(PARIS).date() - last.astimezone(PARIS).date()
    assert gap == dt.timedelta(days=1)


@pytest.mark.django_db
@pytest.mark.usefixtures("declared")
class TestTicks:
    def test_a_schedule_begins_at_its_next_moment(self) -> None:
        at(paris("2026-11-25T02:31"))
        assert (jobs(NIGHTLY), Schedule.objects.count()) == (0, 2)
        at(paris("2026-11-26T02:29"))
        assert jobs(NIGHTLY) == 0
        at(paris("2026-11-26T02:31"))
        assert jobs(NIGHTLY) == 1

    def test_a_restart_neither_repeats_nor_skips(self) -> None:
        at(paris("2026-11-25T12:00"))
        for minute in range(0, 24 * 60, 7):
            at(paris("2026-11-25T12:00") + dt.timedelta(minutes=minute))
        assert (jobs(NIGHTLY), jobs(HOURLY)) == (1, 23)

    def test_the_last_times_that_went_well_are_kept_and_every_failure(self) -> None:
        start = paris("2026-11-25T12:00")
        for hour in range(30):
            at(start + dt.timedelta(hours=hour))
            if hour < 25:
                Job.objects.filter(state="failed").update(state="done")
        hourly = Job.objects.filter(name=HOURLY)
        assert hourly.filter(state="done").count() == LAST
        assert hourly.filter(state="failed").count() == 5
        assert jobs(NIGHTLY) == 1

    def test_an_absence_is_caught_up_once(self) -> None:
        at(paris("2026-11-01T12:00"))
        at(paris("2026-11-25T12:00"))
        at(paris("2026-11-25T12:01"))
        assert (jobs(NIGHTLY), jobs(HOURLY)) == (1, 1)

    @pytest.mark.parametrize("jump", [-120, 120])
    def test_a_clock_put_right_neither_repeats_nor_skips(self, jump: int) -> None:
        """The clock is two hours wrong from 01:00 to 04:00, then right again."""
        start = paris("2026-11-25T00:00")
        for minute in range(0, 48 * 60, 10):
            wrong = jump if 60 <= minute < 240 else 0
            at(start + dt.timedelta(minutes=minute + wrong))
        assert jobs(NIGHTLY) == 2

    @pytest.mark.parametrize("night", ["2026-03-28", "2026-10-24"])
    def test_nights_that_change_the_hour_count_once(self, night: str) -> None:
        start = paris(f"{night}T12:00").astimezone(dt.UTC)
        for minute in range(0, 48 * 60, 15):
            at(start + dt.timedelta(minutes=minute))
        assert jobs(NIGHTLY) == 2

    def test_a_clock_a_year_ahead_does_not_silence_schedules(self) -> None:
        at(paris("2026-11-25T12:00"))
        at(paris("2027-11-25T12:00"))
        assert jobs(NIGHTLY) == 1
        at(paris("2026-11-25T12:10"))
        assert jobs(NIGHTLY) == 1
        at(paris("2026-11-26T02:30"))
        assert jobs(NIGHTLY) == 2

    def test_what_waits_is_not_put_in_the_queue_twice(self) -> None:
        at(paris("2026-11-24T12:00"))
        for day in (25, 26, 27):
            with time_machine.travel(paris(f"2026-11-{day}T12:00"), tick=False):
                tick()
        assert jobs(NIGHTLY) == 1

    def test_two_workers_put_one_job(self) -> None:
        at(paris("2026-11-24T12:00"))
        with time_machine.travel(paris("2026-11-25T12:00"), tick=False):
            assert [tick(), tick()] == [2, 0]
            assert timezone.now() == paris("2026-11-25T12:00")
