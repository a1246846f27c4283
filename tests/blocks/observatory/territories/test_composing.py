"""A composite index on its screens: components, weights, points, and what ranks owe to weights."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from lieucommun.kernel.services.registry import open_service
from lieucommun.kernel.tables.bundled import take_bundled
from tests.screen import Screen

from .test_screens import cells, get

pytestmark = pytest.mark.django_db
HOME = "/s/labacces/territoires/"
INDEX = f"{HOME}indicateurs/vulnerabilite/"
TOWN = f"{HOME}territoires/commune/35115/"


@pytest.fixture(autouse=True, scope="module")
def samples(
    django_db_setup: None,  # noqa: ARG001
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """The samples of the service, loaded once: it takes longer than reading them."""
    with django_db_blocker.unblock():
        made = take_bundled(open_service("labacces"))
        yield
        for load in made:
            load.delete()


def captioned(page: Screen, caption: str) -> list[list[str]]:
    """Return the rows of the table that has a caption."""
    found = [
        re.sub(r"\s+", " ", "".join(part.itertext())).strip()
        for table in page.all("table")
        for part in table.iter("caption")
    ]
    return cells(page, found.index(caption))


def test_an_index_shows_its_components_and_their_weights(client: Client) -> None:
    page = get(client, f"{INDEX}?level=commune", "en")
    rows = captioned(page, "Components and weights")
    assert [row[1] for row in rows] == ["2", "2", "2", "1", "1", "1"]
    assert [row[3] for row in rows] == ["high", "high", "low", "high", "high", "high"]
    assert rows[0][:1] == ["Households without fixed internet access"]


def test_an_index_tells_what_ranks_owe_to_each_weight(client: Client) -> None:
    page = get(client, f"{INDEX}?level=commune", "en")
    title = "Places by which territories move on average when a weight changes: Municipalities"
    rows = captioned(page, title)
    assert len(rows) == 6
    moves = [[Decimal(cell) for cell in row[1:]] for row in rows]
    assert all(row[2] > row[0] > 0 for row in moves)  # leaving out moves more than a fifth
    assert all(0 < row[3] < 1 for row in moves)


def test_another_indicator_has_no_composition(client: Client) -> None:
    page = get(client, f"{HOME}indicateurs/sans_internet/", "en")
    assert "What the index is made of" not in page.text


def test_a_portrait_adds_up_the_points_of_its_index(client: Client) -> None:
    page = get(client, TOWN, "en")
    rows = captioned(page, "Components, their weights and their points")
    assert len(rows) == 6
    points = sum(Decimal(row[4]) for row in rows)
    value = next("".join(each.itertext()) for each in page.all("p", class_="value"))
    assert abs(points - Decimal(value)) <= Decimal("0.3")  # each is rounded to a tenth
    assert re.search(r"Rank [\d,]+; from [\d,]+ to [\d,]+", page.text)


def test_an_index_is_compared_with_its_like_and_not_with_another_level(client: Client) -> None:
    note = next(
        "".join(each.itertext()) for each in get(client, TOWN, "en").all("p", class_="note")
    )
    assert note.startswith("municipalities of the same size")
    assert "Ille-et-Vilaine" not in note


def test_samples_of_components_mark_the_index(client: Client) -> None:
    for address in (HOME, INDEX, TOWN):
        assert "These figures are examples" in get(client, address, "en").text
