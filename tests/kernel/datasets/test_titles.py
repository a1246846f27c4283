from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from lieucommun.kernel.datasets.actions import SYSTEM, create_record
from lieucommun.kernel.datasets.fields import Field
from lieucommun.kernel.datasets.titles import titles_of
from lieucommun.kernel.people.viewer import ANYONE, Grant, Viewer
from tests.kernel.datasets.factories import make_dataset, workshop

pytestmark = pytest.mark.django_db
CHIEF = Viewer(None, (Grant("chef"),))
NOBODY = "00000000-0000-4000-8000-000000000000"


@dataclass
class Open:
    """Who reads the records of one dataset, in French."""

    viewer: Viewer
    dataset: Any
    language: str = "fr"

    @property
    def service(self) -> Any:
        return SimpleNamespace(dataset=lambda _name: self.dataset)


@pytest.fixture
def opened(db: None) -> Open:
    del db
    dataset = make_dataset(access={"chef": {"read": "all"}})
    return Open(CHIEF, dataset)


@pytest.fixture
def lead() -> Field:
    fields = {"lien": {"type": "reference", "target": "ateliers"}}
    return make_dataset(name="suites", label="{lien}", key=None, fields=fields).fields["lien"]


def test_a_record_is_titled_by_its_key_or_its_uuid(
    opened: Open, lead: Field, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for rank in (1, 2, 3):
        last = create_record(opened.dataset, workshop(rank), by=SYSTEM)
    uuid = str(last.uuid)
    with django_assert_num_queries(1):
        assert titles_of(lead, ["a1", "a2", "gone"], opened) == {
            "a1": "Atelier 001 (2001)",
            "a2": "Atelier 002 (2002)",
            "gone": "gone",
        }
    with django_assert_num_queries(2):
        assert titles_of(lead, ["a1", uuid, uuid.upper(), NOBODY], opened) == {
            "a1": "Atelier 001 (2001)",
            uuid: "Atelier 003 (2003)",
            uuid.upper(): "Atelier 003 (2003)",
            NOBODY: NOBODY,
        }
    with django_assert_num_queries(0):
        assert titles_of(lead, [], opened) == {}


def test_a_record_that_is_not_read_keeps_its_uuid(opened: Open, lead: Field) -> None:
    uuid = str(create_record(opened.dataset, workshop(1), by=SYSTEM).uuid)
    opened.viewer = ANYONE
    assert titles_of(lead, ["a1", uuid], opened) == {"a1": "a1", uuid: uuid}


def test_a_record_whose_key_looks_like_a_uuid_is_titled_by_its_key(
    opened: Open, lead: Field
) -> None:
    create_record(opened.dataset, workshop(1, code=NOBODY), by=SYSTEM)
    assert titles_of(lead, [NOBODY], opened) == {NOBODY: "Atelier 001 (2001)"}
