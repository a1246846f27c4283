"""Programs that fill forms by the hundred wait; people pass, with or without scripts."""

from collections.abc import Iterator
from itertools import count

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory
from time_machine import Traveller, travel

from lieucommun.kernel.limits.shield import (
    STAMP,
    TRAP,
    WITH_WORK,
    WITHOUT,
    WORK,
    examine,
    is_work,
    stamp,
)
from lieucommun.kernel.people.models import Person

pytestmark = pytest.mark.django_db
NEAR, FAR = "198.51.100.7", "203.0.113.9"


@pytest.fixture
def clock() -> Iterator[Traveller]:
    with travel(1_790_000_000.0, tick=False) as coordinates:
        yield coordinates


def sent(address: str, **values: str) -> HttpRequest:
    request = RequestFactory().post("/", values, REMOTE_ADDR=address)
    request.user = AnonymousUser()
    return request


def worked(stamped: str) -> dict[str, str]:
    """Return what a browser adds once it has done the work."""
    answer = next(str(number) for number in count() if is_work(stamped, str(number)))
    return {STAMP: stamped, WORK: answer}


def test_five_hundred_in_a_minute_are_stopped_and_an_honest_one_passes(clock: Traveller) -> None:
    honest, passed = stamp("essai"), 0
    for _ in range(500):
        passed += examine(sent(NEAR, note="x"), "essai").passes
        clock.shift(0.12)
    assert passed == WITHOUT
    assert examine(sent(FAR, note="from elsewhere, without scripts"), "essai").passes
    assert examine(sent(NEAR, **worked(honest)), "essai").passes


def test_who_waits_as_told_passes(clock: Traveller) -> None:
    for _ in range(WITHOUT):
        examine(sent(NEAR), "essai")
    refused = examine(sent(NEAR), "essai")
    assert (refused.passes, str(refused.retry_after) in refused.sentence) == (False, True)
    clock.shift(refused.retry_after)
    assert examine(sent(NEAR), "essai").passes


def test_work_is_bounded_as_well(clock: Traveller) -> None:
    stamps = [stamp("essai") for _ in range(WITH_WORK + 1)]
    clock.shift(5)
    verdicts = [examine(sent(NEAR, **worked(each)), "essai").passes for each in stamps]
    assert verdicts == [True] * WITH_WORK + [False]


def test_one_piece_of_work_serves_once(clock: Traveller) -> None:
    proof = worked(stamp("essai"))
    clock.shift(5)
    verdicts = [examine(sent(NEAR, **proof), "essai").passes for _ in range(WITHOUT + 2)]
    # The first by its work, six at the slower rate, and no more.
    assert verdicts == [True] * (WITHOUT + 1) + [False]


@pytest.mark.parametrize(
    "case", ["at once", "too old", "of another form", "forged", "without work"]
)
def test_what_is_not_good_work_goes_at_the_slower_rate(clock: Traveller, case: str) -> None:
    stamps = [stamp("autre" if case == "of another form" else "essai") for _ in range(WITHOUT + 1)]
    proofs = [worked(f"{each}x" if case == "forged" else each) for each in stamps]
    clock.shift({"at once": 0, "too old": 25 * 3600}.get(case, 5))
    if case == "without work":
        proofs = [{**proof, WORK: "no"} for proof in proofs]
    verdicts = [examine(sent(NEAR, **proof), "essai").passes for proof in proofs]
    assert verdicts == [True] * WITHOUT + [False]


def test_trap_is_told_and_costs_nothing() -> None:
    for _ in range(20):
        told = examine(sent(NEAR, **{TRAP: "https://buy.example"}), "essai")
        assert (told.passes, bool(told.sentence)) == (False, True)
    assert examine(sent(NEAR), "essai").passes


def test_people_who_signed_in_are_counted_apart_from_their_address() -> None:
    person = Person.objects.create_user("a@example.org", None, name="A")
    for _ in range(WITHOUT + 1):
        examine(sent(NEAR), "essai")
    request = sent(NEAR)
    request.user = person
    assert examine(request, "essai").passes


@pytest.mark.parametrize("answer", ["", "\udfff", "é", "0" * 5_000])
def test_no_answer_breaks_the_check(answer: str) -> None:
    assert is_work("stamp", answer) in {True, False}
