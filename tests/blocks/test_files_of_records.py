"""Files of records: sent by those who may write, had by those who may read, gone with them."""

import csv
import io
import json
import uuid
import zipfile
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
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
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.naming import with_names
from lieucommun.kernel.datasets.queries import query
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
    shown = shown_field(page, query(trial.dataset(), page.viewer).get(made), "photo")
    assert shown is not None
    (file,) = shown.files
    assert (file.type, file.name, file.kind) == ("image", "photo.jpg", "JPG")
    assert trial.client().get(file.url)["Content-Type"] == "image/jpeg"
    html = trial.client().get("/s/epreuve/lieux/cafe/").content.decode()
    assert 'src="/files/' in html
    assert ">photo.jpg</a>" in html
    assert "(JPG, " in html


def documents(trial: Trial, *names: str) -> list[Attachment]:
    agent = trial.people["agent"].pk
    return [
        keep(io.BytesIO(making.pdf(rank)), name=name, service=SLUG, by=agent, purpose="file")
        for rank, name in enumerate(names, 1)
    ]


def test_a_field_holds_as_many_files_as_the_manifest_allows(trial: Trial) -> None:
    rows = documents(trial, "un.pdf", "deux.pdf", "trois.pdf", "quatre.pdf")
    made = record(trial, pieces=[value_of(row) for row in rows[:3]])
    held = Attachment.objects.filter(record=made, field="pieces").order_by("pk")
    assert [row.name for row in held] == ["un.pdf", "deux.pdf", "trois.pdf"]
    dataset, agent = trial.dataset(), trial.viewer("agent")
    for values, code in (
        ({"pieces": [value_of(row) for row in rows]}, "many"),
        ({"photo": [value_of(photo(trial))]}, "text"),
    ):
        with pytest.raises(InvalidRecord) as invalid:
            update_record(dataset, made, values, by=agent)
        assert [problem.code for problem in invalid.value.problems] == [code]
    # A manifest that allowed one, or several, before: what is held is read as it is.
    one = "attachment:" + str(rows[0].uuid)
    single, many = dataset.fields["photo"], dataset.fields["pieces"]
    assert [field.plain(value) for field, value in ((many, one), (single, [one]))] == [one, one]


def test_a_record_shows_each_of_its_files_and_what_happens_to_those_that_wait(
    trial: Trial,
) -> None:
    rows = documents(trial, "un.pdf", "deux.pdf", "trois.pdf")
    Attachment.objects.filter(pk=rows[1].pk).update(state=Attachment.State.WAITING)
    Attachment.objects.filter(pk=rows[2].pk).update(state=Attachment.State.REFUSED)
    values = {**BASE, "pieces": [value_of(row) for row in rows[:2]]}
    made = create_record(trial.dataset(), values, by=SYSTEM, state="publie").uuid
    html = trial.client().get("/s/epreuve/lieux/cafe/?lang=en").content.decode()
    assert html.count('href="/files/') == 1
    assert ">un.pdf</a>" in html
    assert "being checked by the antivirus" in html
    Attachment.objects.filter(record=made).update(state=Attachment.State.REFUSED)
    html = trial.client().get("/s/epreuve/lieux/cafe/?lang=en").content.decode()
    assert html.count("withheld: the antivirus found malicious code") == 2
    assert 'href="/files/' not in html


def exports_of(trial: Trial, who: str = "anyone") -> dict[str, bytes]:
    client = trial.client(who)
    page = "/s/epreuve/lieux/?format="
    return {
        kind: b"".join(client.get(page + kind).streaming_content)
        for kind in ("csv", "xlsx", "ods", "geojson")
    }


def test_exports_give_the_names_of_files(trial: Trial) -> None:
    rows = documents(trial, "un.pdf", "=deux.pdf")
    photos = {"photo": value_of(photo(trial)), "pieces": [value_of(row) for row in rows]}
    create_record(trial.dataset(), {**BASE, **photos}, by=SYSTEM, state="publie")
    found = exports_of(trial)
    (line,) = csv.DictReader(io.StringIO(found["csv"].decode("utf-8-sig")))
    assert (line["Photo"], line["Pièces"]) == ("photo.jpg", "un.pdf|=deux.pdf")
    for kind in ("xlsx", "ods"):
        with zipfile.ZipFile(io.BytesIO(found[kind])) as book:
            text = "".join(book.read(name).decode() for name in book.namelist() if "xml" in name)
        assert "un.pdf|=deux.pdf" in text, kind
        assert "attachment:" not in text
    size = {row.name: row.size for row in rows}
    pdf = "application/pdf"
    told = [
        {"name": "un.pdf", "type": pdf, "size": size["un.pdf"]},
        {"name": "=deux.pdf", "type": pdf, "size": size["=deux.pdf"]},
    ]
    (feature,) = json.loads(found["geojson"])["features"]
    assert feature["properties"]["pieces"] == told
    page = trial.client().get("/s/epreuve/lieux/?format=json").json()
    assert page["items"][0]["data"]["pieces"] == told
    assert page["items"][0]["data"]["photo"]["name"] == "photo.jpg"


