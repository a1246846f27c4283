"""With an antivirus nothing is given before it has judged, and nothing that it found stays."""

import contextlib
import datetime as dt
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from lieucommun.kernel.files.actions import keep
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.files.queries import MissingContent, open_attachment
from lieucommun.kernel.files.store import store
from lieucommun.kernel.files.tasks import again
from lieucommun.kernel.jobs.context import JobContext
from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.journal.models import JournalEntry
from tests.jobs import run_jobs

from .clamd import clamd
from .corpus import EICAR

pytestmark = pytest.mark.django_db
Commits = DjangoCaptureOnCommitCallbacks


@pytest.fixture(params=["port", "socket"])
def scanner(request: pytest.FixtureRequest, settings: Settings) -> Iterator[None]:
    with contextlib.ExitStack() as stack:
        short = Path(stack.enter_context(tempfile.TemporaryDirectory()))  # as paths of sockets are
        settings.CLAMD = stack.enter_context(
            clamd(short / "clamd" if request.param == "socket" else None)
        )
        yield


def sent(content: bytes) -> Attachment:
    return keep(io.BytesIO(content), name="notes.txt", service="essai")


@pytest.mark.usefixtures("scanner")
def test_a_clean_file_waits_then_opens() -> None:
    row = sent(b"bonjour " * 100_000)
    assert row.state == "waiting"
    with pytest.raises(MissingContent):
        open_attachment(row)
    assert [job.state for job in run_jobs()] == ["done"]
    row.refresh_from_db()
    assert row.state == "clean"
    assert len(b"".join(open_attachment(row))) == 800_000


@pytest.mark.usefixtures("scanner")
def test_a_malicious_file_is_refused_and_its_content_deleted(
    django_capture_on_commit_callbacks: Commits,
) -> None:
    first, second = sent(EICAR), sent(EICAR)
    with django_capture_on_commit_callbacks(execute=True):
        run_jobs()
    for row in (first, second):
        row.refresh_from_db()
        assert (row.state, row.reason) == ("refused", "Eicar-Signature")
    assert not store().has(first.sha256)
    refused = JournalEntry.objects.filter(action="file.refused")
    assert {entry.object_id for entry in refused} == {str(first.uuid), str(second.uuid)}


def test_without_answer_nothing_opens_and_it_is_asked_again(settings: Settings) -> None:
    settings.CLAMD = "tcp://127.0.0.1:9"
    row = sent(b"bonjour")
    run_jobs(failing=True)
    row.refresh_from_db()
    assert row.state == "waiting"
    (job,) = Job.objects.filter(name="files.scan")
    assert (job.state, job.failure.partition(":")[0] != "") == ("waiting", True)
    with clamd() as address:
        settings.CLAMD = address
        run_jobs(later=dt.timedelta(days=1))
    row.refresh_from_db()
    assert row.state == "clean"


def test_what_was_given_up_is_asked_again_by_the_schedule(settings: Settings) -> None:
    settings.CLAMD = "tcp://127.0.0.1:9"
    row = sent(b"bonjour")
    Job.objects.all().delete()
    with clamd() as address:
        settings.CLAMD = address
        again(JobContext(Job()))
        run_jobs()
    row.refresh_from_db()
    assert row.state == "clean"


def test_a_place_that_has_no_antivirus_any_more_opens_what_waited(settings: Settings) -> None:
    settings.CLAMD = "tcp://127.0.0.1:9"
    row = sent(b"bonjour")
    settings.CLAMD = ""
    again(JobContext(Job()))
    row.refresh_from_db()
    assert row.state == "clean"


@pytest.mark.parametrize("address", ["127.0.0.1:3310", "http://127.0.0.1", "tcp://"])
def test_an_address_that_cannot_be_read_says_so(settings: Settings, address: str) -> None:
    settings.CLAMD = address
    sent(b"bonjour")
    with pytest.raises(ValueError, match="LIEU_CLAMD must read"):
        run_jobs()


@pytest.mark.usefixtures("scanner")
def test_what_the_place_writes_does_not_wait() -> None:
    row = keep(io.BytesIO(b"a;b"), name="export.csv", purpose="export")
    assert (row.state, Job.objects.count()) == ("clean", 0)
