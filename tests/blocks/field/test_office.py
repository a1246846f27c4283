"""The same forms at the office: a question lists the records that its reader reads."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from lieucommun.kernel.forms.models import Submission
from tests.field.making import written
from tests.field.place import Ground, opened
from tests.forms.journey import Journey
from tests.web.openrosa.test_client import met

OFFICE = "/s/terrain/suivi/"


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("terrain"))


@pytest.fixture
def ground(db: None, folders: Path, tmp_path: Path, settings: Settings) -> Iterator[Ground]:
    del db
    settings.MEDIA_ROOT = tmp_path / "files"
    with opened(folders) as service:
        yield Ground(service)


def office(ground: Ground, name: str, team: str) -> Journey:
    client = Client()
    client.force_login(ground.person(name, "maraudeur", team))
    return Journey(client, OFFICE)


def test_a_question_lists_what_its_reader_reads_and_nothing_else(ground: Ground) -> None:
    port = ground.device("port")
    port.send(met(port))
    port.send(met(port, nouveau="Discret", accord="false"))
    mine = office(ground, "amel", "port").begin().screen.text
    theirs = office(ground, "karim", "gare").begin().screen.text
    assert ("Le Breton" in mine, "Discret" in mine) == (True, True)
    assert ("Le Breton" in theirs, "Discret" in theirs) == (True, False)


def test_what_is_written_at_the_office_changes_the_record_that_was_chosen(ground: Ground) -> None:
    port = ground.device("port")
    port.send(met(port))
    person = ground.records().get()
    journey = office(ground, "amel", "port").begin()
    journey.send({"q1": str(person.uuid)}).send({"q1": "61"}).send({"q1": "Revu mardi."})
    assert "Le Breton" in journey.screen.text
    journey.send({})
    person.refresh_from_db()
    assert (person.version, person.data["age"], person.data["note"]) == (2, 61, "Revu mardi.")
    assert Submission.objects.order_by("-pk")[0].form == "suivi"


def test_a_record_of_someone_else_is_not_changed_by_its_number(ground: Ground) -> None:
    port = ground.device("port")
    port.send(met(port, accord="false"))
    person = ground.records().get()
    journey = office(ground, "karim", "gare").begin()
    journey.send({"q1": str(person.uuid)}, status=422)
    person.refresh_from_db()
    assert person.version == 1
