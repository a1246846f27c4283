"""Three workbooks written for ODK, with entities, run unchanged from list to integrity."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from lieucommun.kernel.forms.models import Submission
from tests.field.client import Client
from tests.field.odk import written
from tests.field.place import Ground, opened
from tests.forms.place import PIXEL


@pytest.fixture(scope="session")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("odk"))


@pytest.fixture
def surveyor(db: None, workbooks: Path, tmp_path: Path, settings: Settings) -> Iterator[Ground]:
    del db
    settings.MEDIA_ROOT = tmp_path / "files"
    with opened(workbooks, "odk") as service:
        yield Ground(service)


def registered(client: Client) -> str:
    form = client.form("tree_registration")
    answers = {"/data/location": "4.85 -58.93 12 4", "/data/species": "mora"}
    assert client.send(client.filled(form, {**answers, "/data/circumference": "120"})).status == 201
    (tree,) = client.entities("trees", "tree_follow_up")
    return tree


def test_a_tree_is_registered_then_visited(surveyor: Ground) -> None:
    client = surveyor.device("forest", "surveyor")
    assert sorted(client.forms()) == ["household", "tree_follow_up", "tree_registration"]
    tree = registered(client)
    (row,) = client.entities("trees", "tree_follow_up").values()
    assert (row["label"], row["__version"]) == ("Mora · 120", "1")
    assert row["geometry"].startswith("4.85 -58.93")

    form = client.form("tree_follow_up")
    answers = {"/data/tree": tree, "/data/confirm": "yes", "/data/circumference": "131"}
    xml = client.filled(form, {**answers, "/data/photo": "tree.png"})
    assert client.send(xml).status == 202
    assert client.send(xml, {"tree.png": PIXEL}).status == 201
    (row,) = client.entities("trees", "tree_follow_up").values()
    assert (row["circumference_cm"], row["__version"]) == ("131", "2")
    body = client.get(f"entities/trees/integrity?id={tree}").body.decode()
    assert "<deleted>false</deleted>" in body
    assert [each.problems for each in Submission.objects.all()] == [[], []]


def test_an_update_that_is_not_asked_changes_nothing(surveyor: Ground) -> None:
    client = surveyor.device("forest", "surveyor")
    tree = registered(client)
    form = client.form("tree_follow_up")
    assert (
        client.send(client.filled(form, {"/data/tree": tree, "/data/confirm": "no"})).status == 201
    )
    assert [each.version for each in surveyor.records("trees")] == [1]


def test_members_of_a_household_are_records_each(surveyor: Ground) -> None:
    client = surveyor.device("forest", "surveyor")
    filling = client.filling(client.form("household"))
    filling.set("/data/village", "Aishalton")
    names = ("Ana", "Ben", "Cy")
    while _rows(filling) != len(names):
        filling.add_repeat("/data/member")
    for rank, name in enumerate(names, 1):
        filling.set(f"/data/member[{rank}]/first_name", name)
        filling.set(f"/data/member[{rank}]/age", str(10 * rank))
    assert client.send(filling.to_xml()).status == 201
    found = [each.data for each in surveyor.records("members")]
    assert found == [{"first_name": name, "age": 10 * rank} for rank, name in enumerate(names, 1)]


def _rows(filling: object) -> int:
    return len(filling.live.elements(("data", "member")))  # type: ignore[attr-defined]
