"""What cannot be written at once keeps its files, and they follow when it is."""

import datetime as dt
import uuid as uuids
from pathlib import Path

import pytest
from lxml import etree
from pytest_django import Settings

from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.forms.models import Submission
from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.services.registry import forget, synchronise
from tests.field.client import Client
from tests.field.making import MEETING, written
from tests.field.place import Ground, opened
from tests.forms.place import PIXEL
from tests.jobs import run_jobs

from .test_client import met


def _later(ground: Ground) -> None:
    """Take up what waits, as the job does every ten minutes."""
    enqueue("forms.aside")
    run_jobs()
    assert ground.service.slug == "terrain"


def _photo(ground: Ground) -> Attachment:
    """Return the file of the only person's photo, which their record holds."""
    (person,) = ground.records()
    kept = Attachment.objects.get(uuid=person.data["photo"].removeprefix("attachment:"))
    assert (kept.record, kept.field) == (person.uuid, "photo")
    return kept


def met_again(client: Client, person: str, *, base: int) -> bytes:
    """Return a meeting with someone known, whose earlier change is still on the device."""
    answers = {"/data/qui/personne": person, "/data/qui/photo": "b.png", "/data/qui/age": "53"}
    root = etree.fromstring(client.filled(client.form("rencontre"), answers))
    for entity in root.iter("{*}entity"):
        if entity.get("dataset") == "personnes":
            entity.set("baseVersion", str(base))
            entity.set("trunkVersion", "1")
            entity.set("branchId", str(uuids.uuid4()))
    return etree.tostring(root)


@pytest.mark.parametrize("posts", [1, 2])
def test_an_unknown_version_is_written_with_its_files_once_it_is_known(
    db: None,
    tmp_path: Path,
    settings: Settings,
    posts: int,
) -> None:
    del db
    settings.MEDIA_ROOT = tmp_path / "files"
    root = written(tmp_path / "services")
    with opened(root) as service:
        ground = Ground(service)
        client = ground.device("port")
        xml = met(client, photo="a.png").replace(b'version="1"', b'version="2"')
        if posts > 1:
            assert client.send(xml).status == 202
        assert client.send(xml, {"a.png": PIXEL}).status == 202
        kept = Submission.objects.get()
        assert (kept.standing, kept.files.get().name) == ("quarantined", "a.png")
        assert Attachment.objects.get().expires_at is None
        assert kept.expires_at == kept.sent_at + dt.timedelta(days=365)
        _later(ground)
        assert not ground.records().exists()

        title, _version = MEETING["settings"]
        later = {**MEETING, "settings": (title, ("Rencontre", "rencontre", "2", "Français (fr)"))}
        written(tmp_path / "services", rencontre=later)
        forget()
        assert synchronise().problems == ()
        _later(ground)
        kept.refresh_from_db()
        assert (kept.standing, kept.problems, kept.expires_at) == ("applied", [], None)
        _photo(ground)


def test_a_change_that_waited_gives_its_files_to_the_record(ground: Ground) -> None:
    client = ground.device("port")
    assert client.send(met(client)).status == 201
    person = str(ground.records().get().uuid)
    late = met_again(client, person, base=3)
    assert client.send(late, {"b.png": PIXEL}).status == 202
    held = Submission.objects.get(standing="held")
    held.sent_at -= dt.timedelta(days=6)
    held.save()
    _later(ground)
    held.refresh_from_db()
    assert (held.standing, held.problems) == ("applied", [])
    _photo(ground)


def test_a_file_that_its_record_does_not_take_is_told(ground: Ground) -> None:
    client = ground.device("port")
    xml = met(client, photo="a.csv")
    assert client.send(xml).status == 202
    assert client.send(xml, {"a.csv": b"un;deux\n1;2\n"}).status == 201
    kept = Submission.objects.get()
    assert [each["question"] for each in kept.problems] == ["Photo"]
    assert "photo" not in ground.records().get().data
