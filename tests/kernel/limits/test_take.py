"""Allowances: counted for each caller, refilled with time, shared where processes are several."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from django.db import connection, connections
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings
from time_machine import Traveller, travel

from lieucommun.kernel.limits import buckets
from lieucommun.kernel.limits.actions import forget, take
from lieucommun.kernel.limits.addresses import address_of
from lieucommun.kernel.limits.buckets import GRAIN, InProcess, Rate
from lieucommun.kernel.limits.models import Allowance
from lieucommun.kernel.limits.queries import Verdict, left

pytestmark = pytest.mark.django_db
START = 1_790_000_000.0


@pytest.fixture(params=[False, True], ids=["in-process", "shared"])
def shared(request: pytest.FixtureRequest, settings: Settings) -> bool:
    settings.LIMITS_SHARED = request.param
    return bool(request.param)


@pytest.fixture
def clock() -> Iterator[Traveller]:
    with travel(START, tick=False) as coordinates:
        yield coordinates


@pytest.mark.usefixtures("shared", "clock")
def test_allowance_is_used_up_then_refused() -> None:
    verdicts = [take("essai", "a", most=3, within=60) for _ in range(5)]
    assert [verdict.allowed for verdict in verdicts] == [True, True, True, False, False]
    assert [verdict.left for verdict in verdicts] == [2, 1, 0, 0, 0]
    assert [verdict.retry_after for verdict in verdicts] == [0, 0, 20, 20, 20]


@pytest.mark.usefixtures("shared")
def test_allowance_refills_evenly(clock: Traveller) -> None:
    for _ in range(3):
        take("essai", "a", most=3, within=60)
    clock.shift(19)
    assert take("essai", "a", most=3, within=60) == Verdict(allowed=False, left=0, retry_after=1)
    clock.shift(1)
    assert take("essai", "a", most=3, within=60) == Verdict(allowed=True, left=0, retry_after=20)
    clock.shift(3600)
    assert take("essai", "a", most=3, within=60).left == 2


@pytest.mark.usefixtures("shared", "clock")
def test_callers_and_purposes_are_counted_apart() -> None:
    assert take("essai", "a", most=1, within=60).allowed
    assert not take("essai", "a", most=1, within=60).allowed
    assert take("essai", "b", most=1, within=60).allowed
    assert take("autre", "a", most=1, within=60).allowed


@pytest.mark.usefixtures("shared", "clock")
def test_asking_counts_nothing_and_forgetting_gives_all_back() -> None:
    assert [left("essai", "a", most=2, within=60).left for _ in range(3)] == [1, 1, 1]
    take("essai", "a", most=2, within=60)
    take("essai", "a", most=2, within=60)
    assert left("essai", "a", most=2, within=60) == Verdict(allowed=False, left=0, retry_after=30)
    forget("essai", "a")
    assert take("essai", "a", most=2, within=60).left == 1


@pytest.mark.usefixtures("shared")
def test_clock_set_back_keeps_nobody_out(clock: Traveller) -> None:
    for _ in range(3):
        take("essai", "a", most=3, within=60)
    clock.shift(-7200)
    assert take("essai", "a", most=3, within=60).allowed


@given(st.lists(st.floats(min_value=0, max_value=30), max_size=60), st.integers(1, 9))
def test_both_ways_of_counting_agree_and_hold_the_rate(waits: list[float], most: int) -> None:
    """No stretch of time holds more than `most` acts and what refilled meanwhile."""
    rate, now, let = Rate(most, 60), START, []
    memory, database = InProcess(), buckets.InDatabase()
    memory.empty()
    database.forget("x" * 64)
    for wait in waits:
        now += wait
        first, second = memory.take("x" * 64, rate, now), database.take("x" * 64, rate, now)
        assert (first is None) == (second is None)
        if first is not None:
            let.append(now)
    for start in range(len(let)):
        for number, at in enumerate(let[start:], 1):
            assert number <= most + (at - let[start]) / rate.step + GRAIN * 10
    assert all(before <= after for before, after in pairwise(let))


def test_shared_counts_hold_no_address(settings: Settings) -> None:
    settings.LIMITS_SHARED = True
    take("essai", "198.51.100.7", most=3, within=60)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM limits_allowance")
        assert "198.51.100.7" not in str(cursor.fetchall())


def test_rows_that_say_nothing_are_deleted(
    settings: Settings, clock: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LIMITS_SHARED = True
    monkeypatch.setattr(buckets.InDatabase, "_SWEEP_EVERY", 1)
    for number in range(5):
        take("essai", number, most=3, within=60)
    assert Allowance.objects.count() == 5
    clock.shift(3600)
    take("essai", "last", most=3, within=60)
    assert Allowance.objects.count() == 1


def test_memory_is_bounded(
    settings: Settings, clock: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LIMITS_SHARED = False
    monkeypatch.setattr(buckets, "MOST_HELD", 10)
    for _ in range(3):
        take("essai", "insistent", most=3, within=60)
    for number in range(100):
        clock.shift(0.01)
        take("essai", number, most=3, within=60)
    assert len(InProcess._times) <= 10
    assert not take("essai", "insistent", most=3, within=60).allowed


def test_where_nothing_can_be_counted_the_act_goes(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.LIMITS_SHARED = True
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE limits_allowance RENAME TO limits_allowance_away")
    assert take("essai", "a", most=1, within=60).allowed
    assert take("essai", "a", most=1, within=60).allowed
    assert "nothing was counted for essai" in caplog.text
    with connection.cursor() as cursor:  # the transaction around is whole
        cursor.execute("ALTER TABLE limits_allowance_away RENAME TO limits_allowance")


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_let_through_as_many_times_as_allowed(settings: Settings) -> None:
    settings.LIMITS_SHARED = connection.vendor == "postgresql"

    def act(_number: int) -> bool:
        try:
            return take("essai", "crowd", most=10, within=3600).allowed
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(act, range(40))) == 10


@pytest.mark.parametrize(
    ("proxies", "passed_on", "expected"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        (2, "1.1.1.1, 203.0.113.9, 192.0.2.7", "203.0.113.9"),
        (2, "203.0.113.9", "203.0.113.9"),
        (1, "", "192.0.2.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "x" * 900, "x" * 64),
    ],
)
def test_address_is_the_one_that_a_declared_proxy_saw(
    settings: Settings, proxies: int, passed_on: str, expected: str
) -> None:
    settings.PROXIES = proxies
    headers = {"X-Forwarded-For": passed_on} if passed_on else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR="192.0.2.1")
    assert address_of(request) == expected