def test_an_export_sent_again_leaves_the_files_where_they_are(trial: Trial) -> None:
    rows = documents(trial, "un.pdf", "un.pdf", "deux.pdf")
    held = [value_of(row) for row in rows]
    made, row = published(trial, pieces=held)
    dataset = trial.dataset()

    def sent(**values: object) -> tuple[int, list[str]]:
        fields = ("code", "photo", "pieces")
        report = import_records(
            dataset, [Row(2, {"code": "cafe", **values})], strict=False, sent=Sent("a.csv", fields)
        )
        return report.updated, [one.code for one in report.problems]

    def pieces() -> list[str]:
        return list(Record.objects.get(uuid=made).data.get("pieces", []))

    pdf = {"type": "application/pdf", "size": 1}
    names = [{"name": "un.pdf", **pdf}, {"name": "un.pdf", **pdf}, {"name": "deux.pdf", **pdf}]
    assert sent(photo="photo.jpg", pieces="un.pdf|un.pdf|deux.pdf") == (0, [])
    assert sent(photo={"name": "photo.jpg", "size": 1}, pieces=names) == (0, [])
    assert sent(photo="photo.jpg", pieces="deux.pdf") == (1, [])
    assert pieces() == [held[2]]
    assert sent(photo={"name": "autre.jpg"}, pieces="deux.pdf") == (0, ["text"])
    assert sent(photo="", pieces="") == (1, [])
    assert Record.objects.get(uuid=made).data.keys() == {"code", "nom"}
    assert Attachment.objects.get(pk=row.pk).record == made


def test_lists_name_files_in_as_many_statements_however_many(trial: Trial) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            list(with_names(dataset, query(dataset, viewer).page(100)))
        return len(queries)

    def add(number: int) -> None:
        record(trial, code=f"n{number}", pieces=[value_of(*documents(trial, "a.pdf"))])

    dataset, viewer = trial.dataset(), trial.viewer("coordination")
    for number in range(2):
        add(number)
    few = asked()
    for number in range(2, 12):
        add(number)
    assert asked() == few


def test_all_the_files_of_a_record_are_had_at_once_by_who_sees_them(trial: Trial) -> None:
    agent = trial.people["agent"].pk
    papers = [
        keep(io.BytesIO(making.pdf()), name="un.pdf", service=SLUG, by=agent, purpose="file")
        for _ in range(3)
    ]
    made, row = published(trial, pieces=[value_of(paper) for paper in papers])
    Attachment.objects.filter(pk=papers[1].pk).update(state=Attachment.State.WAITING)
    Attachment.objects.filter(pk=papers[2].pk).update(name="UN.pdf")
    address = f"/s/{SLUG}/_records/lieux/{made}/files.zip"
    page = trial.client("coordination").get(f"/s/{SLUG}/lieux/cafe/").content.decode()
    assert f'href="{address}"' in page
    answer = trial.client("coordination").get(address)
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=utf-8''Caf%C3%A9.zip"
    content = b"".join(answer.streaming_content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        *held, withheld = archive.namelist()
        told = archive.read(withheld).decode().splitlines()
    assert sorted(held) == ["UN (2).pdf", "photo.jpg", "un.pdf"]
    assert (withheld, told[-1]) == ("Fichiers retenus.txt", "- un.pdf")
    assert row.name in held


def test_the_files_of_a_record_are_had_by_nobody_else(trial: Trial) -> None:
    made = record(trial, photo=value_of(photo(trial)))
    bare = record(trial, code="sans")
    address = f"/s/{SLUG}/_records/lieux"
    assert {
        who: trial.client(who).get(f"{address}/{made}/files.zip").status_code
        for who in ("anyone", "agent-sud", "agent", "coordination", "sans-role")
    } == {"anyone": 404, "agent-sud": 404, "agent": 200, "coordination": 200, "sans-role": 404}
    coordination = trial.client("coordination")
    for path in (f"{bare}", f"{uuid.uuid4()}"):
        assert coordination.get(f"{address}/{path}/files.zip").status_code == 404
    assert coordination.get(f"/s/{SLUG}/_records/rien/{made}/files.zip").status_code == 404
