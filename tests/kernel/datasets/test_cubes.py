"""Counts at the finest level: what is counted, where, and that codes tell of nobody."""

import datetime as dt
from typing import Any

import pytest

from lieucommun.engines.statistics import Table
from lieucommun.kernel.datasets.actions import SYSTEM, create_record
from lieucommun.kernel.datasets.cubes import CannotCount, Side, Span, cube, leaves, month_of
from lieucommun.kernel.datasets.schema import Dataset, build
from lieucommun.kernel.services.models import Service

pytestmark = pytest.mark.django_db
SPAN = Span(dt.date(2025, 11, 1), dt.date(2026, 2, 1))
MONTH = Side("quand", month=True)
FIELDS: dict[str, Any] = {
    "quand": {"type": "datetime"},
    "jour": {"type": "date"},
    "commune": {"type": "territory", "level": "commune"},
    "region": {"type": "territory", "level": "region"},
    "besoins": {"type": "choices", "choices": ["manger", "dormir"]},
    "appel": {"type": "choice", "choices": ["oui", "non"]},
    "premiere": {"type": "boolean"},
    "nom": {"type": "choice", "choices": ["a"], "personal": "identifying"},
}


@pytest.fixture
def dataset(db: None) -> Dataset:  # noqa: ARG001
    service = Service.objects.create(slug="cubes")
    return build("faits", {"fields": FIELDS}, service="cubes", service_id=service.pk)


def add(dataset: Dataset, **values: Any) -> None:
    create_record(dataset, values, by=SYSTEM)


def counts(tables: tuple[Table, ...]) -> dict[str, dict[tuple[str, ...], int]]:
    return {table.name: dict(table.counts) for table in tables}


def test_months_are_those_of_the_place_and_lie_under_their_year(dataset: Dataset) -> None:
    add(dataset, quand="2025-12-31T23:30:00Z")  # past midnight in Paris
    add(dataset, quand="2026-02-01T10:00:00Z")  # after the span
    add(dataset, quand="2025-10-31T10:00:00Z")  # before it
    add(dataset)  # of no month
    (table,) = cube(dataset, [MONTH], (), SPAN)
    assert dict(table.counts) == {("2026-01",): 1}
    assert table.dimensions[0].parents == {
        "2025": None,
        "2026": None,
        "2025-11": "2025",
        "2025-12": "2025",
        "2026-01": "2026",
    }


def test_communes_are_told_apart_where_it_is_said_and_nowhere_else(dataset: Dataset) -> None:
    for commune in ("83137", "83137", "42218", None):
        add(dataset, commune=commune)
    side = [Side("commune")]
    assert counts(cube(dataset, side, (), SPAN))["all"] == {
        ("departement:83",): 2,
        ("departement:42",): 1,
        ("-",): 1,
    }
    (table,) = cube(dataset, side, (), SPAN, ["83"])
    assert dict(table.counts) == {("commune:83137",): 2, ("+",): 1, ("-",): 1}
    assert table.dimensions[0].parents["commune:83137"] == "departement:83"


def test_codes_are_the_same_whatever_is_counted(dataset: Dataset) -> None:
    asked = ([Side("commune"), MONTH], ["besoins", "appel", "premiere"], SPAN, ["83"])
    before = cube(dataset, *asked)
    add(dataset, commune="83137", quand="2026-01-05T10:00:00Z", besoins=["manger"], appel="oui")
    after = cube(dataset, *asked)
    assert [each.dimensions for each in before] == [each.dimensions for each in after]
    assert [each.name for each in before] == [each.name for each in after]


def test_values_of_a_list_are_parts_and_those_of_a_choice_a_dimension(dataset: Dataset) -> None:
    add(dataset, region="84", besoins=["manger", "dormir"], appel="oui", premiere=True)
    add(dataset, region="84", besoins=["manger"], premiere=False)
    here = "region:84"
    found = cube(dataset, [Side("region")], ["besoins", "appel", "premiere"], SPAN)
    assert counts(found) == {
        "all": {(here, "oui"): 1, (here, "-"): 1},
        "besoins:manger": {(here, "oui"): 1, (here, "-"): 1},
        "besoins:dormir": {(here, "oui"): 1},
        "premiere:true": {(here, "oui"): 1},
    }
    assert {each.within for each in found[1:]} == {"all"}
    assert leaves(found[0].dimensions[1]) == ["oui", "non", "-"]


def test_sides_of_one_value(dataset: Dataset) -> None:
    add(dataset, premiere=True)
    add(dataset, premiere=False)
    add(dataset)
    (table,) = cube(dataset, [Side("premiere")], (), SPAN)
    assert dict(table.counts) == {("true",): 1, ("false",): 1, ("-",): 1}


@pytest.mark.parametrize(
    ("by", "each", "inside"),
    [
        ([], (), ()),
        ([Side("absent")], (), ()),
        ([Side("nom")], (), ()),
        ([Side("besoins")], (), ()),
        ([Side("premiere", month=True)], (), ()),
        ([Side("appel")], ("appel",), ()),
        ([Side("appel")], ("commune",), ()),
        ([Side("appel")], ("nom",), ()),
        ([Side("commune")], (), ("999",)),
        ([MONTH, Side("jour", month=True)], (), ()),
    ],
)
def test_what_cannot_be_counted_is_refused(
    dataset: Dataset, by: list[Side], each: tuple[str, ...], inside: tuple[str, ...]
) -> None:
    with pytest.raises(CannotCount):
        cube(dataset, by, each, SPAN, inside)


def test_before_any_month_ended_nothing_is_counted(dataset: Dataset) -> None:
    day = dt.date(2026, 1, 1)
    with pytest.raises(CannotCount, match="no month"):
        cube(dataset, [MONTH], (), Span(day, day))


def test_more_cells_than_the_limit_are_refused(dataset: Dataset) -> None:
    span = Span(dt.date(1980, 1, 1), dt.date(2026, 1, 1))
    with pytest.raises(CannotCount, match="at most 60000"):
        cube(dataset, [Side("commune"), MONTH], (), span, ["83"])


@pytest.mark.parametrize(
    ("value", "month"),
    [("2026-05-21", "2026-05"), ("2026-05-31T23:00:00Z", "2026-06"), ("x", ""), (None, "")],
)
def test_month_of(value: object, month: str) -> None:
    assert month_of(value) == month


def test_retired_and_strange_values_count_as_none(dataset: Dataset) -> None:
    from lieucommun.kernel.datasets.models import Record

    add(dataset, appel="oui")
    Record.objects.update(data={"appel": "ancien", "besoins": "manger", "commune": "commune:00000"})
    both = cube(dataset, [Side("appel"), Side("commune")], ["besoins"], SPAN)
    assert counts(both)["all"] == {("-", "+"): 1}
    assert counts(both)["besoins:manger"] == {("-", "+"): 1}
