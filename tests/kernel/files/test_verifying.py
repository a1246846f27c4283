"""What is over or left is swept; what is missing or altered is found."""

import datetime as dt
import io
import os
import time
import uuid
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from lieucommun.kernel.files.actions import claim, keep
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.files.store import store
from lieucommun.kernel.files.sweeping import Swept, sweep
from lieucommun.kernel.files.verifying import verify

pytestmark = pytest.mark.django_db
Commits = DjangoCaptureOnCommitCallbacks


def kept(content: bytes, **options: dt.timedelta) -> Attachment:
    return keep(io.BytesIO(content), name="notes.txt", **options)


def place_of(settings: Settings, row: Attachment) -> Path:
    return Path(settings.MEDIA_ROOT) / row.sha256[:2] / row.sha256[2:4] / row.sha256


def aged(path: Path, hours: int = 2) -> None:
    before = time.time() - hours * 3600
    os.utime(path, (before, before))


def test_what_is_over_goes_and_what_a_record_holds_stays(
    django_capture_on_commit_callbacks: Commits,
) -> None:
    past = dt.timedelta(seconds=-1)
    over, held, lasting = kept(b"a", stays=past), kept(b"b", stays=past), kept(b"c")
    claim(held.uuid, dataset="d", record=uuid.uuid4(), field="f")
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep() == Swept(files=1)
    assert [store().has(row.sha256) for row in (over, held, lasting)] == [False, True, True]


def test_contents_of_no_file_go_once_they_are_old(settings: Settings) -> None:
    young, old = kept(b"young"), kept(b"old")
    Attachment.objects.all().delete()
    aged(place_of(settings, old))
    assert sweep() == Swept(contents=1)
    assert [store().has(row.sha256) for row in (young, old)] == [True, False]


def test_remains_of_an_interruption_go(settings: Settings) -> None:
    folder = Path(settings.MEDIA_ROOT) / "incoming"
    (folder / "old").mkdir(parents=True)
    (folder / "old" / "sent").write_bytes(b"x")
    (folder / "half").write_bytes(b"x")
    (folder / "coming").mkdir()
    aged(folder / "old")
    aged(folder / "half")
    assert sweep() == Swept(remains=2)
    assert [path.name for path in folder.iterdir()] == ["coming"]


def test_whole_contents_hold() -> None:
    kept(b"a")
    kept(b"b")
    verdict = verify()
    assert (verdict.holds, verdict.files, verdict.contents) == (True, 2, 2)


def test_what_is_missing_altered_or_of_no_file_is_found_and_repaired(settings: Settings) -> None:
    missing, damaged, orphan = kept(b"missing"), kept(b"damaged"), kept(b"orphan")
    place_of(settings, missing).unlink()
    place_of(settings, damaged).write_bytes(b"altered")
    aged(place_of(settings, orphan))
    Attachment.objects.filter(pk=orphan.pk).delete()
    verdict = verify()
    assert not verdict.holds
    assert verdict.as_json() == {
        "ok": False,
        "contents": 2,
        "files": 2,
        "missing": [str(missing.uuid)],
        "damaged": [str(damaged.uuid)],
        "orphans": [orphan.sha256],
        "repaired": 0,
    }
    assert verify(repair=True).repaired == 2
    again = verify()
    assert (again.contents, again.damaged, again.orphans) == (0, [], [])
    assert set(again.missing) == {str(missing.uuid), str(damaged.uuid)}
