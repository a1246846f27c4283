"""Files of records: sent by those who may write, had by those who may read, gone with them."""

import io
import uuid
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from lieucommun.kernel.datasets.actions import (
    SYSTEM,
    create_record,
    delete_record,
    import_records,
    update_record,
)
from lieucommun.kernel.datasets.attached import value_of
from lieucommun.kernel.datasets.attaching import attach_file
from lieucommun.kernel.datasets.errors import InvalidRecord, NotAllowedError
from lieucommun.kernel.datasets.importing import Row
from lieucommun.kernel.datasets.importing.rows import Sent
from lieucommun.kernel.datasets.importing.undoing import undo_import
from lieucommun.kernel.datasets.records import UnknownRecord
from lieucommun.kernel.datasets.showing import shown_field
from lieucommun.kernel.files.actions import keep
from lieucommun.kernel.files.links import signed_link
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.files.refusals import RefusedFile
from tests.kernel.files import making

from .trial import SLUG, Trial

pytestmark = pytest.mark.django_db
Commits = DjangoCaptureOnCommitCallbacks
BASE = {"code": "cafe", "nom": {"fr": "Café"}}


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def photo(trial: Trial, who: str = "agent", name: str = "photo.jpg") -> Attachment:
    sent = io.BytesIO(making.photograph())
    return keep(sent, name=name, service=SLUG, by=trial.people[who].pk, purpose="image")


def record(trial: Trial, **values: object) -> uuid.UUID:
    return create_record(trial.dataset(), {**BASE, **values}, by=trial.viewer("agent")).uuid


def published(trial: Trial, **values: object) -> tuple[uuid.UUID, Attachment]:
    row = photo(trial)
    values = {**BASE, **values, "photo": value_of(row)}
    made = create_record(trial.dataset(), values, by=SYSTEM, state="publie")
    row.refresh_from_db()
    return made.uuid, row


def test_a_record_holds_the_file_that_it_is_given(trial: Trial) -> None:
    row = photo(trial)
    made = record(trial, photo=value_of(row))
    row.refresh_from_db()
    assert (row.record, row.dataset, row.field, row.expires_at) == (made, "lieux", "photo", None)


def test_a_file_is_sent_to_a_field_in_one_act(trial: Trial) -> None:
    made = record(trial)
    sent = io.BytesIO(making.photograph())
    dataset, agent = trial.dataset(), trial.viewer("agent")
    written = attach_file(dataset, made, "photo", sent, name="moi.jpg", by=agent)
    assert written.version == 2
    row = Attachment.objects.get()
    assert (row.record, row.name, row.purpose) == (made, "moi.jpg", "image")


def test_what_may_not_be_written_leaves_no_file(trial: Trial) -> None:
    made = record(trial)
    dataset = trial.dataset()
    sent = making.photograph()
    for who, field, expected in (
        ("agent-sud", "photo", UnknownRecord),
        ("lecteur", "photo", NotAllowedError),
        ("agent", "son", RefusedFile),
    ):
        with pytest.raises((expected, InvalidRecord)):
            attach_file(
                dataset, made, field, io.BytesIO(sent), name="moi.jpg", by=trial.viewer(who)
            )
    with pytest.raises(LookupError, match="holds no file"):
        attach_file(dataset, made, "nom", io.BytesIO(sent), name="moi.jpg", by=SYSTEM)
    assert not Attachment.objects.exists()


def test_files_of_others_cannot_be_named(trial: Trial) -> None:
    other = photo(trial, "agent-sud")
    _, taken = published(trial)
    sound = keep(io.BytesIO(making.mp3()), name="a.mp3", service=SLUG, by=trial.people["agent"].pk)
    elsewhere = keep(io.BytesIO(making.photograph()), name="a.jpg", service="autre")
    for row in (other, taken, sound, elsewhere):
        with pytest.raises(InvalidRecord) as invalid:
            record(trial, code="autre", photo=value_of(row))
        assert [problem.code for problem in invalid.value.problems] == ["attachment"]
    with pytest.raises(InvalidRecord):
        record(trial, code="autre", photo=f"attachment:{uuid.uuid4()}")


def test_access_is_asked_at_each_download(trial: Trial) -> None:
    made, row = published(trial)
    link = signed_link(row)
    assert {
        who: trial.client(who).get(link).status_code
        for who in ("anyone", "lecteur", "coordination", "sans-role")
    } == {"anyone": 200, "lecteur": 200, "coordination": 200, "sans-role": 200}
    hidden = create_record(
        trial.dataset(), {**BASE, "code": "b", "photo": value_of(photo(trial))}, by=SYSTEM
    )
    kept = Attachment.objects.get(record=hidden.uuid)
    found = {
        who: trial.client(who).get(signed_link(kept)).status_code
        for who in ("anyone", "agent", "lecteur", "coordination")
    }
    # The reader sees the record, not this field.
    assert found == {"anyone": 404, "agent": 404, "lecteur": 404, "coordination": 200}
    update_record(trial.dataset(), made, {"photo": ""}, by=SYSTEM)
    assert trial.client().get(link).status_code == 404
    delete_record(trial.dataset(), hidden.uuid, by=SYSTEM)
    assert trial.client("coordination").get(signed_link(kept)).status_code == 404


def test_a_file_is_shown_with_its_name_and_a_link(trial: Trial) -> None:
    made, _ = published(trial)
    page = trial.page("lieux")
    from lieucommun.kernel.datasets.queries import query

    shown = shown_field(page, query(trial.dataset(), page.viewer).get(made), "photo")
    assert shown is not None
    assert (shown.type, shown.value["name"], shown.value["type"]) == ("image", "photo.jpg", "JPG")
    assert trial.client().get(shown.url)["Content-Type"] == "image/jpeg"
    html = trial.client().get("/s/epreuve/lieux/cafe/").content.decode()
    assert 'src="/files/' in html


def test_imports_take_only_the_files_of_their_own_records(trial: Trial) -> None:
    made, row = published(trial)
    dataset, sent = trial.dataset(), Sent("a.csv", ("code", "photo", "rang"))
    other = {"code": "autre", "nom": "Autre", "photo": value_of(row)}
    own = {"code": "cafe", "photo": value_of(row), "rang": "12"}
    report = import_records(dataset, [Row(2, own), Row(3, other)], strict=False, sent=sent)
    assert [(one.line, one.code) for one in report.problems] == [(3, "attachment")]
    assert report.updated == 1
    assert report.number is not None
    emptied = import_records(
        dataset, [Row(2, {"code": "cafe", "photo": ""})], sent=Sent("b.csv", ("code", "photo"))
    )
    assert trial.client().get(signed_link(row)).status_code == 404
    assert emptied.number is not None
    undo_import(dataset, emptied.number)
    row.refresh_from_db()
    assert row.record == made
    assert trial.client().get(signed_link(row)).status_code == 200
