"""A slice of the matrix at each run of the suite; `make matrix` asks the whole."""

import pytest

from tests.matrix.asking import Inquiry
from tests.matrix.cabinet import PEOPLE, Cabinet
from tests.matrix.canaries import found_in, written
from tests.matrix.plan import asks, every_route

pytestmark = pytest.mark.django_db
#: A prime, so that the slice meets every person, route and output.
STRIDE = 149
LEAST = 20_000


def test_slice_finds_no_difference_from_the_oracle() -> None:
    cabinet = Cabinet()
    every = list(asks(cabinet))
    assert len(every) >= LEAST
    assert {ask.route for ask in every} == every_route()
    assert {ask.who for ask in every} == set(PEOPLE)
    assert Inquiry(cabinet).run(every[::STRIDE]).differences == []


def test_everyone_may_read_something_and_nobody_everything() -> None:
    """The oracle tells people apart: a matrix that hides all, or nothing, would prove nothing."""
    cabinet = Cabinet()
    allowed = {who.name: len(cabinet.allowed(who)) for who in PEOPLE}
    assert min(allowed.values()) > 0
    assert max(allowed.values()) < len(cabinet.every_mark)
    assert allowed["nobody"] < allowed["north"] < allowed["all"]
    assert allowed["left"] == allowed["anyone"]


@pytest.mark.parametrize(
    "kind",
    ["text", "integer", "decimal", "date", "datetime", "email", "url", "phone", "point", "file"],
)
def test_mark_is_found_in_whatever_form(kind: str) -> None:
    assert found_in(f"<td>{written('0712', kind)}</td>") == {"0712"}


@pytest.mark.parametrize(
    "text",
    ["730 712", "730\u202f712", "04 73 07 12 99", "+33473071299", "45,077121", "<v>73763</v>"],
)
def test_mark_is_found_as_outputs_write_it(text: str) -> None:
    assert found_in(text) == {"0712"}


@pytest.mark.parametrize("text", ["a730712b", "1730712", "2026-05-21", "45.0771213", "zq07f1z"])
def test_what_is_no_mark_is_not_found(text: str) -> None:
    assert found_in(text) == set()
