"""What is kept, once, as long as something refers to it."""

import datetime as dt
import io
import uuid
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from lieucommun.kernel.files.actions import claim, discard, keep, let_go
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.files.queries import MissingContent, find, open_attachment, room
from lieucommun.kernel.files.refusals import RefusedFile
from lieucommun.kernel.files.store import store
from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.people.models import Person

from . import making

pytestmark = pytest.mark.django_db
Commits = DjangoCaptureOnCommitCallbacks


def kept(content: bytes = b"bonjour\n", name: str = "notes.txt", **options: object) -> Attachment:
    return keep(io.BytesIO(content), name=name, **options)  # type: ignore[arg-type]


def contents(settings: Settings) -> list[str]:
    root = Path(settings.MEDIA_ROOT)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def test_a_file_is_kept_under_its_hash(settings: Settings) -> None:
    person = Person.objects.create_user("ada@example.org", None, name="Ada")
    row = kept(service="essai", by=person.pk, purpose="file")
    assert b"".join(open_attachment(row)) == b"bonjour\n"
    assert (row.name, row.content_type, row.size, row.state) == (
        "notes.txt",
        "text/plain",
        8,
        "clean",
    )
    assert (row.service, row.by, row.purpose) == ("essai", person, "file")
    assert contents(settings) == [f"{row.sha256[:2]}/{row.sha256[2:4]}/{row.sha256}"]
    entry = JournalEntry.objects.get(action="file.kept")
    assert (entry.service, entry.person, entry.object_id) == ("essai", person.pk, str(row.uuid))
    assert find(row.uuid) == row


def test_the_same_content_is_kept_once(
    settings: Settings, django_capture_on_commit_callbacks: Commits
) -> None:
    first, second = kept(name="a.txt"), kept(name="b.txt", service="essai")
    assert first.sha256 == second.sha256
    assert len(contents(settings)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        discard(first)
    assert b"".join(open_attachment(second)) == b"bonjour\n"
    with django_capture_on_commit_callbacks(execute=True):
        discard(second)
    assert contents(settings) == []
    assert not Attachment.objects.exists()
    assert JournalEntry.objects.filter(action="file.discarded").count() == 2


def test_an_image_goes_with_its_small_one(
    settings: Settings, django_capture_on_commit_callbacks: Commits
) -> None:
    row = kept(making.image("PNG", (800, 600)), "plan.png")
    small = b"".join(open_attachment(row, thumbnail=True))
    assert small.startswith(b"\x89PNG")
    assert len(contents(settings)) == 2
    with django_capture_on_commit_callbacks(execute=True):
        discard(row)
    assert contents(settings) == []


def test_what_is_undone_keeps_its_content(
    settings: Settings, django_capture_on_commit_callbacks: Commits
) -> None:
    row = kept()
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        discard(row)
        transaction.set_rollback(True)
    assert b"".join(open_attachment(row)) == b"bonjour\n"
    assert len(contents(settings)) == 1


def test_a_content_in_use_is_not_let_go() -> None:
    row = kept()
    assert not let_go(row.sha256)
    Attachment.objects.all().delete()
    assert let_go(row.sha256)
    with pytest.raises(MissingContent):
        open_attachment(row)


@pytest.mark.parametrize("state", ["waiting", "refused"])
def test_nobody_opens_what_is_not_clean(state: str) -> None:
    row = kept()
    row.state = state
    with pytest.raises(MissingContent):
        open_attachment(row)


def test_a_part_can_be_read() -> None:
    row = kept(b"0123456789")
    assert b"".join(open_attachment(row, start=3, end=6)) == b"345"
    assert b"".join(open_attachment(row, start=7)) == b"789"


def test_files_that_are_too_heavy_leave_nothing(settings: Settings) -> None:
    settings.FILES_LARGEST = 1
    with pytest.raises(RefusedFile) as refused:
        kept(b"x" * (1024 * 1024 + 1))
    assert refused.value.code == "heavy"
    assert (contents(settings), Attachment.objects.count()) == ([], 0)


@pytest.mark.parametrize(("quota", "service"), [("FILES_QUOTA", "b"), ("FILES_SERVICE_QUOTA", "a")])
def test_room_is_bounded(settings: Settings, quota: str, service: str) -> None:
    setattr(settings, quota, 1)
    kept(b"x" * 600_000, service="a")
    with pytest.raises(RefusedFile) as refused:
        kept(b"y" * 600_000, service=service)
    assert refused.value.code == "full"
    assert (room().taken, room(service).taken) == (600_000, 600_000 if service == "a" else 0)


def test_a_stream_that_breaks_leaves_nothing(settings: Settings) -> None:
    class Broken:
        def __init__(self) -> None:
            self.pieces = [b"bonjour"]

        def read(self, size: int, /) -> bytes:
            del size
            if self.pieces:
                return self.pieces.pop()
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        keep(Broken(), name="notes.txt")
    assert (contents(settings), Attachment.objects.count()) == ([], 0)


def test_files_go_in_their_time_unless_a_record_holds_them() -> None:
    row = kept(purpose="file")
    assert row.expires_at is not None
    assert row.expires_at - timezone.now() < dt.timedelta(days=1)
    record = uuid.uuid4()
    claim(row.uuid, dataset="demandes", record=record, field="piece")
    row.refresh_from_db()
    assert (row.record, row.dataset, row.field) == (record, "demandes", "piece")
    assert row.expires_at is None
    claim(row.uuid, dataset="autres", record=uuid.uuid4(), field="x")
    row.refresh_from_db()
    assert row.record == record


def test_a_file_whose_time_is_over_is_not_found() -> None:
    row = kept(stays=dt.timedelta(seconds=-1))
    assert find(row.uuid) is None
    assert find(uuid.uuid4()) is None


def test_what_the_place_writes_is_kept_as_it_is() -> None:
    content = making.archive({"a.csv": "a;b"})
    row = kept(content, "export.zip", purpose="export")
    assert b"".join(open_attachment(row)) == content
    assert row.content_type == "application/zip"


def test_the_store_opens_nothing_but_hashes(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    for name in ("../secret", "", "a" * 63, "A" * 64, "../" * 21 + "a"):
        with pytest.raises(MissingContent):
            store().read(name)
