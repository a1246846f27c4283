"""Totals must not say who: neither by what they count, nor by what is left when one subtracts."""

from typing import Any

import pytest

from lieucommun.kernel.datasets.actions import import_records
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.datasets.totals import total
from lieucommun.kernel.people.viewer import Grant, Viewer
from tests.kernel.datasets.factories import SPEC, make_dataset, workshop

pytestmark = pytest.mark.django_db
VISITOR = Viewer(None, (Grant("visite"),))


def filled(counts: dict[str, int], **changes: Any) -> Dataset:
    dataset = make_dataset(**changes)
    rows = [theme for theme, count in counts.items() for _ in range(count)]
    import_records(dataset, [workshop(rank, theme=theme) for rank, theme in enumerate(rows)])
    return dataset


def cells(dataset: Dataset, *by: str) -> dict[tuple[str, ...], int | None]:
    return {cell.values: cell.count for cell in query(dataset, VISITOR).aggregate(by)}


def test_a_lone_secret_is_not_what_is_left() -> None:
    fields = {
        **SPEC["fields"],
        "theme": {"type": "choice", "choices": ["a", "b", "c", "d"], "facet": True},
    }
    dataset = filled({"a": 20, "b": 9, "c": 7, "d": 1}, fields=fields)
    found = cells(dataset, "theme")
    assert found == {("a",): 20, ("b",): 9, ("c",): None, ("d",): None}
    assert total(query(dataset, VISITOR)) == 37


def test_nothing_is_kept_secret_when_every_group_is_large() -> None:
    fields = {**SPEC["fields"], "theme": {"type": "choice", "choices": ["a", "b"], "facet": True}}
    dataset = filled({"a": 6, "b": 5}, fields=fields)
    assert cells(dataset, "theme") == {("a",): 6, ("b",): 5}


@pytest.mark.parametrize("personal", ["identifying", "sensitive"])
def test_totals_cannot_be_narrowed_by_what_identifies(personal: str) -> None:
    fields = {
        **SPEC["fields"],
        "note": {"type": "text", "search": True, "facet": True, "personal": personal},
    }
    dataset = make_dataset(fields=fields)
    import_records(dataset, [workshop(rank, note="Zoé") for rank in range(6)])
    asked = query(dataset, VISITOR)
    assert total(asked) == 6
    assert total(asked.filter("note", "Zoé")) == 0
    assert total(asked.search("Zoé")) == 0
    assert asked.filter("note", "Zoé").aggregate(["theme"]) == []


def test_totals_cannot_be_narrowed_by_what_is_blurred() -> None:
    access = {"visite": {"read": "aggregates", "blur": {"position": "1km"}}}
    dataset = make_dataset(access=access)
    import_records(dataset, [workshop(rank, position="45.4397, 4.3872") for rank in range(6)])
    asked = query(dataset, VISITOR)
    assert total(asked) == 6
    assert total(asked.near(45.4397, 4.3872, 0.01)) == 0
    assert asked.aggregate(["position"]) == []
